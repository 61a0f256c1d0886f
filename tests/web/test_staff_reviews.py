"""Reviews as staff and residents hold them: the month's list, the two steps, signatures, and a director's decision."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from casework.actions import night, people, reviews
from casework.actions.decisions import RestrictionFacts
from casework.actions.work import SYSTEM, Work
from casework.records.decisions import Restriction
from casework.records.people import Authority
from casework.records.reviews import Review
from letters import words
from tests.people import USUAL
from tests.web.inspect import inspect
from tests.web.office import Office, open_office, reference

WITNESS = RestrictionFacts("witness_present", {}, "A worker was shouted at.", "Somebody else sits by.")
THROUGH = RestrictionFacts("third_party_only", {}, "You shouted at four people.", "Your advocate may always reach us.")


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with open_office(database_url, tmp_path) as found:
        for who in ("resident", "advocate"):
            found.browser(who).set_cookie("language", "en")
        yield found


def late(office: Office, days: int = 1) -> None:
    """The last day of every review was so many days ago; the night has seen it."""
    town = office.town
    with town.database.writing() as session:
        session.execute(update(Restriction).values(review_on=town.today - timedelta(days=days)))
    night.run(town.database, lambda session: Work(session, SYSTEM, town.pack, town.now))


def begun(office: Office, *restrictions: RestrictionFacts) -> str:
    decision = office.town.decided("resident", "form-1", *restrictions)
    return f"/staff/reviews/{office.town.act('officer', reviews.begin, decision)}"


def month_due(office: Office) -> date:
    """The day by which the one review is due."""
    with office.town.database.reading() as session:
        return session.scalars(select(Review.due_on)).one()


def sign(office: Office, review: str, *keys: str) -> None:
    for key in keys:
        page = office.get(key, review)
        number = next(
            place for place in range(9) if "agrees" in str(page.form_data(place)) or "seen" in page.form_data(place)
        )
        sent = {**page.form_data(number), "role": office.town.known[key].roles[0], "agrees": "yes"}
        assert office.browser(key).post(f"{review}/sign", data=sent).status_code == 303


@pytest.mark.clause("WCH-7.2")
def test_the_months_list_tells_what_is_due_what_is_late_and_what_came_of_each(office: Office) -> None:
    office.town.decided()
    due = office.town.today.replace(day=1) + timedelta(days=186)
    with office.town.database.writing() as session:
        session.execute(update(Restriction).values(review_on=due))
    assert "Due in this month (0)" in office.get("officer", "/staff/reviews").main
    page = office.get("officer", f"/staff/reviews?month={due:%Y-%m}")
    assert "Due in this month (1)" in page.main
    for fact in (office.town.known["resident"].name, "Olive Officer", words.date(due, "en"), "Begin the review"):
        assert fact in page.main
    late(office)
    assert "Late (1)" in office.get("officer", "/staff/reviews").main
    assert "Late (1)" in office.get("auditor", "/staff/reviews").main


@pytest.mark.clause("CARD-7")
def test_a_review_goes_from_the_invitation_to_the_outcome(office: Office) -> None:
    review = begun(office)
    ref = reference(review)
    told = office.done("resident", f"/reviews/{ref}", {"reply": "My repair is done."})
    assert "My repair is done." in office.get("resident", told).html
    assert "My repair is done." in office.get("officer", review).main
    office.done("officer", f"{review}/propose", {"outcome": "lift", "reasons": "The repair is done."})
    assert "What still stands in the way" in office.get("officer", review).main
    listed = office.get("officer", "/staff/reviews?month=" + f"{month_due(office):%Y-%m}").main
    assert "The customer has answered" in listed
    assert "Proposed" in listed
    sign(office, review, "decider", "decider-2")
    assert "What still stands in the way" not in office.get("officer", review).main
    office.browser("officer").post(f"{review}/hold", data={"csrf_token": office.token("officer")})
    assert "Held" in office.get("officer", review).main
    assert "Held in this month (1)" in office.get("officer", "/staff/reviews").main
    assert "Nothing limits how you contact us" in office.get("resident", "/arrangements").main
    assert "The repair is done." in office.get("resident", f"/reviews/{ref}").main
    office.get("neighbour", f"/reviews/{ref}", status=404)


def test_a_restriction_that_changes_asks_for_its_terms_in_a_second_step(office: Office) -> None:
    review = begun(office)
    path = f"{review}/propose"
    first = office.get("officer", path)
    typed: dict[str, Any] = {"outcome": "alter", "reasons": "Fewer calls.", "x0_what": "changes"}
    page = inspect(office.browser("officer").post(path, data={**first.form_data(), **typed}))
    assert not page.errors
    sent = page.form_data()
    assert (sent["x0_from"], sent["reasons"].strip()) == ("10:00", "Fewer calls.")
    answer = office.browser("officer").post(path, data={**sent, "x0_to": "12:00"})
    assert answer.status_code == 303
    assert "Changed" in office.get("officer", review).main


def test_the_officer_cannot_sign_for_the_panel(office: Office) -> None:
    review = begun(office)
    office.done("officer", f"{review}/propose", {"outcome": "lift", "reasons": "The repair is done."})
    answer = office.force("officer", f"{review}/sign", {"role": "customer_access_manager", "agrees": "yes"})
    assert inspect(answer).errors


def test_both_sides_see_that_a_review_was_missed(office: Office) -> None:
    office.town.decided("resident", "form-1", USUAL["one-vision-housing"], WITNESS)
    late(office)
    page = office.get("resident", "/arrangements")
    assert "Not applied at the moment" in page.main
    assert "We did not look at it again in time." in page.main
    assert "It keeps somebody safe, so we must decide by" in page.main
    assert "Missed reviews that a director decides (1)" in office.get("hearer", "/staff/").main
    assert "Missed reviews that a director decides (1)" not in office.get("decider", "/staff/").main
    listed = office.get("hearer", "/staff/reviews")
    assert "A director decides" in listed.main
    with office.town.database.reading() as session:
        review = f"/staff/reviews/{session.scalars(select(Review.ref)).one()}"
    page = office.get("hearer", review)
    number = next(place for place in range(9) if "keeps" in page.html and "until-day" in page.form_data(place))
    sent = {**page.form_data(number), "keeps": "yes", "why": "The risk is there."}
    assert office.browser("hearer").post(f"{review}/director", data=sent).status_code == 303
    assert "It stays for now." in office.get("officer", review).main
    customer = office.town.ref("resident")
    assert "Two people attend." not in office.get("officer", f"/staff/customers/{customer}").main
    late(office, days=60)
    with office.town.database.writing() as session:
        session.execute(update(Restriction).values(kept_until=office.town.today - timedelta(days=1)))
    assert "Two people attend." in office.get("officer", f"/staff/customers/{customer}").main


def test_a_way_that_opened_by_itself_is_on_the_customers_page_and_the_months_list(office: Office) -> None:
    office.town.decided("resident", "form-1", THROUGH)
    with office.town.database.reading() as session:
        number = session.scalars(
            select(Authority.id).where(Authority.customer_id == office.town.known["resident"].id)
        ).one()
    office.town.act("advocate", people.end_authority, number)
    page = office.get("resident", "/arrangements")
    assert "so we opened this one: Letter" in page.main
    assert office.town.pack.contact.address[0] in page.main.partition("These pages")[0]
    assert "Doors that opened by themselves (1)" in office.get("officer", "/staff/reviews").main


@pytest.mark.clause("WCH-6.5")
def test_the_customer_reads_what_counts_for_an_earlier_end(database_url: str, tmp_path: Path) -> None:
    with open_office(database_url, tmp_path, "watford-community-housing") as office:
        office.browser("resident").set_cookie("language", "en")
        office.town.decided()
        page = office.get("resident", "/arrangements")
        assert "90 days with no new incident: then we look at it again. So far: 0." in page.main
        assert "Watford Community Housing 6.6" in page.main
