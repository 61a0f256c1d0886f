"""Fairness both ways, as a policy officer reads it: what comes soon after what, who may answer, what never meets."""

from datetime import date, timedelta

import pytest

from casework.rules import fairness, risks, withheld
from casework.rules.fairness import Concern, Matter
from casework.rules.proposal import Person
from letters.words import findings as words
from letters.words.fairness_forms import FAIRNESS
from tests.unit.rules.examples import LANDLORDS, OVH, PACKS, WCH
from translations import LANGUAGES

PROPOSED = date(2026, 11, 23)
SOON = [
    # the day of the matter, is it asked
    (date(2026, 11, 23), True),  # the same day
    (date(2026, 8, 25), True),  # ninety days before, the last that counts
    (date(2026, 8, 24), False),  # ninety-one
    (date(2026, 11, 25), True),  # while the proposal waited
    (date(2026, 11, 27), False),  # after the day of issue
]


@pytest.mark.parametrize(("day", "asked"), SOON)
@pytest.mark.parametrize("landlord", LANDLORDS)
def test_a_proposal_within_ninety_days_of_a_complaint_has_to_be_answered_for(
    landlord: str, day: date, asked: bool
) -> None:
    issued = date(2026, 11, 26)
    found = fairness.retaliation(PACKS[landlord], PROPOSED, issued, [Matter("complaint", day, "M-1")], ())
    assert [one.code for one in found] == ["retaliation_unanswered"] * asked
    assert {one.source for one in found} <= {"Open Door floor 16"}


def test_each_matter_is_answered_for_by_itself() -> None:
    given = [Matter(kind, PROPOSED, f"M-{kind}") for kind in fairness.matters(PACKS[OVH])]
    assert len(given) == 3
    left = fairness.retaliation(PACKS[OVH], PROPOSED, PROPOSED, given, {"M-complaint"})
    assert {one.params["matter"] for one in left} == {"disrepair_claim", "ombudsman_referral"}


def test_what_is_no_complaint_asks_for_no_answer() -> None:
    assert fairness.retaliation(PACKS[OVH], PROPOSED, PROPOSED, [Matter("late_rent", PROPOSED, "M-1")], ()) == ()


MAY_CLOSE = [
    # who closes, what they are in it, what stands in the way
    (Person("p1", "director"), Concern("p1"), ["about"]),
    (Person("p1", "director"), Concern("p2", frozenset({"p1"})), ["reporter"]),
    (Person("p1", "director"), Concern("p1", frozenset({"p1"})), ["about", "reporter"]),
    (Person("p1", "director"), Concern(None, frozenset({"p1"})), ["reporter"]),
    (Person("p1", "director"), Concern("p2", frozenset(), frozenset({"p1"})), ["part"]),
    (Person("p1", "officer"), Concern("p2"), ["rank"]),
    (Person("p1", "director"), Concern("p2", frozenset({"p3"}), frozenset({"p4"})), []),
    (Person("p1", "director"), Concern(None), []),
]


@pytest.mark.parametrize(("closer", "concern", "because"), MAY_CLOSE)
def test_who_answers_a_concern_is_senior_and_has_no_part_in_it(
    closer: Person, concern: Concern, because: list[str]
) -> None:
    found = fairness.may_close(PACKS[OVH], closer, concern)
    assert [one.params["because"] for one in found] == because
    assert all(one.severity == "stop" for one in found)


@pytest.mark.parametrize(
    ("about", "codes"),
    [
        ((), []),
        (("p7", None), ["concern_open"]),
        (("p1",), ["concern_open", "concern_about_decider"]),
    ],
)
def test_an_open_concern_is_shown_to_who_decides_and_stops_nobody(about: tuple[str, ...], codes: list[str]) -> None:
    found = fairness.open_concerns(PACKS[OVH], about, [Person("p1", "director")])
    assert [one.code for one in found] == codes
    assert all(one.severity == "warn" for one in found)


def test_no_outcome_of_a_concern_calls_the_customer_a_liar() -> None:
    assert not [code for code in fairness.CONCERN_OUTCOMES if "malicious" in code or "false" in code]


def test_risk_to_a_person_and_risk_from_one_share_no_code() -> None:
    assert risks.RISKS_TO
    assert risks.RISKS_FROM
    assert set(risks.RISKS_TO).isdisjoint(risks.RISKS_FROM)


@pytest.mark.clause("WCH-6.1b")
def test_somebody_who_acts_for_a_customer_is_met_by_the_clause_that_names_them() -> None:
    assert fairness.representative_source(PACKS[WCH]) == "Watford Community Housing 6.1"
    others = {fairness.representative_source(PACKS[one]) for one in LANDLORDS if one != WCH}
    assert others == {"Open Door floor 20"}


@pytest.mark.clause("CAL-5.2c")
def test_the_register_is_kept_by_who_is_as_senior_as_the_signer() -> None:
    calico = PACKS["calico-homes"]
    assert withheld.keepers(calico) == {"head_of_service", "director", "chief_executive"}
    assert withheld.keeper(calico, ["officer", "customer_experience_manager"]) is None
    assert all(not withheld.keepers(PACKS[one]) for one in LANDLORDS if one != "calico-homes")


TODAY = date(2026, 11, 23)
LAST = [
    # the day of the next review, the last day until which a test of today may keep a notice back
    (date(2027, 1, 15), date(2027, 1, 15)),
    (date(2026, 11, 24), date(2026, 11, 24)),
    (TODAY, date(2027, 5, 23)),  # the review is held today: the next one counts
    (date(2026, 11, 1), date(2027, 5, 23)),
    (None, date(2027, 5, 23)),
]


@pytest.mark.parametrize(("review_on", "last"), LAST)
def test_a_notice_is_kept_back_no_longer_than_to_the_next_review(review_on: date | None, last: date) -> None:
    assert withheld.last_day(PACKS["calico-homes"], TODAY, review_on) == last


LAPSES = [
    # due on Thursday 24 December 2026: Christmas and Boxing Day (its Monday) do not count, so the second working
    # day is Wednesday 30 December
    (date(2026, 12, 24), False),
    (date(2026, 12, 30), False),
    (date(2026, 12, 31), True),
]


@pytest.mark.parametrize(("today", "over"), LAPSES)
def test_a_notice_not_tested_lapses_after_a_directors_two_working_days(today: date, over: bool) -> None:
    assert withheld.lapsed(date(2026, 12, 24), today) is over


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_everything_that_is_found_is_said_whole(language: str) -> None:
    pack = PACKS[OVH]
    given = [Matter(kind, PROPOSED - timedelta(days=3), kind) for kind in fairness.matters(pack)]
    found = [
        *fairness.retaliation(pack, PROPOSED, PROPOSED, given, ()),
        *fairness.open_concerns(pack, ("p1",), [Person("p1", "director")]),
        *fairness.may_close(pack, Person("p1", "officer"), Concern("p1", frozenset({"p1"}))),
        *fairness.may_close(pack, Person("p1", "director"), Concern(None, part=frozenset({"p1"}))),
    ]
    assert {words.form(one) for one in found} == set(FAIRNESS)
    for one in found:
        for said in (words.says(one, language), words.unlocks(one, language)):
            assert said
            assert "{" not in said
