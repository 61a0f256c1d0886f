"""Words on what the rules found: what stands in the way, and what would settle it.

The rules give codes and facts; here they become sentences, in the language of the page. On the command line the
language is English. Every code of the rules stands in this table, some in more than one form.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from contextlib import suppress

from casework.rules.finding import Finding, Param
from letters.words import codes, restrictions, times
from letters.words.speech import all_of, any_of, speech
from translations import mark

# The services that speak on a panel. One that a sixth landlord brings along is said by its own letters.
TEAMS: Mapping[str, str] = {
    "neighbourhood_services": mark("Neighbourhood Services"),
    "customer_access": mark("Customer Access"),
    "community_safety": mark("Community Safety"),
    "independent_living": mark("Independent Living"),
}
NUMBERS: tuple[str, ...] = (
    mark("no"),
    mark("one"),
    mark("two"),
    mark("three"),
    mark("four"),
    mark("five"),
    mark("six"),
)

# Each form of a finding: what is said, and what would settle it. A form is the code, with a variant after a point
# where one code is said in more than one way.
FORMS: Mapping[str, tuple[str, str]] = {
    "no_open_channel": (
        mark("No way to contact the landlord would be left."),
        mark("Leave at least one way open, or put in place someone with authority to speak for the customer."),
    ),
    "no_usable_channel": (
        mark("This customer cannot use any of the ways that would be left: {channels}."),
        mark("Leave open a way that this customer can use."),
    ),
    "third_party_missing": (
        mark("“{kind}” needs someone who speaks for the customer, and nobody has authority to do that."),
        mark("Record the authority of someone whom the customer has chosen, or use another restriction."),
    ),
    "unlawful": (
        mark("“{kind}” can never be used. Nobody may lose the right to complain, whatever a policy says."),
        mark("Take this restriction out."),
    ),
    "essential_service_closed": (
        mark("“{kind}” would close a service that always stays open: {services}."),
        mark("Take this restriction out, or use one that leaves these services open."),
    ),
    "not_in_policy": (
        mark("The landlord's policy does not have “{kind}”."),
        mark("Use a restriction that the policy has."),
    ),
    "not_in_policy.at_most": (
        mark("The landlord's policy leaves {number} way to make contact, not more: “{kind}” names more."),
        mark("Name fewer ways, or use another restriction."),
    ),
    "applicants_only": (
        mark("“{kind}” is only for people who apply for a home."),
        mark("Use a restriction that is meant for this customer."),
    ),
    "wrong_route": (
        mark("This policy is not for serious matters such as threats, violence or harassment. No panel decides them."),
        mark("Open a case management file, and use the anti-social behaviour or legal route."),
    ),
    "told_missing": (
        mark("The customer has not been told that the behaviour is unacceptable, and why."),
        mark("Tell the customer first, and record it."),
    ),
    "warning_missing": (
        mark("The customer has had no warning, and so no chance to change."),
        mark("Give a warning and a chance to change, and record it."),
    ),
    "warning_missing.explained": (
        mark("The customer has had no warning. The reason for that is on record."),
        mark("Give a warning if it is still possible."),
    ),
    "warning_missing.may_be_explained": (
        mark("The customer has had no warning, and no reason for that is on record."),
        mark("Give a warning and a chance to change, or record why that is not possible."),
    ),
    "assessment_missing": (
        mark("Nobody has looked at the customer's circumstances yet, such as health, disability and support."),
        mark("Look at the customer's circumstances first, and record it."),
    ),
    "assessment_missing.follows": (
        mark("Nobody has looked at the customer's circumstances yet. Someone has to within {days} working days."),
        mark("Look at the customer's circumstances within {days} working days, and record it."),
    ),
    "assessment_missing.follows_by": (
        mark("Nobody has looked at the customer's circumstances yet. Someone has to by {date}."),
        mark("Look at the customer's circumstances by {date}, and record it."),
    ),
    "support_first": (
        mark("The customer is vulnerable, and that plays a part in what happened. Support comes first."),
        mark("Offer support, and record whether it made a difference or was declined."),
    ),
    "not_authorised": (
        mark("Nobody who has signed may decide on “{subject}”. It needs at least: {roles}."),
        mark("Ask someone in this role, or in a more senior one, to sign: {roles}."),
    ),
    "not_authorised.review": (
        mark("Nobody who has signed may review “{subject}”. It needs at least: {roles}."),
        mark("Ask someone in this role, or in a more senior one, to sign: {roles}."),
    ),
    "not_authorised.only": (
        mark("Only this role may decide on “{subject}”: {roles}."),
        mark("Ask the person in this role to sign: {roles}."),
    ),
    "quorum_missing.panel": (
        mark("A panel needs {number} of the {all} services. {signed}"),
        mark("Ask someone from another service to sign: {services}."),
    ),
    "quorum_missing.group": (
        mark("{number} people decide together. Still missing: {seats}."),
        mark("Ask these people to sign: {seats}."),
    ),
    "police_report_missing": (
        mark("A serious matter is always reported to the police here, and no report is recorded."),
        mark("Report it to the police, and record it among the actions."),
    ),
    "decider_conflict": (
        mark("Someone who decides is also the person who reported what happened."),
        mark("Let someone else decide in that person's place."),
    ),
    "reason_missing": (
        mark("No reason is given for “{kind}”."),
        mark("Say why this restriction is needed."),
    ),
    "reason_missing.review": (
        mark("No reason is given for what the review decided."),
        mark("Say why the review decided this."),
    ),
    "proportionality_missing": (
        mark("Nothing says why “{kind}” is not more than is needed."),
        mark("Say why less would not be enough, and how the customer's circumstances were weighed."),
    ),
    "review_missing": (
        mark("No date is set for a review. The last day for it is {date}."),
        mark("Set a review on or before {date}."),
    ),
    "review_too_late": (
        mark("The review is too late: it has to be within {months} months, so on or before {date}."),
        mark("Set a review on or before {date}."),
    ),
    "review_too_late.may_be_longer": (
        mark("The review is too late: it has to be within {months} months, so on or before {date}."),
        mark("Set a review on or before {date}, or record why it is later and the approval of: {roles}."),
    ),
    "reviewer_missing": (
        mark("Nobody is named who does the review."),
        mark("Name who does the review."),
    ),
    "invitation_missing": (
        mark("The customer was not invited to take part in the review."),
        mark("Invite the customer to say what has changed."),
    ),
    "outcome_not_in_policy": (
        mark("The landlord's policy does not allow this outcome of a review."),
        mark("Choose an outcome that the policy has."),
    ),
    "notice_missing": (
        mark("The customer is not told by letter."),
        mark("Send the customer a letter."),
    ),
    "notice_missing.preferred": (
        mark("The customer is not told in the way that the customer prefers."),
        mark("Tell the customer in the preferred way, and by letter as well."),
    ),
    "withholding_not_allowed": (
        mark("The notice is kept back from the customer, and the landlord's policy does not allow that."),
        mark("Tell the customer."),
    ),
    "withholding_not_allowed.only_for": (
        mark("The notice is kept back from the customer. That is allowed for this alone: {kinds}."),
        mark("Tell the customer, or decide about the other matters apart."),
    ),
    "withholding_unjustified": (
        mark("The notice is kept back without a full reason that the right person has signed. It needs: {roles}."),
        mark("Write down the full reason and have it signed by: {roles}. Or tell the customer."),
    ),
    "appeal_elsewhere": (
        mark("This appeal is not heard by the landlord. It is heard by: {body}."),
        mark("Send the appeal on to: {body}. Tell the customer."),
    ),
    "appeal_repeated": (
        mark("There was an appeal about the same matter before, and there is nothing new."),
        mark("Ask for new evidence. Give the customer the reasons, and name the Ombudsman."),
    ),
    "hearer_wrong_role": (
        mark("This person's role is not senior enough to hear the appeal. It needs at least: {roles}."),
        mark("Choose someone in this role, or in a more senior one: {roles}."),
    ),
    "hearer_not_senior": (
        mark("This person is not more senior than those who decided."),
        mark("Choose someone more senior than everyone who decided."),
    ),
    "hearer_involved": (
        mark("This person took part in the decision or in what led to it."),
        mark("Choose someone who had no part in it."),
    ),
    "code_conflict": (
        mark("“{kind}” is lawful only in part."),
        mark("Keep to what the law allows, and say so in the letter."),
    ),
    "code_conflict.repairs_the_law_demands": (
        mark("“{kind}” is lawful only in part: repairs that the law demands are always done."),
        mark("Say in the letter that these repairs go on as before."),
    ),
    "code_conflict.works_the_law_demands": (
        mark("“{kind}” is lawful only in part: works for safety or that the law demands are always done."),
        mark("Say in the letter that these works go on as before."),
    ),
    "code_conflict.views_still_heard": (
        mark("“{kind}” is lawful only in part: tenants' views have to be heard, so say why and offer another way."),
        mark("Say in the letter how the customer can still give views."),
    ),
    "code_conflict.keep_the_record": (
        mark("“{kind}” is lawful only in part: nothing that belongs to a case may be destroyed."),
        mark("Keep a copy of everything that is sent back."),
    ),
    "floor_applied.decision": (
        mark("The policy does not say who decides, so the floor does: one person, at least: {roles}."),
        mark("Nothing has to be done. This is shown because the policy is silent."),
    ),
    "floor_applied.review.by": (
        mark("The policy does not say who reviews, so the floor does: whoever may decide may review."),
        mark("Nothing has to be done. This is shown because the policy is silent."),
    ),
    "floor_applied.review.period": (
        mark("The policy does not say when restrictions are reviewed, so the floor does: within {months} months."),
        mark("Nothing has to be done. This is shown because the policy is silent."),
    ),
    "floor_applied.appeal.hearer": (
        mark("The policy does not say who hears an appeal, so the floor does: at least {roles}, who took no part."),
        mark("Nothing has to be done. This is shown because the policy is silent."),
    ),
    "floor_applied.appeal.days": (
        mark("The policy does not say how soon an appeal is answered, so the floor does: within {days} working days."),
        mark("Nothing has to be done. This is shown because the policy is silent."),
    ),
}
NOBODY_SIGNED = mark("Nobody who speaks for one of them has signed.")
ONLY_SIGNED = mark("Only {services} has signed.")
ONE_PERSON_SIGNED = mark("Only one person has signed, for {services}.")


def says(finding: Finding, language: str, pack: object | None = None) -> str:
    """What stands in the way, as one or two sentences. `pack` has the words for a landlord's own kinds."""
    return _said(finding, FORMS[form(finding)][0], language, pack)


def unlocks(finding: Finding, language: str, pack: object | None = None) -> str:
    """What would settle it, as an instruction."""
    return _said(finding, FORMS[form(finding)][1], language, pack)


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
    day = str(finding.params.get("last_day", finding.params.get("due_on")))
    return times.date(datetime.date.fromisoformat(day), language)


Word = Callable[[Finding, str, object | None], str]
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
    "months": lambda finding, _language, _pack: str(finding.params["months"]),
    "days": lambda finding, _language, _pack: str(finding.params["working_days"]),
    "body": lambda finding, language, _pack: codes.role(str(finding.params["body"]), language),
}
