"""A door stays open: channels, the third party, and essential services."""

from typing import Any

import pytest

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
    restriction,
    reviewing,
)

CLOSING = ("no_open_channel", "no_usable_channel", "third_party_missing")


def closing(landlord: str, kinds: list[dict[str, Any]], **customer: Any) -> list[str]:
    """What is found about channels, and nothing else."""
    proposal = imposing(landlord, restrictions=kinds, customer={"kind": "tenant", **customer})
    return [code for code in codes(landlord, proposal) if code in CLOSING]


def only(*channels: str) -> dict[str, Any]:
    return restriction("only_channels", channels=list(channels))


WRITING_ONLY = restriction("no_personal_contact")
NO_EMAIL = restriction("channel_excluded")
NO_LETTERS = restriction("channel_excluded", channel="letter")
THIRD_PARTY = restriction("third_party_only")


@pytest.mark.clause("CAL-6b")
@pytest.mark.clause("WCH-5.1.1")
@pytest.mark.parametrize("landlord", LANDLORDS)
def test_the_last_way_of_contact_cannot_be_closed(landlord: str) -> None:
    no_calls, letters_only = restriction("calls_not_taken"), only("telephone")
    assert closing(landlord, [no_calls]) == []
    assert closing(landlord, [no_calls, letters_only]) == ["no_open_channel"]


@pytest.mark.parametrize(
    ("kinds", "cannot_use", "expected"),
    [
        ([only("letter")], ["telephone"], []),
        ([only("letter")], ["letter"], ["no_usable_channel"]),
        ([only("letter", "email")], ["letter"], []),
        ([only("letter", "email")], ["letter", "email"], ["no_usable_channel"]),
        ([WRITING_ONLY], ["letter", "email"], ["no_usable_channel"]),
        ([WRITING_ONLY, NO_EMAIL], ["letter"], ["no_usable_channel"]),
        ([WRITING_ONLY, NO_EMAIL, NO_LETTERS], [], ["no_open_channel"]),
        ([WRITING_ONLY, NO_EMAIL, NO_LETTERS], ["letter"], ["no_open_channel"]),
        ([], ["in_person", "telephone", "email", "letter"], ["no_usable_channel"]),
    ],
)
def test_what_is_left_must_be_usable_by_this_person(
    kinds: list[dict[str, Any]], cannot_use: list[str], expected: list[str]
) -> None:
    kinds = kinds or [restriction("appointments_only")]
    assert closing(WCH, kinds, cannot_use=cannot_use) == expected


@pytest.mark.parametrize(
    ("kind", "advocate", "cannot_use", "expected"),
    [
        (THIRD_PARTY, True, [], []),
        (THIRD_PARTY, False, [], ["third_party_missing", "no_open_channel"]),
        (THIRD_PARTY, True, ["third_party"], ["no_usable_channel"]),
        (restriction("no_direct_contact"), False, [], ["third_party_missing", "no_open_channel"]),
        (only("third_party"), False, [], ["third_party_missing", "no_open_channel"]),
        (only("third_party", "email"), False, [], []),
        (only("third_party", "email"), False, ["email"], ["no_usable_channel"]),
        (only("email"), True, ["email"], []),  # no kind closes the third party
        (restriction("channel_excluded", channel="third_party"), True, ["email", "letter"], []),
    ],
)
def test_a_third_party_is_a_way_exactly_when_one_has_authority(
    kind: dict[str, Any], advocate: bool, cannot_use: list[str], expected: list[str]
) -> None:
    assert closing(WCH, [kind], advocate=advocate, cannot_use=cannot_use) == expected


def test_at_octavia_a_third_party_is_for_correspondence_so_calls_and_meetings_stay() -> None:
    assert closing(OCT, [THIRD_PARTY]) == ["third_party_missing"]
    assert closing(OCT, [THIRD_PARTY], advocate=True) == []
    assert closing(OCT, [THIRD_PARTY], cannot_use=["in_person", "telephone"]) == [
        "third_party_missing",
        "no_usable_channel",
    ]


@pytest.mark.clause("OCT-4.3")
def test_at_octavia_no_personal_contact_leaves_the_telephone() -> None:
    but_telephone = ["in_person", "email", "letter"]
    assert closing(OCT, [WRITING_ONLY], cannot_use=but_telephone) == []
    assert closing(WCH, [WRITING_ONLY], cannot_use=but_telephone) == ["no_usable_channel"]


@pytest.mark.clause("CAL-5.3")
def test_at_calico_one_form_of_contact_means_one() -> None:
    two = imposing(CAL, restrictions=[only("email", "letter")])
    assert codes(CAL, two) == ["not_in_policy"]
    assert found(CAL, two, "not_in_policy").source == "Calico Homes 5.3"
    assert codes(CAL, imposing(CAL, restrictions=[only("email")])) == []
    assert codes(CAL, imposing(CAL, restrictions=[only("email", "email")])) == []
    assert codes(WCH, imposing(WCH, restrictions=[only("email", "letter")])) == []


def test_restrictions_of_other_decisions_count_towards_what_is_left() -> None:
    from casework.rules.check import check
    from casework.rules.proposal import Restriction, read_proposal

    pack = PACKS[WCH]
    proposal = read_proposal(imposing(WCH, restrictions=[WRITING_ONLY]), pack)
    in_force = [Restriction("only_channels", {"channels": ("telephone",)})]
    assert check(pack, proposal).allowed
    assert [finding.code for finding in check(pack, proposal, in_force).stops] == ["no_open_channel"]


@pytest.mark.clause("OCT-4.4")
def test_the_complaints_process_cannot_be_closed_whatever_a_policy_says() -> None:
    proposal = imposing(OCT, restrictions=[restriction("no_complaints_process")])
    assert codes(OCT, proposal) == ["unlawful"]
    for landlord in (OVH, WCH, NHG, CAL):
        elsewhere = imposing(landlord, restrictions=[restriction("no_complaints_process")])
        assert codes(landlord, elsewhere) == ["unlawful", "not_in_policy"]
    assert "no_complaints_process" not in PACKS[OCT].kinds_in_policy


@pytest.mark.clause("OCT-4.4")
@pytest.mark.parametrize("kind", ["health_and_safety_repairs_only", "no_resident_groups", "planned_works_withheld"])
def test_limits_that_are_lawful_only_in_part_are_marked_and_not_blocked(kind: str) -> None:
    proposal = imposing(OCT, restrictions=[restriction(kind)])
    assert codes(OCT, proposal) == ["code_conflict?"]
    assert codes(OCT, reviewing(OCT, restrictions=[restriction(kind)])) == ["code_conflict?"]


def test_papers_sent_back_are_marked_at_watford() -> None:
    proposal = imposing(WCH, restrictions=[restriction("documents_returned")])
    assert codes(WCH, proposal) == ["code_conflict?"]
    assert found(WCH, proposal, "code_conflict").source == "Complaint Handling Code 5.12"


@pytest.mark.clause("OVH-3.7.1")
@pytest.mark.parametrize(
    ("customer", "expected"),
    [("applicant", []), ("tenant", ["applicants_only"]), ("leaseholder", ["applicants_only"])],
)
def test_ineligible_status_is_for_applicants_alone(customer: str, expected: list[str]) -> None:
    proposal = imposing(OVH, restrictions=[restriction("ineligible_status")], customer={"kind": customer})
    assert codes(OVH, proposal) == expected


IN_POLICY = {
    OVH: "third_party_only contact_time_limited calls_at_set_times only_channels witness_present "
    "office_meetings_only no_reinvestigation response_times_varied ineligible_status",
    WCH: "single_point_of_contact third_party_only no_direct_contact calls_at_set_times only_channels "
    "channel_excluded no_personal_contact appointments_only offensive_correspondence_refused "
    "relevant_issues_only documents_returned read_and_file",
    OCT: "single_point_of_contact third_party_only contact_time_limited channel_excluded calls_not_taken "
    "no_personal_contact offensive_correspondence_refused witness_present excluded_from_offices "
    "no_improvement_approvals planned_works_withheld health_and_safety_repairs_only no_resident_groups "
    "response_times_varied",
    NHG: "contact_agreement",
    CAL: "single_point_of_contact third_party_only calls_at_set_times contact_count_limited only_channels "
    "visits_in_pairs new_evidence_only issues_per_period",
}


@pytest.mark.clause("OVH-3.2.5")
@pytest.mark.clause("CAL-5.3")
@pytest.mark.parametrize("landlord", LANDLORDS)
def test_only_the_kinds_of_the_landlords_own_policy_can_be_used(landlord: str) -> None:
    theirs = set(IN_POLICY[landlord].split())
    for kind in PACKS[landlord].kinds:
        customer = {"kind": "applicant" if kind == "ineligible_status" else "tenant", "advocate": True}
        deciders = [{"person": f"g{place}", "role": role} for place, role in enumerate(PACKS[landlord].roles)]
        deciders += imposing(landlord)["deciders"]
        proposal = imposing(landlord, restrictions=[restriction(kind)], customer=customer, deciders=deciders)
        stops = [code for code in codes(landlord, proposal) if not code.endswith("?")]
        if kind == "no_complaints_process":
            assert stops[0] == "unlawful"
        else:
            assert stops == ([] if kind in theirs else ["not_in_policy"]), kind
