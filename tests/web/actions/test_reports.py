"""What the reports count is what is on record, on both databases; and the board's paper is made once."""

from __future__ import annotations

import hashlib
import json
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select, update

from casework.actions import board_papers, hearings
from casework.actions.work import RefusedError
from casework.records import published, report_desk, report_services
from casework.records.adjustments import AdjustmentRequest
from casework.records.cases import Case
from casework.records.decisions import Restriction
from casework.records.events import Event
from casework.records.people import Adjustment
from casework.records.reviews import Review
from casework.records.tasks import Team, TeamMember
from casework.rules.reporting import month_of, year_to
from tests.people import Town

OCTOBER = date(2026, 10, 1)


def test_what_stands_is_told_by_kind_age_and_team(town: Town) -> None:
    town.decided("resident")
    began = town.today - timedelta(days=100)
    with town.database.writing() as session:
        session.execute(update(Restriction).values(starts_on=began))
        team = Team(ref="T-1", name="North", created_at=town.now)
        session.add(team)
        session.flush()
        owner = session.scalars(select(Case.owner_id)).one()
        session.add(TeamMember(staff_id=owner, team_id=team.id))
    with town.database.reading() as session:
        (one,) = report_desk.standing(session, town.today)
        assert (one.kind, one.starts_on, one.team) == ("calls_at_set_times", began, "North")
        days = (began - timedelta(days=1), began, town.today)
        assert report_desk.stood_each(session, days) == (0, 1, 1)
    with town.database.writing() as session:
        session.execute(update(Restriction).values(state="proposed"))  # announced: it does not apply
    with town.database.reading() as session:
        assert report_desk.standing(session, town.today) == ()
        assert report_desk.stood_each(session, days) == (0, 0, 0)


def test_what_ended_does_not_stand_and_counts_as_decided(town: Town) -> None:
    decision = town.decided("resident")
    appeal = town.taken(town.appealed(decision))
    town.act("hearer", hearings.decide, appeal, "uphold", "It was somebody else.")
    year = year_to(month_of(town.today))
    with town.database.reading() as session:
        assert report_desk.standing(session, town.today + timedelta(days=30)) == ()
        (decided,) = report_desk.decided(session, year)
        assert (decided.opened_on, decided.issued_on, decided.warned) == (town.today, town.today, True)
        assert decided.ended_why == "appeal_upheld"
        (heard,) = report_desk.appeals(session, year)
        assert (heard.outcome, heard.decided_on) == ("uphold", town.today)
        assert report_desk.appeals(session, month_of(OCTOBER)) == ()
        assert report_desk.decided(session, month_of(OCTOBER)) == ()


def test_a_missed_review_is_late_and_a_promise_that_was_not_kept(town: Town) -> None:
    town.decided("resident")
    with town.database.writing() as session:
        of = session.scalars(select(Restriction)).one()
        row = Review(ref="W-1", decision_id=of.decision_id, customer_id=of.customer_id, state="open", why="missed")
        row.opened_at, row.missed_on, row.due_on = town.now, town.today - timedelta(days=3), town.today
        session.add(row)
    month = month_of(town.today)
    with town.database.reading() as session:
        (reviewed,) = report_desk.reviews(session, month)
        assert (reviewed.due_on, reviewed.held_on) == (town.today - timedelta(days=3), None)
        assert report_services.broken(session, month, town.today) == {
            "agreement": 0, "adjustment": 0, "review": 1, "visit": 0, "complaint": 0,
        }  # fmt: skip


def test_the_code_s_rows_count_what_there_is_and_each_exception(town: Town) -> None:
    town.decided("resident")
    year = year_to(month_of(town.today))
    with town.database.reading() as session:
        before = report_services.evidence(session, year, town.today)
    assert (before.restrictions, before.without_reason, before.review_overdue, before.without_regard) == (1, 0, 0, 0)
    with town.database.writing() as session:
        session.execute(update(Restriction).values(reason=" ", review_on=town.today - timedelta(days=1)))
        session.execute(update(Adjustment).values(review_on=town.today - timedelta(days=1)))
        whose = session.scalars(select(Restriction.customer_id)).one()
        asked = AdjustmentRequest(ref="J-1", form_key="j", customer_id=whose, asked_by="customer", asked_by_id=whose)
        asked.asked_how, asked.wanted, asked.state = "portal", [], "asked"
        asked.received_at, asked.due_on = town.now, town.today - timedelta(days=1)
        session.add(asked)
    with town.database.reading() as session:
        after = report_services.evidence(session, year, town.today)
        assert report_services.services(session, year, town.now) == ()
    assert (after.without_reason, after.review_overdue) == (1, 1)
    assert after.adjustments_overdue == after.adjustments == before.adjustments > 0
    assert (after.adjustment_answers.due, after.adjustment_answers.on_time) == (1, 0)


def test_the_paper_of_a_month_is_made_once_when_it_is_over(town: Town) -> None:
    content = {"title": "Figures", "sections": []}
    for number in range(2):
        assert town.act("officer", board_papers.make, OCTOBER, {**content, "number": number}) == OCTOBER
    with town.database.reading() as session:
        kept = published.paper(session, OCTOBER)
        assert kept.content == {**content, "number": 0}
        assert kept.sha256 == hashlib.sha256(json.dumps(kept.content, sort_keys=True).encode()).hexdigest()
        made = select(func.count()).select_from(Event).where(Event.name == "board_paper_made")
        assert session.scalar(made) == 1
    for month in (town.today, town.today + timedelta(days=60)):
        with pytest.raises(RefusedError, match="month_not_over"):
            town.act("officer", board_papers.make, month, content)
    with pytest.raises(RefusedError, match="staff_only"):
        town.act("resident", board_papers.make, OCTOBER, content)
