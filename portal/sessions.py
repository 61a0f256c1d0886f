"""Where a person is signed in, and how they end it from afar: a telephone that was lost, a library's computer."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue

from casework.actions import sessions as actions
from casework.rules.calendar import local
from portal.blueprint import bp
from portal.page import onto, page
from web.access import end_session, resident_or_advocate
from web.database import act
from web.forms import Form
from web.sign_ins import here, others


@bp.route("/sign-ins", methods=["GET", "POST"])
@resident_or_advocate
def sign_ins() -> ResponseReturnValue:
    """The sessions of the last hours; each can be ended, and all of them at once."""
    form = Form()
    if form.validate_on_submit():
        mark = request.form.get("mark")
        if mark is None:
            act(actions.end_own)
            end_session()
            return onto("sign_in.signed_out")
        if mark in (one.mark for one in others()):
            act(actions.sign_out, mark)
        return onto(".sign_ins")
    return page("sign_in/sessions.html", form=form, here=here(), others=others(), local=local)
