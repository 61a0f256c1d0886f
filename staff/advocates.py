"""Who speaks for customers, in the back office: named for them, papers looked at, ended, and helped in private."""

from __future__ import annotations

import secrets
from datetime import timedelta

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from casework.actions import forced, naming, people, spoken_codes
from casework.actions.work import RefusedError
from casework.records import advocates as records
from casework.records import desk
from casework.rules.advocates import USUAL_MONTHS
from casework.rules.calendar import months_after
from casework.rules.requests import may_read_in_confidence
from staff.blueprint import bp, may_act, may_read
from staff.drafting import key_of
from staff.forms.advocates import CheckForm, EndForm, HelpedForm, TheirForcedForm, TheirNamingForm
from staff.looking import looked_at
from staff.refusals import refusals_on, says
from staff.showing import show
from web.access import london_today, me
from web.database import act, pack, reading
from web.forms import Form
from web.language import gettext as _

LOOKED_AT = timedelta(days=14)


@bp.get("/advocates")
@may_read
def advocates() -> ResponseReturnValue:
    """What waits for somebody here, and the organisations on record."""
    session = reading()
    return show(
        "staff/advocates.html",
        private=records.forced_words(session) if in_confidence() else None,
        to_check=records.to_check(session),
        to_ask=records.to_ask(session),
        to_look_at=records.to_look_at(session, london_today() - LOOKED_AT),
        organisations=records.organisations(session),
    )


@bp.get("/advocates/<ref>")
@may_read
def advocate(ref: str) -> ResponseReturnValue:
    """Somebody who was named, and how it stands."""
    found = records.naming(reading(), ref)
    looked_at(found.customer_id)
    return show("staff/advocate.html", naming=found)


@bp.route("/advocates/<ref>/answer", methods=["GET", "POST"])
@may_act
def advocate_answer(ref: str) -> ResponseReturnValue:
    """The paper was seen, or they said yes; or we cannot accept it, and why."""
    found = records.naming(reading(), ref)
    form = CheckForm().of_kind(found.kind)
    if form.validate_on_submit():
        proof = None if form.proof.data == "none" else str(form.proof.data)
        with refusals_on(form):
            act(naming.check, ref, proof, form.why.data or "")
            flash(_("It is on record. The customer gets a letter."))
            return redirect(url_for(".advocate", ref=ref), 303)
    return show("staff/advocate_answer.html", form=form, naming=found)


@bp.route("/customers/<ref>/advocates/new", methods=["GET", "POST"])
@may_act
def advocate_new(ref: str) -> ResponseReturnValue:
    """Somebody whom the customer names by phone, by post or in person."""
    customer = desk.customer(reading(), ref)
    start = {
        "form_key": secrets.token_hex(16),
        "kind": "advocate",
        "ends_on": months_after(london_today(), USUAL_MONTHS),
    }
    form = TheirNamingForm(data=start).for_staff()
    if form.validate_on_submit():
        with refusals_on(form):
            made = act(naming.name, customer.ref, form.their_facts(), key_of(form))
            return redirect(url_for(".advocate", ref=made), 303)
    return show("staff/advocate_new.html", form=form, customer=customer, plain=Form(formdata=None))


@bp.post("/customers/<ref>/advocates/code")
@may_act
def advocate_code(ref: str) -> ResponseReturnValue:
    """Send the customer a code to read out in this call."""
    try:
        channel = act(spoken_codes.send, ref, secrets.token_hex(16))
    except RefusedError as error:
        flash(says(error)[0])
    else:
        sent = _("A code is on its way to their phone.") if channel == "text" else _("A code is on its way by email.")
        flash(sent)
    return redirect(url_for(".advocate_new", ref=ref), 303)


@bp.route("/authorities/<int:number>/end", methods=["GET", "POST"])
@may_act
def authority_end(number: int) -> ResponseReturnValue:
    """End what somebody may do for a customer, with the reason."""
    found, form = records.authority(reading(), number), EndForm()
    if form.validate_on_submit():
        act(people.end_authority, number, str(form.why.data))
        flash(_("It has ended. The customer gets a letter."))
        return redirect(url_for(".customer", ref=found.customer.ref), 303)
    return show("staff/authority_end.html", form=form, authority=found)


@bp.route("/customers/<ref>/private/new", methods=["GET", "POST"])
@may_act
def private_new(ref: str) -> ResponseReturnValue:
    """A customer says by phone or in person that somebody was forced on them."""
    customer = desk.customer(reading(), ref)
    form = TheirForcedForm(data={"form_key": secrets.token_hex(16)}).with_ways()
    if form.validate_on_submit():
        with refusals_on(form):
            made = act(forced.say, customer.ref, form.their_facts(), key_of(form))
            flash(_("It is on record. Those who help in private see it, and nobody else."))
            if in_confidence():
                return redirect(url_for(".private", ref=made), 303)
            return redirect(url_for(".customer", ref=ref), 303)
    return show("staff/private_new.html", form=form, customer=customer)


@bp.route("/advocates/private/<ref>", methods=["GET", "POST"])
@may_act
def private(ref: str) -> ResponseReturnValue:
    """What a customer said in private, what to do and never to do, and what was done."""
    if not in_confidence():
        abort(403)
    found = records.forced_word(reading(), ref)
    _looked_in_private(found.customer_id)
    form = HelpedForm().about(records.standing_of(reading(), found.customer_id, london_today()))
    if form.validate_on_submit():
        with refusals_on(form):
            act(forced.close, ref, str(form.done.data), tuple(int(one) for one in form.ends.data or ()))
            flash(_("It is on record."))
            return redirect(url_for(".advocates"), 303)
    return show("staff/private.html", form=form, word=found)


def in_confidence() -> bool:
    """True where the signed-in person may read what was told in confidence."""
    return may_read_in_confidence(pack(), me().roles)


def _looked_in_private(customer_id: int) -> None:
    """The look is written down like every other, as one at the customer's page: whoever reads the list of looks over
    the customer's shoulder must not learn from it that something was said."""
    looked_at(customer_id, page="staff.customer")
