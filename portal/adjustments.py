"""Reasonable adjustments: what we do differently for a person, asked for and followed here."""

from __future__ import annotations

from flask import flash, request
from flask.typing import ResponseReturnValue

from casework.actions import adjustments as actions
from casework.actions import breaches, call_recordings
from casework.records import adjustments as records
from casework.records.own import Reader
from casework.rules.adjustments import RECORD_CALLS, recording_source
from portal import form_keys
from portal.blueprint import own_page
from portal.page import onto, page
from web.access import london_today
from web.customer_forms.adjustments import NotDoneForm, RecordingForm, WishForm
from web.database import act, reading
from web.forms import Form
from web.landlord import landlord
from web.language import gettext as _


@own_page("/adjustments", "speak", keep=True)
def adjustment_list(reader: Reader) -> str:
    session = reading()
    return page(
        "adjustments/list.html",
        agreed=records.own_adjustments(session, reader),
        requests=records.own_requests(session, reader),
        breaches=records.own_breaches(session, reader),
        recordings=records.own_recordings(session, reader),
        always=records.standing(session, reader.customer_id, RECORD_CALLS, london_today()),
        reader=reader,
    )


@own_page("/adjustments/new", "speak", ("GET", "POST"))
def adjustment_new(reader: Reader) -> ResponseReturnValue:
    again = records.own_request(reading(), reader, request.args["again"]) if request.args.get("again") else None
    start: dict[str, object] = {"form_key": form_keys.fresh()}
    if again is not None:
        start |= {"again": again.ref, "wanted": again.wanted, "own_words": again.own_words}
    form = WishForm(data=start).of_things()
    if form.validate_on_submit():
        ref = act(actions.ask, reader.customer_ref, form.facts(), form_keys.of(form.form_key))
        return onto(".adjustment", ref=ref)
    return page("adjustments/new.html", form=form, again=again)


@own_page("/adjustments/<ref>", "speak", keep=True)
def adjustment(reader: Reader, ref: str) -> str:
    found = records.own_request(reading(), reader, ref)
    agreed = records.agreed_in(reading(), found)
    return page("adjustments/request.html", asked=found, agreed=agreed, reader=reader)


@own_page("/adjustments/<ref>/withdraw", "speak", ("GET", "POST"))
def adjustment_withdraw(reader: Reader, ref: str) -> ResponseReturnValue:
    found, form = records.own_request(reading(), reader, ref), Form()
    if found.state != "asked":
        return onto(".adjustment", ref=ref)
    if form.validate_on_submit():
        act(actions.withdraw, ref)
        flash(_("You have taken it back."))
        return onto(".adjustment_list")
    return page("adjustments/withdraw.html", form=form, asked=found)


@own_page("/adjustments/agreed/<ref>/not-done", "speak", ("GET", "POST"))
def adjustment_not_done(reader: Reader, ref: str) -> ResponseReturnValue:
    found = records.own_adjustment(reading(), reader, ref)
    form = NotDoneForm(data={"form_key": form_keys.fresh(), "happened_on": london_today()})
    if form.validate_on_submit():
        if form.happened_on.data < found.agreed_on:
            form.add_error("happened_on", _("We agreed to it later than that. Check the day"))
        else:
            act(breaches.report, ref, form.facts(), form_keys.of(form.form_key))
            flash(_("Thank you. It is on record, and we answer you."))
            return onto(".adjustment_list")
    return page("adjustments/not_done.html", form=form, agreed=found)


@own_page("/adjustments/agreed/<ref>/end", "speak", ("GET", "POST"))
def adjustment_end(reader: Reader, ref: str) -> ResponseReturnValue:
    found, form = records.own_adjustment(reading(), reader, ref), Form()
    if found.ended_on is not None:
        return onto(".adjustment_list")
    if form.validate_on_submit():
        act(actions.end, ref, "customer_wants_it")
        flash(_("It has ended. You can ask for it again at any time."))
        return onto(".adjustment_list")
    return page("adjustments/end.html", form=form, agreed=found)


@own_page("/adjustments/recordings/new", "speak", ("GET", "POST"))
def recording_new(reader: Reader) -> ResponseReturnValue:
    form = RecordingForm(data={"form_key": form_keys.fresh(), "call_on": london_today()})
    if form.validate_on_submit():
        act(call_recordings.ask, reader.customer_ref, form.facts(), form_keys.of(form.form_key))
        flash(_("Thank you. We have your question about the call."))
        return onto(".adjustment_list")
    return page("adjustments/recording.html", form=form, source=recording_source(landlord()))
