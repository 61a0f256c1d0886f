"""Ending sessions: one, or every one of a person; by themselves, by staff, or by the link in a mail with a code."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Final

from sqlalchemy import select, update

from casework.actions import rows, sign_in
from casework.actions.work import Actor, RefusedError, Work
from casework.records import keys
from casework.records.advocates import SpokenCode
from casework.records.people import Advocate, Customer
from casework.records.signin import EndedSession, LetterCode, SignInCode

LINK_WORKS: Final = timedelta(days=7)  # after its code; a mail is often read days later
LIVES_AT_MOST: Final = timedelta(days=1)  # a session, however it is used


def sign_out(work: Work, mark: str) -> None:
    """End one session for good. Asked twice it is ended once."""
    if work.session.get(EndedSession, mark) is None:
        work.session.add(EndedSession(mark=mark, expires_at=work.now + LIVES_AT_MOST))


def end_by_link(work: Work, token: str) -> bool:
    """Sign everybody out who came in at the address to which the mail went, and end its codes.

    False for a link that is too old or was never sent. Followed twice it is followed once more: nothing is left to end.
    """
    row = work.session.scalar(select(SignInCode).where(SignInCode.stop_hash == sign_in.link_hash(work, token)))
    if row is None or row.expires_at <= work.now - LINK_WORKS:
        return False
    row.expires_at = min(row.expires_at, work.now)
    for person in sign_in.people_at(work, *sign_in.address_in(work.session, row)):
        _end_all(replace(work, actor=Actor(person.kind, person.id)), "link_in_mail")
    return True


def end_own(work: Work) -> None:
    """Sign the customer or advocate who asks out everywhere, and end the codes that are under way to them.

    RefusedError("not_theirs") for staff, whose own is ``staff_roles.sign_out``.
    """
    if work.actor.kind not in ("customer", "advocate"):
        raise RefusedError("not_theirs")
    _end_all(work, "own")


def end_by_staff(work: Work, customer_ref: str) -> str:
    """Sign a customer out everywhere, and end their codes by mail and text: they told staff that it was not they."""
    rows.acting_staff(work)
    customer = rows.customer(work, customer_ref)
    end(work, customer)
    work.record("sessions_ended", customer.ref, customer.id, how="staff")
    return customer.ref


def _end_all(work: Work, how: str) -> None:
    """End every session of the acting customer or advocate."""
    if work.actor.kind == "customer":
        customer = rows.lock(work, work.actor.id)
        end(work, customer)
        ref, about = customer.ref, customer.id
    else:
        mine = update(Advocate).where(Advocate.id == work.actor.id).returning(Advocate.ref)
        ref = work.session.execute(mine.values(session_version=Advocate.session_version + 1)).scalar_one()
        about = keys.NOBODY
        _end_codes(work, "advocate", work.actor.id)
    work.record("sessions_ended", ref, about, how=how)


def end(work: Work, customer: Customer) -> int:
    """Sign a customer out everywhere; the version that sessions begun from now on have.

    The codes that are under way to them end too, and those that are to be read out: whoever was signed in as them, or
    reads what was sent until now, may hold one.
    """
    customer.session_version += 1
    work.session.flush()
    _end_codes(work, "customer", customer.id)
    read_out = update(SpokenCode).where(SpokenCode.customer_id == customer.id, SpokenCode.expires_at > work.now)
    work.session.execute(read_out.values(expires_at=work.now))
    return customer.session_version


def end_letter_codes(work: Work, customer: Customer) -> None:
    """The codes in letters that were sent so far open nothing any more: they may lie where another reads them."""
    sent = update(LetterCode).where(LetterCode.customer_id == customer.id, LetterCode.ended_at.is_(None))
    work.session.execute(sent.values(ended_at=work.now))


def _end_codes(work: Work, kind: str, number: int) -> None:
    mine = SignInCode.person == kind, SignInCode.person_id == number, SignInCode.expires_at > work.now
    work.session.execute(update(SignInCode).where(*mine).values(expires_at=work.now))
