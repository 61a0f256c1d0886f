"""The fields of one restriction: made from what its kind says has to be said with it (`policies/kinds.toml`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import wtforms
from wtforms.validators import StopValidation

from casework.rules import free_terms
from casework.rules.kinds import Kind, Term
from casework.rules.pack import Pack
from casework.rules.vocabulary import CHANNELS, DIRECT_CHANNELS, WEEKDAYS
from letters import words
from translations import mark
from web.forms import (
    ChoiceField,
    ChoicesField,
    LongTextField,
    NumberField,
    TextField,
    TimeField,
    longest,
    needed,
)
from web.language import current_language, gettext
from web.language import lazy_gettext as _l

LABELS: Mapping[str, str] = {
    "officer": mark("Who is the one person to contact?"),
    "minutes": mark("How many minutes?"),
    "count": mark("How many times?"),
    "per": mark("In each"),
    "days": mark("On which days?"),
    "from": mark("From what time?"),
    "to": mark("Until what time?"),
    "channels": mark("Which ways stay open?"),
    "channel": mark("Which way closes?"),
    "issues": mark("Which matters?"),
    "promises_customer": mark("What the customer agrees to"),
    "promises_landlord": mark("What we agree to"),
    "working_days": mark("How many working days may we take?"),
    "scheme": mark("Name of the lettings scheme"),
}
PERIODS: Mapping[str, str] = {"call": mark("call"), "week": mark("week"), "month": mark("month")}
HINTS: Mapping[str, str] = {
    "officer": mark("Their full name, as the customer will read it"),
    "issues": mark("One on each line, in words that the customer will know"),
    "promises_customer": mark("One on each line"),
    "promises_landlord": mark("One on each line"),
    "from": mark("For example 10am"),
    "to": mark("For example 11:30am"),
}
# What is missing, by the type of the term; each message names the restriction, since a page may hold several.
ASKED: Mapping[str, str] = {
    "choice": mark("{kind}: choose how it is counted"),
    "from": mark("{kind}: enter the time at which it starts"),
    "to": mark("{kind}: enter the time at which it ends"),
    "time": mark("{kind}: enter a time"),
    "count": mark("{kind}: enter a number"),
    "texts": mark("{kind}: write at least one line"),
    "text": mark("{kind}: fill this in"),
    "days": mark("{kind}: choose at least one day"),
    "channels": mark("{kind}: choose at least one way that stays open"),
    "channel": mark("{kind}: choose the way that closes"),
}
MOST = {"minutes": 600, "count": 100, "working_days": 60}


class LaterThan:
    """A time that must come after another field's."""

    def __init__(self, other: str) -> None:
        self.other = other

    def __call__(self, form: Any, field: wtforms.Field) -> None:
        start = form[self.other].data
        if start and field.data and field.data <= start:
            raise StopValidation(gettext("Enter a time that is later than the start"))


def term_names(pack: Pack, kind: Kind) -> list[str]:
    """What is asked for a kind at this landlord: its terms, and free words where the policy leaves room for them."""
    return [*kind.terms, *([free_terms.TERM] if free_terms.allowed(pack, kind.code) else [])]


def term_fields(pack: Pack, kind: Kind, prefix: str) -> dict[str, Any]:
    """The fields for a kind's terms, named ``prefix`` and the term's name, in the order of the kind's own table."""
    fields = {f"{prefix}{name}": _field(kind, name, prefix) for name in kind.terms}
    if free_terms.allowed(pack, kind.code):
        fields[f"{prefix}{free_terms.TERM}"] = LongTextField(
            _l("Does anything else go with it?"),
            [longest(2000)],
            hint=_l(
                "In plain words that the customer will read. It closes no way of contact. Leave this empty if not."
            ),
            rows=2,
        )
    return fields


def _field(kind: Kind, name: str, prefix: str) -> Any:
    term, language = kind.terms[name], current_language()
    label = _l(LABELS[name]) if name in LABELS else name.replace("_", " ").capitalize()
    hint = _l(HINTS[name]) if name in HINTS else ""
    asked = ASKED["choice" if isinstance(term, tuple) else name if term == "time" and name in ASKED else term]
    checks: list[Any] = [needed(_l(asked, kind=kind.name or words.restriction_name(kind.code, language)))]
    if isinstance(term, tuple):
        return ChoiceField(label, checks, choices=[(code, _l(PERIODS.get(code, code))) for code in term])
    if term == "time":
        return TimeField(label, [*checks, LaterThan(f"{prefix}from")] if name == "to" else checks, hint=hint)
    if term == "count":
        return NumberField(label, checks, least=1, most=MOST.get(name, 100), hint=hint)
    if term == "texts":
        return LongTextField(label, [*checks, longest(2000)], hint=hint, rows=3)
    if term == "text":
        return TextField(label, [*checks, longest(200)], hint=hint)
    return _of_codes(term, label, checks)


def _of_codes(term: str, label: Any, checks: list[Any]) -> Any:
    language = current_language()
    if term == "days":
        return ChoicesField(label, checks, choices=[(code, words.weekday(code, language)) for code in WEEKDAYS])
    if term == "channels":
        return ChoicesField(label, checks, choices=[(code, way(code, language)) for code in CHANNELS])
    return ChoiceField(label, checks, choices=[(code, way(code, language)) for code in DIRECT_CHANNELS])


def way(code: str, language: str) -> Any:
    """A channel as staff speak of it: about the customer, not to them."""
    return _l("Through someone who speaks for them") if code == "third_party" else words.channel(code, language)


def read_terms(kind: Kind, form: Any, prefix: str) -> dict[str, Any]:
    """The terms as the rules read them: times as "10:00", numbers as numbers, lines as lists."""
    read = {name: _value(form[f"{prefix}{name}"].data, term) for name, term in kind.terms.items()}
    free = f"{prefix}{free_terms.TERM}"
    return {**read, free_terms.TERM: form[free].data} if free in form and form[free].data else read


def _value(data: Any, term: Term) -> Any:
    if term == "texts":
        return [line.strip() for line in data.splitlines() if line.strip()]
    return data


def as_typed(kind: Kind, terms: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    """Terms on record as what stands in the fields, the opposite of ``read_terms``."""
    kept = {name: terms[name] for name in kind.terms if name in terms}
    free = {f"{prefix}{free_terms.TERM}": free_terms.said(terms)} if free_terms.TERM not in kind.terms else {}
    return free | {
        f"{prefix}{name}": "\n".join(value) if _many(kind, name, value) else value for name, value in kept.items()
    }


def _many(kind: Kind, name: str, value: Any) -> bool:
    return kind.terms[name] == "texts" and not isinstance(value, str)
