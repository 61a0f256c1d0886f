"""The register of notices that are kept back from customers: for who may sign one, and for the auditor."""

from __future__ import annotations

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from casework.actions import withheld
from casework.records import desk
from casework.rules.withheld import keeper, keepers
from staff.blueprint import READ_ONLY, bp, may_act, may_read
from staff.forms.fairness import TestForm
from staff.looking import looked_at
from staff.refusals import refusals_on
from staff.showing import show
from web.access import me
from web.database import act, pack, reading
from web.language import gettext as _


@bp.get("/withheld", endpoint="withheld")
@may_read
def register() -> ResponseReturnValue:
    """Every notice that was kept back, what is due first at the top."""
    if keeper(pack(), me().roles) is None and not set(READ_ONLY) & set(me().roles):
        abort(403)
    entries = withheld.register(reading())
    looked_at(*dict.fromkeys(one.decision.customer_id for one in entries))
    return show("staff/withheld.html", entries=entries, allowed=bool(keepers(pack())))


@bp.route("/withheld/<ref>", methods=["GET", "POST"])
@may_act
def withheld_test(ref: str) -> ResponseReturnValue:
    """Look at one again: it stays kept back until a day, or the customer is told now."""
    role = keeper(pack(), me().roles)
    if role is None:
        abort(403)
    found = desk.decision(reading(), ref)
    looked_at(found.customer_id)
    if not found.notice.get("withheld"):
        abort(404)
    form = TestForm()
    if form.validate_on_submit():
        with refusals_on(form):
            tested(form, ref, role)
            return redirect(url_for(".withheld"), 303)
    return show("staff/withheld_test.html", form=form, entry=withheld.entry(reading(), found))


def tested(form: TestForm, ref: str, role: str) -> None:
    """Do what was chosen, and say so."""
    reason = str(form.reason.data)
    if form.outcome.data == "tell":
        act(withheld.tell, ref, role, reason)
        flash(_("The customer is told. The letter is being made."), "success")
    else:
        act(withheld.keep, ref, role, reason, form.until.data)
        flash(_("It is on record, with the day by which it is looked at again."), "success")
