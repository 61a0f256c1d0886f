"""How a job is visited, as a contractor sees it (Watford 3.1): the instruction and nothing else; and who was told."""

from __future__ import annotations

from datetime import timedelta

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from casework.actions import markers as actions
from casework.actions.work import RefusedError
from casework.records import markers as records
from casework.records.markers import CONTRACTOR
from casework.rules.markers import days_of_a_job
from staff.blueprint import bp, may_act
from staff.forms.markers import JobForm
from staff.handed_out import seen, state, states
from staff.looking import looked_at
from staff.refusals import refusals_on
from staff.services import loaded
from staff.showing import show
from web.access import london_today, me, staff_only
from web.database import act, reading
from web.forms import Form
from web.language import gettext as _


@bp.get("/jobs")
@staff_only(CONTRACTOR)
def jobs() -> ResponseReturnValue:
    """The jobs of the contractor who asks: references and times alone."""
    found = records.jobs_of(reading(), me().id)
    return show("staff/jobs.html", jobs=states(found))


@bp.get("/jobs/<ref>")
@staff_only(CONTRACTOR)
def job(ref: str) -> ResponseReturnValue:
    """One job: whether two people attend, until when that holds, and what is to be let go of."""
    found = records.job_of(reading(), me().id, ref)
    now = seen(found)
    if found.request.customer_id is not None and found.open_on(london_today()):
        looked_at(found.request.customer_id)
    gone = [code for code in found.received if code not in {one.code for one in now}]
    return show("staff/job.html", job=found, now=now, gone=gone, state=state(found, now), form=Form())


@bp.post("/jobs/<ref>/receipt")
@staff_only(CONTRACTOR)
def job_receipt(ref: str) -> ResponseReturnValue:
    """The contractor has what the page shows, and nothing else."""
    if Form().validate_on_submit():
        codes = [code for code in request.form.get("seen", "").split(",") if code]
        try:
            act(actions.confirm, ref, codes)
        except RefusedError:
            flash(_("This changed while you were reading. Read it again."), "error")
        else:
            flash(_("We have your receipt."), "success")
    return redirect(url_for(".job", ref=ref), 303)


@bp.route("/services/<ref>/contractors/new", methods=["GET", "POST"])
@may_act
def job_tell(ref: str) -> ResponseReturnValue:
    """Let a contractor see how this job is visited."""
    found, last = loaded(ref), london_today() + timedelta(days=days_of_a_job())
    form = JobForm(data={"expires_on": last}).among(records.contractors(reading(), london_today()))
    if form.validate_on_submit():
        with refusals_on(form):
            act(actions.tell, ref, str(form.contractor.data), form.expires_on.data)
            return redirect(url_for(".service", ref=ref), 303)
    return show("staff/service_form.html", form=form, job=found, title=_("Tell a contractor how to visit"))


@bp.post("/services/<ref>/contractors/<contractor>/back")
@may_act
def job_take_back(ref: str, contractor: str) -> ResponseReturnValue:
    """The contractor does not do this job any more."""
    if not Form().validate_on_submit():
        abort(400)
    act(actions.take_back, ref, contractor)
    return redirect(url_for(".service", ref=ref), 303)
