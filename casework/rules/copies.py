"""Copies of letters: whether they wait for a translation, why they come back, what follows then."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

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


# Area, district, sector and unit of a postcode of the United Kingdom.
_POSTCODE: Final = re.compile(r"([A-Z]{1,2})(\d{1,2})([A-Z]?)\s*(\d)([A-Z]{2})")


def postcode(address: Sequence[str]) -> str:
    """The postcode of an address, by its lines; empty where there is none."""
    found = next((one for line in reversed(address) if (one := _POSTCODE.search(line.upper()))), None)
    return f"{''.join(found.group(1, 2, 3))} {''.join(found.group(4, 5))}" if found else ""


def postal_order(address: Sequence[str]) -> tuple[Any, ...]:
    """What sorts addresses as postmen sort them: by postcode, B2 before B12; what has none comes last."""
    found, lines = _POSTCODE.fullmatch(postcode(address)), tuple(line.casefold() for line in reversed(address))
    if found is None:
        return (1, "", 0, "", 0, "", lines)
    area, district, letter, sector, unit = found.groups()
    return (0, area, int(district), letter, int(sector), unit, lines)


def translate_by(chosen_on: date) -> date:
    """The day by which a translation that somebody waits for is there."""
    return working_days_after(chosen_on, _TRANSLATED_WITHIN)
