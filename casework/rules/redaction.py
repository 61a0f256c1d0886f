"""What in free words may be about somebody else: proposed here, decided by a person, taken out (UK GDPR 15(4))."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

TAKEN_OUT: Final = "█████"
KINDS: Final = ("name", "address", "phone", "email")
_AROUND: Final = 60  # characters shown on each side
_TITLES: Final = "Mr|Mrs|Ms|Miss|Mx|Dr|Sir|Cllr|PC"
# Each pattern begins at many places of a text, so none may go on from there to its end: a text made for it would take
# minutes, in which nobody else gets an answer.
_CAPITAL: Final = r"[^\W\d_a-z][\w'’-]{0,60}[^\W\d_]"  # a word that begins with a capital
_MONTHS: Final = "Jan|Feb|Mar(?:ch)?\\b|Apr|May\\b|June?\\b|July?\\b|Aug|Sep|Oct|Nov|Dec"  # "12 March" is no house
_PATTERNS: Final = {
    "email": re.compile(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+"),
    "phone": re.compile(r"(?<![\w/-])(?:\+44[\s(]*|0)(?:[\s()-]?\d){9,10}(?![\w/-])"),
    "address": re.compile(
        rf"\b(?:(?:[Ff]lat|[Nn]umber|[Nn]o\.?)\s+\d+\w?\b(?:,?\s+\d+\w?\s+{_CAPITAL}(?:\s+{_CAPITAL})*)?"
        rf"|\d{{1,4}}[A-Za-z]?\s+(?!{_MONTHS}){_CAPITAL}(?:\s+{_CAPITAL}){{0,3}}"
        r"|[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b)"
    ),
    "titled": re.compile(rf"\b(?:{_TITLES})\.?\s+{_CAPITAL}(?:\s+{_CAPITAL})*"),
    "pair": re.compile(rf"\b{_CAPITAL}(?:\s+{_CAPITAL})+"),
}
_NO_NAME: Final = """
    the a an we you i he she they it on in at and but when then there this that our your their his her my if as by to
    from for of with no not after before january february march april may june july august september october november
    december monday tuesday wednesday thursday friday saturday sunday housing ombudsman council police street road lane
    avenue close court house complaint handling code equality act
"""
_NO_NAMES: Final = frozenset(_NO_NAME.split())


@dataclass(frozen=True, slots=True)
class Proposal:
    """Words that may be about somebody else. ``kind``: of ``KINDS``; ``around``: where they first stand."""

    words: str
    kind: str
    around: str


def proposals(texts: Iterable[str], own: Collection[str], known: Collection[str] = ()) -> tuple[Proposal, ...]:
    """What a person is asked to look at, each words once, in the order in which they stand.

    ``own``: what is the person's own (name, address, phone, email): never proposed. ``known``: names of others on
    record with them, found whatever their letters look like.
    """
    mine = {_plain(one) for one in own if one}
    mine_words = {part for one in own for part in re.findall(r"\w+", one.casefold())}
    found: dict[str, Proposal] = {}
    for text in texts:
        for kind, start, end in sorted(_in(text, known), key=lambda one: one[1]):
            words = text[start:end].strip()
            if _plain(words) in mine or (kind == "name" and _own_name(words, mine_words)):
                continue
            around = text[max(start - _AROUND, 0) : end + _AROUND]
            found.setdefault(_plain(words), Proposal(words, kind, around))
    return tuple(found.values())


def take_out(text: str, words: Iterable[str]) -> str:
    """The text without these words, whatever their capitals and spaces; the longest first."""
    for one in sorted({word.strip() for word in words if word.strip()}, key=len, reverse=True):
        pattern = r"\s+".join(map(re.escape, one.split()))
        text = re.sub(rf"(?<!\w){pattern}(?!\w)", TAKEN_OUT, text, flags=re.IGNORECASE)
    return text


def _in(text: str, known: Collection[str]) -> Iterator[tuple[str, int, int]]:
    """Kind and place of all that is found; what lies within something longer is not found again."""
    taken: list[tuple[int, int]] = []
    for name in known:
        if name.strip():
            pattern = rf"(?<!\w){re.escape(name.strip())}(?!\w)"
            for match in re.finditer(pattern, text, re.IGNORECASE):
                taken.append(match.span())
                yield "name", *match.span()
    for kind, pattern_of in _PATTERNS.items():
        for match in pattern_of.finditer(text):
            start, end = match.span()
            if kind == "pair":
                start, end = _name_in(match)
            if start >= end or any(start < last and first < end for first, last in taken):
                continue
            taken.append((start, end))
            yield ("name" if kind in ("titled", "pair") else kind), start, end


def _name_in(match: re.Match[str]) -> tuple[int, int]:
    """The place of a name in words with capitals: those that only begin a sentence, or name no person, are left off."""
    parts = [(part.start(), part.end(), part[0].casefold()) for part in re.finditer(r"\S+", match[0])]
    while parts and parts[0][2] in _NO_NAMES:
        parts.pop(0)
    if len(parts) < 2 or any(word in _NO_NAMES for *_place, word in parts):
        return match.end(), match.end()
    return match.start() + parts[0][0], match.start() + parts[-1][1]


def _own_name(words: str, mine: Collection[str]) -> bool:
    parts = [part for part in re.findall(r"\w+", words.casefold()) if part not in _TITLES.casefold().split("|")]
    return bool(parts) and all(part in mine for part in parts)


def _plain(text: str) -> str:
    """Without what makes no difference: capitals, spaces, and the signs in telephone numbers."""
    return re.sub(r"[\s().,-]+", "", text.casefold())
