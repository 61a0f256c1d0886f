"""The answer to an invented question about the record."""

from __future__ import annotations

import datetime

from letters.data import Ombudsman
from letters.kinds.decision import sample as decision
from letters.kinds.record_note.data import RecordNote

REGULATOR = Ombudsman(
    name="Information Commissioner",
    phone="01632 960600",
    website="https://commissioner.example",
    checked_on=datetime.date(2026, 11, 2),
)


def sample() -> RecordNote:
    """Part of an incident is put right."""
    return RecordNote(
        person=decision.PERSON,
        contact=decision.CONTACT,
        reference="Y-2027-0006",
        issued_on=datetime.date(2027, 2, 15),
        about="partly",
        said_on=datetime.date(2027, 2, 1),
        words="I rang four times that day, not nine. My phone keeps a list.",
        opened=decision.OPEN,
        ombudsman=decision.OMBUDSMAN,
        recorded=decision.RECORDED,
        right="Four calls.",
        incident_on=datetime.date(2027, 1, 4),
        answer="Our phone system shows four calls. The officer remembers that you shouted, so that part stays.",
        regulator=REGULATOR,
        now_reads="The customer rang four times in one morning about a repair, and shouted.",
    )
