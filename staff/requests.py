"""What people ask about essential services, and what they tell us in confidence, in the back office.

What was told in confidence has a list and pages of its own, for few (rules.requests.may_read_in_confidence). Any of
staff may write it down for somebody; then it is out of their hands.
"""

from __future__ import annotations

import secrets

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from casework.actions import requests as actions
from casework.records import desk
from casework.records import requests as records
from casework.records.people import Customer
from casework.rules.requests import ASKED, HARM, may_read_in_confidence
from staff.blueprint import bp, may_act, may_read
from staff.drafting import key_of
from staff.forms.agreements import ways
from staff.forms.complaints import DoneForm, HarmForThemForm, RequestAnswerForm, RequestForThemForm
from staff.looking import looked_at
from staff.refusals import refusals_on
from staff.showing import show
from web.access import me
from web.database import act, pack, reading
from web.language import gettext as _


@bp.get("/requests", endpoint="requests")
@may_read
def request_list() -> ResponseReturnValue:
    """What people asked: what waits, and what was answered last."""
    waiting = records.waiting(reading(), in_confidence=False)
    answered = records.answered(reading(), in_confidence=False)
    return show("staff/requests.html", waiting=waiting, answered=answered)


@bp.route("/customers/<ref>/requests/new/<about>", methods=["GET", "POST"])
@may_act
def request_new(ref: str, about: str) -> ResponseReturnValue:
    """Write down what somebody asks, or tells us in confidence."""
    if about not in (*ASKED, *HARM):
        abort(404)
    customer = desk.customer(reading(), ref)
    form_of = HarmForThemForm if about in HARM else RequestForThemForm
    form = form_of(data={"form_key": secrets.token_hex(16)})
    form.how.offer(ways())
    if form.validate_on_submit():
        with refusals_on(form):
            made = act(actions.ask, customer.ref, form.facts(about), key_of(form))
            return written_down(customer, about, made)
    return show("staff/request_new.html", form=form, customer=customer, about=about, harm=about in HARM)


def written_down(customer: Customer, about: str, ref: str) -> ResponseReturnValue:
    """To what was written down; what was told in confidence is with those who may read it."""
    if about not in HARM:
        return redirect(url_for(".request", ref=ref), 303)
    flash(_("It is with those who may read it. Tell the customer its reference: {ref}.", ref=ref), "success")
    return redirect(url_for(".customer", ref=customer.ref), 303)


@bp.get("/requests/<ref>", endpoint="request")
@may_read
def request_page(ref: str) -> ResponseReturnValue:
    """What somebody asked, and our answer."""
    found = records.request(reading(), ref, in_confidence=False)
    looked_at(found.customer_id)
    return show("staff/request.html", asked=found)


@bp.route("/requests/<ref>/answer", methods=["GET", "POST"])
@may_act
def request_answer(ref: str) -> ResponseReturnValue:
    """Answer what somebody asked."""
    found, form = records.request(reading(), ref, in_confidence=False), RequestAnswerForm()
    if form.validate_on_submit():
        with refusals_on(form):
            act(actions.answer, ref, str(form.words.data))
            flash(_("The answer is on its way to the customer."))
            return redirect(url_for(".request", ref=ref), 303)
    return show("staff/request_answer.html", form=form, asked=found)


@bp.get("/safeguarding", endpoint="safeguarding")
@may_act
def safeguarding_list() -> ResponseReturnValue:
    """What was told in confidence, for those who may read it."""
    only_for_few()
    waiting = records.waiting(reading(), in_confidence=True)
    return show("staff/safeguarding.html", waiting=waiting, answered=records.answered(reading(), in_confidence=True))


@bp.route("/safeguarding/<ref>", methods=["GET", "POST"])
@may_act
def safeguarding_told(ref: str) -> ResponseReturnValue:
    """How to reach the person without danger, what they told, and what was done."""
    only_for_few()
    found, form = records.request(reading(), ref, in_confidence=True), DoneForm()
    looked_at(found.customer_id)
    if form.validate_on_submit():
        with refusals_on(form):
            act(actions.answer, ref, str(form.words.data))
            return redirect(url_for(".safeguarding_told", ref=ref), 303)
    return show("staff/safeguarding_told.html", form=form, told=found)


def only_for_few() -> None:
    """403 for everybody else."""
    if not may_read_in_confidence(pack(), me().roles):
        abort(403)
