"""Whether a finished letter says what its frozen words say: every fact, every sentence, and nothing else.

Compared are letters, figures and signs; spaces and punctuation stand as each format needs them. A fact (a date, a name,
a number) is looked for with its punctuation too. Where a reader of PDF mixes the order of a line, as it does with
Arabic beside English, or takes a word apart, the words of each sentence are looked for one by one.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from typing import Any, Final, Literal

from letters import rendering
from letters.composing import Frozen, thaw
from letters.content import Addressee, Block, Bullets, Content, Facts, Span, Table, Text, words_of
from letters.easy.pictures import CREDIT
from letters.errors import RenderError
from letters.letterhead import Letterhead
from letters.reading_back import PRINTED, found_in, spoken

Code = Literal["fact", "sentence", "added", "unread", "spoken"]
ENOUGH: Final = 0.97  # of the words of a letter; fewer, and whoever listens to the file does not understand it
HALF: Final = 0.5  # of the words of a sentence whose words are looked for one by one
SHORTEST: Final = 4  # signs of a word that is looked for in another order: those of a shorter one stand anywhere
_JOINERS: Final = re.compile("[\ufe00-\ufe0f]")  # change only how a sign is drawn
# A word is in one script. These: Hebrew and Arabic; from India to Cambodia; arrows, pictures, Chinese and Japanese,
# where a line may end after any sign.
_SCRIPTS: Final = (
    *("\u0590-\u08ff", "\u0900-\u109f\u1780-\u17ff"),
    "\u2190-\u2bff\u3040-\u30ff\u3400-\u9fff\U0001f000-\U0001faff",
)
_TOKEN: Final = re.compile("\\d+|[{0}]+|[{1}]+|[{2}]|[^\\d\\s{0}{1}{2}]+".format(*_SCRIPTS))
_TURNS: Final = re.compile(f"[{_SCRIPTS[0]}{_SCRIPTS[1]}]")
_DRAWN: Final = "=>"  # signs with which plain text shows a heading and a note
_HYPHENS: Final = re.compile("[-\u2010\u2011]")


@dataclass(frozen=True)
class Difference:
    """What a file does not say as the letter does.

    code: fact (a typed value lost or changed) | sentence (lost or changed; a heading or a row too) | added (words that
    the letter has not) | unread (too few of its words come back) | spoken (the voice was given another text). part: of
    content.PARTS, empty for the letter as a whole. about: the words: personal, as the letter is.
    """

    code: Code
    language: str
    part: str
    about: str


@dataclass(frozen=True)
class _Unit:
    """What is read in one go: a paragraph, a heading, a row of a table."""

    part: str
    language: str
    spans: Text

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)


def same_words(
    frozen: bytes,
    format: str,  # noqa: A002  the word of `render`
    made: bytes,
    letterhead: Letterhead,
    *,
    sent_on: date | None = None,
    **options: Any,
) -> tuple[Difference, ...]:
    """How the file differs from the letter; nothing where both say the same. Asked with what `render` was asked with.

    RenderError for a file that cannot be read at all.
    """
    letter = rendering.as_sent(thaw(frozen), sent_on)
    said = found_in(made, format, letter, letterhead, **options)
    units = list(_units(letter, format))
    found = [*_lost(said, units, format, _head(letterhead)), *_added(said, units, letter, format, letterhead)]
    if format == "audio":
        found += _given_to_the_voice(made, letter)
    return tuple(dict.fromkeys(found))


def proved(
    frozen: bytes,
    format: str,  # noqa: A002
    letterhead: Letterhead,
    *,
    sent_on: date | None = None,
    **options: Any,
) -> rendering.Rendered:
    """The letter as `render` makes it, read again before it goes out. RenderError, without its words, if it differs."""
    made = rendering.render(frozen, format, letterhead, sent_on=sent_on, **options)
    found = same_words(frozen, format, made.data, letterhead, sent_on=sent_on, **options)
    if found:
        where = dict.fromkeys(f"{one.code} ({one.part})" if one.part else one.code for one in found)
        raise RenderError(f"this letter would say other words as {format!r}: {', '.join(where)}")
    return made


def _units(letter: Frozen, format: str) -> Iterator[_Unit]:  # noqa: A002
    """Everything that the letter says in a format, in the order of reading."""
    if format == "easy_read" and letter.easy is not None:
        easy = letter.easy
        yield _Unit("", easy.language, (Span("text", easy.title),))
        yield _Unit("", easy.language, (Span("text", easy.labels["easy_read"]),))
        for part in easy.parts:
            yield _Unit("", easy.language, part.title)
            yield from (_Unit("", easy.language, row.text) for block in part.blocks for row in block.rows)
    for content in letter.contents:
        if not (format == "text" and len(content.sections) == 1 and not content.sections[0].title):
            yield _Unit("", content.language, (Span("text", content.title),))
        yield from _of(content)


def _of(content: Content) -> Iterator[_Unit]:
    for section in content.sections:
        yield _Unit(section.part, content.language, section.title)
        for block in section.blocks:
            yield from (_Unit(section.part, content.language, text) for text in _texts(block))


def _texts(block: Block) -> Iterator[Text]:
    """What of a block is read in one go: a row is, so that a value beside another label is found."""
    match block:
        case Facts(rows):
            yield from (label + value for label, value in rows)
        case Table(caption, head, rows):
            yield caption
            yield sum(head, ())
            yield from (sum(row, ()) for row in rows)
        case Bullets() | Addressee():
            yield from words_of(block)
        case _:
            yield from words_of(block)


def _head(letterhead: Letterhead) -> str:
    head = letterhead
    return "\n".join((head.landlord, *head.address, head.phone, head.email, head.website))


def _lost(said: str, units: list[_Unit], format: str, head: str) -> Iterator[Difference]:  # noqa: A002
    """Facts and sentences that are not there as often as in the letter."""
    printed = format in PRINTED
    mixed = [unit for unit in units if printed and _is_mixed(unit.text)]
    plain = [unit for unit in units if not (printed and _is_mixed(unit.text))]
    for place in _missing([squeezed(unit.text) for unit in plain], squeezed(said)):
        yield Difference("sentence", plain[place].language, plain[place].part, plain[place].text)
    marked = squeezed if format == "audio" else partial(_marked, printed=printed)  # a voice is given figures alone
    facts = [(unit, span) for unit in plain for span in unit.spans if _is_fact(span)]
    for place in _missing([marked(span.text) for _unit, span in facts], marked(said)):
        unit, span = facts[place]
        yield Difference("fact", unit.language, unit.part, span.text)
    if mixed:
        yield from _lost_words(said, units, mixed, head)


def _lost_words(said: str, units: list[_Unit], mixed: list[_Unit], head: str) -> Iterator[Difference]:
    """The same where neither the order in a line nor the spaces in a word are to be relied on."""
    own = squeezed("".join(unit.text for unit in units))
    wanted = Counter(token for unit in units for token in tokens(unit.text))
    gone = _fewer_words(wanted, Counter(tokens(said)) - Counter(tokens(head)), squeezed(said), own)
    for unit in mixed:
        words = tokens(unit.text)
        for span in unit.spans:
            if _is_fact(span) and any(token in gone for token in tokens(span.text)):
                yield Difference("fact", unit.language, unit.part, span.text)
        if words and sum(token in gone for token in words) > HALF * len(words):
            yield Difference("sentence", unit.language, unit.part, unit.text)
    share = 1 - sum(gone.values()) / max(1, sum(wanted.values()))
    if share < ENOUGH:
        yield Difference("unread", units[0].language, "", f"{share:.1%}")


def _fewer_words(wanted: Mapping[str, int], found: Mapping[str, int], said: str, own: str) -> dict[str, int]:
    """The words that are there less often than wanted, and by how many. ``said``, ``own``: without spaces."""
    whole, gone = "\n".join(wanted), {}
    for token, count in wanted.items():
        there = found.get(token, 0)
        if there < count and not token.isdecimal():  # it may stand in pieces, or joined to its neighbour
            alone = whole.count(token) == 1
            within = count if alone else sum(times * one.count(token) for one, times in wanted.items())
            there = max(there, count - max(0, within - said.count(token)))
        if there < count:
            gone[token] = count - there
    if sum(gone.values()) > (1 - ENOUGH) * sum(wanted.values()):
        return gone
    return {token: short for token, short in gone.items() if not 0 < _turned(token, own) <= _turned(token, said)}


def _turned(token: str, said: str) -> int:
    """How often the signs of a word stand together in whatever order: a word that runs to the left is turned around
    where a line or a gap takes it apart, and one of India in a line that does."""
    if len(token) < SHORTEST or not _TURNS.match(token):
        return 0
    size, signs = len(token), sorted(token)
    starts = (place for place, sign in enumerate(said) if sign in token)
    return sum(sorted(said[place : place + size]) == signs for place in starts)


def _added(
    said: str,
    units: list[_Unit],
    letter: Frozen,
    format: str,  # noqa: A002
    letterhead: Letterhead,
) -> Iterator[Difference]:
    """Words that stand neither in the letter nor in what its format brings."""
    brought = [_head(letterhead), *(label for content in letter.contents for label in content.labels.values())]
    if format == "easy_read" and letter.easy is not None:
        brought += [*letter.easy.labels.values(), CREDIT]
    if format == "docx" and letterhead.word is not None:
        brought.append(found_in(letterhead.word, format, letter, letterhead))
    own = "\n".join([*(unit.text for unit in units), *brought])
    known, whole = set(tokens(own)), squeezed(own)
    for token in dict.fromkeys(tokens(said)):
        there = token in known or token in whole or not token.strip(_DRAWN)
        if not there and not _turned(token, whole):
            yield Difference("added", letter.language, "", token)


def _given_to_the_voice(made: bytes, letter: Frozen) -> Iterator[Difference]:
    from letters.formats import audio

    text, told = spoken(made)
    if told != audio.transcript_sha256(letter) or text != audio.transcript(letter):
        yield Difference("spoken", letter.language, "", told)


def _missing(wanted: list[str], said: str) -> Iterator[int]:
    """The places of those that are not in the text as often as here. What stands in order is found in one pass."""
    end, left = 0, []
    for place, words in enumerate(wanted):
        found = said.find(words, end)
        if found < 0:
            left.append(place)
        else:
            end = found + len(words)
    own = "\n".join(wanted) if left else ""
    yield from (place for place in left if said.count(wanted[place]) < own.count(wanted[place]))


def _is_fact(span: Span) -> bool:
    return span.kind not in ("text", "strong")


def squeezed(text: str) -> str:
    """Letters with their marks, figures and signs alone, in compatible form."""
    return unicodedata.normalize("NFKC", _JOINERS.sub("", text)).translate(_only_words())


def tokens(text: str) -> list[str]:
    """Words, numbers and signs one by one."""
    return _TOKEN.findall(unicodedata.normalize("NFKC", _JOINERS.sub("", text)).translate(_only_words(" ")))


def _marked(text: str, *, printed: bool) -> str:
    """A text with its punctuation; in print without hyphens, at which a line may end."""
    kept = unicodedata.normalize("NFKC", _JOINERS.sub("", text)).translate(_no_space())
    return _HYPHENS.sub("", kept) if printed else kept


class _Kept(dict[int, str]):
    """A table for str.translate that is filled as signs come: what is not of these categories becomes ``other``; where
    that is a space, so does a sign that is mirrored in a line to the left."""

    def __init__(self, kept: str, other: str) -> None:
        super().__init__()
        self.kept, self.other = kept, other

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        mirrored = self.other and unicodedata.mirrored(sign)
        self[code] = sign if unicodedata.category(sign)[0] in self.kept and not mirrored else self.other
        return self[code]


@cache
def _only_words(other: str = "") -> _Kept:
    return _Kept("LMNS", other)


@cache
def _no_space() -> _Kept:
    return _Kept("LMNSP", "")


@cache
def _is_mixed(text: str) -> bool:
    """Does a line of it run to the left, or have signs that stand around their letter?"""
    return any(
        unicodedata.bidirectional(sign) in ("R", "AL") or unicodedata.category(sign) in ("Mn", "Mc") for sign in text
    )
