"""My work: what waits for me, the most urgent first. Each count is the length of the list below it."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from casework.actions import decisions, hearings
from casework.records import agreements, changes, desk
from casework.records.decisions import Decision
from casework.records.people import StaffMember
from casework.rules.changes import answer_by
from staff.blueprint import bp, may_read
from staff.showing import show
from web.access import london_today, me
from web.database import pack, reading


@bp.get("/")
@may_read
def work() -> ResponseReturnValue:
    """The first page of the back office."""
    session, today = reading(), london_today()
    staff = desk.staff_member(session, me().id)
    lists = desk.work_list(session, staff.id, today)
    hearable = [
        one for one in lists.appeals_waiting if hearings.role_to_hear(session, pack(), one, staff, today) is not None
    ]
    return show(
        "staff/work.html",
        hearings=lists.my_hearings,
        appeals=hearable,
        to_sign=[one for one in lists.decisions_to_sign if signable(one, staff)],
        ready=[one for one in lists.drafts if decisions.standing(session, pack(), one, today).allowed],
        to_assess=lists.cases_to_assess,
        reviews=lists.reviews_due,
        letters=lists.deliveries_waiting,
        changes=changes.to_answer(session),
        offers=agreements.unanswered(session, today),
        agreements=agreements.to_review(session, today + desk.REVIEWS_AHEAD),
        answer_by=lambda told: answer_by(pack(), told),
    )


def signable(decision: Decision, staff: StaffMember) -> bool:
    """True where the policy lets one of this person's roles decide it."""
    return bool(decisions.roles_to_sign(reading(), pack(), decision, staff, london_today()))
