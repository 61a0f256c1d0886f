"""One Vision Housing's policy as a table of cases: what is tried, what is found, and the clause in the way."""

from __future__ import annotations

import pytest

from tests.unit.rules.examples import (
    OVH,
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

ACCESS, SAFETY = ("a", "customer_access_manager"), ("b", "community_safety_team_leader")
APPLICANT = {"kind": "applicant"}


def one(kind: str, **changes: object) -> dict[str, object]:
    """A proposal with this kind alone."""
    return imposing(OVH, restrictions=[restriction(kind)], **changes)


CASES = table(
    OVH,
    # 1.5, 1.6: what is serious goes another way
    ("OVH-1.5", "threats before the panel", imposing(OVH, serious=True), "wrong_route", "1.5"),
    ("OVH-1.5", "threats and an injunction", imposing(OVH, serious=True, actions=["injunction"]), "wrong_route", "1.5"),
    ("OVH-1.5", "an injunction, nothing serious", imposing(OVH, actions=["injunction"]), "", ""),
    # 2.4: reason, proportionality, review date
    (
        "OVH-2.4",
        "no reason",
        imposing(OVH, restrictions=[restriction("only_channels", reason=None)]),
        "reason_missing",
        "",
    ),
    (
        "OVH-2.4",
        "no word of proportionality",
        imposing(OVH, restrictions=[restriction("only_channels", proportionality=" ")]),
        "proportionality_missing",
        "floor 2",
    ),
    ("OVH-2.4", "no review date", imposing(OVH, review_on=None), "review_missing", "3.6.1"),
    # 2.5, 3.2.3, 3.2.4: circumstances and support first
    (
        "OVH-2.5",
        "nobody looked at circumstances",
        imposing(OVH, steps=steps(assessed=False)),
        "assessment_missing",
        "2.5",
    ),
    (
        "OVH-2.5",
        "at immediate risk it follows",
        imposing(OVH, steps=steps(assessed=False), immediate_risk=True),
        "assessment_missing?",
        "floor 6",
    ),
    (
        "OVH-3.2.3",
        "a vulnerability contributes, no support yet",
        imposing(OVH, steps=steps(vulnerability="contributes", support="none")),
        "support_first",
        "3.2.3",
    ),
    (
        "OVH-3.2.3",
        "support was only offered",
        imposing(OVH, steps=steps(vulnerability="contributes", support="offered")),
        "support_first",
        "3.2.3",
    ),
    (
        "OVH-3.2.4",
        "support made no difference",
        imposing(OVH, steps=steps(vulnerability="contributes", support="made_no_difference")),
        "",
        "",
    ),
    ("OVH-3.2.4", "a vulnerability that plays no part", imposing(OVH, steps=steps(vulnerability="present")), "", ""),
    # 3.1.3: told first
    ("OVH-3.1.3", "not told first", imposing(OVH, steps=steps(told=False)), "told_missing", "3.1.3"),
    ("OVH-3.1.3", "not warned in form", imposing(OVH, steps=steps(warned=False)), "", ""),
    # 3.2.1: the panel
    ("OVH-3.2.1", "one service alone", imposing(OVH, deciders=people(ACCESS)), "quorum_missing", "3.2.1"),
    ("OVH-3.2.1", "two services", imposing(OVH, deciders=people(ACCESS, SAFETY)), "", ""),
    # 3.2.5: what the panel may decide, in any combination
    ("OVH-3.2.5", "a limit of time", one("contact_time_limited"), "", ""),
    ("OVH-3.2.5", "calls at set times", one("calls_at_set_times"), "", ""),
    ("OVH-3.2.5", "some ways only", one("only_channels"), "", ""),
    ("OVH-3.2.5", "a witness", one("witness_present"), "", ""),
    ("OVH-3.2.5", "meetings at the office", one("office_meetings_only"), "", ""),
    ("OVH-3.2.5", "a settled matter not looked at again", one("no_reinvestigation"), "", ""),
    (
        "OVH-3.2.5",
        "a third party whom the customer has",
        one("third_party_only", customer={"kind": "tenant", "advocate": True}),
        "",
        "",
    ),
    (
        "OVH-3.2.5",
        "a third party whom nobody has",
        one("third_party_only"),
        "third_party_missing no_open_channel",
        "3.2.5",
    ),
    (
        "OVH-3.2.5",
        "all that leave a way, together",
        imposing(
            OVH,
            restrictions=[
                restriction(kind)
                for kind in (
                    *("contact_time_limited", "calls_at_set_times", "only_channels"),
                    *("witness_present", "office_meetings_only", "no_reinvestigation"),
                )
            ],
        ),
        "",
        "",
    ),
    ("OVH-3.2.5", "visits in pairs are not in it", one("visits_in_pairs"), "not_in_policy", "3.2.5"),
    # 3.2.6: told in the preferred way and by letter
    ("OVH-3.2.6", "no letter", imposing(OVH, notice={"letter": False, "withheld": None}), "notice_missing", "3.2.6"),
    (
        "OVH-3.2.6",
        "a letter alone",
        imposing(OVH, notice={"preferred": False, "withheld": None}),
        "notice_missing",
        "3.2.6",
    ),
    # 3.5.2: longer times
    ("OVH-3.5.2", "longer times to answer", one("response_times_varied"), "", ""),
    # 3.6.1, 3.6.2: six months, then the panel reviews
    ("OVH-3.6.1", "a review the day before six months", imposing(OVH, review_on="2027-05-22"), "", ""),
    ("OVH-3.6.1", "a review on the day", imposing(OVH, review_on="2027-05-23"), "", ""),
    ("OVH-3.6.1", "a review the day after", imposing(OVH, review_on="2027-05-24"), "review_too_late", "3.6.1"),
    ("OVH-3.6.1", "a review by one service", reviewing(OVH, reviewers=people(ACCESS)), "quorum_missing", "3.6.1"),
    ("OVH-3.6.2", "continued for six months", reviewing(OVH, next_review_on="2027-11-20"), "", ""),
    ("OVH-3.6.2", "continued for longer", reviewing(OVH, next_review_on="2027-11-21"), "review_too_late", "3.6.1"),
    (
        "OVH-3.6.2",
        "altered for longer",
        reviewing(OVH, outcome="alter", next_review_on="2027-11-21"),
        "review_too_late",
        "3.6.1",
    ),
    ("OVH-3.6.2", "lifted", reviewing(OVH, outcome="lift", next_review_on=None), "", ""),
    # 3.4.2: appeals again
    ("OVH-3.4.2", "the same appeal again", hearing(OVH, earlier_appeals_same_issue=1), "appeal_repeated", "3.4.2"),
    ("OVH-3.4.2", "again with something new", hearing(OVH, earlier_appeals_same_issue=1, new_evidence=True), "", ""),
    # 3.7: bidding
    (
        "OVH-3.7.1",
        "an applicant may not bid for a year",
        one("ineligible_status", customer=APPLICANT, review_on="2027-11-23"),
        "",
        "",
    ),
    (
        "OVH-3.7.1",
        "a day longer than a year",
        one("ineligible_status", customer=APPLICANT, review_on="2027-11-24"),
        "review_too_late",
        "3.7.1",
    ),
    ("OVH-3.7.1", "a tenant may always bid", one("ineligible_status"), "applicants_only", "3.7.1"),
    ("OVH-3.7.2", "an appeal about bidding", hearing(OVH, of=["ineligible_status"]), "appeal_elsewhere", "3.7.2"),
)


@pytest.mark.parametrize("case", CASES)
def test_one_visions_policy_case_by_case(case: Case) -> None:
    holds(OVH, case)


@pytest.mark.clause("OVH-3.6.2")
def test_the_outcomes_of_a_review_are_the_policys_own() -> None:
    assert PACKS[OVH].review.outcomes_source == "One Vision Housing 3.6.2"


@pytest.mark.clause("OVH-3.2.3")
def test_the_support_that_comes_first_is_what_the_policy_names() -> None:
    assert set(PACKS[OVH].support.kinds) == {"support", "referral", "advocacy", "medical"}


@pytest.mark.clause("OVH-3.6.1")
def test_the_panel_that_decided_reviews_and_the_floor_is_not_asked() -> None:
    assert floor_rules(OVH, imposing(OVH)) == floor_rules(OVH, reviewing(OVH)) == set()
