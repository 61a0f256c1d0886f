"""What every page of the back office is drawn with, beside its own values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from casework.rules.calendar import local
from casework.rules.withheld import keeper
from letters import words
from staff import places
from staff.due import due_here
from staff.fair_words import a_risk_words, at_risk_words, matter_words
from staff.forms.incidents import ONLINE
from staff.looking import asked_for
from translations import mark
from web import pages
from web.access import london_today, me
from web.database import pack
from web.language import current_language
from web.language import gettext as _

SCOPES = {
    "see": mark("see the arrangements"),
    "letters": mark("have copies of letters"),
    "speak": mark("speak for them"),
    "appeal": mark("appeal for them"),
    "report": mark("report repairs and other things"),
}


def show(template: str, **context: Any) -> str:
    """Draw a page of the back office. ``acts``: False for who may only read."""
    return pages.render(
        template,
        today=london_today(),
        due=due_here,
        local=local,
        asked_for=asked_for,
        way=way,
        scopes=scopes,
        door=door,
        by_way=by_way,
        first_large=first_large,
        matter_words=matter_words,
        at_risk_words=at_risk_words,
        a_risk_words=a_risk_words,
        acts=acts(),
        navigation=places.navigation(me().roles),
        sees_register=keeper(pack(), me().roles) is not None or "auditor" in me().roles,
        **context,
    )


def way(code: str) -> str:
    """A channel of an incident, "online" among them."""
    return _(ONLINE) if code == "online" else words.channel(code, current_language())


def scopes(codes: Sequence[str]) -> list[str]:
    """What an advocate may do, in words."""
    return [_(SCOPES[code]) if code in SCOPES else code for code in codes]


def door(code: str) -> str:
    """A channel as staff speak of it: about the customer, not to them."""
    return (
        _("Through someone who speaks for them") if code == "third_party" else words.channel(code, current_language())
    )


def by_way(code: str, names: Sequence[str] = ()) -> str:
    """A channel inside a sentence about a customer; ``names``: who speaks for them."""
    language = current_language()
    if code != "third_party":
        return words.by_channel(code, language)
    return (
        _("through {names}", names=words.any_of(names, language)) if names else _("through someone who speaks for them")
    )


def first_large(text: str) -> str:
    """The text with a large first letter, names in it untouched."""
    return text[:1].upper() + text[1:]


def acts() -> bool:
    """Does this person work on cases, and not only read, or do something else here?"""
    return not set(me().roles).isdisjoint(pack().roles)
