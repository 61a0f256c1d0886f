"""Contact agreements: what each side promises, the customer's answer, and the promises that the landlord broke."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ForeignKey, Select, String, or_, select, update
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from casework.records.base import Base
from casework.records.cases import Case
from casework.records.decisions import Decision, Restriction
from casework.records.missing import NotFoundError
from casework.records.own import Reader, withheld
from casework.records.people import Customer, StaffMember
from casework.records.sealed import SealedText
from casework.rules.calendar import day_of

KIND = "contact_agreement"  # the kind of restriction that an agreement becomes where it is imposed
APPLYING = ("in_force", "suspended")


class ContactAgreement(Base):
    """Promises of both sides, offered to the customer. It binds nobody until they say yes (Notting Hill Genesis 5.0).

    ``decision_id``: the decision that proposes, or made, the same promises as a restriction after the customer said
    no or did not answer.
    """

    __tablename__ = "contact_agreement"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)
    form_key: Mapped[str] = mapped_column(String(40), unique=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("contact_case.id"), index=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    offered_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    state: Mapped[str] = mapped_column(String(20), index=True)  # offered accepted refused withdrawn ended
    promises_customer: Mapped[list[str]]
    promises_landlord: Mapped[list[str]]
    why: Mapped[str] = mapped_column(SealedText)
    answer_by: Mapped[date]
    review_on: Mapped[date]
    offered_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[str | None] = mapped_column(String(20))  # customer advocate staff
    answered_by_id: Mapped[int | None]
    answered_how: Mapped[str | None] = mapped_column(String(20))  # portal, or how the answer reached staff
    answer_words: Mapped[str] = mapped_column(SealedText, default="")  # what the customer said with it
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"), index=True)
    ended_on: Mapped[date | None]
    ended_why: Mapped[str | None] = mapped_column(String(40))  # customer_left review withdrawn erased
    ended_words: Mapped[str] = mapped_column(SealedText, default="")

    case: Mapped[Case] = relationship()
    customer: Mapped[Customer] = relationship()
    offered_by: Mapped[StaffMember] = relationship()
    decision: Mapped[Decision | None] = relationship()

    @property
    def imposed(self) -> bool:
        """Did the promises become a restriction, with all the rights of one?"""
        return self.decision is not None and self.decision.issued_at is not None

    @property
    def stands(self) -> bool:
        """Does it bind both sides by agreement?"""
        return self.state == "accepted"


class BrokenPromise(Base):
    """A promise of an agreement that the landlord did not keep, as the customer or a member of staff reported it.

    It belongs to an agreement, or to the restriction as which the promises were imposed.
    """

    __tablename__ = "broken_promise"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)
    form_key: Mapped[str] = mapped_column(String(40), unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    agreement_id: Mapped[int | None] = mapped_column(ForeignKey("contact_agreement.id"), index=True)
    restriction_id: Mapped[int | None] = mapped_column(ForeignKey("restriction.id"), index=True)
    promise: Mapped[str] = mapped_column(SealedText)
    happened_on: Mapped[date]
    what_happened: Mapped[str] = mapped_column(SealedText)
    reported_by: Mapped[str] = mapped_column(String(20))  # customer advocate staff
    reported_by_id: Mapped[int]
    recorded_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Promised:
    """Promises that hold now, agreed or imposed. ``ref``: of the agreement, or of the restriction."""

    ref: str
    customer_id: int
    promises_customer: tuple[str, ...]
    promises_landlord: tuple[str, ...]
    since: date
    review_on: date | None
    agreement_id: int | None = None
    restriction_id: int | None = None

    @property
    def imposed(self) -> bool:
        """True where the customer did not agree to it."""
        return self.restriction_id is not None


def own_agreements(session: Session, whose: Reader) -> tuple[ContactAgreement, ...]:
    """Every agreement that was offered to the customer, the newest first."""
    whose.needs("see")
    return tuple(session.scalars(_agreements(whose.customer_id)))


def own_agreement(session: Session, whose: Reader, ref: str) -> ContactAgreement:
    """One of them. NotFoundError for anybody else's."""
    whose.needs("see")
    found = session.scalar(_agreements(whose.customer_id).where(ContactAgreement.ref == ref))
    if found is None:
        raise NotFoundError(ref)
    return found


def own_promised(session: Session, whose: Reader) -> tuple[Promised, ...]:
    """All promises that hold between the customer and the landlord, and of which the customer was told."""
    whose.needs("see")
    return promised(session, whose.customer_id, told_only=True)


def own_promise(session: Session, whose: Reader, ref: str) -> Promised:
    """Those of one agreement, or of one restriction. NotFoundError for anybody else's."""
    whose.needs("see")
    return one_promised(session, whose.customer_id, ref, told_only=True)


def promised(session: Session, customer_id: int, *, told_only: bool = False) -> tuple[Promised, ...]:
    """All promises that hold for a customer now. ``told_only``: without what was kept from them."""
    accepted = session.scalars(_agreements(customer_id).where(ContactAgreement.state == "accepted"))
    found = [
        Promised(
            one.ref, one.customer_id, tuple(one.promises_customer), tuple(one.promises_landlord),
            day_of(one.answered_at or one.offered_at), one.review_on, agreement_id=one.id,
        )
        for one in accepted
    ]  # fmt: skip
    for one in session.scalars(_imposed(customer_id)):
        if not (told_only and withheld(one.decision.notice)):
            found.append(_as_imposed(one))
    return tuple(found)


def broken_promises(session: Session, customer_id: int) -> tuple[BrokenPromise, ...]:
    """What the landlord did not keep, the newest first. A review counts these."""
    chosen = select(BrokenPromise).where(BrokenPromise.customer_id == customer_id)
    return tuple(session.scalars(chosen.order_by(BrokenPromise.happened_on.desc(), BrokenPromise.id.desc())))


def own_broken(session: Session, whose: Reader) -> tuple[BrokenPromise, ...]:
    """Each promise of which the customer, or somebody for them, said that we did not keep it, the newest first."""
    whose.needs("see")
    theirs = select(BrokenPromise).where(
        BrokenPromise.customer_id == whose.customer_id, BrokenPromise.reported_by.in_(("customer", "advocate"))
    )
    return tuple(session.scalars(theirs.order_by(BrokenPromise.happened_on.desc(), BrokenPromise.id.desc())))


def broken_under(
    session: Session, agreement_ids: Collection[int] = (), restriction_ids: Collection[int] = ()
) -> tuple[BrokenPromise, ...]:
    """What was not kept of these agreements and of these imposed restrictions, the newest first.

    A restriction that came from an offered agreement counts what was reported of the agreement too.
    """
    under = or_(
        BrokenPromise.agreement_id.in_(list(agreement_ids)), BrokenPromise.restriction_id.in_(list(restriction_ids))
    )
    chosen = select(BrokenPromise).where(under)
    return tuple(session.scalars(chosen.order_by(BrokenPromise.happened_on.desc(), BrokenPromise.id.desc())))


def agreement(session: Session, ref: str) -> ContactAgreement:
    """An agreement, for staff."""
    found = session.scalar(_with_all(select(ContactAgreement)).where(ContactAgreement.ref == ref))
    if found is None:
        raise NotFoundError(ref)
    return found


def customers_agreements(session: Session, customer_id: int) -> tuple[ContactAgreement, ...]:
    """All agreements with a customer, the newest first, for staff."""
    return tuple(session.scalars(_agreements(customer_id)))


def one_promised(session: Session, customer_id: int, ref: str, *, told_only: bool = False) -> Promised:
    """The promises with this reference, of the agreement or of the restriction. NotFoundError where none hold."""
    for one in promised(session, customer_id, told_only=told_only):
        if one.ref == ref:
            return one
    raise NotFoundError(ref)


def blank(session: Session, customer_id: int, today: date) -> None:
    """Leave nothing personal of an erased customer; what held, ends."""
    mine = ContactAgreement.customer_id == customer_id
    open_ones = mine, ContactAgreement.state.in_(("offered", "refused"))
    gone = {"ended_on": today, "ended_why": "erased"}
    session.execute(update(ContactAgreement).where(*open_ones).values(state="withdrawn", **gone))
    session.execute(
        update(ContactAgreement).where(mine, ContactAgreement.state == "accepted").values(state="ended", **gone)
    )
    words = {"promises_customer": [], "promises_landlord": [], "why": "", "answer_words": "", "ended_words": ""}
    session.execute(update(ContactAgreement).where(mine).values(**words))
    broken = BrokenPromise.customer_id == customer_id
    session.execute(update(BrokenPromise).where(broken).values(promise="", what_happened=""))


def _agreements(customer_id: int) -> Select[ContactAgreement]:
    return (
        _with_all(select(ContactAgreement))
        .where(ContactAgreement.customer_id == customer_id)
        .order_by(ContactAgreement.offered_at.desc(), ContactAgreement.id.desc())
    )


def _with_all(chosen: Select[ContactAgreement]) -> Select[ContactAgreement]:
    return chosen.options(
        joinedload(ContactAgreement.customer),
        joinedload(ContactAgreement.case),
        joinedload(ContactAgreement.offered_by),
        joinedload(ContactAgreement.decision),
    )


def _imposed(customer_id: int) -> Select[Restriction]:
    return (
        select(Restriction)
        .where(
            Restriction.customer_id == customer_id, Restriction.kind == KIND, Restriction.state.in_(APPLYING)
        )
        .options(joinedload(Restriction.decision))
        .order_by(Restriction.id)
    )  # fmt: skip


def _as_imposed(one: Restriction) -> Promised:
    return Promised(
        one.ref, one.customer_id, tuple(one.terms.get("promises_customer", ())),
        tuple(one.terms.get("promises_landlord", ())), one.starts_on or date.min, one.review_on, restriction_id=one.id,
    )  # fmt: skip
