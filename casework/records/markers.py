"""To whom an instruction about a person was given: contractors by job, the housing system by file; and their receipts.

A marker itself is kept nowhere: it is read from the restriction that it tells of (casework.rules.markers). What was
given away has to come back when that ends, so each copy is on record until its holder says that it is gone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Select, String, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, contains_eager, joinedload, mapped_column, relationship

from casework.records.base import Base
from casework.records.decisions import Restriction
from casework.records.missing import NotFoundError
from casework.records.people import Customer, StaffMember, StaffRole
from casework.records.services import OPEN, ServiceRequest
from casework.rules.markers import Held, Instruction, instruction, of_visit
from casework.rules.pack import Pack

CONTRACTOR = "contractor"  # the role
STANDING = ("in_force", "suspended")
SET, REMOVE = "set", "remove"
MOST_FILES = 50  # lines of the list of files


class JobInstruction(Base):
    """A contractor may see how one job is visited, until a day. Which instruction it is, is read when they look."""

    __tablename__ = "job_instruction"
    __table_args__ = (UniqueConstraint("request_id", "contractor_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("service_request.id"))
    contractor_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    given_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    given_at: Mapped[datetime]
    expires_on: Mapped[date]  # the last day
    taken_back_on: Mapped[date | None]
    received_at: Mapped[datetime | None]
    received: Mapped[list[str]]  # codes of the instructions that they last said they have; none: they hold nothing

    request: Mapped[ServiceRequest] = relationship()
    contractor: Mapped[StaffMember] = relationship(foreign_keys=[contractor_id])
    given_by: Mapped[StaffMember] = relationship(foreign_keys=[given_by_id])

    def open_on(self, day: date) -> bool:
        """May they look on that day? Not once the job is over: then nobody needs it any more."""
        return self.taken_back_on is None and day <= self.expires_on and self.request.state in OPEN


class MarkerFile(Base):
    """A file of markers made for the housing system. ``loaded_at``: somebody says that the system has taken it."""

    __tablename__ = "marker_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)
    form_key: Mapped[str] = mapped_column(String(40), unique=True)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    made_at: Mapped[datetime]
    loaded_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    loaded_at: Mapped[datetime | None]

    made_by: Mapped[StaffMember] = relationship(foreign_keys=[made_by_id])
    loaded_by: Mapped[StaffMember | None] = relationship(foreign_keys=[loaded_by_id])


class MarkerCopy(Base):
    """One line of such a file: a marker to set, or to remove because what it told of has ended. Codes and days only."""

    __tablename__ = "marker_copy"
    __table_args__ = (Index("ix_marker_copy_of", "restriction_id", "instruction"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("marker_file.id"), index=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    restriction_id: Mapped[int] = mapped_column(ForeignKey("restriction.id"))
    act: Mapped[str] = mapped_column(String(10))  # set remove
    instruction: Mapped[str] = mapped_column(String(60))
    purpose: Mapped[str] = mapped_column(String(20))  # safety contact
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]  # None: until it is reviewed
    review_on: Mapped[date | None]

    customer: Mapped[Customer] = relationship()


@dataclass(frozen=True, slots=True)
class Given:
    """An instruction of a customer with the restriction that it comes from."""

    customer_id: int
    restriction_id: int
    instruction: Instruction


def held(row: Restriction) -> Held:
    """What the rules make a marker from."""
    return Held(row.kind, row.safety, row.state, row.starts_on, row.review_on, row.kept_until)


def standing(session: Session, pack: Pack, today: date, customer_ids: Collection[int] = ()) -> tuple[Given, ...]:
    """The instructions that stand today: of these customers, or where none is named of all."""
    table = Restriction
    chosen = select(
        table.customer_id, table.id, table.kind, table.safety, table.state, table.starts_on, table.review_on,
        table.kept_until,
    ).where(table.state.in_(STANDING)).order_by(table.customer_id, table.id)  # fmt: skip
    if customer_ids:
        chosen = chosen.where(table.customer_id.in_(customer_ids))
    found = ((row[0], row[1], instruction(pack, Held(*row[2:]), today)) for row in session.execute(chosen))
    return tuple(Given(customer, restriction, made) for customer, restriction, made in found if made is not None)


def for_visit(session: Session, pack: Pack, customer_id: int | None, today: date) -> tuple[Instruction, ...]:
    """What whoever visits this person must do today, each thing once. Nobody is known: nothing is known."""
    if customer_id is None:
        return ()
    return of_visit(one.instruction for one in standing(session, pack, today, (customer_id,)))


def contractors(session: Session, today: date) -> tuple[StaffMember, ...]:
    """Who works here as a contractor today, by name."""
    holds = select(StaffRole.staff_id).where(
        StaffRole.role == CONTRACTOR,
        StaffRole.starts_on <= today,
        (StaffRole.ends_on.is_(None)) | (StaffRole.ends_on >= today),
    )
    here = (StaffMember.left_on.is_(None)) | (StaffMember.left_on >= today)
    return tuple(session.scalars(select(StaffMember).where(StaffMember.id.in_(holds), here).order_by(StaffMember.name)))


def jobs_of(session: Session, contractor_id: int) -> tuple[JobInstruction, ...]:
    """The jobs that a contractor was given, those that are not over first, then the newest."""
    chosen = _jobs().where(JobInstruction.contractor_id == contractor_id)
    over = (ServiceRequest.state.not_in(OPEN), JobInstruction.taken_back_on.is_not(None))
    return tuple(session.scalars(chosen.order_by(*over, JobInstruction.given_at.desc()).limit(200)))


def job_of(session: Session, contractor_id: int, request_ref: str) -> JobInstruction:
    """One of them. NotFoundError for a job of anybody else."""
    chosen = _jobs().where(JobInstruction.contractor_id == contractor_id, ServiceRequest.ref == request_ref)
    found = session.scalar(chosen)
    if found is None:
        raise NotFoundError(request_ref)
    return found


def told_of(session: Session, request_id: int) -> tuple[JobInstruction, ...]:
    """Which contractors were told how to visit for a request, the first first."""
    chosen = _jobs().where(JobInstruction.request_id == request_id).order_by(JobInstruction.id)
    return tuple(session.scalars(chosen))


def files(session: Session) -> tuple[tuple[MarkerFile, int], ...]:
    """The files made last, with how many lines each has."""
    lines = select(func.count()).where(MarkerCopy.file_id == MarkerFile.id).scalar_subquery()
    chosen = select(MarkerFile, lines).options(joinedload(MarkerFile.made_by), joinedload(MarkerFile.loaded_by))
    return tuple(
        (one, count) for one, count in session.execute(chosen.order_by(MarkerFile.id.desc()).limit(MOST_FILES))
    )


def file(session: Session, ref: str) -> MarkerFile:
    """One of them. NotFoundError where there is none."""
    found = session.scalar(select(MarkerFile).where(MarkerFile.ref == ref))
    if found is None:
        raise NotFoundError(ref)
    return found


def copies(session: Session, file_id: int) -> Iterable[MarkerCopy]:
    """The lines of a file, in their order, with their customers."""
    chosen = select(MarkerCopy).where(MarkerCopy.file_id == file_id).options(joinedload(MarkerCopy.customer))
    return session.scalars(chosen.order_by(MarkerCopy.id))


def handed_out(session: Session) -> tuple[MarkerCopy, ...]:
    """What the housing system may still hold: set by a file, and no removal of it was loaded since."""
    last = (
        select(func.max(MarkerCopy.id))
        .join(MarkerFile, MarkerFile.id == MarkerCopy.file_id)
        .where((MarkerCopy.act == SET) | MarkerFile.loaded_at.is_not(None))
        .group_by(MarkerCopy.restriction_id, MarkerCopy.instruction)
    )
    return tuple(session.scalars(select(MarkerCopy).where(MarkerCopy.id.in_(last), MarkerCopy.act == SET)))


def _jobs() -> Select[JobInstruction]:
    return (
        select(JobInstruction)
        .join(JobInstruction.request)
        .options(
            contains_eager(JobInstruction.request).selectinload(ServiceRequest.visits),
            joinedload(JobInstruction.contractor),
            joinedload(JobInstruction.given_by),
        )
    )
