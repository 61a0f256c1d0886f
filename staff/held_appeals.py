"""Appeals that came without sign-in: whose are they? And an appeal whose answer takes longer."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from casework.actions import extending, held_appeals
from casework.actions.work import RefusedError
from casework.records import desk, held_desk
from casework.rules.appeals import latest_extension
from staff.blueprint import bp, may_act, may_read
from staff.evidence import releasable
from staff.forms.held_appeals import CloseForm, MatchForm
from staff.forms.more import ExtendForm
from staff.looking import looked_at
from staff.refusals import refusals_on, says
from staff.showing import show
from web.database import act, pack, reading
from web.language import gettext as _


@bp.get("/appeals/held/<ref>")
@may_read
def held_appeal(ref: str) -> ResponseReturnValue:
    """What was written, beside the decision that its reference leads to."""
    found = held_desk.held_appeal(reading(), ref)
    said = held_appeals.said_in(reading(), found)
    asked = request.args.get("decision") or (said.letter if said else "")
    decision = held_desk.decision_of(reading(), asked)
    if decision is not None:
        looked_at(decision.customer_id)
    return show(
        "staff/held_appeal.html",
        held=found,
        said=said,
        asked=asked,
        decision=decision,
        form=MatchForm(data={"decision": decision.ref if decision else ""}),
        releasable=releasable,
    )


@bp.post("/appeals/held/<ref>/match")
@may_act
def held_appeal_match(ref: str) -> ResponseReturnValue:
    """It is theirs: the appeal goes its usual way from here."""
    form = MatchForm()
    try:
        appeal = act(held_appeals.match, ref, form.decision.data or "")
    except RefusedError as error:
        for message in says(error):
            flash(message, "error")
        return redirect(url_for(".held_appeal", ref=ref), 303)
    flash(_("The appeal is on record. The letter about it is being made."), "success")
    return redirect(url_for(".appeal", ref=appeal), 303)


@bp.route("/appeals/held/<ref>/close", methods=["GET", "POST"])
@may_act
def held_appeal_close(ref: str) -> ResponseReturnValue:
    """It belongs to no decision of ours: what was done for the person."""
    found, form = held_desk.held_appeal(reading(), ref), CloseForm()
    if form.validate_on_submit():
        with refusals_on(form):
            act(held_appeals.close, ref, str(form.why.data))
            flash(_("It is settled."), "success")
            return redirect(url_for(".appeals"), 303)
    return show("staff/held_appeal_close.html", form=form, held=found)


@bp.route("/appeals/<ref>/extend", methods=["GET", "POST"])
@may_act
def appeal_extend(ref: str) -> ResponseReturnValue:
    """More time for the answer, once, with a letter that says why."""
    found, form = desk.appeal(reading(), ref), ExtendForm()
    looked_at(found.customer_id)
    if form.validate_on_submit() and form.until.data is not None:
        with refusals_on(form):
            act(extending.extend, ref, form.until.data, str(form.reason.data))
            flash(_("The answer has a new day. The letter is being made."), "success")
            return redirect(url_for(".appeal", ref=ref), 303)
    latest = latest_extension(pack(), found.due_on) if found.due_on else None
    source = pack().floor["appeal.extension"].source
    return show("staff/appeal_extend.html", form=form, appeal=found, latest=latest, source=source)
