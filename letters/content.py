"""What a letter says, before it has a shape: sections of blocks of typed spans, in one language.

A content is made of plain, frozen values and holds every word of the letter, so that each format writes the same
words and a letter can be rendered again years later. Values that have an order or a form of their own (phone
numbers, dates, references, names, addresses, links) are spans of their own kind, because each format isolates,
links or spells them in its own way.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache
from typing import Any, Final, Literal

from translations import LANGUAGES, Direction

SpanKind = Literal[
    "text", "strong", "phone", "date", "sent", "reference", "money", "address", "name", "link", "email", "code"
]
OWN: Final = "own"
RIGHTWARDS: Final = frozenset(code for code, one in LANGUAGES.items() if one.direction == "rtl")

# The blocks of a letter that may not be missing, in the order in which the law's list names them.
PARTS: tuple[str, ...] = (
    "who",  # the person, the reference, the date sent in this format
    "what_happened",
    "decided",  # line by line
    "why",  # with the clause of the policy
    "steps_tried",  # less restrictive steps, or why not
    "circumstances",  # how disability, vulnerability and language were considered
    "still_open",  # what you can still do, and how
    "dates",  # start, review, who reviews, what would help
    "appeal",
    "complain",  # and the Ombudsman
    "recorded",  # what is kept, who sees it, rights over it
    "help",  # help, another format or language
    "contact",  # whom to ask about this letter
)


@dataclass(frozen=True)
class Span:
    """A run of text of one kind.

    `value` is what a machine uses (ISO date, dialled number, address of a link; OWN on a text that somebody wrote in
    their own words); `lang` is set only where the run is in another language than the letter.
    """

    kind: SpanKind
    text: str
    value: str = ""
    lang: str = ""


Text = tuple[Span, ...]


@dataclass(frozen=True)
class Paragraph:
    text: Text
    type: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True)
class Heading:
    """A heading below that of its section."""

    text: Text
    type: Literal["heading"] = "heading"


@dataclass(frozen=True)
class Note:
    """A paragraph that is set apart, because the reader must not miss it."""

    text: Text
    type: Literal["note"] = "note"


@dataclass(frozen=True)
class Quote:
    """What somebody wrote in their own words, in the language `lang`."""

    text: Text
    lang: str
    type: Literal["quote"] = "quote"


@dataclass(frozen=True)
class Bullets:
    items: tuple[Text, ...]
    type: Literal["bullets"] = "bullets"


@dataclass(frozen=True)
class Facts:
    """Labels and their values."""

    rows: tuple[tuple[Text, Text], ...]
    type: Literal["facts"] = "facts"


@dataclass(frozen=True)
class Table:
    """A table with a head row; the first cell of each row names the row."""

    caption: Text
    head: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]
    type: Literal["table"] = "table"


@dataclass(frozen=True)
class Addressee:
    """Name and address as they stand in the window of an envelope."""

    lines: tuple[Text, ...]
    type: Literal["addressee"] = "addressee"


@dataclass(frozen=True)
class SignInCode:
    """The access code of this letter, and a QR code that opens `address`, which never holds the code."""

    code: Text
    address: str
    alt: str
    type: Literal["sign_in_code"] = "sign_in_code"


Block = Paragraph | Heading | Note | Quote | Bullets | Facts | Table | Addressee | SignInCode
BLOCKS: Mapping[str, type[Block]] = {
    block.type: block for block in (Paragraph, Heading, Note, Quote, Bullets, Facts, Table, Addressee, SignInCode)
}


@dataclass(frozen=True)
class Section:
    """Blocks under one heading; `part` is one of PARTS, or another word for a section beyond them."""

    part: str
    title: Text
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Content:
    """A whole letter in one language.

    `labels` are the words that the formats themselves need (page numbers, the picture's description), kept here so
    that a catalogue that changes later changes no letter that was sent.
    """

    kind: str
    language: str
    direction: Direction
    title: str
    sections: tuple[Section, ...]
    labels: Mapping[str, str] = field(default_factory=dict)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All blocks in the order of reading."""
        return tuple(block for section in self.sections for block in section.blocks)


def words_of(block: Block) -> Iterator[Text]:
    """Every text of a block, in the order of reading."""
    match block:
        case Bullets(items):
            yield from items
        case Facts(rows):
            for label, value in rows:
                yield label
                yield value
        case Table(caption, head, rows):
            yield caption
            yield from head
            for row in rows:
                yield from row
        case Addressee(lines):
            yield from lines
        case SignInCode(code):
            yield code
        case _:
            yield block.text


# Direction marks, overrides and isolates; joiners stay, since names and emoji are written with them.
BIDI_CONTROLS = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def clean(text: str) -> str:
    """The text in composed form, without control characters or marks that turn the direction of a line."""
    if text.isascii() and text.isprintable():
        return text
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\t", " "))
    if composed.isprintable():  # nearly all are: none of these signs can be printed
        return composed
    return "".join(
        sign
        for sign in composed
        if sign == "\n" or (unicodedata.category(sign) not in {"Cc", "Cs", "Co", "Cn"} and sign not in BIDI_CONTROLS)
    )


def plain(value: object) -> Any:
    """The content, or a part of it, as JSON values. Every string is cleaned on its way out."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Span):
        return {key: clean(part) for key, part in vars(value).items() if part or key in {"kind", "text"}}
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    if is_dataclass(value):
        return {name: plain(getattr(value, name)) for name in _names(value.__class__)}
    if isinstance(value, Mapping):
        return {key: plain(part) for key, part in value.items()}
    raise TypeError(f"no part of a letter: {value!r}")


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(part.name for part in fields(kind))


def _text(spans: list[dict[str, Any]]) -> Text:
    return tuple(Span(**span) for span in spans)


def _texts(texts: list[list[dict[str, Any]]]) -> tuple[Text, ...]:
    return tuple(_text(text) for text in texts)


def _block(values: dict[str, Any]) -> Block:
    given = dict(values)
    cls = BLOCKS[given["type"]]
    for name in ("text", "caption", "code"):
        if name in given:
            given[name] = _text(given[name])
    for name in ("items", "head", "lines"):
        if name in given:
            given[name] = _texts(given[name])
    if "rows" in given:
        given["rows"] = tuple(_texts(row) for row in given["rows"])
    return cls(**given)


def from_plain(values: Mapping[str, Any]) -> Content:
    """The content that `plain` wrote; KeyError or TypeError where it is not one."""
    sections = tuple(
        Section(section["part"], _text(section["title"]), tuple(map(_block, section["blocks"])))
        for section in values["sections"]
    )
    return Content(
        kind=values["kind"],
        language=values["language"],
        direction=values["direction"],
        title=values["title"],
        sections=sections,
        labels=dict(values["labels"]),
    )
