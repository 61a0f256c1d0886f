"""The words that packs, records, pages and the command line share: a contract, so each of them stands here again."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest

from casework.rules import vocabulary
from casework.rules.channels import ESSENTIAL_SERVICES
from casework.rules.pack import landlord_keys
from tests.unit.rules.examples import (
    CAL,
    LANDLORDS,
    NHG,
    OCT,
    OVH,
    PACKS,
    WCH,
    codes,
    found,
    imposing,
    listed,
    people,
    restriction,
)

# kind | dimension | terms | closes | in the policy of
KINDS = """
single_point_of_contact          | who       | officer                              |                                  | WCH 5.4, OCT 4.3, CAL 5.3
third_party_only                 | who       |                                      | in_person telephone email letter | OVH 3.2.5, WCH 5.1.1, OCT 4.3, CAL 5.3
no_direct_contact                | who       |                                      | in_person telephone email letter | WCH 5.2
contact_time_limited             | when      | minutes per:call,week,month          |                                  | OVH 3.2.5, OCT 4.3
calls_at_set_times               | when      | days from to                         |                                  | OVH 3.2.5, WCH 5.4, CAL 5.3
contact_count_limited            | when      | count per:week,month                 |                                  | CAL 5.3
only_channels                    | how       | channels                             | all_but                          | OVH 3.2.5, WCH 5.1.1, CAL 5.3
channel_excluded                 | how       | channel                              | that_one                         | WCH 5.1.1, OCT 4.3
calls_not_taken                  | how       |                                      | telephone                        | OCT 4.3
no_personal_contact              | how       |                                      | in_person telephone              | WCH 5.1.1, OCT 4.3
appointments_only                | how       |                                      |                                  | WCH 5.4
offensive_correspondence_refused | how       |                                      |                                  | WCH 5.3, OCT 4.3
witness_present                  | where     |                                      |                                  | OVH 3.2.5, OCT 4.3
office_meetings_only             | where     |                                      |                                  | OVH 3.2.5
visits_in_pairs                  | where     |                                      |                                  | CAL 5.1
excluded_from_offices            | where     |                                      |                                  | OCT 4.3
no_reinvestigation               | what      | issues                               |                                  | OVH 3.2.5
new_evidence_only                | what      | issues                               |                                  | CAL 5.3
relevant_issues_only             | what      |                                      |                                  | WCH 5.4
issues_per_period                | what      | count per:week,month                 |                                  | CAL 5.3
documents_returned               | what      |                                      |                                  | WCH 5.4
read_and_file                    | what      |                                      |                                  | WCH 5.5
contact_agreement                | agreement | promises_customer promises_landlord  |                                  | NHG 5.0
no_improvement_approvals         | service   |                                      |                                  | OCT 4.4
planned_works_withheld           | service   |                                      |                                  | OCT 4.4
health_and_safety_repairs_only   | service   |                                      |                                  | OCT 4.4
no_resident_groups               | service   |                                      |                                  | OCT 4.4
response_times_varied            | service   | working_days                         |                                  | OVH 3.5.2, OCT 4.4
no_complaints_process            | service   |                                      |                                  | OCT 4.4
ineligible_status                | lettings  | scheme                               |                                  | OVH 3.7.1
"""  # noqa: E501 - a kind is a line of the table
SHORT = {"OVH": OVH, "WCH": WCH, "OCT": OCT, "NHG": NHG, "CAL": CAL}
# Octavia's own reading of two of them.
ELSEWHERE = {(OCT, "third_party_only"): {"letter", "email"}, (OCT, "no_personal_contact"): {"in_person"}}


class Row(NamedTuple):
    kind: str
    dimension: str
    terms: dict[str, tuple[str, ...]]
    closes: str
    policies: dict[str, str]


def row(line: str) -> Row:
    kind, dimension, terms, closes, policies = (cell.strip() for cell in line.split("|"))
    given = {term.split(":")[0]: tuple(term.partition(":")[2].split(",")) for term in terms.split()}
    theirs = dict(policy.strip().split(" ") for policy in policies.split(","))
    return Row(kind, dimension, given, closes, {SHORT[short]: clause for short, clause in theirs.items()})


ROWS = [row(line) for line in KINDS.strip().splitlines()]


def test_the_thirty_kinds_are_all_there_is() -> None:
    assert [one.kind for one in ROWS] == list(PACKS[CAL].kinds)


@pytest.mark.parametrize("one", ROWS, ids=lambda one: one.kind)
@pytest.mark.parametrize("landlord", LANDLORDS)
def test_a_kind_is_what_the_table_says_at_every_landlord(landlord: str, one: Row) -> None:
    kind = PACKS[landlord].kinds[one.kind]
    assert kind.dimension == one.dimension
    assert kind.terms.keys() == one.terms.keys()
    for term, choices in one.terms.items():
        assert isinstance(kind.terms[term], str) or kind.terms[term] == choices
    assert kind.clause == one.policies.get(landlord)
    assert kind.in_policy == (landlord in one.policies)
    assert (kind.closes_all_but, kind.closes_term) == (
        "channels" if one.closes == "all_but" else None,
        "channel" if one.closes == "that_one" else None,
    )
    if one.closes not in {"all_but", "that_one"}:
        assert kind.closes == ELSEWHERE.get((landlord, one.kind), set(one.closes.split()))


def test_safety_third_party_and_applicants_are_of_these_kinds_alone() -> None:
    kinds = PACKS[NHG].kinds.values()
    assert {one.code for one in kinds if one.safety} == {
        "visits_in_pairs",
        "witness_present",
        "office_meetings_only",
        "excluded_from_offices",
    }
    assert {one.code for one in kinds if one.needs_third_party} == {"third_party_only", "no_direct_contact"}
    assert {one.code: one.customers for one in kinds if one.customers} == {"ineligible_status": ("applicant",)}
    assert {one.code: one.appeal_to for one in kinds if one.appeal_to} == {"ineligible_status": "scheme_board"}
    assert {one.code for one in kinds if one.unlawful} == {"no_complaints_process"}
    in_part = {one.code for one in kinds if one.part_law}
    assert in_part == {
        "health_and_safety_repairs_only",
        "no_resident_groups",
        "planned_works_withheld",
        "documents_returned",
    }


WORDS = [
    ("CUSTOMERS", "tenant leaseholder applicant visitor"),
    ("BEHAVIOURS", "aggressive_or_abusive unreasonable_demands unreasonable_persistence"),
    ("CHANNELS", "in_person telephone email letter third_party"),
    ("VULNERABILITY", "none present contributes"),
    ("SUPPORT", "not_needed none offered made_no_difference declined"),
    ("OUTCOMES", "lift alter continue"),
    ("ACTIONS", "tenancy_action police_report injunction eviction social_media_removal recharge"),
    ("WEEKDAYS", "mon tue wed thu fri sat sun"),
    (
        "CODES",
        "no_open_channel no_usable_channel third_party_missing unlawful essential_service_closed not_in_policy "
        "applicants_only wrong_route told_missing warning_missing assessment_missing support_first not_authorised "
        "quorum_missing police_report_missing decider_conflict reason_missing proportionality_missing review_missing "
        "review_too_late reviewer_missing invitation_missing outcome_not_in_policy notice_missing "
        "withholding_not_allowed withholding_unjustified appeal_elsewhere appeal_repeated hearer_wrong_role "
        "hearer_not_senior hearer_involved code_conflict floor_applied",
    ),
]


@pytest.mark.parametrize(("name", "words"), WORDS)
def test_the_shared_words_are_these_in_this_order(name: str, words: str) -> None:
    assert getattr(vocabulary, name) == tuple(words.split())


SERVICES = """
emergency_repair repair hazard safety_check new_complaint safeguarding report_harm appeal adjustment advocate
representative ombudsman rent data_rights information legal_notice housing_need
"""


def test_the_essential_services_are_these() -> None:
    assert list(ESSENTIAL_SERVICES) == SERVICES.split()


def test_the_five_keys_are_these() -> None:
    assert set(landlord_keys()) == {OVH, WCH, OCT, NHG, CAL}


# --- one finding for each restriction that causes it, whole


TWICE: list[tuple[str, dict[str, Any], dict[str, Any], list[str]]] = [
    (NHG, {"kind": "calls_not_taken"}, {}, ["not_in_policy"]),
    (OCT, {"kind": "no_complaints_process"}, {}, ["unlawful"]),
    (OVH, {"kind": "ineligible_status"}, {"review_on": "2027-05-23"}, ["applicants_only"]),
    (OCT, {"kind": "no_resident_groups"}, {}, ["code_conflict?"]),
    (OCT, {"kind": "third_party_only"}, {}, ["third_party_missing"]),
    (OCT, {"kind": "calls_not_taken", "reason": " "}, {}, ["reason_missing"]),
    (OCT, {"kind": "calls_not_taken", "proportionality": None}, {}, ["proportionality_missing"]),
    (
        OCT,
        {"kind": "no_resident_groups"},
        {"deciders": people(("a", "service_manager"))},
        ["not_authorised", "code_conflict?"],
    ),
]


@pytest.mark.parametrize(("landlord", "given", "changes", "expected"), TWICE)
def test_a_finding_is_given_once_for_each_restriction_that_causes_it(
    landlord: str, given: dict[str, Any], changes: dict[str, Any], expected: list[str]
) -> None:
    one = restriction(**given)
    sound = imposing(landlord)["restrictions"][0]
    assert codes(landlord, imposing(landlord, restrictions=[one, sound, one], **changes)) == [*expected, *expected]


def test_a_finding_carries_the_facts_that_its_words_need() -> None:
    late = found(OVH, imposing(OVH, review_on="2027-05-24"), "review_too_late")
    assert dict(late.params) == {
        "months": 6,
        "last_day": "2027-05-23",
        "review_on": "2027-05-24",
        "may_be_longer": 0,
        "roles": (),
    }
    watford = found(WCH, imposing(WCH, review_on="2027-11-24"), "review_too_late").params
    assert (watford["may_be_longer"], set(listed(watford["roles"]))) == (
        1,
        {"customer_experience_manager", "service_caution_lead"},
    )
    assert dict(found(OVH, imposing(OVH, review_on=None), "review_missing").params) == {"last_day": "2027-05-23"}
    panel = found(OVH, imposing(OVH, deciders=people(("a", "director"))), "quorum_missing").params
    assert (panel["task"], panel["mode"], panel["needed"], panel["people"], panel["signed"]) == (
        "decide",
        "panel",
        2,
        0,
        (),
    )
    group = found(WCH, imposing(WCH, deciders=people(("a", "caution_lead"))), "quorum_missing").params
    assert (group["task"], group["mode"], group["needed"]) == ("decide", "group", 3)
    assert set(listed(group["missing"])) == {"service_caution_lead", "caution_lead"}
    alone = found(OCT, imposing(OCT, deciders=[]), "not_authorised").params
    assert dict(alone) == {
        "task": "decide",
        "subject": "single_point_of_contact",
        "is": "restriction",
        "only": 0,
        "roles": ("service_manager",),
    }
    read_and_file = imposing(WCH, restrictions=[restriction("read_and_file")], deciders=[])
    only = found(WCH, read_and_file, "not_authorised").params
    assert (only["only"], only["roles"]) == (1, ("group_director_customer_services",))
    action = imposing(OCT, restrictions=[], actions=["eviction"], deciders=[], review_on=None)
    assert found(OCT, action, "not_authorised").params["is"] == "action"


def test_a_finding_about_the_notice_or_a_kind_says_what_is_missing() -> None:
    letter = imposing(OVH, notice={"letter": False, "preferred": False, "withheld": None})
    assert found(OVH, letter, "notice_missing").params["missing"] == ("letter", "preferred")
    letter["notice"]["preferred"] = True
    assert found(OVH, letter, "notice_missing").params["missing"] == ("letter",)
    two = imposing(CAL, restrictions=[restriction("only_channels", channels=["email", "letter"])])
    assert dict(found(CAL, two, "not_in_policy").params) == {"kind": "only_channels", "at_most": 1}
