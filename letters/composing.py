"""From data to words, and from words to bytes that keep them for years."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from letters.content import Content, from_plain, plain
from letters.easy import composing as easy
from letters.easy import shape
from letters.errors import LetterError, LetterIncomplete, UnreadableData
from letters.kinds import KINDS, Kind
from letters.linting import Finding, findings, stops
from letters.phrases import ENGLISH, phrases
from letters.wording import sentences
from letters.words.speech import noting
from translations import LANGUAGES, mark

SCHEMA = 1

# What the formats themselves say; kept with each letter, so that it never changes afterwards.
LABELS: dict[str, str] = {
    "page": mark("Page {page} of {pages}"),
    "sign": mark("The sign of this service: a door that stands open"),
    "written_by_staff": mark("In English, as our staff wrote it"),
    "english_follows": mark("The English text of this letter"),
}


@dataclass(frozen=True)
class Frozen:
    """A letter whose words are fixed: canonical JSON, its SHA-256 in hexadecimal, and the contents in it.

    `contents` holds the reader's language first and English last; one content where the reader reads English.
    """

    data: bytes
    sha256: str
    kind: str
    language: str
    contents: tuple[Content, ...]

    @cached_property
    def easy(self) -> shape.EasyRead | None:
        """Its Easy Read in the reader's language; None where it has no such words, and in letters from before."""
        values = json.loads(self.data)
        return shape.from_plain(values["easy"]) if "easy" in values else None


def kind_of(kind: str) -> Kind:
    """The kind with this code; UnreadableData for one that we do not have."""
    if kind not in KINDS:
        raise UnreadableData(f"no kind of letter is called {kind!r}: there are {', '.join(KINDS)}")
    return KINDS[kind]


def compose(kind: str, data: object, language: str) -> Content:
    """The letter's content in a language; LetterIncomplete where it does not say all that it must."""
    known = kind_of(kind)
    if not isinstance(data, known.data):
        raise UnreadableData(f"a letter of the kind {kind!r} is written from {known.data.__name__}")
    if language not in LANGUAGES:
        raise UnreadableData(f"no letters in the language {language!r}: there are {', '.join(LANGUAGES)}")
    title, sections = known.compose(data, language)
    say = phrases(language)
    content = Content(
        kind=kind,
        language=language,
        direction=LANGUAGES[language].direction,
        title=title,
        sections=sections,
        labels={name: say.label(label) for name, label in LABELS.items()},
    )
    _refuse_incomplete(content)
    return content


def lint(frozen: Frozen) -> tuple[Finding, ...]:
    """Everything that is to be said about a letter (letters/linting.py), its reader's language first."""
    return tuple(finding for content in frozen.contents for finding in findings(content))


def _refuse_incomplete(content: Content) -> None:
    """LetterIncomplete, naming it, where something keeps the letter from going out."""
    found = [" ".join(filter(None, (one.part, one.about and f"({one.code}: {one.about})"))) for one in stops(content)]
    if found:
        raise LetterIncomplete(f"the letter {content.kind!r} says nothing of: {', '.join(found)}")


def freeze(
    kind: str,
    data: object,
    language: str,
    approved: Collection[tuple[str, str]] = (),
    checked: Collection[str] = (),
) -> Frozen:
    """The letter in the reader's language, and in English after it, as bytes that never change.

    `approved`: the blocks of Easy Read that a person has approved in this language (see letters.easy.composing).
    `checked`: the digests of the sentences (letters.wording) whose translation into it a person has checked.
    """
    contents = [compose(kind, _knowing(kind, data, language, checked), language)]
    if language != ENGLISH and kind_of(kind).with_english:
        contents.append(compose(kind, data, ENGLISH))
    values = {
        "schema": SCHEMA,
        "kind": kind,
        "language": language,
        "contents": [plain(content) for content in contents],
    }
    easy_read = easy.compose(kind, data, language, contents[0].title, approved)
    if easy_read is not None:
        values["easy"] = plain(easy_read)
    written = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return thaw(written.encode())


def _knowing(kind: str, data: Any, language: str, checked: Collection[str]) -> Any:
    """The data, which know whether every sentence that the letter says in this language was checked."""
    if language == ENGLISH or not checked or not kind_of(kind).with_english:
        return data
    with noting() as said:
        compose(kind, data, language)
    known = sentences(language)
    if not all(known[text].digest in checked for text in said if text in known):
        return data
    return replace(data, reviewed_languages=(*data.reviewed_languages, language))


def thaw(data: bytes) -> Frozen:
    """The frozen letter from its bytes; LetterError where they are not one."""
    try:
        values = json.loads(data)
        if values["schema"] != SCHEMA:
            raise LetterError(f"a frozen letter of schema {values['schema']!r} cannot be read")
        contents = tuple(from_plain(content) for content in values["contents"])
        kind, language = values["kind"], values["language"]
    except (ValueError, KeyError, TypeError) as fault:
        raise LetterError(f"not a frozen letter: {fault}") from fault
    return Frozen(data, hashlib.sha256(data).hexdigest(), kind, language, contents)
