"""Whoever is restricted is asked how things are before anything is looked at again, late reviews included."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

import letters
from casework.actions import hearings, reviewing, reviews
from casework.actions import missed as director
from casework.actions.reviewing import ReviewFacts
from casework.actions.work import RefusedError
from casework.actions.written_from import facts_of
from casework.records.letters import Letter
from casework.rules.calendar import months_after, working_days_after
from letters.content import words_of
from letters.words import date as said_date
from tests.people import LANDLORDS, USUAL, Town
from tests.web.actions.test_reviews import (
    OVH,
    WITNESS,
    MakeTown,
    at_night,
    count,
    held,
    on,
    review_of,
    reviewers,
    rows,
    signed,
)  # fmt: skip

PROMISED = "Before the review we write to you, so that you can tell us how things are now."


def letter(town: Town, kind: str) -> tuple[Any, str]:
    """The customer's newest letter of a kind: what it was written from, and what it says in English."""
    with town.database.reading() as session:
        chosen = select(Letter).where(Letter.kind == kind, Letter.language == "ar").order_by(Letter.id.desc())
        said: Any = facts_of(session, session.scalars(chosen).first() or Letter())
    blocks = letters.compose(kind, said, "en").blocks
    return said, "\n".join("".join(span.text for span in text) for block in blocks for text in words_of(block))


def missed(town: Town) -> date:
    """The last day of a review passes without the night's look: nobody was invited before. Returns that day."""
    due = rows(town)[0].review_on
    assert due is not None
    on(town, due)
    at_night(town, days=1)
    return due


@pytest.mark.parametrize("landlord", LANDLORDS)
def test_whoever_was_never_asked_before_a_review_was_missed_is_asked_now(town_of: MakeTown, landlord: str) -> None:
    town = town_of(landlord)
    town.decided()
    missed(town)
    at_night(town)
    assert PROMISED in letter(town, "suspension")[1]
    assert count(town, "review_invitation", language="ar") == 1
    review = review_of(town)
    assert (review.why, review.invited_on) == ("missed", town.today)
    assert review.reply_by == working_days_after(town.today, 12), "ten working days from when it counts as delivered"


def test_an_invitation_to_a_late_review_names_no_day_that_has_passed_as_one_to_come(town: Town) -> None:
    town.decided("resident", "form-1", USUAL[OVH], WITNESS)
    due = missed(town)
    said, words = letter(town, "review_invitation")
    assert said.due_on == due
    assert "We will look again at what we decided, by" not in words
    assert "We did not. We are sorry." in words
    assert "Please tell us how things are now, by" in words


def test_an_invitation_says_which_restriction_does_not_apply_meanwhile(town: Town) -> None:
    town.decided("resident", "form-1", USUAL[OVH], WITNESS)
    missed(town)
    said, words = letter(town, "review_invitation")
    assert [one.kind for one in said.restrictions] == ["witness_present"]
    assert [(one.restriction.kind, one.result) for one in said.paused] == [("calls_at_set_times", "suspended")]
    assert "This does not apply to you until we have looked at it again:" in words


def test_whoever_was_asked_already_is_told_that_they_can_still_answer(town: Town) -> None:
    town.decided()
    due = rows(town)[0].review_on
    assert due is not None
    on(town, due - timedelta(days=42))
    at_night(town)
    invited_on = review_of(town).invited_on
    missed(town)
    _, words = letter(town, "suspension")
    assert PROMISED not in words
    assert "You can still tell us how things are now, until we have looked at it again." in words
    assert (count(town, "review_invitation", language="ar"), review_of(town).invited_on) == (1, invited_on)


def test_an_early_review_asks_for_an_answer_before_it_is_held(town: Town) -> None:
    town.decided()
    town.act("resident", reviews.ask_early, town.ref("resident"), "I have a support worker now.")
    review = review_of(town)
    assert review.reply_by == working_days_after(town.today, 9), "the working day before it is due"
    assert review.due_on == working_days_after(town.today, 10)


def test_a_review_that_is_due_in_a_few_days_still_leaves_all_the_time_to_answer(town: Town) -> None:
    town.decided()
    due = rows(town)[0].review_on
    assert due is not None
    on(town, due)
    at_night(town)
    assert review_of(town).reply_by == working_days_after(town.today, 12)


def test_what_the_customer_says_after_it_was_signed_is_read_before_anything_is_decided(town: Town) -> None:
    review = town.act("officer", reviews.begin, town.decided())
    signed(town, review, ReviewFacts("continue", "It goes on.", months_after(town.today, 6)))
    town.act("resident", reviews.reply, review, "I have a support worker now.")
    for key in ("officer", *reviewers(town)):
        with pytest.raises(RefusedError, match="changed_meanwhile"):
            if key == "officer":
                town.act(key, reviewing.hold, review)
            else:
                town.act(key, reviewing.sign, review, town.known[key].roles[0], True)
    held(town, review, ReviewFacts("lift", "She has help now."))
    assert review_of(town).state == "held"


def test_words_with_which_a_review_was_asked_for_are_in_the_letter_about_what_came_of_it(town: Town) -> None:
    town.decided()
    town.act("resident", reviews.ask_early, town.ref("resident"), "I have a support worker now.")
    held(town, review_of(town).ref, ReviewFacts("lift", "She has help now."))
    words = letter(town, "review_outcome")[1]
    assert "We had no answer from you" not in words
    assert "I have a support worker now." in words


def test_the_customer_is_told_what_a_director_decided_to_keep_until_when_and_why(town: Town) -> None:
    town.decided("resident", "form-1", USUAL[OVH], WITNESS)
    missed(town)
    until = working_days_after(town.today, 5)
    decided: dict[str, Any] = {"keeps": True, "why": "He shouted again on Monday.", "until": until}
    for _ in range(2):
        town.act("hearer", director.decide, review_of(town).ref, "director", **decided)
    assert count(town, "suspension", language="ar") == 2
    said, words = letter(town, "suspension")
    assert [(one.restriction.kind, one.result) for one in said.answers] == [("witness_present", "kept")]
    assert "A director has decided that this stays for now, to keep somebody safe:" in words
    assert "He shouted again on Monday." in words
    assert f"It stays until {said_date(until, 'en')} at the latest." in words
    for wrong in ("Nobody is limited only because we are late.", "It is so from today."):
        assert wrong not in words


def test_the_outcome_of_a_late_review_says_what_applies_again_and_from_when(town: Town) -> None:
    town.decided("resident", "form-1", USUAL[OVH], WITNESS)
    missed(town)
    held(town, review_of(town).ref, ReviewFacts("continue", "It goes on.", months_after(town.today, 6)))
    said, words = letter(town, "review_outcome")
    results = {one.restriction.kind: one.result for one in said.answers}
    assert results == {"calls_at_set_times": "again", "witness_present": "stands"}
    starts = next(one.starts_on for one in rows(town) if one.kind == "calls_at_set_times")
    assert starts is not None
    assert f"It applies again from {said_date(starts, 'en')}:" in words


def test_the_answer_to_an_appeal_says_what_does_not_apply_until_the_late_review_is_held(town: Town) -> None:
    decision = town.decided("resident", "form-1", USUAL[OVH], WITNESS)
    missed(town)
    town.act("hearer", hearings.decide, town.taken(town.appealed(decision)), "dismiss", "Nothing was wrong with it.")
    said, words = letter(town, "appeal_outcome")
    results = {one.restriction.kind: one.result for one in said.answers}
    assert results == {"calls_at_set_times": "suspended", "witness_present": "stands"}
    assert "This does not apply to you until we have looked at it again:" in words
