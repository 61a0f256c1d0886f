"""What a missed review and a closed door do, day by day, and what brings a review forward."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.rules import reviews, safety
from casework.rules.pack import load_pack
from casework.rules.proposal import Restriction, Review, read_proposal
from casework.rules.signatures import could_sign
from tests.unit.rules.examples import CAL, LANDLORDS, NHG, OCT, OVH, PACKS, WCH, reviewing

FRIDAY, MONDAY = date(2027, 5, 28), date(2027, 5, 31)  # that Monday is a bank holiday
DAYS = st.dates(date(2026, 1, 1), date(2035, 1, 1))


@pytest.mark.parametrize(
    ("due", "last"),
    [
        (date(2026, 11, 23), date(2026, 11, 25)),
        (date(2026, 11, 26), date(2026, 11, 30)),  # a Thursday
        (FRIDAY, date(2027, 6, 2)),  # over the bank holiday
        (date(2026, 12, 24), date(2026, 12, 30)),  # Christmas Day, and Boxing Day kept on the Monday
        (date(2060, 1, 5), date(2060, 1, 7)),  # nobody knows the bank holidays of that year
    ],
)
def test_a_director_has_two_working_days(due: date, last: date) -> None:
    assert safety.director_by(due) == last


@pytest.mark.parametrize(
    ("protects", "today", "kept_until", "state"),
    [
        (False, FRIDAY - timedelta(days=1), None, "in_time"),
        (False, FRIDAY, None, "in_time"),
        (False, FRIDAY + timedelta(days=1), None, "suspended"),
        (True, FRIDAY, None, "in_time"),
        (True, FRIDAY + timedelta(days=1), None, "director"),
        (True, date(2027, 6, 2), None, "director"),
        (True, date(2027, 6, 3), None, "instruction"),
        (True, date(2027, 6, 14), date(2027, 6, 14), "director"),
        (True, date(2027, 6, 15), date(2027, 6, 14), "instruction"),
    ],
)
def test_a_missed_review_suspends_at_once_or_waits_for_a_director(
    protects: bool, today: date, kept_until: date | None, state: str
) -> None:
    assert safety.when_missed(protects, FRIDAY, kept_until, today) == state


def test_where_no_day_is_set_there_is_nothing_to_miss() -> None:
    assert safety.when_missed(False, None, None, FRIDAY) == "in_time"


@given(protects=st.booleans(), due=DAYS, late=st.integers(0, 40))
def test_silence_never_restricts_anyone_for_long(protects: bool, due: date, late: int) -> None:
    state = safety.when_missed(protects, due, None, due + timedelta(days=late))
    assert (state == "in_time") == (late == 0)
    assert late < 10 or state == ("instruction" if protects else "suspended")


@pytest.mark.parametrize(
    ("landlord", "directors"),
    [
        (OVH, {"director", "chief_executive"}),
        (WCH, {"group_director_customer_services", "chief_executive"}),
        (OCT, {"director", "chief_executive"}),
        (NHG, {"director", "chief_executive"}),
        (CAL, {"director", "chief_executive"}),
    ],
)
def test_who_decides_for_a_director(landlord: str, directors: set[str]) -> None:
    pack = PACKS[landlord]
    assert {role for role in pack.roles if safety.is_director(pack, role)} == directors


@pytest.mark.clause("OVH-3.6.3")
@pytest.mark.parametrize("why", ["changed_circumstances", "successful_appeal"])
def test_one_vision_housing_looks_early_at_a_change_and_after_an_appeal(why: str) -> None:
    early = reviews.early(PACKS[OVH], why, date(2026, 12, 21))
    assert (early.source, early.in_policy) == ("One Vision Housing 3.6.3", True)
    assert early.due_on == date(2027, 1, 7), "ten working days over Christmas and New Year"


@pytest.mark.parametrize("landlord", LANDLORDS)
def test_anybody_may_ask_for_an_early_review_at_every_landlord(landlord: str) -> None:
    early = reviews.early(PACKS[landlord], "request", date(2026, 11, 23))
    assert (early.source, early.due_on) == ("Open Door floor 21", date(2026, 12, 7))


@pytest.mark.clause("WCH-6.5")
@pytest.mark.parametrize(("days", "reached"), [(0, False), (89, False), (90, True), (400, True)])
def test_at_watford_ninety_calm_days_bring_a_review(days: int, reached: bool) -> None:
    calm = reviews.calm(PACKS[WCH], MONDAY, MONDAY + timedelta(days=days))
    assert calm is not None
    assert (calm.days, calm.needed, calm.reached) == (days, 90, reached)
    assert calm.source == "Watford Community Housing 6.6"


@pytest.mark.parametrize("landlord", [OVH, OCT, NHG, CAL])
def test_good_behaviour_is_not_counted_where_no_policy_says_so(landlord: str) -> None:
    assert reviews.calm(PACKS[landlord], MONDAY, MONDAY + timedelta(days=400)) is None


@pytest.mark.parametrize("landlord", LANDLORDS)
def test_the_customer_has_ten_working_days_from_when_the_letter_counts_as_delivered(landlord: str) -> None:
    assert reviews.reply_by(PACKS[landlord], date(2026, 11, 23), date(2027, 1, 12)) == date(2026, 12, 9)
    assert reviews.invite_on(PACKS[landlord], date(2027, 1, 12)) == date(2026, 12, 1)


@pytest.mark.parametrize(
    ("due_on", "last"),
    [
        (date(2026, 11, 2), date(2026, 12, 9)),  # it was missed: all the time is given
        (date(2026, 12, 2), date(2026, 12, 9)),  # fewer than five working days before it would be too few
        (date(2026, 12, 3), date(2026, 12, 2)),
        (date(2026, 12, 7), date(2026, 12, 4)),  # an early review, asked for today; over a weekend
        (date(2026, 12, 9), date(2026, 12, 8)),
        (date(2026, 12, 10), date(2026, 12, 9)),
        (date(2060, 1, 5), date(2026, 12, 9)),  # nobody knows the bank holidays of that year
    ],
)
def test_an_answer_is_asked_for_before_the_review_where_that_leaves_a_week(due_on: date, last: date) -> None:
    assert reviews.reply_by(PACKS[OVH], date(2026, 11, 23), due_on) == last


@pytest.mark.parametrize(
    ("landlord", "kind", "terms", "brings"),
    [
        (OVH, "calls_at_set_times", {"days": ["tue"], "from": "10:00", "to": "11:00"}, "customer_access_manager"),
        (WCH, "appointments_only", {}, "caution_lead"),
        (OCT, "witness_present", {}, "service_manager"),
        (NHG, "contact_agreement", {"promises_customer": ["a"], "promises_landlord": ["b"]}, "manager"),
        (CAL, "visits_in_pairs", {}, "customer_experience_manager"),
    ],
)
def test_the_first_signature_under_a_review_is_offered_to_those_who_may_review(
    landlord: str, kind: str, terms: dict[str, object], brings: str
) -> None:
    pack = PACKS[landlord]
    lines = [{"kind": kind, **terms, "reason": "So.", "proportionality": "No less."}]
    proposal = read_proposal(reviewing(landlord, reviewers=[], restrictions=lines), pack)
    assert isinstance(proposal, Review)
    assert brings in could_sign(pack, proposal, tuple(pack.roles))
    assert could_sign(pack, proposal, ("officer",)) == ()


def test_no_kind_closes_what_opened_by_itself_and_no_visit_opens() -> None:
    pack = load_pack(OVH)
    lines = (Restriction("third_party_only"),)
    assert safety.doors(pack, lines, False, (), ()).usable == frozenset()
    assert safety.doors(pack, lines, False, (), ("letter",)).usable == {"letter"}
    assert safety.doors(pack, lines, False, ("letter",), ("letter",)).usable == frozenset()
    assert safety.channel_to_open(("letter", "email", "telephone")) is None
    unlawful = (Restriction("no_complaints_process"), *lines)
    assert safety.doors(pack, unlawful, True, (), ()).essential_closed == (0,)
