"""A door stays open: every combination of kinds, against a second statement of the promise in the plainest words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, combinations
from typing import Any

import pytest

from casework.rules.channels import open_channels, usable_channels
from casework.rules.check import check
from casework.rules.pack import Pack
from casework.rules.proposal import Customer, Impose, Restriction, Review, read_proposal
from casework.rules.vocabulary import CHANNELS
from tests.unit.rules import plainly
from tests.unit.rules.examples import LANDLORDS, OCT, PACKS, TERMS, WCH, imposing, restriction, reviewing

CLOSING = {"no_open_channel", "no_usable_channel", "third_party_missing"}
EVERY_SET = [frozenset(some) for size in range(6) for some in combinations(CHANNELS, size)]
# The forms of a kind that close something else: some, for combinations of four; every one, for pairs.
SOME_FORMS: dict[str, list[dict[str, Any]]] = {
    "only_channels": [{"channels": ["email"]}, {"channels": ["telephone", "letter"]}, {"channels": ["third_party"]}],
    "channel_excluded": [{"channel": channel} for channel in CHANNELS],
}
EVERY_FORM = SOME_FORMS | {"only_channels": [{"channels": sorted(some)} for some in EVERY_SET]}


def forms(pack: Pack, of: dict[str, list[dict[str, Any]]] = SOME_FORMS) -> list[dict[str, Any]]:
    """Every kind of the landlord's policy, in each form in which it closes something else."""
    return [
        restriction(kind, **terms) for kind in pack.kinds_in_policy for terms in of.get(kind, [TERMS.get(kind, {})])
    ]


def asked(landlord: str, kinds: Iterable[dict[str, Any]]) -> Impose:
    """The proposal to impose these kinds, read once; the tests put one customer after the other into it."""
    proposal = read_proposal(imposing(landlord, restrictions=list(kinds)), PACKS[landlord])
    assert isinstance(proposal, Impose)
    return proposal


def edges(ways: set[str]) -> Iterator[frozenset[str]]:
    """The sets that somebody cannot use at which the answer turns: nothing, all that is left, all but one of it."""
    yield frozenset()
    yield frozenset(ways)
    for way in ways:
        yield frozenset(CHANNELS) - {way}


def agrees(landlord: str, kinds: tuple[dict[str, Any], ...], *, everywhere: bool) -> None:
    """The check finds what the plain statement says, for those with and without a third party."""
    pack, proposal = PACKS[landlord], asked(landlord, kinds)
    for advocate in (False, True):
        sets = EVERY_SET if everywhere else edges(plainly.ways_left(landlord, kinds, advocate, ()))
        for cannot_use in sets:
            customer = Customer("applicant", cannot_use, advocate)
            found = [one.code for one in check(pack, replace(proposal, customer=customer)).findings]
            told = [code for code in found if code in CLOSING]
            assert told == plainly.closing(landlord, kinds, advocate, cannot_use), (kinds, advocate, cannot_use)


@pytest.mark.clause("CAL-6b")
@pytest.mark.parametrize("landlord", LANDLORDS)
def test_every_kind_in_every_form_with_every_other_leaves_what_the_plain_statement_says(landlord: str) -> None:
    kinds = forms(PACKS[landlord], EVERY_FORM)
    for one in kinds:
        agrees(landlord, (one,), everywhere=True)
    for two in combinations(kinds, 2):
        agrees(landlord, two, everywhere=False)


@pytest.mark.parametrize("landlord", LANDLORDS)
def test_up_to_four_kinds_together_leave_what_the_plain_statement_says(landlord: str) -> None:
    kinds = forms(PACKS[landlord])
    for chosen in chain(combinations(kinds, 3), combinations(kinds, 4)):
        agrees(landlord, chosen, everywhere=False)


@pytest.mark.matrix
@pytest.mark.parametrize("landlord", LANDLORDS)
def test_up_to_four_kinds_and_every_set_that_cannot_be_used(landlord: str) -> None:
    kinds = forms(PACKS[landlord])
    for size in range(1, 5):
        for chosen in combinations(kinds, size):
            agrees(landlord, chosen, everywhere=True)


@pytest.mark.parametrize("landlord", LANDLORDS)
def test_a_page_that_asks_what_is_left_gets_what_the_check_goes_by(landlord: str) -> None:
    pack = PACKS[landlord]
    for chosen in combinations(forms(pack), 2):
        restrictions = asked(landlord, chosen).restrictions
        for advocate in (False, True):
            assert open_channels(pack, restrictions, advocate) == plainly.ways_left(landlord, chosen, advocate, ())
            for cannot_use in EVERY_SET:
                left = plainly.ways_left(landlord, chosen, advocate, cannot_use)
                assert usable_channels(pack, restrictions, advocate, cannot_use) == left


@pytest.mark.parametrize("landlord", [WCH, OCT])
def test_what_another_decision_closed_counts_the_same_whoever_asks(landlord: str) -> None:
    """Two decisions of one kind each leave what one decision of both would leave; so does a review."""
    pack = PACKS[landlord]
    for first, second in combinations(forms(pack), 2):
        (before,) = asked(landlord, [first]).restrictions
        review = read_proposal(reviewing(landlord, restrictions=[second]), pack)
        assert isinstance(review, Review)
        for cannot_use in (frozenset[str](), frozenset({"email"}), frozenset({"telephone", "letter"})):
            customer = Customer("applicant", cannot_use, advocate=False)
            expected = set(plainly.closing(landlord, [first, second], False, cannot_use)) - {"third_party_missing"}
            for proposal in (asked(landlord, [second]), review):
                found = check(pack, replace(proposal, customer=customer), (before,)).findings
                assert {one.code for one in found} & (CLOSING - {"third_party_missing"}) == expected


def test_a_way_that_is_closed_twice_is_closed_once() -> None:
    pack = PACKS[WCH]
    twice = [Restriction("channel_excluded", {"channel": "email"})] * 2
    assert open_channels(pack, twice, advocate=False) == {"in_person", "telephone", "letter"}
