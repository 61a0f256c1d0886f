"""What can be read and what cannot: a proposal that is refused names its field."""

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from casework.rules.proposal import (
    Customer,
    HearAppeal,
    Impose,
    Notice,
    Review,
    Steps,
    UnreadableProposal,
    read_proposal,
)
from tests.unit.rules.examples import CAL, OCT, OVH, PACKS, WCH, hearing, imposing, restriction, reviewing

NOTHING = object()


def changed(values: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """The proposal with the field at that path set, or with `NOTHING` taken out."""
    values = deepcopy(values)
    *way, last = path.split(".")
    inside: Any = values
    for step in way:
        inside = inside[int(step)] if step.isdigit() else inside[step]
    if value is NOTHING:
        del inside[last]
    else:
        inside[int(last) if last.isdigit() else last] = value
    return values


def refused(landlord: str, values: Any) -> str:
    """The field that the refusal names."""
    with pytest.raises(UnreadableProposal) as error:
        read_proposal(values, PACKS[landlord])
    assert error.value.field in str(error.value)
    assert "\n" not in str(error.value)
    return error.value.field


FULL = imposing(
    WCH,
    customer={"kind": "tenant", "cannot_use": ["email"], "advocate": True},
    serious=False,
    immediate_risk=False,
    actions=["police_report"],
    notice={
        "preferred": True,
        "letter": True,
        "withheld": {"justification": "x", "signed_by": {"person": "p4", "role": "caution_lead"}},
    },
    longer_period={"reason": "x", "approved_by": {"person": "p5", "role": "customer_experience_manager"}},
    not_warned_because="x",
)
REVIEW = reviewing(WCH, invited=True, notice={"preferred": True, "letter": True, "withheld": None})
APPEAL = hearing(WCH, new_evidence=False, delivered_on="2026-12-20")

CAN_BE_LEFT_OUT = [
    (FULL, "behaviour"),
    (FULL, "serious"),
    (FULL, "immediate_risk"),
    (FULL, "actions"),
    (FULL, "deciders"),
    (FULL, "notice"),
    (FULL, "longer_period"),
    (FULL, "not_warned_because"),
    (FULL, "customer.cannot_use"),
    (FULL, "customer.advocate"),
    (FULL, "steps.told"),
    (FULL, "steps.warned"),
    (FULL, "steps.assessed"),
    (FULL, "steps.vulnerability"),
    (FULL, "steps.support"),
    (FULL, "notice.preferred"),
    (FULL, "notice.letter"),
    (FULL, "restrictions"),  # the action remains
    (REVIEW, "reviewers"),
    (REVIEW, "invited"),
    (REVIEW, "notice"),
    (APPEAL, "decided_by"),
    (APPEAL, "involved"),
    (APPEAL, "new_evidence"),
    (APPEAL, "delivered_on"),
]


@pytest.mark.parametrize(("values", "path"), CAN_BE_LEFT_OUT)
def test_what_has_a_usual_value_can_be_left_out(values: dict[str, Any], path: str) -> None:
    read_proposal(changed(values, path, NOTHING), PACKS[WCH])


def test_what_is_left_out_has_its_usual_value() -> None:
    bare = {key: FULL[key] for key in ("act", "on", "restrictions", "reported_by", "review_on")}
    proposal = read_proposal(bare | {"customer": {"kind": "visitor"}, "steps": {}}, PACKS[WCH])
    assert isinstance(proposal, Impose)
    assert not (proposal.serious or proposal.immediate_risk or proposal.customer.advocate or proposal.steps.told)
    assert (proposal.behaviour, proposal.actions, proposal.deciders) == ((), (), ())
    assert (proposal.steps.vulnerability, proposal.steps.support) == ("none", "not_needed")
    assert (proposal.notice, proposal.longer_period, proposal.not_warned_because) == (Notice(), None, None)
    review = read_proposal(changed(REVIEW, "invited", NOTHING), PACKS[WCH])
    assert isinstance(review, Review)
    assert review.invited
    appeal = read_proposal(changed(APPEAL, "delivered_on", NOTHING), PACKS[WCH])
    assert isinstance(appeal, HearAppeal)
    assert appeal.delivered_on is None


MUST_BE_THERE = [
    (FULL, "act"),
    (FULL, "on"),
    (FULL, "customer"),
    (FULL, "customer.kind"),
    (FULL, "steps"),
    (FULL, "reported_by"),
    (FULL, "review_on"),
    (FULL, "restrictions.0.kind"),
    (FULL, "restrictions.0.days"),
    (FULL, "restrictions.0.from"),
    (FULL, "restrictions.0.reason"),
    (FULL, "restrictions.0.proportionality"),
    (FULL, "deciders.0.person"),
    (FULL, "deciders.0.role"),
    (FULL, "notice.withheld"),
    (FULL, "notice.withheld.justification"),
    (FULL, "notice.withheld.signed_by"),
    (FULL, "longer_period.reason"),
    (FULL, "longer_period.approved_by"),
    (REVIEW, "on"),
    (REVIEW, "outcome"),
    (REVIEW, "customer"),
    (REVIEW, "restrictions"),
    (REVIEW, "next_review_on"),
    (REVIEW, "reason"),
    (APPEAL, "received_on"),
    (APPEAL, "of"),
    (APPEAL, "customer"),
    (APPEAL, "hearer"),
    (APPEAL, "earlier_appeals_same_issue"),
]


@pytest.mark.parametrize(("values", "path"), MUST_BE_THERE)
def test_what_has_no_usual_value_must_be_there(values: dict[str, Any], path: str) -> None:
    field = refused(WCH, changed(values, path, NOTHING))
    assert field.replace("[", ".").replace("]", "") == path


CANNOT_BE_READ = [
    (FULL, "act", "forgive"),
    (FULL, "act", None),
    (FULL, "on", "23/11/2026"),
    (FULL, "on", "20261123"),
    (FULL, "on", "2026-02-29"),
    (FULL, "on", 20261123),
    (FULL, "on", None),
    (FULL, "review_on", "2026-11-23"),  # the same day is not later
    (FULL, "review_on", "2026-11-22"),
    (FULL, "review_on", "soon"),
    (FULL, "serious", "yes"),
    (FULL, "serious", 1),
    (FULL, "serious", None),
    (FULL, "behaviour", ["rude"]),
    (FULL, "behaviour", None),
    (FULL, "actions", ["shouting"]),
    (FULL, "customer", None),
    (FULL, "customer", ["tenant"]),
    (FULL, "customer.kind", "guest"),
    (FULL, "customer.cannot_use", ["pigeon"]),
    (FULL, "customer.cannot_use", "telephone"),
    (FULL, "steps.vulnerability", "maybe"),
    (FULL, "steps.support", None),
    (FULL, "reported_by", None),
    (FULL, "reported_by", "  "),
    (FULL, "deciders.0.role", "director"),  # a role of another landlord
    (FULL, "deciders.0.role", None),
    (FULL, "deciders.0.person", ""),
    (FULL, "deciders.0.person", 7),
    (FULL, "restrictions.0", "calls_at_set_times"),
    (FULL, "restrictions.0.kind", "shunning"),
    (FULL, "restrictions.0.kind", None),
    (FULL, "restrictions.0.kind", ["third_party_only"]),
    (FULL, "restrictions.0.days", []),
    (FULL, "restrictions.0.days", ["someday"]),
    (FULL, "restrictions.0.days", "tue"),
    (FULL, "restrictions.0.from", "11:00"),
    (FULL, "restrictions.0.from", "12:00"),
    (FULL, "restrictions.0.from", "9:00"),
    (FULL, "restrictions.0.to", "24:00"),
    (FULL, "restrictions.0.reason", 5),
    (FULL, "notice.withheld.signed_by.role", "head_of_service"),
    (FULL, "longer_period.approved_by", None),
    (FULL, "not_warned_because", 5),
    (REVIEW, "outcome", "uphold"),
    (REVIEW, "restrictions", []),
    (REVIEW, "next_review_on", "2027-05-20"),
    (APPEAL, "of", []),
    (APPEAL, "of", ["shunning"]),
    (APPEAL, "earlier_appeals_same_issue", -1),
    (APPEAL, "earlier_appeals_same_issue", True),
    (APPEAL, "hearer", None),
    (APPEAL, "hearer.role", "director"),
    (APPEAL, "delivered_on", "yesterday"),
    (APPEAL, "received_on", "2040-12-20"),  # no bank holidays are known for 2041
]


@pytest.mark.parametrize(("values", "path", "value"), CANNOT_BE_READ)
def test_a_value_that_cannot_be_read_is_named(values: dict[str, Any], path: str, value: Any) -> None:
    field = refused(WCH, changed(values, path, value)).replace("[", ".").replace("]", "")
    assert field == path or field.startswith(f"{path}.") or (path.endswith(".to") and field.endswith(".to"))


@pytest.mark.parametrize(
    ("kind", "term", "value"),
    [
        ("contact_time_limited", "minutes", 0),
        ("contact_time_limited", "minutes", -5),
        ("contact_time_limited", "minutes", 1.5),
        ("contact_time_limited", "minutes", True),
        ("contact_time_limited", "minutes", "30"),
        ("contact_time_limited", "per", "year"),
        ("contact_count_limited", "count", 0),
        ("contact_count_limited", "per", "call"),
        ("issues_per_period", "count", 0),
        ("response_times_varied", "working_days", 0),
        ("only_channels", "channels", ["pigeon"]),
        ("only_channels", "channels", "email"),
        ("channel_excluded", "channel", "pigeon"),
        ("single_point_of_contact", "officer", " "),
        ("no_reinvestigation", "issues", []),
        ("no_reinvestigation", "issues", None),
        ("ineligible_status", "scheme", ""),
        ("calls_not_taken", "minutes", 5),  # a term of another kind
        ("calls_at_set_times", "colour", "red"),
    ],
)
def test_a_term_that_cannot_be_read_is_named(kind: str, term: str, value: Any) -> None:
    proposal = imposing(OVH, restrictions=[restriction(kind, **{term: value})])
    assert refused(OVH, proposal).replace("[0]", "") in (f"restrictions.{term}", f"restrictions[0].{term}")


@pytest.mark.parametrize(
    "path",
    [
        *("colour", "customer.colour", "steps.colour", "notice.colour", "deciders.0.colour", "restrictions.0.colour"),
        *("notice.withheld.colour", "notice.withheld.signed_by.colour", "longer_period.colour"),
    ],
)
def test_an_unknown_field_is_refused_everywhere(path: str) -> None:
    assert refused(WCH, changed(FULL, path, "red")).endswith("colour")


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("serious", "yes", "serious must be true or false"),
        (
            "customer.kind",
            ["tenant"],
            "customer.kind must be one of tenant, leaseholder, applicant, visitor, not a list",
        ),
        ("act", {"a": 1}, "act must be one of impose, review, hear_appeal, not an object"),
        ("on", "x" * 100, f"on must be a day of the calendar, written as 2026-11-23, not '{'x' * 56}..."),
        ("on", "x" * 58, f"on must be a day of the calendar, written as 2026-11-23, not '{'x' * 58}'"),
        ("restrictions.0.from", 9, "restrictions[0].from must be a time of day, written as 10:00, not 9"),
        (
            "restrictions.0.days",
            ["mon", "x"],
            "restrictions[0].days[1] must be one of mon, tue, wed, thu, fri, sat, sun",
        ),
        ("restrictions.0.days", [], "restrictions[0].days must name at least one day"),
        ("deciders.1.role", "king", "deciders[1].role must be a role of Watford Community Housing, not 'king'"),
        ("review_on", "2026-11-23", "review_on must be later than on"),
        ("deciders", {}, "deciders must be a list"),
        ("reported_by", 5, "reported_by must be a text that is not blank"),
    ],
)
def test_a_refusal_says_what_is_wrong_where(path: str, value: Any, said: str) -> None:
    with pytest.raises(UnreadableProposal) as error:
        read_proposal(changed(FULL, path, value), PACKS[WCH])
    assert str(error.value).startswith(said)


def test_what_a_page_leaves_out_is_what_a_file_leaves_out() -> None:
    """Pages and actions make proposals directly: their usual values are those of a file."""
    bare = {key: FULL[key] for key in ("act", "on", "restrictions", "reported_by", "review_on")}
    read = read_proposal(bare | {"customer": {"kind": "visitor"}, "steps": {}}, PACKS[WCH])
    assert isinstance(read, Impose)
    made = Impose(read.on, Customer("visitor"), Steps(), read.restrictions, read.reported_by, read.review_on)
    assert made == read
    review = {
        key: REVIEW[key] for key in ("act", "on", "outcome", "customer", "restrictions", "next_review_on", "reason")
    }
    again = read_proposal(review, PACKS[WCH])
    assert isinstance(again, Review)
    assert again == Review(
        again.on, again.outcome, Customer("tenant"), again.restrictions, again.next_review_on, again.reason
    )
    asked = ("act", "received_on", "of", "customer", "hearer", "earlier_appeals_same_issue")
    appeal = read_proposal({key: APPEAL[key] for key in asked}, PACKS[WCH])
    assert isinstance(appeal, HearAppeal)
    assert appeal == HearAppeal(appeal.received_on, appeal.of, Customer("tenant"), appeal.hearer)


def test_neither_a_restriction_nor_an_action_is_no_proposal() -> None:
    assert refused(WCH, imposing(WCH, restrictions=[])) == "restrictions"
    assert refused(WCH, changed(imposing(WCH), "restrictions", NOTHING)) == "restrictions"


@pytest.mark.parametrize("values", [None, 5, "impose", [], [[]], {}, True])
def test_what_is_no_proposal_at_all_is_refused(values: Any) -> None:
    assert refused(OCT, values) in {"the proposal", "act"}


def test_a_name_that_would_break_the_line_is_shown_safely() -> None:
    field = refused(WCH, imposing(WCH) | {"a\nb\x1b[31m": 1})
    assert field.isprintable()


@settings(max_examples=150)
@given(
    values=some.recursive(
        some.none() | some.booleans() | some.integers() | some.floats() | some.text(),
        lambda inside: some.lists(inside, max_size=3) | some.dictionaries(some.text(), inside, max_size=3),
    ),
    path=some.sampled_from(sorted({path for _, path in (*CAN_BE_LEFT_OUT, *MUST_BE_THERE)})),
)
def test_nothing_but_a_refusal_comes_of_nonsense(values: Any, path: str) -> None:
    """Whatever stands in a field, it is read or refused; it never breaks."""
    for proposal in (FULL, REVIEW, APPEAL):
        try:
            given = changed(proposal, path, values)
        except (KeyError, TypeError):  # this proposal has no such field
            continue
        try:
            read_proposal(given, PACKS[WCH])
        except UnreadableProposal as error:
            assert str(error).isprintable()


def test_a_kind_of_the_table_can_be_read_at_every_landlord() -> None:
    for landlord, pack in PACKS.items():
        for kind in pack.kinds:
            read_proposal(imposing(landlord, restrictions=[restriction(kind)]), pack)
    assert len(PACKS[CAL].kinds) == 30
