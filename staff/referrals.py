"""Referrals: staff ask about an incident, those whom the policy names answer, and whoever asked reads the answer."""

from __future__ import annotations

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from casework.actions import referrals, rows
from casework.records import accounts, case_desk, desk
from casework.records.steps import Referral
from staff.blueprint import bp, may_act, may_read
from staff.forms.steps import REFERRED, AnswerForm, ReferForm
from staff.looking import looked_at
from staff.refusals import refusals_on, role
from staff.showing import show
from staff.steps import drawn
from web.access import london_today, me
from web.database import act, pack, reading
from web.language import gettext as _


@bp.route("/incidents/<ref>/refer", methods=["GET", "POST"])
@may_act
def incident_refer(ref: str) -> ResponseReturnValue:
    """Ask those whom the policy names whether more is needed."""
    if not referrals.roles_asked(pack()):
        abort(404)
    incident = desk.incident(reading(), ref)
    form = ReferForm()
    if form.validate_on_submit():
        with refusals_on(form):
            made = act(referrals.refer, ref, str(form.why.data))
            flash(_("Your question is in their list. You will see the answer in your work."))
            return redirect(url_for(".referral", ref=made), 303)
    asked = ", ".join(role(code) for code in referrals.roles_asked(pack()))
    intro = _("These answer: {roles}.", roles=asked)
    back = url_for(".incident", ref=ref)
    return drawn(form, _("Ask for a decision"), intro, incident.customer.name, back)


@bp.get("/referrals/<ref>")
@may_read
def referral(ref: str) -> ResponseReturnValue:
    """What was asked, and the answer."""
    found = case_desk.referral(reading(), ref)
    looked_at(found.customer_id)
    return _shown(found, AnswerForm() if _role(found) else None)


@bp.post("/referrals/<ref>/answer")
@may_act
def referral_answer(ref: str) -> ResponseReturnValue:
    """Answer a referral, as one of those whom the policy names."""
    found = case_desk.referral(reading(), ref)
    form = AnswerForm()
    if form.validate():
        with refusals_on(form):
            act(referrals.answer, ref, str(form.answer.data), str(form.why.data))
            flash(_("The answer is on record, and whoever asked reads it in their work."))
            return redirect(_next(ref), 303)
    return _shown(found, form)


def _next(ref: str) -> str:
    """Where the answer leads: to the warning, to the case, or back to the question."""
    answered = case_desk.referral(reading(), ref)
    if answered.case is None:
        return url_for(".referral", ref=ref)
    return url_for(".case_warning" if answered.answer == "warning" else ".case", ref=answered.case.ref)


def _role(found: Referral) -> str | None:
    """The role in which the person at the screen may answer."""
    if found.answered_at is not None:
        return None
    staff = desk.staff_member(reading(), me().id)
    return referrals.role_to_answer(pack(), found, rows.roles_of(staff, london_today()), staff.id)


def _shown(found: Referral, form: AnswerForm | None) -> str:
    answered = _(REFERRED[found.answer]) if found.answer else ""
    asked = [role(code) for code in referrals.roles_asked(pack())]
    return show(
        "staff/referral.html",
        referral=found,
        form=form,
        answered=answered,
        asked=asked,
        role_name=role,
        replies=accounts.incidents_replies(reading(), found.incident_id),
        corrections=accounts.incidents_corrections(reading(), found.incident_id),
    )
