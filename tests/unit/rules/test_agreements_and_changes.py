"""Agreements, changes of circumstances, ineligible status and free words: what each rule says at its edges."""

from __future__ import annotations

from datetime import date

import pytest

from casework.rules import agreements, changes, free_terms, lettings
from casework.rules.agreements import Offer
from casework.rules.pack import load_pack
from tests.people import LANDLORDS

MONDAY = date(2026, 11, 23)
OURS, THEIRS = ["We call on Mondays"], ["I call on Tuesdays"]
NHG = load_pack("notting-hill-genesis")
OVH = load_pack("one-vision-housing")


@pytest.mark.parametrize(
    ("customer", "landlord", "review_on", "assessed", "codes"),
    [
        (THEIRS, OURS, date(2027, 5, 23), True, []),
        (THEIRS, OURS, date(2027, 5, 24), True, ["review_too_late"]),
        (THEIRS, OURS, None, True, ["review_missing"]),
        ([], OURS, date(2027, 5, 23), True, ["promises_missing"]),
        (THEIRS, ["", "  "], date(2027, 5, 23), True, ["promises_missing"]),
        ([], [], date(2027, 5, 23), False, ["promises_missing", "promises_missing", "assessment_missing"]),
    ],
)
def test_an_offer_has_promises_of_both_sides_a_look_at_the_person_and_a_review(
    customer: list[str], landlord: list[str], review_on: date | None, assessed: bool, codes: list[str]
) -> None:
    found = agreements.may_offer(NHG, Offer(MONDAY, customer, landlord, review_on, assessed))
    assert [one.code for one in found] == codes
    assert all(one.severity == "stop" for one in found)


@pytest.mark.parametrize("landlord", LANDLORDS)
def test_only_a_policy_that_has_agreements_offers_them(landlord: str) -> None:
    pack = load_pack(landlord)
    found = agreements.may_offer(pack, Offer(MONDAY, THEIRS, OURS, date(2027, 5, 23), assessed=True))
    assert agreements.in_policy(pack) == (landlord == "notting-hill-genesis") == (not found)
    assert [(one.code, one.place) for one in found] in ([], [("not_in_policy", 0)])


def test_which_side_promises_nothing_is_said() -> None:
    found = agreements.may_offer(NHG, Offer(MONDAY, [], OURS, date(2027, 5, 23), assessed=True))
    assert [(one.params["side"], one.source) for one in found] == [("customer", "Notting Hill Genesis 5.0")]


@pytest.mark.parametrize(("broken", "counts"), [(0, []), (1, [1]), (7, [7])])
def test_broken_promises_are_shown_at_a_review_and_block_nothing(broken: int, counts: list[int]) -> None:
    found = agreements.at_review(NHG, broken)
    assert [(one.params["count"], one.severity) for one in found] == [(count, "warn") for count in counts]


@pytest.mark.parametrize(
    ("landlord", "kinds", "source"),
    [
        ("one-vision-housing", ["calls_at_set_times"], "One Vision Housing 3.6.3"),
        ("one-vision-housing", ["ineligible_status"], "One Vision Housing 3.7.2"),
        ("one-vision-housing", ["ineligible_status", "only_channels"], "One Vision Housing 3.6.3"),
        ("watford-community-housing", ["appointments_only"], "Open Door floor 21"),
        ("octavia", ["calls_not_taken"], "Open Door floor 21"),
        ("notting-hill-genesis", ["contact_agreement"], "Open Door floor 21"),
        ("calico-homes", ["visits_in_pairs"], "Open Door floor 21"),
    ],
)
def test_a_change_of_circumstances_owes_an_early_review_at_every_landlord(
    landlord: str, kinds: list[str], source: str
) -> None:
    found = changes.early_review(load_pack(landlord), [*kinds, *kinds], MONDAY)
    assert found is not None
    assert (found.code, found.severity, found.source) == ("early_review_owed", "warn", source)
    assert (found.params["due_on"], found.params["kinds"]) == ("2026-12-07", tuple(kinds))


def test_a_change_of_somebody_to_whom_nothing_applies_owes_no_review() -> None:
    assert changes.early_review(OVH, [], MONDAY) is None


@pytest.mark.parametrize(
    ("told_on", "due"),
    [
        (date(2026, 11, 23), date(2026, 12, 7)),
        (date(2026, 11, 22), date(2026, 12, 4)),  # a Sunday: Monday is the first working day after it
        (date(2026, 12, 24), date(2027, 1, 12)),  # Christmas Day, its substitute on the 28th, and New Year's Day
    ],
)
def test_a_change_is_answered_within_ten_working_days(told_on: date, due: date) -> None:
    assert changes.answer_by(OVH, told_on) == due


@pytest.mark.parametrize(
    ("before", "standing", "came"),
    [
        ([], [], "noted"),
        ([], ["R-9"], "noted"),
        (["R-1"], ["R-1"], "stands"),
        (["R-1", "R-2"], ["R-2", "R-1"], "stands"),
        (["R-1"], ["R-1", "R-9"], "stands"),
        (["R-1", "R-2"], ["R-1"], "altered"),
        (["R-1"], ["R-9"], "altered"),
        (["R-1", "R-2"], [], "ended"),
    ],
)
def test_what_came_of_a_change_is_read_from_what_stands(before: list[str], standing: list[str], came: str) -> None:
    assert changes.came_of(before, standing) == came


@pytest.mark.clause("OVH-3.7.1")
@pytest.mark.parametrize(
    ("today", "over"), [(date(2027, 11, 24), False), (date(2027, 11, 25), False), (date(2027, 11, 26), True)]
)
def test_ineligible_status_lasts_twelve_months_and_not_a_day_more(today: date, over: bool) -> None:
    began = date(2026, 11, 25)
    assert lettings.has_run_out(OVH, "ineligible_status", began, today) is over
    late = list(lettings.going_on(OVH, "ineligible_status", began, today, 3))
    assert [(one.code, one.severity, one.source, one.place) for one in late] == (
        [("status_too_long", "stop", "One Vision Housing 3.7.1", 3)] if over else []
    )


@pytest.mark.parametrize(
    ("kinds", "named"),
    [
        (["ineligible_status"], ["Local Government and Social Care Ombudsman"]),
        (["calls_at_set_times", "ineligible_status"], ["Local Government and Social Care Ombudsman"]),
        (["calls_at_set_times", "unknown"], []),
        ([], []),
    ],
)
def test_a_councils_ombudsman_is_named_for_bidding_alone(kinds: list[str], named: list[str]) -> None:
    found = lettings.council(OVH, kinds, MONDAY)
    assert ([found.name] if found else []) == named


def test_no_other_restriction_ends_by_itself() -> None:
    others = [kind for kind in OVH.kinds if kind != "ineligible_status"]
    assert not any(lettings.ends_by_itself(OVH, kind) for kind in [*others, "unknown"])
    assert lettings.last_day(OVH, "calls_at_set_times", MONDAY) is None
    assert not lettings.has_run_out(OVH, "calls_at_set_times", MONDAY, date(2040, 1, 1))
    assert list(lettings.going_on(OVH, "ineligible_status", MONDAY, None, 0)) == []


@pytest.mark.parametrize(
    ("landlord", "kind", "free"),
    [
        ("watford-community-housing", "documents_returned", True),
        ("calico-homes", "visits_in_pairs", True),
        ("octavia", "calls_not_taken", True),
        ("notting-hill-genesis", "contact_agreement", True),
        ("one-vision-housing", "calls_at_set_times", False),  # its list is complete
        ("watford-community-housing", "excluded_from_offices", False),  # not in its policy
    ],
)
@pytest.mark.clause("WCH-5.4o")
def test_free_words_go_with_a_kind_of_the_policy_where_its_list_is_open(landlord: str, kind: str, free: bool) -> None:
    pack = load_pack(landlord)
    assert free_terms.allowed(pack, kind) is free
    found = list(free_terms.findings(pack, kind, {"also": "A note goes with it."}, 2))
    assert [(one.code, one.severity, one.place) for one in found] == (
        [] if free else [("free_terms_not_in_policy", "stop", 2)]
    )
    assert list(free_terms.findings(pack, kind, {"also": "  "}, 0)) == []
    assert list(free_terms.findings(pack, kind, {}, 0)) == []
