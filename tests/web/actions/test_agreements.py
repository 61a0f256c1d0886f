"""Contact agreements: free until they are imposed, and then a restriction with all the rights of one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from casework.actions import agreements, decisions, hearings, incidents, people, promises
from casework.actions.agreements import ImposeFacts, OfferFacts
from casework.actions.promises import BrokenFacts
from casework.actions.work import NotFoundError, RefusedError
from casework.records import agreements as records
from casework.records import desk, events, own
from casework.records.agreements import BrokenPromise, ContactAgreement
from casework.records.events import Event
from casework.records.letters import Letter
from casework.records.people import Authority
from casework.rules.calendar import months_after
from tests.people import Town

MakeTown = Callable[[str], Town]
WE_PROMISE = "We telephone you every Monday"
OFFER = OfferFacts(
    promises_customer=("I telephone on Tuesdays",),
    promises_landlord=(WE_PROMISE, "One person deals with your repair"),
    why="43 calls in three days, because nobody told you when the plumber would come.",
    answer_by=date(2026, 12, 7),
    review_on=date(2027, 5, 23),
)
IMPOSED = ImposeFacts("The calls went on.", "It closes no way of contact.", date(2027, 5, 23), considered="Asked.")


@pytest.fixture
def town(town_of: MakeTown) -> Town:
    """The landlord whose policy has contact agreements."""
    return town_of("notting-hill-genesis")


def offered(town: Town, customer: str = "resident", **facts: Any) -> str:
    case = town.case(customer, f"form-{customer}")
    return town.act("officer", agreements.offer, case, replace(OFFER, **facts), f"offer-{customer}")


def imposed(town: Town) -> str:
    """The reference of the restriction as which a refused agreement was imposed."""
    agreement = offered(town)
    town.act("resident", agreements.answer, agreement, False, "I cannot wait a week.")
    decision = town.act("officer", agreements.impose, agreement, IMPOSED, "impose-1")
    town.sign(decision)
    town.act("officer", decisions.issue, decision)
    with town.database.reading() as session:
        return desk.decision(session, decision).restrictions[0].ref


def row(town: Town, ref: str) -> ContactAgreement:
    with town.database.reading() as session:
        return records.agreement(session, ref)


def restrictions(town: Town) -> tuple[own.Arrangement, ...]:
    with town.database.reading() as session:
        return own.arrangements(session, town.known["resident"].id, town.today).restrictions


def test_an_offer_restricts_nothing_and_reaches_the_customer_by_letter(town: Town) -> None:
    agreement = offered(town)
    assert row(town, agreement).state == "offered"
    assert restrictions(town) == ()
    assert town.count(Letter, Letter.kind == "agreement_offer") >= 1


@pytest.mark.parametrize(("accepts", "state"), [(True, "accepted"), (False, "refused")])
@pytest.mark.parametrize("who", ["resident", "advocate", "officer"])
def test_the_answer_is_the_customers_or_given_for_them(town: Town, who: str, accepts: bool, state: str) -> None:
    agreement = offered(town)
    for _twice in range(2):
        town.act(who, agreements.answer, agreement, accepts, "Thank you for asking.", "telephone")
    found = row(town, agreement)
    assert (found.state, found.answered_by) == (state, town.known[who].kind)
    assert found.answered_how == ("telephone" if who == "officer" else "portal")
    assert town.count(Event, Event.name == f"agreement_{state}") == 1
    assert restrictions(town) == ()


def test_nobody_else_answers_and_the_answer_is_as_if_there_were_nothing(town: Town) -> None:
    agreement = offered(town, "resident-blind")
    for stranger in ("resident", "neighbour"):
        with pytest.raises(NotFoundError):
            town.act(stranger, agreements.answer, agreement, True)
    with town.database.writing() as session:  # the advocate may still see, and no longer speak
        for authority in session.scalars(select(Authority)):
            authority.scope = ["see", "letters"]
    with pytest.raises(NotFoundError):
        town.act("advocate", agreements.answer, agreement, True)
    with town.database.reading() as session, pytest.raises(NotFoundError):
        records.own_agreement(session, own.reader(session, town.known["neighbour"].id), agreement)


def test_staff_say_how_the_answer_came(town: Town) -> None:
    agreement = offered(town)
    with pytest.raises(RefusedError, match="unknown_code"):
        town.act("officer", agreements.answer, agreement, True, "", "pigeon")


@pytest.mark.parametrize(
    ("facts", "codes"),
    [
        ({"promises_landlord": ("  ",)}, {"promises_missing"}),
        ({"promises_customer": ()}, {"promises_missing"}),
        ({"review_on": date(2027, 5, 24)}, {"review_too_late"}),
    ],
)
def test_an_agreement_has_promises_of_both_sides_and_a_review(
    town: Town, facts: dict[str, Any], codes: set[str]
) -> None:
    with pytest.raises(RefusedError) as refused:
        offered(town, **facts)
    assert {one.code for one in refused.value.findings} == codes
    assert town.count(ContactAgreement) == 0


@pytest.mark.clause("NHG-5.0b")
def test_nothing_is_offered_before_somebody_looked_at_the_persons_circumstances(town: Town) -> None:
    case = town.act("officer", incidents.open_case, town.incident())
    with pytest.raises(RefusedError) as refused:
        town.act("officer", agreements.offer, case, OFFER, "offer-1")
    assert [(one.code, one.source) for one in refused.value.findings] == [
        ("assessment_missing", "Notting Hill Genesis 5.0")
    ]


def test_a_landlord_whose_policy_knows_no_agreements_offers_none(town_of: MakeTown) -> None:
    town = town_of("one-vision-housing")
    with pytest.raises(RefusedError) as refused:
        offered(town)
    assert [one.code for one in refused.value.findings] == ["not_in_policy"]


def test_the_same_offer_sent_twice_is_one(town: Town) -> None:
    case = town.case()
    first, second = (town.act("officer", agreements.offer, case, OFFER, "offer-1") for _ in range(2))
    assert first == second
    assert town.count(ContactAgreement) == 1


def test_nothing_is_imposed_while_the_customer_still_has_time_to_answer(town: Town) -> None:
    agreement = offered(town)
    with pytest.raises(RefusedError, match="not_answered_yet"):
        town.act("officer", agreements.impose, agreement, IMPOSED, "impose-1")
    town.later(days=15)  # the day for the answer has passed
    assert town.act("officer", agreements.impose, agreement, IMPOSED, "impose-1").startswith("D-")


@pytest.mark.clause("NHG-5.0b")
@pytest.mark.parametrize(
    ("facts", "missing"),
    [({}, set()), ({"proportionality": " "}, {"proportionality_missing"}), ({"reason": ""}, {"reason_missing"})],
)
def test_an_imposed_agreement_needs_reasons_and_proportionality(
    town: Town, facts: dict[str, Any], missing: set[str]
) -> None:
    agreement = offered(town)
    town.act("resident", agreements.answer, agreement, False)
    decision = town.act("officer", agreements.impose, agreement, replace(IMPOSED, **facts), "impose-1")
    town.sign(decision)
    with town.database.reading() as session:
        answer = decisions.standing(session, town.pack, desk.decision(session, decision), town.today)
    assert {one.code for one in answer.stops} == missing


def test_an_imposed_agreement_is_a_restriction_with_a_review_and_an_appeal(town: Town) -> None:
    restriction = imposed(town)
    (seen,) = restrictions(town)
    assert (seen.ref, seen.kind, seen.review_on) == (restriction, "contact_agreement", date(2027, 5, 23))
    assert seen.terms["promises_landlord"] == list(OFFER.promises_landlord)
    assert town.count(Letter, Letter.kind == "decision") >= 1
    appeal = town.taken(town.appealed(seen.decision_ref))
    town.act("hearer", hearings.decide, appeal, "uphold", "It was never tried freely for long enough.")
    assert restrictions(town) == ()


def test_a_later_yes_withdraws_the_proposal_and_after_the_issue_it_is_too_late(town: Town) -> None:
    agreement = offered(town)
    town.act("resident", agreements.answer, agreement, False)
    decision = town.act("officer", agreements.impose, agreement, IMPOSED, "impose-1")
    assert town.act("officer", agreements.impose, agreement, IMPOSED, "impose-2") == decision
    town.act("resident", agreements.answer, agreement, True, "I have thought again.")
    with town.database.reading() as session:
        assert desk.decision(session, decision).state == "withdrawn"
    other = offered(town, "resident-unrestricted")
    town.act("resident-unrestricted", agreements.answer, other, False)
    second = town.act("officer", agreements.impose, other, IMPOSED, "impose-3")
    town.sign(second)
    town.act("officer", decisions.issue, second)
    with pytest.raises(RefusedError, match="agreement_is_imposed"):
        town.act("resident-unrestricted", agreements.answer, other, True)


def test_who_agreed_freely_leaves_freely(town: Town) -> None:
    agreement = offered(town)
    town.act("resident", agreements.answer, agreement, True)
    with pytest.raises(RefusedError, match="agreement_is_accepted"):
        town.act("officer", agreements.impose, agreement, IMPOSED, "impose-1")
    for _twice in range(2):
        town.act("resident", agreements.leave, agreement, "You did not call once.")
    assert (row(town, agreement).state, row(town, agreement).ended_why) == ("ended", "customer_left")
    assert town.act("officer", agreements.impose, agreement, IMPOSED, "impose-1").startswith("D-")


def test_an_offer_can_be_taken_back_with_a_reason(town: Town) -> None:
    agreement = offered(town)
    with pytest.raises(RefusedError, match="missing"):
        town.act("officer", agreements.withdraw, agreement, " ")
    town.act("officer", agreements.withdraw, agreement, "The repair is done.")
    with pytest.raises(RefusedError, match="agreement_is_withdrawn"):
        town.act("resident", agreements.answer, agreement, True)


def broke(town: Town, who: str, ref: str, key: str = "broken-1", promise: str = WE_PROMISE, **by: int) -> str:
    facts = BrokenFacts(promise, town.today - timedelta(days=by.get("days", 0)), "Nobody telephoned.")
    return town.act(who, promises.report, town.ref("resident"), ref, facts, key)


@pytest.mark.parametrize("who", ["resident", "advocate", "officer"])
def test_a_promise_that_we_broke_is_on_record_and_counts_when_the_agreement_is_looked_at(town: Town, who: str) -> None:
    agreement = offered(town)
    with pytest.raises(NotFoundError):
        broke(town, who, agreement)  # nothing is promised yet
    town.act("resident", agreements.answer, agreement, True)
    assert broke(town, who, agreement) == broke(town, who, agreement)
    broke(town, who, agreement, "broken-2")
    assert town.count(BrokenPromise) == 2
    with pytest.raises(RefusedError, match="missing"):
        town.act("officer", agreements.look_again, agreement, "goes_on", "", months_after(town.today, 3))
    next_on = months_after(town.today, 3)
    town.act("officer", agreements.look_again, agreement, "goes_on", "We missed two calls and said sorry.", next_on)
    assert row(town, agreement).review_on == next_on
    with town.database.reading() as session:
        event = session.scalars(select(Event).where(Event.name == "agreement_reviewed")).one()
        assert events.read(session, event)["promises_broken"] == 2


def test_a_broken_promise_of_an_imposed_agreement_counts_at_its_review(town: Town) -> None:
    restriction = imposed(town)
    broke(town, "resident", restriction)
    with town.database.reading() as session:
        rows = list(desk.customers_restrictions(session, town.known["resident"].id))
        (found,) = promises.at_review(session, town.pack, rows)
    assert (found.code, found.params["count"], found.source) == ("promises_broken", 1, "Notting Hill Genesis 5.0")


@pytest.mark.parametrize(
    ("promise", "days", "code"), [("A new kitchen", 0, "unknown_code"), (WE_PROMISE, -1, "in_the_future")]
)
def test_only_a_promise_of_ours_can_be_broken_by_us_and_only_in_the_past(
    town: Town, promise: str, days: int, code: str
) -> None:
    agreement = offered(town)
    town.act("resident", agreements.answer, agreement, True)
    with pytest.raises(RefusedError, match=code):
        broke(town, "resident", agreement, promise=promise, days=days)
    with pytest.raises(NotFoundError):
        broke(town, "neighbour", agreement)


def test_what_was_promised_goes_when_the_person_is_erased(town: Town) -> None:
    agreement = offered(town)
    town.act("resident", agreements.answer, agreement, True, "My own words.")
    broke(town, "resident", agreement)
    town.act("system", people.erase_customer, town.ref("resident"))
    with town.database.reading() as session:
        found = session.scalars(select(ContactAgreement)).one()
        broken = session.scalars(select(BrokenPromise)).one()
    assert (found.state, found.promises_landlord, found.why, found.answer_words) == ("ended", [], "", "")
    assert (broken.promise, broken.what_happened) == ("", "")
