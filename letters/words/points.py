"""Words on the points of appeal that the record offers: said to the customer, as "we" and "you"."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from casework.rules.finding import Finding
from letters.words import restrictions, times
from letters.words.speech import speech
from translations import mark

TEXTS: Mapping[str, str] = {
    "warning_missing": mark("We did not warn you first."),
    "told_missing": mark("We did not tell you that what happened was not acceptable."),
    "assessment_missing": mark("We have not looked at your circumstances."),
    "support_first": mark("We should have offered you support first."),
    "reason_missing": mark("We gave no reason for “{kind}”."),
    "proportionality_missing": mark("We did not say why less would not do."),
    "review_missing": mark("We set no day to look at it again."),
    "review_too_late": mark("The day to look at it again is too far away."),
    "review_late": mark("We should have looked at it again by {day}. Days late: {days}."),
    "promises_broken": mark("We did not keep what we promised you. Times on record: {count}."),
    "soon_after.complaint": mark("We proposed it soon after your complaint of {day}."),
    "soon_after.disrepair_claim": mark("We proposed it soon after your claim of {day}."),
    "soon_after.ombudsman_referral": mark("We proposed it soon after you went to the Ombudsman on {day}."),
    "no_open_channel": mark("It leaves you no way to reach us."),
    "no_usable_channel": mark("It leaves you no way that you can use."),
    "third_party_missing": mark("It needs somebody who speaks for you, and nobody does."),
    "code_conflict": mark("The law sets limits to “{kind}”."),
    "not_in_policy": mark("“{kind}” is not in our policy."),
    "not_authorised": mark("Those who decided may not decide this."),
    "quorum_missing": mark("Too few people decided."),
    "decider_conflict": mark("Somebody who reported what happened also decided."),
    "notice_missing": mark("We did not tell you in the right way."),
    "broken": mark("The decision does not follow the rules."),
}


def point(finding: Finding, language: str, pack: object | None = None) -> str:
    """A point of appeal as one sentence."""
    named = f"{finding.code}.{finding.params['matter']}" if finding.code == "soon_after" else finding.code
    text = TEXTS.get(named, TEXTS["broken"])
    values = {name: word(finding, language, pack) for name, word in VALUES.items() if f"{{{name}}}" in text}
    return speech(language).gettext(text, **values)


VALUES: Mapping[str, Callable[[Finding, str, object | None], str]] = {
    "kind": lambda finding, language, pack: restrictions.restriction_name(str(finding.params["kind"]), language, pack),
    "day": lambda finding, language, _pack: times.date(date.fromisoformat(str(finding.params["on"])), language),
    "count": lambda finding, _language, _pack: str(finding.params["count"]),
    "days": lambda finding, _language, _pack: str(finding.params["days"]),
}
