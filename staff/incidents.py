"""Writing down what happened, and opening a case on it."""

from __future__ import annotations

import secrets

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from casework.actions import incidents, referrals
from casework.actions.work import RefusedError
from casework.records import accounts, aftermath, case_desk, desk
from staff.aftermath import beside, managers
from staff.blueprint import bp, may_act, may_read
from staff.evidence import releasable
from staff.forms.incidents import HOW_IT_ENDED, WHO_WAS_AFFECTED, IncidentForm
from staff.looking import asked_for, looked_at
from staff.refusals import refusals_on, says
from staff.showing import show
from staff.weighing import counting
from web.access import london_today
from web.database import act, pack, reading
from web.language import gettext as _


@bp.route("/incidents/new", methods=["GET", "POST"])
@may_act
def incident_new() -> ResponseReturnValue:
    """The form for one incident; without a customer in the address, find the customer first."""
    ref = asked_for("customer")
    if not ref:
        return redirect(url_for(".customers"))
    customer = desk.customer(reading(), ref)
    start = {"form_key": secrets.token_hex(16), "customer": ref, "happened_on": london_today()}
    staff = aftermath.at_work(reading(), london_today())
    form = IncidentForm(data=start).for_landlord(pack(), staff, managers(staff))
    if form.validate_on_submit():
        with refusals_on(form):
            ref = act(incidents.record, customer.ref, form.facts(), form_key=_key(form.form_key.data))
            then = ".incident_files" if request.form.get("then") == "files" else ".incident"
            return redirect(url_for(then, ref=ref), 303)
    return show("staff/incident_new.html", form=form, customer=customer)


def _key(sent: str | None) -> str:
    """The key that came with the form; a form without one was not made here."""
    if not sent or len(sent) > 40 or not sent.isalnum():
        abort(400)
    return sent


@bp.get("/incidents/<ref>")
@may_read
def incident(ref: str) -> ResponseReturnValue:
    """One incident as it was reported."""
    found = desk.incident(reading(), ref)
    looked_at(found.customer_id)
    return show(
        "staff/incident.html",
        incident=found,
        counting=counting(found),
        affected=_(WHO_WAS_AFFECTED[found.affected]),
        referral=case_desk.incidents_referral(reading(), found.id),
        asks=bool(referrals.roles_asked(pack())),
        ended=_(HOW_IT_ENDED[found.ended_how]),
        releasable=releasable,
        replies=accounts.incidents_replies(reading(), found.id),
        corrections=accounts.incidents_corrections(reading(), found.id),
        **beside(found),
    )


@bp.post("/incidents/<ref>/case")
@may_act
def incident_case(ref: str) -> ResponseReturnValue:
    """Open a case on an incident; asked twice, it is the same case."""
    try:
        case_ref = act(incidents.open_case, ref)
    except RefusedError as error:
        for message in says(error):
            flash(message)
        return redirect(url_for(".incident", ref=ref), 303)
    flash(_("The incident is in this case."))
    return redirect(url_for(".case", ref=case_ref), 303)
