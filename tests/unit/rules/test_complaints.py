"""The clocks of complaints and requests, at every landlord alike, and who may answer or read."""

from __future__ import annotations

from datetime import date

import pytest

from casework.rules import complaints, requests
from casework.rules.finding import Finding
from casework.rules.pack import load_pack
from letters import words
from letters.words import complaint_findings, findings
from tests.people import LANDLORDS
from translations import LANGUAGES

MONDAY, SATURDAY = date(2026, 11, 23), date(2026, 11, 28)


@pytest.mark.parametrize("landlord", LANDLORDS)
def test_no_policy_changes_the_clocks_of_the_code(landlord: str) -> None:
    pack = load_pack(landlord)
    clocks = [
        (one.acknowledge, one.answer, one.extend) for one in (complaints.clock(pack, 1), complaints.clock(pack, 2))
    ]
    assert clocks == [(5, 10, 10), (5, 20, 20)]


@pytest.mark.parametrize(
    ("stage", "until", "allowed"),
    [
        (1, date(2026, 12, 7), True),
        (1, date(2026, 12, 8), False),
        (1, MONDAY, False),
        (2, date(2026, 12, 21), True),
        (2, date(2026, 12, 22), False),
    ],
)
def test_an_answer_is_later_by_at_most_what_the_code_allows(stage: int, until: date, allowed: bool) -> None:
    assert (complaints.extension(load_pack("octavia"), stage, MONDAY, until) is None) is allowed


@pytest.mark.parametrize(
    ("acknowledged_on", "due_on"),
    [
        (None, date(2026, 12, 14)),  # as the receipt says it
        (date(2026, 11, 24), date(2026, 12, 8)),
        (date(2026, 11, 30), date(2026, 12, 14)),
        (date(2026, 12, 10), date(2026, 12, 14)),  # whoever acknowledges late gains no time by it
        (date(2026, 12, 14), date(2026, 12, 14)),
        (date(2026, 12, 15), date(2026, 12, 31)),  # no day that is past is told to anybody
    ],
)
def test_an_answer_is_due_no_later_than_the_receipt_said_while_that_day_is_ahead(
    acknowledged_on: date | None, due_on: date
) -> None:
    assert complaints.answer_by(load_pack("octavia"), 1, MONDAY, acknowledged_on) == due_on


def test_bank_holidays_count_for_nobody() -> None:
    assert complaints.acknowledge_by(load_pack("octavia"), 1, date(2026, 12, 24)) == date(2027, 1, 5)


def test_stage_two_is_never_answered_by_who_answered_stage_one_nor_by_who_had_a_part() -> None:
    pack = load_pack("calico-homes")
    assert complaints.may_answer(pack, "p1", 1, {"p1"}, set()) is None
    for stage, before, part, because in ((2, {"p1"}, set(), "stage_1"), (1, set(), {"p1"}, "part")):
        found = complaints.may_answer(pack, "p1", stage, before, part)
        assert found is not None
        assert found.params["because"] == because


@pytest.mark.parametrize(
    ("stage", "came_with", "part"),
    [
        (1, None, {"decided", "heard-7", "heard-8"}),  # a complaint by itself: each hearer had a part
        (1, 7, {"decided", "heard-8"}),  # it came with an appeal, and that one alone is heard inside its first stage
        (1, 8, {"decided", "heard-7"}),
        (2, 7, {"decided", "heard-7", "heard-8"}),
        (2, None, {"decided", "heard-7", "heard-8"}),
        (1, 9, {"decided", "heard-7", "heard-8"}),  # its appeal is not answered yet
    ],
)
def test_who_answered_an_appeal_answers_no_complaint_about_it_but_the_one_that_came_with_it(
    stage: int, came_with: int | None, part: set[str]
) -> None:
    assert complaints.had_part(stage, ["decided"], {7: "heard-7", 8: "heard-8"}, came_with) == part
    assert complaints.had_part(stage, [], {}, came_with) == set()


def test_what_is_told_in_confidence_is_read_on_a_working_day_and_a_question_about_data_within_a_month() -> None:
    pack = load_pack("octavia")
    assert requests.answer_by(pack, "report_harm", MONDAY) == MONDAY
    assert requests.answer_by(pack, "safeguarding", SATURDAY) == date(2026, 11, 30)
    assert requests.answer_by(pack, "data_rights", MONDAY) == date(2026, 12, 23)
    assert requests.answer_by(pack, "rent", MONDAY) == date(2026, 12, 7)


def test_every_service_that_is_asked_for_is_an_essential_one() -> None:
    essential = load_pack("octavia").essential_services
    assert {*requests.ASKED, *requests.IN_CONFIDENCE} <= set(essential)
    assert requests.service_of("nothing") is None


@pytest.mark.parametrize("landlord", LANDLORDS)
def test_at_every_landlord_somebody_reads_what_was_told_in_confidence_and_not_everybody(landlord: str) -> None:
    pack = load_pack(landlord)
    readers = {code for code in pack.roles if requests.may_read_in_confidence(pack, [code])}
    assert readers
    assert readers != set(pack.roles)
    assert not requests.may_read_in_confidence(pack, ["auditor", "administrator"])


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_what_stands_in_the_way_is_said_whole(language: str) -> None:
    found = [
        Finding("may_not_answer", "stop", "x", None, {"because": "stage_1"}),
        Finding("may_not_answer", "stop", "x", None, {"because": "part"}),
        complaints.extension(load_pack("octavia"), 1, MONDAY, MONDAY),
    ]
    said = {findings.form(one) for one in found if one}
    assert said == set(complaint_findings.COMPLAINTS)
    for one in found:
        if one:
            assert "{" not in findings.says(one, language) + findings.unlocks(one, language)
    assert all(words.told(code, language) for code in requests.HARM)
