"""From a frozen letter to a file in the format that its reader needs."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from letters import words
from letters.composing import Frozen, kind_of, thaw
from letters.content import Facts, Span, Table
from letters.easy import composing as easy
from letters.errors import RenderError
from letters.formats import fonts, html, text
from letters.letterhead import Letterhead


@dataclass(frozen=True)
class Rendered:
    """A letter as a file; filename_ext has no dot. words_sha256: of the exact text that a voice was given."""

    data: bytes
    media_type: str
    filename_ext: str
    words_sha256: str | None = None


def _docx(frozen: Frozen, letterhead: Letterhead) -> bytes:
    from letters.formats import docx

    return docx.docx(frozen, letterhead)


def _pdf(frozen: Frozen, letterhead: Letterhead) -> bytes:
    from letters.formats import pdf

    return pdf.pdf(frozen, letterhead)


def _large_print(frozen: Frozen, letterhead: Letterhead, size: int = 20, paper: str = "white") -> bytes:
    from letters.formats import pdf

    return pdf.large_print(frozen, letterhead, size, paper)


def _html(frozen: Frozen, letterhead: Letterhead, fragment: bool = False, level: int = 1) -> bytes:
    made = html.fragment(frozen, level=level) if fragment else html.html(frozen, letterhead)
    return made.encode()


def _text(frozen: Frozen, letterhead: Letterhead) -> bytes:
    return text.text(frozen, letterhead).encode()


def _braille(frozen: Frozen, letterhead: Letterhead, grade: int = 2, cells: int = 40, lines: int = 25) -> bytes:
    from letters.formats import braille

    return braille.brf(frozen, letterhead, grade=grade, cells=cells, lines=lines)


def _braille_language(language: str) -> bool:
    from letters.formats import cells

    return cells.speaks(language)


def _audio(frozen: Frozen, letterhead: Letterhead) -> bytes:
    from letters.formats import audio

    return audio.mp3(frozen, letterhead)


def _audio_words(frozen: Frozen) -> str:
    from letters.formats import audio

    return audio.transcript_sha256(frozen)


def _audio_language(language: str) -> bool:
    from letters.formats import voice

    return voice.speaks(language)


def _easy_read(frozen: Frozen, letterhead: Letterhead) -> bytes:
    from letters.formats import easy_read

    return easy_read.easy_read(frozen, letterhead)


def _easy_language(language: str) -> bool:
    return easy.has_language(language) and fonts.printed(language)


def _every(_code: str) -> bool:
    return True


@dataclass(frozen=True)
class Format:
    """How a format is made.

    languages: False for one without the table, voice, font or words that the format needs. kinds: False for a kind of
    letter without the words that it needs. words: the hash of what is said, where the file does not hold it as text.
    """

    media_type: str
    filename_ext: str
    write: Callable[..., bytes]
    options: tuple[str, ...] = ()
    languages: Callable[[str], bool] = _every
    kinds: Callable[[str], bool] = _every
    words: Callable[[Frozen], str] | None = None


FORMATS: Mapping[str, Format] = {
    "docx": Format("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx", _docx),
    "pdf": Format("application/pdf", "pdf", _pdf, languages=fonts.printed),
    "large_print": Format("application/pdf", "pdf", _large_print, ("size", "paper"), languages=fonts.printed),
    "html": Format("text/html; charset=utf-8", "html", _html, ("fragment", "level")),
    "text": Format("text/plain; charset=utf-8", "txt", _text),
    "braille": Format("application/x-brf", "brf", _braille, ("grade", "cells", "lines"), languages=_braille_language),
    "audio": Format("audio/mpeg", "mp3", _audio, languages=_audio_language, words=_audio_words),
    "easy_read": Format("application/pdf", "pdf", _easy_read, languages=_easy_language, kinds=easy.has_words),
}


def offered(kind: str, language: str) -> tuple[str, ...]:
    """The formats that there are for a letter of this kind in this language."""
    made = kind_of(kind).formats
    return tuple(code for code, one in FORMATS.items() if code in made and one.languages(language) and one.kinds(kind))


def render(
    frozen: bytes,
    format: str,  # noqa: A002  the word of the callers
    letterhead: Letterhead,
    *,
    sent_on: datetime.date | None = None,
    **options: Any,
) -> Rendered:
    """The letter in a format, from its frozen bytes alone.

    `sent_on` is the day on which this format goes out, where that is not the day of the letter. Options:
    large_print has `size` (18, 20, 24, 28 points, 20 unless told) and `paper` (white, cream, yellow); html has
    `fragment` and `level` (articles for a page of the portal instead of a whole page); braille has `grade` (1 letter
    by letter, 2 contracted), `cells` (a line) and `lines` (a page). RenderError for this one letter where it cannot
    be shown.
    """
    return made_of(as_sent(thaw(frozen), sent_on), format, letterhead, **options)


def made_of(letter: Frozen, format: str, letterhead: Letterhead, **options: Any) -> Rendered:  # noqa: A002
    """The same of a letter that has the day on which it goes out."""
    if format not in FORMATS:
        raise RenderError(f"no format is called {format!r}: there are {', '.join(FORMATS)}")
    if format not in kind_of(letter.kind).formats or not FORMATS[format].kinds(letter.kind):
        raise RenderError(f"a letter of the kind {letter.kind!r} is not made as {format!r}")
    made = FORMATS[format]
    if not made.languages(letter.language):
        raise RenderError(f"no letter in the language {letter.language!r} is made as {format!r}")
    unknown = set(options) - set(made.options)
    if unknown:
        raise RenderError(f"the format {format!r} has no option {', '.join(sorted(unknown))}")
    data = made.write(letter, letterhead, **options)
    return Rendered(data, made.media_type, made.filename_ext, made.words(letter) if made.words else None)


def as_sent(letter: Frozen, day: datetime.date | None) -> Frozen:
    """The same letter with the day on which this format goes out; every other word is as it was frozen."""
    if day is None or all(span.value == day.isoformat() for span in _sent(letter)):
        return letter
    values = json.loads(letter.data)
    for content in values["contents"]:
        for section in content["sections"]:
            for block in section["blocks"]:
                for label_and_value in block.get("rows", ()):
                    for cell in label_and_value:
                        for span in cell:
                            if span["kind"] == "sent":
                                span.update(text=words.date(day, content["language"]), value=day.isoformat())
    return thaw(json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode())


def _sent(letter: Frozen) -> Iterator[Span]:
    """The days on which the letter says that it goes out."""
    for block in (block for content in letter.contents for block in content.blocks if isinstance(block, Facts | Table)):
        yield from (span for row in block.rows for cell in row for span in cell if span.kind == "sent")
