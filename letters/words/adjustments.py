"""Words for reasonable adjustments: what is asked for, why something is not done, and what an answer still lacks."""

from __future__ import annotations

from collections.abc import Mapping

from letters.words.speech import speech
from translations import mark

ADJUSTMENTS: Mapping[str, str] = {
    "large_print": mark("Letters in large print"),
    "braille_or_sound": mark("Letters in braille, or to listen to"),
    "easy_words": mark("Short letters in easy words"),
    "read_out": mark("Someone who reads letters out"),
    "not_by_telephone": mark("No phone calls"),
    "not_by_letter": mark("Nothing on paper"),
    "not_by_email": mark("No emails"),
    "not_in_person": mark("No meetings face to face"),
    "one_person": mark("The same person each time"),
    "more_time": mark("More time to answer"),
    "good_hours": mark("Calls and visits only at good times of the day"),
    "told_before_visits": mark("A message before each visit"),
    "someone_with_me": mark("A friend or helper there when we talk"),
    "sign_language": mark("A British Sign Language interpreter"),
    "relay": mark("Calls through Relay UK"),
    "help_with_forms": mark("Help with forms"),
    "no_steps": mark("A place to meet without steps"),
    "record_calls": mark("Recording calls, to know later what was said"),
}
REASONS: Mapping[str, str] = {
    "not_safe": mark("It could put someone in danger."),
    "does_not_help": mark("It would not make it easier for you."),
    "not_possible": mark("It cannot be done."),
    "other_way_does_it": mark("Another way does the same for you."),
    "not_ours": mark("Someone else has to do it."),
}
ADJUSTING: Mapping[str, tuple[str, str]] = {
    "may_not_decline": (
        mark("Only a {roles}, or someone more senior, may say no to a reasonable adjustment."),
        mark("Agree to all of it, or let one of them answer."),
    ),
    "declined_before": (
        mark("You said no to this before. Somebody else looks at it now."),
        mark("Agree to all of it, or let somebody else answer."),
    ),
    "adjustment_reason_missing": (
        mark("Nobody has said why this is not done."),
        mark("Choose a reason, and write it in your own words."),
    ),
    "money_is_no_reason": (
        mark("What it costs us is not a reason that we may give."),
        mark("Say what else stands in the way. If nothing does, agree to it."),
    ),
    "nothing_offered_instead": (
        mark("Nothing was offered instead."),
        mark("Say what else you offered."),
    ),
}


def adjustment(code: str, language: str) -> str:
    """What is asked for or agreed, in a few words: "Letters in large print"."""
    text = ADJUSTMENTS.get(code)
    return speech(language).gettext(text) if text else code.replace("_", " ").capitalize()


def adjustment_reason(code: str, language: str) -> str:
    """Why something is not done as it was asked, as a sentence."""
    text = REASONS.get(code)
    return speech(language).gettext(text) if text else code.replace("_", " ").capitalize()
