"""What happens in a customer's life, in the back office: a death, a move, a new name."""

from __future__ import annotations

import secrets

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from casework.actions import deaths, moving_home
from casework.actions.work import RefusedError
from casework.records import administration, desk
from staff.blueprint import bp, may_act
from staff.drafting import key_of
from staff.forms.administration import WhyForm
from staff.forms.lives import DeathForm, MoveForm, NameForm
from staff.refusals import refusals_on, says
from staff.showing import show
from web.access import london_today
from web.database import act, reading
from web.forms import Form
from web.language import gettext as _


@bp.route("/customers/<ref>/death", methods=["GET", "POST"])
@may_act
def death(ref: str) -> ResponseReturnValue:
    """A customer has died."""
    found = desk.customer(reading(), ref)
    form = DeathForm(data={"form_key": secrets.token_hex(16)})
    form.with_ways()
    if form.validate_on_submit():
        with refusals_on(form):
            act(deaths.note, found.ref, form.facts(), key_of(form))
            return done(ref, _("It is on record. Nothing is sent to them any more."))
    return show("staff/death.html", form=form, customer=found)


@bp.route("/customers/<ref>/death/mistake", methods=["GET", "POST"])
@may_act
def death_mistake(ref: str) -> ResponseReturnValue:
    """Nobody has died: letters go out again."""
    found, form = desk.customer(reading(), ref), WhyForm()
    if form.validate_on_submit():
        with refusals_on(form):
            act(deaths.put_right, found.ref, str(form.why.data))
            return done(ref, _("It is put right."))
    return show("staff/death_mistake.html", form=form, customer=found)


@bp.route("/customers/<ref>/move", methods=["GET", "POST"])
@may_act
def move(ref: str) -> ResponseReturnValue:
    """A customer moves home, or leaves; joint tenants with them or not."""
    found = desk.customer(reading(), ref)
    joint = administration.joint_tenants(reading(), found)
    form = MoveForm(data={"form_key": secrets.token_hex(16), "moves_on": london_today()}).with_joint(joint)
    if form.validate_on_submit():
        with refusals_on(form):
            act(moving_home.move, found.ref, form.facts(), key_of(form))
            return done(ref, _("It is on record."))
    return show("staff/move.html", form=form, customer=found, joint=joint)


@bp.post("/moves/<ref>/withdraw")
@may_act
def move_withdraw(ref: str) -> ResponseReturnValue:
    """A planned move does not come about."""
    customer = administration.move(reading(), ref).customer.ref
    if Form().validate_on_submit():
        try:
            act(moving_home.withdraw, ref)
        except RefusedError as error:
            flash(says(error)[0], "error")
    return redirect(url_for(".customer", ref=customer), 303)


@bp.route("/customers/<ref>/name", methods=["GET", "POST"])
@may_act
def new_name(ref: str) -> ResponseReturnValue:
    """A customer has another name now."""
    found, form = desk.customer(reading(), ref), NameForm()
    form.with_ways()
    if form.validate_on_submit():
        with refusals_on(form):
            act(moving_home.rename, found.ref, form.facts())
            return done(ref, _("It is on record."))
    return show("staff/new_name.html", form=form, customer=found)


def done(ref: str, said: str) -> Response:
    """Back to the customer, with what was done."""
    flash(said, "success")
    return redirect(url_for(".customer", ref=ref), 303)
