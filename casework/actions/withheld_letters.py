"""The record of a notice that is kept back: for staff alone, written when it is issued and each time it is tested."""

from __future__ import annotations

from datetime import date

from casework.actions import letter_facts, letters
from casework.actions.work import Work
from casework.records.decisions import Decision
from casework.records.fairness import WithheldTest
from letters import data
from letters.kinds.withheld_record.data import WithheldRecord

KIND = "withheld_record"


def file(work: Work, decision: Decision, test_by: date, test: WithheldTest | None = None) -> str:
    """Keep the record. ``test_by``: by when it is tested again. ``test``: what was found today. Its reference."""
    kept, customer = decision.notice["withheld"], decision.customer
    person = data.Person(customer.name, customer.ref)
    said = WithheldRecord(
        **vars(letter_facts.decision(work, decision, person, None)),
        justification=kept["justification"],
        signer_role=kept["role"],
        test_by=test_by,
        tested_on=test.tested_on if test else None,
        test_reason=test.reason if test else "",
        tester_role=test.role if test else "",
    )
    return letters.file(work, KIND, customer, said, decision.id)
