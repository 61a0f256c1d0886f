"""What administration keeps: records brought in from elsewhere, two records made one, moves, former names, a death."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Select, String, UniqueConstraint, delete, func, or_, select, update
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from casework.records.base import Base
from casework.records.missing import NotFoundError
from casework.records.people import Customer, StaffMember
from casework.records.sealed import SealedText

MOST_SHOWN = 100


class ImportBatch(Base):
    """A file of records from elsewhere: looked through first, then taken in whole or not at all."""

    __tablename__ = "import_batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)
    form_key: Mapped[str] = mapped_column(String(40), unique=True)
    kind: Mapped[str] = mapped_column(String(20))  # a code of rules.imports.KINDS
    name: Mapped[str] = mapped_column(String(200))  # of the file, as the sender called it
    sha256: Mapped[str] = mapped_column(String(64))
    stored_as: Mapped[str | None] = mapped_column(String(80))  # encrypted with our own key; none once it is settled
    state: Mapped[str] = mapped_column(String(20), index=True)  # checked done discarded
    lines: Mapped[int]  # of the file, without its heading
    to_take: Mapped[int]  # lines that would be taken in
    known: Mapped[int]  # lines of what is on record already: left as it is
    wrong: Mapped[int]  # lines that cannot be taken in; while there is one, nothing is
    # The first of what is wrong: {"line", "column", "code", "value"}; a line is numbered as a spreadsheet shows it.
    errors: Mapped[list[dict[str, Any]]]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    made_at: Mapped[datetime]
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    done_at: Mapped[datetime | None]

    made_by: Mapped[StaffMember] = relationship(foreign_keys=[made_by_id])
    done_by: Mapped[StaffMember | None] = relationship(foreign_keys=[done_by_id])
    tasks: Mapped[list[ImportTask]] = relationship(back_populates="batch")


class ImportTask(Base):
    """Something that a record lacked when it was brought in, for somebody to see to."""

    __tablename__ = "import_task"
    __table_args__ = (UniqueConstraint("batch_id", "subject", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"), index=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    subject: Mapped[str] = mapped_column(String(20))  # the reference of what lacks it
    code: Mapped[str] = mapped_column(String(40))  # of a finding of the rules, or of rules.imports.LACKING
    source: Mapped[str] = mapped_column(String(200), default="")  # the clause that asks for it
    decision_ref: Mapped[str | None] = mapped_column(String(20))  # where it is put right
    state: Mapped[str] = mapped_column(String(20), index=True)  # open done
    note: Mapped[str] = mapped_column(SealedText, default="")  # what was done about it
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    done_at: Mapped[datetime | None]

    batch: Mapped[ImportBatch] = relationship(back_populates="tasks")
    customer: Mapped[Customer] = relationship()
    done_by: Mapped[StaffMember | None] = relationship()


class CustomerMerge(Base):
    """Two records of one person made one; ``moved`` says of each row where it was, so that it can be undone."""

    __tablename__ = "customer_merge"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)
    form_key: Mapped[str] = mapped_column(String(40), unique=True)
    # Numbers and not foreign keys: what is moved with a customer must never be the note of the move itself.
    kept_id: Mapped[int] = mapped_column(index=True)
    gone_id: Mapped[int] = mapped_column(index=True)
    kept_ref: Mapped[str] = mapped_column(String(20))
    gone_ref: Mapped[str] = mapped_column(String(20))
    why: Mapped[str] = mapped_column(SealedText)
    moved: Mapped[dict[str, Any]]  # "table.column": the numbers of its rows
    merged_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    merged_at: Mapped[datetime]
    undone_why: Mapped[str] = mapped_column(SealedText, default="")
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    undone_at: Mapped[datetime | None]

    merged_by: Mapped[StaffMember] = relationship(foreign_keys=[merged_by_id])
    undone_by: Mapped[StaffMember | None] = relationship(foreign_keys=[undone_by_id])


class CustomerMove(Base):
    """A customer moves home, on a day that may be still to come, or leaves."""

    __tablename__ = "customer_move"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)
    form_key: Mapped[str] = mapped_column(String(80), unique=True)  # of the form, and of each who moves with it
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    moves_on: Mapped[date] = mapped_column(index=True)
    address: Mapped[list[str]]  # lines, the postcode last
    tenancy_ref: Mapped[str | None] = mapped_column(String(40))  # of the new home
    leaves: Mapped[bool]  # and is our customer no more
    told_how: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20), index=True)  # planned done withdrawn
    noted_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    noted_at: Mapped[datetime]
    done_on: Mapped[date | None]

    customer: Mapped[Customer] = relationship()


class FormerName(Base):
    """A name that a customer had, kept only where they let us find them by it."""

    __tablename__ = "former_name"
    __table_args__ = (UniqueConstraint("customer_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    name: Mapped[str] = mapped_column(String(200), index=True)
    until: Mapped[date]


class CustomerDeath(Base):
    """A customer has died: nothing restricts them and no letter goes out. Put right where it was a mistake."""

    __tablename__ = "customer_death"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)
    form_key: Mapped[str] = mapped_column(String(40), unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    died_on: Mapped[date | None]  # not everybody who tells us knows the day
    told_by: Mapped[str] = mapped_column(String(200))  # who told us, and who they are to the customer
    told_how: Mapped[str] = mapped_column(String(20))
    reach: Mapped[str] = mapped_column(SealedText, default="")  # how to reach those who are left
    stopped: Mapped[dict[str, Any]]  # how many restrictions, copies of letters and messages it stopped
    noted_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    noted_at: Mapped[datetime]
    wrong_why: Mapped[str] = mapped_column(SealedText, default="")
    wrong_at: Mapped[datetime | None]  # it was a mistake

    customer: Mapped[Customer] = relationship()


@dataclass(frozen=True)
class Lives:
    """What happened in a customer's life, who shares their tenancy, and what their record lacks since it came here."""

    death: CustomerDeath | None
    moves: tuple[CustomerMove, ...]
    joint: tuple[Customer, ...]
    former: tuple[FormerName, ...]
    parts: tuple[CustomerMerge, ...]
    lacks: tuple[ImportTask, ...]


def batch(session: Session, ref: str) -> ImportBatch:
    """One of them. NotFoundError where there is none."""
    chosen = select(ImportBatch).where(ImportBatch.ref == ref)
    found = session.scalar(chosen.options(joinedload(ImportBatch.made_by), joinedload(ImportBatch.done_by)))
    if found is None:
        raise NotFoundError(ref)
    return found


def batches(session: Session) -> tuple[ImportBatch, ...]:
    """What was brought in, or is about to be, the newest first."""
    chosen = select(ImportBatch).options(joinedload(ImportBatch.made_by))
    return tuple(session.scalars(chosen.order_by(ImportBatch.id.desc()).limit(MOST_SHOWN)))


def task(session: Session, ref: str) -> ImportTask:
    """One of them. NotFoundError where there is none."""
    found = session.scalar(_tasks().where(ImportTask.ref == ref))
    if found is None:
        raise NotFoundError(ref)
    return found


def open_tasks(session: Session, after: int = 0) -> tuple[ImportTask, ...]:
    """What brought-in records still lack, the oldest first; those of the customers first that were restricted."""
    chosen = _tasks().where(ImportTask.state == "open", ImportTask.id > after)
    return tuple(session.scalars(chosen.order_by(ImportTask.id).limit(MOST_SHOWN)))


def count_open_tasks(session: Session, batch_id: int | None = None) -> int:
    """How many there are, of all imports or of one."""
    chosen = select(func.count()).select_from(ImportTask).where(ImportTask.state == "open")
    return session.scalar(chosen if batch_id is None else chosen.where(ImportTask.batch_id == batch_id)) or 0


def customers_tasks(session: Session, customer_id: int) -> tuple[ImportTask, ...]:
    """What a customer's record still lacks."""
    chosen = _tasks().where(ImportTask.customer_id == customer_id, ImportTask.state == "open")
    return tuple(session.scalars(chosen.order_by(ImportTask.id)))


def merge(session: Session, ref: str) -> CustomerMerge:
    """One of them. NotFoundError where there is none."""
    chosen = select(CustomerMerge).where(CustomerMerge.ref == ref)
    found = session.scalar(chosen.options(joinedload(CustomerMerge.merged_by), joinedload(CustomerMerge.undone_by)))
    if found is None:
        raise NotFoundError(ref)
    return found


def merges(session: Session) -> tuple[CustomerMerge, ...]:
    """Records that were made one, the newest first."""
    chosen = select(CustomerMerge).options(joinedload(CustomerMerge.merged_by))
    return tuple(session.scalars(chosen.order_by(CustomerMerge.id.desc()).limit(MOST_SHOWN)))


def merged_away(session: Session, customer_id: int) -> CustomerMerge | None:
    """The merge by which a record became part of another one, while it stands."""
    chosen = select(CustomerMerge).where(CustomerMerge.gone_id == customer_id, CustomerMerge.undone_at.is_(None))
    return session.scalar(chosen.order_by(CustomerMerge.id.desc()))


def merged_into(session: Session, customer_id: int) -> tuple[CustomerMerge, ...]:
    """The merges that made a record what it is, the last one first."""
    chosen = select(CustomerMerge).where(CustomerMerge.kept_id == customer_id, CustomerMerge.undone_at.is_(None))
    return tuple(session.scalars(chosen.order_by(CustomerMerge.id.desc())))


def by_number(session: Session, typed: str) -> Customer | None:
    """The customer with this reference of ours, or this number in the housing system."""
    known = Customer.ref == typed.upper(), Customer.external_ref == typed
    return session.scalar(select(Customer).where(or_(*known), Customer.erased_at.is_(None)).order_by(Customer.id))


def joint_tenants(session: Session, customer: Customer) -> tuple[Customer, ...]:
    """The others who hold the same tenancy."""
    if not customer.tenancy_ref:
        return ()
    same = select(Customer).where(
        Customer.tenancy_ref == customer.tenancy_ref, Customer.id != customer.id, Customer.erased_at.is_(None)
    )
    return tuple(session.scalars(same.order_by(Customer.name, Customer.ref)))


def move(session: Session, ref: str) -> CustomerMove:
    """One of them. NotFoundError where there is none."""
    found = session.scalar(
        select(CustomerMove).where(CustomerMove.ref == ref).options(joinedload(CustomerMove.customer))
    )
    if found is None:
        raise NotFoundError(ref)
    return found


def planned_moves(session: Session, customer_id: int) -> tuple[CustomerMove, ...]:
    """Moves still to come, the next one first."""
    chosen = select(CustomerMove).where(CustomerMove.customer_id == customer_id, CustomerMove.state == "planned")
    return tuple(session.scalars(chosen.order_by(CustomerMove.moves_on, CustomerMove.id)))


def former_names(session: Session, customer_id: int) -> tuple[FormerName, ...]:
    """The names by which the customer may still be found, the last one first."""
    chosen = select(FormerName).where(FormerName.customer_id == customer_id)
    return tuple(session.scalars(chosen.order_by(FormerName.until.desc(), FormerName.id.desc())))


def death(session: Session, customer_id: int) -> CustomerDeath | None:
    """What is on record of a customer's death, unless it was a mistake."""
    chosen = select(CustomerDeath).where(CustomerDeath.customer_id == customer_id, CustomerDeath.wrong_at.is_(None))
    return session.scalar(chosen.order_by(CustomerDeath.id.desc()))


def lives(session: Session, found: Customer) -> Lives:
    """What happened in a customer's life, as it stands."""
    return Lives(
        death(session, found.id),
        planned_moves(session, found.id),
        joint_tenants(session, found),
        former_names(session, found.id),
        merged_into(session, found.id),
        customers_tasks(session, found.id),
    )


def blank(session: Session, customer_ids: Collection[int]) -> None:
    """Leave nothing personal of an erased customer."""
    session.execute(delete(FormerName).where(FormerName.customer_id.in_(customer_ids)))
    moves = update(CustomerMove).where(CustomerMove.customer_id.in_(customer_ids))
    session.execute(moves.values(address=[], tenancy_ref=None))
    session.execute(moves.where(CustomerMove.state == "planned").values(state="withdrawn"))
    deaths = update(CustomerDeath).where(CustomerDeath.customer_id.in_(customer_ids))
    session.execute(deaths.values(told_by="", reach="", wrong_why=""))
    tasks = update(ImportTask).where(ImportTask.customer_id.in_(customer_ids))
    session.execute(tasks.values(note="", state="done"))
    merged = update(CustomerMerge).where(CustomerMerge.kept_id.in_(customer_ids))
    session.execute(merged.values(why="", undone_why=""))


def _tasks() -> Select[ImportTask]:
    return select(ImportTask).options(joinedload(ImportTask.customer), joinedload(ImportTask.batch))
