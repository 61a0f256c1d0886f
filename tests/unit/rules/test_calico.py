"""Calico Homes' policy as a table of cases: what is tried, what is found, and the clause in the way."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.rules.examples import (
    CAL,
    PACKS,
    Case,
    floor_rules,
    hearing,
    holds,
    imposing,
    people,
    restriction,
    reviewing,
    steps,
    table,
)

OFFICER, MANAGER = people(("a", "officer")), people(("a", "customer_experience_manager"))
WITH_ADVOCATE = {"kind": "tenant", "advocate": True}


def one(kind: str, **changes: Any) -> dict[str, Any]:
    """A proposal with this kind alone."""
    terms = changes.pop("terms", {})
    return imposing(CAL, restrictions=[restriction(kind, **terms)], **changes)


def kept_back(
    kind: str = "visits_in_pairs", why: str | None = "It would put a worker at risk.", signer: str = "head_of_service"
) -> dict[str, Any]:
    """A decision that the customer is not told of."""
    signed = {"justification": why, "signed_by": {"person": "p4", "role": signer}}
    return one(kind, notice={"preferred": False, "letter": False, "withheld": signed})


CASES = table(
    CAL,
    # 5.1: visits in pairs after violence, and no warning first
    (
        "CAL-5.1",
        "visits in pairs after violence",
        one("visits_in_pairs", serious=True, steps=steps(told=False, warned=False)),
        "",
        "",
    ),
    ("CAL-5.1", "and a report to the police", one("visits_in_pairs", serious=True, actions=["police_report"]), "", ""),
    (
        "CAL-5.1",
        "the customer is told by letter",
        one("visits_in_pairs", serious=True, notice={"letter": False, "withheld": None}),
        "notice_missing",
        "",
    ),
    (
        "CAL-5.1",
        "pairs have a review date",
        one("visits_in_pairs", serious=True, review_on=None),
        "review_missing",
        "8",
    ),
    # 5.2: warned first
    ("CAL-5.2a", "not warned first", imposing(CAL, steps=steps(warned=False)), "warning_missing", "5.2"),
    (
        "CAL-5.2a",
        "not warned, whatever the reason",
        imposing(CAL, steps=steps(warned=False), not_warned_because="No time."),
        "warning_missing",
        "5.2",
    ),
    ("CAL-5.2a", "not warned, and it is violence", imposing(CAL, steps=steps(warned=False), serious=True), "", ""),
    ("CAL-5.2a", "not warned at immediate risk", imposing(CAL, steps=steps(warned=False), immediate_risk=True), "", ""),
    # 5.2: not told, in rare cases
    ("CAL-5.2c", "kept back with a Head of Service's signature", kept_back(), "", ""),
    ("CAL-5.2c", "kept back by someone more senior", kept_back(signer="director"), "", ""),
    (
        "CAL-5.2c",
        "kept back by a manager",
        kept_back(signer="customer_experience_manager"),
        "notice_missing withholding_unjustified",
        "",
    ),
    ("CAL-5.2c", "kept back without a justification", kept_back(why=" "), "notice_missing withholding_unjustified", ""),
    (
        "CAL-5.2c",
        "calls at set times kept back",
        kept_back("calls_at_set_times"),
        "withholding_not_allowed notice_missing",
        "5.2",
    ),
    # 5.3: let them know first, then one of these
    ("CAL-5.3", "not told first", imposing(CAL, steps=steps(told=False)), "told_missing", "5.3"),
    ("CAL-5.3", "not told, and it is violence", imposing(CAL, steps=steps(told=False), serious=True), "", ""),
    ("CAL-5.3", "not told at immediate risk", imposing(CAL, steps=steps(told=False), immediate_risk=True), "", ""),
    ("CAL-5.3", "one person to contact", one("single_point_of_contact"), "", ""),
    ("CAL-5.3", "one form of contact", one("only_channels"), "", ""),
    (
        "CAL-5.3",
        "two forms of contact",
        one("only_channels", terms={"channels": ["email", "letter"]}),
        "not_in_policy",
        "5.3",
    ),
    ("CAL-5.3", "certain times", one("calls_at_set_times"), "", ""),
    ("CAL-5.3", "a number of times in a week", one("contact_count_limited"), "", ""),
    ("CAL-5.3", "a number of times in a month", one("contact_count_limited", terms={"per": "month"}), "", ""),
    ("CAL-5.3", "only with new evidence", one("new_evidence_only"), "", ""),
    ("CAL-5.3", "a number of issues", one("issues_per_period"), "", ""),
    ("CAL-5.3", "a third party whom they agreed to", one("third_party_only", customer=WITH_ADVOCATE), "", ""),
    ("CAL-5.3", "a third party whom nobody has", one("third_party_only"), "third_party_missing no_open_channel", "5.3"),
    ("CAL-5.3", "a witness is not in it", one("witness_present"), "not_in_policy", "5.3"),
    ("CAL-5.3", "no letter", imposing(CAL, notice={"letter": False, "withheld": None}), "notice_missing", "5.3"),
    # 6: circumstances, and one way always
    ("CAL-6a", "nobody looked at circumstances", imposing(CAL, steps=steps(assessed=False)), "assessment_missing", "6"),
    (
        "CAL-6a",
        "a vulnerability contributes",
        imposing(CAL, steps=steps(vulnerability="contributes", support="none")),
        "support_first?",
        "6",
    ),
    (
        "CAL-6b",
        "the one form is one that they cannot use",
        one("only_channels", customer={"kind": "tenant", "cannot_use": ["email"]}),
        "no_usable_channel",
        "floor 8",
    ),
    (
        "CAL-6b",
        "two different single forms leave none",
        imposing(CAL, restrictions=[restriction("only_channels"), restriction("only_channels", channels=["letter"])]),
        "no_open_channel",
        "6",
    ),
    # 7: a Head of Service within ten working days
    (
        "CAL-7",
        "heard by a manager",
        hearing(CAL, hearer={"person": "x", "role": "customer_experience_manager"}),
        "hearer_wrong_role",
        "7",
    ),
    ("CAL-7", "heard by a Head of Service", hearing(CAL, hearer={"person": "x", "role": "head_of_service"}), "", ""),
    ("CAL-7", "heard by the one who kept it back", hearing(CAL, involved=["p7"]), "hearer_involved", "floor 10"),
    # 8: six months
    ("CAL-8", "a review the day before six months", imposing(CAL, review_on="2027-05-22"), "", ""),
    ("CAL-8", "a review on the day", imposing(CAL, review_on="2027-05-23"), "", ""),
    ("CAL-8", "a review the day after", imposing(CAL, review_on="2027-05-24"), "review_too_late", "8"),
    # what the policy does not say
    ("", "decided by an officer", imposing(CAL, deciders=OFFICER), "not_authorised", "floor 1"),
    ("", "decided by a manager", imposing(CAL, deciders=MANAGER), "", ""),
    ("", "reviewed by an officer", reviewing(CAL, reviewers=OFFICER), "not_authorised", "floor 4"),
    ("", "the same appeal again", hearing(CAL, earlier_appeals_same_issue=5), "", ""),
)


@pytest.mark.parametrize("case", CASES)
def test_calicos_policy_case_by_case(case: Case) -> None:
    holds(CAL, case)


@pytest.mark.clause("CAL-7")
def test_calicos_ten_days_and_what_comes_after_are_its_own() -> None:
    assert floor_rules(CAL, hearing(CAL)) == set()
    appeals = PACKS[CAL].appeals
    assert (appeals.next_steps, appeals.next_source) == (("feedback_policy", "ombudsman"), "Calico Homes 7")


@pytest.mark.clause("CAL-6a")
def test_calico_offers_support_through_a_third_party() -> None:
    assert PACKS[CAL].support.kinds == ("advocacy",)


@pytest.mark.clause("CAL-5.2a")
def test_calicos_warning_cites_the_clause_of_the_tenancy() -> None:
    assert PACKS[CAL].tenancy_clause == "3.1.1"
