"""Concerns about staff, and what a customer stood up for themselves with."""

from __future__ import annotations

import secrets

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from casework.actions import concerns
from casework.records import desk, fair_desk
from casework.records.fairness import ConductConcern
from casework.rules import fairness
from casework.rules.finding import Finding
from casework.rules.proposal import Person
from staff.blueprint import bp, may_act, may_read
from staff.decisions import held_roles
from staff.drafting import key_of
from staff.fair_words import outcome_words
from staff.forms.fairness import CloseForm, ConcernForm, MatterForm, NameForm, people
from staff.looking import asked_for, looked_at
from staff.refusals import finding_says, refusals_on
from staff.showing import show
from web.access import london_today, me
from web.database import act, pack, reading
from web.language import gettext as _


@bp.get("/concerns", endpoint="concerns")
@may_read
def concern_list() -> ResponseReturnValue:
    """What customers say about staff: what waits, and what was answered last."""
    return show(
        "staff/concerns.html",
        waiting=fair_desk.concerns_open(reading()),
        closed=fair_desk.concerns_closed(reading()),
        outcome=outcome_words,
    )


@bp.route("/concerns/new", methods=["GET", "POST"])
@may_act
def concern_new() -> ResponseReturnValue:
    """Write down what a customer says about a member of staff; it becomes a case of its own."""
    customer = desk.customer(reading(), asked_for("customer"))
    start = {"form_key": secrets.token_hex(16), "customer": customer.ref, "raised_on": london_today()}
    start.update(case=asked_for("case"), incident=asked_for("incident"))
    form = ConcernForm(data=start)
    form.about.offer(people(fair_desk.staff_members(reading())))
    if form.validate_on_submit():
        with refusals_on(form):
            ref = act(concerns.raise_concern, customer.ref, form.facts(), form_key=key_of(form))
            return redirect(url_for(".concern", ref=ref), 303)
    return show("staff/concern_new.html", form=form, customer=customer)


@bp.get("/concerns/<ref>")
@may_read
def concern(ref: str) -> ResponseReturnValue:
    """One concern: what was said, of whom, and who may answer it."""
    found = fair_desk.concern(reading(), ref)
    looked_at(found.customer_id)
    form = NameForm(formdata=None)
    form.about.offer(people(fair_desk.staff_members(reading())))
    return show(
        "staff/concern.html",
        concern=found,
        form=form,
        against=[finding_says(one) for one in against(found)],
        outcome=outcome_words,
    )


def against(found: ConductConcern) -> tuple[Finding, ...]:
    """What stands in the way of the signed-in person closing it."""
    role = next(iter(held_roles()), min(pack().roles, key=pack().rank))
    return concerns.may_close(reading(), pack(), found, Person(str(me().id), role))


@bp.route("/concerns/<ref>/name", methods=["GET", "POST"])
@may_act
def concern_name(ref: str) -> ResponseReturnValue:
    """Say who it is about."""
    found = fair_desk.concern(reading(), ref)
    form = NameForm()
    form.about.offer(people(fair_desk.staff_members(reading())))
    if form.validate_on_submit():
        with refusals_on(form):
            act(concerns.name_person, ref, str(form.about.data))
            return redirect(url_for(".concern", ref=ref), 303)
    return show("staff/concern_name.html", form=form, concern=found)


@bp.route("/concerns/<ref>/close", methods=["GET", "POST"])
@may_act
def concern_close(ref: str) -> ResponseReturnValue:
    """Answer a concern."""
    found = fair_desk.concern(reading(), ref)
    looked_at(found.customer_id)
    form = CloseForm()
    if form.validate_on_submit():
        with refusals_on(form):
            act(concerns.close, ref, str(form.outcome.data), str(form.found.data))
            flash(_("The letter to the customer is being made."), "success")
            return redirect(url_for(".concern", ref=ref), 303)
    return show("staff/concern_close.html", form=form, concern=found)


@bp.route("/matters/new", methods=["GET", "POST"])
@may_act
def matter_new() -> ResponseReturnValue:
    """Write down a complaint, a claim or a referral to the Ombudsman."""
    customer = desk.customer(reading(), asked_for("customer"))
    start = {"form_key": secrets.token_hex(16), "customer": customer.ref, "came_on": london_today()}
    form = MatterForm(data=start).of_kinds(fairness.matters(pack()))
    if form.validate_on_submit():
        given = {"known_as": form.known_as.data or "", "form_key": key_of(form)}
        with refusals_on(form):
            act(concerns.record_matter, customer.ref, str(form.kind.data), form.came_on.data, **given)
            flash(_("It is on record."))
            return redirect(url_for(".customer", ref=customer.ref), 303)
    return show("staff/matter_new.html", form=form, customer=customer)
