"""Risk to a person, and risk from a person: pages that have nothing in common but their frame."""

from __future__ import annotations

import secrets

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from casework.actions import risks
from casework.records import desk, fair_desk
from casework.records.fairness import RiskFrom, RiskTo
from casework.rules.calendar import months_after
from staff.blueprint import bp, may_act
from staff.drafting import key_of
from staff.fair_words import a_risk_words, at_risk_words
from staff.forms.fairness import EndForm, RiskFromForm, RiskToForm
from staff.looking import asked_for, looked_at
from staff.refusals import refusals_on
from staff.showing import show
from web.access import london_today
from web.database import act, pack, reading
from web.language import gettext as _


def start(customer_ref: str) -> dict[str, object]:
    """What stands in an empty form."""
    review = months_after(london_today(), pack().review.months)
    return {"form_key": secrets.token_hex(16), "customer": customer_ref, "review_on": review}


@bp.route("/risks-to/new", methods=["GET", "POST"])
@may_act
def risk_to_new() -> ResponseReturnValue:
    """Somebody is in danger."""
    customer = desk.customer(reading(), asked_for("customer"))
    form = RiskToForm(data=start(customer.ref))
    if form.validate_on_submit():
        with refusals_on(form):
            act(risks.note_risk_to, customer.ref, form.facts(), form_key=key_of(form))
            flash(_("It is on record."))
            return redirect(url_for(".customer", ref=customer.ref), 303)
    return show("staff/risk_to_new.html", form=form, customer=customer)


@bp.route("/risks-from/new", methods=["GET", "POST"])
@may_act
def risk_from_new() -> ResponseReturnValue:
    """Somebody was a danger, in an incident on record."""
    customer = desk.customer(reading(), asked_for("customer"))
    form = RiskFromForm(data=start(customer.ref)).of_incidents(desk.customers_incidents(reading(), customer.id))
    if form.validate_on_submit():
        with refusals_on(form):
            act(risks.note_risk_from, customer.ref, form.facts(), form_key=key_of(form))
            flash(_("It is on record."))
            return redirect(url_for(".customer", ref=customer.ref), 303)
    return show("staff/risk_from_new.html", form=form, customer=customer)


@bp.route("/risks-to/<ref>/end", methods=["GET", "POST"])
@may_act
def risk_to_end(ref: str) -> ResponseReturnValue:
    """The person is safe."""
    found = fair_desk.risk_to(reading(), ref)
    return end(found, at_risk_words(found.code))


@bp.route("/risks-from/<ref>/end", methods=["GET", "POST"])
@may_act
def risk_from_end(ref: str) -> ResponseReturnValue:
    """The person is no danger."""
    found = fair_desk.risk_from(reading(), ref)
    return end(found, a_risk_words(found.code))


def end(found: RiskTo | RiskFrom, what: str) -> ResponseReturnValue:
    """The page that ends one, saying why."""
    looked_at(found.customer_id)
    form = EndForm()
    if form.validate_on_submit():
        with refusals_on(form):
            customer = act(risks.end_risk, found.ref, str(form.why.data))
            return redirect(url_for(".customer", ref=customer), 303)
    return show("staff/risk_end.html", form=form, risk=found, what=what)
