"""Changes of circumstances in the back office: written down for a customer, and answered."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from casework.actions import changes as actions
from casework.actions import evidence
from casework.records import changes as records
from casework.records import desk
from casework.rules.calendar import local
from casework.rules.changes import answer_by, came_of
from staff.blueprint import bp, may_act, may_read
from staff.drafting import key_of
from staff.evidence import releasable
from staff.forms.agreements import ChangeAnswerForm, ChangeForm
from staff.looking import asked_for, looked_at
from staff.refusals import refusals_on
from staff.showing import show
from web.database import act, pack, reading
from web.forms import Upload
from web.language import gettext as _
from web.uploads import keep_each


@bp.route("/changes/new", methods=["GET", "POST"])
@may_act
def change_new() -> ResponseReturnValue:
    """What a customer told us by phone, by post or in person."""
    customer = desk.customer(reading(), asked_for("customer"))
    form = ChangeForm(data={"form_key": secrets.token_hex(16), "customer": customer.ref}).with_ways()
    if form.validate_on_submit():
        with refusals_on(form):
            ref = act(actions.tell, customer.ref, form.facts(), key_of(form))
            if keep_each(form, to_change(ref)):
                return redirect(url_for(".change", ref=ref), 303)
    return show("staff/change_new.html", form=form, customer=customer)


def to_change(ref: str) -> Callable[[Upload], str]:
    """Keeps a file with this change of circumstances."""
    return lambda file: act(evidence.attach_to_change, ref, file.filename, file.content, file.media_type)


@bp.get("/changes/<ref>")
@may_read
def change(ref: str) -> ResponseReturnValue:
    """What was told, and what has come of it so far."""
    found = records.change(reading(), ref)
    looked_at(found.customer_id)
    standing = [row.ref for row in desk.customers_restrictions(reading(), found.customer_id)]
    return show(
        "staff/change.html",
        change=found,
        releasable=releasable,
        outcome=found.outcome or came_of(found.standing, standing),
        answer_by=answer_by(pack(), local(found.received_at).date()),
    )


@bp.route("/changes/<ref>/answer", methods=["GET", "POST"])
@may_act
def change_answer(ref: str) -> ResponseReturnValue:
    """Tell the customer what came of it, and why."""
    found, form = records.change(reading(), ref), ChangeAnswerForm()
    if form.validate_on_submit():
        with refusals_on(form):
            act(actions.answer, ref, str(form.words.data))
            flash(_("The answer is on its way to the customer."))
            return redirect(url_for(".change", ref=ref), 303)
    return show("staff/change_answer.html", form=form, change=found)
