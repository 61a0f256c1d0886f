"""The lint of letters: what stops a letter from going out, and what its writer should look at again.

A letter may not lack a part that the law asks of its kind, leave a value or a reason blank, show the inside of a
sentence, or send a person to a body without saying how to reach it. What somebody wrote in their own words is theirs:
it is never a reason to stop.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import Final, Literal

from letters.content import OWN, Block, Content, Facts, Paragraph, Quote, Section, Span, Text, words_of
from letters.kinds import KINDS
from letters.phrases import ENGLISH
from letters.reading import grade, sentence
from letters.words import codes

Severity = Literal["stop", "warn"]
CHECKED_WITHIN: Final = 366  # days: how old the details of an outside body may be
HIGHEST_GRADE: Final = 4.0  # read at about nine years of age
_PLACEHOLDER: Final = re.compile(r"\{\w*\}|%\(\w+\)s|%[sd]\b")
_UNFINISHED: Final = re.compile(r"\[[^\]]*\]|\bTBC\b|\bTO ?DO\b|\bX{3,}\b|\?\?\?|lorem ipsum", re.IGNORECASE)
_COLONS: Final = (":", "：")


@dataclass(frozen=True)
class Finding:
    """Something wrong with one letter in one language.

    code: missing (a part) | empty (a label without its value) | nothing_follows (words that announce something) |
    placeholder | unreachable (a body without telephone, website or the day when that was checked) | unfinished
    (somebody's own words) | old_details | hard_to_read. part: of content.PARTS, empty for the letter as a whole. about:
    the words, the day or the grade that it is about. stop: the letter does not go out.
    """

    code: str
    severity: Severity
    language: str
    part: str = ""
    about: str = ""


def findings(content: Content) -> Iterator[Finding]:
    """Everything that is to be said about a letter in one language, what stops it first."""
    yield from stops(content)
    yield from _unfinished(content)
    yield from _old_details(content)
    if content.language == ENGLISH:
        yield from _hard_to_read(content)


def stops(content: Content) -> Iterator[Finding]:
    """What keeps the letter from going out."""
    said = {section.part for section in content.sections if any(map(_says_something, section.blocks))}
    for part in KINDS[content.kind].parts:
        if part not in said:
            yield Finding("missing", "stop", content.language, part)
    for section in content.sections:
        for code, about in (*_blank(section), *_placeholders(section), *_unreachable(section)):
            yield Finding(code, "stop", content.language, section.part, about)


def _says_something(block: Block) -> bool:
    return any(_plain(text).strip() for text in words_of(block))


def _plain(text: Text) -> str:
    return "".join(span.text for span in text)


def _blank(section: Section) -> Iterator[tuple[str, str]]:
    """Labels without a value, and words that announce what then does not come."""
    for block, after in zip_longest(section.blocks, section.blocks[1:]):
        if isinstance(block, Facts):
            yield from (("empty", _plain(label)) for label, value in block.rows if not _plain(value).strip())
        if isinstance(block, Paragraph) and _announces(block) and (after is None or _announces(after)):
            yield "nothing_follows", _plain(block.text)


def _announces(block: Block) -> bool:
    return isinstance(block, Paragraph) and _plain(block.text).rstrip().endswith(_COLONS)


def _placeholders(section: Section) -> Iterator[tuple[str, str]]:
    """The inside of a sentence that nobody filled."""
    texts = [
        section.title,
        *(text for block in section.blocks if not isinstance(block, Quote) for text in words_of(block)),
    ]
    for span in (span for text in texts for span in text if span.kind in ("text", "strong") and span.value != OWN):
        if found := _PLACEHOLDER.search(span.text):
            yield "placeholder", found[0]


def _unreachable(section: Section) -> Iterator[tuple[str, str]]:
    """A section on complaints that does not say how to reach who hears them, and when that was last checked."""
    if section.part == "complain":
        kinds = {span.kind for span in _spans(section)}
        yield from (("unreachable", kind) for kind in ("name", "phone", "link", "date") if kind not in kinds)


def _spans(section: Section) -> Iterator[Span]:
    for block in section.blocks:
        for text in words_of(block):
            yield from text


def _unfinished(content: Content) -> Iterator[Finding]:
    """What somebody left open in their own words."""
    for section in content.sections:
        for block in section.blocks:
            for span in (span for text in words_of(block) for span in text):
                found = _UNFINISHED.search(span.text) if isinstance(block, Quote) or span.value == OWN else None
                if found:
                    yield Finding("unfinished", "warn", content.language, section.part, found[0])


def _old_details(content: Content) -> Iterator[Finding]:
    """Details of an outside body that nobody has checked for a year before the letter went out."""
    sent = [span.value for section in content.sections for span in _spans(section) if span.kind == "sent"]
    for section in (section for section in content.sections if section.part == "complain"):
        for span in _spans(section):
            if span.kind == "date" and sent:
                age = date.fromisoformat(sent[0]) - date.fromisoformat(span.value)
                if age.days > CHECKED_WITHIN:
                    yield Finding("old_details", "warn", content.language, section.part, span.value)


def _hard_to_read(content: Content) -> Iterator[Finding]:
    """A text that asks for more years at school than most readers have; the letter as a whole."""
    found = reading_grade(content)
    if found > HIGHEST_GRADE:
        yield Finding("hard_to_read", "warn", content.language, about=f"{found:.1f}")


def reading_grade(content: Content) -> float:
    """The grade of our own words in an English letter; names, numbers and addresses count as one plain word."""
    blocks = [block for block in content.blocks if not isinstance(block, Quote) and block.type != "addressee"]
    said = [content.title, *(_as_read(section.title) for section in content.sections)]
    said += [_as_read(text) for block in blocks for text in words_of(block)]
    return grade(filter(None, map(sentence, said)), codes.ROLES.values())


def _as_read(text: Text) -> str:
    return "".join(span.text if span.kind in ("text", "strong") and span.value != OWN else "name" for span in text)
