"""Why can't I, from both sides: what blocks each kind and what unlocks it, and what a record offers on appeal."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from casework.rules.check import check
from casework.rules.fairness import Matter
from casework.rules.points import Facts, key, points_of_appeal, why_not
from casework.rules.proposal import Customer, Impose, read_proposal
from letters.words.points import TEXTS, point
from tests.unit.rules.examples import LANDLORDS, NHG, OCT, OVH, PACKS, WCH, imposing, restriction
from translations import LANGUAGES

DAY = date(2026, 11, 23)
STEPS = {"told": True, "warned": True, "assessed": True, "vulnerability": "none", "support": "not_needed"}


def proposal(landlord: str, **changes: Any) -> Impose:
    found = read_proposal(imposing(landlord, **changes), PACKS[landlord])
    assert isinstance(found, Impose)
    return found


def facts(landlord: str, today: date = DAY, **changes: Any) -> Facts:
    return Facts(proposal(landlord, **changes), DAY, today)


@pytest.mark.parametrize("landlord", LANDLORDS)
def test_every_kind_of_the_closed_list_is_answered_once(landlord: str) -> None:
    pack = PACKS[landlord]
    assert [one.kind.code for one in why_not(pack, proposal(landlord))] == list(pack.kinds)


@pytest.mark.parametrize("landlord", LANDLORDS)
def test_a_kind_that_the_policy_does_not_have_is_blocked_for_that(landlord: str) -> None:
    for one in why_not(PACKS[landlord], proposal(landlord)):
        assert ("not_in_policy" in {found.code for found in one.blocks}) is (not one.kind.in_policy)


@pytest.mark.clause("OVH-2.5")
@pytest.mark.parametrize("landlord", LANDLORDS)
def test_without_an_assessment_nothing_can_be_decided(landlord: str) -> None:
    options = why_not(PACKS[landlord], proposal(landlord, steps={**STEPS, "assessed": False}))
    assert not [one.kind.code for one in options if one.open]
    sources = {found.source for one in options for found in one.blocks if found.code == "assessment_missing"}
    assert sources == {"One Vision Housing 2.5"} if landlord == OVH else len(sources) == 1


@pytest.mark.clause("OVH-2.4")
@pytest.mark.parametrize(
    ("changes", "code", "source"),
    [
        ({"reason": " "}, "reason_missing", "Open Door floor 2"),
        ({"proportionality": None}, "proportionality_missing", "Open Door floor 2"),
        ({"review_on": None}, "review_missing", "One Vision Housing 3.6.1"),
    ],
)
def test_no_alteration_goes_without_its_reason_its_proportionality_and_its_review(
    changes: dict[str, Any], code: str, source: str
) -> None:
    whole = {"review_on": changes["review_on"]} if "review_on" in changes else {}
    line = {name: value for name, value in changes.items() if name != "review_on"}
    asked = proposal(OVH, restrictions=[restriction("contact_time_limited", **line)], **whole)
    answer = check(PACKS[OVH], asked)
    assert [(one.code, one.source) for one in answer.stops] == [(code, source)]
    assert not answer.allowed


def test_what_a_kind_closes_for_this_person_blocks_it_for_this_person_alone() -> None:
    only_phone = frozenset({"in_person", "email", "letter"})
    of_one = replace(proposal(OCT), customer=Customer("tenant", only_phone))
    blocked = {one.kind.code for one in why_not(PACKS[OCT], of_one) if not one.open and one.kind.in_policy}
    others = {one.kind.code for one in why_not(PACKS[OCT], proposal(OCT)) if not one.open and one.kind.in_policy}
    assert "calls_not_taken" in blocked
    assert "calls_not_taken" not in others


def test_whose_signature_is_missing_blocks_nothing_and_is_said() -> None:
    options = {one.kind.code: one for one in why_not(PACKS[OVH], proposal(OVH, deciders=[]))}
    calls = options["calls_at_set_times"]
    assert calls.open
    assert [one.code for one in calls.signatures] == ["quorum_missing"]


POINTS = [
    # landlord, what the record says, the point and its source
    (
        WCH,
        {"steps": {**STEPS, "warned": False}, "not_warned_because": "He was away."},
        "warning_missing",
        "Watford Community Housing 6.2",
    ),
    (WCH, {"steps": {**STEPS, "vulnerability": "contributes", "support": "none"}}, "support_first", None),
    (OVH, {"steps": {**STEPS, "told": False}}, "told_missing", "One Vision Housing 3.1.3"),
    (OVH, {"steps": {**STEPS, "assessed": False}}, "assessment_missing", "One Vision Housing 2.5"),
    (NHG, {"review_on": "2027-05-24"}, "review_too_late", "Open Door floor 3"),
]


@pytest.mark.parametrize(("landlord", "changes", "code", "source"), POINTS)
def test_the_record_offers_what_is_missing_in_it(
    landlord: str, changes: dict[str, Any], code: str, source: str | None
) -> None:
    found = {one.code: one for one in points_of_appeal(PACKS[landlord], facts(landlord, **changes))}
    assert code in found
    assert source is None or found[code].source == source


@pytest.mark.parametrize("landlord", LANDLORDS)
def test_a_decision_in_which_nothing_is_wrong_offers_no_point(landlord: str) -> None:
    assert check(PACKS[landlord], proposal(landlord)).allowed
    assert points_of_appeal(PACKS[landlord], facts(landlord)) == ()


LATE = [
    # today, days late
    (date(2027, 5, 20), None),  # the day before
    (date(2027, 5, 21), None),  # the day itself is in time
    (date(2027, 5, 22), 1),
    (date(2027, 6, 2), 12),
]


@pytest.mark.parametrize(("today", "days"), LATE)
def test_a_late_review_is_a_point_with_its_days(today: date, days: int | None) -> None:
    given = replace(facts(OVH, today), reviews={0: date(2027, 5, 21)})
    found = [one for one in points_of_appeal(PACKS[OVH], given) if one.code == "review_late"]
    assert [one.params["days"] for one in found] == ([] if days is None else [days])
    if found:
        said = point(found[0], "en", PACKS[OVH])
        assert said == f"We should have looked at it again by Friday 21 May 2027. Days late: {days}."
        assert found[0].source == "One Vision Housing 3.6.1"


def test_a_complaint_before_the_proposal_is_a_point_and_one_after_it_is_none() -> None:
    before, after = Matter("complaint", date(2026, 11, 1), "M-1"), Matter("complaint", date(2026, 11, 24), "M-2")
    given = replace(facts(OVH, date(2026, 12, 1)), matters=(before, after))
    found = points_of_appeal(PACKS[OVH], given)
    assert [(key(one), one.params["days"]) for one in found] == [("soon_after.complaint", 22)]


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_point_is_said_whole(language: str) -> None:
    kinds = ("complaint", "disrepair_claim", "ombudsman_referral")
    given = replace(
        facts(WCH, date(2029, 1, 1), steps={}, restrictions=[{"kind": "documents_returned", "reason": None,
              "proportionality": " "}], review_on=None, deciders=[], reported_by="x",
              customer={"kind": "tenant", "cannot_use": ["in_person", "telephone", "email", "letter"]},
              notice={"preferred": True, "letter": False, "withheld": None}),
        reviews={0: date(2027, 5, 21)},
        matters=tuple(Matter(kind, DAY, kind) for kind in kinds),
    )  # fmt: skip
    found = points_of_appeal(PACKS[WCH], given)
    assert {"documents_returned"} <= {str(one.params.get("kind")) for one in found}
    assert len(found) >= 12
    assert len({key(one) for one in found}) == len(found)
    for one in found:
        said = point(one, language, PACKS[WCH])
        assert said
        assert "{" not in said
        assert f"{one.code}.{one.params.get('matter')}" in TEXTS or one.code in TEXTS, one
