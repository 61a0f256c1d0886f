"""A customer's own account: their side of an incident, and what they ask us to put right, written down and answered."""

from __future__ import annotations

import secrets
from dataclasses import asdict

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from casework.actions import accounts as actions
from casework.actions import details
from casework.records import accounts as records
from casework.records import desk
from staff.blueprint import bp, may_act, may_read
from staff.drafting import key_of
from staff.forms.record import CorrectionAnswerForm, DetailsForm, TheirCorrectionForm, TheirReplyForm
from staff.looking import asked_for, looked_at
from staff.refusals import refusals_on
from staff.showing import show
from web.database import act, reading
from web.language import gettext as _


@bp.get("/corrections")
@may_read
def corrections() -> ResponseReturnValue:
    """What customers ask us to put right: what waits, and what was answered last."""
    session = reading()
    waiting, answered = records.corrections_to_answer(session), records.corrections_answered(session)
    return show("staff/corrections.html", waiting=waiting, answered=answered)


@bp.get("/corrections/<ref>")
@may_read
def correction(ref: str) -> ResponseReturnValue:
    """What is wrong, as the customer says it, and what came of it."""
    found = records.correction(reading(), ref)
    looked_at(found.customer_id)
    return show("staff/correction.html", correction=found)


@bp.route("/corrections/<ref>/answer", methods=["GET", "POST"])
@may_act
def correction_answer(ref: str) -> ResponseReturnValue:
    """Tell the customer what came of it, and why."""
    found, form = records.correction(reading(), ref), CorrectionAnswerForm()
    if form.validate_on_submit():
        with refusals_on(form):
            act(actions.answer, ref, form.facts())
            flash(_("The answer is on its way to the customer."))
            return redirect(url_for(".correction", ref=ref), 303)
    return show("staff/correction_answer.html", form=form, correction=found)


@bp.route("/customers/<ref>/corrections/new", methods=["GET", "POST"])
@may_act
def correction_new(ref: str) -> ResponseReturnValue:
    """What a customer told us by phone, by post or in person; ``incident`` in the address: what it is about."""
    customer = desk.customer(reading(), ref)
    form = TheirCorrectionForm(data={"form_key": secrets.token_hex(16)}).with_ways()
    incident = asked_for("incident")
    if incident:
        del form.part
    if form.validate_on_submit():
        with refusals_on(form):
            made = act(actions.ask, customer.ref, form.facts(incident), key_of(form))
            return redirect(url_for(".correction", ref=made), 303)
    return show("staff/correction_new.html", form=form, customer=customer, incident=incident)


@bp.route("/incidents/<ref>/reply", methods=["GET", "POST"])
@may_act
def incident_reply(ref: str) -> ResponseReturnValue:
    """How the customer saw it, in their words."""
    found = desk.incident(reading(), ref)
    form = TheirReplyForm(data={"form_key": secrets.token_hex(16)}).with_ways()
    if form.validate_on_submit():
        with refusals_on(form):
            act(actions.reply, ref, str(form.words.data), key_of(form), str(form.how.data))
            flash(_("The customer's side is on record. A letter tells them so."))
            return redirect(url_for(".incident", ref=ref), 303)
    return show("staff/incident_reply.html", form=form, incident=found)


@bp.route("/customers/<ref>/details", methods=["GET", "POST"])
@may_act
def customer_details(ref: str) -> ResponseReturnValue:
    """Put right who a customer is, and how to reach them."""
    customer = desk.customer(reading(), ref)
    now = details.details_of(customer)
    form = DetailsForm(data={**asdict(now), "address": "\n".join(now.address)})
    if form.validate_on_submit():
        with refusals_on(form):
            act(details.put_right, ref, form.details())
            flash(_("It is put right. A letter tells the customer."))
            return redirect(url_for(".customer", ref=ref), 303)
    return show("staff/customer_details.html", form=form, customer=customer)
