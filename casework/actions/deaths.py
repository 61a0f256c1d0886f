"""A customer has died: what restricts them ends, and nothing more is sent to them.

Nothing is asked of those who are left, and no letter goes out by itself about any of it. Repairs, dangers and checks in
the home go on, for whoever lives there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import select, update

from casework.actions import acting_for, moves, rows, sessions, text, watch
from casework.actions.work import RefusedError, Work
from casework.records import advocates
from casework.records.administration import CustomerDeath, CustomerMove
from casework.records.agreements import ContactAgreement
from casework.records.appeals import Appeal
from casework.records.base import new_ref
from casework.records.cases import Case
from casework.records.decisions import Decision, Restriction
from casework.records.letters import Delivery, Letter
from casework.records.people import Authority, Customer
from casework.records.reviews import Review
from casework.records.signin import Message

DIED: Final = "customer_died"
STOPPED: Final = "stopped"  # of a copy that does not go out any more


@dataclass(frozen=True)
class DeathFacts:
    """What we were told. ``died_on``: None where they did not say. ``reach``: how to speak with those who are left."""

    told_by: str
    how: str
    died_on: date | None = None
    reach: str = ""


def note(work: Work, customer_ref: str, facts: DeathFacts, form_key: str) -> str:
    """Put a death on record; the same form sent twice, or by two people, is one. Returns the reference.

    RefusedError: "unknown_code" (``field`` how), "in_the_future" (``field`` died_on), "missing" (``field`` told_by).
    """
    staff, person = rows.acting_staff(work), rows.customer(work, customer_ref)
    known = work.session.scalar(
        select(CustomerDeath).where(CustomerDeath.customer_id == person.id, CustomerDeath.wrong_at.is_(None))
    )
    if known is not None:
        return known.ref
    if facts.how not in acting_for.REACHED_BY:
        raise RefusedError("unknown_code", field="how")
    if facts.died_on is not None and facts.died_on > work.today:
        raise RefusedError("in_the_future", field="died_on")
    row = CustomerDeath(
        ref=new_ref("X"), form_key=form_key, customer_id=person.id, died_on=facts.died_on,
        told_by=text.needed(text.line(facts.told_by, "told_by"), "told_by", 200), told_how=facts.how,
        reach=text.lines(facts.reach, "reach", 2_000), stopped={}, noted_by_id=staff.id, noted_at=work.now,
    )  # fmt: skip
    row.stopped = _stop(work, person)
    person.died_on = facts.died_on or work.today
    sessions.end(work, person)
    sessions.end_letter_codes(work, person)
    work.session.add(row)
    work.session.flush()
    watch.close(work, person.id, DIED)
    after = {"died_on": facts.died_on, "told_by": row.told_by, "how": row.told_how, "stopped": row.stopped}
    work.record("death_noted", person.ref, person.id, after=after)
    return row.ref


def put_right(work: Work, customer_ref: str, why: str) -> str:
    """It was a mistake: letters go out again. What has ended stays so, since nobody is restricted by a mistake.

    Putting it right twice is putting it right once. Returns the customer's reference.
    """
    rows.acting_staff(work)
    person = rows.customer(work, customer_ref)
    known = work.session.scalar(
        select(CustomerDeath).where(CustomerDeath.customer_id == person.id, CustomerDeath.wrong_at.is_(None))
    )
    if known is not None:
        known.wrong_why, known.wrong_at = text.needed(why, "why"), work.now
        person.died_on = None
        work.session.flush()
        work.record("death_was_a_mistake", person.ref, person.id, why=known.wrong_why)
    return person.ref


def _stop(work: Work, person: Customer) -> dict[str, Any]:
    """End what applies and what is under way; returns how many of each there were."""
    stopped = {"restrictions": _restrictions(work, person), "letters": _letters(work, person)}
    for appeal in _mine(work, Appeal, person, ("draft", "received", "hearing")):
        moves.move("appeal", appeal, "withdrawn")
    for review in _mine(work, Review, person, ("open",)):
        moves.move("review", review, "dropped")
    for agreement in _mine(work, ContactAgreement, person, ("offered", "refused", "accepted")):
        moves.move("agreement", agreement, "ended" if agreement.state == "accepted" else "withdrawn")
        agreement.ended_on, agreement.ended_why = work.today, DIED
    for planned in _mine(work, CustomerMove, person, ("planned",)):
        planned.state = "withdrawn"
    speaks = select(Authority).where(Authority.customer_id == person.id, Authority.ended_on.is_(None))
    for authority in work.session.scalars(speaks):
        authority.ended_on, authority.ended_by, authority.ended_why = work.today, "system", DIED
    for naming in advocates.customers_namings(work.session, person.id):
        moves.move("naming", naming, "withdrawn")
        naming.token_hash = None
    work.session.flush()
    for case in work.session.scalars(select(Case).where(Case.customer_id == person.id, Case.stage != "ended")):
        case.stage, case.ended_on = "ended", work.today
    work.session.flush()
    return stopped


def _restrictions(work: Work, person: Customer) -> int:
    applying = _mine(work, Restriction, person, ("proposed", "in_force", "suspended"))
    for one in applying:
        moves.move("restriction", one, "ended")
        one.ended_on, one.ended_why = work.today, DIED
    for decision in _mine(work, Decision, person, ("draft", "announced")):
        moves.move("decision", decision, "withdrawn")
    return len(applying)


def _letters(work: Work, person: Customer) -> int:
    """Copies and messages that did not go out: they do not any more, to nobody."""
    ours = select(Delivery).join(Letter).where(Letter.customer_id == person.id)
    copies = work.session.scalars(ours.where(Delivery.state.in_(("waiting", "ready")))).all()
    for copy in copies:
        copy.state = STOPPED
    mine = Message.person == "customer", Message.person_id == person.id, Message.sent_at.is_(None)
    blanked = work.session.scalars(
        update(Message).where(*mine, Message.content != b"").values(content=b"").returning(Message.id)
    ).all()
    return len(copies) + len(blanked)


def _mine(work: Work, table: Any, person: Customer, states: tuple[str, ...]) -> Any:
    chosen = select(table).where(table.customer_id == person.id, table.state.in_(states))
    return work.session.scalars(chosen.order_by(table.id)).all()
