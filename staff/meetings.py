"""The meeting about the reviews of a month: its agenda, case after case, and its minutes."""

from __future__ import annotations

from datetime import timedelta

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from casework.actions import meetings as actions
from casework.actions.work import RefusedError
from casework.records import meetings
from casework.records.meetings import MeetingItem
from casework.records.missing import NotFoundError
from casework.rules.calendar import months_after
from staff.blueprint import bp, may_act, may_read
from staff.forms.meetings import CloseForm, MinuteForm
from staff.looking import looked_at
from staff.refusals import refusals_on, refuse, says
from staff.reviews import month_of
from staff.showing import show
from web.access import london_today
from web.database import act, reading
from web.language import gettext as _


@bp.post("/reviews/meeting")
@may_act
def meeting_begin() -> ResponseReturnValue:
    """Begin the meeting of a month; the one that goes on, where there is one."""
    month = request.form.get("month", "")
    try:
        begun = act(actions.begin, month_of(month, london_today()))
    except RefusedError as error:
        for message in says(error):
            flash(message)
        return redirect(url_for(".reviews", month=month), 303)
    return redirect(url_for(".meeting", ref=begun), 303)


@bp.get("/meetings/<ref>")
@may_read
def meeting(ref: str) -> ResponseReturnValue:
    """The agenda with what came of each case; the minutes, once the meeting is closed."""
    return page(ref, CloseForm(formdata=None))


@bp.route("/meetings/<ref>/close", methods=["GET", "POST"])
@may_act
def meeting_close(ref: str) -> ResponseReturnValue:
    """Close the meeting."""
    form = CloseForm()
    if form.validate_on_submit():
        with refusals_on(form):
            act(actions.close, ref, str(form.present.data))
            flash(_("The meeting is closed, and its minutes are kept."), "success")
            return redirect(url_for(".meeting", ref=ref), 303)
    return page(ref, form)


@bp.route("/meetings/<ref>/<review>", methods=["GET", "POST"])
@may_act
def meeting_minute(ref: str, review: str) -> ResponseReturnValue:
    """The minute of one case; then on to the next one."""
    found = meetings.meeting(reading(), ref)
    item = item_of(found.items, review)
    looked_at(item.decision.customer_id)
    form = MinuteForm(data={"minute": item.minute, "put_off": item.put_off, "seen": item.minute})
    if form.validate_on_submit():
        said, why, seen = form.minute.data or "", form.put_off.data or "", form.seen.data or ""
        try:
            act(actions.minute, ref, review, said, put_off=why, seen=seen)
        except RefusedError as error:
            refuse(form, error)
            form.seen.data = item.minute
        else:
            return redirect(url_for(".meeting", ref=ref), 303)
    return show("staff/meeting_minute.html", form=form, meeting=found, item=item)


def item_of(items: list[MeetingItem], review: str) -> MeetingItem:
    """The case on the agenda. NotFoundError for one that is not on it."""
    found = next((one for one in items if one.review.ref == review), None)
    if found is None:
        raise NotFoundError(review)
    return found


def page(ref: str, form: CloseForm) -> ResponseReturnValue:
    """The page of a meeting."""
    found = meetings.meeting(reading(), ref)
    looked_at(*dict.fromkeys(item.decision.customer_id for item in found.items))
    waiting = [one for one in found.items if not one.settled]
    last = months_after(found.month, 1) - timedelta(days=1)
    return show("staff/meeting.html", form=form, meeting=found, waiting=waiting, last=last)
