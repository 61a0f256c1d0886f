"""Authority and quorum: who decides, who reviews, who hears an appeal."""

from typing import Any

import pytest

from casework.rules.appeals import who_may_hear
from casework.rules.proposal import Person, read_proposal
from casework.rules.signatures import could_sign, missing_signatures
from tests.unit.rules.examples import (
    CAL,
    HEARERS,
    NHG,
    OCT,
    OVH,
    PACKS,
    WCH,
    codes,
    floor_rules,
    found,
    hearing,
    imposing,
    people,
    restriction,
    reviewing,
)

Signed = list[tuple[str, str]]
NEIGHBOURHOOD, ACCESS = "neighbourhood_services_manager", "customer_access_manager"
SAFETY, LIVING = "community_safety_team_leader", "independent_living_manager"
ACCESS_TEAM = "customer_access_team_leader"
LEAD, SERVICE_LEAD = "caution_lead", "service_caution_lead"
GROUP_DIRECTOR = "group_director_customer_services"


def deciding(landlord: str, signed: Signed, **changes: Any) -> list[str]:
    return codes(landlord, imposing(landlord, deciders=people(*signed), **changes))


PANELS: list[tuple[Signed, bool]] = [
    ([("a", ACCESS), ("b", SAFETY)], True),
    ([("a", NEIGHBOURHOOD), ("b", LIVING)], True),
    ([("a", NEIGHBOURHOOD), ("b", ACCESS), ("c", SAFETY), ("d", LIVING)], True),
    ([], False),
    ([("a", ACCESS)], False),
    ([("a", ACCESS), ("b", ACCESS_TEAM)], False),  # two people, one service
    ([("a", ACCESS), ("a", SAFETY)], False),  # two services, one person
    ([("a", ACCESS), ("a", SAFETY), ("b", ACCESS)], True),  # a for Community Safety, b for Customer Access
    ([("b", ACCESS), ("a", ACCESS), ("a", SAFETY)], True),
    ([("a", ACCESS), ("b", "director")], False),
    ([("a", "director"), ("b", "chief_executive")], False),
    ([("a", ACCESS), ("b", "officer")], False),
]


@pytest.mark.clause("OVH-3.2.1")
@pytest.mark.clause("OVH-3.6.1")
@pytest.mark.parametrize(("signed", "enough"), PANELS)
def test_one_visions_panel_is_two_people_from_two_of_four_services(signed: Signed, enough: bool) -> None:
    expected = [] if enough else ["quorum_missing"]
    assert deciding(OVH, signed) == expected
    assert deciding(OVH, signed, immediate_risk=True) == expected
    if signed:
        assert codes(OVH, reviewing(OVH, reviewers=people(*signed))) == expected
        assert codes(OVH, reviewing(OVH, outcome="lift", reviewers=people(*signed))) == expected


GROUPS: list[tuple[Signed, bool]] = [
    ([("a", SERVICE_LEAD), ("b", LEAD), ("c", LEAD)], True),
    ([("a", LEAD), ("b", LEAD), ("c", LEAD), ("d", SERVICE_LEAD)], True),
    ([("a", SERVICE_LEAD), ("b", LEAD)], False),
    ([("a", LEAD), ("b", LEAD), ("c", LEAD)], False),
    ([("a", SERVICE_LEAD), ("b", SERVICE_LEAD), ("c", LEAD)], False),  # no stand-in for a Caution Lead
    ([("a", SERVICE_LEAD), ("a", LEAD), ("b", LEAD)], False),  # three roles, two people
    ([("a", SERVICE_LEAD), ("a", LEAD), ("b", LEAD), ("c", LEAD)], True),
    ([("a", LEAD), ("a", SERVICE_LEAD), ("b", SERVICE_LEAD), ("c", LEAD)], True),  # a as Caution Lead
    ([("a", "customer_experience_manager"), ("b", LEAD), ("c", LEAD)], False),
    ([("a", GROUP_DIRECTOR)], False),
    ([], False),
]


@pytest.mark.clause("WCH-6.2")
@pytest.mark.parametrize(("signed", "enough"), GROUPS)
def test_watfords_group_is_a_service_caution_lead_and_two_caution_leads(signed: Signed, enough: bool) -> None:
    expected = [] if enough else ["quorum_missing"]
    assert deciding(WCH, signed) == expected
    assert deciding(WCH, signed, immediate_risk=True) == expected
    if signed:
        assert codes(WCH, reviewing(WCH, reviewers=people(*signed))) == expected


WHOLE_GROUP: Signed = [("a", SERVICE_LEAD), ("b", LEAD), ("c", LEAD)]
DIRECTOR: Signed = [("d", GROUP_DIRECTOR)]


@pytest.mark.clause("WCH-5.5")
@pytest.mark.parametrize(
    ("beside", "actions", "signed", "expected"),
    [
        ([], [], DIRECTOR, []),
        ([], [], WHOLE_GROUP, ["not_authorised"]),
        ([], [], [("e", "chief_executive")], ["not_authorised"]),
        ([], ["police_report"], DIRECTOR, ["quorum_missing"]),
        (["appointments_only"], [], DIRECTOR, ["quorum_missing"]),
        (["appointments_only"], [], WHOLE_GROUP, ["not_authorised"]),
        (["appointments_only"], [], WHOLE_GROUP + DIRECTOR, []),
        (["appointments_only"], [], [], ["not_authorised", "quorum_missing"]),
    ],
)
def test_read_and_file_needs_the_group_director(
    beside: list[str], actions: list[str], signed: Signed, expected: list[str]
) -> None:
    kinds = [restriction(kind) for kind in ("read_and_file", *beside)]
    assert deciding(WCH, signed, restrictions=kinds, actions=actions) == expected


@pytest.mark.clause("OCT-4.2a")
@pytest.mark.clause("OCT-4.2b")
@pytest.mark.parametrize(
    ("kinds", "actions", "role", "expected"),
    [
        (["single_point_of_contact"], [], "officer", ["not_authorised"]),
        (["single_point_of_contact"], [], "service_manager", []),
        (["single_point_of_contact"], [], "chief_executive", []),
        (["no_improvement_approvals"], [], "service_manager", ["not_authorised"]),
        (["no_improvement_approvals"], [], "assistant_director", []),
        (["single_point_of_contact", "no_improvement_approvals"], [], "service_manager", ["not_authorised"]),
        (["single_point_of_contact"], ["social_media_removal"], "service_manager", []),
        (["single_point_of_contact"], ["tenancy_action"], "service_manager", ["not_authorised"]),
        ([], ["social_media_removal"], "service_manager", []),
        ([], ["social_media_removal"], "officer", ["not_authorised"]),
        ([], ["injunction", "eviction", "recharge"], "service_manager", ["not_authorised"] * 3),
        ([], ["police_report"], "assistant_director", []),
    ],
)
def test_octavia_has_two_levels_of_authority(
    kinds: list[str], actions: list[str], role: str, expected: list[str]
) -> None:
    restrictions = [restriction(kind) for kind in kinds]
    assert deciding(OCT, [("a", role)], restrictions=restrictions, actions=actions) == expected


def test_octavias_levels_name_the_restriction_that_lacks_authority() -> None:
    kinds = [restriction("single_point_of_contact"), restriction("no_improvement_approvals")]
    proposal = imposing(OCT, restrictions=kinds, deciders=people(("a", "service_manager")))
    finding = found(OCT, proposal, "not_authorised")
    assert (finding.place, finding.params["roles"]) == (1, ("assistant_director",))
    assert finding.source == "Octavia 4.2"


@pytest.mark.parametrize("landlord", [NHG, CAL])
@pytest.mark.parametrize(
    ("signed", "expected"),
    [
        ([], ["not_authorised"]),
        ([("a", "officer")], ["not_authorised"]),
        ([("a", "officer"), ("b", "officer")], ["not_authorised"]),
        ([("a", "head_of_service")], []),
    ],
)
def test_where_the_policy_names_nobody_someone_of_rank_two_decides(
    landlord: str, signed: Signed, expected: list[str]
) -> None:
    proposal = imposing(landlord, deciders=people(*signed))
    assert codes(landlord, proposal) == expected
    assert "decision" in floor_rules(landlord, proposal)
    if signed:
        assert codes(landlord, reviewing(landlord, reviewers=people(*signed))) == expected


@pytest.mark.parametrize("landlord", [OVH, WCH, OCT, NHG, CAL])
def test_a_review_without_a_reviewer_says_only_that(landlord: str) -> None:
    proposal = reviewing(landlord, reviewers=[])
    assert codes(landlord, proposal) == ["reviewer_missing"]
    assert "review.by" not in floor_rules(landlord, proposal)


def test_octavias_reviewers_need_the_authority_of_the_kind_by_the_floor() -> None:
    kinds = [restriction("no_improvement_approvals")]
    by_manager = reviewing(OCT, restrictions=kinds, reviewers=people(("a", "service_manager")))
    assert codes(OCT, by_manager) == ["not_authorised"]
    assert found(OCT, by_manager, "not_authorised").source == "Open Door floor 4"
    assert floor_rules(OCT, by_manager) == {"review.by", "review.period"}
    assert codes(OCT, reviewing(OCT, restrictions=kinds, reviewers=people(("a", "assistant_director")))) == []


# --- appeals


def hear(landlord: str, role: str, **changes: Any) -> list[str]:
    return codes(landlord, hearing(landlord, hearer={"person": "p7", "role": role}, **changes))


@pytest.mark.clause("OCT-4.2a")
@pytest.mark.clause("OCT-4.2b")
@pytest.mark.parametrize(
    ("of", "role", "expected"),
    [
        (["single_point_of_contact"], "service_manager", ["hearer_wrong_role"]),
        (["single_point_of_contact"], "assistant_director", []),
        (["single_point_of_contact"], "chief_executive", []),
        (["planned_works_withheld"], "assistant_director", ["hearer_wrong_role"]),
        (["planned_works_withheld"], "director", []),
        (["single_point_of_contact", "planned_works_withheld"], "assistant_director", ["hearer_wrong_role"]),
        (["tenancy_action"], "assistant_director", ["hearer_wrong_role"]),
        (["social_media_removal"], "assistant_director", []),
    ],
)
def test_octavias_appeals_go_one_level_up(of: list[str], role: str, expected: list[str]) -> None:
    assert hear(OCT, role, of=of) == expected


@pytest.mark.clause("CAL-7")
@pytest.mark.parametrize(
    ("role", "expected"),
    [("customer_experience_manager", ["hearer_wrong_role"]), ("head_of_service", []), ("director", [])],
)
def test_calicos_appeals_are_heard_by_a_head_of_service_or_someone_higher(role: str, expected: list[str]) -> None:
    assert hear(CAL, role) == expected


@pytest.mark.clause("WCH-6.3")
@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("caution_lead", ["hearer_not_senior"]),
        ("service_caution_lead", ["hearer_not_senior"]),  # as senior as the most senior decider
        ("customer_experience_manager", []),
        ("chief_executive", []),
    ],
)
def test_watfords_hearer_is_more_senior_than_everyone_who_decided(role: str, expected: list[str]) -> None:
    assert hear(WCH, role) == expected


def test_where_nobody_knows_who_decided_no_officer_hears_it_at_watford() -> None:
    """As of what was in force before the landlord began to work with us."""
    assert hear(WCH, "officer", decided_by=[]) == ["hearer_not_senior"]
    assert hear(WCH, "caution_lead", decided_by=[]) == []


@pytest.mark.parametrize("landlord", [OVH, NHG])
def test_where_the_policy_names_no_hearer_rank_two_is_the_least(landlord: str) -> None:
    assert hear(landlord, "officer") == ["hearer_wrong_role"]
    assert hear(landlord, HEARERS[landlord]) == []
    assert floor_rules(landlord, hearing(landlord)) == {"appeal.hearer", "appeal.days"}


@pytest.mark.parametrize(("landlord", "rules"), [(WCH, {"appeal.days"}), (OCT, set()), (CAL, set())])
def test_the_floor_is_not_named_where_the_policy_speaks(landlord: str, rules: set[str]) -> None:
    assert floor_rules(landlord, hearing(landlord)) == rules


@pytest.mark.clause("WCH-6.3")
@pytest.mark.parametrize("landlord", [OVH, WCH, OCT, NHG, CAL])
def test_nobody_judges_their_own_decision(landlord: str) -> None:
    role = HEARERS[landlord]
    assert hear(landlord, role, decided_by=people(("p7", "officer"))) == ["hearer_involved"]
    assert hear(landlord, role, involved=["p2", "p7"]) == ["hearer_involved"]
    assert hear(landlord, role, involved=[]) == []


@pytest.mark.clause("OVH-3.4.2")
@pytest.mark.parametrize(
    ("landlord", "earlier", "new_evidence", "expected"),
    [
        (OVH, 0, False, []),
        (OVH, 1, False, ["appeal_repeated"]),
        (OVH, 1, True, []),
        (WCH, 3, False, []),
        (OCT, 3, False, []),
        (NHG, 3, False, []),
        (CAL, 3, False, []),
    ],
)
def test_a_repeated_appeal_is_refused_only_at_one_vision_and_only_with_nothing_new(
    landlord: str, earlier: int, new_evidence: bool, expected: list[str]
) -> None:
    proposal = hearing(landlord, earlier_appeals_same_issue=earlier, new_evidence=new_evidence)
    assert codes(landlord, proposal) == expected


def test_of_many_candidates_only_those_who_took_no_part_may_hear() -> None:
    decided_by = [Person("p1", SERVICE_LEAD), Person("p2", LEAD), Person("p3", LEAD)]
    candidates = {
        "p1": [SERVICE_LEAD, "customer_experience_manager"],
        "p4": [LEAD],
        "p5": [LEAD, GROUP_DIRECTOR],
        "p6": ["chief_executive"],
    }
    verdicts = who_may_hear(PACKS[WCH], candidates, ["calls_at_set_times"], decided_by, ["p6"])
    assert {person: [one.code for one in findings] for person, findings in verdicts.items()} == {
        "p1": ["hearer_involved"],
        "p4": ["hearer_not_senior"],
        "p5": [],
        "p6": ["hearer_involved"],
    }


def test_a_page_can_ask_which_signature_would_help() -> None:
    pack = PACKS[OVH]
    proposal = read_proposal(imposing(OVH, deciders=people(("a", ACCESS))), pack)
    assert not hasattr(proposal, "received_on")
    (missing,) = missing_signatures(pack, proposal)
    assert (missing.code, missing.params["signed"]) == ("quorum_missing", ("customer_access",))
    assert could_sign(pack, proposal, (ACCESS_TEAM, SAFETY, "director")) == (SAFETY,)
    watford = read_proposal(imposing(WCH, deciders=people(("a", LEAD))), PACKS[WCH])
    assert not hasattr(watford, "received_on")
    assert could_sign(PACKS[WCH], watford, (LEAD, SERVICE_LEAD)) == (SERVICE_LEAD, LEAD)


@pytest.mark.clause("OVH-3.7.2")
def test_nobody_here_may_hear_an_appeal_about_bidding() -> None:
    verdicts = who_may_hear(PACKS[OVH], {"p6": ["chief_executive"]}, ["ineligible_status"], [], [])
    assert [finding.code for finding in verdicts["p6"]] == ["appeal_elsewhere"]
