"""What has to come first: telling, warning, an assessment, support; and the route of a serious matter."""

from typing import Any

import pytest

from tests.unit.rules.examples import CAL, LANDLORDS, NHG, OCT, OVH, WCH, codes, found, imposing, steps


@pytest.mark.parametrize("landlord", LANDLORDS)
def test_an_ordinary_proposal_is_allowed(landlord: str) -> None:
    assert codes(landlord, imposing(landlord)) == []


@pytest.mark.clause("OCT-3.1")
@pytest.mark.parametrize(
    ("landlord", "ordinary", "serious", "at_risk"),
    [
        (OVH, ["told_missing"], ["wrong_route", "told_missing"], []),
        (WCH, [], ["police_report_missing"], []),
        (OCT, ["told_missing"], [], []),
        (NHG, [], [], []),
        (CAL, ["told_missing"], [], []),
    ],
)
def test_the_customer_is_told_first_where_the_policy_says_so(
    landlord: str, ordinary: list[str], serious: list[str], at_risk: list[str]
) -> None:
    untold = {"steps": steps(told=False)}
    assert codes(landlord, imposing(landlord, **untold)) == ordinary
    assert codes(landlord, imposing(landlord, **untold, serious=True)) == serious
    assert codes(landlord, imposing(landlord, **untold, immediate_risk=True)) == at_risk


@pytest.mark.clause("OCT-3.3")
@pytest.mark.parametrize(
    ("landlord", "ordinary", "serious", "with_a_reason"),
    [
        (OVH, [], ["wrong_route"], []),
        (WCH, ["warning_missing"], ["warning_missing", "police_report_missing"], ["warning_missing?"]),
        (OCT, ["warning_missing"], [], ["warning_missing?"]),
        (NHG, [], [], []),
        (CAL, ["warning_missing"], [], ["warning_missing"]),
    ],
)
def test_a_warning_comes_first_where_the_policy_says_so(
    landlord: str, ordinary: list[str], serious: list[str], with_a_reason: list[str]
) -> None:
    unwarned: dict[str, Any] = {"steps": steps(warned=False)}
    reason = {"not_warned_because": "No call was answered."}
    assert codes(landlord, imposing(landlord, **unwarned)) == ordinary
    assert codes(landlord, imposing(landlord, **unwarned, serious=True)) == serious
    assert codes(landlord, imposing(landlord, **unwarned, **reason)) == with_a_reason
    assert codes(landlord, imposing(landlord, **unwarned, not_warned_because="  ")) == ordinary
    assert codes(landlord, imposing(landlord, **unwarned, immediate_risk=True)) == []


@pytest.mark.clause("OVH-2.5")
@pytest.mark.parametrize("landlord", LANDLORDS)
def test_nothing_is_decided_before_circumstances_are_looked_at(landlord: str) -> None:
    assert codes(landlord, imposing(landlord, steps=steps(assessed=False))) == ["assessment_missing"]


@pytest.mark.parametrize("landlord", LANDLORDS)
def test_at_immediate_risk_the_assessment_follows_within_five_working_days(landlord: str) -> None:
    # Monday 21 December 2026: Christmas Day is a Friday, Boxing Day is kept on Monday the 28th.
    proposal = imposing(
        landlord, on="2026-12-21", immediate_risk=True, steps=steps(assessed=False), review_on="2027-05-21"
    )
    assert codes(landlord, proposal) == ["assessment_missing?"]
    assert found(landlord, proposal, "assessment_missing").params["due_on"] == "2026-12-30"


@pytest.mark.clause("OVH-3.2.3")
@pytest.mark.clause("OVH-3.2.4")
@pytest.mark.parametrize(
    ("vulnerability", "support", "here", "elsewhere"),
    [
        ("none", "not_needed", [], []),
        ("present", "not_needed", [], []),
        ("present", "none", [], []),
        ("contributes", "not_needed", ["support_first"], ["support_first?"]),
        ("contributes", "none", ["support_first"], ["support_first?"]),
        ("contributes", "offered", ["support_first"], ["support_first?"]),
        ("contributes", "made_no_difference", [], []),
        ("contributes", "declined", [], []),
    ],
)
def test_support_comes_first_where_a_vulnerability_contributes(
    vulnerability: str, support: str, here: list[str], elsewhere: list[str]
) -> None:
    before = steps(vulnerability=vulnerability, support=support)
    assert codes(OVH, imposing(OVH, steps=before)) == here
    for landlord in (WCH, OCT, NHG, CAL):
        assert codes(landlord, imposing(landlord, steps=before)) == elsewhere


@pytest.mark.clause("OVH-1.5")
@pytest.mark.clause("OVH-3.2.5t")
def test_a_serious_matter_is_never_decided_by_one_visions_panel() -> None:
    assert codes(OVH, imposing(OVH, serious=True)) == ["wrong_route"]
    assert codes(OVH, imposing(OVH, serious=True, immediate_risk=True)) == ["wrong_route"]
    for landlord in (OCT, NHG, CAL):
        assert codes(landlord, imposing(landlord, serious=True)) == []


@pytest.mark.clause("WCH-5.2")
@pytest.mark.parametrize(
    ("serious", "actions", "expected"),
    [
        (True, [], ["police_report_missing"]),
        (True, ["police_report"], []),
        (True, ["injunction"], ["police_report_missing"]),
        (False, [], []),
    ],
)
def test_watford_always_reports_a_serious_matter_to_the_police(
    serious: bool, actions: list[str], expected: list[str]
) -> None:
    assert codes(WCH, imposing(WCH, serious=serious, actions=actions)) == expected


@pytest.mark.clause("OVH-2.4")
@pytest.mark.parametrize("blank", [None, "", "   ", "\n\t"])
def test_no_restriction_without_a_reason_and_proportionality(blank: str | None) -> None:
    from tests.unit.rules.examples import restriction

    for landlord in LANDLORDS:
        kind = imposing(landlord)["restrictions"][0]["kind"]
        bare = restriction(kind, reason=blank, proportionality=blank)
        proposal = imposing(landlord, restrictions=[restriction(kind), bare])
        assert codes(landlord, proposal) == ["reason_missing", "proportionality_missing"]
        assert found(landlord, proposal, "reason_missing").place == 1


@pytest.mark.parametrize("landlord", LANDLORDS)
def test_whoever_reported_it_does_not_decide_it(landlord: str) -> None:
    assert codes(landlord, imposing(landlord, reported_by="p1")) == ["decider_conflict"]
