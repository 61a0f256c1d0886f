"""Markers for the housing system: files that it loads, and what it has to let go of again."""

from __future__ import annotations

import secrets

from flask import Response, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from casework.actions import markers as actions
from casework.actions.hand_overs import HEAD, lines
from casework.actions.work import RefusedError
from casework.records import markers as records
from casework.rules.markers import marker
from letters import words
from letters.tables import spreadsheet
from staff.blueprint import bp, may_act, may_read
from staff.drafting import key_of
from staff.forms.markers import FileForm
from staff.looking import looked_at
from staff.refusals import says
from staff.showing import show
from web.database import act, pack, reading
from web.forms import Form
from web.language import current_language
from web.language import gettext as _


@bp.get("/markers")
@may_read
def markers() -> ResponseReturnValue:
    """The files made last, and what the policy says of markers."""
    policy = {purpose: marker(pack(), safety=purpose == "safety") for purpose in ("safety", "contact")}
    form = FileForm(data={"form_key": secrets.token_hex(16)})
    return show("staff/markers.html", files=records.files(reading()), policy=policy, form=form)


@bp.post("/markers/files")
@may_act
def marker_file_new() -> ResponseReturnValue:
    """Make a file of all markers as they stand now."""
    form = FileForm()
    if form.validate_on_submit():
        try:
            act(actions.make_file, key_of(form))
        except RefusedError as error:
            flash(says(error)[0], "error")
    return redirect(url_for(".markers"), 303)


@bp.get("/markers/files/<ref>/download")
@may_act
def marker_file(ref: str) -> ResponseReturnValue:
    """One file as CSV. Whoever fetches it looks at each of these people."""
    found = records.file(reading(), ref)
    copies = tuple(records.copies(reading(), found.id))
    looked_at(*dict.fromkeys(one.customer_id for one in copies))
    answer = Response(spreadsheet.as_csv(HEAD, lines(copies, in_words)), mimetype=spreadsheet.CSV_TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="markers-{found.ref}.csv"'
    return answer


@bp.post("/markers/files/<ref>/loaded")
@may_act
def marker_file_loaded(ref: str) -> ResponseReturnValue:
    """The housing system has taken this file."""
    if Form().validate_on_submit():
        act(actions.loaded, ref)
        flash(_("It is on record."), "success")
    return redirect(url_for(".markers"), 303)


def in_words(code: str) -> str:
    """An instruction as whoever looks at the marker reads it."""
    if code == "two_attend":
        return _("Two people attend.")
    return words.restriction_name(code, current_language(), pack())
