"""What to offer a person before they have to ask: chosen from what is on record, never from a restriction's reason."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from casework.rules.vocabulary import CHANNELS

ENGLISH: Final = "en"
# In the order in which they matter to whoever is about to ring, write or visit.
OFFERS: Final = ("manager", "interpreter", "sign_language", "relay", "speaker", "other_way", "services", "ask")


@dataclass(frozen=True, slots=True)
class Person:
    """How somebody can be reached and helped. ``likes``: the channel that they prefer; ``usable``: those that are open
    and that they can use; ``spoken_for``: somebody with authority may speak for them today."""

    likes: str
    usable: Collection[str]
    limited: bool
    language: str = ENGLISH
    interpreter: bool = False
    sign_language: bool = False
    relay: bool = False
    spoken_for: bool = False
    needs_known: bool = False


def offers(person: Person) -> tuple[str, ...]:
    """Codes of ``OFFERS`` that fit this person, in their order.

    "manager": no way is open that they can use, which a manager settles today. "other_way": the way that they like is
    closed, so another is named before they are told no. "services": whatever applies, every essential service is open.
    """
    fits = {
        "manager": not person.usable,
        "interpreter": person.interpreter or person.language != ENGLISH,
        "sign_language": person.sign_language,
        "relay": person.relay,
        "speaker": person.spoken_for,
        "other_way": bool(person.usable) and person.likes in CHANNELS and person.likes not in person.usable,
        "services": person.limited,
        "ask": not person.needs_known,
    }
    return tuple(code for code in OFFERS if fits[code])
