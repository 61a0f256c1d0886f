"""By what a person is found: the keys under which they are kept, and how a text that somebody types is read.

A search looks at the beginning of keys alone, so that it costs the same among a thousand people and a million. Every
word of a name begins a key, and so do the address with and without its number, the postcode, the telephone number,
and references as people read them out. Capital letters, accents, spaces and hyphens make no difference.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Final

LONGEST: Final = 120  # characters of a key; nobody types more of an address
_MOST_WORDS: Final = 4  # of a name: each pair of them is a key
_APOSTROPHES: Final = dict.fromkeys(map(ord, "'’‘ʼ`"))
# Letters that no rule of Unicode takes apart, as they are typed on a British keyboard.
_PLAIN: Final = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
_ASCII_WORD: Final = re.compile(r"[a-z0-9]+")
_LEAST_DIGITS: Final = 4  # fewer are a house number


@dataclass(frozen=True, slots=True)
class Findable:
    """What is on record of a person. ``phone`` as E.164; ``address``: lines, the postcode last.

    ``number``: theirs in the housing system; ``former``: names that they had, and may still be found by.
    """

    ref: str
    name: str
    address: Sequence[str] = ()
    phone: str | None = None
    tenancy_ref: str | None = None
    number: str | None = None
    former: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody typed. ``starts``: beginnings of keys, any of which will do; ``words``: beginnings of keys that all
    have to be there; ``email``: a whole address, in lower case."""

    starts: tuple[str, ...]
    words: tuple[str, ...]
    email: str


def keys_of(person: Findable) -> frozenset[str]:
    """All keys under which a person is found; none for somebody who was erased."""
    if not person.name:
        return frozenset()
    found = {*_of_name(words(person.name)), *_of_address(person.address)}
    for name in person.former:
        found.update(_of_name(words(name)))
    found.update(packed(ref) for ref in (person.ref, person.tenancy_ref or "", person.number or ""))
    if person.phone:
        found.add(national(person.phone))
    return frozenset(key[:LONGEST] for key in found if key)


def asked(typed: str) -> Asked:
    """How a text is looked for: as it stands, without its spaces, and as a telephone number."""
    said = words(typed)
    if not said:
        return Asked((), (), "")
    text, close, digits = " ".join(said), "".join(said), national(typed)
    starts = dict.fromkeys((text[:LONGEST], close[:LONGEST]))
    if len(digits) >= _LEAST_DIGITS:
        starts[digits] = None
    email = "".join(typed.lower().split()) if "@" in typed else ""
    return Asked(tuple(starts), tuple(dict.fromkeys(said)) if len(said) > 1 else (), email)


def words(text: str) -> tuple[str, ...]:
    """The words of a text as keys have them: lower case, without accents of Latin letters."""
    if text.isascii():  # most of what is kept: the same, and a good deal faster
        return tuple(_ASCII_WORD.findall(text.lower().translate(_APOSTROPHES)))
    apart = unicodedata.normalize("NFKD", text.casefold().translate(_APOSTROPHES))
    plain = "".join(sign for sign in apart if not "\u0300" <= sign <= "\u036f").translate(_PLAIN)
    return tuple("".join(sign if unicodedata.category(sign)[0] in "LNM" else " " for sign in plain).split())


def packed(text: str) -> str:
    """A reference or a postcode without what stands between its parts."""
    return "".join(words(text))


def national(number: str) -> str:
    """The digits of a telephone number without 0, +44 or 0044 before them; nothing where there are letters in it."""
    close = "".join(sign for sign in number if not (sign.isspace() or sign in "()-./"))
    digits = close.removeprefix("+")
    if not (digits.isascii() and digits.isdigit()):
        return ""
    for before in ("0044", "00", "0") if digits == close else ("44",):
        if digits.startswith(before):
            return digits.removeprefix(before)
    return digits


def _of_name(said: Sequence[str]) -> Iterator[str]:
    if len(said) == 1:
        yield said[0]
    for pair in permutations(said[:_MOST_WORDS], 2):
        yield " ".join(pair)


def _of_address(lines: Sequence[str]) -> Iterator[str]:
    """From each line to the end, with and without the number before it; and the postcode.

    The line before the postcode is the town, in which everybody lives: nobody is looked for by it alone.
    """
    if not lines:
        return
    yield packed(lines[-1])
    for place in range(max(len(lines) - 2, 1)):
        rest = words(" ".join(lines[place:]))
        yield " ".join(rest)
        if len(rest) > 1 and rest[0][0].isdigit():
            yield " ".join(rest[1:])


def fits(keys: Iterable[str], said: Sequence[str]) -> bool:
    """Does each of these words begin one of the keys?"""
    known = tuple(keys)
    return all(any(key.startswith(word) for key in known) for word in said)
