"""Words on the story of a case: what happened, who is in it, and what is due; and the page of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from casework.records.case_story import Clock, Entry, Part
from casework.rules.calendar import local
from letters import words
from staff.aftermath_words import moment_words
from staff.forms.steps import CAME_TO, HELP, step_name
from staff.showing import way
from translations import mark
from web.database import pack
from web.language import current_language
from web.language import gettext as _
from web.role_words import role

HAPPENED: Mapping[str, str] = {
    "incident": mark("Incident"),
    "recorded_us": mark("They recorded without asking"),
    "damage": mark("Something was damaged"),
    "reply": mark("The customer said how they saw it"),
    "referred": mark("A decision was asked for"),
    "referral_answered": mark("Whether more is needed was answered"),
    "concern": mark("The customer said something about staff"),
    "concern_answered": mark("What they said about staff was answered"),
    "opened": mark("The case was opened"),
    "enquiry": mark("Enquiry made"),
    "police": mark("The police were told"),
    "act": mark("Done at once"),
    "action": mark("Action started"),
    "risk": mark("Risk assessment"),
    "assessed": mark("The person's circumstances were looked at"),
    "support": mark("Support was offered"),
    "support_came_to": mark("What came of the support"),
    "asked": mark("The customer was asked"),
    "answer_came": mark("The customer answered"),
    "warning": mark("Warning"),
    "agreement": mark("An agreement was offered"),
    "agreement_accepted": mark("The customer agreed"),
    "agreement_refused": mark("The customer said no"),
    "promise_broken": mark("We did not keep a promise"),
    "drafted": mark("A restriction was proposed"),
    "signed": mark("Signed"),
    "said_no": mark("Said no to the proposal"),
    "announced": mark("The customer was told of the plan"),
    "issued": mark("The decision was issued"),
    "ended": mark("A restriction ended"),
    "appealed": mark("Appeal"),
    "appeal_decided": mark("The appeal was decided"),
    "review_opened": mark("A review began"),
    "review_held": mark("The review was held"),
    "letter": mark("Letter"),
    "case_ended": mark("The case ended"),
}
PARTS: Mapping[str, str] = {
    "owns": mark("Owns the case"),
    "reported": mark("Reported an incident"),
    "was_told": mark("Was told as a manager"),
    "signed": mark("Signed"),
    "heard": mark("Hears the appeal"),
    "reviewed": mark("Reviewed"),
    "contact": mark("Single point of contact"),
}
DUE: Mapping[str, str] = {
    "assess": mark("Look at the person's circumstances"),
    "appeal": mark("Answer the appeal"),
    "review": mark("Hold the review"),
    "restrictions": mark("Review what applies"),
    "agreement": mark("The customer's answer to the agreement"),
    "question": mark("The customer's answer"),
    "agreement_review": mark("Look at the agreement again"),
    "risk": mark("Look at the risks again"),
}
PAGES: Mapping[str, str] = {
    **dict.fromkeys(("incident", "recorded_us", "damage", "reply"), "incident"),
    **dict.fromkeys(("referred", "referral_answered"), "referral"),
    **dict.fromkeys(("concern", "concern_answered"), "concern"),
    **dict.fromkeys(("drafted", "signed", "said_no", "announced", "issued", "ended", "restrictions"), "decision"),
    **dict.fromkeys(("appealed", "appeal_decided", "appeal"), "appeal"),
    **dict.fromkeys(("review_opened", "review_held", "review"), "review"),
    "letter": "letter",
    "assess": "case_assessment",
    "risk": "case_risk",
    "question": "question_answer",
}


@dataclass(frozen=True)
class Line:
    """One line of the story, in words."""

    at: datetime
    timed: bool
    text: str
    detail: str
    who: str
    href: str


def line(entry: Entry) -> Line:
    """What happened, in words."""
    text = _(HAPPENED[entry.code]) if entry.code in HAPPENED else _("The agreement changed")
    return Line(local(entry.at), entry.timed, text, _detail(entry), entry.who, _page(entry.code, entry.ref))


def parts(found: Sequence[Part]) -> dict[str, list[str]]:
    """What each person has to do with the case."""
    of: dict[str, list[str]] = {}
    for one in found:
        said = _(PARTS[one.code])
        of.setdefault(one.name, []).append(f"{said} ({role(one.role)})" if one.role else said)
    return of


def due_words(one: Clock) -> str:
    """What is due."""
    return _(DUE[one.code])


def due_page(one: Clock) -> str:
    """Where it is done; empty where there is no page."""
    return _page(one.code, one.ref)


def _page(code: str, ref: str) -> str:
    if not ref:
        return ""
    page = "agreement" if code.startswith("agreement") else PAGES.get(code, "")
    return url_for(f"staff.{page}", ref=ref) if page else ""


def _detail(entry: Entry) -> str:
    """The code that an entry carries, in words."""
    said = DETAILS.get(entry.code)
    return said(entry.detail) if said and entry.detail else ""


DETAILS: Mapping[str, Callable[[str], str]] = {
    **dict.fromkeys(("incident", "warning"), way),
    **dict.fromkeys(("enquiry", "act"), step_name),
    "action": lambda code: words.action(code, current_language()),
    "ended": lambda code: words.restriction_name(code, current_language(), pack()),
    "letter": lambda code: words.letter_kind(code, current_language()),
    "appeal_decided": lambda code: words.outcome(code, current_language()),
    "support": lambda code: _(HELP[code]),
    "support_came_to": lambda code: _(CAME_TO[code]),
    "risk": moment_words,
}
