"""Hearing an appeal: who gets it, and the points that the hearer finds in what the customer says."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from casework.actions import allocating, grounds, hearings, points
from casework.actions.work import RefusedError
from casework.records import accounts, complaints, desk
from casework.records.appeals import Appeal
from staff.blueprint import bp, may_act
from staff.evidence import releasable
from staff.forms.hearing import AllocateForm, PointForm
from staff.looking import looked_at
from staff.refusals import refusals_on, refuse
from staff.showing import show
from web.access import london_today, me
from web.database import act, pack, reading
from web.language import gettext as _


@bp.route("/appeals/<ref>/allocate", methods=["GET", "POST"])
@may_act
def appeal_allocate(ref: str) -> ResponseReturnValue:
    """Give an appeal to somebody who may hear it; a manager does, who took no part."""
    found = desk.appeal(reading(), ref)
    looked_at(found.customer_id)
    hearers = hearings.who_may_hear(reading(), pack(), found, london_today())
    form = AllocateForm(data={"seen": found.hearer.ref if found.hearer else ""}).among(hearers)
    if form.validate_on_submit():
        try:
            act(allocating.allocate, ref, str(form.hearer.data), form.seen.data or "", form.why.data or "")
        except RefusedError as error:
            refuse(form, error)
            form.seen.data = found.hearer.ref if found.hearer else ""
        else:
            flash(_("The appeal is given to its hearer, who reads it in their work."), "success")
            return redirect(url_for(".appeal", ref=ref), 303)
    return show("staff/appeal_allocate.html", form=form, appeal=found, hearers=hearers, allowed=may_give(found))


@bp.route("/appeals/<ref>/points", methods=["GET", "POST"])
@may_act
def appeal_points(ref: str) -> ResponseReturnValue:
    """Write down a point that the customer makes, so that it gets an answer of its own."""
    found = desk.appeal(reading(), ref)
    looked_at(found.customer_id)
    form = PointForm()
    if form.validate_on_submit():
        with refusals_on(form):
            act(grounds.note, ref, str(form.words.data))
            flash(_("This is on record."))
            return redirect(url_for(".appeal", ref=ref), 303)
    known = grounds.of(reading(), found)
    return show("staff/appeal_points.html", form=form, appeal=found, grounds=known)


def sides(found: Appeal) -> dict[str, Any]:
    """What the customer says and what the record shows, as they stand beside each other."""
    session = reading()
    return {
        "appeal": found,
        "decision": desk.decision(session, found.decision.ref),
        "points": points.as_findings(session, found),
        "complaint": complaints.with_appeal(session, found.id),
        "releasable": releasable,
        "their_side": accounts.cases_replies(session, found.decision.case_id),
    }


def may_give(found: Appeal) -> bool:
    """May the signed-in person say who hears this appeal?"""
    staff = desk.staff_member(reading(), me().id)
    return allocating.may_allocate(reading(), pack(), found, staff, london_today())
