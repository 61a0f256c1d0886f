"""The complaints process cannot be closed, whatever a policy says: not decided, not by a review, not by an appeal."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from casework.actions import decisions, hearings, night, reviewing
from casework.actions.decisions import RestrictionFacts
from casework.actions.reviewing import ReviewFacts
from casework.actions.work import SYSTEM, RefusedError, Work
from casework.records.decisions import Restriction
from casework.records.reviews import Review
from casework.rules.calendar import months_after
from tests.people import LANDLORDS, USUAL, Town

MakeTown = Callable[[str], Town]
NO_COMPLAINTS = RestrictionFacts("no_complaints_process", {}, "Forty complaints in a year.", "They have been answered.")


def codes(error: RefusedError) -> set[str]:
    return {finding.code for finding in error.findings} | {error.code}


def kinds_that_applied(town: Town) -> set[str]:
    """Every kind that was ever more than proposed."""
    with town.database.reading() as session:
        return set(session.scalars(select(Restriction.kind).where(Restriction.state != "proposed")))


@pytest.mark.clause("OCT-4.4")
@pytest.mark.parametrize("landlord", LANDLORDS)
def test_no_decision_takes_the_complaints_process_away(town_of: MakeTown, landlord: str) -> None:
    town = town_of(landlord)
    case = town.case()
    with pytest.raises(RefusedError) as refused:
        decision = town.draft(case, USUAL[landlord], NO_COMPLAINTS)
        town.sign(decision)
        town.act("officer", decisions.issue, decision)
    assert codes(refused.value) & {"unlawful", "unknown_kind"}
    assert "no_complaints_process" not in kinds_that_applied(town)


@pytest.mark.clause("OCT-4.4")
def test_no_review_changes_a_restriction_into_it(town_of: MakeTown) -> None:
    town = town_of("octavia")
    town.decided()
    with town.database.reading() as session:
        (standing,) = session.scalars(select(Restriction)).all()
    assert standing.review_on is not None
    town.later(days=(standing.review_on - town.today).days - 20)
    night.run(town.database, lambda session: Work(session, SYSTEM, town.pack, town.now))
    with town.database.reading() as session:
        review = session.scalars(select(Review)).one().ref
    facts = ReviewFacts("alter", "It goes on.", months_after(town.today, 6), {standing.ref: NO_COMPLAINTS})
    with pytest.raises(RefusedError) as refused:
        town.act("officer", reviewing.propose, review, facts)
        town.act("hearer", reviewing.sign, review, town.known["hearer"].roles[0], True)
        town.act("officer", reviewing.hold, review)
    assert codes(refused.value) & {"unlawful", "unknown_kind"}
    assert "no_complaints_process" not in kinds_that_applied(town)


@pytest.mark.clause("OCT-4.4")
def test_no_appeal_is_answered_by_taking_it_away(town_of: MakeTown) -> None:
    town = town_of("octavia")
    appeal = town.taken(town.appealed(town.decided()))
    with town.database.reading() as session:
        (standing,) = session.scalars(select(Restriction)).all()
    with pytest.raises(RefusedError) as refused:
        town.act("hearer", hearings.decide, appeal, "vary", "Something else.", {standing.ref: NO_COMPLAINTS})
    assert codes(refused.value) & {"unlawful", "unknown_kind"}
    assert "no_complaints_process" not in kinds_that_applied(town)
