"""A customer's own reviews: what is late says so, and what they write is never lost from sight."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from casework.actions import night, reviewing, reviews
from casework.actions.decisions import RestrictionFacts
from casework.actions.reviewing import ReviewFacts
from casework.actions.work import SYSTEM, Work
from casework.records.decisions import Restriction
from casework.records.reviews import Review
from letters import words
from tests.people import DECIDERS, USUAL
from tests.web.inspect import inspect
from tests.web.office import Office, open_office

WITNESS = RestrictionFacts("witness_present", {}, "A worker was shouted at.", "Somebody else sits by.")


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with open_office(database_url, tmp_path) as found:
        for who in ("resident", "officer"):
            found.browser(who).set_cookie("language", "en")
        yield found


@pytest.fixture
def missed(office: Office) -> str:
    """A review whose last day was yesterday, as the night found it: its reference."""
    town = office.town
    town.decided("resident", "form-1", USUAL["one-vision-housing"], WITNESS)
    with town.database.writing() as session:
        session.execute(update(Restriction).values(review_on=town.today - timedelta(days=1)))
    night.run(town.database, lambda session: Work(session, SYSTEM, town.pack, town.now))
    with town.database.reading() as session:
        return session.scalars(select(Review.ref)).one()


def test_the_page_of_a_late_review_promises_no_day_that_has_passed(office: Office, missed: str) -> None:
    yesterday = words.date(office.town.today - timedelta(days=1), "en")
    for path in ("/reviews", f"/reviews/{missed}"):
        page = office.get("resident", path).main
        assert f"We had to do this by {yesterday}. We did not, and we are sorry." in page
        assert f"again by {yesterday}" not in page
        assert f"We decide by {yesterday}" not in page


def test_the_page_of_a_review_says_what_does_not_apply_meanwhile(office: Office, missed: str) -> None:
    page = office.get("resident", f"/reviews/{missed}").main
    assert page.count("Until we have, it does not apply to you.") == 1


def test_a_day_to_answer_by_that_has_passed_is_not_asked_for_but_an_answer_is_still_taken(
    office: Office, missed: str
) -> None:
    assert "Please write by" in office.get("resident", f"/reviews/{missed}").main
    with office.town.database.writing() as session:
        session.execute(update(Review).values(reply_by=office.town.today - timedelta(days=1)))
    assert "Please write by" not in office.get("resident", f"/reviews/{missed}").main
    office.done("resident", f"/reviews/{missed}", {"reply": "I have help now."})


def test_what_comes_after_a_review_was_held_is_given_back_with_a_way_to_send_it(office: Office, missed: str) -> None:
    form = office.get("resident", f"/reviews/{missed}").form_data()
    town = office.town
    town.act("officer", reviewing.propose, missed, ReviewFacts("lift", "All is well."))
    for key in DECIDERS[town.landlord]:
        town.act(key, reviewing.sign, missed, town.known[key].roles[0], True)
    town.act("officer", reviewing.hold, missed)
    page = inspect(office.browser("resident").post(f"/reviews/{missed}", data={**form, "reply": "I have help now."}))
    assert "We had looked at it before your words came." in page.main
    assert "I have help now." in page.main
    assert "/changes/new" in page.html


def test_staff_read_why_a_review_is_held_now(office: Office, missed: str) -> None:
    assert "It was not held in time." in office.get("officer", f"/staff/reviews/{missed}").main
    other = office.town.decided("neighbour", "form-2")
    ref = office.town.act("officer", reviews.begin, other)
    assert "It is due." in office.get("officer", f"/staff/reviews/{ref}").main
    with office.town.database.writing() as session:
        session.execute(update(Review).where(Review.ref == ref).values(why="door_closed"))
    page = office.get("officer", f"/staff/reviews/{ref}").main
    assert "A way to reach us, or an essential service, was closed." in page
