"""A referral: staff ask about an incident, those whom the policy names answer, and whoever asked is told."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from casework.actions import appealed, cases, referrals
from casework.actions.work import RefusedError
from casework.records import case_desk, desk
from casework.rules.pack import load_pack
from tests.people import DECIDERS, LANDLORDS, Town
from tests.unit.rules.policies_as_read import ROLES

MakeTown = Callable[[str], Town]
ASKERS = ("one-vision-housing", "watford-community-housing", "octavia")


@pytest.mark.parametrize("landlord", ASKERS)
@pytest.mark.parametrize("chosen", referrals.ANSWERS)
def test_whoever_refers_an_incident_is_told_the_answer(town_of: MakeTown, landlord: str, chosen: str) -> None:
    town = town_of(landlord)
    incident = town.incident()
    refs = {town.act("officer", referrals.refer, incident, "It is the fourth time.") for _ in range(2)}
    (ref,) = refs
    who = next(
        key
        for key in ("decider", "decider-2", "decider-3")
        if key in town.known and set(town.known[key].roles) & set(referrals.roles_asked(town.pack))
    )
    with pytest.raises(RefusedError, match="not_asked"):
        town.act("officer", referrals.answer, ref, chosen, "I answer it myself.")
    for _ in range(2):
        town.act(who, referrals.answer, ref, chosen, "We talked about it.")
    with pytest.raises(RefusedError, match="referral_is_answered"):
        town.act(who, referrals.answer, ref, chosen, "We thought again.")
    assert (town.waits("answer"), town.waits("referral")) == ([ref], [])
    with town.database.reading() as session:
        told = case_desk.referral(session, ref)
        assert (told.answer, told.answer_why) == (chosen, "We talked about it.")
        assert (told.case is None) == (chosen == "nothing")


@pytest.mark.parametrize("landlord", sorted(set(LANDLORDS) - set(ASKERS)))
def test_a_policy_that_knows_no_referral_has_none(town_of: MakeTown, landlord: str) -> None:
    town = town_of(landlord)
    with pytest.raises(RefusedError, match="no_referral"):
        town.act("officer", referrals.refer, town.incident(), "It is the fourth time.")


@pytest.mark.clause("WCH-4.3")
def test_at_watford_someones_safety_leaves_one_answer(town_of: MakeTown) -> None:
    town = town_of("watford-community-housing")
    ref = town.act("officer", referrals.refer, town.incident(immediate_risk=True), "He waits outside.")
    who = next(key for key in DECIDERS[town.landlord] if "caution_lead" in town.known[key].roles)
    with pytest.raises(RefusedError, match="caution_at_risk"):
        town.act(who, referrals.answer, ref, "warning", "A letter will do.")
    town.act(who, referrals.answer, ref, "restriction", "He must not wait there.")


@pytest.mark.parametrize("key", ["decider", "hearer"])
def test_who_answered_a_referral_took_part_and_hears_no_appeal(town_of: MakeTown, key: str) -> None:
    town = town_of("watford-community-housing")
    incident = town.incident()
    ref = town.act("officer", referrals.refer, incident, "It is the fourth time.")
    who = next(one for one in DECIDERS[town.landlord] if "caution_lead" in town.known[one].roles)
    town.act(who, referrals.answer, ref, "case", "We look into it.")
    with town.database.reading() as session:
        case = desk.incident(session, incident).case
    assert case is not None
    town.act("officer", cases.assess, case.ref, cases.AssessmentFacts("Spoke with her."))
    decision = town.draft(case.ref)
    with town.database.reading() as session:
        involved = appealed.involved(session, desk.decision(session, decision))
    assert (str(town.known[key].id) in involved) == (key == who)


@pytest.mark.clause("OVH-3.2.1")
def test_at_one_vision_a_manager_or_a_team_leader_of_the_four_services_is_asked() -> None:
    asked = set(referrals.roles_asked(load_pack("one-vision-housing")))
    assert asked == set(ROLES["one-vision-housing"]) - {"officer", "director", "chief_executive"}
