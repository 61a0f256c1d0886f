"""How hard a page is to read: the grade of its main text.

Numbers, addresses and references count as names. What people wrote themselves is left out: it is theirs.
"""

from __future__ import annotations

import re
from datetime import date
from xml.etree.ElementTree import Element

from casework.rules.helplines import helplines
from casework.rules.pack import Pack
from letters import reading
from letters.reading import HIGHEST_GRADE
from letters.words.codes import ROLES
from tests.web.inspect import Page

__all__ = ["HIGHEST_GRADE", "grade"]

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
    names = [pack.name, pack.policy, pack.ombudsman.name, *NAMES, *ROLES.values()]
    names += [one.name for one in helplines(date.max).values() if one.name]
    return reading.grade(_sentences(next(page.all("main"))), names)


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
    """The pieces as one sentence; none where they hold no word of ours."""
    ended = reading.sentence(" ".join(said))
    return [ended] if ended else []
