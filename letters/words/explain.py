"""A policy in plain words: one text for each code of `casework.rules.explain`, for the policy page and the command."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

from casework.rules.explain import Line
from casework.rules.finding import Param
from letters.words import codes, policy_terms, restrictions, times
from letters.words.finding_forms import NUMBERS
from letters.words.findings import team
from letters.words.speech import all_of, any_of, speech
from translations import LANGUAGES, mark

HEADINGS: Mapping[str, str] = {
    "about": mark("About this policy"),
    "behaviour": mark("What is unacceptable"),
    "first": mark("What happens first"),
    "before_deciding": mark("Before a decision"),
    "who_decides": mark("Who decides"),
    "restrictions": mark("What may be decided"),
    "stays_open": mark("What always stays open"),
    "telling_you": mark("How you are told"),
    "review": mark("Reviews"),
    "appeal": mark("Appeals"),
}
SILENT: Mapping[str, str] = {
    "approved_on": mark("The policy does not say when it was approved."),
    "review_on": mark("The policy does not say when it will itself be looked at again."),
    "context": mark("The policy does not say what is not counted against you, such as stress."),
    "persistence": mark("The policy does not say when contact about the same matter again counts."),
    "protected": mark("The policy does not say whom it protects."),
    "online": mark("The policy does not speak of the internet or social media."),
    "elsewhere": mark("The policy does not say what other policies deal with."),
    "threshold": mark("The policy does not say what makes behaviour unacceptable."),
    "conduct": mark("The policy does not say what you may expect of staff."),
    "equality": mark("The policy does not say whether it was checked for fairness to everyone."),
    "recording": mark("The policy does not speak of recording calls."),
    "monitoring": mark("The policy does not say whether we record calls or listen to them."),
    "told": mark("The policy does not say that you are told first."),
    "serious": mark("The policy does not say what is done about serious matters such as violence."),
    "police": mark("The policy does not say when the police are told."),
    "referral": mark("The policy does not say who may ask for a decision."),
    "enquiries": mark("The policy does not say what is looked into before a decision."),
    "assessment": mark("The policy does not say that your circumstances are looked at first."),
    "support": mark("The policy does not say that support comes first."),
    "framework": mark("The policy does not say how harm is prevented."),
    "decision": mark("The policy does not say who decides."),
    "channels.remain": mark("The policy does not promise that a way to contact us stays open."),
    "essential": mark("The policy does not list services that always stay open."),
    "notice.form": mark("The policy does not say that you are told in writing."),
    "withholding": mark("The policy does not speak of keeping a decision from you."),
    "marker": mark("The policy does not speak of notes to staff on your record."),
    "contractors": mark("The policy does not speak of contractors."),
    "tenancy": mark("The policy does not name a clause of your tenancy agreement."),
    "review.period": mark("The policy does not say when restrictions are reviewed."),
    "review.longer": mark("The policy does not allow a review to be later than that."),
    "review.by": mark("The policy does not say who reviews."),
    "review.outcomes": mark("The policy does not say what a review can decide."),
    "review.early": mark("The policy does not say what ends a restriction early."),
    "appeal.intended": mark("The policy does not say whether you may appeal before a decision takes effect."),
    "appeal.hearer": mark("The policy does not say who hears an appeal."),
    "appeal.days": mark("The policy does not say how soon an appeal is answered."),
    "appeal.repeated": mark("The policy does not say what is done about a second appeal."),
    "appeal.next": mark("The policy does not say what you can do after an appeal."),
    "lettings": mark("The policy has no rule of its own about bidding for homes."),
    "ombudsman": mark("The policy does not name the Housing Ombudsman. You can go to the Ombudsman all the same."),
}
TEXTS: Mapping[str, str] = {
    "policy": mark("{name}: {policy}, version {version}."),
    "approved_on": mark("The policy was approved on {day}."),
    "review_on": mark("The policy says that it should be looked at again by {day}."),
    "approved_on.month": mark("The policy was approved in {month}."),
    "review_on.month": mark("The policy says that it should be looked at again by {month}."),
    "scope": mark("It is for {customers}."),
    "elsewhere.not_here": mark("It is not for {matters}: that has a policy of its own, “{named}”."),
    "elsewhere.beside": mark("For {matters} another policy is used as well, “{named}”."),
    "threshold": mark("Behaviour is unacceptable when it {any_of}."),
    "threshold.all": mark("Behaviour is unacceptable when it {all_of}."),
    "threshold.some": mark("These count only when the behaviour {any_of}: {of}."),
    "context": mark("These alone are not counted against you: {not_unacceptable}."),
    "conduct.staff_trained": mark("Staff are trained to treat you with respect."),
    "conduct.fair_to_all": mark("You have the right to be heard, understood and respected. So have staff."),
    "conduct.breaches_investigated": mark(
        "If staff or contractors do not treat you with respect, that is looked into."
    ),
    "conduct.code_of_conduct": mark("Staff keep to a code of conduct."),
    "equality.relevance_test": mark("A short check for fairness to everyone was made, not a full one."),
    "equality.not_stated": mark("Your own circumstances are taken into account, so that everyone is treated fairly."),
    "equality.on_request": mark(
        "Checks of fairness to everyone and of privacy were made. You can ask for a copy of them."
    ),
    "behaviour": mark("{behaviour}. Examples: {examples}."),
    "persistence.settled": mark("Contact about the same matter again counts only once {only_where}."),
    "persistence.cause": mark("Repeated contact counts only where there was no cause for it."),
    "protected": mark("It protects {protected}."),
    "online": mark("What is put online counts like what is said or written."),
    "recording.ask_first": mark("You may record a call for yourself if you ask first and the member of staff agrees."),
    "recording.never_without_consent": mark("Please do not record people without asking them."),
    "monitoring.recorded": mark("We may record calls, for: {purposes}."),
    "monitoring.listened_to": mark("We may listen to calls, for: {purposes}."),
    "immediate": mark("When it happens, staff may {steps}."),
    "told.yes": mark("You are told that the behaviour is unacceptable and why, before anything is decided."),
    "told.no": mark("You need not be told before something is decided."),
    "warning.yes": mark("You are warned first, so that you can change. In an emergency that may not be possible."),
    "warning.where_possible": mark("Where it is possible you are warned first, so that you can change."),
    "warning.no": mark("No formal warning has to come first."),
    "serious.elsewhere": mark("Serious matters such as threats or violence are dealt with under other policies."),
    "serious.here": mark("Serious matters such as threats or violence are dealt with under this policy."),
    "police.always_where_serious": mark(
        "Violence, threats of it and hateful remarks are always reported to the police."
    ),
    "police.where_the_law_is_broken": mark("The police are told when the law is broken."),
    "police.where_necessary": mark("The police are told when it is necessary."),
    "referral": mark("Staff who think that a decision is needed ask one of these: {roles}."),
    "enquiries": mark("Before a decision, those who decide {steps}."),
    "assessment": mark("Your circumstances, such as health, disability and support, are looked at before a decision."),
    "support.stop": mark("If you are vulnerable and that plays a part, you are offered support first, such as {help}."),
    "support.warn": mark("If you are vulnerable and that plays a part, support should come first."),
    "framework": mark("The landlord works to {parts}."),
    "decision.panel": mark("A panel decides: at least {people} people from different services among {services}."),
    "decision.group": mark("These people decide together: {seats}."),
    "decision.tiers": mark("On {tier}, this person or a more senior one decides: {roles}."),
    "decision.rank": mark("One person decides, at least: {roles}."),
    "measures.yes": mark("Only what is listed here may be decided, one or more of it together."),
    "measures.no": mark("The policy says that other steps are possible. Open Door knows only those listed here."),
    "kind": mark("{kind}: {sentence}"),
    "kind.in_part": mark("{kind}: {sentence} Your rights in law stay as they are."),
    "kind.unlawful": mark(
        "The policy speaks of taking away the complaints process. That is never lawful, and is never used."
    ),
    "action": mark("Beside restrictions, this is possible: {action}."),
    "channels.remain.always": mark("There is always at least one way to reach us."),
    "channels.remain.seeks_to": mark("We aim to keep at least one way to reach us."),
    "channels.remain.floor": mark("Whatever is decided, at least one way that you can use yourself stays open."),
    "essential": mark("The policy itself says that these stay open: {services}."),
    "essential.floor": mark("Whatever is decided, these stay open to you: {services}."),
    "notice.form.yes": mark("You are told in the way that you prefer, and always by letter as well."),
    "notice.form.no": mark("You are told by letter."),
    "withholding": mark(
        "In rare cases you are not told of this: {withheld}. It needs a full reason, signed by: {signer}."
    ),
    "withholding.never": mark("A decision is never kept from you."),
    "marker": mark("A note in the system ({system}) tells staff what was decided."),
    "contractors.bound_by_the_policy": mark("The policy holds for contractors too."),
    "contractors.protected_and_answerable": mark("Contractors are protected by the policy and have to keep to it."),
    "tenancy": mark("Behaviour may break your tenancy agreement."),
    "tenancy.clause": mark("Behaviour may break clause {agreement_clause} of your tenancy agreement."),
    "review.period": mark("Restrictions are reviewed within {months} months."),
    "review.longer": mark(
        "A review may be later for a serious risk, if one of these agrees and says why: {approved_by}."
    ),
    "review.by": mark("Whoever may decide may review."),
    "review.outcomes": mark("A review can have these outcomes: {allow}."),
    "review.early": mark("A restriction may end or change early if {reasons}."),
    "appeal.intended": mark("You may appeal before a decision takes effect."),
    "appeal.hearer.rank": mark("An appeal is heard by someone who took no part in the decision, at least: {roles}."),
    "appeal.hearer.role": mark("An appeal is heard by this person or a more senior one: {roles}."),
    "appeal.hearer.more_senior": mark(
        "An appeal is heard by someone more senior than those who decided, who took no part in it."
    ),
    "appeal.hearer.tiers": mark("An appeal about {tier} is heard by this person or a more senior one: {roles}."),
    "appeal.days": mark("An appeal is answered within {working_days} working days of the day on which we get it."),
    "appeal.repeated.yes": mark("A second appeal about the same matter is heard only if there is something new."),
    "appeal.repeated.no": mark("A second appeal about the same matter is heard."),
    "appeal.next": mark("If you still disagree after an appeal, you can {steps}."),
    "lettings": mark("An appeal about bidding for homes is heard by: {body}."),
    "ombudsman": mark("You have the right to go to the Housing Ombudsman."),
    "limit.services": mark("We cannot stop repairs, safety checks, complaints or any other essential service."),
    "limit.door": mark("We cannot close every way to reach us."),
    "limit.reasons": mark("We cannot decide and not tell you why."),
    "limit.delivery": mark("We cannot start before our letter has reached you, unless somebody is in danger."),
    "limit.review": mark("We cannot go on for more than {months} months and not look at it again."),
    "limit.appeal": mark("Nobody who took part in a decision can hear an appeal against it."),
    "limit.kinds": mark("What we can decide: {kinds}."),
}
# Kinds that have terms, said without them: the policy page is about what may be decided, not what was.
IN_GENERAL: Mapping[str, str] = {
    "single_point_of_contact": mark("You contact one named member of staff."),
    "contact_time_limited": mark("We speak with you for a limited time."),
    "calls_at_set_times": mark("You telephone us at times that we set."),
    "contact_count_limited": mark("You contact us a limited number of times in a week or a month."),
    "only_channels": mark("You contact us only in the ways that we name."),
    "channel_excluded": mark("One way to contact us is closed, and others stay open."),
    "no_reinvestigation": mark("We do not look again into a matter that is settled."),
    "new_evidence_only": mark("We look at a matter again when there is new evidence."),
    "issues_per_period": mark("You raise a limited number of matters in a week or a month."),
    "contact_agreement": mark("You and we both promise something about contact."),
    "response_times_varied": mark("We may take longer to answer. Times that the law sets stay the same."),
    "ineligible_status": mark("Someone who applies for a home cannot bid for homes for a time."),
}


def heading(code: str, language: str) -> str:
    """The words of a heading."""
    return speech(language).gettext(HEADINGS[code])


def says(line: Line, language: str, pack: object | None = None) -> str:
    """One line of a policy, in plain words. `pack` has the words for a landlord's own kinds."""
    name, _, form = line.code.rpartition(".")
    if form == "silent":
        return speech(language).gettext(SILENT[name])
    text = TEXTS[line.code]
    values = {name: word(line, language, pack) for name, word in VALUES.items() if f"{{{name}}}" in text}
    return speech(language).gettext(text, **values)


def in_parts(text: str) -> tuple[str, tuple[str, ...]]:
    """A line that names many things as its beginning and the things, to be shown as a list; others whole, with none."""
    found = re.fullmatch("(.+?(?:: |：))(.+?)[.।۔。]?", text, re.DOTALL)
    things = re.split("; |؛ |；", found[2]) if found else []
    return (found[1].rstrip(), tuple(things)) if found and len(things) > 1 else (text, ())


def _codes(value: Param | None) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else () if value is None else (str(value),)


Word = Callable[[Line, str, object | None], str]
Names = Mapping[str, str]


def _listed(param: str, names: Names, join: Callable[[Sequence[str], str], str]) -> Word:
    def word(line: Line, language: str, _pack: object | None) -> str:
        return join([policy_terms.named(names, code, language) for code in _codes(line.params.get(param))], language)

    return word


def _spoken(param: str, say: Callable[[str, str], str], join: Callable[[Sequence[str], str], str]) -> Word:
    def word(line: Line, language: str, _pack: object | None) -> str:
        return join([say(code, language) for code in _codes(line.params.get(param))], language)

    return word


def _plain(param: str) -> Word:
    return lambda line, _language, _pack: str(line.params[param])


def _kind_name(line: Line, language: str, pack: object | None) -> str:
    return _name_of(str(line.params["kind"]), language, pack)


def _kind_names(join: Callable[[Sequence[str], str], str]) -> Word:
    def word(line: Line, language: str, pack: object | None) -> str:
        return join([_name_of(code, language, pack) for code in _codes(line.params.get("kinds"))], language)

    return word


def _name_of(kind: str, language: str, pack: object | None) -> str:
    """A kind that is the landlord's own has its name in the pack."""
    with suppress(KeyError):
        return restrictions.restriction_name(kind, language, pack)
    return kind.replace("_", " ").capitalize()


def _kind_sentence(line: Line, language: str, pack: object | None) -> str:
    code = str(line.params["kind"])
    if code in IN_GENERAL:
        return speech(language).gettext(IN_GENERAL[code])
    with suppress(KeyError):
        return restrictions.restriction(code, {}, language, pack)
    return ""


def _seats(line: Line, language: str, _pack: object | None) -> str:
    seats = _codes(line.params["seats"])
    return all_of(
        [
            codes.role(code, language) + (f" ({seats.count(code)})" if seats.count(code) > 1 else "")
            for code in dict.fromkeys(seats)
        ],
        language,
    )


def _services(line: Line, language: str, _pack: object | None) -> str:
    given = _codes(line.params["services"])
    if line.code.startswith("decision"):
        return all_of([team(code, language) for code in given], language)
    return _in_a_row([codes.service(code, language) for code in given], language)


def _people(line: Line, language: str, _pack: object | None) -> str:
    number = int(str(line.params["people"]))
    return speech(language).gettext(NUMBERS[number]) if number < len(NUMBERS) else str(number)


def _day(line: Line, language: str, _pack: object | None) -> str:
    return times.date(datetime.date.fromisoformat(str(line.params["day"])), language)


def _month(line: Line, language: str, _pack: object | None) -> str:
    """A month and its year, where the document gives no day."""
    day = datetime.date.fromisoformat(str(line.params["day"]))
    return times.month(day, language)


def _in_a_row(parts: Sequence[str], language: str) -> str:
    """Parts that have commas of their own, set apart by semicolons."""
    return LANGUAGES[language].semicolon.join(parts)


VALUES: Mapping[str, Word] = {
    "name": _plain("name"),
    "policy": _plain("policy"),
    "version": _plain("version"),
    "system": _plain("system"),
    "agreement_clause": _plain("agreement_clause"),
    "months": _plain("months"),
    "working_days": _plain("working_days"),
    "day": _day,
    "month": _month,
    "customers": _listed("customers", policy_terms.CUSTOMERS, all_of),
    "any_of": _listed("any_of", policy_terms.CIRCUMSTANCES, any_of),
    "all_of": _listed("all_of", policy_terms.CIRCUMSTANCES, all_of),
    "of": _spoken("of", codes.behaviour, all_of),
    "matters": _listed("matters", policy_terms.MATTERS, any_of),
    "named": _plain("named"),
    "only_where": _listed("only_where", policy_terms.SETTLED, any_of),
    "protected": _listed("people", policy_terms.PROTECTED, all_of),
    "not_unacceptable": _listed("not_unacceptable", policy_terms.CIRCUMSTANCES, all_of),
    "reasons": _listed("reasons", policy_terms.CIRCUMSTANCES, any_of),
    "examples": _listed("examples", policy_terms.EXAMPLES, _in_a_row),
    "steps": _listed("steps", policy_terms.STEPS, all_of),
    "purposes": _listed("purposes", policy_terms.PURPOSES, _in_a_row),
    "parts": _listed("parts", policy_terms.STEPS, all_of),
    "help": _listed("kinds", policy_terms.HELP, any_of),
    "tier": _listed("tier", policy_terms.TIERS, all_of),
    "roles": _spoken("roles", codes.role, any_of),
    "approved_by": _spoken("approved_by", codes.role, any_of),
    "signer": _spoken("signer", codes.role, any_of),
    "body": _spoken("appeal_to", codes.role, any_of),
    "allow": _spoken("allow", codes.outcome, any_of),
    "behaviour": _spoken("behaviour", codes.behaviour, all_of),
    "action": _spoken("action", codes.action, all_of),
    "withheld": _kind_names(all_of),
    "kinds": _kind_names(_in_a_row),
    "kind": _kind_name,
    "sentence": _kind_sentence,
    "seats": _seats,
    "services": _services,
    "people": _people,
}
