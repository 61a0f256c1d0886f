"""Reasonable adjustments in the back office: asked for, answered, looked at again, ended, and not done."""

from __future__ import annotations

import secrets

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from casework.actions import adjustments as actions
from casework.actions import breaches
from casework.records import adjustments as records
from casework.records import desk
from casework.rules import adjustments as rules
from casework.rules.proposal import Person
from staff.blueprint import bp, may_act, may_read
from staff.decisions import held_roles
from staff.drafting import key_of
from staff.forms.adjustments import (
    AnswerForm,
    AskedForm,
    DoneForm,
    EndForm,
    LookAgainForm,
    PutRightForm,
    ToldNotDoneForm,
)
from staff.looking import looked_at
from staff.refusals import finding_says, refusals_on
from staff.showing import show
from web.access import london_today, me
from web.database import act, pack, reading
from web.forms import Form
from web.language import gettext as _


@bp.get("/adjustments", endpoint="adjustments")
@may_read
def adjustment_list() -> ResponseReturnValue:
    """What waits: requests, reports that something was not done, calls to record, and what is looked at again."""
    session, today = reading(), london_today()
    return show(
        "staff/adjustments.html",
        to_answer=records.to_answer(session),
        not_done=records.not_done(session),
        recordings=records.recordings_asked(session),
        to_review=records.to_review(session, today + desk.REVIEWS_AHEAD),
        answered=records.answered_last(session),
    )


@bp.route("/customers/<ref>/adjustments/new", methods=["GET", "POST"])
@may_act
def adjustment_new(ref: str) -> ResponseReturnValue:
    """What a customer asked for by phone, by post or in person."""
    customer = desk.customer(reading(), ref)
    form = AskedForm(data={"form_key": secrets.token_hex(16), "again": request.args.get("again", "")}).with_ways()
    if form.validate_on_submit():
        with refusals_on(form):
            made = act(actions.ask, customer.ref, form.facts(), key_of(form))
            return redirect(url_for(".adjustment_request", ref=made), 303)
    return show("staff/adjustment_new.html", form=form, customer=customer)


@bp.get("/adjustments/requests/<ref>")
@may_read
def adjustment_request(ref: str) -> ResponseReturnValue:
    """What was asked for, and what came of it."""
    found = records.request(reading(), ref)
    looked_at(found.customer_id)
    return show("staff/adjustment_request.html", asked=found, agreed=records.agreed_in(reading(), found))


@bp.route("/adjustments/requests/<ref>/answer", methods=["GET", "POST"])
@may_act
def adjustment_answer(ref: str) -> ResponseReturnValue:
    """Agree to it, to something else, or say why not."""
    found = records.request(reading(), ref)
    asked = actions.asked_of(found)
    form = AnswerForm(data={"agreed": asked, "review_on": rules.last_review(pack(), london_today())}).about(asked)
    if form.validate_on_submit():
        with refusals_on(form):
            act(actions.answer, ref, form.facts())
            flash(_("The answer is on its way to the customer."))
            return redirect(url_for(".adjustment_request", ref=ref), 303)
    held = [Person(str(me().id), role) for role in held_roles()]
    only_yes = [finding_says(one) for one in rules.may_decline(pack(), held)]
    return show("staff/adjustment_answer.html", form=form, asked=found, only_yes=only_yes)


@bp.get("/adjustments/agreed/<ref>")
@may_read
def adjustment(ref: str) -> ResponseReturnValue:
    """Something agreed: since when, whether we keep to it, and when it is looked at again."""
    found = records.adjustment(reading(), ref)
    looked_at(found.customer_id)
    told = [one for one in records.customers_breaches(reading(), found.customer_id) if one.adjustment_id == found.id]
    return show("staff/adjustment.html", agreed=found, breaches=told)


@bp.route("/adjustments/agreed/<ref>/done", methods=["GET", "POST"])
@may_act
def adjustment_done(ref: str) -> ResponseReturnValue:
    """Note that we kept to it."""
    form = DoneForm(data={"on": london_today()})
    if form.validate_on_submit():
        with refusals_on(form):
            act(actions.note_done, ref, form.on.data)
            return done(ref, _("It is on record."))
    return about(ref, form, _("Write down that we did it"), ("on",), _("Save"))


@bp.route("/adjustments/agreed/<ref>/review", methods=["GET", "POST"])
@may_act
def adjustment_review(ref: str) -> ResponseReturnValue:
    """Look at it again with the customer; it goes on."""
    form = LookAgainForm(data={"next_review_on": rules.last_review(pack(), london_today())})
    if form.validate_on_submit():
        with refusals_on(form):
            act(actions.review, ref, form.next_review_on.data, str(form.words.data))
            return done(ref, _("It is on record."))
    return about(ref, form, _("Look at it again"), ("words", "next_review_on"), _("It goes on"))


@bp.route("/adjustments/agreed/<ref>/end", methods=["GET", "POST"])
@may_act
def adjustment_end(ref: str) -> ResponseReturnValue:
    """End it: because the customer wants it, or with reasons by somebody who may."""
    form = EndForm()
    if form.validate_on_submit():
        with refusals_on(form):
            act(actions.end, ref, str(form.why.data), form.words.data or "")
            return done(ref, _("It has ended. The customer is told."))
    return about(ref, form, _("End this adjustment"), ("why", "words"), _("End it"))


@bp.route("/adjustments/agreed/<ref>/not-done", methods=["GET", "POST"])
@may_act
def adjustment_not_done(ref: str) -> ResponseReturnValue:
    """What a customer told us was not done."""
    start = {"form_key": secrets.token_hex(16), "happened_on": london_today()}
    form = ToldNotDoneForm(data=start).with_ways()
    if form.validate_on_submit():
        with refusals_on(form):
            told = act(breaches.report, ref, form.facts(), key_of(form))
            return redirect(url_for(".adjustment_breach", ref=told), 303)
    names = ("happened_on", "what_happened", "how")
    return about(ref, form, _("Write down that it was not done"), names, _("Save"))


@bp.get("/adjustments/breaches/<ref>")
@may_read
def adjustment_breach(ref: str) -> ResponseReturnValue:
    """Something agreed that was not done."""
    found = records.breach(reading(), ref)
    looked_at(found.customer_id)
    return show("staff/adjustment_breach.html", breach=found)


@bp.route("/adjustments/breaches/<ref>/answer", methods=["GET", "POST"])
@may_act
def adjustment_put_right(ref: str) -> ResponseReturnValue:
    """Tell the customer what we found, and what we do now."""
    found, form = records.breach(reading(), ref), PutRightForm()
    if form.validate_on_submit():
        with refusals_on(form):
            act(breaches.answer, ref, str(form.words.data))
            flash(_("The answer is on its way to the customer."))
            return redirect(url_for(".adjustment_breach", ref=ref), 303)
    return show("staff/adjustment_put_right.html", form=form, breach=found)


def about(ref: str, form: Form, heading: str, names: tuple[str, ...], button: str) -> ResponseReturnValue:
    """One form about something agreed."""
    found = records.adjustment(reading(), ref)
    return show("staff/adjustment_form.html", agreed=found, form=form, heading=heading, names=names, button=button)


def done(ref: str, said: str) -> ResponseReturnValue:
    """Back to what is agreed, with what was done."""
    flash(said)
    return redirect(url_for(".adjustment", ref=ref), 303)
