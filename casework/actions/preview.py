"""Letters as staff may see them: one that would go out, or one that went out without the code that opens the portal."""

from __future__ import annotations

import json
from typing import Any

import letters
from casework.actions import letter_facts, rows
from casework.actions.letters import freeze, newest_of
from casework.actions.work import RefusedError, Work
from casework.records.decisions import Decision
from casework.records.letters import Letter
from casework.records.preferences import reach
from letters import data
from letters.kinds.intended.data import Intended

HIDDEN = "••••"


def decision_letter(work: Work, decision_ref: str, kind: str = "decision") -> letters.Frozen:
    """The letter that a draft would make if it were issued today; ``kind`` intended: if it were announced today.

    The draft is put in force in the caller's transaction, which must be rolled back afterwards: the letter is written
    from the same record as the real one. RefusedError while something that it must say is not written yet.
    """
    decision = rows.taken(work, Decision, decision_ref)
    if decision.restrictions and decision.review_on is None:
        raise RefusedError("letter_incomplete", about="the day of the review")
    for row in decision.restrictions:
        row.state = "in_force" if kind == "decision" else "proposed"
        row.starts_on, row.review_on = decision.starts_on or work.today, decision.review_on
    work.session.flush()
    customer = decision.customer
    person = data.Person(customer.name, customer.ref, reach(work.session, customer).address)
    if kind == "intended":
        planned = letter_facts.decision(work, decision, person, None)
        said: object = Intended(**vars(planned), clause=work.pack.appeals.intended_source)
    else:
        kind, said = letter_facts.tells_of(work, decision), letter_facts.told(work, decision, person, None)
    return freeze(work, kind, said, customer.language)


def as_sent(work: Work, letter: Letter) -> letters.Frozen:
    """A letter as its reader has it now, its access code hidden: that is for the customer alone."""
    return hidden(newest_of(work.session, letter))


def hidden(frozen: bytes) -> letters.Frozen:
    """A letter without the code that opens the portal."""
    values = json.loads(frozen)
    for content in values["contents"]:
        for section in content["sections"]:
            section["blocks"] = [block for block in section["blocks"] if block["type"] != "sign_in_code"]
    _hide(values)
    return letters.thaw(json.dumps(values, ensure_ascii=False).encode())


def _hide(value: Any) -> None:
    """Every span that holds the code, wherever it stands."""
    if isinstance(value, dict):
        if value.get("kind") == "code":
            value.update(text=HIDDEN, value="")
        for inner in value.values():
            _hide(inner)
    elif isinstance(value, list):
        for inner in value:
            _hide(inner)
