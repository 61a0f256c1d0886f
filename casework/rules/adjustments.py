"""Reasonable adjustments: what may be asked for, when it is answered, who may say no and with what reasons.

Equality Act 2010 section 20 and Complaint Handling Code 5.10: adjustments are made, kept on record and looked at again.
Nobody is asked for a condition. The days are the floor's (policies/floor.toml).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from casework.rules.authority import least_senior
from casework.rules.calendar import months_after, working_days_after
from casework.rules.finding import Finding, Param
from casework.rules.pack import Pack
from casework.rules.proposal import Person

# What people ask for most. Each can be asked for as it stands here; everything else in the person's own words.
ADJUSTMENTS: Final = (
    "large_print",
    "braille_or_sound",
    "easy_words",
    "read_out",
    "not_by_telephone",
    "not_by_letter",
    "not_by_email",
    "not_in_person",
    "one_person",
    "more_time",
    "good_hours",
    "told_before_visits",
    "someone_with_me",
    "sign_language",
    "relay",
    "help_with_forms",
    "no_steps",
    "record_calls",
)
RECORD_CALLS: Final = "record_calls"
# What the person wrote themselves is answered like one more thing asked for.
OWN_WORDS: Final = "own_words"
# The channel that somebody with this adjustment cannot use: it no longer counts as a way to reach us.
CLOSES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "not_by_telephone": "telephone",
        "not_by_letter": "letter",
        "not_by_email": "email",
        "not_in_person": "in_person",
    }
)
# Why something is not done as it was asked. There is none about money: what it costs us is never told as a reason.
REASONS: Final = ("not_safe", "does_not_help", "not_possible", "other_way_does_it", "not_ours")
# How an adjustment comes to its end.
ENDINGS: Final = ("customer_wants_it", "other_agreed", "not_needed")
_MONEY: Final = re.compile(
    r"£|\b(cost(s|ly|ing)?|expens\w+|budget\w*|(un)?afford\w*|money|fund(s|ed|ing)?|pric(e|es|ey)|financ\w+)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What would be answered. Codes of `ADJUSTMENTS`, and `OWN_WORDS` for what the person wrote themselves.

    `instead`: what else is agreed, in words; `offered`: what was offered where nothing is agreed. `declined_by`: the
    people (by id) who have said no to it before.
    """

    asked: Sequence[str]
    agreed: Collection[str]
    instead: Sequence[str] = ()
    also: Collection[str] = ()
    reason: str = ""
    words: str = ""
    offered: str = ""
    declined_by: Collection[str] = ()

    @property
    def left_out(self) -> tuple[str, ...]:
        """What was asked for and is not agreed as it was asked."""
        return tuple(code for code in self.asked if code not in self.agreed)


def came_of(answer: Answer) -> str:
    """What an answer comes to: agreed, other_agreed (some of it, or something else), declined."""
    if not answer.left_out:
        return "agreed"
    return "other_agreed" if answer.agreed or answer.instead or answer.also else "declined"


def may_answer(pack: Pack, answer: Answer, people: Sequence[Person]) -> tuple[Finding, ...]:
    """What stands in the way of this answer; nothing where all that was asked for is agreed.

    ``people``: whoever answers, once for each role they hold.
    """
    return tuple(_against(pack, answer, people)) if answer.left_out else ()


def may_decline(pack: Pack, people: Sequence[Person]) -> tuple[Finding, ...]:
    """A stop where nobody of these people has the rank to say no."""
    rank = pack.floor["adjustment"].table.count("decline_rank")
    if any(pack.rank(one.role) >= rank for one in people if one.role in pack.roles):
        return ()
    params: dict[str, Param] = {"roles": least_senior(pack, rank)}
    return (Finding("may_not_decline", "stop", source(pack), None, params),)


def may_end(pack: Pack, why: str, words: str, people: Sequence[Person]) -> tuple[Finding, ...]:
    """What stands in the way of ending an adjustment. Against the customer's wish it needs what a no needs."""
    if why == "customer_wants_it":
        return ()
    return (*may_decline(pack, people), *_words(pack, words))


def due_on(pack: Pack, asked_on: date) -> date:
    """The day by which a request is answered, and a report that something was not done."""
    return working_days_after(asked_on, pack.floor["adjustment"].table.count("working_days"))


def last_review(pack: Pack, agreed_on: date) -> date:
    """The last day on which an adjustment is looked at again with the customer."""
    return months_after(agreed_on, pack.floor["adjustment"].table.count("review_months"))


def source(pack: Pack) -> str:
    """Where it is written."""
    return pack.floor["adjustment"].source


def recording_source(pack: Pack) -> str:
    """The clause about recording calls, where the policy has one of its own; else that about adjustments."""
    rule = pack.rules["recording"]
    asks = rule.table.values.get("rule") in ("ask_first", "never_without_consent")
    return rule.source if asks else source(pack)


def speaks_of_money(words: str) -> bool:
    """Do staff give what it costs as a reason? Equality Act 2010 section 20(7): the person never pays for it."""
    return bool(_MONEY.search(words))


def _against(pack: Pack, answer: Answer, people: Sequence[Person]) -> Iterator[Finding]:
    yield from may_decline(pack, people)
    if {one.person for one in people} & set(answer.declined_by):
        yield Finding("declined_before", "stop", pack.floor["independence"].source)
    yield from _words(pack, answer.words if answer.reason in REASONS else "", answer.offered)
    if came_of(answer) == "declined" and not answer.offered.strip():
        yield Finding("nothing_offered_instead", "stop", source(pack))


def _words(pack: Pack, why: str, offered: str = "") -> Iterator[Finding]:
    if not why.strip():
        yield Finding("adjustment_reason_missing", "stop", source(pack))
    if speaks_of_money(f"{why} {offered}"):
        yield Finding("money_is_no_reason", "stop", source(pack))
