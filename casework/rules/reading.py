"""Reading a proposal from JSON: what may be left out, what may be null, and what cannot be read (RULES 3 and 4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, cast

from casework.rules.calendar import UnknownYearError, working_days_after
from casework.rules.fields import Fields, shown
from casework.rules.kinds import Kind, Term
from casework.rules.pack import Pack
from casework.rules.proposal import (
    Customer,
    HearAppeal,
    Impose,
    LongerPeriod,
    Notice,
    Person,
    Proposal,
    Restriction,
    Review,
    Steps,
    UnreadableProposal,
    Withheld,
)
from casework.rules.vocabulary import (
    ACTIONS,
    BEHAVIOURS,
    CHANNELS,
    CUSTOMERS,
    OUTCOMES,
    SUPPORT,
    VULNERABILITY,
    WEEKDAYS,
)

IMPOSE = frozenset(Impose.__dataclass_fields__) | {"act"}
REVIEW = frozenset(Review.__dataclass_fields__) | {"act"}
HEAR_APPEAL = frozenset(HearAppeal.__dataclass_fields__) | {"act"}
ACTS = {"impose": IMPOSE, "review": REVIEW, "hear_appeal": HEAR_APPEAL}
CUSTOMER = frozenset({"kind", "cannot_use", "advocate"})
STEPS = frozenset({"told", "warned", "assessed", "vulnerability", "support"})
NOTICE = frozenset({"preferred", "letter", "withheld"})
WITHHELD = frozenset({"justification", "signed_by"})
LONGER = frozenset({"reason", "approved_by"})
PERSON = frozenset({"person", "role"})
ALL_RESTRICTIONS = frozenset({"kind", "reason", "proportionality"})


def read(values: object, pack: Pack) -> Proposal:
    """A proposal of any act. UnreadableProposal names the field."""
    if not isinstance(values, dict):
        raise UnreadableProposal("the proposal", "must be an object")
    act = values.get("act")
    if not isinstance(act, str) or act not in ACTS:
        raise UnreadableProposal("act", f"must be one of {', '.join(ACTS)}, not {shown(act)}")
    fields = Fields(values, "", ACTS[act])
    if act == "impose":
        return _impose(fields, pack)
    if act == "review":
        return _review(fields, pack)
    return _hear_appeal(fields, pack)


def _impose(fields: Fields, pack: Pack) -> Impose:
    on = fields.day("on")
    review_on = fields.day_or_null("review_on")
    if review_on is not None and review_on <= on:
        raise fields.wrong("review_on", "must be later than on")
    restrictions = _restrictions(fields, pack)
    actions = fields.codes("actions", ACTIONS)
    if not restrictions and not actions:
        raise fields.wrong("restrictions", "must hold a restriction, or actions an action")
    steps = Fields(fields.required("steps"), "steps", STEPS)
    return Impose(
        on=on,
        customer=_customer(fields),
        steps=Steps(
            told=steps.flag("told"),
            warned=steps.flag("warned"),
            assessed=steps.flag("assessed"),
            vulnerability=steps.one_of("vulnerability", VULNERABILITY, "none"),
            support=steps.one_of("support", SUPPORT, "not_needed"),
        ),
        restrictions=restrictions,
        reported_by=fields.text("reported_by"),
        review_on=review_on,
        deciders=_people(fields, "deciders", pack),
        actions=actions,
        behaviour=fields.codes("behaviour", BEHAVIOURS),
        serious=fields.flag("serious"),
        immediate_risk=fields.flag("immediate_risk"),
        notice=_notice(fields, pack),
        longer_period=_longer_period(fields, pack),
        not_warned_because=_optional_text(fields, "not_warned_because"),
    )


def _review(fields: Fields, pack: Pack) -> Review:
    on = fields.day("on")
    next_review_on = fields.day_or_null("next_review_on")
    if next_review_on is not None and next_review_on <= on:
        raise fields.wrong("next_review_on", "must be later than on")
    restrictions = _restrictions(fields, pack)
    if not restrictions:
        raise fields.wrong("restrictions", "must hold the restrictions that are reviewed")
    return Review(
        on=on,
        outcome=cast(Any, fields.one_of("outcome", OUTCOMES)),
        customer=_customer(fields),
        restrictions=restrictions,
        next_review_on=next_review_on,
        reason=fields.text_or_null("reason"),
        reviewers=_people(fields, "reviewers", pack),
        invited=fields.flag("invited", True),
        notice=_notice(fields, pack),
    )


def _hear_appeal(fields: Fields, pack: Pack) -> HearAppeal:
    of = fields.codes("of", (*pack.kinds, *ACTIONS))
    if not of:
        raise fields.wrong("of", "must hold a restriction or an action")
    return HearAppeal(
        received_on=_countable(fields, pack),
        of=of,
        customer=_customer(fields),
        hearer=_person(fields.required("hearer"), "hearer", pack),
        decided_by=_people(fields, "decided_by", pack),
        involved=fields.texts("involved"),
        earlier_appeals_same_issue=fields.count("earlier_appeals_same_issue", 0),
        new_evidence=fields.flag("new_evidence"),
        delivered_on=fields.day("delivered_on") if fields.values.get("delivered_on") is not None else None,
    )


def _countable(fields: Fields, pack: Pack) -> date:
    """The day of receipt, refused where nobody knows the bank holidays that follow: a guess would be a wrong day."""
    day = fields.day("received_on")
    try:
        working_days_after(day, pack.appeals.working_days)
    except UnknownYearError as error:
        raise fields.wrong("received_on", f"cannot be counted from: {error}") from error
    return day


def _customer(fields: Fields) -> Customer:
    customer = Fields(fields.required("customer"), "customer", CUSTOMER)
    return Customer(
        kind=customer.one_of("kind", CUSTOMERS),
        cannot_use=frozenset(customer.codes("cannot_use", CHANNELS)),
        advocate=customer.flag("advocate"),
    )


def _person(values: object, path: str, pack: Pack) -> Person:
    person = Fields(values, path, PERSON)
    role = person.required("role")
    if not isinstance(role, str) or role not in pack.roles:
        raise person.wrong("role", f"must be a role of {pack.name}, not {shown(role)}")
    return Person(person.text("person"), role)


def _people(fields: Fields, key: str, pack: Pack) -> tuple[Person, ...]:
    return tuple(_person(values, f"{key}[{place}]", pack) for place, values in enumerate(fields.list(key)))


def _notice(fields: Fields, pack: Pack) -> Notice:
    if "notice" not in fields.values:
        return Notice()
    notice = Fields(fields.values["notice"], "notice", NOTICE)
    given = notice.required("withheld")
    withheld: Withheld | None = None
    if given is not None:
        kept_back = Fields(given, "notice.withheld", WITHHELD)
        signer = _person(kept_back.required("signed_by"), "notice.withheld.signed_by", pack)
        withheld = Withheld(kept_back.text_or_null("justification"), signer)
    return Notice(notice.flag("preferred"), notice.flag("letter"), withheld)


def _longer_period(fields: Fields, pack: Pack) -> LongerPeriod | None:
    given = fields.values.get("longer_period")
    if given is None:
        return None
    longer = Fields(given, "longer_period", LONGER)
    approver = _person(longer.required("approved_by"), "longer_period.approved_by", pack)
    return LongerPeriod(longer.text_or_null("reason"), approver)


def _optional_text(fields: Fields, key: str) -> str | None:
    return fields.text_or_null(key) if key in fields.values else None


def _restrictions(fields: Fields, pack: Pack) -> tuple[Restriction, ...]:
    return tuple(
        _restriction(values, f"restrictions[{place}]", pack) for place, values in enumerate(fields.list("restrictions"))
    )


def _restriction(values: object, path: str, pack: Pack) -> Restriction:
    if not isinstance(values, dict):
        raise UnreadableProposal(path, "must be an object")
    code = values.get("kind")
    kind = pack.kinds.get(code) if isinstance(code, str) else None
    if kind is None:
        raise UnreadableProposal(f"{path}.kind", f"must be a kind of restriction, not {shown(code)}")
    fields = Fields(values, path, ALL_RESTRICTIONS | kind.terms.keys() if kind.terms else ALL_RESTRICTIONS)
    return Restriction(
        kind=kind.code,
        terms=read_terms(fields, kind) if kind.terms else {},
        reason=fields.text_or_null("reason"),
        proportionality=fields.text_or_null("proportionality"),
    )


def read_terms(fields: Fields, kind: Kind) -> dict[str, Any]:
    """The terms that the kind asks for; a start must come before its end."""
    terms = {name: _term(fields, name, wanted) for name, wanted in kind.terms.items()}
    if kind.terms.get("from") == kind.terms.get("to") == "time" and terms["from"] >= terms["to"]:
        raise fields.wrong("from", "must be before to")
    return terms


def _term(fields: Fields, name: str, wanted: Term) -> Any:
    if isinstance(wanted, tuple):
        return fields.one_of(name, wanted)
    return READ_TERM[wanted](fields, name)


def _texts(fields: Fields, name: str) -> str | tuple[str, ...]:
    given = fields.required(name)
    return fields.as_text(name, given) if isinstance(given, str) else _some_texts(fields, name)


def _channels(fields: Fields, name: str) -> tuple[str, ...]:
    fields.required(name)
    return fields.codes(name, CHANNELS)


def _some_texts(fields: Fields, name: str) -> tuple[str, ...]:
    texts = fields.texts(name)
    if not texts:
        raise fields.wrong(name, "must say at least one thing")
    return texts


def _some_days(fields: Fields, name: str) -> tuple[str, ...]:
    fields.required(name)
    days = fields.codes(name, WEEKDAYS)
    if not days:
        raise fields.wrong(name, "must name at least one day")
    return days


READ_TERM: Mapping[str, Callable[[Fields, str], Any]] = {
    "text": Fields.text,
    "texts": _texts,
    "count": lambda fields, name: fields.count(name, 1),
    "time": Fields.clock,
    "days": _some_days,
    "channel": lambda fields, name: fields.one_of(name, CHANNELS),
    "channels": _channels,
}
