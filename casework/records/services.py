"""Service requests: repairs, dangers in a home and safety checks, with their clocks, visits and what was said."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Select, String, delete, select, update
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship, selectinload

from casework.records.base import Base
from casework.records.missing import NotFoundError
from casework.records.own import Reader
from casework.records.people import Customer
from casework.records.sealed import SealedText
from casework.rules.calendar import day_of

OPEN = ("received", "booked")
_FEW = 100  # lines of a list that only shows what was lately done


class ServiceRequest(Base):
    """One thing to do in somebody's home. Without a customer until staff know who reported it without signing in."""

    __tablename__ = "service_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)
    form_key: Mapped[str] = mapped_column(String(40), unique=True)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"), index=True)
    made_by: Mapped[str] = mapped_column(String(20))  # customer advocate staff nobody (not signed in)
    made_by_id: Mapped[int]
    came_how: Mapped[str] = mapped_column(String(20))  # portal, or how it reached staff
    service: Mapped[str] = mapped_column(String(20), index=True)  # emergency_repair hazard repair safety_check
    about: Mapped[str] = mapped_column(String(20))  # a problem or a check of casework.rules.services
    danger: Mapped[str] = mapped_column(String(10))  # yes not_sure no, in the person's own answer
    what: Mapped[str] = mapped_column(SealedText, default="")
    place: Mapped[str] = mapped_column(SealedText, default="")  # where in the home, or which home
    reporter: Mapped[str] = mapped_column(String(200), default="")  # name of who did not sign in
    phone: Mapped[str | None] = mapped_column(String(20))  # E.164: where they can be reached about this
    state: Mapped[str] = mapped_column(String(20), index=True)  # received booked done closed
    received_at: Mapped[datetime]
    conditions: Mapped[list[str]]  # how a visit is made: codes of instructions, of which the customer was told
    kept_conditions: Mapped[list[str]]  # the same, of which the customer is rightly not told (Calico 5.2)
    last_check_on: Mapped[date | None]
    next_check_on: Mapped[date | None]
    found: Mapped[str] = mapped_column(SealedText, default="")  # what was found and what follows, in staff's words
    ended_at: Mapped[datetime | None]
    ended_words: Mapped[str] = mapped_column(SealedText, default="")

    customer: Mapped[Customer | None] = relationship()
    clocks: Mapped[list[ServiceClock]] = relationship(order_by="ServiceClock.id")
    visits: Mapped[list[ServiceVisit]] = relationship(order_by="ServiceVisit.starts_at, ServiceVisit.id")
    notes: Mapped[list[ServiceNote]] = relationship(order_by="ServiceNote.id")

    @property
    def running(self) -> list[ServiceClock]:
        """The clocks that nobody has met yet, the next one first."""
        left = [one for one in self.clocks if one.met_at is None] if self.state in OPEN or self.service_owes else []
        return sorted(left, key=lambda one: (one.due_on, one.id))

    def due_by(self, day: date) -> bool:
        """Is something of it due on that day, or before?"""
        return any(one.due_on <= day for one in self.running)

    @property
    def service_owes(self) -> bool:
        """Is the record of a check that was done still to be sent?"""
        return self.state == "done" and any(one.code == "record" and one.met_at is None for one in self.clocks)

    @property
    def to_look_into(self) -> bool:
        """Is there a danger of which nobody has written yet what was found?"""
        codes = [one.code for one in self.clocks]
        return codes.count("summary") < codes.count("make_safe") + codes.count("investigate")

    @property
    def booked(self) -> ServiceVisit | None:
        """The visit that is agreed."""
        return next((one for one in self.visits if one.state == "booked"), None)

    @property
    def offered(self) -> list[ServiceVisit]:
        """Times that the customer may choose from."""
        return [one for one in self.visits if one.state == "offered"]

    @property
    def attempts(self) -> int:
        """How often we came and nobody opened."""
        return sum(one.state == "no_access" for one in self.visits)


class ServiceClock(Base):
    """Something that we must do by a day, or by a moment. ``by_law``: no restriction and nobody's words move it."""

    __tablename__ = "service_clock"

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("service_request.id"), index=True)
    code: Mapped[str] = mapped_column(String(20))  # make_safe investigate summary safety_work ... repair check record
    due_on: Mapped[date] = mapped_column(index=True)
    due_at: Mapped[datetime | None]
    by_law: Mapped[bool]
    source: Mapped[str] = mapped_column(String(200))
    first_due_on: Mapped[date | None]  # where it was made longer: the target without that
    longer_source: Mapped[str | None] = mapped_column(String(200))  # the clause that allows it
    longer_why: Mapped[str] = mapped_column(SealedText, default="")  # staff's words, where a person made it longer
    met_at: Mapped[datetime | None]

    def late(self, now: datetime, today: date) -> bool:
        """Was it, or is it, not done in time?"""
        if self.due_at is not None:
            return (self.met_at or now) > self.due_at
        return (day_of(self.met_at) if self.met_at else today) > self.due_on


class ServiceVisit(Base):
    """A time at which somebody comes: offered, booked, let go again, kept, or missed by one of the two."""

    __tablename__ = "service_visit"

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("service_request.id"), index=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(20))  # offered booked released kept no_access missed
    booked_by: Mapped[str | None] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(SealedText, default="")  # what was found at the door


class ServiceNote(Base):
    """What was added to a request later, in somebody's own words."""

    __tablename__ = "service_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("service_request.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))  # more worse other_time attempt
    said_by: Mapped[str] = mapped_column(String(20))
    said_by_id: Mapped[int]
    said: Mapped[str] = mapped_column(SealedText)
    at: Mapped[datetime]


def own_requests(session: Session, whose: Reader) -> tuple[ServiceRequest, ...]:
    """What was reported for a customer, the newest first. An advocate needs the scope to report."""
    return tuple(session.scalars(_own(whose).order_by(ServiceRequest.id.desc())))


def own_request(session: Session, whose: Reader, ref: str) -> ServiceRequest:
    """One of them. NotFoundError for anybody else's."""
    return _one(session, _own(whose), ref)


def unsigned(session: Session, ref: str) -> ServiceRequest:
    """What somebody reported without signing in, for the page that thanks them: its reference is all that they have."""
    return _one(session, _with_all().where(ServiceRequest.made_by == "nobody"), ref)


def request(session: Session, ref: str) -> ServiceRequest:
    """One of them, for staff."""
    return _one(session, _with_all(), ref)


def open_requests(session: Session) -> tuple[ServiceRequest, ...]:
    """All that is still to be done, and records of checks still to be sent; what is due first comes first."""
    owed = select(ServiceClock.request_id).where(ServiceClock.code == "record", ServiceClock.met_at.is_(None))
    chosen = _with_all().where(ServiceRequest.state.in_(OPEN) | ServiceRequest.id.in_(owed))
    return tuple(sorted(session.scalars(chosen), key=_urgency))


def lately_done(session: Session) -> tuple[ServiceRequest, ...]:
    """Those that were done or closed, the newest first."""
    ended = _with_all().where(ServiceRequest.state.not_in(OPEN))
    return tuple(session.scalars(ended.order_by(ServiceRequest.ended_at.desc()).limit(_FEW)))


def customers_requests(session: Session, customer_id: int) -> tuple[ServiceRequest, ...]:
    """All of a customer's, the newest first, for staff."""
    chosen = _with_all().where(ServiceRequest.customer_id == customer_id)
    return tuple(session.scalars(chosen.order_by(ServiceRequest.id.desc())))


def blank(session: Session, customer_id: int) -> None:
    """Leave nothing personal of an erased customer; what was still to do for them ends."""
    mine = select(ServiceRequest.id).where(ServiceRequest.customer_id == customer_id)
    session.execute(delete(ServiceNote).where(ServiceNote.request_id.in_(mine)))
    session.execute(update(ServiceVisit).where(ServiceVisit.request_id.in_(mine)).values(note=""))
    session.execute(update(ServiceClock).where(ServiceClock.request_id.in_(mine)).values(longer_why=""))
    still = ServiceRequest.customer_id == customer_id
    session.execute(update(ServiceRequest).where(still, ServiceRequest.state.in_(OPEN)).values(state="closed"))
    words = {"what": "", "place": "", "reporter": "", "phone": None, "found": "", "ended_words": ""}
    session.execute(update(ServiceRequest).where(still).values(words))


def _urgency(one: ServiceRequest) -> tuple[date, int]:
    return (one.running[0].due_on if one.running else date.max, one.id)


def _own(whose: Reader) -> Select[ServiceRequest]:
    whose.needs("report")
    return _with_all().where(ServiceRequest.customer_id == whose.customer_id)


def _with_all() -> Select[ServiceRequest]:
    return select(ServiceRequest).options(
        joinedload(ServiceRequest.customer),
        selectinload(ServiceRequest.clocks),
        selectinload(ServiceRequest.visits),
        selectinload(ServiceRequest.notes),
    )


def _one(session: Session, chosen: Select[ServiceRequest], ref: str) -> ServiceRequest:
    found = session.scalar(chosen.where(ServiceRequest.ref == ref))
    if found is None:
        raise NotFoundError(ref)
    return found
