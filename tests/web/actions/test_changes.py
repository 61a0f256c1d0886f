"""A change in somebody's life: told once, reviewed early because of it, and answered by what the record shows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import func, select

from casework.actions import changes, hearings
from casework.actions.changes import ChangeFacts
from casework.actions.work import NotFoundError, RefusedError
from casework.records import changes as records
from casework.records.changes import ChangeOfCircumstances
from casework.records.decisions import Restriction
from casework.records.letters import Letter
from casework.records.reviews import Review
from tests.people import LANDLORDS, Town

MakeTown = Callable[[str], Town]
SUPPORTED = ChangeFacts("I have a support worker now.", "End the set times.")


def told(town: Town, who: str = "resident", whose: str = "resident", key: str = "change-1", how: str = "portal") -> str:
    facts = ChangeFacts(SUPPORTED.what_changed, SUPPORTED.wanted, how)
    return town.act(who, changes.tell, town.ref(whose), facts, key)


def row(town: Town, ref: str) -> ChangeOfCircumstances:
    with town.database.reading() as session:
        return records.change(session, ref)


def reviews(town: Town) -> list[Review]:
    with town.database.reading() as session:
        return list(session.scalars(select(Review)))


@pytest.mark.clause("OVH-3.6.3")
@pytest.mark.parametrize(
    ("landlord", "source"),
    [
        ("one-vision-housing", "One Vision Housing 3.6.3"),
        ("watford-community-housing", "Open Door floor 21"),
        ("octavia", "Open Door floor 21"),
        ("notting-hill-genesis", "Open Door floor 21"),
        ("calico-homes", "Open Door floor 21"),
    ],
)
def test_a_change_of_circumstances_brings_the_review_forward(town_of: MakeTown, landlord: str, source: str) -> None:
    town = town_of(landlord)
    town.decided()
    first, again = told(town), told(town)
    assert first == again
    (review,) = reviews(town)
    assert (review.why, review.asked, review.state) == ("changed_circumstances", SUPPORTED.what_changed, "open")
    assert review.due_on == date(2026, 12, 7)  # the tenth working day, and not next May
    assert row(town, first).owed_by == source
    assert town.events("change_told") == 1


@pytest.mark.parametrize(("who", "how"), [("advocate", "portal"), ("officer", "telephone")])
def test_somebody_may_tell_it_for_the_customer(town: Town, who: str, how: str) -> None:
    change = row(town, told(town, who, how=how))
    assert (change.told_by, change.told_how) == (town.known[who].kind, how)


def test_nobody_else_tells_it_and_staff_say_how_it_came(town: Town) -> None:
    with pytest.raises(NotFoundError):
        told(town, "neighbour")
    with pytest.raises(NotFoundError):
        told(town, "advocate", "neighbour")
    with pytest.raises(RefusedError, match="unknown_code"):
        told(town, "officer", how="portal")


def test_a_change_of_somebody_whom_nothing_restricts_is_noted(town: Town) -> None:
    change = told(town, "neighbour", "neighbour")
    assert reviews(town) == []
    town.act("officer", changes.answer, change, "Thank you. We have put it on your record.")
    assert row(town, change).outcome == "noted"


@pytest.mark.clause("OVH-3.6.3")
@pytest.mark.parametrize(("upheld", "outcome"), [(True, "ended"), (False, "stands")])
def test_the_answer_says_what_the_record_shows(town: Town, upheld: bool, outcome: str) -> None:
    decision = town.decided()
    change = told(town)
    if upheld:
        appeal = town.taken(town.appealed(decision))
        town.act("hearer", hearings.decide, appeal, "uphold", "The repair had been missed twice.")
    for _twice in range(2):
        town.act("officer", changes.answer, change, "This is what came of it.")
    assert row(town, change).outcome == outcome
    with town.database.reading() as session:
        sent = select(func.count()).select_from(Letter).where(Letter.kind == "change_answer")
        assert (session.scalar(sent) or 0) >= 1
    assert town.events("change_answered") == 1
    with pytest.raises(RefusedError, match="change_is_answered"):
        town.act("officer", changes.answer, change, "Something else.")


def test_an_answer_has_reasons(town: Town) -> None:
    change = told(town)
    with pytest.raises(RefusedError, match="missing"):
        town.act("officer", changes.answer, change, " ")
    with pytest.raises(RefusedError, match="staff_only"):
        town.act("resident", changes.answer, change, "I answer myself.")


@pytest.mark.parametrize("landlord", LANDLORDS)
def test_what_replaced_a_restriction_counts_as_changed(town_of: MakeTown, landlord: str) -> None:
    town = town_of(landlord)
    town.decided()
    change = told(town)
    with town.database.writing() as session:
        old = session.scalars(select(Restriction)).one()
        values = {"kind": old.kind, "terms": old.terms, "reason": old.reason, "proportionality": old.proportionality}
        new = Restriction(
            ref="R-2345-6789", decision_id=old.decision_id, customer_id=old.customer_id, position=0,
            state="in_force", starts_on=old.starts_on, review_on=old.review_on, **values,
        )  # fmt: skip
        session.add(new)
        old.state, old.ended_on, old.ended_why = "ended", town.today, "review"
    town.act("officer", changes.answer, change, "Two hours a week from now on.")
    assert row(town, change).outcome == "altered"
