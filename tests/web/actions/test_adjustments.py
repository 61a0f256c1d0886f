"""Reasonable adjustments: asked for, answered with reasons, kept to or not, and calls that people record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from casework.actions import adjustments, breaches, call_recordings, people
from casework.actions.adjustments import AdjustmentFacts, AnswerFacts, WishFacts
from casework.actions.breaches import BreachFacts
from casework.actions.call_recordings import ConsentFacts, RecordingFacts
from casework.actions.decisions import RestrictionFacts
from casework.actions.work import NotFoundError, RefusedError
from casework.records import adjustments as records
from casework.records import own
from casework.records.adjustments import AdjustmentRequest, CallRecording
from casework.rules.adjustments import OWN_WORDS
from tests.people import Town

OWN = "Please ring twice and wait, I am slow"
WISH = WishFacts(("large_print", "not_by_telephone"), OWN)
YEAR = date(2027, 11, 23)
YES = AnswerFacts(("large_print", "not_by_telephone", OWN_WORDS), YEAR)
NO = AnswerFacts((), YEAR, reason="not_possible", words="Our press cannot.", offered="We read letters out to you.")
ONLY_LETTERS = RestrictionFacts("only_channels", {"channels": ["letter"]}, "Shouting on the phone.", "You can write.")


def asked(town: Town, who: str = "resident", whose: str = "resident", wish: WishFacts = WISH, key: str = "w-1") -> str:
    return town.act(who, adjustments.ask, town.ref(whose), wish, key)


def agreed(town: Town, code: str = "large_print", whose: str = "resident") -> str:
    return town.act("officer", adjustments.agree, town.ref(whose), AdjustmentFacts("", YEAR, code=code))


def request(town: Town, ref: str) -> AdjustmentRequest:
    with town.database.reading() as session:
        return records.request(session, ref)


def cannot_use(town: Town, whose: str = "resident") -> tuple[str, ...]:
    with town.database.reading() as session:
        return tuple(own.situation(session, town.known[whose].id, town.today)[0])


def opened(town: Town, whose: str = "resident") -> tuple[str, ...]:
    with town.database.reading() as session:
        return tuple(own.opened(session, town.known[whose].id))


def test_a_look_that_leaves_the_day_as_it_is_stands_on_record_and_is_told_once(town: Town) -> None:
    ref = agreed(town)
    for words in ("It helps.", "It helps.", "It helps still."):
        town.act("officer", adjustments.review, ref, YEAR, words)
    assert town.events("adjustment_reviewed") == 2


@pytest.mark.clause("CARD-3")
def test_what_is_asked_for_once_is_answered_once_and_changes_the_ways_that_count(town: Town) -> None:
    ref, again = asked(town), asked(town)
    assert ref == again
    assert request(town, ref).due_on == date(2026, 11, 30)  # five working days
    sent = town.letters("adjustment_received")
    assert sent >= 1
    for _twice in range(2):
        town.act("officer", adjustments.answer, ref, YES)
    row = request(town, ref)
    assert (row.state, len(row.agreed), row.left_out) == ("agreed", 3, [])
    assert cannot_use(town) == ("telephone",)
    assert town.letters("adjustment_answer") == sent  # the resident's, and the advocate's copy
    assert town.events("adjustment_answered") == 1
    assert town.events("adjustment_agreed") == 4  # with the one of the demo's people


@pytest.mark.parametrize(("who", "how"), [("advocate", "portal"), ("officer", "telephone")])
def test_somebody_may_ask_for_the_customer(town: Town, who: str, how: str) -> None:
    row = request(town, asked(town, who, wish=replace(WISH, how=how)))
    assert (row.asked_by, row.asked_how) == (town.known[who].kind, how)


def test_nobody_else_asks_and_nothing_is_no_request(town: Town) -> None:
    with pytest.raises(NotFoundError):
        asked(town, "neighbour")
    with pytest.raises(NotFoundError):
        asked(town, "advocate", "neighbour")
    with pytest.raises(RefusedError, match="nothing_asked"):
        asked(town, wish=WishFacts((), "  "))
    with pytest.raises(RefusedError, match="unknown_code"):
        asked(town, wish=WishFacts(("a_diagnosis",)))
    asked(town)
    with pytest.raises(RefusedError, match="form_used"):
        asked(town, "neighbour", "neighbour")


def test_a_no_takes_authority_and_the_next_look_another_person(town: Town) -> None:
    ref = asked(town)
    with pytest.raises(RefusedError) as refused:
        town.act("officer", adjustments.answer, ref, NO)
    assert [one.code for one in refused.value.findings] == ["may_not_decline"]
    town.act("decider", adjustments.answer, ref, NO)
    row = request(town, ref)
    assert (row.state, row.left_out) == ("declined", ["large_print", "not_by_telephone", OWN_WORDS])
    assert cannot_use(town) == ()
    again = asked(town, wish=replace(WISH, again=ref), key="w-2")
    with pytest.raises(RefusedError) as refused:
        town.act("decider", adjustments.answer, again, NO)
    assert [one.code for one in refused.value.findings] == ["declined_before"]
    town.act("decider-2", adjustments.answer, again, NO)
    with pytest.raises(NotFoundError):
        asked(town, "neighbour", "neighbour", replace(WISH, again=ref), key="w-3")


def test_something_else_may_be_agreed_and_staff_read_what_to_do(town: Town) -> None:
    ref = asked(town, wish=WishFacts(("one_person",), "I have a brain injury: write everything down"))
    other = AnswerFacts(
        (OWN_WORDS,), YEAR, put_as="Write down what was agreed in each call", also=("more_time",),
        instead=("Olive rings back", " "), reason="not_possible", words="Three people share the telephone.",
    )  # fmt: skip
    town.act("decider", adjustments.answer, ref, other)
    with town.database.reading() as session:
        row = records.request(session, ref)
        things = {(one.code, one.what) for one in records.agreed_in(session, row)}
    assert (row.state, row.left_out) == ("other_agreed", ["one_person"])
    assert things == {("more_time", ""), (None, "Write down what was agreed in each call"), (None, "Olive rings back")}


def test_a_door_that_an_adjustment_closes_opens_elsewhere_and_the_customer_ends_it(town: Town) -> None:
    town.decided("neighbour", "doors", ONLY_LETTERS)
    ref = asked(town, "neighbour", "neighbour", WishFacts(("not_by_letter",)))
    town.act("officer", adjustments.answer, ref, AnswerFacts(("not_by_letter",), YEAR))
    assert opened(town, "neighbour") == ("email",)
    (made,) = request(town, ref).agreed
    for _twice in range(2):
        town.act("neighbour", adjustments.end, made, "not_needed")
    assert cannot_use(town, "neighbour") == ()
    assert opened(town, "neighbour") == ("email",)  # until everything has been looked at again
    with town.database.reading() as session:
        row = records.adjustment(session, made)
    assert (row.ended_on, row.ended_why) == (town.today, "customer_wants_it")
    assert town.events("adjustment_ended") == 1


def test_staff_never_take_one_away_without_reasons_and_silence_never_does(town: Town) -> None:
    made = agreed(town)
    with pytest.raises(RefusedError, match="not_allowed"):
        town.act("officer", adjustments.end, made, "not_needed", "The letters were not read.")
    with pytest.raises(NotFoundError):
        town.act("neighbour", adjustments.end, made, "customer_wants_it")
    town.later(days=400)
    with town.database.reading() as session:
        assert [one.ref for one in records.to_review(session, town.today) if one.code] == [made]
        assert records.adjustment(session, made).ended_on is None
    with pytest.raises(RefusedError, match="look_sooner"):
        town.act("officer", adjustments.review, made, town.today + timedelta(days=800), "It helps.")
    for _twice in range(2):
        town.act("officer", adjustments.review, made, town.today + timedelta(days=90), "It helps.")
    assert town.events("adjustment_reviewed") == 1


@pytest.mark.clause("CAL-2")
def test_what_was_not_done_is_a_task_until_somebody_answers_it(town: Town) -> None:
    made = agreed(town)
    told = BreachFacts(town.today, "The letter came in small print.")
    first, again = (town.act("resident", breaches.report, made, told, "b-1") for _ in range(2))
    assert first == again
    with town.database.reading() as session:
        (waits,) = records.not_done(session)
        assert (waits.ref, waits.due_on) == (first, date(2026, 11, 30))
    with pytest.raises(RefusedError, match="money_is_no_reason"):
        town.act("officer", breaches.answer, first, "Large print costs more.")
    for _twice in range(2):
        town.act("officer", breaches.answer, first, "We are sorry. It is set in our system now.")
    with town.database.reading() as session:
        reader = own.reader(session, town.known["resident"].id)
        (seen,) = records.own_breaches(session, reader)
        assert (seen.state, seen.answer) == ("answered", "We are sorry. It is set in our system now.")
        assert records.not_done(session) == ()
    assert town.events("adjustment_put_right") == 1


def test_nobody_else_says_that_it_was_not_done_nor_of_a_day_that_cannot_be(town: Town) -> None:
    made = agreed(town)
    with pytest.raises(NotFoundError):
        town.act("neighbour", breaches.report, made, BreachFacts(town.today, "x"), "b-1")
    for days, code in ((1, "in_the_future"), (-1, "before_it_was_agreed")):
        with pytest.raises(RefusedError, match=code):
            facts = BreachFacts(town.today + timedelta(days=days), "x")
            town.act("resident", breaches.report, made, facts, "b-2")


@pytest.mark.clause("OVH-3.3.2")
def test_a_call_is_recorded_by_consent_and_a_no_offers_other_ways(town: Town) -> None:
    ref = town.act("resident", call_recordings.ask, town.ref("resident"), RecordingFacts(town.today, "Repair"), "r-1")
    with pytest.raises(RefusedError, match="missing"):
        town.act("officer", call_recordings.answer, ref, ConsentFacts(False))
    with pytest.raises(RefusedError, match="other_ways_missing"):
        town.act("officer", call_recordings.answer, ref, ConsentFacts(False, "Others can be heard."))
    no = ConsentFacts(False, "Others can be heard.", ("email", "letter"))
    for _twice in range(2):
        town.act("officer", call_recordings.answer, ref, no)
    with town.database.reading() as session:
        call = records.recording(session, ref)
    assert (call.state, call.other_ways) == ("declined", ["email", "letter"])
    assert town.events("recording_answered") == 1
    with pytest.raises(RefusedError, match="recording_is_declined"):
        town.act("officer", call_recordings.answer, ref, ConsentFacts(True))


@pytest.mark.clause("OVH-3.3.2")
def test_with_a_standing_reason_the_answer_is_yes_for_every_call(town: Town) -> None:
    made = agreed(town, "record_calls")
    facts = RecordingFacts(town.today, how="telephone")
    with pytest.raises(RefusedError, match="recording_is_agreed"):
        no = ConsentFacts(False, "No.", ("letter",))
        town.act("officer", call_recordings.note, town.ref("resident"), facts, no, "r-1")
    ref = town.act("officer", call_recordings.note, town.ref("resident"), facts, ConsentFacts(True), "r-1")
    with town.database.reading() as session:
        call = records.recording(session, ref)
        assert (call.state, call.adjustment_id) == ("agreed", records.adjustment(session, made).id)


def test_anybody_may_ask_to_record_and_only_for_themselves(town: Town) -> None:
    facts = RecordingFacts(town.today)
    town.act("neighbour", call_recordings.ask, town.ref("neighbour"), facts, "r-1")
    with pytest.raises(NotFoundError):
        town.act("neighbour", call_recordings.ask, town.ref("resident"), facts, "r-2")
    with pytest.raises(RefusedError, match="in_the_past"):
        past = RecordingFacts(town.today - timedelta(days=1))
        town.act("neighbour", call_recordings.ask, town.ref("neighbour"), past, "r-3")


def test_erasure_leaves_nothing_of_what_was_asked_and_said(town: Town) -> None:
    made = agreed(town)
    waiting = asked(town)
    told = town.act("resident", breaches.report, made, BreachFacts(town.today, "Small print."), "b-1")
    town.act("resident", call_recordings.ask, town.ref("resident"), RecordingFacts(town.today, "My heart"), "r-1")
    town.act("administrator", people.erase_customer, town.ref("resident"))
    with town.database.reading() as session:
        row, call = records.request(session, waiting), session.scalars(select(CallRecording)).one()
        assert (row.state, row.wanted, row.own_words) == ("withdrawn", [], "")
        assert (records.breach(session, told).what_happened, call.about, call.state) == ("", "", "declined")
        assert records.adjustment(session, made).code is None
        waits = (records.to_answer(session), records.not_done(session), records.recordings_asked(session))
        assert waits == ((), (), ())
