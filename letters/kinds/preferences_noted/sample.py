"""What an invented person asked for."""

from __future__ import annotations

import datetime

from letters.kinds.decision import sample as decision
from letters.kinds.preferences_noted.data import PreferencesNoted


def sample() -> PreferencesNoted:
    """Letters in large print, visits arranged by phone, reminders by text."""
    return PreferencesNoted(
        person=decision.PERSON,
        contact=decision.CONTACT,
        issued_on=datetime.date(2027, 1, 5),
        letter_language="en",
        letter_format="large_print",
        decisions_by="email",
        appointments_by="telephone",
        reminders_by="text",
        interpreter="Polish",
        sign_language=True,
    )
