"""Words for repairs, dangers in a home and safety checks: what is wrong, what we must do, how a visit is made."""

from __future__ import annotations

from collections.abc import Mapping

from letters.words.speech import speech
from translations import mark

ABOUT: Mapping[str, str] = {
    "gas_smell": mark("A smell of gas"),
    "flood": mark("Water coming in or flooding"),
    "no_heating": mark("No heating or hot water"),
    "electrics": mark("Electrics"),
    "damp_mould": mark("Damp or mould"),
    "other": mark("Something else to repair"),
    "gas_check": mark("Gas safety check"),
    "electrical_check": mark("Electrical safety check"),
}
# What we must do by a day, as it stands before the day.
TARGETS: Mapping[str, str] = {
    "make_safe": mark("We make it safe"),
    "investigate": mark("We look into it"),
    "summary": mark("We write to you what we found"),
    "safety_work": mark("We do the work that makes it safe"),
    "works_begin": mark("We begin the work that stops it from coming back"),
    "works_begun": mark("If we cannot begin by then, we begin at the latest"),
    "repair": mark("We do the repair"),
    "check": mark("We do the check"),
    "record": mark("You have the record of the check"),
}
# How a visit is made, as the person at home and those who come both read it. Nothing of why.
CONDITIONS: Mapping[str, str] = {
    "witness_present": mark("Two of us come. One of them is there as a witness."),
    "visits_in_pairs": mark("Two of us come together."),
    "two_attend": mark("Two of us come together."),
    "office_meetings_only": mark("We do the work in your home. For anything else we meet at our office."),
    "excluded_from_offices": mark("We come to you. You do not need to come to our office."),
}


def about(code: str, language: str) -> str:
    """What a request is about."""
    return _said(ABOUT, code, language)


def target(code: str, language: str) -> str:
    """What we do by a day."""
    return _said(TARGETS, code, language)


def visit_condition(code: str, language: str) -> str:
    """How a visit is made; of a kind that only a landlord's own pack has, that two come."""
    return speech(language).gettext(CONDITIONS.get(code, CONDITIONS["two_attend"]))


def _said(names: Mapping[str, str], code: str, language: str) -> str:
    return speech(language).gettext(names[code]) if code in names else code.replace("_", " ").capitalize()
