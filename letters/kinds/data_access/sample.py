"""The letter with an invented record."""

from __future__ import annotations

import datetime

from letters.kinds.data_access.data import DataAccess
from letters.kinds.decision import sample as decision
from letters.kinds.record_note.sample import REGULATOR


def sample() -> DataAccess:
    """A copy that was asked for in February."""
    return DataAccess(
        person=decision.PERSON,
        contact=decision.CONTACT,
        reference="B-2027-0003",
        issued_on=datetime.date(2027, 2, 15),
        made_on=datetime.date(2027, 2, 12),
        privacy="https://portal.example-homes.example/privacy",
        opened=decision.OPEN,
        ombudsman=decision.OMBUDSMAN,
        regulator=REGULATOR,
        recorded=decision.RECORDED,
    )
