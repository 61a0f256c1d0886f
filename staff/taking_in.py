"""An appeal that reached staff, one that another body hears, and the day on which a letter came."""

from __future__ import annotations

import secrets
from typing import Literal, cast

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from casework.actions import announcing, clock, points, sent_on, taking_in
from casework.actions.seen import as_seen
from casework.actions.work import RefusedError
from casework.records import desk
from letters import words
from staff.blueprint import bp, may_act
from staff.drafting import key_of
from staff.forms.signing import SignForm
from staff.forms.taking_in import AnswerForm, DeliveredForm, take_in_form
from staff.looking import asked_for, looked_at
from staff.refusals import refusals_on, says
from staff.showing import door, show
from web.access import london_today
from web.database import act, pack, reading
from web.forms import Choice
from web.language import current_language
from web.language import gettext as _


@bp.post("/decisions/<ref>/announce")
@may_act
def decision_announce(ref: str) -> ResponseReturnValue:
    """Tell the customer what is planned, so that they can appeal before it starts."""
    seen = SignForm().seen.data or ""
    try:
        act(as_seen, ref, seen, announcing.announce)
    except RefusedError as error:
        for message in says(error):
            flash(message, "error")
    else:
        flash(_("The plan is announced. The letter is being made."), "success")
    return redirect(url_for(".decision", ref=ref), 303)


@bp.route("/appeals/new", methods=["GET", "POST"])
@may_act
def appeal_new() -> ResponseReturnValue:
    """Write down an appeal that somebody told us, or that came on paper."""
    found = desk.decision(reading(), asked_for("decision"))
    looked_at(found.customer_id)
    start = {"form_key": secrets.token_hex(16), "decision": found.ref, "received_on": london_today()}
    form = take_in_form(points.offered(reading(), pack(), found, london_today()), pack(), data=start)
    if form.validate_on_submit():
        with refusals_on(form):
            ref = act(taking_in.take_in, found.ref, form.facts(), key_of(form))
            flash(_("The appeal is on record. The letter about it is being made."), "success")
            return redirect(url_for(".appeal", ref=ref), 303)
    return show("staff/appeal_new.html", form=form, decision=found)


@bp.post("/appeals/<ref>/send-on")
@may_act
def appeal_send_on(ref: str) -> ResponseReturnValue:
    """Note that the appeal went to the body that hears it; the customer is told."""
    try:
        act(sent_on.send_on, ref)
    except RefusedError as error:
        for message in says(error):
            flash(message, "error")
    else:
        flash(_("It is on record that the appeal was sent on. The letter is being made."), "success")
    return redirect(url_for(".appeal", ref=ref), 303)


@bp.route("/appeals/<ref>/their-answer", methods=["GET", "POST"])
@may_act
def appeal_their_answer(ref: str) -> ResponseReturnValue:
    """Carry out what the body that heard the appeal answered."""
    found = desk.appeal(reading(), ref)
    looked_at(found.customer_id)
    form = AnswerForm()
    if form.validate_on_submit():
        outcome = cast('Literal["uphold", "dismiss"]', form.outcome.data)
        with refusals_on(form):
            act(sent_on.note_answer, ref, outcome, str(form.reasons.data))
            flash(_("The answer is on record. The letter is being made."), "success")
            return redirect(url_for(".appeal", ref=ref), 303)
    return show("staff/appeal_their_answer.html", form=form, appeal=found)


@bp.route("/letters/<ref>/delivered", methods=["GET", "POST"])
@may_act
def letter_delivered(ref: str) -> ResponseReturnValue:
    """Note the day on which a copy came; what it tells of never begins before that."""
    found = desk.letter(reading(), ref)
    looked_at(found.customer_id)
    form = DeliveredForm(data={"delivered_on": london_today()})
    language = current_language()
    form.copy.offer(
        Choice(str(copy.id), f"{words.letter_format(copy.format, language)}, {door(copy.channel)}")
        for copy in found.deliveries
        if copy.state != "waiting"
    )
    if form.validate_on_submit() and form.delivered_on.data is not None:
        with refusals_on(form):
            act(clock.note_delivered, ref, int(str(form.copy.data)), form.delivered_on.data)
            flash(_("The day is on record."), "success")
            return redirect(url_for(".letter", ref=ref), 303)
    return show("staff/letter_delivered.html", form=form, letter=found)
