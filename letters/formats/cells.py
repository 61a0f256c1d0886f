"""A line of a letter as pieces of braille, each by the table that a reader of it expects.

The reader's language has its own table, contracted where the reader wants that and there is one. Names, addresses,
references and links are written letter by letter, in other languages by the letters of English braille; so is a
passage in another language, by that language's table. A sign that the table lacks is looked for in the others (a
Chinese name in an English letter); a picture sign is said by its name; what nobody can write is an error.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

import rjieba

from letters.content import Span
from letters.errors import RenderError
from letters.formats import louis
from letters.formats.outline import Line

ENGLISH = "en"
ENGLISH_LETTERS = "en-ueb-g1.ctb"
CHINESE = "zh"
# Uncontracted and contracted; the first again where a language has no contracted braille in liblouis. Romanian
# has only a table of eight dots there, which no embosser of letters writes, and Somali none.
TABLES: dict[str, tuple[str, str]] = {
    "en": (ENGLISH_LETTERS, "en-ueb-g2.ctb"),
    "cy": ("cy-cy-g1.utb", "cy-cy-g2.ctb"),
    "pl": ("Pl-Pl-g1.utb", "Pl-Pl-g1.utb"),
    "ar": ("ar-ar-g1.utb", "ar-ar-g2.ctb"),
    "ur": ("ur-pk-g1.utb", "ur-pk-g2.ctb"),
    "bn": ("be-in-g1.utb", "be-in-g1.utb"),
    "pa": ("pu-in-g1.utb", "pu-in-g1.utb"),
    "uk": ("uk.utb", "uk.utb"),
    "zh": ("zhcn-g1.ctb", "zhcn-g1.ctb"),
}
# Asked in this order for a sign that the letter's own table lacks.
OTHERS = (
    ENGLISH_LETTERS,
    *("Pl-Pl-g1.utb", "cy-cy-g1.utb", "ar-ar-g1.utb", "ur-pk-g1.utb", "fa-ir-g1.utb", "uk.utb"),
    *("be-in-g1.utb", "pu-in-g1.utb", "hi-in-g1.utb", "gu-in-g1.utb", "ta-ta-g1.ctb", "el.ctb", "he-IL.utb"),
    *("tr-g1.ctb", "lt.ctb", "sk-g1.ctb", "vi-vn-g1.ctb"),
    *("ka.utb", "hy.ctb", "ethio-g1.ctb", "ko-g1.ctb", "my-g1.utb", "km-g1.utb", "zhcn-g1.ctb"),
)
LETTER_BY_LETTER = frozenset({"name", "reference", "address", "link", "email", "code", "phone", "money"})
VARIANTS = frozenset(map(chr, range(0xFE00, 0xFE10)))  # colour or black and white, of picture signs
# Romanian letters with a comma below, as they were written before they had codes of their own.
MARKS = r"""\s.,:;!?()\[\]{}<>"“”„«»'‘’…–—/،؛؟۔।。，、：；？！（）《》「」"""
WORDS = re.compile(f"[{MARKS}]|[^{MARKS}]+")  # and the marks between them, each by itself
SAME_LETTER = str.maketrans("șțȘȚ", "şţŞŢ")
# Letters of Hindi, Bengali and Punjabi with a dot below, which Unicode's composed form takes apart.
INDIAN = [chr(code) for code in range(0x0900, 0x0A80)]
DOTTED = {unicodedata.normalize("NFC", sign): sign for sign in INDIAN if not unicodedata.is_normalized("NFC", sign)}
TAKEN_APART = re.compile("|".join(DOTTED))
CLOSING, OPENING = frozenset({"Pe", "Pf", "Po", "Pd"}), frozenset({"Ps", "Pi"})  # categories of punctuation


@dataclass(frozen=True)
class Piece:
    """A run of cells by one table; text: the words that they stand for."""

    table: str
    cells: str
    text: str


def speaks(language: str) -> bool:
    """Is there braille in this language, on this machine?"""
    return language in TABLES and louis.has(TABLES[language][0])


@lru_cache(maxsize=1024)  # most lines stand in many letters, and all are asked for again when a file is read back
def pieces(line: Line, language: str, grade: int) -> tuple[Piece, ...]:
    """The line in a letter of this language, grade 1 or 2; RenderError names a sign that cannot be written."""
    runs = [run for span in line.text for run in _runs(span, span.lang or line.lang, language, grade)]
    return tuple(
        _piece(by, [(plain, said) for _by, plain, said in same]) for by, same in groupby(runs, key=itemgetter(0))
    )


def _runs(span: Span, lang: str, language: str, grade: int) -> Iterator[tuple[str, bool, str]]:
    """Which table writes what, and whether letter by letter."""
    plain = span.kind in LETTER_BY_LETTER
    own = _letters_of(span.text, lang) if plain and lang != ENGLISH else table(lang, grade if lang == language else 1)
    for word in WORDS.findall(_as_tables_have_it(span.text)):
        yield from ((by, plain, said) for by, said in _written(word, own))


def _as_tables_have_it(text: str) -> str:
    """Letters with a dot below as one sign, and Romanian ones with the older cedilla."""
    return TAKEN_APART.sub(lambda found: DOTTED[found[0]], text).translate(SAME_LETTER)


def contracted(language: str) -> bool:
    """Is there contracted braille in this language?"""
    return table(language, 1) != table(language, 2)


def table(language: str, grade: int) -> str:
    """The table of a language; English letters for a language without one."""
    return TABLES.get(language, (ENGLISH_LETTERS, ENGLISH_LETTERS))[grade - 1]


def _letters_of(text: str, lang: str) -> str:
    """English letters for a name, or those of its own language where it has letters that English braille lacks."""
    own = table(lang, 1)
    if not all(louis.knows(sign, ENGLISH_LETTERS) for sign in text) and all(louis.knows(sign, own) for sign in text):
        return own
    return ENGLISH_LETTERS


@lru_cache(maxsize=8192)
def _written(word: str, own: str) -> tuple[tuple[str, str], ...]:
    """Which tables write a word, or a mark between two: one for the whole word where there is one."""
    for one in (own, *OTHERS):
        if all(louis.knows(sign, one) for sign in word):
            return ((one, word),)
    if len(word) > 1:
        return tuple(part for sign in word for part in _written(sign, own))
    if (plainer := unicodedata.normalize("NFKC", word)) != word:  # two letters drawn as one, a number in a circle
        return _written(plainer, own)
    category = unicodedata.category(word)
    if word.isspace():
        return ((own, " "),)
    if category.startswith("S"):
        return ((ENGLISH_LETTERS, f"[{unicodedata.name(word, 'sign').lower()}]"),)
    if category == "Cf" or word in VARIANTS:
        return ()  # only changes how print looks
    raise RenderError(f"no braille table has the sign {word!r} (U+{ord(word):04X})")


def _piece(by: str, runs: list[tuple[bool, str]]) -> Piece:
    said = "".join(part for _plain, part in runs)
    if by == table(CHINESE, 1):
        return Piece(by, louis.cells(_spaced(said), by), said)
    letters = tuple(plain for plain, part in runs for _sign in part) if by == table(ENGLISH, 2) else ()
    return Piece(by, louis.cells(said, by, letters), said)


def _spaced(text: str) -> str:
    """Chinese with a space between words, as its braille has them and its print has not."""
    spaced, open_ = "", False
    for word in rjieba.cut(text):
        category = unicodedata.category(word[0])
        spaced += word if category in CLOSING or open_ else f" {word}"
        open_ = category in OPENING
    return spaced if text[-1:] and unicodedata.category(text[-1]) in OPENING else f"{spaced} "
