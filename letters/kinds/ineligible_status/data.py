"""What the letter that somebody cannot bid for homes for a time is written from."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from letters.data import Ombudsman
from letters.kinds.decision.data import Decision


@dataclass(frozen=True, kw_only=True)
class IneligibleStatus(Decision):
    """A decision by which an applicant cannot bid in a lettings scheme; all that a decision says.

    restrictions: that one. actions: none. scheme: its name. last_day: after which it ends by itself. council: as in
    ``appeal``, for letters that were written before it stood there.
    """

    scheme: str
    last_day: datetime.date
    council: Ombudsman | None = None
