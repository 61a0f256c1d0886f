"""The page of a proposal: what the customer will read, what stands in the way, who signed, the act that issues it."""

from __future__ import annotations

from datetime import date

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from casework.actions import announcing, decisions
from casework.actions.seen import as_seen
from casework.actions.work import RefusedError
from casework.records import accounts, desk
from casework.records.decisions import Decision
from casework.rules.channels import CHANNELS
from casework.rules.similar import SMALLEST_GROUP
from staff.approving import approvals
from staff.blueprint import bp, may_act, may_read
from staff.deciding import standing_of
from staff.fairness import fair_of
from staff.forms.signing import SignForm, WithdrawForm, stand_ins
from staff.looking import looked_at
from staff.refusals import refusals_on, refuse
from staff.showing import show
from translations import mark
from web.access import london_today, me
from web.database import act, pack, reading
from web.language import gettext as _
from web.proof import proved_lately

CANNOT_SIGN = mark(
    "You cannot sign this one: you reported an incident of it, or the policy does not name a role of yours."
)


@bp.get("/decisions/<ref>")
@may_read
def decision(ref: str) -> ResponseReturnValue:
    """A proposal or decision, whole."""
    return page(ref, None)


@bp.route("/decisions/<ref>/sign", methods=["GET", "POST"])
@may_act
def decision_sign(ref: str) -> ResponseReturnValue:
    """Sign the text that stands on the page, for or against."""
    form = SignForm()
    roles = my_roles(desk.decision(reading(), ref))
    form.for_roles(roles)
    if not roles:
        form = SignForm(formdata=None)
        form.add_error(None, _(CANNOT_SIGN))
    elif form.validate_on_submit():
        agrees = form.agrees.data == "yes"
        role, stands_in = str(form.role.data), bool(form.represents.data)
        dissent = "" if agrees else form.dissent.data or ""
        with refusals_on(form):
            seen = form.seen.data or ""
            act(as_seen, ref, seen, decisions.sign, role, agrees, represents=stands_in, dissent=dissent)
            flash(_("Your signature is on record."), "success")
            return redirect(url_for(".decision", ref=ref), 303)
    return page(ref, form)


@bp.post("/decisions/<ref>/issue")
@may_act
@proved_lately("staff.decision")
def decision_issue(ref: str) -> ResponseReturnValue:
    """From now on it applies, and the letter goes out; refused, with the reasons, while anything stands in the way."""
    form = SignForm(formdata=None)
    try:
        act(as_seen, ref, request.form.get("seen", ""), decisions.issue)
    except RefusedError as error:
        refuse(form, error)
        return page(ref, form)
    flash(_("The decision is issued. The letter is being made."), "success")
    return redirect(url_for(".decision", ref=ref), 303)


@bp.route("/decisions/<ref>/withdraw", methods=["GET", "POST"])
@may_act
def decision_withdraw(ref: str) -> ResponseReturnValue:
    """Give a proposal up, saying why."""
    found = desk.decision(reading(), ref)
    form = WithdrawForm()
    if form.validate_on_submit():
        with refusals_on(form):
            act(decisions.withdraw, ref, str(form.why.data))
            flash(_("The proposal is withdrawn."))
            return redirect(url_for(".case", ref=found.case.ref), 303)
    return show("staff/decision_withdraw.html", form=form, decision=found)


APPROVALS = {"longer": decisions.approve_longer_period, "withheld": decisions.sign_withholding}


@bp.post("/decisions/<ref>/approve")
@may_act
def decision_approve(ref: str) -> ResponseReturnValue:
    """Approve a later review, or sign off that the customer is not told; whether the role may, the rules say."""
    form = SignForm(formdata=None)
    action, role = APPROVALS.get(request.form.get("what", "")), request.form.get("role", "")
    if action is None:
        return page(ref, form)
    try:
        act(as_seen, ref, request.form.get("seen", ""), action, role)
    except RefusedError as error:
        refuse(form, error)
        return page(ref, form)
    flash(_("Your approval is on record."), "success")
    return redirect(url_for(".decision", ref=ref), 303)


def page(ref: str, form: SignForm | None) -> ResponseReturnValue:
    """The page with its form to sign; ``form``: the one in which something was refused."""
    session = reading()
    found = desk.decision(session, ref)
    looked_at(found.customer_id)
    roles = my_roles(found)
    sign = form or SignForm(formdata=None)
    sign.for_roles(roles)
    sign.seen.data = found.content_hash
    return show(
        "staff/decision.html",
        form=sign,
        decision=found,
        stands=standing_of(session, pack(), found, london_today()),
        roles=roles,
        approvals=approvals(session, pack(), found, london_today(), held_roles()),
        stand_ins=stand_ins(pack()),
        held=announcing.held_up(session, found, london_today()) if found.state == "announced" else None,
        day_from=date.fromisoformat,
        channels=CHANNELS,
        smallest_group=SMALLEST_GROUP,
        fair=fair_of(session, found, london_today()),
        their_side=accounts.cases_replies(session, found.case_id),
    )


def my_roles(found: Decision) -> tuple[str, ...]:
    """The roles in which the signed-in person may sign this proposal."""
    staff = desk.staff_member(reading(), me().id)
    return decisions.roles_to_sign(reading(), pack(), found, staff, london_today())


def held_roles() -> list[str]:
    """The signed-in person's roles of the landlord's policy, the most senior first."""
    return sorted((role for role in me().roles if role in pack().roles), key=pack().rank, reverse=True)
