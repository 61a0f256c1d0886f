"""Contact agreements in the back office: offered, answered for the customer, looked at again, or imposed."""

from __future__ import annotations

import secrets
from datetime import timedelta

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from casework.actions import agreements as actions
from casework.actions import promises
from casework.records import agreements as records
from casework.records import desk
from casework.records.agreements import ContactAgreement
from casework.rules import agreements as rules
from casework.rules.calendar import months_after
from staff.blueprint import bp, may_act, may_read
from staff.drafting import key_of
from staff.forms.agreements import BrokenForm, ForThemForm, ImposeForm, LookAgainForm, OfferForm, WhyForm
from staff.looking import asked_for, looked_at
from staff.refusals import finding_says, refusals_on
from staff.showing import show
from web.access import london_today
from web.database import act, pack, reading
from web.forms import Form
from web.language import gettext as _

TIME_TO_THINK = timedelta(days=14)


@bp.route("/agreements/new", methods=["GET", "POST"])
@may_act
def agreement_new() -> ResponseReturnValue:
    """Offer an agreement to the customer of a case."""
    case = desk.case(reading(), asked_for("case"))
    form = OfferForm(data={**start(), "case": case.ref})
    if form.validate_on_submit():
        with refusals_on(form):
            ref = act(actions.offer, case.ref, form.facts(), key_of(form))
            return redirect(url_for(".agreement", ref=ref), 303)
    return show("staff/agreement_new.html", form=form, case=case)


@bp.get("/agreements/<ref>")
@may_read
def agreement(ref: str) -> ResponseReturnValue:
    """An agreement: what is promised, how it stands, and what we did not keep."""
    found = records.agreement(reading(), ref)
    looked_at(found.customer_id)
    broken = records.broken_under(reading(), [found.id])
    return show(
        "staff/agreement.html",
        agreement=found,
        broken=broken,
        at_review=[finding_says(one) for one in rules.at_review(pack(), len(broken))],
        may_impose=actions.may_impose(found, london_today()),
    )


@bp.route("/agreements/<ref>/answer", methods=["GET", "POST"])
@may_act
def agreement_answer(ref: str) -> ResponseReturnValue:
    """The customer's answer, written down for them."""
    found, form = records.agreement(reading(), ref), ForThemForm().with_ways()
    if form.validate_on_submit():
        accepts, said = form.accepts.data == "yes", form.words.data or ""
        with refusals_on(form):
            act(actions.answer, ref, accepts, said, str(form.how.data))
            return done(ref, _("The answer is on record."))
    return asked(found, form, _("Write down the customer's answer"), ("accepts", "how", "words"), _("Save the answer"))


@bp.route("/agreements/<ref>/withdraw", methods=["GET", "POST"])
@may_act
def agreement_withdraw(ref: str) -> ResponseReturnValue:
    """Take an offer back."""
    found, form = records.agreement(reading(), ref), WhyForm()
    if form.validate_on_submit():
        with refusals_on(form):
            act(actions.withdraw, ref, str(form.why.data))
            return done(ref, _("The offer is taken back."))
    return asked(found, form, _("Take the offer back"), ("why",), _("Take it back"))


@bp.route("/agreements/<ref>/impose", methods=["GET", "POST"])
@may_act
def agreement_impose(ref: str) -> ResponseReturnValue:
    """Propose the promises as a restriction: the proposal then goes the way of every other."""
    found, form = records.agreement(reading(), ref), ImposeForm(data=start())
    if form.validate_on_submit():
        with refusals_on(form):
            decision = act(actions.impose, ref, form.facts(), key_of(form))
            return redirect(url_for(".decision", ref=decision), 303)
    names = ("reason", "proportionality", "considered", "review_on")
    return asked(found, form, _("Propose these promises as a restriction"), names, _("Save the proposal"))


@bp.route("/agreements/<ref>/review", methods=["GET", "POST"])
@may_act
def agreement_review(ref: str) -> ResponseReturnValue:
    """Look at an accepted agreement again, our own broken promises first."""
    found = records.agreement(reading(), ref)
    form = LookAgainForm(data={"next_review_on": start()["review_on"]})
    if form.validate_on_submit():
        goes: actions.Goes = "ends" if form.goes.data == "ends" else "goes_on"
        with refusals_on(form):
            act(actions.look_again, ref, goes, str(form.reason.data), form.next_review_on.data)
            return done(ref, _("It is on record."))
    names = ("goes", "reason", "next_review_on")
    return asked(found, form, _("Look at this agreement again"), names, _("Save"))


@bp.route("/customers/<ref>/promises/<promised>/broken", methods=["GET", "POST"])
@may_act
def promise_broken(ref: str, promised: str) -> ResponseReturnValue:
    """A promise of ours that we did not keep, agreed or imposed."""
    customer = desk.customer(reading(), ref)
    holds = records.one_promised(reading(), customer.id, promised)
    form = BrokenForm(data={**start(), "happened_on": london_today()}).about(holds.promises_landlord)
    if form.validate_on_submit():
        with refusals_on(form):
            act(promises.report, ref, promised, form.facts(holds.promises_landlord), key_of(form))
            flash(_("It is on record, and counts at the review."))
            return redirect(url_for(".customer", ref=ref), 303)
    return show("staff/promise_broken.html", form=form, customer=customer)


def start() -> dict[str, object]:
    """What stands in an empty form: a key, some time to think, and the last day of the usual review period."""
    today = london_today()
    return {
        "form_key": secrets.token_hex(16),
        "answer_by": today + TIME_TO_THINK,
        "review_on": months_after(today, pack().review.months),
    }


def asked(
    found: ContactAgreement, form: Form, heading: str, names: tuple[str, ...], button: str
) -> ResponseReturnValue:
    """One form about an agreement."""
    return show(
        "staff/agreement_form.html", agreement=found, form=form, heading=heading, names=names, button=button,
        broken=records.broken_under(reading(), [found.id]),
    )  # fmt: skip


def done(ref: str, said: str) -> ResponseReturnValue:
    """Back to the agreement, with what was done."""
    flash(said)
    return redirect(url_for(".agreement", ref=ref), 303)
