"""Letters exactly as they were sent: each copy that was made, in its own format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import letters
from casework.records.letters import Delivery, Letter
from translations import mark
from web.language import gettext as _

_STATES: Final[Mapping[str, str]] = {
    "waiting": mark("being made"),
    "ready": mark("ready"),
    "sent": mark("sent"),
    "delivered": mark("delivered"),
    "returned": mark("returned"),
}


@dataclass(frozen=True)
class Copy:
    """One copy of a letter, and the name of its file in a bundle."""

    letter: Letter
    delivery: Delivery
    name: str


def copies(found: Iterable[Letter]) -> Iterator[Copy]:
    """All that were made, letter by letter."""
    for letter in found:
        made = [one for one in letter.deliveries if one.stored_as is not None]
        for number, one in enumerate(made, start=1):
            suffix = letters.FORMATS[one.format].filename_ext
            yield Copy(letter, one, f"letters/{letter.ref}/{number}-{one.format}-{one.channel}.{suffix}")


def copy_state(delivery: Delivery) -> str:
    """How far a copy got."""
    return _(_STATES[delivery.state]) if delivery.state in _STATES else delivery.state
