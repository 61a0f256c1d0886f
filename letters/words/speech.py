"""Texts of the `letters` catalogues in one language, with their placeholders filled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache

from translations import LANGUAGES, catalogue

_noted: ContextVar[set[str] | None] = ContextVar("noted", default=None)


@contextmanager
def noting() -> Iterator[set[str]]:
    """The English of every text of the catalogues that is said meanwhile."""
    texts: set[str] = set()
    token = _noted.set(texts)
    try:
        yield texts
    finally:
        _noted.reset(token)


def note(text: str) -> None:
    """Note a text that is said, where somebody asks for it."""
    noted = _noted.get()
    if noted is not None:
        noted.add(text)


@dataclass(frozen=True)
class Speech:
    """One language in which words are put on codes; KeyError on use for a language that we do not have."""

    language: str

    def gettext(self, text: str, **values: object) -> str:
        """The text in this language, its `{placeholders}` filled from `values`."""
        note(text)
        said = catalogue(self.language).gettext(text)
        return said.format(**values) if values else said

    def ngettext(self, one: str, many: str, count: int, **values: object) -> str:
        """The plural form that this language uses for `count`, which is also the placeholder `{count}`."""
        note(one)
        said = catalogue(self.language).ngettext(one, many, count)
        return said.format(count=count, **values)


@cache
def speech(language: str) -> Speech:
    """The words of one language, made once."""
    return Speech(language)


VOWELS_CY = "aeiouwyâêîôûŵŷàèìòùáéíóúäëïöüẁỳAEIOUWYÂÊÎÔÛŴŶ"


def all_of(parts: Sequence[str], language: str) -> str:
    """The parts as one phrase that means all of them: "a, b and c"."""
    if not parts:
        return ""
    *most, last = parts
    if not most:
        return last
    if language == "cy":
        # Welsh says "ac" before a vowel; the CLDR list pattern prints "a(c)", which nobody says.
        return f"{', '.join(most)} {'ac' if last[0] in VOWELS_CY else 'a'} {last}"
    return speech(language).gettext("{most} and {last}", most=LANGUAGES[language].comma.join(most), last=last)


def any_of(parts: Sequence[str], language: str) -> str:
    """The parts as one phrase that means any of them: "a, b or c"."""
    if not parts:
        return ""
    *most, last = parts
    if not most:
        return last
    return speech(language).gettext("{most} or {last}", most=LANGUAGES[language].comma.join(most), last=last)
