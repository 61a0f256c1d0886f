"""Words on what the rules found: what stands in the way, and what would settle it.

The rules give codes and facts; here they become sentences, in the language of the page. On the command line the
language is English. Every code of the rules stands in the table of forms, some in more than one form.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from contextlib import suppress

from casework.rules.finding import Finding, Param
from letters.words import codes, policy_terms, restrictions, times
from letters.words.adjustments import ADJUSTING
from letters.words.complaint_findings import COMPLAINTS
from letters.words.deciding_findings import DECIDING
from letters.words.fairness_forms import FAIRNESS
from letters.words.finding_forms import FORMS, NOBODY_SIGNED, NUMBERS, ONE_PERSON_SIGNED, ONLY_SIGNED, TEAMS
from letters.words.further_findings import FURTHER
from letters.words.speech import all_of, any_of, speech
from letters.words.step_findings import BEFORE, RUNGS

Word = Callable[[Finding, str, object | None], str]

TEXTS: Mapping[str, tuple[str, str]] = {**FORMS, **FURTHER, **FAIRNESS, **BEFORE, **ADJUSTING, **COMPLAINTS, **DECIDING}


def says(finding: Finding, language: str, pack: object | None = None) -> str:
    """What stands in the way, as one or two sentences. `pack` has the words for a landlord's own kinds."""
    return _said(finding, TEXTS[form(finding)][0], language, pack)


def unlocks(finding: Finding, language: str, pack: object | None = None) -> str:
    """What would settle it, as an instruction."""
    return _said(finding, TEXTS[form(finding)][1], language, pack)


def form(finding: Finding) -> str:
    """Which form of words a finding takes: its code, or the code with a variant."""
    variant = VARIANTS[finding.code](finding) if finding.code in VARIANTS else None
    return f"{finding.code}.{variant}" if variant else finding.code


def _authority(finding: Finding) -> str | None:
    params = finding.params
    if params.get("task") == "review":
        return "review"
    return "only" if params.get("only") else None


def _warning(finding: Finding) -> str | None:
    if finding.severity == "warn":
        return "explained"
    return "may_be_explained" if finding.params.get("may_be_explained") else None


def _assessment(finding: Finding) -> str | None:
    if finding.severity == "stop":
        return None
    return "follows_by" if "due_on" in finding.params else "follows"


def _conflict(finding: Finding) -> str | None:
    variant = str(finding.params.get("limit", ""))
    return variant if f"code_conflict.{variant}" in FORMS else None


VARIANTS: Mapping[str, Callable[[Finding], str | None]] = {
    "not_in_policy": lambda finding: "at_most" if "at_most" in finding.params else None,
    "warning_missing": _warning,
    "assessment_missing": _assessment,
    "not_authorised": _authority,
    "quorum_missing": lambda finding: str(finding.params["mode"]),
    "reason_missing": lambda finding: "review" if finding.params.get("is") == "review" else None,
    "review_too_late": lambda finding: "may_be_longer" if finding.params.get("may_be_longer") else None,
    "notice_missing": lambda finding: None if "letter" in _codes(finding.params["missing"]) else "preferred",
    "withholding_not_allowed": lambda finding: "only_for" if finding.params.get("kinds") else None,
    "code_conflict": _conflict,
    "floor_applied": lambda finding: str(finding.params["rule"]),
    "retaliation_unanswered": lambda finding: str(finding.params["matter"]),
    "may_not_close": lambda finding: str(finding.params["because"]),
    "may_not_answer": lambda finding: str(finding.params["because"]),
}


def _said(finding: Finding, text: str, language: str, pack: object | None) -> str:
    values = {name: word(finding, language, pack) for name, word in VALUES.items() if f"{{{name}}}" in text}
    return speech(language).gettext(text, **values)


def _codes(value: Param | None) -> tuple[str, ...]:
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (str(value),)


def _kind(code: str, language: str, pack: object | None) -> str:
    with suppress(KeyError):
        return restrictions.restriction_name(code, language, pack)
    return code.replace("_", " ").capitalize()


def _kinds(finding: Finding, language: str, pack: object | None) -> str:
    return all_of([f"“{_kind(code, language, pack)}”" for code in _codes(finding.params.get("kinds"))], language)


def _subject(finding: Finding, language: str, pack: object | None) -> str:
    code = str(finding.params["subject"])
    return codes.action(code, language) if finding.params.get("is") == "action" else _kind(code, language, pack)


def _roles(finding: Finding, language: str, pack: object | None) -> str:
    return any_of([codes.role(code, language) for code in _codes(finding.params.get("roles"))], language)


def _listed(param: str, names: Mapping[str, str]) -> Word:
    return lambda finding, language, _pack: all_of(
        [policy_terms.named(names, code, language) for code in _codes(finding.params.get(param))], language
    )


def _channels(finding: Finding, language: str, pack: object | None) -> str:
    return any_of([codes.by_channel(code, language) for code in _codes(finding.params.get("channels"))], language)


def team(code: str, language: str) -> str:
    """The name of a service that speaks on a panel: "Community Safety"."""
    name = TEAMS.get(code)
    return speech(language).gettext(name) if name else code.replace("_", " ").capitalize()


def _services(finding: Finding, language: str, pack: object | None) -> str:
    """Those of a panel who have not signed yet, or the essential services that would close."""
    given = _codes(finding.params.get("services"))
    if finding.code == "quorum_missing":
        signed = _codes(finding.params.get("signed"))
        others = [code for code in given if code not in signed] or list(given)
        return any_of([team(code, language) for code in others], language)
    return all_of([codes.service(code, language) for code in given], language)


def _signed(finding: Finding, language: str, pack: object | None) -> str:
    """Who of a panel has signed so far, as a sentence."""
    say = speech(language)
    signed = [team(code, language) for code in _codes(finding.params.get("signed"))]
    if not signed:
        return say.gettext(NOBODY_SIGNED)
    text = ONLY_SIGNED if len(signed) == 1 else ONE_PERSON_SIGNED
    return say.gettext(text, services=all_of(signed, language))


def _seats(finding: Finding, language: str, pack: object | None) -> str:
    """The seats of a group that nobody has filled: "Service Caution Lead and Caution Lead (2)"."""
    missing = _codes(finding.params.get("missing"))
    named = [
        codes.role(code, language) + (f" ({missing.count(code)})" if missing.count(code) > 1 else "")
        for code in dict.fromkeys(missing)
    ]
    return all_of(named, language)


def _number(value: Param | None, language: str) -> str:
    """A small number as a word."""
    number = int(value) if isinstance(value, int | str) else len(_codes(value))
    return speech(language).gettext(NUMBERS[number]) if number < len(NUMBERS) else str(number)


def _needed(finding: Finding, language: str, pack: object | None) -> str:
    text = _number(finding.params.get("needed", finding.params.get("at_most")), language)
    return text.capitalize() if finding.params.get("mode") == "group" else text


def _date(finding: Finding, language: str, pack: object | None) -> str:
    return _day(finding.params.get("last_day", finding.params.get("due_on")), language)


def _day(iso: Param | None, language: str) -> str:
    return times.date(datetime.date.fromisoformat(str(iso)), language)


VALUES: Mapping[str, Word] = {
    "kind": lambda finding, language, pack: _kind(str(finding.params["kind"]), language, pack),
    "kinds": _kinds,
    "subject": _subject,
    "roles": _roles,
    "channels": _channels,
    "services": _services,
    "signed": _signed,
    "seats": _seats,
    "number": _needed,
    "all": lambda finding, language, _pack: _number(len(_codes(finding.params.get("services"))), language),
    "date": _date,
    "count": lambda finding, _language, _pack: str(finding.params["count"]),
    "day": lambda finding, language, _pack: _day(finding.params["on"], language),
    "months": lambda finding, _language, _pack: str(finding.params["months"]),
    "days": lambda finding, _language, _pack: str(finding.params["working_days"]),
    "enquiries": _listed("steps", policy_terms.STEPS_OF_STAFF),
    "rungs": _listed("rungs", RUNGS),
    "body": lambda finding, language, _pack: codes.role(str(finding.params["body"]), language),
}
