"""Repairs, dangers and checks: what the law dates is moved by nothing; only a target of our own may be longer."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from casework.rules import services
from casework.rules.channels import DIRECT, ESSENTIAL_SERVICES
from casework.rules.pack import Pack, load_pack
from casework.rules.services import EMERGENCY, PROBLEMS, Clock, Standing
from tests.people import LANDLORDS

MONDAY = datetime(2026, 11, 23, 10, 30, tzinfo=UTC)
TODAY = MONDAY.date()
LONGER = Standing("response_times_varied", safety=False, applies=True, working_days=40)


def clock(pack: Pack, service: str) -> Clock:
    return services.first_clocks(pack, service, MONDAY)[0]


@pytest.fixture
def liverpool() -> Pack:
    return load_pack("one-vision-housing")


def test_gas_and_every_yes_or_doubt_is_an_emergency() -> None:
    assert services.service_of("gas_smell", "no", TODAY) == EMERGENCY
    assert {services.service_of(one, "not_sure", TODAY) for one in PROBLEMS} == {EMERGENCY}
    assert services.service_of("damp_mould", "no", TODAY) == "hazard"
    assert services.service_of("other", "no", TODAY) == "repair"


def test_damp_was_a_repair_before_the_law_came_into_force() -> None:
    assert services.service_of("damp_mould", "no", date(2025, 10, 26)) == "repair"
    assert services.service_of("damp_mould", "no", date(2025, 10, 27)) == "hazard"


def test_an_emergency_has_twenty_four_hours_by_the_clock_over_any_weekend_and_change_of_hour(liverpool: Pack) -> None:
    friday = datetime(2026, 10, 23, 22, 15, tzinfo=UTC)
    before_the_hour_changes = datetime(2026, 10, 24, 12, 0, tzinfo=UTC)
    for began in (friday, before_the_hour_changes):
        due = services.first_clocks(liverpool, EMERGENCY, began)[0]
        assert due.due_at is not None
        assert (due.due_at - began).total_seconds() == 24 * 3600


def test_the_days_of_the_law_on_hazards(liverpool: Pack) -> None:
    assert clock(liverpool, "hazard").due_on == date(2026, 12, 7)  # ten working days
    found = {one.code: one.due_on for one in services.clocks_after_looking(date(2026, 12, 4), danger=True)}
    assert found == {
        "summary": date(2026, 12, 9),
        "safety_work": date(2026, 12, 11),
        "works_begin": date(2026, 12, 11),
        "works_begun": date(2027, 2, 26),
    }
    assert [one.code for one in services.clocks_after_looking(TODAY, danger=False)] == ["summary"]


def test_a_check_that_comes_a_little_early_keeps_its_date() -> None:
    assert services.check_clock("gas_check", date(2026, 1, 31)).due_on == date(2027, 1, 31)
    assert services.check_clock("electrical_check", date(2026, 1, 31)).due_on == date(2031, 1, 31)
    due = date(2027, 1, 31)
    assert services.counts_from("gas_check", due, date(2026, 12, 1)) == due
    assert services.counts_from("gas_check", due, date(2026, 11, 29)) == date(2026, 11, 29)
    assert services.counts_from("gas_check", due, date(2027, 2, 2)) == date(2027, 2, 2)
    assert services.counts_from("electrical_check", due, date(2027, 1, 2)) == date(2027, 1, 2)
    record = services.record_clock("gas_check", TODAY)
    assert record is not None
    assert (record.due_on - TODAY).days == 28


@pytest.mark.parametrize("landlord", LANDLORDS)
def test_no_restriction_makes_a_day_of_the_law_later(landlord: str) -> None:
    pack = load_pack(landlord)
    everything = [Standing(kind, safety=True, applies=True, working_days=99) for kind in pack.kinds]
    for service in (EMERGENCY, "hazard"):
        assert services.longer(pack, clock(pack, service), everything, TODAY) is None
    check = services.check_clock("gas_check", TODAY)
    assert services.longer(pack, check, everything, TODAY) is None
    for by_law in (clock(pack, EMERGENCY), clock(pack, "hazard"), check):
        assert services.why_not_longer(pack, by_law=by_law.by_law, conditions=True) == "law_sets_it"


@pytest.mark.clause("OVH-3.5.2")
@pytest.mark.clause("OCT-3.4")
@pytest.mark.parametrize("landlord", LANDLORDS)
def test_our_own_target_is_longer_only_where_the_policy_says_so(landlord: str) -> None:
    pack = load_pack(landlord)
    own = clock(pack, "repair")
    late = services.longer(pack, own, [LONGER], TODAY)
    if landlord in ("one-vision-housing", "octavia"):
        assert late is not None
        assert late.due_on > own.due_on
        assert late.source == pack.kinds["response_times_varied"].source
        assert services.why_not_longer(pack, by_law=False, conditions=True) is None
        assert services.why_not_longer(pack, by_law=False, conditions=False) == "no_condition"
    else:
        assert late is None
        assert services.why_not_longer(pack, by_law=False, conditions=True) == "policy_does_not"


def test_a_longer_time_to_answer_never_makes_a_target_shorter_or_counts_while_suspended(liverpool: Pack) -> None:
    own = clock(liverpool, "repair")
    short = Standing("response_times_varied", safety=False, applies=True, working_days=3)
    asleep = Standing("response_times_varied", safety=False, applies=False, working_days=40)
    assert services.longer(liverpool, own, [short, asleep], TODAY) is None


def test_those_who_come_are_told_how_and_never_why(liverpool: Pack) -> None:
    standing = [
        Standing("visits_in_pairs", safety=True, applies=True),
        Standing("third_party_only", safety=False, applies=True),
        Standing("witness_present", safety=True, applies=False),
        LONGER,
    ]
    assert services.conditions(liverpool, standing) == ("visits_in_pairs", "two_attend")


@pytest.mark.parametrize("landlord", LANDLORDS)
def test_every_way_that_a_person_can_use_is_open_for_an_essential_service(landlord: str) -> None:
    pack = load_pack(landlord)
    assert services.ways(pack, advocate=False, cannot_use=()) == DIRECT
    assert services.ways(pack, advocate=True, cannot_use=("telephone",)) == DIRECT - {"telephone"} | {"third_party"}
    assert {*services.SERVICES} <= {*ESSENTIAL_SERVICES}
