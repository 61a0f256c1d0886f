"""An advocate's caseload: for each client what is due and when, and the letters that nobody has read yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from casework.records import advocates, own
from casework.records.agreements import ContactAgreement
from casework.records.appeals import Appeal
from casework.records.arrangements import OPEN_APPEAL
from casework.records.decisions import Decision, Restriction
from casework.records.letters import Letter
from casework.records.own import Client
from casework.records.reviews import Review


@dataclass(frozen=True, slots=True)
class Due:
    """Something that waits. ``what``: appeal_draft appeal reply agreement review. ``on``: the last day, if there is
    one. ``ours``: the landlord has to do it, not the client's side."""

    what: str
    ref: str
    on: date | None
    ours: bool


Whose = tuple[int, Due]  # and the number of the client for whom it waits


@dataclass(frozen=True, slots=True)
class ClientCase:
    """One client with all that waits, the first day first. ``applies``: how many restrictions, None where unseen."""

    client: Client
    due: tuple[Due, ...]
    unread: tuple[Letter, ...]
    applies: int | None

    @property
    def first(self) -> date:
        """The first day on which anything is due; the last day that there is where nothing is."""
        return next((one.on for one in self.due if one.on is not None), date.max)


def of(session: Session, advocate_id: int, today: date) -> tuple[ClientCase, ...]:
    """The clients of an advocate, theirs and their organisation's, with the nearest day first.

    Each kind of thing is read once for all of them: an organisation speaks for very many.
    """
    clients = own.clients(session, advocate_id, today)
    reviewed = _reviewed(session, _who_gave(clients, "see"))
    waiting = (
        *_appeals(session, _who_gave(clients, "appeal"), advocate_id),
        *_replies(session, _who_gave(clients, "speak")),
        *_offers(session, _who_gave(clients, "see", "speak")),
    )
    letters = advocates.unread(session, _who_gave(clients, "letters"), advocate_id)
    found = [
        _case(one, reviewed.get(one.id, ()), [due for whose, due in waiting if whose == one.id], letters)
        for one in clients
    ]
    return tuple(sorted(found, key=lambda one: (one.first, one.client.name, one.client.ref)))


def _who_gave(clients: Sequence[Client], *scopes: str) -> list[int]:
    """The clients who let this advocate do all of that."""
    return [one.id for one in clients if set(scopes) <= set(one.scope)]


def _case(client: Client, days: Sequence[date | None], waiting: list[Due], letters: Sequence[Letter]) -> ClientCase:
    review = [Due("review", "", min(known), ours=True)] if (known := [day for day in days if day is not None]) else []
    due = sorted((*waiting, *review), key=lambda one: (one.on or date.max, one.what, one.ref))
    unread = tuple(one for one in letters if one.customer_id == client.id)
    return ClientCase(client, tuple(due), unread, len(days) if "see" in client.scope else None)


def _reviewed(session: Session, customers: Sequence[int]) -> dict[int, list[date | None]]:
    """Of each of these customers, of each restriction that applies and of which they were told: when it is reviewed."""
    found: dict[int, list[date | None]] = {}
    applying = (
        select(Restriction.customer_id, Restriction.review_on, Decision.notice)
        .join(Restriction.decision)
        .where(Restriction.customer_id.in_(customers), Restriction.state != "ended", Decision.state.in_(own.TOLD))
    )
    for whose, day, notice in session.execute(applying):
        if not own.withheld(notice):
            found.setdefault(whose, []).append(day)
    return found


def _appeals(session: Session, customers: Sequence[int], advocate_id: int) -> list[Whose]:
    """Those that wait for an answer, and the advocate's own drafts."""
    drafts = and_(Appeal.made_by == "advocate", Appeal.made_by_id == advocate_id, Appeal.state == "draft")
    handed_in = and_(Appeal.submitted_at.is_not(None), Appeal.state.in_(OPEN_APPEAL))
    chosen = select(Appeal.customer_id, Appeal.ref, Appeal.due_on, Appeal.state == "draft")
    return [
        (whose, Due("appeal_draft" if draft else "appeal", ref, on, ours=not draft))
        for whose, ref, on, draft in session.execute(
            chosen.where(Appeal.customer_id.in_(customers), or_(drafts, handed_in))
        )
    ]


def _replies(session: Session, customers: Sequence[int]) -> list[Whose]:
    """Reviews to which the client is invited, and has not said anything yet."""
    invited = (
        select(Review.customer_id, Review.ref, Review.reply_by, Decision.notice)
        .join(Review.decision)
        .where(Review.customer_id.in_(customers), Review.state == "open")
        .where(Review.invited_on.is_not(None), Review.replied_on.is_(None))
    )
    found = session.execute(invited)
    return [(whose, Due("reply", ref, on, ours=False)) for whose, ref, on, kept in found if not own.withheld(kept)]


def _offers(session: Session, customers: Sequence[int]) -> list[Whose]:
    chosen = select(ContactAgreement.customer_id, ContactAgreement.ref, ContactAgreement.answer_by)
    offered = chosen.where(ContactAgreement.customer_id.in_(customers), ContactAgreement.state == "offered")
    return [(whose, Due("agreement", ref, on, ours=False)) for whose, ref, on in session.execute(offered)]
