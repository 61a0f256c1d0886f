"""Does an incident count as unacceptable? What stands in between, for each landlord's own words."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from casework.rules.behaviour import CODES, Reported, counts, is_serious, questions
from casework.rules.finding import Finding
from casework.rules.unacceptable import AFFECTED
from letters.words import findings
from letters.words import incident_findings as words
from tests.unit.rules.examples import CAL, LANDLORDS, NHG, OCT, OVH, PACKS, WCH
from translations import LANGUAGES

ABUSE, DEMANDS, PERSISTENCE = "aggressive_or_abusive", "unreasonable_demands", "unreasonable_persistence"


def reported(landlord: str, **changes: Any) -> Reported:
    """An incident of persistence of which every question is answered so that it counts."""
    threshold = PACKS[landlord].unacceptable.threshold
    answered = Reported(
        behaviour=(PERSISTENCE,),
        examples=PACKS[landlord].behaviour[PERSISTENCE].codes[:1],
        effects=threshold.effects if threshold.all_needed else threshold.effects[:1],
        says_how=True,
        persistence="matter_acted_on",
        cause="without_cause",
        circumstances=("none_known",),
    )
    return replace(answered, **changes)


def found(landlord: str, **changes: Any) -> list[str]:
    """The codes found, in order; a warning is marked with "?"."""
    return [one.code + "?" * (one.severity == "warn") for one in counts(PACKS[landlord], reported(landlord, **changes))]


def source(landlord: str, code: str, **changes: Any) -> str:
    """The clause of the one finding with this code."""
    (finding,) = [one for one in counts(PACKS[landlord], reported(landlord, **changes)) if one.code == code]
    return finding.source.removeprefix(f"{PACKS[landlord].name} ")


@pytest.mark.parametrize("landlord", LANDLORDS)
def test_nothing_stands_in_the_way_where_every_question_is_answered(landlord: str) -> None:
    assert found(landlord) == []


EXAMPLES = {
    ("OVH-3.1.2", OVH, ABUSE): "abusive_language intimidation reported_abuse_or_threats",
    ("OVH-3.1.2", OVH, DEMANDS): "outside_remit refusing_a_staff_member too_much_staff_time",
    ("OVH-3.1.2", OVH, PERSISTENCE): "same_issue_already_acted_on",
    ("WCH-3.2.1", WCH, ABUSE): (
        "derogatory_remarks inflammatory_statements malicious_allegations rudeness swearing verbal_abuse violence"
    ),
    ("WCH-3.2.1", WCH, DEMANDS): (
        "changing_the_complaint insisting_on_one_person too_many_contacts unreasonable_timescale"
    ),
    ("WCH-3.2.1", WCH, PERSISTENCE): "nothing_new refusing_a_decision refusing_an_explanation",
    ("OCT-2.1", OCT, ABUSE): (
        "abusive_language defamatory_comments derogatory_remarks inappropriate_remarks threats verbal_abuse violence"
    ),
    ("OCT-2.1", OCT, DEMANDS): "ignoring_procedures_to_disrupt too_many_contacts unreasonable_timescale",
    ("OCT-2.1", OCT, PERSISTENCE): "same_issue_already_acted_on",
    ("NHG-2.0", NHG, ABUSE): ("aggressive_pets inflammatory_statements sexually_inappropriate threats verbal_abuse"),
    ("NHG-2.0", NHG, DEMANDS): ("insisting_on_one_person outside_remit unfounded_complaints unreasonable_timescale"),
    ("NHG-2.0", NHG, PERSISTENCE): "different_routes refusing_a_decision too_many_contacts",
    ("CAL-4.1", CAL, ABUSE): (
        "deliberate_damage derogatory_remarks inflammatory_statements intimidation undisclosed_recording violence"
    ),
    ("CAL-4.2", CAL, DEMANDS): (
        "changing_the_complaint insisting_on_one_person mass_emailing refusing_advice "
        "too_many_contacts too_much_information unreasonable_timescale"
    ),
    ("CAL-4.3", CAL, PERSISTENCE): (
        "nothing_new pursuing_a_complaint_with_nothing_new refusing_a_decision "
        "refusing_an_explanation refusing_timescales"
    ),
}


@pytest.mark.pack
@pytest.mark.parametrize(
    ("landlord", "kind", "examples"),
    [pytest.param(*where, said, marks=pytest.mark.clause(row)) for (row, *where), said in EXAMPLES.items()],
)
def test_each_policy_names_its_own_examples(landlord: str, kind: str, examples: str) -> None:
    assert " ".join(sorted(PACKS[landlord].behaviour[kind].codes)) == examples
    for example in examples.split():
        assert "not_an_example?" not in found(landlord, behaviour=(kind,), examples=(example,))
    assert found(landlord, behaviour=(kind,), examples=(), reminded=True) == ["not_an_example?"]


@pytest.mark.parametrize(
    ("landlord", "alone", "clause"),
    [
        pytest.param(WCH, "forceful_or_determined", "3.2.1", marks=pytest.mark.clause("WCH-3.2.1")),
        pytest.param(WCH, "out_of_character", "3.2.1", marks=pytest.mark.clause("WCH-3.2.1b")),
        pytest.param(WCH, "anger_alone", "3.2.1", marks=pytest.mark.clause("WCH-3.2.1b")),
        pytest.param(NHG, "out_of_character", "1.0", marks=pytest.mark.clause("NHG-1.0")),
        pytest.param(CAL, "out_of_character", "4", marks=pytest.mark.clause("CAL-4o")),
        pytest.param(CAL, "forceful_or_determined", "4", marks=pytest.mark.clause("CAL-4o")),
    ],
)
def test_being_firm_angry_or_out_of_character_is_never_enough(landlord: str, alone: str, clause: str) -> None:
    assert found(landlord, no_more_than=(alone,)) == ["not_unacceptable"]
    assert source(landlord, "not_unacceptable", no_more_than=(alone,)) == clause


@pytest.mark.parametrize("landlord", [OVH, OCT])
def test_where_the_policy_is_silent_being_firm_or_angry_is_no_more_enough(landlord: str) -> None:
    for alone in ("forceful_or_determined", "anger_alone", "out_of_character"):
        assert found(landlord, no_more_than=(alone,), immediate_risk=True) == ["not_unacceptable"]


@pytest.mark.parametrize(
    ("landlord", "clause", "circumstances"),
    [
        pytest.param(WCH, "3.2.1", "distress", marks=pytest.mark.clause("WCH-3.2.1b")),
        pytest.param(NHG, "1.0", "distress", marks=pytest.mark.clause("NHG-1.0")),
        pytest.param(NHG, "1.0", "legal_action", marks=pytest.mark.clause("NHG-1.0")),
        pytest.param(CAL, "4", "distress", marks=pytest.mark.clause("CAL-4o")),
    ],
)
def test_what_goes_on_in_the_persons_life_is_asked_before_behaviour_is_called_unacceptable(
    landlord: str, clause: str, circumstances: str
) -> None:
    assert found(landlord, circumstances=()) == ["context_missing"]
    assert source(landlord, "context_missing", circumstances=()) == clause
    assert found(landlord, circumstances=(circumstances,)) == ["out_of_character?"]
    assert "circumstances" in questions(PACKS[landlord], reported(landlord))


@pytest.mark.parametrize("landlord", [OVH, OCT])
def test_where_the_policy_asks_for_no_context_the_assessment_does(landlord: str) -> None:
    assert found(landlord, circumstances=()) == []
    assert "circumstances" not in questions(PACKS[landlord], reported(landlord))


@pytest.mark.pack
@pytest.mark.parametrize(
    ("landlord", "effects", "expected"),
    [
        pytest.param(OVH, "", ["threshold_missing"]),
        pytest.param(OVH, "stops_good_service", ["threshold_missing"]),
        pytest.param(OVH, "not_normal_working_relations", ["threshold_missing"]),
        pytest.param(OVH, "stops_good_service not_normal_working_relations", []),
        pytest.param(WCH, "", ["threshold_missing"], marks=pytest.mark.clause("WCH-3.2.1b")),
        pytest.param(WCH, "disproportionate_impact", [], marks=pytest.mark.clause("WCH-3.2.1b")),
        pytest.param(WCH, "harm_to_other_customers", [], marks=pytest.mark.clause("WCH-3.2.1b")),
        pytest.param(OCT, "", ["threshold_missing"], marks=pytest.mark.clause("OCT-1.3")),
        pytest.param(OCT, "individuals_need_protection", [], marks=pytest.mark.clause("OCT-1.3")),
        pytest.param(OCT, "disproportionate_impact", [], marks=pytest.mark.clause("OCT-1.3")),
        pytest.param(NHG, "", ["threshold_missing"], marks=pytest.mark.clause("NHG-2.0")),
        pytest.param(NHG, "stops_good_service", [], marks=pytest.mark.clause("NHG-2.0")),
        pytest.param(NHG, "distress_or_alarm", [], marks=pytest.mark.clause("NHG-2.0")),
        pytest.param(NHG, "staff_feel_harassed", [], marks=pytest.mark.clause("NHG-2.0")),
        pytest.param(CAL, "", ["threshold_missing"], marks=pytest.mark.clause("CAL-4")),
        pytest.param(CAL, "unreasonable_demands_on_staff", [], marks=pytest.mark.clause("CAL-4")),
        pytest.param(CAL, "behaviour_towards_staff", [], marks=pytest.mark.clause("CAL-4")),
    ],
)
def test_behaviour_counts_only_by_what_it_does(landlord: str, effects: str, expected: list[str]) -> None:
    assert found(landlord, effects=tuple(effects.split())) == expected


@pytest.mark.clause("WCH-3.2.1b")
def test_at_watford_the_record_says_how_demands_and_persistence_do_harm() -> None:
    for kind in (DEMANDS, PERSISTENCE):
        assert found(WCH, behaviour=(kind,), examples=(), says_how=False) == ["how_missing", "not_an_example?"]
        assert found(WCH, behaviour=(kind,), examples=(), effects=()) == ["threshold_missing", "not_an_example?"]
    assert found(WCH, behaviour=(ABUSE,), examples=("swearing",), effects=(), says_how=False) == []
    for landlord in (OVH, OCT, NHG, CAL):
        assert found(landlord, says_how=False) == []


@pytest.mark.clause("OVH-3.1.2p")
@pytest.mark.parametrize(
    ("persistence", "expected"),
    [
        ("told_of_pending_action", []),
        ("matter_acted_on", []),
        ("", ["persistence_missing"]),
        ("neither", ["not_settled"]),
    ],
)
def test_at_one_vision_persistence_counts_once_the_customer_was_told_or_the_matter_acted_on(
    persistence: str, expected: list[str]
) -> None:
    assert found(OVH, persistence=persistence) == expected
    if expected:
        assert source(OVH, expected[0], persistence=persistence) == "3.1.2"
    assert found(OVH, behaviour=(ABUSE,), examples=("intimidation",), persistence=persistence) == []
    for landlord in (WCH, OCT, NHG, CAL):
        assert found(landlord, persistence=persistence) == []


@pytest.mark.clause("WCH-5.4o")
@pytest.mark.parametrize(
    ("cause", "expected"), [("without_cause", []), ("", ["cause_missing"]), ("with_cause", ["with_cause"])]
)
def test_at_watford_repeated_contact_counts_only_without_cause(cause: str, expected: list[str]) -> None:
    assert found(WCH, cause=cause) == expected
    assert found(WCH, cause=cause, behaviour=(DEMANDS,), examples=("too_many_contacts",)) == expected
    assert found(WCH, cause=cause, behaviour=(DEMANDS,), examples=("unreasonable_timescale",)) == []
    if expected:
        assert source(WCH, expected[0], cause=cause) == "5.4"
    for landlord in (OVH, OCT, NHG, CAL):
        assert found(landlord, cause=cause) == []


@pytest.mark.parametrize("landlord", [OVH, WCH])
def test_what_one_kind_of_behaviour_lacks_stops_nothing_while_another_counts(landlord: str) -> None:
    lacking: dict[str, Any] = {"persistence": "neither", "cause": "with_cause"}
    assert all(not one.endswith("?") for one in found(landlord, **lacking))
    example = PACKS[landlord].behaviour[ABUSE].codes[1]
    both = found(landlord, **lacking, behaviour=(ABUSE, PERSISTENCE), examples=(example, "nothing_new"))
    assert all(one.endswith("?") for one in both)
    assert {"not_settled?", "with_cause?"} & set(both)


@pytest.mark.parametrize("landlord", LANDLORDS)
def test_at_immediate_risk_what_was_not_answered_is_answered_afterwards(landlord: str) -> None:
    bare = Reported((PERSISTENCE,), immediate_risk=True)
    assert {one.severity for one in counts(PACKS[landlord], bare)} == {"warn"}
    assert "stop" in {one.severity for one in counts(PACKS[landlord], replace(bare, immediate_risk=False))}


@pytest.mark.pack
@pytest.mark.parametrize(
    ("landlord", "named"),
    [
        pytest.param(OVH, {"staff"}, marks=pytest.mark.clause("OVH-3.1.2")),
        (WCH, {"staff", "contractor"}),
        pytest.param(OCT, {"staff", "contractor", "board_or_group_member"}, marks=pytest.mark.clause("OCT-1.3")),
        pytest.param(NHG, {"staff"}, marks=pytest.mark.clause("NHG-1.0")),
        pytest.param(CAL, {"staff"}, marks=pytest.mark.clause("CAL-4")),
    ],
)
def test_whom_the_policy_protects_is_said_and_whom_it_forgets(landlord: str, named: set[str]) -> None:
    for person in AFFECTED:
        assert found(landlord, affected=person) == [] if person in named else ["affected_not_named?"]


@pytest.mark.pack
@pytest.mark.parametrize(
    ("landlord", "expected"),
    [
        (OVH, ["online_not_named?"]),
        (WCH, ["online_not_named?"]),
        pytest.param(OCT, [], marks=pytest.mark.clause("OCT-4.3")),
        (NHG, ["online_not_named?"]),
        pytest.param(CAL, [], marks=pytest.mark.clause("CAL-4")),
    ],
)
def test_what_is_put_online_counts_like_any_other_contact_where_the_policy_says_so(
    landlord: str, expected: list[str]
) -> None:
    assert found(landlord, channel="online") == expected


@pytest.mark.clause("OCT-1.5")
@pytest.mark.parametrize(
    ("matter", "policy"),
    [
        ("residential_care", "Dealing with Challenging Behaviour Policy"),
        ("violence_at_work", "Violence at Work Policy"),
        ("staff_support", "Human Resources policies"),
    ],
)
def test_octavia_points_care_homes_and_violence_at_work_to_the_right_policy(matter: str, policy: str) -> None:
    for at_risk in (False, True):
        finding = counts(PACKS[OCT], reported(OCT, matters=(matter,), immediate_risk=at_risk))[0]
        assert (finding.code, finding.severity, finding.source) == ("out_of_scope", "stop", "Octavia 1.5")
        assert policy in words.says(finding, "en")
    assert found(WCH, matters=(matter,)) == []


@pytest.mark.clause("OVH-1.5")
def test_at_one_vision_threats_and_harassment_leave_the_panel_and_anti_social_behaviour_leaves_the_policy() -> None:
    pack = PACKS[OVH]
    assert found(OVH, matters=("anti_social_behaviour",)) == ["out_of_scope"]
    for matter in ("threats", "harassment"):
        assert is_serious(pack, (PERSISTENCE,), (), (matter,))
        assert found(OVH, matters=(matter,), serious=True) == ["wrong_route?", "beside?"]
        (finding,) = [one for one in counts(pack, reported(OVH, matters=(matter,))) if one.code == "beside"]
        assert finding.source == "One Vision Housing 1.5"
        assert finding.params["policy"] == "Anti-Social Behaviour Policy"
        assert finding.params["actions"] == ("tenancy_action", "injunction")
    assert not is_serious(pack, (PERSISTENCE,), (), ("anti_social_behaviour",))


@pytest.mark.clause("CAL-4.1")
@pytest.mark.parametrize(
    ("matter", "serious", "actions"),
    [
        ("assault", True, ("police_report",)),
        ("criminal_damage", False, ("police_report", "recharge", "tenancy_action")),
        ("hate_crime", True, ("police_report",)),
    ],
)
def test_at_calico_assault_damage_and_hate_crime_take_the_community_safety_route_too(
    matter: str, serious: bool, actions: tuple[str, ...]
) -> None:
    pack = PACKS[CAL]
    (finding,) = counts(pack, reported(CAL, matters=(matter,)))
    assert (finding.code, finding.severity, finding.source) == ("beside", "warn", "Calico Homes 4.1")
    assert finding.params["policy"] == "Community Safety Policy"
    assert finding.params["actions"] == actions
    assert is_serious(pack, (ABUSE,), (), (matter,)) is serious


@pytest.mark.parametrize(
    ("landlord", "serious"),
    [(OVH, "reported_abuse_or_threats"), (WCH, "violence"), (OCT, "threats"), (NHG, "threats"), (CAL, "violence")],
)
def test_violence_and_threats_are_serious_whatever_else_was_ticked(landlord: str, serious: str) -> None:
    assert is_serious(PACKS[landlord], (ABUSE,), (serious,), ())
    assert not is_serious(PACKS[landlord], (ABUSE,), ("derogatory_remarks",), ())


@pytest.mark.clause("CAL-4.3")
def test_at_calico_the_customer_is_reminded_how_to_complain_before_pursuing_it_counts() -> None:
    pursuing: dict[str, Any] = {"examples": ("pursuing_a_complaint_with_nothing_new",)}
    assert found(CAL, **pursuing) == ["reminder_missing", "care?"]
    assert source(CAL, "reminder_missing", **pursuing) == "4.3"
    assert found(CAL, **pursuing, reminded=True) == ["care?"]
    assert "reminded" in questions(PACKS[CAL], reported(CAL, **pursuing))
    assert "reminded" not in questions(PACKS[CAL], reported(CAL))


@pytest.mark.parametrize(
    ("landlord", "kind", "example", "care"),
    [
        (OVH, DEMANDS, "refusing_a_staff_member", "disability"),
        (WCH, ABUSE, "malicious_allegations", "allegation"),
        (WCH, ABUSE, "derogatory_remarks", "disability"),
        (OCT, ABUSE, "defamatory_comments", "legal_advice"),
        (NHG, DEMANDS, "unfounded_complaints", "complaint"),
        (NHG, PERSISTENCE, "different_routes", "complaint"),
        (CAL, ABUSE, "undisclosed_recording", "disability"),
    ],
)
def test_an_example_that_meets_a_right_is_weighed_with_care(landlord: str, kind: str, example: str, care: str) -> None:
    (finding,) = counts(PACKS[landlord], reported(landlord, behaviour=(kind,), examples=(example,)))
    assert (finding.code, finding.severity, finding.params["care"]) == ("care", "warn", care)


def every_finding() -> list[Finding]:
    """Findings of every code and form, as the five landlords meet them."""
    met: list[Finding] = []
    for pack in PACKS.values():
        every = tuple(code for kind in pack.behaviour.values() for code in kind.codes)
        matters = pack.unacceptable.elsewhere.matters
        bare = Reported(tuple(pack.behaviour), every, "online", "board_or_group_member", matters=matters)
        trouble = replace(bare, circumstances=("legal_action", "distress"), no_more_than=("out_of_character",))
        explicit = replace(bare, persistence="neither", cause="with_cause")
        for one in (
            bare,
            replace(trouble, serious=True),
            replace(explicit, effects=pack.unacceptable.threshold.effects),
            replace(bare, examples=()),
            replace(bare, behaviour=(), examples=()),
        ):
            met += counts(pack, one)
    met.append(Finding("affected_not_named", "warn", "x", None, {"people": ()}))
    return [*met, Finding("beside", "warn", "x", None, {"matter": "assault", "policy": "Y", "actions": ()})]


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_finding_is_said_whole(language: str) -> None:
    met = set()
    for finding in every_finding():
        if finding.code == "wrong_route":
            assert findings.says(finding, language)
            continue
        met.add(words.form(finding))
        for said in (words.says(finding, language), words.unlocks(finding, language)):
            assert said
            assert not re.search(r"[{}]|\bNone\b|_", said), (finding, said)
    assert met == set(words.FORMS)
    assert {one.split(".")[0] for one in words.FORMS} == set(CODES) - {"wrong_route"}
