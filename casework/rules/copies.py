"""Copies of letters: whether they wait for a translation, why they come back, what follows then."""

from __future__ import annotations

from datetime import date
from typing import Final

from casework.rules.calendar import working_days_after

# What becomes of the words of staff in a letter that is in another language (see records.letters).
NONE, FIRST, BOTH, ASKED, DONE = "none", "first", "both", "asked", "done"
WANTED: Final = (FIRST, ASKED)  # somebody waits for the translation

RETURNED: Final = ("gone_away", "wrong_address", "refused", "not_called_for", "unreadable", "other")
OTHER_WAY, STOPPED, SENT_AGAIN = "other_way", "stopped", "sent_again"
SETTLED: Final = (OTHER_WAY, STOPPED)  # what a person says that they did; that it was sent again says the copy itself
MOST_IN_PACK: Final = 200  # letters: what one person prints and folds in a day

# What is held must not wait for long: silence helps nobody. A promise of this product; no law names a number of days.
_TRANSLATED_WITHIN: Final = 5


def translate_by(chosen_on: date) -> date:
    """The day by which a translation that somebody waits for is there."""
    return working_days_after(chosen_on, _TRANSLATED_WITHIN)
