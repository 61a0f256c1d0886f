"""An invented offer of help."""

from __future__ import annotations

import datetime

from letters.kinds.decision import sample as decision
from letters.kinds.support_offer.data import SupportOffer


def sample() -> SupportOffer:
    """Somebody from an advice centre who is there at each call."""
    return SupportOffer(
        person=decision.PERSON,
        contact=decision.CONTACT,
        reference="S-2026-0117",
        issued_on=datetime.date(2026, 11, 3),
        kind="advocacy",
        what="Sam from the Sampleton advice centre can be there at each call about the repair, from Monday.",
        offered_on=datetime.date(2026, 11, 2),
        clause="Example Homes 3.2",
        opened=decision.OPEN,
        ombudsman=decision.OMBUDSMAN,
        recorded=decision.RECORDED,
        sign_in=decision.sample().sign_in,
    )
