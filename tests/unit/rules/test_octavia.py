"""Octavia's policy as a table of cases: what is tried, what is found, and the clause in the way."""

from __future__ import annotations

import pytest

from tests.unit.rules.examples import (
    OCT,
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

MANAGER, DIRECTOR = people(("a", "service_manager")), people(("a", "assistant_director"))
WITH_ADVOCATE = {"kind": "tenant", "advocate": True}
OFFICER, ASSISTANT = {"person": "x", "role": "officer"}, {"person": "x", "role": "assistant_director"}
CONTACT_STANDARDS = (
    *("single_point_of_contact", "contact_time_limited", "channel_excluded", "calls_not_taken"),
    *("no_personal_contact", "offensive_correspondence_refused", "witness_present", "excluded_from_offices"),
)
SERVICE_LIMITS = {
    "no_improvement_approvals": "",
    "planned_works_withheld": "code_conflict?",
    "health_and_safety_repairs_only": "code_conflict?",
    "no_resident_groups": "code_conflict?",
    "response_times_varied": "",
}


def one(kind: str, **changes: object) -> dict[str, object]:
    """A proposal with this kind alone."""
    return imposing(OCT, restrictions=[restriction(kind)], **changes)


CASES = table(
    OCT,
    # 3.1, 4.1: told, and a chance to change
    ("OCT-3.1", "not told first", imposing(OCT, steps=steps(told=False)), "told_missing", "3.1"),
    ("OCT-3.1", "not warned first", imposing(OCT, steps=steps(warned=False)), "warning_missing", "4.1"),
    (
        "OCT-3.1",
        "a warning was not possible",
        imposing(OCT, steps=steps(warned=False), not_warned_because="No call was answered."),
        "warning_missing?",
        "4.1",
    ),
    (
        "OCT-3.1",
        "neither, and it is serious",
        imposing(OCT, steps=steps(told=False, warned=False), serious=True),
        "",
        "",
    ),
    (
        "OCT-3.1",
        "neither, at immediate risk",
        imposing(OCT, steps=steps(told=False, warned=False), immediate_risk=True),
        "",
        "",
    ),
    (
        "OCT-3.3",
        "an extreme act and no warning",
        imposing(OCT, steps=steps(told=False, warned=False), serious=True),
        "",
        "",
    ),
    # 3.2: told of it
    ("OCT-3.2", "no letter", imposing(OCT, notice={"letter": False, "withheld": None}), "notice_missing", "floor 7"),
    # 4.2: two levels of authority
    (
        "OCT-4.2a",
        "contact standards by an officer",
        imposing(OCT, deciders=people(("a", "officer"))),
        "not_authorised",
        "4.2",
    ),
    ("OCT-4.2a", "contact standards by a Service Manager", imposing(OCT, deciders=MANAGER), "", ""),
    (
        "OCT-4.2a",
        "its appeal by a Service Manager",
        hearing(OCT, hearer={"person": "x", "role": "service_manager"}),
        "hearer_wrong_role",
        "4.2",
    ),
    ("OCT-4.2a", "its appeal by an Assistant Director", hearing(OCT, hearer=ASSISTANT), "", ""),
    (
        "OCT-4.2b",
        "a police report by a Service Manager",
        imposing(OCT, deciders=MANAGER, actions=["police_report"]),
        "not_authorised",
        "4.2",
    ),
    (
        "OCT-4.2b",
        "tenancy action by an Assistant Director",
        imposing(OCT, deciders=DIRECTOR, actions=["tenancy_action"]),
        "",
        "",
    ),
    (
        "OCT-4.2b",
        "an appeal about a limit by an Assistant Director",
        hearing(OCT, of=["no_resident_groups"], hearer=ASSISTANT),
        "hearer_wrong_role",
        "4.2",
    ),
    # 4.3: what may change in contact
    *(("OCT-4.3", kind, one(kind, deciders=MANAGER), "", "") for kind in CONTACT_STANDARDS),
    (
        "OCT-4.3",
        "correspondence through someone whom they have",
        one("third_party_only", customer=WITH_ADVOCATE),
        "",
        "",
    ),
    (
        "OCT-4.3",
        "correspondence through someone whom they have not",
        one("third_party_only"),
        "third_party_missing",
        "4.3",
    ),
    (
        "OCT-4.3",
        "posts taken down, asked by a Service Manager",
        imposing(OCT, restrictions=[], actions=["social_media_removal"], deciders=MANAGER, review_on=None),
        "",
        "",
    ),
    (
        "OCT-4.3",
        "no calls until further notice has a review date",
        one("calls_not_taken", review_on=None),
        "review_missing",
        "floor 3",
    ),
    ("OCT-4.3", "some ways only is not in it", one("only_channels"), "not_in_policy", "4.3"),
    # 4.4: limits on services, by an Assistant Director
    *(("OCT-4.4", kind, one(kind, deciders=DIRECTOR), found, "") for kind, found in SERVICE_LIMITS.items()),
    *(
        ("OCT-4.4", f"{kind} by a Service Manager", one(kind, deciders=MANAGER), f"{found} not_authorised".strip(), "")
        for kind, found in ((kind, "") for kind in ("no_improvement_approvals", "response_times_varied"))
    ),
    *(
        ("OCT-4.4", f"{kind} by a Service Manager", one(kind, deciders=MANAGER), "not_authorised code_conflict?", "4.2")
        for kind, found in SERVICE_LIMITS.items()
        if found
    ),
    (
        "OCT-4.4",
        "no complaints process by an Assistant Director",
        one("no_complaints_process", deciders=DIRECTOR),
        "unlawful",
        "Complaint Handling Code 2.1",
    ),
    (
        "OCT-4.4",
        "no complaints process by a Service Manager",
        one("no_complaints_process", deciders=MANAGER),
        "unlawful not_authorised",
        "Complaint Handling Code 2.1",
    ),
    # 4.5: actions beside restrictions
    (
        "OCT-4.5",
        "tenancy action by a Service Manager",
        imposing(OCT, deciders=MANAGER, actions=["tenancy_action"]),
        "not_authorised",
        "4.2",
    ),
    ("OCT-4.5", "violence stays in this policy", imposing(OCT, serious=True, actions=["police_report"]), "", ""),
    # what the policy does not say
    ("", "nobody looked at circumstances", imposing(OCT, steps=steps(assessed=False)), "assessment_missing", "floor 6"),
    ("", "a review the day before six months", imposing(OCT, review_on="2027-05-22"), "", ""),
    ("", "a review on the day", imposing(OCT, review_on="2027-05-23"), "", ""),
    ("", "a review the day after", imposing(OCT, review_on="2027-05-24"), "review_too_late", "floor 3"),
    ("", "reviewed by an officer", reviewing(OCT, reviewers=people(("a", "officer"))), "not_authorised", "floor 4"),
    ("", "the same appeal again", hearing(OCT, earlier_appeals_same_issue=5), "", ""),
    (
        "",
        "heard by an officer who took part",
        hearing(OCT, hearer=OFFICER, involved=["x"]),
        "hearer_wrong_role hearer_involved",
        "4.2",
    ),
)


@pytest.mark.parametrize("case", CASES)
def test_octavias_policy_case_by_case(case: Case) -> None:
    holds(OCT, case)


@pytest.mark.clause("OCT-4.2a")
@pytest.mark.clause("OCT-4.2b")
def test_octavias_ten_days_and_its_hearers_are_its_own() -> None:
    assert floor_rules(OCT, hearing(OCT)) == set()
    assert floor_rules(OCT, imposing(OCT)) == {"review.period"}


@pytest.mark.clause("OCT-4.3")
@pytest.mark.parametrize("kind", ["no_personal_contact", "excluded_from_offices"])
def test_nobody_is_kept_from_emergency_repairs_and_planned_works(kind: str) -> None:
    assert set(PACKS[OCT].kinds[kind].except_for) == {"emergency_repair", "planned_works"}


@pytest.mark.clause("OCT-4.3")
def test_at_octavia_correspondence_goes_through_the_third_party_and_nothing_else_closes() -> None:
    kinds = PACKS[OCT].kinds
    assert kinds["third_party_only"].closes == {"letter", "email"}
    assert kinds["no_personal_contact"].closes == {"in_person"}


@pytest.mark.clause("OCT-4.4")
def test_the_complaints_process_is_in_the_text_and_never_offered() -> None:
    pack = PACKS[OCT]
    assert pack.kinds["no_complaints_process"].in_policy
    assert "no_complaints_process" not in pack.kinds_in_policy
