"""Letters for tests: every kind with dull and with awkward data, and what words a letter should hold."""

import re
import unicodedata
from collections import Counter
from functools import cache
from typing import Any

import letters
from letters.content import Content, SignInCode, words_of
from letters.tables import Paper, Section, Table

HEAD = letters.Letterhead(
    landlord="Example Homes",
    accent="#1d4e5f",
    address=("1 Open Door Lane", "Sampleton", "ZZ1 2ZZ"),
    phone="01632 960100",
    email="hello@example-homes.example",
    website="portal.example-homes.example",
)
LANGUAGES = ("en", "cy", "pl", "ar")
LETTER_KINDS = tuple(kind.code for kind in letters.KINDS.values() if "pdf" in kind.formats)
AWKWARD_NAME = "O'Brien & <b>Söhne</b> 李小龍"
AWKWARD_TEXT = (
    'Said "100% {of} it" & <script>alert(1)</script>\nNow \u202eturned\u202c, 😀 and \x07a bell; #1 $x_2$ *a* \\n @b'
)
FREE_TEXT = {
    *("reason", "proportionality", "considered", "what", "reasons", "tried", "not_warned_because", "longer_why"),
    *("found", "doing", "done", "justification", "test_reason", "answer", "why", "said", "words", "what_changed"),
    *("understood", "right", "reply", "offered", "now_reads", "extended_why", "change", "asks", "asked_words"),
    *("to_do", "remedy", "says", "points", "promises"),
}
CODE = re.compile("[a-z_]+")  # of a list; nobody writes it
INVISIBLE = re.compile("[\u2066-\u2069\u200e\u200f\u00ad\ufeff]")


def awkward(values: Any, field: str = "") -> Any:
    """The plain values of a letter with every name and free text made awkward."""
    if isinstance(values, dict):
        return {name: awkward(value, name) for name, value in values.items()}
    if isinstance(values, list):
        return [awkward(value, field) for value in values]
    if field in FREE_TEXT and CODE.fullmatch(str(values)) is None:
        return f"{values} {AWKWARD_TEXT}".strip()
    return AWKWARD_NAME if field == "name" and values == "Robin Sample" else values


@cache
def frozen(kind: str, language: str, data: str = "dull") -> letters.Frozen:
    known = letters.KINDS[kind]
    sample = known.sample()
    if data == "awkward":
        sample = letters.read(known.data, awkward(letters.written(sample)))
    return letters.freeze(kind, sample, language)


@cache
def rendered(kind: str, language: str, format_: str, data: str = "dull", **options: Any) -> letters.Rendered:
    return letters.render(frozen(kind, language, data).data, format_, HEAD, **options)


def spoken(text: str) -> str:
    """A text as it is compared: in compatible form, without invisible marks, one space between words."""
    return " ".join(INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).split())


def texts_of(letter: letters.Frozen) -> list[str]:
    """Every text of a letter, in the order of reading."""
    found = []
    for content in letter.contents:
        found.append(content.title)
        for section in content.sections:
            found.append("".join(span.text for span in section.title))
            found += block_texts(content, section.blocks)
    return [spoken(text) for text in found if spoken(text)]


def block_texts(_content: Content, blocks: Any) -> list[str]:
    return ["".join(span.text for span in text) for block in blocks for text in words_of(block)]


def words(text: str) -> Counter[str]:
    """How often each word stands in a text; signs alone are no words."""
    return Counter(word for word in re.findall(r"\w+", spoken(text)) if not word.isspace())


def share_found(wanted: Counter[str], found: Counter[str]) -> float:
    """Which part of the wanted words was found, 0 to 1."""
    return sum((wanted & found).values()) / sum(wanted.values())


def codes_of(letter: letters.Frozen) -> list[SignInCode]:
    return [block for content in letter.contents for block in content.blocks if isinstance(block, SignInCode)]


def board_paper(language: str) -> Paper:
    """A paper with two charts, a number that is hidden, a name in several scripts, and what would be a formula."""
    kinds = Table(
        "kinds",
        "By kind",
        ("Kind", "In force", "A year ago"),
        (("Calls at set times", 4, 2), ("=HYPERLINK(1)", "not shown", 3), ("团队 Команда فريق", 0, 0)),
        drawn=(1, 2),
        note="Counted once.",
    )
    alone = Table("months", "By month", ("Month", "In force"), (("May", 1), ("June", 3)), drawn=(1,))
    sections = (Section("Restrictions", "What applies.", (kinds, alone)),)
    return Paper("Figures for June", "A landlord", language, "For the board.", sections, {"page": "{page} / {pages}"})
