"""Each kind of restriction as a sentence to the customer, and as a short name for a heading.

A sentence says what is still possible before it says what is not, wherever the kind lets it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from letters.words import codes, times
from letters.words.speech import Speech, any_of, speech
from translations import mark

Terms = Mapping[str, object]

NAMES: Mapping[str, str] = {
    "single_point_of_contact": mark("One person to contact"),
    "third_party_only": mark("Contact through someone who speaks for you"),
    "no_direct_contact": mark("No direct contact"),
    "contact_time_limited": mark("Limited time for contact"),
    "calls_at_set_times": mark("Calls at set times"),
    "contact_count_limited": mark("Limited number of contacts"),
    "only_channels": mark("Only some ways to contact us"),
    "channel_excluded": mark("One way of contact closed"),
    "calls_not_taken": mark("No telephone calls"),
    "no_personal_contact": mark("No personal contact"),
    "appointments_only": mark("Visits by appointment"),
    "offensive_correspondence_refused": mark("No answer to offensive letters or emails"),
    "witness_present": mark("A witness at meetings"),
    "office_meetings_only": mark("Meetings at our office"),
    "visits_in_pairs": mark("Visits by two people"),
    "excluded_from_offices": mark("No visits to our offices"),
    "no_reinvestigation": mark("Matters that are settled"),
    "new_evidence_only": mark("New evidence needed"),
    "relevant_issues_only": mark("Matters that are ours to deal with"),
    "issues_per_period": mark("Limited number of matters"),
    "documents_returned": mark("Papers sent back"),
    "read_and_file": mark("Letters and emails read and kept"),
    "contact_agreement": mark("Contact agreement"),
    "no_improvement_approvals": mark("No approval for improvements"),
    "planned_works_withheld": mark("Planned works put off"),
    "health_and_safety_repairs_only": mark("Health and safety repairs"),
    "no_resident_groups": mark("No resident groups or meetings"),
    "response_times_varied": mark("Longer times to answer"),
    "no_complaints_process": mark("Complaints process"),
    "ineligible_status": mark("No bidding for homes"),
}

# The kinds that have no terms: one sentence each.
FIXED: Mapping[str, str] = {
    "third_party_only": mark("Someone who speaks for you deals with us. We do not deal with you directly for now."),
    "no_direct_contact": mark(
        "We have stopped direct contact with you for now. Someone who speaks for you can deal with us."
    ),
    "calls_not_taken": mark("You may contact us in other ways, but we do not take your telephone calls."),
    "no_personal_contact": mark(
        "You may write to us, but we do not meet you in person or speak with you by telephone."
    ),
    "appointments_only": mark("We see you by appointment. Please agree a time with us before you come."),
    "offensive_correspondence_refused": mark(
        "We answer your letters and emails when they have no offensive words in them. We do not answer those that have."
    ),
    "witness_present": mark("When we meet you, a second person is there as a witness."),
    "office_meetings_only": mark("We meet you at our office, not in your home."),
    "visits_in_pairs": mark("When we visit you, two of us come together."),
    "excluded_from_offices": mark("You may contact us in other ways, but please do not come to our offices."),
    "relevant_issues_only": mark(
        "We answer you about your home, your tenancy and our services. We do not answer about other things."
    ),
    "documents_returned": mark(
        "We send back papers that have nothing new in them. We keep all that we need for your case."
    ),
    "read_and_file": mark(
        "We read everything that you send and keep it. We write back only when there is something new in it."
    ),
    "no_improvement_approvals": mark(
        "We do not approve improvements to your home for now. You can still ask for changes for a disability."
    ),
    "planned_works_withheld": mark(
        "Planned works, such as a new kitchen or bathroom, are put off. Works that the law demands go ahead."
    ),
    "health_and_safety_repairs_only": mark(
        "We do the repairs that the law demands and those that keep you healthy and safe. Other repairs wait."
    ),
    "no_resident_groups": mark("Please do not come to our resident groups, meetings or events for now."),
    # In one policy, and never lawful: what the law says is all that may be said of it.
    "no_complaints_process": mark("You can always complain. The law does not let us take that away."),
}
ONLY_WRITING_THROUGH_OTHERS = mark(
    "You may telephone or meet us. Letters and emails go through someone who speaks for you."
)
ONLY_IN_PERSON = mark("You may write to us or telephone us, but we do not meet you in person.")


def _single_point_of_contact(say: Speech, terms: Terms) -> str:
    return say.gettext("{officer} is the one person to contact about all your matters.", officer=terms["officer"])


def _contact_time_limited(say: Speech, terms: Terms) -> str:
    minutes = _number(terms["minutes"])
    if terms["per"] == "call":
        return say.ngettext(
            "We speak with you for up to {count} minute in each call.",
            "We speak with you for up to {count} minutes in each call.",
            minutes,
        )
    if terms["per"] == "week":
        return say.ngettext(
            "We speak with you for up to {count} minute each week.",
            "We speak with you for up to {count} minutes each week.",
            minutes,
        )
    return say.ngettext(
        "We speak with you for up to {count} minute each month.",
        "We speak with you for up to {count} minutes each month.",
        minutes,
    )


def _calls_at_set_times(say: Speech, terms: Terms) -> str:
    return say.gettext(
        "You may telephone us {days}, from {start} to {end}.",
        days=times.on_weekdays(_texts(terms["days"]), say.language),
        start=times.time(str(terms["from"]), say.language),
        end=times.time(str(terms["to"]), say.language),
    )


def _contact_count_limited(say: Speech, terms: Terms) -> str:
    count = _number(terms["count"])
    if terms["per"] == "week":
        return say.ngettext(
            "You may contact us up to {count} time each week.",
            "You may contact us up to {count} times each week.",
            count,
        )
    return say.ngettext(
        "You may contact us up to {count} time each month.",
        "You may contact us up to {count} times each month.",
        count,
    )


def _only_channels(say: Speech, terms: Terms) -> str:
    ways = [codes.by_channel(code, say.language) for code in _texts(terms["channels"])]
    return say.gettext("You may contact us {ways}. Please use no other way.", ways=any_of(ways, say.language))


def _channel_excluded(say: Speech, terms: Terms) -> str:
    return say.gettext(
        "You may contact us in other ways, but please not {way}.",
        way=codes.by_channel(str(terms["channel"]), say.language),
    )


def _no_reinvestigation(say: Speech, terms: Terms) -> str:
    return say.gettext(
        "We have looked into this and given you our answer, so we do not look into it again: {issues}.",
        issues=_issues(terms["issues"]),
    )


def _new_evidence_only(say: Speech, terms: Terms) -> str:
    return say.gettext(
        "We look at this again when you send us new evidence: {issues}.", issues=_issues(terms["issues"])
    )


def _issues_per_period(say: Speech, terms: Terms) -> str:
    count = _number(terms["count"])
    if terms["per"] == "week":
        return say.ngettext(
            "You may raise up to {count} matter each week.",
            "You may raise up to {count} matters each week.",
            count,
        )
    return say.ngettext(
        "You may raise up to {count} matter each month.",
        "You may raise up to {count} matters each month.",
        count,
    )


def _contact_agreement(say: Speech, terms: Terms) -> str:
    return say.gettext(
        "We have an agreement with you about contact. Your part: {customer}. Our part: {landlord}.",
        customer=_issues(terms["promises_customer"]),
        landlord=_issues(terms["promises_landlord"]),
    )


def _response_times_varied(say: Speech, terms: Terms) -> str:
    return say.ngettext(
        "We may take up to {count} working day to answer you. Times that the law sets stay the same.",
        "We may take up to {count} working days to answer you. Times that the law sets stay the same.",
        _number(terms["working_days"]),
    )


def _ineligible_status(say: Speech, terms: Terms) -> str:
    return say.gettext("You cannot bid for homes through {scheme} for now.", scheme=terms["scheme"])


WITH_TERMS: Mapping[str, Callable[[Speech, Terms], str]] = {
    "single_point_of_contact": _single_point_of_contact,
    "contact_time_limited": _contact_time_limited,
    "calls_at_set_times": _calls_at_set_times,
    "contact_count_limited": _contact_count_limited,
    "only_channels": _only_channels,
    "channel_excluded": _channel_excluded,
    "no_reinvestigation": _no_reinvestigation,
    "new_evidence_only": _new_evidence_only,
    "issues_per_period": _issues_per_period,
    "contact_agreement": _contact_agreement,
    "response_times_varied": _response_times_varied,
    "ineligible_status": _ineligible_status,
}


def restriction(kind: str, terms: Terms, language: str, pack: object | None = None) -> str:
    """A restriction as one or two full sentences to the customer.

    `terms` are the kind's own fields (`days`, `minutes`, `channels`, ...). `pack` is the landlord's policy; with
    it a kind that closes fewer channels there than elsewhere is said as it is there, and a kind of the pack's
    own is said in the pack's words. What staff added in free words (`also`) comes last. KeyError where a term is
    missing, or where nobody has words for the kind.
    """
    said = _sentence(kind, terms, language, pack)
    also = str(terms.get("also") or "").strip()
    return speech(language).gettext("{said} In addition: {also}", said=said, also=also) if also else said


def _sentence(kind: str, terms: Terms, language: str, pack: object | None) -> str:
    say = speech(language)
    if kind == "third_party_only" and closes(kind, pack) == frozenset({"email", "letter"}):
        return say.gettext(ONLY_WRITING_THROUGH_OTHERS)
    if kind == "no_personal_contact" and closes(kind, pack) == frozenset({"in_person"}):
        return say.gettext(ONLY_IN_PERSON)
    if kind in WITH_TERMS:
        return WITH_TERMS[kind](say, terms)
    if kind in FIXED:
        return say.gettext(FIXED[kind])
    return _of_the_pack(kind, pack, "says")


def restriction_name(kind: str, language: str, pack: object | None = None) -> str:
    """A short name for a kind of restriction: "Calls at set times"."""
    name = NAMES.get(kind)
    return speech(language).gettext(name) if name else _of_the_pack(kind, pack, "name")


def closes(kind: str, pack: object | None) -> frozenset[str] | None:
    """The channels that a kind closes in this landlord's policy, or None where no pack says."""
    given = getattr(_kind_of(kind, pack), "closes", None)
    return None if given is None else frozenset(given)


def _kind_of(kind: str, pack: object | None) -> object | None:
    kinds = getattr(pack, "kinds", None)
    return kinds.get(kind) if isinstance(kinds, Mapping) else None


def _of_the_pack(kind: str, pack: object | None, field: str) -> str:
    words = getattr(_kind_of(kind, pack), field, None)
    if not words:
        raise KeyError(f"no words for the restriction {kind!r}")
    return str(words)


def _number(value: object) -> int:
    return int(str(value))


def _texts(value: object) -> Sequence[str]:
    several = value if isinstance(value, Iterable) and not isinstance(value, str) else [value]
    return [str(part) for part in several]


def _issues(value: object) -> str:
    """What staff wrote, as one phrase without its last full stop."""
    return "; ".join(part.strip().rstrip(".") for part in _texts(value))


def own_words(kind: str, terms: Terms) -> list[str]:
    """What staff wrote among the terms, as it stands in the sentence: English in a letter of any language."""
    also = str(terms.get("also") or "").strip()
    return [*_own_terms(kind, terms), *([also] if also else [])]


def _own_terms(kind: str, terms: Terms) -> list[str]:
    match kind:
        case "single_point_of_contact":
            return [str(terms["officer"])]
        case "no_reinvestigation" | "new_evidence_only":
            return [_issues(terms["issues"])]
        case "contact_agreement":
            return [_issues(terms["promises_customer"]), _issues(terms["promises_landlord"])]
        case "ineligible_status":
            return [str(terms["scheme"])]
    return []
