"""Words on what stands between an incident and "unacceptable" (casework/rules/behaviour.py), for staff."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from casework.rules.finding import Finding, Param
from letters.words import codes, policy_terms
from letters.words.speech import all_of, any_of, speech
from translations import mark

IN_THE_CASE = mark("If there is a case, say in it why the policy is used all the same.")

# Each code, with a variant after a point: what is said, and what would settle it. "wrong_route" has its words among
# the findings of proposals.
FORMS: Mapping[str, tuple[str, str]] = {
    "no_behaviour": (
        mark("Recording a call without asking is dealt with by itself. It opens no case."),
        mark("If something else happened too, write that down as an incident."),
    ),
    "out_of_scope": (
        mark("This policy is not for {matter}. That has a policy of its own: {policy}."),
        mark("Use that policy. If this was ticked by mistake, write the incident down again."),
    ),
    "not_unacceptable": (
        mark("This alone is not unacceptable: {alone}."),
        mark("Leave it at this note. If it went further, take this answer back."),
    ),
    "beside": (
        mark("For {matter} another policy is used as well: {policy}."),
        mark("Use that policy beside this one."),
    ),
    "beside.actions": (
        mark("For {matter} another policy is used as well: {policy}."),
        mark("Use that policy beside this one. It may lead to this: {actions}."),
    ),
    "context_missing": (
        mark("Nobody has said what is going on in this person's life."),
        mark("Ask, or look at the record, and say what you found."),
    ),
    "out_of_character": (
        mark("This person is going through something: {circumstances}. They may act out of character."),
        mark("Weigh this before you call the behaviour unacceptable."),
    ),
    "threshold_missing": (
        mark("It counts only when the behaviour {effects}, and nobody has said so."),
        mark("Say what it does. If it does nothing of this, leave it at this note."),
    ),
    "how_missing": (
        mark("Nobody has said how the behaviour does that."),
        mark("Write down how."),
    ),
    "persistence_missing": (
        mark("Nobody has said whether the matter was acted on, or the customer was told what would be done."),
        mark("Say which of these it was."),
    ),
    "not_settled": (
        mark("The matter was not acted on, and the customer was not told what would be done. So asking again is fair."),
        mark("Act on the matter, or tell the customer what will be done and when."),
    ),
    "cause_missing": (
        mark("Nobody has said whether the customer had cause to make contact again."),
        mark("Say whether there was cause."),
    ),
    "with_cause": (
        mark("The customer had cause to make contact again. So it is not unacceptable."),
        mark("Deal with the cause."),
    ),
    "reminder_missing": (
        mark("The customer has not been reminded how to complain, and of the Housing Ombudsman."),
        mark("Remind the customer, and say so here."),
    ),
    "affected_not_named.silent": (mark("The policy does not say whom it protects."), IN_THE_CASE),
    "affected_not_named": (mark("The policy speaks only of {people}."), IN_THE_CASE),
    "online_not_named": (mark("The policy does not speak of the internet or social media."), IN_THE_CASE),
    "not_an_example": (mark("{behaviour}: it was none of the policy's examples."), IN_THE_CASE),
    "care.disability": (
        mark("This may come from a disability: {example}."),
        mark("Ask first. Something may be agreed with the person as an adjustment."),
    ),
    "care.complaint": (
        mark("Everyone may complain, by any way, and ask for repairs: {example}."),
        mark("Take each complaint and each repair, and look at it for danger."),
    ),
    "care.allegation": (
        mark("A claim about staff may be true: {example}."),
        mark("Let someone else look into the claim first."),
    ),
    "care.legal_advice": (
        mark("This may need a lawyer's advice: {example}."),
        mark("Ask the manager whether it does."),
    ),
}
CIRCUMSTANCES: Mapping[str, str] = {
    "legal_action": mark("legal action that may cost them their home"),
    "distress": mark("distress or trouble"),
}


def speaks_of(finding: Finding) -> bool:
    """Is it a finding about an incident, which has its words here?"""
    return finding.code == "care" or finding.code in FORMS


def says(finding: Finding, language: str) -> str:
    """What stands in the way, or has to be weighed."""
    return _said(finding, FORMS[form(finding)][0], language)


def unlocks(finding: Finding, language: str) -> str:
    """What would settle it, as an instruction."""
    return _said(finding, FORMS[form(finding)][1], language)


def form(finding: Finding) -> str:
    """The code, with its variant where it is said in more than one way."""
    if finding.code == "care":
        return f"care.{finding.params['care']}"
    if finding.code == "affected_not_named" and not finding.params["people"]:
        return "affected_not_named.silent"
    return "beside.actions" if finding.code == "beside" and finding.params["actions"] else finding.code


def _said(finding: Finding, text: str, language: str) -> str:
    values = {name: word(finding, language) for name, word in VALUES.items() if f"{{{name}}}" in text}
    return speech(language).gettext(text, **values)


def _codes(value: Param) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (str(value),)


def _terms(param: str, names: Mapping[str, str]) -> Callable[[Finding, str], str]:
    def word(finding: Finding, language: str) -> str:
        said = [policy_terms.named(names, code, language) for code in _codes(finding.params[param])]
        return all_of(said, language)

    return word


def _effects(finding: Finding, language: str) -> str:
    effects = _codes(finding.params["effects"])
    said = [policy_terms.named(policy_terms.CIRCUMSTANCES, code, language) for code in effects]
    return all_of(said, language) if finding.params["all"] else any_of(said, language)


VALUES: Mapping[str, Callable[[Finding, str], str]] = {
    "matter": _terms("matter", policy_terms.MATTERS),
    "policy": lambda finding, _language: str(finding.params["policy"]),
    "alone": _terms("alone", policy_terms.CIRCUMSTANCES),
    "actions": lambda finding, language: all_of(
        [codes.action(code, language) for code in _codes(finding.params["actions"])], language
    ),
    "circumstances": _terms("circumstances", CIRCUMSTANCES),
    "effects": _effects,
    "people": _terms("people", policy_terms.PROTECTED),
    "behaviour": lambda finding, language: codes.behaviour(str(finding.params["behaviour"]), language),
    "example": _terms("example", policy_terms.EXAMPLES),
}
