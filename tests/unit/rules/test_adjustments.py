"""Who may say no to a reasonable adjustment, with which reasons, and when there is an answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from casework.rules import adjustments as rules
from casework.rules.adjustments import Answer
from casework.rules.pack import Pack, landlord_keys, load_pack
from casework.rules.proposal import Person
from casework.rules.vocabulary import DIRECT_CHANNELS
from letters.words import adjustments as said
from letters.words.findings import says

MONDAY = date(2026, 11, 23)
NO = Answer(
    asked=("large_print", "one_person"), agreed=(), reason="not_possible",
    words="Three people share the telephone.", offered="Each of us reads your notes first.",
)  # fmt: skip


def people(pack: Pack, rank: int, person: str = "p1") -> tuple[Person, ...]:
    """Somebody of that rank."""
    return tuple(Person(person, code) for code, role in pack.roles.items() if role.rank == rank)[:1]


@pytest.mark.parametrize("landlord", landlord_keys())
def test_anyone_may_say_yes_and_only_a_senior_person_no(landlord: str) -> None:
    pack = load_pack(landlord)
    officer, senior = people(pack, 1), people(pack, 2)
    assert rules.may_answer(pack, replace(NO, agreed=NO.asked, reason="", words="", offered=""), officer) == ()
    assert rules.may_answer(pack, NO, senior) == ()
    (stop,) = rules.may_answer(pack, NO, officer)
    assert (stop.code, stop.severity, stop.source) == ("may_not_decline", "stop", "Open Door floor 22")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"reason": ""}, "adjustment_reason_missing"),
        ({"reason": "too_dear"}, "adjustment_reason_missing"),
        ({"words": " "}, "adjustment_reason_missing"),
        ({"offered": " "}, "nothing_offered_instead"),
        ({"words": "It would cost too much."}, "money_is_no_reason"),
        ({"words": "There is no budget for it this year."}, "money_is_no_reason"),
        ({"offered": "Something cheaper: we cannot afford more."}, "money_is_no_reason"),
        ({"words": "It is £40 each time."}, "money_is_no_reason"),
        ({"declined_by": ("p1",)}, "declined_before"),
    ],
)
def test_a_no_says_why_and_what_else_and_never_what_it_costs(changed: dict[str, Any], code: str) -> None:
    pack = load_pack("one-vision-housing")
    found = rules.may_answer(pack, replace(NO, **changed), people(pack, 2))
    assert [one.code for one in found] == [code]
    assert says(found[0], "en", pack)


def test_words_that_only_look_like_money_are_no_reason_to_refuse() -> None:
    assert not any(map(rules.speaks_of_money, ("She wore a costume.", "We founded it.", "It is precious.")))


@pytest.mark.parametrize(
    ("agreed", "instead", "also", "outcome"),
    [
        (("large_print", "one_person"), (), (), "agreed"),
        (("large_print",), (), (), "other_agreed"),
        ((), ("We ring twice",), (), "other_agreed"),
        ((), (), ("easy_words",), "other_agreed"),
        ((), (), (), "declined"),
    ],
)
def test_what_it_comes_to_is_worked_out_and_never_typed_in(
    agreed: tuple[str, ...], instead: tuple[str, ...], also: tuple[str, ...], outcome: str
) -> None:
    assert rules.came_of(replace(NO, agreed=agreed, instead=instead, also=also)) == outcome


def test_an_answer_comes_within_five_working_days_and_a_look_within_a_year() -> None:
    pack = load_pack("octavia")
    assert rules.due_on(pack, MONDAY) == date(2026, 11, 30)
    assert rules.last_review(pack, MONDAY) == date(2027, 11, 23)


def test_ending_it_is_the_customers_right_and_takes_reasons_from_anybody_else() -> None:
    pack = load_pack("calico-homes")
    officer, senior = people(pack, 1), people(pack, 2)
    assert rules.may_end(pack, "customer_wants_it", "", officer) == ()
    codes = {one.code for one in rules.may_end(pack, "not_needed", "", officer)}
    assert codes == {"may_not_decline", "adjustment_reason_missing"}
    assert rules.may_end(pack, "not_needed", "The stairs are gone.", senior) == ()


def test_the_list_has_words_and_what_it_closes_are_ways_of_contact() -> None:
    assert set(said.ADJUSTMENTS) == set(rules.ADJUSTMENTS)
    assert set(said.REASONS) == set(rules.REASONS)
    assert set(rules.CLOSES) <= set(rules.ADJUSTMENTS)
    assert set(rules.CLOSES.values()) == set(DIRECT_CHANNELS)


@pytest.mark.parametrize(
    ("landlord", "source"),
    [
        ("one-vision-housing", "One Vision Housing 3.3.2"),
        ("calico-homes", "Calico Homes 4.1"),
        ("octavia", "Open Door floor 22"),  # the policy says nothing
        ("notting-hill-genesis", "Open Door floor 22"),  # it speaks only of the landlord's own listening
    ],
)
def test_recording_a_call_names_the_clause_that_lets_people_ask(landlord: str, source: str) -> None:
    assert rules.recording_source(load_pack(landlord)) == source
