"""Nothing that is allowed breaks a promise: random proposals, histories and adjustments, held against plain words.

The plain statement (plainly.py) reads no pack. Much of what is drawn is right, so that much of it is allowed.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import assume, event, given, settings
from hypothesis import strategies as some

from casework.rules.calendar import is_working_day, working_days_between
from casework.rules.channels import open_channels
from casework.rules.check import check
from casework.rules.finding import Answer
from casework.rules.proposal import HearAppeal, Impose, Restriction, read_proposal
from casework.rules.vocabulary import ACTIONS, CHANNELS, SUPPORT, VULNERABILITY
from tests.unit.rules import plainly
from tests.unit.rules.examples import (
    CAL,
    LANDLORDS,
    NHG,
    OCT,
    OVH,
    PACKS,
    WCH,
    hearing,
    imposing,
    people,
    restriction,
    reviewing,
)
from tests.unit.rules.policies_as_read import ROLES
from tests.unit.rules.test_promise import forms

YES_OR_NO = some.booleans()
TEXTS = some.sampled_from([None, " ", "A reason."])
NAMES = some.sampled_from(["p1", "p2", "p3", "p7", "p9"])
CHANNEL_SETS = some.sets(some.sampled_from(CHANNELS)).map(sorted)
REVIEW_DAYS = some.sampled_from([None, "2027-05-23", "2027-05-24", "2027-11-23", "2027-11-24", "2029-01-01"])


def mostly(draw: some.DrawFn, right: Any, anything: some.SearchStrategy[Any]) -> Any:
    """The right value four times in five."""
    return draw(anything) if draw(some.integers(0, 4)) == 0 else right


def signed(landlord: str) -> some.SearchStrategy[list[dict[str, str]]]:
    person = some.tuples(NAMES, some.sampled_from(sorted(ROLES[landlord])))
    return some.lists(person, max_size=4).map(lambda given: people(*given))


def restrictions(landlord: str) -> some.SearchStrategy[list[dict[str, Any]]]:
    kinds = forms(PACKS[landlord]) + [restriction("no_complaints_process"), restriction("visits_in_pairs")]
    return some.lists(some.sampled_from(kinds), min_size=1, max_size=3)


def customers(draw: some.DrawFn) -> dict[str, Any]:
    return {
        "kind": mostly(draw, "applicant", some.just("tenant")),
        "cannot_use": draw(CHANNEL_SETS),
        "advocate": draw(YES_OR_NO),
    }


def notices(draw: some.DrawFn, landlord: str) -> dict[str, Any]:
    """Told as it should be, more often than not; or kept back by somebody."""
    signer = {"person": "p4", "role": draw(some.sampled_from(sorted(ROLES[landlord])))}
    kept_back = some.fixed_dictionaries({"justification": TEXTS, "signed_by": some.just(signer)})
    return {
        "preferred": mostly(draw, True, YES_OR_NO),
        "letter": mostly(draw, True, YES_OR_NO),
        "withheld": mostly(draw, None, kept_back),
    }


@some.composite
def impositions(draw: some.DrawFn) -> tuple[str, dict[str, Any]]:
    """Any landlord's proposal to impose."""
    landlord = draw(some.sampled_from(LANDLORDS))
    approver = {"person": "p5", "role": draw(some.sampled_from(sorted(ROLES[landlord])))}
    longer = some.fixed_dictionaries({"reason": TEXTS, "approved_by": some.just(approver)})
    before = {
        "told": mostly(draw, True, YES_OR_NO),
        "warned": mostly(draw, True, YES_OR_NO),
        "assessed": mostly(draw, True, YES_OR_NO),
        "vulnerability": mostly(draw, "none", some.sampled_from(VULNERABILITY)),
        "support": draw(some.sampled_from(SUPPORT)),
    }
    kinds = [one | {"reason": mostly(draw, "A reason.", TEXTS)} for one in draw(restrictions(landlord))]
    return landlord, imposing(
        landlord,
        customer=customers(draw),
        restrictions=kinds,
        deciders=mostly(draw, imposing(landlord)["deciders"], signed(landlord)),
        actions=mostly(draw, [], some.lists(some.sampled_from(ACTIONS), max_size=2)),
        serious=mostly(draw, False, YES_OR_NO),
        immediate_risk=mostly(draw, False, YES_OR_NO),
        steps=before,
        not_warned_because=draw(TEXTS),
        review_on=mostly(draw, "2027-05-22", REVIEW_DAYS),
        longer_period=mostly(draw, None, longer),
        notice=notices(draw, landlord),
    )


@some.composite
def reviews(draw: some.DrawFn) -> tuple[str, dict[str, Any]]:
    """Any landlord's proposal to review."""
    landlord = draw(some.sampled_from(LANDLORDS))
    return landlord, reviewing(
        landlord,
        on="2026-11-23",
        outcome=draw(some.sampled_from(["lift", "alter", "continue"])),
        customer=customers(draw),
        restrictions=draw(restrictions(landlord)),
        reviewers=mostly(draw, imposing(landlord)["deciders"], signed(landlord)),
        reason=mostly(draw, "A reason.", TEXTS),
        next_review_on=mostly(draw, "2027-05-22", REVIEW_DAYS),
        invited=draw(YES_OR_NO),
        notice=notices(draw, landlord),
    )


def people_of(values: list[dict[str, str]]) -> list[tuple[str, str]]:
    return [(one["person"], one["role"]) for one in values]


def judged(landlord: str, values: dict[str, Any], in_force: list[dict[str, Any]]) -> Answer:
    """The answer, whole in itself: allowed exactly where nothing stops it, in the order of the restrictions."""
    pack = PACKS[landlord]
    held = read_proposal(imposing(landlord, restrictions=in_force or [restriction("contact_agreement")]), pack)
    assert isinstance(held, Impose)
    answer = check(pack, read_proposal(values, pack), held.restrictions)
    places = [(one.place is None, one.place or 0) for one in answer.findings]
    assert places == sorted(places)
    assert answer.allowed == (not answer.stops)
    assert (*answer.stops, *answer.warnings) == tuple(sorted(answer.findings, key=lambda one: one.severity != "stop"))
    event("allowed" if answer.allowed else "not allowed")
    return answer


def keeps_the_promises(landlord: str, values: dict[str, Any], in_force: list[dict[str, Any]], review_on: str) -> None:
    """A door stays open, there are reasons, a date in time, and nothing unlawful or of another policy."""
    customer, kinds = values["customer"], values["restrictions"]
    assert plainly.ways_left(landlord, [*in_force, *kinds], customer["advocate"], customer["cannot_use"])
    for one in kinds:
        assert one["kind"] != "no_complaints_process"
        assert one["kind"] in {form["kind"] for form in forms(PACKS[landlord])}
        assert one["kind"] != "ineligible_status" or customer["kind"] == "applicant"
        assert (one["reason"] or "").strip()
        assert (one["proportionality"] or "").strip()
    alone = {one["kind"] for one in kinds} == {"ineligible_status"}
    last = "2027-11-23" if landlord == WCH or alone else "2027-05-23"
    if review_on > last:
        longer = values["longer_period"]
        assert landlord == WCH
        assert (longer["reason"] or "").strip()
        assert longer["approved_by"]["role"] in {"customer_experience_manager", "service_caution_lead"}


def the_customer_is_told(landlord: str, values: dict[str, Any], kinds: set[str]) -> None:
    notice = values["notice"]
    if notice["letter"] and (notice["preferred"] or landlord != OVH):
        return
    assert landlord == CAL
    assert kinds == {"visits_in_pairs"}
    assert notice["withheld"]["justification"].strip()
    assert ROLES[CAL][notice["withheld"]["signed_by"]["role"]] >= ROLES[CAL]["head_of_service"]


IN_FORCE = some.lists(some.integers(0, 40), max_size=2)


def history(landlord: str, numbers: list[int]) -> list[dict[str, Any]]:
    """Restrictions of other decisions that stay in force."""
    kinds = forms(PACKS[landlord])
    return [kinds[number % len(kinds)] for number in numbers]


@settings(max_examples=300)
@given(impositions(), IN_FORCE)
def test_nothing_that_is_imposed_breaks_a_promise(proposed: tuple[str, dict[str, Any]], before: list[int]) -> None:
    landlord, values = proposed
    in_force = history(landlord, before)
    if not judged(landlord, values, in_force).allowed:
        return
    kinds = [one["kind"] for one in values["restrictions"]]
    keeps_the_promises(landlord, values, in_force, values["review_on"])
    the_customer_is_told(landlord, values, set(kinds))
    steps, serious, risk = values["steps"], values["serious"], values["immediate_risk"]
    assert steps["assessed"] or risk
    assert steps["told"] or risk or landlord in {WCH, NHG} or (serious and landlord in {OCT, CAL})
    excused = risk or landlord in {OVH, NHG} or (serious and landlord in {OCT, CAL})
    assert steps["warned"] or excused or explained(landlord, values)
    assert not (serious and landlord == OVH)
    assert not (serious and landlord == WCH and "police_report" not in values["actions"])
    helped = steps["vulnerability"] != "contributes" or steps["support"] in {"made_no_difference", "declined"}
    assert helped or landlord != OVH
    assert values["reported_by"] not in {person for person, _ in people_of(values["deciders"])}
    assert plainly.may_decide(landlord, kinds, values["actions"], people_of(values["deciders"]))


def explained(landlord: str, values: dict[str, Any]) -> bool:
    """Why nobody was warned: at Watford and Octavia it stands in for the warning."""
    return landlord in {WCH, OCT} and bool((values["not_warned_because"] or "").strip())


@settings(max_examples=150)
@given(reviews(), IN_FORCE)
def test_nothing_that_a_review_leaves_breaks_a_promise(proposed: tuple[str, dict[str, Any]], before: list[int]) -> None:
    landlord, values = proposed
    in_force = history(landlord, before)
    if not judged(landlord, values, in_force).allowed:
        return
    kinds = [one["kind"] for one in values["restrictions"]]
    assert values["reason"].strip()
    assert values["reviewers"]
    assert plainly.may_decide(landlord, kinds, [], people_of(values["reviewers"]))
    the_customer_is_told(landlord, values, set(kinds))
    if values["outcome"] != "lift":
        keeps_the_promises(landlord, values | {"longer_period": None}, in_force, values["next_review_on"])


@settings(max_examples=150)
@given(
    landlord=some.sampled_from(LANDLORDS),
    draw=some.data(),
    received=some.dates(date(2026, 1, 1), date(2039, 11, 1)),
)
def test_nobody_hears_an_appeal_who_may_not_and_it_is_due_in_ten_working_days(
    landlord: str, draw: some.DataObject, received: date
) -> None:
    pack, roles = PACKS[landlord], sorted(ROLES[landlord])
    of = draw.draw(some.lists(some.sampled_from([*pack.kinds, *ACTIONS]), min_size=1, max_size=3))
    decided = draw.draw(signed(landlord))
    involved = draw.draw(some.lists(NAMES, max_size=2))
    hearer = (draw.draw(NAMES), draw.draw(some.sampled_from(roles)))
    values = hearing(
        landlord,
        received_on=received.isoformat(),
        of=of,
        decided_by=decided,
        involved=involved,
        hearer={"person": hearer[0], "role": hearer[1]},
        earlier_appeals_same_issue=draw.draw(some.integers(0, 2)),
        new_evidence=draw.draw(YES_OR_NO),
    )
    proposal = read_proposal(values, pack)
    assert isinstance(proposal, HearAppeal)
    answer = check(pack, proposal)
    assert (answer.due_on is None) == ("ineligible_status" in of)
    if answer.due_on:
        assert working_days_between(received, answer.due_on) == 10
        assert is_working_day(answer.due_on)
        assert timedelta(12) <= answer.due_on - received <= timedelta(21)
    first = not values["earlier_appeals_same_issue"] or values["new_evidence"] or landlord != OVH
    took_part: dict[str, str | None] = dict.fromkeys(involved)
    ranks = ROLES[landlord]
    for person, role in sorted(people_of(decided), key=lambda one: ranks[one[1]]):
        took_part[person] = role
    assert answer.allowed == (first and plainly.may_hear(landlord, of, hearer, took_part))


@settings(max_examples=150)
@given(signatures=some.data(), landlord=some.sampled_from(LANDLORDS), reviewing_it=YES_OR_NO)
def test_exactly_those_decide_whom_the_policy_names(
    signatures: some.DataObject, landlord: str, reviewing_it: bool
) -> None:
    kinds = signatures.draw(restrictions(landlord))
    names = [one["kind"] for one in kinds]
    assume("no_complaints_process" not in names or landlord == OCT)
    who = signatures.draw(signed(landlord))
    actions = [] if reviewing_it else signatures.draw(some.lists(some.sampled_from(ACTIONS), max_size=2))
    if reviewing_it:
        values = reviewing(landlord, restrictions=kinds, reviewers=who)
        assume(who)
    else:
        values = imposing(landlord, restrictions=kinds, deciders=who, actions=actions)
    found = {one.code for one in check(PACKS[landlord], read_proposal(values, PACKS[landlord])).findings}
    missing = bool(found & {"not_authorised", "quorum_missing"})
    assert missing != plainly.may_decide(landlord, names, actions, people_of(who))


@settings(max_examples=150)
@given(some.sampled_from([WCH, OCT, CAL]), some.lists(some.integers(0, 40), max_size=5), YES_OR_NO)
def test_one_more_restriction_never_opens_a_way(landlord: str, numbers: list[int], advocate: bool) -> None:
    pack = PACKS[landlord]
    chosen = [Restriction(one["kind"], one) for one in history(landlord, numbers)]
    for size in range(len(chosen)):
        more, fewer = chosen[: size + 1], chosen[:size]
        assert open_channels(pack, more, advocate) <= open_channels(pack, fewer, advocate)
