"""The sentences that letters always say, one translation each, as a person may read and check them one by one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from letters.kinds import KINDS
from letters.words.speech import noting
from translations import read_catalogue

OTHERS = "other"  # what no letter says in its sample


@dataclass(frozen=True)
class Sentence:
    """A text of the letters' catalogue. said: its words in the language, a form for each number where it counts.

    digest: SHA-256 in hexadecimal of language, English and translation. Where one of them changes it is another.
    """

    english: str
    said: tuple[str, ...]
    digest: str


@cache
def sentences(language: str) -> Mapping[str, Sentence]:
    """Every sentence that is translated into a language, by its English."""
    return {one.english: one for one in _translated(language)}


@cache
def of_kind(kind: str, language: str) -> tuple[Sentence, ...]:
    """The sentences that the sample of a kind says, in the order of the catalogue; for ``OTHERS`` those of none."""
    known = sentences(language)
    if kind == OTHERS:
        said = set(known).difference(*({one.english for one in of_kind(code, language)} for code in KINDS))
    else:
        with noting() as said:
            KINDS[kind].compose(KINDS[kind].sample(), language)
    return tuple(one for text, one in known.items() if text in said)


def _translated(language: str) -> Iterator[Sentence]:
    for message in read_catalogue(language, "letters"):
        english = message.id if isinstance(message.id, str) else message.id[0]
        said = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
        if english and all(said) and not message.fuzzy:
            whole = "\0".join((language, english, *said))
            yield Sentence(english, said, hashlib.sha256(whole.encode()).hexdigest())
