"""A door stays open: over random proposals, and against a second statement of the promise in the plainest words."""

import random
from itertools import chain, combinations
from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as some

from casework.rules.channels import open_channels, usable_channels
from casework.rules.check import check
from casework.rules.pack import Pack
from casework.rules.proposal import Impose, Restriction, Review, read_proposal
from casework.rules.vocabulary import ACTIONS, CHANNELS, SUPPORT, VULNERABILITY
from tests.unit.rules.examples import CAL, LANDLORDS, OCT, PACKS, TERMS, imposing, people, restriction, reviewing

FORMS: dict[str, list[dict[str, Any]]] = {
    "only_channels": [{"channels": ["email"]}, {"channels": ["telephone", "letter"]}, {"channels": ["third_party"]}],
    "channel_excluded": [{"channel": channel} for channel in CHANNELS],
}


def brute_force(landlord: str, kinds: list[dict[str, Any]], advocate: bool, cannot_use: set[str]) -> set[str]:
    """Which ways this person still has: every way, less what each kind takes away, written out by hand."""
    ways = {"in_person", "telephone", "email", "letter"} | ({"third_party"} if advocate else set())
    for kind in kinds:
        match kind["kind"]:
            case "third_party_only" if landlord == OCT:
                ways -= {"letter", "email"}
            case "third_party_only" | "no_direct_contact":
                ways -= {"in_person", "telephone", "email", "letter"}
            case "no_personal_contact" if landlord == OCT:
                ways -= {"in_person"}
            case "no_personal_contact":
                ways -= {"in_person", "telephone"}
            case "calls_not_taken":
                ways -= {"telephone"}
            case "channel_excluded":
                ways -= {kind["channel"]} - {"third_party"}
            case "only_channels":
                ways &= {*kind["channels"], "third_party"}
    return ways - cannot_use


def forms(pack: Pack) -> list[dict[str, Any]]:
    """Every kind of the landlord's policy, in each form in which it closes something else."""
    return [
        restriction(kind, **terms) for kind in pack.kinds_in_policy for terms in FORMS.get(kind, [TERMS.get(kind, {})])
    ]


ALL_THAT_CANNOT_BE_USED = [set(some_of) for size in range(6) for some_of in combinations(CHANNELS, size)]


def agrees(landlord: str, kinds: list[dict[str, Any]], advocate: bool) -> None:
    pack = PACKS[landlord]
    values = imposing(landlord, restrictions=kinds, customer={"kind": "applicant", "advocate": advocate})
    proposal = read_proposal(values, pack)
    assert isinstance(proposal, Impose)
    for cannot_use in ALL_THAT_CANNOT_BE_USED:
        left = brute_force(landlord, kinds, advocate, cannot_use)
        assert usable_channels(pack, proposal.restrictions, advocate, cannot_use) == left


@pytest.mark.parametrize("landlord", LANDLORDS)
def test_pairs_of_kinds_leave_what_the_plain_statement_says(landlord: str) -> None:
    kinds = forms(PACKS[landlord])
    for chosen in chain(combinations(kinds, 1), combinations(kinds, 2)):
        for advocate in (False, True):
            agrees(landlord, list(chosen), advocate)


@pytest.mark.matrix
@pytest.mark.parametrize("landlord", LANDLORDS)
def test_up_to_four_kinds_leave_what_the_plain_statement_says(landlord: str) -> None:
    kinds = forms(PACKS[landlord])
    for size in (3, 4):
        for chosen in combinations(kinds, size):
            agrees(landlord, list(chosen), random.Random(str(chosen)).random() < 0.5)  # noqa: S311


@pytest.mark.parametrize("landlord", LANDLORDS)
def test_the_check_stops_exactly_where_nothing_usable_is_left(landlord: str) -> None:
    pack = PACKS[landlord]
    for kind in forms(pack):
        for advocate in (False, True):
            for cannot_use in ALL_THAT_CANNOT_BE_USED:
                customer = {"kind": "applicant", "advocate": advocate, "cannot_use": sorted(cannot_use)}
                proposal = read_proposal(imposing(landlord, restrictions=[kind], customer=customer), pack)
                codes = {finding.code for finding in check(pack, proposal).stops}
                left = brute_force(landlord, [kind], advocate, cannot_use)
                nothing_open = not brute_force(landlord, [kind], advocate, set())
                assert ("no_open_channel" in codes) == nothing_open
                assert ("no_usable_channel" in codes) == (not left and not nothing_open)


TRUE_OR_FALSE = some.booleans()
TEXTS = some.sampled_from([None, " ", "A reason."])


def mostly(draw: some.DrawFn, right: Any, anything: some.SearchStrategy[Any]) -> Any:
    """The right value four times in five, so that much of what is drawn is allowed."""
    return draw(anything) if draw(some.integers(0, 4)) == 0 else right


def steps(draw: some.DrawFn) -> dict[str, Any]:
    """What came before."""
    return {
        "told": mostly(draw, True, TRUE_OR_FALSE),
        "warned": mostly(draw, True, TRUE_OR_FALSE),
        "assessed": mostly(draw, True, TRUE_OR_FALSE),
        "vulnerability": mostly(draw, "none", some.sampled_from(VULNERABILITY)),
        "support": draw(some.sampled_from(SUPPORT)),
    }


@some.composite
def proposals(draw: some.DrawFn) -> tuple[str, dict[str, Any]]:
    """Any landlord and any restrictions; the rest is right more often than not, so that much of it is allowed."""
    landlord = draw(some.sampled_from(LANDLORDS))
    pack = PACKS[landlord]
    unlawful = [restriction("no_complaints_process")]
    kinds = draw(some.lists(some.sampled_from(forms(pack) + unlawful), min_size=1, max_size=3))
    person = some.tuples(some.sampled_from(["p1", "p2", "p9"]), some.sampled_from(sorted(pack.roles)))
    signed = mostly(draw, imposing(landlord)["deciders"], some.lists(person, max_size=4).map(lambda g: people(*g)))
    customer = {
        "kind": mostly(draw, "applicant", some.just("tenant")),
        "cannot_use": sorted(draw(some.sets(some.sampled_from(CHANNELS)))),
        "advocate": draw(TRUE_OR_FALSE),
    }
    if draw(TRUE_OR_FALSE):
        late = some.sampled_from([None, "2027-11-20", "2027-11-21", "2028-06-01"])
        return landlord, reviewing(
            landlord,
            outcome=draw(some.sampled_from(["lift", "alter", "continue"])),
            customer=customer,
            restrictions=kinds,
            reviewers=signed,
            reason=mostly(draw, "A reason.", TEXTS),
            next_review_on=mostly(draw, "2027-11-19", late),
        )
    return landlord, imposing(
        landlord,
        customer=customer,
        restrictions=[one | {"reason": mostly(draw, "A reason.", TEXTS)} for one in kinds],
        deciders=signed,
        actions=mostly(draw, [], some.lists(some.sampled_from(ACTIONS), max_size=2)),
        serious=mostly(draw, False, TRUE_OR_FALSE),
        immediate_risk=draw(TRUE_OR_FALSE),
        steps=steps(draw),
        review_on=mostly(draw, "2027-05-23", some.sampled_from([None, "2027-05-24", "2027-11-23", "2027-11-24"])),
    )


@settings(max_examples=300)
@given(proposals())
def test_nothing_that_is_allowed_breaks_a_promise(given_proposal: tuple[str, dict[str, Any]]) -> None:
    landlord, values = given_proposal
    pack = PACKS[landlord]
    proposal = read_proposal(values, pack)
    answer = check(pack, proposal)
    places = [(one.place is None, one.place or 0) for one in answer.findings]
    assert places == sorted(places)
    assert answer.allowed == (not answer.stops)
    event("allowed" if answer.allowed else "not allowed")
    if not answer.allowed:
        return
    assert isinstance(proposal, Impose | Review)
    customer = values["customer"]
    if not (isinstance(proposal, Review) and proposal.outcome == "lift"):
        assert brute_force(landlord, values["restrictions"], customer["advocate"], set(customer["cannot_use"]))
        for one in proposal.restrictions:
            assert one.kind != "no_complaints_process"
            assert one.reason
            assert one.proportionality
            assert pack.kinds[one.kind].in_policy
        review_on = proposal.review_on if isinstance(proposal, Impose) else proposal.next_review_on
        assert review_on is not None
    if isinstance(proposal, Impose):
        assert proposal.steps.assessed or proposal.immediate_risk
        assert proposal.reported_by not in {one.person for one in proposal.deciders}


@settings(max_examples=200)
@given(
    kinds=some.lists(some.sampled_from(forms(PACKS[CAL]) + forms(PACKS["watford-community-housing"])), max_size=5),
    advocate=TRUE_OR_FALSE,
)
def test_one_more_restriction_never_opens_a_way(kinds: list[dict[str, Any]], advocate: bool) -> None:
    pack = PACKS[CAL]
    given_kinds = [Restriction(one["kind"], one) for one in kinds]
    for size in range(len(given_kinds)):
        more, fewer = given_kinds[: size + 1], given_kinds[:size]
        assert open_channels(pack, more, advocate) <= open_channels(pack, fewer, advocate)
