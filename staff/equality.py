"""Answers for comparing outcomes that reached us on paper or by telephone: written down, and never read back here."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from casework.actions import monitoring as actions
from casework.actions.work import NotFoundError, RefusedError
from casework.rules.monitoring import asked
from staff.blueprint import bp
from staff.forms.equality import EqualityForThemForm
from staff.refusals import refuse
from staff.showing import show
from web.access import staff_only
from web.database import act, pack
from web.language import gettext as _


@bp.route("/equality/new", methods=["GET", "POST"])
@staff_only(actions.WRITES)
def equality_new() -> ResponseReturnValue:
    """Only for who has no part in any decision."""
    questions, form = asked(pack()), EqualityForThemForm().with_ways()
    form.asking(questions)
    if form.validate_on_submit():
        ref = str(form.customer.data).strip().upper()
        try:
            act(actions.tell, ref, form.answers(questions), str(form.how.data))
        except NotFoundError:
            form.add_error("customer", _("Nobody has this reference"))
        except RefusedError as error:
            refuse(form, error)
        else:
            flash(_("Saved."), "success")
            return redirect(url_for(".equality_new"), 303)
    return show("staff/equality_new.html", form=form, questions=questions)
