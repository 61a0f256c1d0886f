"""Authority to speak for a customer: given, and ended by either side at any moment, with what follows at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select

from casework.actions import advocate_letters, letters, rows, text, watch
from casework.actions.work import NotFoundError, RefusedError, Work
from casework.records.letters import Delivery, Letter
from casework.records.own import OWN
from casework.records.people import Advocate, Authority, Customer
from casework.rules.advocates import SCOPES
from casework.rules.copies import STOPPED

GIVEN_HOW: Final = ("portal", "phone", "letter_code", "witnessed", "proof")


@dataclass(frozen=True)
class AuthorityFacts:
    """What the customer lets the advocate do (``SCOPES``), from the first day to the last, both included.

    ``kind``: of rules.advocates. ``organisation_id``: whoever works there may act.
    """

    advocate_ref: str
    scope: tuple[str, ...]
    given_how: str
    starts_on: date
    ends_on: date
    kind: str = "advocate"
    organisation_id: int | None = None


def authorise(work: Work, customer_ref: str, facts: AuthorityFacts) -> int:
    """A customer lets an advocate act for them; returns the number of the authority.

    Staff write down what the customer said; a customer may do it for themselves only.
    """
    person = rows.customer(work, customer_ref)
    self_or_staff(work, person)
    advocate = work.session.scalar(select(Advocate).where(Advocate.ref == facts.advocate_ref))
    if advocate is None:
        raise NotFoundError(facts.advocate_ref)
    if not facts.scope or not set(facts.scope) <= set(SCOPES):
        raise RefusedError("unknown_code", field="scope")
    if facts.given_how not in GIVEN_HOW:
        raise RefusedError("unknown_code", field="given_how")
    if facts.ends_on < facts.starts_on:
        raise RefusedError("ends_before_start", field="ends_on")
    return give(work, person, advocate, facts).id


def give(work: Work, person: Customer, advocate: Advocate, facts: AuthorityFacts) -> Authority:
    """Put the authority on record; the customer's lock is held, and the facts were found right."""
    row = Authority(
        customer_id=person.id,
        advocate_id=advocate.id,
        organisation_id=facts.organisation_id,
        kind=facts.kind,
        scope=[scope for scope in SCOPES if scope in facts.scope],
        given_how=facts.given_how,
        starts_on=facts.starts_on,
        ends_on=facts.ends_on,
    )
    work.session.add(row)
    work.session.flush()
    until = {"from": row.starts_on, "until": row.ends_on}
    after = {"advocate": advocate.ref, "kind": row.kind, "scope": row.scope, **until}
    work.record("authority_given", person.ref, person.id, after=after, how=row.given_how)
    watch.look(work, person.id)
    return row


def end_authority(work: Work, authority_id: int, why: str = "", *, quiet: bool = False) -> str:
    """End an authority before its time: by the customer, the advocate or staff. Ending it twice is ending it once.

    Where it was the customer's only way to us, another opens in the same act. ``why``: staff's reason. ``quiet``: no
    letter goes to the customer's home, because somebody there must not read it. Returns the customer's reference.
    """
    row = work.session.get(Authority, authority_id)
    if row is None or row.given_how == OWN:
        raise NotFoundError(str(authority_id))
    person = rows.lock(work, row.customer_id)
    work.session.refresh(row)
    if not _is_its_advocate(work, row):
        self_or_staff(work, person)
    if row.ended_on is None:
        row.ended_on, row.ended_by = work.today, work.actor.kind
        row.ended_why = text.lines(why, "why", 4000)
        work.session.flush()
        reason = {"why": row.ended_why} if row.ended_why else {}
        work.record("authority_ended", person.ref, person.id, by=work.actor.kind, advocate=row.advocate.ref, **reason)
        stop_copies(work, row)
        watch.look(work, person.id)
        advocate_letters.send_ended(work, row, quiet=quiet)
    return person.ref


def stop_copies(work: Work, ended: Authority) -> None:
    """Copies of letters to somebody who may not have them any more stay here, made or not."""
    theirs = Delivery.reader == "advocate", Delivery.reader_id == ended.advocate_id
    mine = select(Delivery).join(Letter).where(Letter.customer_id == ended.customer_id, *theirs)
    for copy in work.session.scalars(mine.where(Delivery.state.in_(("waiting", "ready")))).all():
        if not letters.still_theirs(work, copy):
            copy.state = STOPPED
    work.session.flush()


def self_or_staff(work: Work, person: Customer) -> None:
    """NotFoundError for any customer but this one; RefusedError("staff_only") for whoever is no customer nor staff."""
    if work.actor.kind == "customer":
        if work.actor.id != person.id:
            raise NotFoundError(person.ref)
    else:
        rows.staff_or_system(work)


def _is_its_advocate(work: Work, row: Authority) -> bool:
    """Is it the advocate's own, or that of the organisation at which they work?"""
    if work.actor.kind != "advocate":
        return False
    if row.organisation_id is None:
        return row.advocate_id == work.actor.id
    return work.session.get_one(Advocate, work.actor.id).organisation_id == row.organisation_id
