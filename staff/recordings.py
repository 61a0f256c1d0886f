"""Calls that customers ask to record for themselves, in the back office: asked, and answered."""

from __future__ import annotations

import secrets

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from casework.actions import call_recordings
from casework.records import adjustments as records
from casework.records import desk
from casework.rules.adjustments import RECORD_CALLS, recording_source
from staff.blueprint import bp, may_act
from staff.drafting import key_of
from staff.forms.adjustments import ConsentForm, RecordedCallForm
from staff.looking import looked_at
from staff.refusals import refusals_on
from staff.showing import show
from web.access import london_today
from web.database import act, pack, reading
from web.language import gettext as _


@bp.route("/customers/<ref>/recordings/new", methods=["GET", "POST"])
@may_act
def recording_new(ref: str) -> ResponseReturnValue:
    """Somebody asks in a call to record it: what we say is written down."""
    customer, today = desk.customer(reading(), ref), london_today()
    form = RecordedCallForm(data={"form_key": secrets.token_hex(16), "call_on": today}).with_ways()
    if form.validate_on_submit():
        with refusals_on(form):
            act(call_recordings.note, customer.ref, form.facts(), form.consent(), key_of(form))
            flash(_("It is on record."))
            return redirect(url_for(".customer", ref=ref), 303)
    always = records.standing(reading(), customer.id, RECORD_CALLS, today)
    source = recording_source(pack())
    return show("staff/recording_new.html", form=form, customer=customer, always=always, source=source)


@bp.route("/recordings/<ref>", methods=["GET", "POST"])
@may_act
def recording(ref: str) -> ResponseReturnValue:
    """Answer somebody who asked in advance to record a call."""
    found, form = records.recording(reading(), ref), ConsentForm().with_channels()
    looked_at(found.customer_id)
    if form.validate_on_submit():
        with refusals_on(form):
            act(call_recordings.answer, ref, form.consent())
            flash(_("It is on record."))
            return redirect(url_for(".customer", ref=found.customer.ref), 303)
    return show("staff/recording.html", form=form, call=found, source=recording_source(pack()))
