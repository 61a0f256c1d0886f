"""How a customer wants to be reached, and what is safe for them, written down by staff on the customer's word."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from casework.actions import preferences as actions
from casework.actions import sessions
from casework.actions.work import RefusedError
from casework.records import desk
from casework.records import preferences as records
from casework.records.people import Customer
from staff.blueprint import bp, may_act
from staff.forms.agreements import ways
from staff.forms.preferences import TheirPreferencesForm, TheirSafeForm
from staff.looking import looked_at
from staff.showing import show
from web.customer_forms.preferences import FormatForm, facts_of, kept_of, refusals, safe_of
from web.database import act, reading
from web.forms import Form
from web.language import gettext as _


@bp.route("/customers/<ref>/preferences", methods=["GET", "POST"])
@may_act
def preferences(ref: str) -> ResponseReturnValue:
    """Letters, ways and help, as the customer told us."""
    customer = _customer(ref)
    kept = kept_of(customer, records.preference(reading(), customer.id))
    form = TheirPreferencesForm(data=kept | FormatForm.begin(customer.format_options)).of("large_print", "braille")
    form.offer_ways(records.reach(reading(), customer))
    form.how.offer(ways())
    if form.validate_on_submit():
        try:
            act(actions.change, ref, facts_of(form))
        except RefusedError as error:
            _refuse(form, error)
        else:
            return _done(ref)
    return show("staff/preferences.html", form=form, customer=customer)


@bp.route("/customers/<ref>/safe-contact", methods=["GET", "POST"])
@may_act
def safe_contact(ref: str) -> ResponseReturnValue:
    """The ways that are safe for the customer, or that there is no need of them any more."""
    customer = _customer(ref)
    kept = records.safe_contact(reading(), customer.id)
    form = TheirSafeForm(data=safe_of(kept))
    form.how.offer(ways())
    if form.validate_on_submit():
        try:
            if form.no_longer.data:
                act(actions.end_safe, ref, str(form.how.data))
            else:
                act(actions.set_safe, ref, form.facts(how=str(form.how.data)))
        except RefusedError as error:
            _refuse(form, error)
        else:
            return _done(ref)
    return show("staff/safe_contact.html", form=form, customer=customer, kept=kept)


@bp.post("/customers/<ref>/sign-out")
@may_act
def sign_out_customer(ref: str) -> ResponseReturnValue:
    """The customer says that somebody else was signed in as them."""
    act(sessions.end_by_staff, ref)
    flash(_("Everybody is signed out"), "success")
    return redirect(url_for(".customer", ref=ref), 303)


def _customer(ref: str) -> Customer:
    found = desk.customer(reading(), ref)
    looked_at(found.id)
    return found


def _refuse(form: Form, error: RefusedError) -> None:
    name = str(error.params.get("field", ""))
    form.add_error(name if name in form else None, refusals(error.code))


def _done(ref: str) -> Response:
    flash(_("Saved."), "success")
    return redirect(url_for(".customer", ref=ref), 303)
