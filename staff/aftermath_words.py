"""Words on what follows an incident: the same on forms and pages."""

from __future__ import annotations

from collections.abc import Mapping

from translations import mark
from web.language import gettext as _

HELPS: Mapping[str, str] = {
    "talk": mark("Somebody to talk to"),
    "time_away": mark("Time away from work"),
    "counselling": mark("Counselling or occupational health"),
    "somebody_else": mark("Somebody else takes over the contact"),
    "safety": mark("Changes that make work safer"),
}
HELP_STATES: Mapping[str, str] = {
    "asked": mark("Asked for"),
    "offered": mark("Offered"),
    "taken": mark("Taken"),
    "declined": mark("They said no"),
}
RISKED: Mapping[str, str] = {
    "staff": mark("Staff"),
    "customer": mark("The customer"),
    "others": mark("Other people"),
}
MOMENT: Mapping[str, str] = {
    "before": mark("Before a contact"),
    "during": mark("During a contact, on the spot"),
}
PARTS: Mapping[str, str] = {
    "prevention": mark("Prevention"),
    "response": mark("Response"),
    "support": mark("Support"),
}
STILL_TO_DO: Mapping[str, str] = {
    "challenge": mark("Nobody asked them to stop"),
    "warn": mark("Nobody warned that the contact would end"),
    "offer_other_ways": mark("Offer other ways"),
    "tell_manager": mark("Tell a manager"),
}


def help_words(code: str) -> str:
    """Help for a colleague."""
    return _(HELPS[code])


def help_state_words(code: str) -> str:
    """What came of it."""
    return _(HELP_STATES[code])


def risked_words(codes: list[str]) -> list[str]:
    """Who could come to harm."""
    return [_(RISKED[code]) for code in codes]


def moment_words(code: str) -> str:
    """When a risk was looked at."""
    return _(MOMENT[code])


def part_words(code: str) -> str:
    """Prevention, response or support."""
    return _(PARTS[code])


def step_words(code: str) -> str:
    """What is missing after a recording without asking."""
    return _(STILL_TO_DO[code])
