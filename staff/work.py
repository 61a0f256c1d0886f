"""My work: what waits for me, the most urgent first. Each count is the length of the list below it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from casework.actions import announcing, decisions, hearings, referrals, rows
from casework.records import (
    accounts,
    adjustments,
    advocates,
    agreements,
    case_desk,
    changes,
    complaints,
    desk,
    held_desk,
    requests,
    review_lists,
    services,
)
from casework.records.appeals import Appeal
from casework.records.decisions import Decision
from casework.records.people import StaffMember
from casework.records.steps import Referral
from casework.rules.changes import answer_by
from casework.rules.requests import may_read_in_confidence
from staff.blueprint import bp, may_read
from staff.reviews import director_role
from staff.showing import show
from web.access import london_today, me
from web.database import pack, reading

ANSWERS_SHOWN = timedelta(days=30)


@bp.get("/")
@may_read
def work() -> ResponseReturnValue:
    """The first page of the back office."""
    session, today = reading(), london_today()
    staff = desk.staff_member(session, me().id)
    lists = desk.work_list(session, staff.id, today)
    return show(
        "staff/work.html",
        hearings=lists.my_hearings,
        appeals=[one for one in lists.appeals_waiting if hearable(one, staff)],
        to_sign=[one for one in lists.decisions_to_sign if signable(one, staff)],
        ready=[one for one in lists.drafts if decisions.standing(session, pack(), one, today).allowed]
        + [one for one in desk.announced(session) if announcing.held_up(session, one, today) is None],
        held=held_desk.held_appeals(session),
        elsewhere=[one for one in desk.appeals_heard_elsewhere(session) if one.state == "received"],
        to_assess=lists.cases_to_assess,
        asked=[one for one in case_desk.referrals_waiting(session) if answerable(one, staff)],
        answers=case_desk.answers_to(session, staff.id, datetime.now(UTC) - ANSWERS_SHOWN),
        files=case_desk.files(session),
        reviews=lists.reviews_due,
        to_decide=[one for one in review_lists.due(session) if one.decide_by] if director_role() else [],
        letters=lists.deliveries_waiting,
        **from_the_portal(session, today),
    )


def from_the_portal(session: Session, today: date) -> dict[str, Any]:
    """What people asked for, told or complained of, and waits."""
    return {
        "at_home": [one for one in services.open_requests(session) if one.due_by(today + timedelta(days=1))],
        "private": advocates.forced_words(session) if may_read_in_confidence(pack(), me().roles) else (),
        "adjustments": adjustments.to_answer(session),
        "not_done": adjustments.not_done(session),
        **promised_and_told(session, today),
        **complained_and_asked(session),
    }


def answerable(referral: Referral, staff: StaffMember) -> bool:
    """True where the policy has one of this person's roles asked, and they did not ask or report it themselves."""
    held = rows.roles_of(staff, london_today())
    return referrals.role_to_answer(pack(), referral, held, staff.id) is not None


def promised_and_told(session: Session, today: date) -> dict[str, Any]:
    """Changes of circumstances to answer, and agreements that wait for an answer or for a look."""
    return {
        "changes": changes.to_answer(session),
        "corrections": accounts.corrections_to_answer(session),
        "offers": agreements.unanswered(session, today),
        "agreements": agreements.to_review(session, today + desk.REVIEWS_AHEAD),
        "answer_by": lambda told: answer_by(pack(), told),
    }


def complained_and_asked(session: Session) -> dict[str, Any]:
    """Complaints and requests that wait; ``in_confidence``: how many for those who may read them, else None."""
    few = may_read_in_confidence(pack(), me().roles)
    return {
        "complaints": complaints.waiting(session),
        "next_day": complaints.next_day,
        "requests": requests.waiting(session, in_confidence=False),
        "in_confidence": len(requests.waiting(session, in_confidence=True)) if few else None,
    }


def hearable(appeal: Appeal, staff: StaffMember) -> bool:
    """True where this person may hear the appeal."""
    return hearings.role_to_hear(reading(), pack(), appeal, staff, london_today()) is not None


def signable(decision: Decision, staff: StaffMember) -> bool:
    """True where the policy lets one of this person's roles decide it."""
    return bool(decisions.roles_to_sign(reading(), pack(), decision, staff, london_today()))
