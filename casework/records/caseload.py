"""An advocate's caseload: for each client what is due and when, and the letters that nobody has read yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from casework.records import advocates, agreements, own, review_lists
from casework.records.letters import Letter
from casework.records.own import Client, Reader

_OPEN_APPEALS = ("draft", "received", "hearing", "sent_on")


@dataclass(frozen=True, slots=True)
class Due:
    """Something that waits. ``what``: appeal_draft appeal reply agreement review. ``on``: the last day, if there is
    one. ``ours``: the landlord has to do it, not the client's side."""

    what: str
    ref: str
    on: date | None
    ours: bool


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
    """The clients of an advocate, theirs and their organisation's, with the nearest day first."""
    found = [_case(session, advocate_id, client, today) for client in own.clients(session, advocate_id, today)]
    return tuple(sorted(found, key=lambda one: (one.first, one.client.name, one.client.ref)))


def _case(session: Session, advocate_id: int, client: Client, today: date) -> ClientCase:
    reader = own.client(session, advocate_id, client.ref, client.scope[0], today)
    applying = own.arrangements(session, reader.customer_id, today, advocate_id).restrictions
    due = [*_appeals(session, reader), *_replies(session, reader), *_offers(session, reader)]
    if "see" in client.scope:
        days = [one.review_on for one in applying if one.review_on is not None]
        due += [Due("review", "", min(days), ours=True)] if days else []
    unread = advocates.unread(session, reader.customer_id, advocate_id) if "letters" in client.scope else ()
    due.sort(key=lambda one: (one.on or date.max, one.what, one.ref))
    return ClientCase(client, tuple(due), unread, len(applying) if "see" in client.scope else None)


def _appeals(session: Session, reader: Reader) -> list[Due]:
    if "appeal" not in reader.scope:
        return []
    found = [one for one in own.own_appeals(session, reader) if one.state in _OPEN_APPEALS]
    return [
        Due("appeal_draft" if one.state == "draft" else "appeal", one.ref, one.due_on, ours=one.state != "draft")
        for one in found
    ]


def _replies(session: Session, reader: Reader) -> list[Due]:
    """Reviews to which the client is invited, and has not said anything yet."""
    if "speak" not in reader.scope:
        return []
    asked = [one for one in review_lists.own_reviews(session, reader) if one.state == "open" and one.invited_on]
    return [Due("reply", one.ref, one.reply_by, ours=False) for one in asked if one.replied_on is None]


def _offers(session: Session, reader: Reader) -> list[Due]:
    if not {"see", "speak"} <= reader.scope:
        return []
    waiting = [one for one in agreements.own_agreements(session, reader) if one.state == "offered"]
    return [Due("agreement", one.ref, one.answer_by, ours=False) for one in waiting]
