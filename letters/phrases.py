"""Sentences of a letter in one language, with typed values standing in them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from functools import cache
from string import Formatter

from letters import words
from letters.content import OWN, Quote, Span, Text
from letters.words.speech import note
from translations import LANGUAGES, catalogue

Value = Span | Text | str | int
ENGLISH = "en"


class Phrases:
    """Puts sentences into one language; called like gettext, it gives back spans instead of a string."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._catalogue = catalogue(language)

    def __call__(self, text: str, **values: Value) -> Text:
        """The sentence in this language; what stands for a `{placeholder}` keeps its kind."""
        note(text)
        return _filled(self._catalogue.gettext(text), values)

    def ngettext(self, one: str, many: str, count: int, **values: Value) -> Text:
        """The plural form for `count`, which is also the placeholder `{count}`."""
        note(one)
        return _filled(self._catalogue.ngettext(one, many, count), {"count": count, **values})

    def label(self, text: str) -> str:
        """A text that keeps its placeholders, for a format to fill."""
        note(text)
        return self._catalogue.gettext(text)

    def date(self, day: datetime.date) -> Span:
        return Span("date", words.date(day, self.language), day.isoformat())

    def phone(self, number: str) -> Span:
        return Span("phone", words.phone(number, self.language), words.dialled(number))

    def name(self, name: str) -> Span:
        """A name of a person, body or policy: never translated, English unless its signs say otherwise."""
        return Span("name", name)

    def reference(self, reference: str) -> Span:
        return Span("reference", reference)

    def code(self, code: str) -> Span:
        """A code that the reader types: never broken, read out sign by sign."""
        return Span("code", code)

    def email(self, address: str) -> Span:
        return Span("email", address, f"mailto:{address}")

    def link(self, address: str) -> Span:
        """A web address: shown without its scheme, opened with it."""
        target = address if "://" in address else f"https://{address}"
        return Span("link", target.split("://", 1)[1].rstrip("/"), target)

    def address(self, lines: Iterable[str]) -> Span:
        return Span("address", ", ".join(line for line in lines if line))

    def own_words(self, text: str, lang: str = ENGLISH) -> Span:
        """What somebody wrote, inside a sentence of the letter."""
        return Span("text", text.strip(), OWN, "" if lang == self.language else lang)

    def quotes(self, text: str, lang: str = ENGLISH) -> tuple[Quote, ...]:
        """What somebody wrote, one block a paragraph; nothing for a blank text."""
        return tuple(Quote((Span("text", line.strip()),), lang) for line in text.splitlines() if line.strip())

    def roles(self, codes: Iterable[str]) -> str:
        return words.all_of([words.role(code, self.language) for code in codes], self.language)

    def languages(self) -> Text:
        """Every language that there is, each by its own name."""
        named: dict[str, Value] = {
            code: Span("name", one.own_name, lang="" if code == self.language else code)
            for code, one in LANGUAGES.items()
        }
        return _filled(words.all_of([f"{{{code}}}" for code in named], self.language), named)

    def join(self, *texts: Text) -> Text:
        """Sentences one after the other, with the space between that the language has there."""
        between = LANGUAGES[self.language].between
        joined = texts[0]
        for said in texts[1:]:
            joined += (*((Span("text", between),) if between else ()), *said)
        return joined

    def language_name(self, code: str) -> str:
        """A language by its own name."""
        return LANGUAGES[code].own_name if code in LANGUAGES else code


@cache
def phrases(language: str) -> Phrases:
    """The phrases of one language, made once."""
    return Phrases(language)


def text(value: str) -> Text:
    """A plain text."""
    return (Span("text", value),)


def strong(value: str) -> Text:
    """A text that carries weight."""
    return (Span("strong", value),)


def _filled(pattern: str, values: dict[str, Value]) -> Text:
    spans: list[Span] = []
    for literal, name, _spec, _conversion in Formatter().parse(pattern):
        if literal:
            spans.append(Span("text", literal))
        if name is None:
            continue
        value = values[name]
        if isinstance(value, Span):
            spans.append(value)
        elif isinstance(value, tuple):
            spans.extend(value)
        else:
            spans.append(Span("text", str(value)))
    return _merged(spans)


def _merged(spans: list[Span]) -> Text:
    """Neighbouring plain runs as one, so that a sentence without typed values is one span."""
    merged: list[Span] = []
    for span in spans:
        last = merged[-1] if merged else None
        if last and last.kind == span.kind == "text" and (last.lang, last.value) == (span.lang, span.value):
            merged[-1] = Span("text", last.text + span.text, span.value, span.lang)
        else:
            merged.append(span)
    return tuple(merged)
