"""What the record of a notice that is kept back is written from."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from letters.kinds.decision.data import Decision


@dataclass(frozen=True, kw_only=True)
class WithheldRecord(Decision):
    """A decision of which the customer is not told for now: all that it says, and why it is kept back.

    justification: in full, in the words of staff. signer_role: who signed for it. test_by: by when somebody looks at it
    again, or the customer is told. tested_on, test_reason, tester_role: the last look, where there was one.
    """

    justification: str
    signer_role: str
    test_by: datetime.date
    tested_on: datetime.date | None = None
    test_reason: str = ""
    tester_role: str = ""
