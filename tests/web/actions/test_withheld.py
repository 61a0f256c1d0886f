"""Notices kept back (Calico 5.2): nowhere to be seen, in a register, tested again before each review, or told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from casework.actions import copies, decisions, night, reviewing, reviews, withheld
from casework.actions.decisions import RestrictionFacts
from casework.actions.letters import frozen_of, letterhead_of
from casework.actions.reviewing import ReviewFacts
from casework.actions.work import SYSTEM, NotFoundError, RefusedError, Work
from casework.records import desk, own
from casework.records.letters import Delivery, Letter
from casework.rules.calendar import months_after, working_days_after
from letters import render
from tests.people import DECIDERS, USUAL, Town

MakeTown = Callable[[str], Town]
PAIRS = RestrictionFacts("visits_in_pairs", {}, "A worker was threatened at the door.", "Visits go on as before.")
BECAUSE = "He said that he would find whoever signed such a letter."
HEAD = ("decider-2", "head_of_service")


@pytest.fixture
def town(town_of: MakeTown) -> Town:
    return town_of("calico-homes")


def kept_back(town: Town, *restrictions: RestrictionFacts, signed: bool = True) -> str:
    decision = town.draft(town.case(), *(restrictions or (PAIRS,)), withheld=BECAUSE)
    town.sign(decision, *DECIDERS[town.landlord])
    if signed:
        town.act(HEAD[0], decisions.sign_withholding, decision, HEAD[1])
    return town.act("officer", decisions.issue, decision)


def seen(town: Town, decision: str) -> bool:
    """Whether the customer could know of it, by any of what they can read."""
    with town.database.reading() as session:
        reader = own.reader(session, town.known["resident"].id)
        lines = own.arrangements(session, reader.customer_id, town.today).restrictions
        letters = session.scalars(select(Delivery.id)).all()
        try:
            own.own_decision(session, reader, decision)
        except NotFoundError:
            return bool(lines or own.own_decisions(session, reader) or letters or own.own_letters(session, reader))
        return True


def entry(town: Town, decision: str) -> withheld.Entry:
    with town.database.reading() as session:
        return withheld.entry(session, desk.decision(session, decision))


@pytest.mark.clause("CAL-5.2c")
def test_a_visit_restriction_is_kept_back_only_when_a_head_of_service_signed_why(town: Town) -> None:
    with pytest.raises(RefusedError) as refused:
        kept_back(town, signed=False)
    assert {one.code for one in refused.value.findings if one.severity == "stop"} == {"withholding_unjustified"}
    assert {one.source for one in refused.value.findings if one.severity == "stop"} == {"Calico Homes 5.2"}


@pytest.mark.clause("CAL-5.2c")
def test_nothing_of_a_notice_kept_back_shows_and_it_stands_in_the_register(town: Town) -> None:
    decision = kept_back(town)
    assert not seen(town, decision)
    with town.database.reading() as session:
        found = withheld.register(session)
    assert [(one.decision.ref, one.justification, one.open) for one in found] == [(decision, BECAUSE, True)]
    assert found[0].due_on == months_after(town.today, 6)


@pytest.mark.clause("CAL-5.2c")
def test_a_record_of_it_is_kept_for_staff_at_the_start_and_at_each_test_and_goes_to_nobody(town: Town) -> None:
    decision = kept_back(town)
    town.later(days=30)
    for _ in range(2):
        town.act(HEAD[0], withheld.keep, decision, HEAD[1], "He said it again last week.", town.today + timedelta(20))
    with town.database.reading() as session:
        first, second = session.scalars(select(Letter).order_by(Letter.id)).all()
        assert {first.kind, second.kind} == {"withheld_record"}
        assert not seen(town, decision)
        words = render(frozen_of(session, second), "text", letterhead_of(town.pack, "")).data.decode()
    for said in (BECAUSE, "He said it again last week.", "Head of Service", "It is never sent to the customer."):
        assert said in words
    with pytest.raises(RefusedError, match="letter_is_internal"):
        again = copies.AgainFacts("pdf", "en", "letter")
        town.act("officer", copies.send_again, second.ref, again, "form-1")


@pytest.mark.clause("CAL-5.2c")
@pytest.mark.parametrize("who", ["officer", "decider"])
def test_only_who_is_as_senior_as_the_signer_tests_it_again(town: Town, who: str) -> None:
    decision = kept_back(town)
    with pytest.raises(RefusedError, match="role_may_not_decide"):
        town.act(who, withheld.keep, decision, town.known[who].roles[0], "Still so.")
    with pytest.raises(RefusedError, match="role_not_held"):
        town.act(who, withheld.tell, decision, HEAD[1], "Not any more.")


@pytest.mark.parametrize(("days", "right"), [(-1, True), (0, True), (1, False)])
def test_it_is_kept_back_until_the_next_review_and_no_longer(town: Town, days: int, right: bool) -> None:
    decision = kept_back(town)
    review = months_after(town.today, 6)
    town.later(days=30)
    until = review + timedelta(days=days)
    if right:
        town.act(HEAD[0], withheld.keep, decision, HEAD[1], "He said it again last week.", until)
        assert entry(town, decision).due_on == until
        assert not seen(town, decision)
    else:
        with pytest.raises(RefusedError, match="too_late"):
            town.act(HEAD[0], withheld.keep, decision, HEAD[1], "He said it again last week.", until)


def test_a_customer_who_is_told_after_all_sees_it_and_gets_the_letter(town: Town) -> None:
    decision = kept_back(town)
    town.later(days=30)
    for _ in range(2):
        town.act(HEAD[0], withheld.tell, decision, HEAD[1], "The danger is over.")
    assert seen(town, decision)
    with town.database.reading() as session:
        reader = own.reader(session, town.known["resident"].id)
        assert [one.kind for one in own.own_letters(session, reader)] == ["visits_in_pairs"]
        assert len(own.arrangements(session, town.known["resident"].id, town.today).restrictions) == 1
    assert not entry(town, decision).open
    with pytest.raises(RefusedError, match="not_withheld"):
        town.act(HEAD[0], withheld.keep, decision, HEAD[1], "Again.")


def told_after_all(town: Town, tester: tuple[str, str] = HEAD) -> str:
    """A notice that was tested once more before the customer was told."""
    decision = kept_back(town)
    town.later(days=30)
    town.act(tester[0], withheld.keep, decision, tester[1], "He said it again last week.")
    town.act(HEAD[0], withheld.tell, decision, HEAD[1], "The danger is over.")
    return decision


def test_whoever_kept_it_back_again_does_not_hear_the_appeal(town: Town) -> None:
    appeal = town.appealed(told_after_all(town, ("hearer", "head_of_service")))
    with pytest.raises(RefusedError) as refused:
        town.taken(appeal)
    assert [one.code for one in refused.value.findings] == ["hearer_involved"]


def test_once_the_customer_knows_a_review_may_put_something_else_in_its_place(town: Town) -> None:
    decision = told_after_all(town)
    review = town.act("officer", reviews.begin, decision)
    (line,) = own_lines(town)
    facts = ReviewFacts("alter", "An hour is enough.", months_after(town.today, 6), {line.ref: USUAL[town.landlord]})
    town.act("officer", reviewing.propose, review, facts)
    for key in DECIDERS[town.landlord]:
        town.act(key, reviewing.sign, review, town.known[key].roles[0], True)
    town.act("officer", reviewing.hold, review)
    assert [one.kind for one in own_lines(town)] == ["calls_at_set_times"]


def own_lines(town: Town) -> tuple[own.Arrangement, ...]:
    with town.database.reading() as session:
        return own.arrangements(session, town.known["resident"].id, town.today).restrictions


def test_a_notice_that_nobody_tests_in_time_is_kept_back_no_longer(town: Town) -> None:
    decision = kept_back(town)
    due = entry(town, decision).due_on
    assert due is not None
    last = working_days_after(due, 2)
    town.later(days=(last - town.today).days)
    assert town.act("system", withheld.lapse, town.known["resident"].id) == 0
    assert not seen(town, decision)
    town.later(days=1)
    assert town.act("system", withheld.lapse, town.known["resident"].id) == 1
    assert town.act("system", withheld.lapse, town.known["resident"].id) == 0
    assert seen(town, decision)
    with town.database.reading() as session:
        assert desk.decision(session, decision).restrictions[0].state == "in_force"


def test_no_word_in_the_justification_gives_it_away(town: Town) -> None:
    decision = town.draft(town.case(), PAIRS, withheld='He wrote "told_on" and {"told_on": 1} on the door.')
    town.sign(decision)
    town.act(HEAD[0], decisions.sign_withholding, decision, HEAD[1])
    town.act("officer", decisions.issue, decision)
    assert not seen(town, decision)


def test_no_letter_of_any_kind_tells_of_it_while_it_is_kept_back(town: Town) -> None:
    decision = kept_back(town)
    due = entry(town, decision).due_on
    assert due is not None
    for ahead in (-14, 0, 1):
        town.now += due + timedelta(days=ahead) - town.today
        assert night.run(town.database, lambda session: Work(session, SYSTEM, town.pack, town.now)) == 1
        assert not seen(town, decision)
