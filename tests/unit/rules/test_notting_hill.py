"""Notting Hill Genesis's policy, a framework, as a table of cases: it says little, and the floor says the rest."""

from __future__ import annotations

import pytest

from tests.unit.rules.examples import (
    NHG,
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

OFFICER, MANAGER = people(("a", "officer")), people(("a", "manager"))

CASES = table(
    NHG,
    # 5.0: what may be done, in proportion and with regard to disability
    ("NHG-5.0b", "a contact agreement that was not accepted", imposing(NHG, deciders=MANAGER), "", ""),
    (
        "NHG-5.0b",
        "nobody looked at circumstances",
        imposing(NHG, steps=steps(assessed=False)),
        "assessment_missing",
        "5.0",
    ),
    (
        "NHG-5.0b",
        "no word of proportionality",
        imposing(NHG, restrictions=[restriction("contact_agreement", proportionality=None)]),
        "proportionality_missing",
        "floor 2",
    ),
    (
        "NHG-5.0b",
        "a vulnerability contributes",
        imposing(NHG, steps=steps(vulnerability="contributes", support="offered")),
        "support_first?",
        "floor 6",
    ),
    ("NHG-5.0b", "not warned first", imposing(NHG, steps=steps(warned=False)), "", ""),
    ("NHG-5.0b", "not told first", imposing(NHG, steps=steps(told=False)), "", ""),
    (
        "NHG-5.0b",
        "calls at set times are not in it",
        imposing(NHG, restrictions=[restriction("calls_at_set_times")]),
        "not_in_policy",
        "5.0",
    ),
    (
        "NHG-5.0b",
        "an injunction beside it",
        imposing(NHG, actions=["injunction", "eviction"]),
        "",
        "",
    ),
    # what the policy does not say
    ("", "decided by an officer", imposing(NHG, deciders=OFFICER), "not_authorised", "floor 1"),
    (
        "",
        "an action by an officer",
        imposing(NHG, restrictions=[], actions=["eviction"], deciders=OFFICER),
        "not_authorised",
        "floor 1",
    ),
    ("", "a review the day before six months", imposing(NHG, review_on="2027-05-22"), "", ""),
    ("", "a review on the day", imposing(NHG, review_on="2027-05-23"), "", ""),
    ("", "a review the day after", imposing(NHG, review_on="2027-05-24"), "review_too_late", "floor 3"),
    ("", "reviewed by an officer", reviewing(NHG, reviewers=OFFICER), "not_authorised", "floor 4"),
    ("", "not invited to the review", reviewing(NHG, invited=False), "invitation_missing?", "floor 5"),
    ("", "no letter", imposing(NHG, notice={"letter": False, "withheld": None}), "notice_missing", "floor 7"),
    (
        "",
        "heard by an officer",
        hearing(NHG, hearer={"person": "x", "role": "officer"}),
        "hearer_wrong_role",
        "floor 10",
    ),
    ("", "heard by one who took part", hearing(NHG, involved=["p7"]), "hearer_involved", "floor 10"),
    ("", "the same appeal again", hearing(NHG, earlier_appeals_same_issue=5), "", ""),
    ("", "decided by the one who reported it", imposing(NHG, reported_by="p1"), "decider_conflict", "floor 14"),
)


@pytest.mark.parametrize("case", CASES)
def test_notting_hills_policy_case_by_case(case: Case) -> None:
    holds(NHG, case)


def test_the_floor_gives_whatever_the_framework_leaves_open() -> None:
    assert floor_rules(NHG, imposing(NHG)) == {"decision", "review.period"}
    assert floor_rules(NHG, reviewing(NHG)) == {"review.period", "review.by"}
    assert floor_rules(NHG, hearing(NHG)) == {"appeal.hearer", "appeal.days"}
