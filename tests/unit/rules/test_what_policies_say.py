"""The packs against a reading of the policies' own texts (policies_as_read.py): nothing is lost, nothing is made up."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

import pytest

from casework.rules.explain import Line, explain
from casework.rules.lint import Fault, lint
from casework.rules.pack import DATES
from tests.unit.rules import policies_as_read as read
from tests.unit.rules.examples import CAL, LANDLORDS, OCT, PACKS, WCH

pytestmark = pytest.mark.pack
TODAY = date(2026, 11, 23)


class Said(NamedTuple):
    """One line of a reading: the clause, what it is about, and the facts in it."""

    clause: str
    code: str
    facts: dict[str, str | frozenset[str]]


def said(table: str) -> list[Said]:
    return [Said(*_cells(line)) for line in table.strip().splitlines()]


def _cells(line: str) -> tuple[str, str, dict[str, str | frozenset[str]]]:
    clause, code, facts = (cell.strip() for cell in line.split("|"))
    return clause, code, dict(_fact(fact) for fact in facts.split(";") if fact.strip())


def _fact(fact: str) -> tuple[str, str | frozenset[str]]:
    name, _, value = (part.strip() for part in fact.partition(":"))
    return name, frozenset(one.strip() for one in value.split(",") if one.strip()) if "," in value else value


def plain(value: Any) -> str | frozenset[str]:
    return frozenset(value) if isinstance(value, tuple) else str(value)


def agrees(line: Line, one: Said, name: str) -> bool:
    """The page's line has the clause of the reading, and all its facts."""
    if (line.source, line.code) != (f"{name} {one.clause}", one.code):
        return False
    return all(key in line.params and plain(line.params[key]) == value for key, value in one.facts.items())


def marks(landlord: str, one: Said) -> list[pytest.MarkDecorator]:
    row = read.PROVES.get((landlord, one.clause, one.code))
    return [pytest.mark.clause(row)] if row else []


READ = [
    pytest.param(landlord, one, marks=marks(landlord, one), id=f"{landlord} {one.clause} {one.code}")
    for landlord, table in read.SAYS.items()
    for one in said(table)
]


@pytest.mark.parametrize(("landlord", "one"), READ)
def test_the_policy_page_says_what_the_policy_says_under_its_clause(landlord: str, one: Said) -> None:
    pack = PACKS[landlord]
    assert [line for line in explain(pack) if agrees(line, one, pack.name)], one


@pytest.mark.parametrize("landlord", LANDLORDS)
def test_the_seats_of_a_group_are_as_many_as_the_policy_names(landlord: str) -> None:
    seats = {WCH: ("service_caution_lead", "caution_lead", "caution_lead")}
    assert PACKS[landlord].decision.seats == seats.get(landlord, ())


@pytest.mark.parametrize("landlord", LANDLORDS)
def test_where_a_policy_is_silent_the_floor_speaks_and_is_named(landlord: str) -> None:
    pack = PACKS[landlord]
    silent = read.SILENT[landlord].split()
    filled = {name.removesuffix("!") for name in silent if name.endswith("!")}
    floor = said(read.ALWAYS)
    for line in explain(pack):
        if line.origin == "floor":
            assert any(agrees(line, one, pack.floor_name) for one in floor), line
    spoken = {line.code for line in explain(pack) if line.origin == "floor"}
    for one in floor:
        rule = next((name for name in filled if one.code == name or one.code.startswith(f"{name}.")), None)
        assert (one.code in spoken) == (rule is not None or one.code in {"channels.remain.floor", "essential.floor"})


@pytest.mark.parametrize("landlord", LANDLORDS)
def test_what_a_policy_does_not_say_is_named_silent_and_nothing_else(landlord: str) -> None:
    pack = PACKS[landlord]
    known = {one.removesuffix("!") for silent in read.SILENT.values() for one in silent.split()}
    silent = {one.removesuffix("!") for one in read.SILENT[landlord].split()}
    assert pack.silent & known == silent
    on_page = {line.code.removesuffix(".silent") for line in explain(pack) if line.origin == "silent"}
    assert on_page & known == silent - {"valid_from"}


@pytest.mark.parametrize("landlord", LANDLORDS)
def test_a_pack_has_its_documents_title_version_and_dates(landlord: str) -> None:
    pack = PACKS[landlord]
    dates = (getattr(pack, name) for name in DATES)
    given = (pack.policy, pack.version, *(day.isoformat() if day else None for day in dates))
    assert given == read.DOCUMENTS[landlord]


@pytest.mark.parametrize("landlord", LANDLORDS)
def test_the_roles_have_the_ranks_of_the_policy(landlord: str) -> None:
    pack = PACKS[landlord]
    assert {code: role.rank for code, role in pack.roles.items()} == read.ROLES[landlord]
    for code, role in pack.roles.items():
        service = code.removesuffix("_team_leader").removesuffix("_manager")
        assert role.service == (service if service in pack.decision.services else None)


def test_who_is_not_named_may_not_go_in_person_but_emergencies_and_planned_works_go_on() -> None:
    for kind in ("no_personal_contact", "excluded_from_offices"):
        assert set(PACKS[OCT].kinds[kind].except_for) == {"emergency_repair", "planned_works"}


def test_a_kind_goes_with_what_the_policy_says_of_it_alone() -> None:
    """Calico 5.3 speaks of one form of contact, Watford 5.5 names who decides, One Vision 3.7.1 has a year."""
    assert {kind: one.at_most for kind, one in PACKS[CAL].kinds.items() if one.at_most} == {"only_channels": 1}
    deciders = {kind: one.deciders for kind, one in PACKS[WCH].kinds.items() if one.deciders}
    assert deciders == {"read_and_file": ("group_director_customer_services",)}
    months = {kind: one.review_months for pack in PACKS.values() for kind, one in pack.kinds.items()}
    assert {kind for kind, number in months.items() if number} == {"ineligible_status"}
    assert months["ineligible_status"] == 12


# --- lint


def faults(landlord: str) -> dict[str, Fault]:
    return {fault.id: fault for fault in lint(PACKS[landlord], TODAY)}


@pytest.mark.parametrize("landlord", LANDLORDS)
def test_lint_finds_the_conflicts_of_each_policy_and_no_others(landlord: str) -> None:
    expected = {}
    for line in read.CONFLICTS[landlord].strip().splitlines():
        letter, severity, law = (cell.strip() for cell in line.split("|"))
        expected[f"{read.SHORT[landlord]}-{letter}"] = (severity, law)
    found = {id: fault for id, fault in faults(landlord).items() if fault.kind == "conflict"}
    assert found.keys() == expected.keys()
    for id, (severity, law) in expected.items():
        assert found[id].severity == severity, id
        missing = [part for part in law.split(", ") if part.removeprefix("Code ") not in found[id].law]
        assert not missing, (id, missing, found[id].law)
        assert found[id].source.startswith(f"{PACKS[landlord].name} ")
        assert found[id].about
        assert found[id].product


@pytest.mark.parametrize("landlord", LANDLORDS)
def test_lint_says_the_whole_list_and_nothing_else(landlord: str) -> None:
    pack = PACKS[landlord]
    silent = {name.removesuffix("!") for name in read.SILENT[landlord].split()} - set(DATES)
    known = {one.removesuffix("!") for table in read.SILENT.values() for one in table.split()} - set(DATES)
    conflicts = {f"{read.SHORT[landlord]}-{line[0]}" for line in read.CONFLICTS[landlord].strip().splitlines()}
    later = {f"silent.{name}" for name in pack.silent - known}
    expected = conflicts | {f"silent.{name}" for name in silent} | set(read.BESIDES[landlord].split())
    assert faults(landlord).keys() - later == expected


@pytest.mark.parametrize("landlord", LANDLORDS)
def test_lint_says_what_fills_each_silence(landlord: str) -> None:
    number = {one.code: one.clause for one in said(read.ALWAYS)}
    found = faults(landlord)
    for name in read.SILENT[landlord].split():
        rule = name.removesuffix("!")
        if rule in DATES:
            assert (found[f"no_date.{rule}"].severity, found[f"no_date.{rule}"].filled_by) == ("low", "")
            continue
        fault = found[f"silent.{rule}"]
        filler = next((clause for code, clause in number.items() if code == rule or code.startswith(f"{rule}.")), None)
        if name.endswith("!"):
            assert (fault.severity, fault.filled_by) == ("medium", f"Open Door floor {filler}")
        else:
            assert (fault.severity, fault.filled_by) == ("low", "")


@pytest.mark.parametrize("landlord", LANDLORDS)
def test_lint_is_as_grave_as_the_fault(landlord: str) -> None:
    grave = {"unlawful": "high", "contradiction": "low", "out_of_date": "medium", "not_exhaustive": "low"}
    for fault in faults(landlord).values():
        assert fault.severity == grave.get(fault.kind, fault.severity)
    kinds = [fault.kind for fault in lint(PACKS[landlord], TODAY)]
    order = ["unlawful", "conflict", "contradiction", "out_of_date", "no_date", "silent", "not_exhaustive"]
    assert kinds == sorted(kinds, key=order.index)


def test_lint_names_the_law_that_forbids_closing_the_complaints_process() -> None:
    fault = faults(OCT)["unlawful.no_complaints_process"]
    assert (fault.law, fault.source) == ("Complaint Handling Code 2.1", "Octavia 4.4")


@pytest.mark.parametrize(
    ("landlord", "last_day"), [("one-vision-housing", date(2025, 5, 31)), (WCH, date(2023, 11, 30))]
)
def test_lint_says_that_a_policy_is_past_the_day_that_it_set_itself(landlord: str, last_day: date) -> None:
    assert faults(landlord)["out_of_date"].day == last_day
    assert "out_of_date" not in {fault.id for fault in lint(PACKS[landlord], last_day)}
