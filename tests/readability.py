"""How hard a page is to read: the Flesch-Kincaid grade of its main text, by textstat-rs.

Words of the field (DESIGN's list) and names count as one plain word each, for the reader needs them whatever we write;
so do numbers, addresses and references. What people wrote themselves is left out: it is theirs.
"""

from __future__ import annotations

import re
from datetime import date
from xml.etree.ElementTree import Element

from textstat_rs import flesch_kincaid_grade

from casework.rules.helplines import helplines
from casework.rules.pack import Pack
from letters.words.codes import ROLES
from tests.web.inspect import Page

HIGHEST_GRADE = 6.0
FIELD_WORDS = (
    "customers? contact arrangements? restrictions? reviews? appeals? appealed reasonable adjustments? advocates? "
    "authority authorities markers? essential services? panels? working days? target dates? hazards? complaints? "
    "ombudsman wcag javascript"
)
NAMES = ("Citizens Advice", "law centres", "British Sign Language", "Relay UK", "Parliament", "Open Door")
# A block is read as a sentence of its own.
BLOCKS = frozenset({"p", "li", "h1", "h2", "h3", "h4", "dt", "dd", "td", "th"}) | {
    "caption",
    "label",
    "legend",
    "button",
    "summary",
}
NOT_OURS = frozenset({"od-words", "od-quiet", "od-reference", "od-message", "od-letter", "govuk-visually-hidden"})
LEFT_OUT = frozenset({"textarea", "select", "pre", "svg", "script", "bdi", "nav"})
_ADDRESS = re.compile(r"^(tel:|mailto:|https?:)")


def grade(page: Page, pack: Pack) -> float:
    """The grade of a page's main text; 0 for a page with hardly any."""
    text = plain_text(page, pack)
    return float(flesch_kincaid_grade(text)) if len(text.split()) > 20 else 0.0


def plain_text(page: Page, pack: Pack) -> str:
    """The sentences of the page, names and words of the field as the word "name"."""
    return _known(pack).sub("name", " ".join(_sentences(next(page.all("main")))))


def _sentences(element: Element) -> list[str]:
    """What an element says, each block a sentence of its own; what is not ours within a sentence counts as a name."""
    done: list[str] = []
    said = [element.text or ""]
    for child in [one for one in element if isinstance(one.tag, str)]:
        if any(inner.tag in BLOCKS for inner in child.iter()):
            done += _ended(said)
            said = []
            done += _sentences(child) if _read(child) else []
        else:
            said.append(" ".join(_sentences(child)).removesuffix(".") if _read(child) else "name")
        said.append(child.tail or "")
    return done + _ended(said)


def _read(element: Element) -> bool:
    """Is this part of what we say?"""
    if element.tag in LEFT_OUT or NOT_OURS & set(element.get("class", "").split()):
        return False
    return element.get("lang", "en") == "en" and not _ADDRESS.match(element.get("href", ""))


def _ended(said: list[str]) -> list[str]:
    """The pieces as one sentence with its end; none where they hold no word of ours."""
    words = re.sub(r"\s+([,.;:!?])", r"\1", " ".join(" ".join(said).split()))
    if not re.search(r"[a-z]", words.replace("name", "")):
        return []
    return [words if words[-1] in ".!?" else f"{words.rstrip(',;:')}."]


def _known(pack: Pack) -> re.Pattern[str]:
    names = [pack.name, pack.policy, pack.ombudsman.name, *NAMES, *ROLES.values()]
    names += [one.name for one in helplines(date.max).values() if one.name]
    said = sorted((re.escape(name) for name in names), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join([*said, *_field_words()])})\b", re.IGNORECASE)


def _field_words() -> list[str]:
    """The words of the field as patterns; those of two words first."""
    two = ["contact arrangements?", "reasonable adjustments?", "essential services?", "working days?", "target dates?"]
    alone = set(FIELD_WORDS.split()) - {"contact", "reasonable", "essential", "services?", "working", "days?", "target"}
    return [*two, *sorted(alone - {"dates?"})]
