"""Whether a finished letter says what its frozen words say: every fact, every sentence, and nothing else.

Compared are letters, figures and signs; spaces and punctuation stand as each format needs them. A fact (a date, a name,
a number) is looked for with its punctuation too. Where a reader of PDF mixes the order of a line, as it does with
Arabic beside English, what is not found as it stands must still be there sign by sign.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
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
SHORTEST: Final = 4  # signs of a word that is looked at in a line to the left: shorter ones are made by its order
_JOINERS: Final = re.compile("[\ufe00-\ufe0f]")  # change only how a sign is drawn
# A word is in one script. These: Hebrew and Arabic; from India to Cambodia; arrows, pictures, Chinese and Japanese,
# where a line may end after any sign.
_SCRIPTS: Final = (
    *("\u0590-\u08ff", "\u0900-\u109f\u1780-\u17ff"),
    "\u2190-\u2bff\u3040-\u30ff\u3400-\u9fff\U0001f000-\U0001faff",
)
_TOKEN: Final = re.compile("\\d+|[{0}]+|[{1}]+|[{2}]|[^\\d\\s{0}{1}{2}]+".format(*_SCRIPTS))
_LEFT: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")  # letters that run to the left
_DRAWN: Final = "=>"  # signs with which plain text shows a heading and a note
_HYPHENS: Final = re.compile("[-\u2010\u2011]")


@dataclass(frozen=True)
class Difference:
    """What a file does not say as the letter does.

    code: fact (a typed value lost or changed) | sentence (lost or changed; a heading or a row too) | added (words that
    the letter has not) | unread (signs that do not come back) | spoken (the voice was given another text). part: of
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
    return tuple(dict.fromkeys(_differences(letter, format, made, letterhead, **options)))


def proved(
    frozen: bytes,
    format: str,  # noqa: A002
    letterhead: Letterhead,
    *,
    sent_on: date | None = None,
    **options: Any,
) -> rendering.Rendered:
    """The letter as `render` makes it, read again before it goes out. RenderError, without its words, if it differs.

    A word that print seems to have and the letter has not is no reason to stop: its reader turned one around.
    """
    letter = rendering.as_sent(thaw(frozen), sent_on)
    made = rendering.made_of(letter, format, letterhead, **options)
    found = list(_differences(letter, format, made.data, letterhead, added=format not in PRINTED, **options))
    if found:
        where = dict.fromkeys(f"{one.code} ({one.part})" if one.part else one.code for one in found)
        raise RenderError(f"this letter would say other words as {format!r}: {', '.join(where)}")
    return made


def _differences(
    letter: Frozen,
    format: str,  # noqa: A002
    made: bytes,
    letterhead: Letterhead,
    *,
    added: bool = True,
    **options: Any,
) -> Iterator[Difference]:
    said, units = found_in(made, format, letter, letterhead, **options), list(_units(letter, format))
    yield from _lost(said, units, format, letter.contents[0].direction == "rtl", _head(letterhead))
    if added:
        yield from _added(said, units, letter, format, letterhead)
    if format == "audio":
        yield from _given_to_the_voice(made, letter)


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
        yield from _of(content, format)


def _of(content: Content, format: str) -> Iterator[_Unit]:  # noqa: A002
    title = _Unit("", content.language, (Span("text", content.title),))
    facts = (place for place, block in enumerate(content.sections[0].blocks) if isinstance(block, Facts))
    titled = 0 if format == "html" else next(facts, 0)
    message = format == "text" and len(content.sections) == 1 and not content.sections[0].title
    for section in content.sections:
        first = section is content.sections[0]
        yield _Unit(section.part, content.language, section.title)
        for place, block in enumerate(section.blocks):
            if first and place == titled and not message:
                yield title
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


def _lost(said: str, units: list[_Unit], format: str, rightwards: bool, head: str) -> Iterator[Difference]:  # noqa: A002
    """Facts and sentences that are not in the text."""
    printed = format in PRINTED
    places, rest = _cut([squeezed(unit.text) for unit in units], squeezed(said))
    missing = [units[place] for place in places]
    mixed = [unit for unit in missing if printed and (rightwards or _LEFT.search(unit.text))]
    yield from (Difference("sentence", one.language, one.part, one.text) for one in missing if one not in mixed)
    yield from _lost_signs(mixed, rest, head)
    if printed and rightwards:
        return
    marked = squeezed if format == "audio" else partial(_marked, printed=printed)  # a voice is given figures alone
    facts = [(unit, span) for unit in units if unit not in mixed for span in unit.spans if _is_fact(span)]
    for place in _cut([marked(span.text) for _unit, span in facts], marked(said))[0]:
        unit, span = facts[place]
        yield Difference("fact", unit.language, unit.part, span.text)


def _cut(wanted: list[str], said: str) -> tuple[list[int], str]:
    """The places of those that the text does not hold, and the text without the others. Each is found once only, in
    order or, where it stands elsewhere, in what is left."""
    end, left, rest = 0, [], []
    for place, words in enumerate(wanted):
        found = said.find(words, end)
        if found < 0:
            left.append(place)
        else:
            rest.append(said[end:found])
            end = found + len(words)
    over, missing = "\n".join([*rest, said[end:]]), []
    for place in left:
        if wanted[place] in over:
            over = over.replace(wanted[place], "\n", 1)
        else:
            missing.append(place)
    return missing, over


def _lost_signs(units: list[_Unit], rest: str, head: str) -> Iterator[Difference]:
    """Of those that are not found as they are: a line that runs both ways is read in another order, but whole."""
    there = _letters(rest) - _letters(squeezed(head))
    lost = _letters("".join(squeezed(unit.text) for unit in units)) - there
    if not lost:
        return
    for unit in units:
        for span in filter(_is_fact, unit.spans):
            if not all(token in rest for token in tokens(span.text)):
                yield Difference("fact", unit.language, unit.part, span.text)
        if not all(token in rest for token in tokens(unit.text)):
            yield Difference("sentence", unit.language, unit.part, unit.text)
    yield Difference("unread", units[0].language, "", "".join(sorted(lost.elements())))


def _letters(text: str) -> Counter[str]:
    """How often each letter and figure is in it."""
    return Counter(sign for sign in text if sign.isalnum())


def _turned(token: str, said: str) -> bool:
    """Do the signs of a word stand together in another order? So a line that runs both ways has some of its words."""
    size, signs = len(token), sorted(token)
    return any(sorted(said[place : place + size]) == signs for place, sign in enumerate(said) if sign in token)


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
    printed, rightwards = format in PRINTED, letter.contents[0].direction == "rtl"
    for token in dict.fromkeys(tokens(said)):
        if token in known or token in whole or not token.strip(_DRAWN):
            continue
        mixed = printed and (rightwards or _LEFT.search(token))
        if mixed and (len(token) < SHORTEST or token.isdecimal() or _turned(token, whole)):
            continue
        yield Difference("added", letter.language, "", token)


def _given_to_the_voice(made: bytes, letter: Frozen) -> Iterator[Difference]:
    from letters.formats import audio

    text, told = spoken(made)
    if told != audio.transcript_sha256(letter) or text != audio.transcript(letter):
        yield Difference("spoken", letter.language, "", told)


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
