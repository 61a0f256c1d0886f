"""The sentences for what the rules of complaints find, and the words on what people ask or tell us."""

from __future__ import annotations

from collections.abc import Mapping

from letters.words.speech import speech
from translations import mark

COMPLAINTS: Mapping[str, tuple[str, str]] = {
    "may_not_answer.stage_1": (
        mark("This person answered at stage 1. At stage 2 it is somebody else."),
        mark("Choose someone else to answer it."),
    ),
    "may_not_answer.part": (
        mark("This person had a part in the decision that it is about."),
        mark("Choose someone who has no part in it."),
    ),
    "extension_too_long": (
        mark("The answer may be later by {days} working days at most: by {day}."),
        mark("Enter that day or an earlier one."),
    ),
}
# What somebody tells us in confidence, as they would say it; codes of rules.requests.HARM.
HARM: Mapping[str, str] = {
    "domestic_abuse": mark("Someone close to me hurts, threatens or controls me"),
    "hate_crime": mark("Someone treats me badly because of who I am"),
    "anti_social_behaviour": mark("Noise, threats or damage near my home"),
    "me": mark("I am not safe, or I cannot cope"),
    "adult": mark("I worry about another adult"),
    "child": mark("I worry about a child"),
}


def told(code: str, language: str) -> str:
    """What somebody tells us about, in their own voice."""
    return speech(language).gettext(HARM[code])
