"""Watford Community Housing's policy as a table of cases: what is tried, what is found, and the clause in the way."""

from __future__ import annotations

import pytest

from tests.unit.rules.examples import (
    PACKS,
    WCH,
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

LEAD, SECOND, THIRD = ("a", "service_caution_lead"), ("b", "caution_lead"), ("c", "caution_lead")
GROUP_DIRECTOR = ("d", "group_director_customer_services")
WITH_ADVOCATE = {"kind": "tenant", "advocate": True}
LONGER = {"reason": "A weapon was shown.", "approved_by": {"person": "p8", "role": "customer_experience_manager"}}


def one(kind: str, **changes: object) -> dict[str, object]:
    """A proposal with this kind alone."""
    return imposing(WCH, restrictions=[restriction(kind)], **changes)


def without(channel: str) -> dict[str, object]:
    return restriction("channel_excluded", channel=channel)


CASES = table(
    WCH,
    # 5.1.1: any mix of ways may close, and one stays
    ("WCH-5.1.1", "no telephone", imposing(WCH, restrictions=[without("telephone")]), "", ""),
    ("WCH-5.1.1", "letters and email only", one("only_channels"), "", ""),
    ("WCH-5.1.1", "no personal contact", one("no_personal_contact"), "", ""),
    (
        "WCH-5.1.1",
        "nobody to write for them and no writing",
        one("no_personal_contact", customer={"kind": "tenant", "cannot_use": ["letter", "email"]}),
        "no_usable_channel",
        "floor 8",
    ),
    ("WCH-5.1.1", "through someone whom they have", one("third_party_only", customer=WITH_ADVOCATE), "", ""),
    (
        "WCH-5.1.1",
        "through someone whom they have not",
        one("third_party_only"),
        "third_party_missing no_open_channel",
        "5.1.1",
    ),
    (
        "WCH-5.1.1",
        "every way closed one by one",
        imposing(WCH, restrictions=[without(way) for way in ("in_person", "telephone", "email", "letter")]),
        "no_open_channel",
        "5.1.1",
    ),
    (
        "WCH-5.1.1",
        "all but one way closed",
        imposing(WCH, restrictions=[without(way) for way in ("in_person", "telephone", "email")]),
        "",
        "",
    ),
    # 5.2: violence ends direct contact, and the police are told
    ("WCH-5.2", "no direct contact, someone speaks for them", one("no_direct_contact", customer=WITH_ADVOCATE), "", ""),
    (
        "WCH-5.2",
        "no direct contact, nobody speaks for them",
        one("no_direct_contact"),
        "third_party_missing no_open_channel",
        "5.2",
    ),
    ("WCH-5.2", "violence that nobody reported", imposing(WCH, serious=True), "police_report_missing", "5.2"),
    ("WCH-5.2", "violence, reported", imposing(WCH, serious=True, actions=["police_report"]), "", ""),
    (
        "WCH-5.2",
        "even at immediate risk",
        imposing(WCH, serious=True, immediate_risk=True),
        "police_report_missing",
        "5.2",
    ),
    (
        "WCH-5.2",
        "no direct contact for a year and a day",
        one("no_direct_contact", customer=WITH_ADVOCATE, review_on="2027-11-24"),
        "review_too_late",
        "7.1",
    ),
    # 5.3: offensive letters
    ("WCH-5.3", "no answer to offensive letters", one("offensive_correspondence_refused"), "", ""),
    # 5.4: how contact goes on
    ("WCH-5.4", "calls at set times", one("calls_at_set_times"), "", ""),
    ("WCH-5.4", "one named member of staff", one("single_point_of_contact"), "", ""),
    ("WCH-5.4", "appointments only", one("appointments_only"), "", ""),
    ("WCH-5.4", "matters that are ours alone", one("relevant_issues_only"), "", ""),
    ("WCH-5.4", "papers sent back", one("documents_returned"), "code_conflict?", "Complaint Handling Code 5.12"),
    ("WCH-5.4", "visits in pairs are not in it", one("visits_in_pairs"), "not_in_policy", "5.4"),
    # 5.5: read and file, by the Group Director
    ("WCH-5.5", "read and file by the group", one("read_and_file"), "not_authorised", "5.5"),
    ("WCH-5.5", "read and file by the Group Director", one("read_and_file", deciders=people(GROUP_DIRECTOR)), "", ""),
    (
        "WCH-5.5",
        "read and file by the chief executive",
        one("read_and_file", deciders=people(("e", "chief_executive"))),
        "not_authorised",
        "5.5",
    ),
    (
        "WCH-5.5",
        "reviewed by the group alone",
        reviewing(WCH, restrictions=[restriction("read_and_file")], reviewers=people(LEAD, SECOND, THIRD)),
        "not_authorised",
        "5.5",
    ),
    # 6.2: three people, and a chance to change first
    ("WCH-6.2", "two of the three", imposing(WCH, deciders=people(LEAD, SECOND)), "quorum_missing", "6.2"),
    (
        "WCH-6.2",
        "three Caution Leads",
        imposing(WCH, deciders=people(SECOND, THIRD, ("e", "caution_lead"))),
        "quorum_missing",
        "6.2",
    ),
    ("WCH-6.2", "the three of them", imposing(WCH, deciders=people(LEAD, SECOND, THIRD)), "", ""),
    ("WCH-6.2", "no warning", imposing(WCH, steps=steps(warned=False)), "warning_missing", "6.2"),
    (
        "WCH-6.2",
        "no warning, and serious",
        imposing(WCH, steps=steps(warned=False), serious=True, actions=["police_report"]),
        "warning_missing",
        "6.2",
    ),
    ("WCH-6.2", "no warning at immediate risk", imposing(WCH, steps=steps(warned=False), immediate_risk=True), "", ""),
    (
        "WCH-6.2",
        "a warning was not possible",
        imposing(WCH, steps=steps(warned=False), not_warned_because="No call was answered."),
        "warning_missing?",
        "6.2",
    ),
    ("WCH-6.2", "not told first", imposing(WCH, steps=steps(told=False)), "", ""),
    ("WCH-6.2", "no letter", imposing(WCH, notice={"letter": False, "withheld": None}), "notice_missing", "6.2"),
    # 6.3: a more senior manager who took no part
    (
        "WCH-6.3",
        "heard by an equal",
        hearing(WCH, hearer={"person": "x", "role": "service_caution_lead"}),
        "hearer_not_senior",
        "6.3",
    ),
    (
        "WCH-6.3",
        "heard by someone more senior",
        hearing(WCH, hearer={"person": "x", "role": "customer_experience_manager"}),
        "",
        "",
    ),
    ("WCH-6.3", "heard by the one who reported it", hearing(WCH, involved=["p7"]), "hearer_involved", "6.3"),
    # 7.1: a year, longer only for a stated risk
    ("WCH-7.1", "a review the day before a year", imposing(WCH, review_on="2027-11-22"), "", ""),
    ("WCH-7.1", "a review on the day", imposing(WCH, review_on="2027-11-23"), "", ""),
    ("WCH-7.1", "a review the day after", imposing(WCH, review_on="2027-11-24"), "review_too_late", "7.1"),
    ("WCH-7.1", "longer, approved", imposing(WCH, review_on="2028-11-23", longer_period=LONGER), "", ""),
    (
        "WCH-7.1",
        "longer, without a reason",
        imposing(WCH, review_on="2028-11-23", longer_period=LONGER | {"reason": None}),
        "review_too_late",
        "7.1",
    ),
    (
        "WCH-7.1",
        "longer, approved by a Caution Lead",
        imposing(
            WCH,
            review_on="2028-11-23",
            longer_period=LONGER | {"approved_by": {"person": "p8", "role": "caution_lead"}},
        ),
        "review_too_late",
        "7.1",
    ),
    (
        "WCH-7.1",
        "a review never puts the next one off for longer",
        reviewing(WCH, next_review_on="2028-05-21"),
        "review_too_late",
        "7.1",
    ),
    # 8.1: circumstances
    (
        "WCH-8.1",
        "nobody looked at circumstances",
        imposing(WCH, steps=steps(assessed=False)),
        "assessment_missing",
        "8.1",
    ),
    (
        "WCH-8.1",
        "a vulnerability contributes",
        imposing(WCH, steps=steps(vulnerability="contributes", support="none")),
        "support_first?",
        "floor 6",
    ),
)


@pytest.mark.parametrize("case", CASES)
def test_watfords_policy_case_by_case(case: Case) -> None:
    holds(WCH, case)


@pytest.mark.clause("WCH-5.1")
@pytest.mark.parametrize("kind", [kind for kind, one in PACKS[WCH].kinds.items() if one.in_policy])
def test_whatever_is_restricted_the_case_can_still_go_on(kind: str) -> None:
    """Each kind alone leaves appeals, adjustments, complaints and someone to speak for them: none may close these."""
    restricted = PACKS[WCH].kinds[kind]
    assert not restricted.closes_services
    assert not restricted.unlawful
    assert {"appeal", "adjustment", "advocate", "new_complaint", "ombudsman"} <= set(PACKS[WCH].essential_services)


@pytest.mark.clause("WCH-7.1")
def test_watfords_year_is_its_own_and_so_is_who_reviews() -> None:
    assert floor_rules(WCH, imposing(WCH)) == floor_rules(WCH, reviewing(WCH)) == set()
