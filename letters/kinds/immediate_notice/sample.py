"""An invented notice of a visit that was broken off."""

from __future__ import annotations

import datetime

from letters.data import Incident
from letters.kinds.decision import sample as decision
from letters.kinds.immediate_notice.data import ImmediateNotice


def sample() -> ImmediateNotice:
    """A plumber left a home because a dog was set on him."""
    return ImmediateNotice(
        person=decision.PERSON,
        contact=decision.CONTACT,
        reference="K-2026-0117",
        issued_on=datetime.date(2026, 11, 10),
        incidents=(Incident(datetime.date(2026, 11, 9), "Setting the dog on a plumber in the hall.", "in_person"),),
        behaviours=("aggressive_or_abusive",),
        done=("say_it_is_unacceptable_and_why", "end_the_contact"),
        said="The plumber left your home at once. We mend the tap on Thursday, while the dog is in another room.",
        clause="Example Homes 5.1",
        opened=decision.OPEN,
        ombudsman=decision.OMBUDSMAN,
        recorded=decision.RECORDED,
        told_before=True,
        assess_by=datetime.date(2026, 11, 17),
        sign_in=decision.sample().sign_in,
    )
