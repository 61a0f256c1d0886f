"""The letter read aloud, as an MP3 with a chapter for each heading, and the text that the voice was given.

LAME (LGPL) makes the MP3; Mutagen (GPL) is loaded as a library and writes the chapters. Nothing lies in a file on the
way: each part of the sound is compressed as it is spoken.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import itemgetter

import lameenc
from mutagen import id3

from letters.composing import Frozen
from letters.content import Content, Span
from letters.formats import outline, voice
from letters.letterhead import Letterhead

ENGLISH = "en"
KILOBITS, QUALITY = 32, 7  # of speech in one channel; LAME's quick way, which is not heard in a voice
PAUSE = 0.7  # seconds between two chapters
SPELT = frozenset({"phone", "reference", "code"})
IN_ENGLISH = frozenset({"link", "email"})
UTF16 = id3.Encoding.UTF16
NO_OFFSET = 0xFFFFFFFF  # a chapter is found by its time
CONTENTS = id3.CTOCFlags.TOP_LEVEL | id3.CTOCFlags.ORDERED
# The languages as ID3 knows them, by ISO 639-2.
ID3_LANGUAGES = {
    **{"en": "eng", "cy": "cym", "pl": "pol", "ro": "ron", "ar": "ara", "ur": "urd", "bn": "ben", "pa": "pan"},
    **{"uk": "ukr", "zh": "zho"},
}


@dataclass(frozen=True)
class Chapter:
    """What stands under one heading. said: the texts that the voices are given, each with its language."""

    title: str
    said: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        """All of it, in the order of speaking."""
        return "\n".join(text for _language, text in self.said)


def spoken(frozen: Frozen) -> tuple[Chapter, ...]:
    """The letter as the voices are given it: figures of phones, references and codes one by one, English in English."""
    return tuple(
        chapter for place, content in enumerate(frozen.contents) for chapter in _chapters(content, bool(place))
    )


def transcript(frozen: Frozen) -> str:
    """The exact text of the sound, a blank line between chapters."""
    return "\n\n".join(chapter.text for chapter in spoken(frozen)) + "\n"


def transcript_sha256(frozen: Frozen) -> str:
    """The hash of the transcript, in hexadecimal; it stands in the file too, as TXXX:transcript-sha256."""
    return hashlib.sha256(transcript(frozen).encode()).hexdigest()


def mp3(frozen: Frozen, letterhead: Letterhead) -> bytes:
    """The file, with its chapters, its transcript, and whose letter it is."""
    rate = voice.samples_a_second()
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_channels(1)
    encoder.set_in_sample_rate(rate)
    encoder.set_bit_rate(KILOBITS)
    encoder.set_quality(QUALITY)
    sound, starts, samples = bytearray(), [], 0

    def hear(wave: bytes) -> None:
        nonlocal samples
        samples += len(wave) // 2
        sound.extend(encoder.encode(wave))

    for chapter in spoken(frozen):
        starts.append(samples)
        for language, text in chapter.said:
            voice.say(text, language, hear)
        hear(bytes(2 * int(rate * PAUSE)))
    sound.extend(encoder.flush())
    times = [1000 * place // rate for place in (*starts, samples)]
    return _tags(frozen, letterhead, times) + bytes(sound)


def _tags(frozen: Frozen, letterhead: Letterhead, times: list[int]) -> bytes:
    """ID3 2.3, which the most players read. times: where each chapter starts, and the end, in milliseconds."""
    first = frozen.contents[0]
    tags = id3.ID3()
    tags.add(id3.TIT2(UTF16, [first.title]))
    tags.add(id3.TPE1(UTF16, [letterhead.landlord]))
    tags.add(id3.TLAN(UTF16, [ID3_LANGUAGES[content.language] for content in frozen.contents]))
    tags.add(id3.TLEN(UTF16, [str(times[-1])]))
    tags.add(id3.USLT(UTF16, ID3_LANGUAGES[first.language], "", transcript(frozen)))
    # Kept with each copy: it shows later what the voice was given, though the sound of two runs differs a little.
    tags.add(id3.TXXX(UTF16, "transcript-sha256", [transcript_sha256(frozen)]))
    named = [f"chapter{place}" for place in range(len(times) - 1)]
    tags.add(id3.CTOC("contents", CONTENTS, named, []))
    for name, chapter, (start, end) in zip(named, spoken(frozen), pairwise(times), strict=True):
        tags.add(id3.CHAP(name, start, end, NO_OFFSET, NO_OFFSET, [id3.TIT2(UTF16, [chapter.title])]))
    file = io.BytesIO()
    tags.save(file, v2_version=3, padding=lambda _room: 0)
    return file.getvalue()


def _chapters(content: Content, follows: bool) -> Iterator[Chapter]:
    for title, lines in outline.chapters(content):
        parts = [part for line in lines for part in _parts(line)]
        if follows:
            parts.insert(0, (content.language, content.labels["english_follows"]))
            follows = False
        # One text for neighbours in one language: a line end after each, which the voice takes for a full stop.
        said = tuple(
            (language, "\n\n".join(text for _language, text in run)) for language, run in groupby(parts, itemgetter(0))
        )
        yield Chapter(title, said)


def _parts(line: outline.Line) -> Iterator[tuple[str, str]]:
    """A line as texts with the language of each; blank ones left out."""
    told = [(_language(span, line.lang), _said(span)) for span in line.text]
    for language, run in groupby(told, itemgetter(0)):
        text = "".join(text for _language, text in run).strip()
        if any(map(str.isalnum, text)):
            yield language, text


def _language(span: Span, lang: str) -> str:
    told = span.lang or (ENGLISH if span.kind in IN_ENGLISH else lang)
    return told if voice.speaks(told) else ENGLISH


def _said(span: Span) -> str:
    """What the voice is given; with a pause where a space or a hyphen stands in what is spelt: "C, 1 0 4 4 2"."""
    if span.kind in SPELT:
        return ", ".join(" ".join(group) for group in re.findall(r"\w+", span.text))
    return span.text.replace("\n", " ")
