"""How the customer is told, when that may be kept back, and what a review asks for."""

from typing import Any

import pytest

from tests.unit.rules.examples import (
    CAL,
    LANDLORDS,
    NHG,
    OCT,
    OVH,
    WCH,
    answer,
    codes,
    found,
    imposing,
    people,
    restriction,
    reviewing,
)


def notice(**changes: Any) -> dict[str, Any]:
    return {"preferred": True, "letter": True, "withheld": None} | changes


def withheld(
    justification: str | None = "It would put a worker at risk.", role: str = "head_of_service"
) -> dict[str, Any]:
    return {"justification": justification, "signed_by": {"person": "p4", "role": role}}


@pytest.mark.clause("OVH-3.2.6")
@pytest.mark.parametrize(
    ("preferred", "letter", "at_one_vision", "elsewhere"),
    [
        (True, True, [], []),
        (False, True, ["notice_missing"], []),
        (True, False, ["notice_missing"], ["notice_missing"]),
        (False, False, ["notice_missing"], ["notice_missing"]),
    ],
)
def test_the_customer_is_told_by_letter_and_at_one_vision_in_the_preferred_way_too(
    preferred: bool, letter: bool, at_one_vision: list[str], elsewhere: list[str]
) -> None:
    told = {"notice": notice(preferred=preferred, letter=letter)}
    for landlord in LANDLORDS:
        expected = at_one_vision if landlord == OVH else elsewhere
        assert codes(landlord, imposing(landlord, **told)) == expected
        assert codes(landlord, reviewing(landlord, **told)) == expected


PAIRS = restriction("visits_in_pairs")
SET_TIMES = restriction("calls_at_set_times")


@pytest.mark.parametrize(
    ("kinds", "actions", "given", "letter", "expected"),
    [
        ([PAIRS], [], withheld(), False, []),
        ([PAIRS], [], withheld(), True, []),
        ([PAIRS], [], withheld(role="director"), False, []),
        ([PAIRS], [], withheld(role="customer_experience_manager"), True, ["withholding_unjustified"]),
        ([PAIRS], [], withheld(None), True, ["withholding_unjustified"]),
        ([PAIRS], [], withheld(" "), False, ["notice_missing", "withholding_unjustified"]),
        ([SET_TIMES], [], withheld(), True, ["withholding_not_allowed"]),
        ([PAIRS, SET_TIMES], [], withheld(), True, ["withholding_not_allowed"]),
        ([SET_TIMES, SET_TIMES], [], withheld(), True, ["withholding_not_allowed"] * 2),
        ([PAIRS], ["recharge"], withheld(), True, ["withholding_not_allowed"]),
        ([SET_TIMES], [], withheld(), False, ["withholding_not_allowed", "notice_missing"]),
    ],
)
def test_at_calico_only_visits_in_pairs_can_be_kept_back_and_only_when_signed(
    kinds: list[dict[str, Any]], actions: list[str], given: dict[str, Any], letter: bool, expected: list[str]
) -> None:
    proposal = imposing(CAL, restrictions=kinds, actions=actions, notice=notice(letter=letter, withheld=given))
    assert codes(CAL, proposal) == expected


@pytest.mark.parametrize(
    ("landlord", "role"),
    [(OVH, "director"), (WCH, "chief_executive"), (OCT, "director"), (NHG, "head_of_service")],
)
def test_no_other_landlord_may_keep_a_decision_back(landlord: str, role: str) -> None:
    kept_back = notice(withheld=withheld(role=role))
    assert codes(landlord, imposing(landlord, notice=kept_back)) == ["withholding_not_allowed"]
    kept_back["letter"] = False
    assert codes(landlord, imposing(landlord, notice=kept_back)) == ["notice_missing", "withholding_not_allowed"]


@pytest.mark.clause("OVH-3.6.2")
@pytest.mark.parametrize("landlord", LANDLORDS)
@pytest.mark.parametrize("outcome", ["lift", "alter", "continue"])
def test_a_review_can_lift_alter_or_continue(landlord: str, outcome: str) -> None:
    next_review_on = None if outcome == "lift" else "2027-11-19"
    assert codes(landlord, reviewing(landlord, outcome=outcome, next_review_on=next_review_on)) == []


@pytest.mark.parametrize("landlord", LANDLORDS)
def test_lifting_gets_no_finding_about_what_is_lifted(landlord: str) -> None:
    bad = [
        restriction("no_complaints_process", reason=None, proportionality=None),
        restriction("third_party_only"),
        restriction("ineligible_status"),
    ]
    assert codes(landlord, reviewing(landlord, outcome="lift", restrictions=bad, next_review_on=None)) == []
    assert codes(landlord, reviewing(landlord, outcome="alter", restrictions=bad))[0] == "unlawful"


@pytest.mark.parametrize("outcome", ["lift", "alter", "continue"])
def test_a_review_needs_a_reason_of_its_own(outcome: str) -> None:
    for blank in (None, "  "):
        proposal = reviewing(CAL, outcome=outcome, reason=blank)
        assert codes(CAL, proposal) == ["reason_missing"]
        assert found(CAL, proposal, "reason_missing").place is None


def test_a_review_without_the_customer_is_marked() -> None:
    assert codes(WCH, reviewing(WCH, invited=False)) == ["invitation_missing?"]
    assert answer(WCH, reviewing(WCH, invited=False)).allowed


def test_findings_come_by_restriction_then_by_the_table_and_the_whole_last() -> None:
    proposal = imposing(
        OVH,
        restrictions=[
            restriction("visits_in_pairs", reason=None),
            restriction("no_complaints_process", proportionality=""),
            restriction("third_party_only"),
        ],
        steps={},
        deciders=people(("p9", "officer")),
        review_on=None,
        notice=notice(letter=False),
        serious=True,
    )
    assert [(finding.place, finding.code) for finding in answer(OVH, proposal).findings] == [
        (0, "not_in_policy"),
        (0, "reason_missing"),
        (1, "unlawful"),
        (1, "not_in_policy"),
        (1, "proportionality_missing"),
        (2, "third_party_missing"),
        (None, "no_open_channel"),
        (None, "wrong_route"),
        (None, "told_missing"),
        (None, "assessment_missing"),
        (None, "quorum_missing"),
        (None, "decider_conflict"),
        (None, "review_missing"),
        (None, "notice_missing"),
    ]
