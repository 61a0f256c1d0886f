"""Complaints in the back office: written down for somebody, understood, answered, extended, and taken to stage 2."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from casework.actions import complaints as actions
from casework.actions.work import RefusedError
from casework.records import complaints as records
from casework.records import desk
from casework.records.complaints import Complaint
from casework.rules import complaints as rules
from staff.blueprint import bp, may_act, may_read
from staff.drafting import key_of
from staff.forms.complaints import AcknowledgeForm, AnswerForm, ExtendForm, StageTwoForThemForm, TakenDownForm
from staff.looking import looked_at
from staff.refusals import finding_says, refusals_on, refuse
from staff.showing import show
from web.access import london_today, me
from web.database import act, pack, reading
from web.forms import Form
from web.language import gettext as _


@bp.get("/complaints", endpoint="complaints")
@may_read
def complaint_list() -> ResponseReturnValue:
    """What waits for us, the first due at the top, and what was answered last."""
    waiting, answered = records.waiting(reading()), records.answered(reading())
    return show("staff/complaints.html", waiting=waiting, answered=answered, next_day=records.next_day)


@bp.route("/customers/<ref>/complaints/new", methods=["GET", "POST"])
@may_act
def complaint_new(ref: str) -> ResponseReturnValue:
    """Write a complaint down for somebody: any of staff may, whatever applies to the customer (Code 3.2)."""
    customer = desk.customer(reading(), ref)
    form = TakenDownForm(data={"form_key": secrets.token_hex(16), "received_on": london_today()}).with_ways()
    if form.validate_on_submit():
        with refusals_on(form):
            made = act(actions.make, customer.ref, form.facts(), key_of(form))
            return redirect(url_for(".complaint", ref=made), 303)
    return show("staff/complaint_new.html", form=form, customer=customer)


@bp.post("/appeals/<ref>/complaint")
@may_act
def appeal_complaint(ref: str) -> ResponseReturnValue:
    """Treat an appeal as a complaint too, in one step; the day on which it came stays (Code 1.2)."""
    return redirect(url_for(".complaint", ref=act(actions.of_appeal, ref)), 303)


@bp.get("/complaints/<ref>")
@may_read
def complaint(ref: str) -> ResponseReturnValue:
    """One complaint: what was said, where it stands, and who may answer."""
    found = records.complaint(reading(), ref)
    looked_at(found.customer_id)
    against = actions.may_answer(reading(), pack(), found, me().id)
    return show(
        "staff/complaint.html",
        complaint=found,
        stage=found.stage,
        last=rules.LAST,
        against=finding_says(against) if against else "",
    )


@bp.route("/complaints/<ref>/acknowledge", methods=["GET", "POST"])
@may_act
def complaint_acknowledge(ref: str) -> ResponseReturnValue:
    """Tell the customer what we understood."""
    found = records.complaint(reading(), ref)
    looked_at(found.customer_id)
    understood = found.stages[0].understood
    form = AcknowledgeForm(data={"understood": understood}).of_earlier(actions.earlier(reading(), found))
    if form.validate_on_submit():
        same_as = form.same_as.data or "" if "same_as" in form else ""
        return done(
            found, form, "staff/complaint_acknowledge.html", actions.acknowledge, str(form.understood.data), same_as
        )
    return show("staff/complaint_acknowledge.html", form=form, complaint=found)


@bp.route("/complaints/<ref>/extend", methods=["GET", "POST"])
@may_act
def complaint_extend(ref: str) -> ResponseReturnValue:
    """Answer later, for a reason that the customer reads."""
    found = records.complaint(reading(), ref)
    form = ExtendForm()
    if form.validate_on_submit():
        return done(found, form, "staff/complaint_extend.html", actions.extend, form.until.data, str(form.why.data))
    return show("staff/complaint_extend.html", form=form, complaint=found)


@bp.route("/complaints/<ref>/answer", methods=["GET", "POST"])
@may_act
def complaint_answer(ref: str) -> ResponseReturnValue:
    """Answer at the stage that it is in."""
    found = records.complaint(reading(), ref)
    looked_at(found.customer_id)
    form = AnswerForm()
    if form.validate_on_submit():
        return done(found, form, "staff/complaint_answer.html", actions.answer, form.facts())
    return show("staff/complaint_answer.html", form=form, complaint=found)


@bp.route("/complaints/<ref>/stage-two", methods=["GET", "POST"])
@may_act
def complaint_escalate(ref: str) -> ResponseReturnValue:
    """Stage 2 for a customer who told us that they do not agree."""
    found = records.complaint(reading(), ref)
    form = StageTwoForThemForm().with_ways()
    if form.validate_on_submit():
        return done(
            found, form, "staff/complaint_escalate.html", actions.escalate, form.why.data or "", str(form.how.data)
        )
    return show("staff/complaint_escalate.html", form=form, complaint=found)


def done(found: Complaint, form: Form, template: str, step: Callable[..., str], *given: object) -> ResponseReturnValue:
    """Take a step and go back to the complaint; a refusal stands on the form."""
    try:
        act(step, found.ref, *given)
    except RefusedError as error:
        refuse(form, error)
        return show(template, form=form, complaint=found)
    flash(_("The letter to the customer is being made."), "success")
    return redirect(url_for(".complaint", ref=found.ref), 303)
