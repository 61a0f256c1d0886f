"""Contact that gets no answer: refused, read and filed, or papers sent back. The customer gets a receipt each time.

The receipt names the decision that allows it, what was acted on all the same, and where else to go (Complaint Handling
Code 2.4). Papers never go back without a copy on record (5.12), and somebody has looked through what came.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from casework.actions import acting_for, letter_facts, letters, rows, text
from casework.actions.work import RefusedError, Work
from casework.records import own
from casework.records.base import new_ref
from casework.records.decisions import Restriction
from casework.records.filing import FiledItem
from casework.rules import filing as rules
from letters import data
from letters.kinds.documents_returned.data import DocumentsReturned
from letters.kinds.refused_contact.data import RefusedContact

OUTCOMES = (rules.REFUSED, rules.RETURNED)


@dataclass(frozen=True)
class Came:
    """Something that came in: when, by which channel, and what it says, or where it is kept."""

    received_on: date
    channel: str
    what: str


@dataclass(frozen=True)
class AwayFacts:
    """What came, what became of it, and under which restriction (its reference).

    found: codes of casework.rules.filing.FOUND. done: what was done about them. copied: a copy of each paper is on
    record, where papers go back.
    """

    came: Came
    outcome: str
    under: str
    found: tuple[str, ...]
    done: str = ""
    copied: bool = False


def lines(work: Work, customer_id: int, *outcomes: str) -> tuple[Restriction, ...]:
    """The restrictions that apply today, of which the customer was told, and that allow one of these outcomes."""
    chosen = select(Restriction).where(
        Restriction.customer_id == customer_id,
        Restriction.state == "in_force",
        or_(Restriction.starts_on.is_(None), Restriction.starts_on <= work.today),
    )
    return tuple(
        one
        for one in work.session.scalars(chosen.options(joinedload(Restriction.decision)).order_by(Restriction.id))
        if not own.withheld(one.decision.notice) and any(rules.allows(work.pack, one.kind, code) for code in outcomes)
    )


def turn_away(work: Work, customer_ref: str, facts: AwayFacts, form_key: str) -> str:
    """Write down contact that gets no answer, and send the receipt; the same form twice is once. Its reference.

    RefusedError: "unknown_code" (``field`` channel, outcome, under or found), "in_the_future", "missing" (what; done,
    where anything was found), "copy_missing" (``field`` copied), "form_used".
    """
    person = rows.acting_staff(work)
    customer = rows.customer(work, customer_ref)
    known = rows.sent_before(work, FiledItem, form_key, customer_id=customer.id)
    if known is not None:
        return known
    line, found = _checked(work, customer.id, facts)
    nothing = found == [rules.NOTHING]
    row = FiledItem(
        ref=new_ref("J"),
        form_key=form_key,
        customer_id=customer.id,
        received_on=facts.came.received_on,
        channel=facts.came.channel,
        what=text.needed(facts.came.what, "what", 8_000),
        logged_by_id=person.id,
        logged_at=work.now,
        found=found,
        done=text.lines(facts.done, "done", 8_000) if nothing else text.needed(facts.done, "done", 8_000),
        read_by_id=person.id,
        read_at=work.now,
        outcome=facts.outcome,
        restriction_id=line.id,
    )
    work.session.add(row)
    work.session.flush()
    after = {"on": row.received_on, "channel": row.channel, "what": row.what, "found": found, "done": row.done}
    work.record("contact_turned_away", row.ref, customer.id, outcome=row.outcome, under=line.ref, after=after)
    send_receipt(work, row, line)
    return row.ref


def _checked(work: Work, customer_id: int, facts: AwayFacts) -> tuple[Restriction, list[str]]:
    """The restriction that allows it, and what was found in order; refused unless all is as ``turn_away`` says."""
    if facts.came.channel not in acting_for.REACHED_BY:
        raise RefusedError("unknown_code", field="channel")
    if facts.came.received_on > work.today:
        raise RefusedError("in_the_future", field="received_on")
    if facts.outcome not in OUTCOMES:
        raise RefusedError("unknown_code", field="outcome")
    line = next((one for one in lines(work, customer_id, facts.outcome) if one.ref == facts.under), None)
    if line is None:
        raise RefusedError("unknown_code", field="under")
    if not rules.readable(facts.found):
        raise RefusedError("unknown_code", field="found")
    if facts.outcome == rules.RETURNED and not facts.copied:
        raise RefusedError("copy_missing", field="copied")
    return line, [code for code in rules.FOUND if code in facts.found]


def tell_of_filing(work: Work, item: FiledItem) -> None:
    """The receipt for something that was read and filed; once, and only where a decision allows no answer."""
    found = lines(work, item.customer_id, rules.FILED)
    if item.letter_ref is None and found:
        item.restriction_id = found[0].id
        send_receipt(work, item, found[0])


def send_receipt(work: Work, item: FiledItem, line: Restriction) -> None:
    """Tell the customer what became of what they sent."""
    decision = line.decision

    def facts(person: data.Person, code: data.SignIn | None) -> data.TurnedAway:
        said: dict[str, Any] = {
            "person": person,
            "contact": letter_facts.contact(work),
            "reference": item.ref,
            "decision_reference": decision.ref,
            "issued_on": work.today,
            "came_on": item.received_on,
            "channel": item.channel,
            "what": item.what,
            "restriction": letter_facts.restriction(work.pack, line),
            "opened": letter_facts.still_open(work, item.customer),
            "appeal": letter_facts.route(work, decision),
            "ombudsman": letter_facts.ombudsman(work.pack),
            "recorded": letter_facts.recorded(work.pack, decision),
            "found": tuple(item.found),
            "done": item.done,
            "sign_in": code,
        }
        if item.outcome == rules.RETURNED:
            return DocumentsReturned(**said, copied_on=work.today)
        return RefusedContact(**said, outcome=item.outcome)

    kind = "documents_returned" if item.outcome == rules.RETURNED else "refused_contact"
    item.letter_ref = letters.send(work, kind, item.customer, facts, decision_id=decision.id)
    work.session.flush()
