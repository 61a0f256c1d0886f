"""A move, on a day that may be still to come, of one customer or of joint tenants together; and a change of name.

What applies belongs to the person and goes along. What was reported about the old home stays where it is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from sqlalchemy import select

from casework.actions import acting_for, details, rows, text
from casework.actions.work import RefusedError, Work
from casework.records import administration, search
from casework.records.administration import CustomerMove, FormerName
from casework.records.base import new_ref
from casework.records.people import Customer

_LONGEST_AHEAD: Final = timedelta(days=366)


@dataclass(frozen=True)
class MoveFacts:
    """Where somebody moves, and when. ``leaves``: they are our customer no more. ``with_them``: references of the
    joint tenants who move too, on the same day to the same home."""

    moves_on: date
    address: tuple[str, ...]
    how: str
    tenancy_ref: str | None = None
    leaves: bool = False
    with_them: tuple[str, ...] = ()


@dataclass(frozen=True)
class NameFacts:
    """The new name. ``findable``: they let us find them by the former one; else nothing of it shows any more."""

    name: str
    how: str
    findable: bool = False


def move(work: Work, customer_ref: str, facts: MoveFacts, form_key: str) -> str:
    """Write a move down, and do it where its day has come; the same form sent twice is one. Returns the reference.

    RefusedError: "unknown_code" (``field`` how), "missing" (``field`` address), "too_far_ahead" (``field`` moves_on),
    "no_joint_tenant" for somebody who holds another tenancy.
    """
    rows.acting_staff(work)
    person = rows.customer(work, customer_ref)
    known = rows.sent_before(work, CustomerMove, form_key, customer_id=person.id)
    if known is not None:
        return known
    if facts.how not in acting_for.REACHED_BY:
        raise RefusedError("unknown_code", field="how")
    if facts.moves_on > work.today + _LONGEST_AHEAD:
        raise RefusedError("too_far_ahead", field="moves_on")
    joint = {one.ref for one in administration.joint_tenants(work.session, person)}
    if not set(facts.with_them) <= joint:
        raise RefusedError("no_joint_tenant", field="with_them")
    first = _written(work, person, facts, form_key)
    for ref in sorted(set(facts.with_them)):
        _written(work, rows.customer(work, ref), facts, f"{form_key} {ref}")
    return first.ref


def withdraw(work: Work, ref: str) -> str:
    """A planned move does not come about; twice is once. Returns the customer's reference.

    RefusedError("move_is_done") for one whose day has come.
    """
    rows.acting_staff(work)
    row = administration.move(work.session, ref)
    rows.lock(work, row.customer_id)
    work.session.refresh(row)
    if row.state == "done":
        raise RefusedError("move_is_done")
    if row.state == "planned":
        row.state = "withdrawn"
        work.session.flush()
        work.record("move_withdrawn", row.ref, row.customer_id)
    return row.customer.ref


def due(work: Work, customer_id: int) -> None:
    """Do the moves of a customer whose day has come; for each night."""
    person = rows.lock(work, customer_id)
    for row in administration.planned_moves(work.session, customer_id):
        if row.moves_on <= work.today:
            _do(work, person, row)


def rename(work: Work, customer_ref: str, facts: NameFacts) -> str:
    """Give a customer their new name. Letters as they were sent stay as they are; every later one has the new name.

    The same name again changes nothing. RefusedError: "unknown_code" (``field`` how), "missing" (``field`` name).
    """
    rows.acting_staff(work)
    person = rows.customer(work, customer_ref)
    if facts.how not in acting_for.REACHED_BY:
        raise RefusedError("unknown_code", field="how")
    wanted, before = text.needed(text.line(facts.name, "name"), "name", 200), person.name
    if wanted == before:
        return person.ref
    if facts.findable:
        _remember(work, person, before)
    else:
        for row in administration.former_names(work.session, person.id):
            work.session.delete(row)
    work.session.flush()
    details.put_right(work, person.ref, replace(details.details_of(person), name=wanted))
    search.put_again(work.session, person)
    work.record("name_changed", person.ref, person.id, how=facts.how, findable=facts.findable)
    return person.ref


def _written(work: Work, person: Customer, facts: MoveFacts, form_key: str) -> CustomerMove:
    address = [kept for kept in (text.line(one, "address") for one in facts.address) if kept]
    if not address and not facts.leaves:
        raise RefusedError("missing", field="address")
    row = CustomerMove(
        ref=new_ref("X"), form_key=form_key, customer_id=person.id, moves_on=facts.moves_on, address=address,
        tenancy_ref=text.line(facts.tenancy_ref, "tenancy_ref", 40) if facts.tenancy_ref else None,
        leaves=facts.leaves, told_how=facts.how, state="planned", noted_by_id=work.actor.id, noted_at=work.now,
    )  # fmt: skip
    work.session.add(row)
    work.session.flush()
    after = {"on": row.moves_on, "address": row.address, "leaves": row.leaves, "how": row.told_how}
    work.record("move_noted", row.ref, person.id, after=after)
    if row.moves_on <= work.today:
        _do(work, person, row)
    return row


def _do(work: Work, person: Customer, row: CustomerMove) -> None:
    """From now on everything goes to the new home. The letter that says so goes to the old one, as always."""
    wanted = replace(details.details_of(person), tenancy_ref=row.tenancy_ref)
    details.changed(work, person, replace(wanted, address=tuple(row.address)) if row.address else wanted)
    person.left_on = row.moves_on if row.leaves else None
    row.state, row.done_on = "done", work.today
    work.session.flush()
    work.record("move_done", row.ref, person.id, on=row.moves_on, leaves=row.leaves)


def _remember(work: Work, person: Customer, name: str) -> None:
    there = select(FormerName).where(FormerName.customer_id == person.id, FormerName.name == name)
    if work.session.scalar(there) is None:
        work.session.add(FormerName(customer_id=person.id, name=name, until=work.today))
