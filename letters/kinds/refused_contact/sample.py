"""The receipt for an invented message."""

from __future__ import annotations

import datetime

from letters.data import Restriction
from letters.kinds.decision import sample as decision
from letters.kinds.refused_contact.data import RefusedContact

LINE = Restriction(
    kind="offensive_correspondence_refused",
    reason="Eleven letters in a month insulted the people who open them.",
    proportionality="Letters without insults are answered as before.",
    clause="Example Homes 5.3",
    starts_on=datetime.date(2026, 11, 30),
    review_on=datetime.date(2027, 5, 28),
)


def sample() -> RefusedContact:
    """A letter full of insults, with a leak in it that was acted on."""
    return RefusedContact(
        person=decision.PERSON,
        contact=decision.CONTACT,
        reference="J-2027-0031",
        decision_reference="D-2026-0117",
        issued_on=datetime.date(2027, 2, 15),
        came_on=datetime.date(2027, 2, 11),
        channel="letter",
        what="Two pages that insult our staff. At the end: water comes through the bathroom ceiling.",
        restriction=LINE,
        opened=decision.OPEN,
        appeal=decision.APPEAL,
        ombudsman=decision.OMBUDSMAN,
        recorded=decision.RECORDED,
        found=("essential_service",),
        done="The leak is booked as repair V-2027-0044. The plumber comes on 16 February.",
        outcome="refused",
    )
