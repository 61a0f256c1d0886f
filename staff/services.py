"""Repairs, dangers and safety checks in the back office: what runs, whose turn it is, and what becomes of it."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from casework.actions import service_visits as visits
from casework.actions import services as actions
from casework.actions.work import RefusedError
from casework.records import desk, markers
from casework.records import services as records
from casework.records.missing import NotFoundError
from casework.records.services import ServiceRequest
from casework.rules.services import most_attempts, why_not_longer
from staff import handed_out
from staff.blueprint import bp, may_act, may_read
from staff.drafting import key_of
from staff.forms.services import (
    CheckDueForm,
    FinishForm,
    FoundForm,
    LongerForm,
    MatchForm,
    NoteForm,
    OfferForm,
    ReportForm,
    VisitedForm,
)
from staff.looking import looked_at
from staff.refusals import refusals_on
from staff.showing import show
from web.database import act, pack, reading
from web.forms import Form
from web.language import gettext as _


@bp.get("/services")
@may_read
def services() -> ResponseReturnValue:
    """All that is to be done in homes, by what is due first; whose home some of it is, nobody knows yet."""
    found = records.open_requests(reading())
    return show(
        "staff/services.html",
        unmatched=[one for one in found if one.customer_id is None],
        waiting=[one for one in found if one.customer_id is not None],
        ended=records.lately_done(reading()),
        now=datetime.now(UTC),
    )


@bp.get("/services/<ref>")
@may_read
def service(ref: str) -> ResponseReturnValue:
    """One request: its clocks, its visits, what was said and tried."""
    found = loaded(ref)
    conditions = bool(found.conditions)
    longer = {
        one.code for one in found.running if why_not_longer(pack(), by_law=one.by_law, conditions=conditions) is None
    }
    return show(
        "staff/service.html",
        job=found,
        longer=longer,
        contractors=handed_out.states(markers.told_of(reading(), found.id)),
        now=datetime.now(UTC),
        too_often=found.attempts >= most_attempts(),
    )


@bp.route("/customers/<ref>/service", methods=["GET", "POST"])
@may_act
def service_new(ref: str) -> ResponseReturnValue:
    """Write down a repair or a danger that a customer tells us of."""
    customer = desk.customer(reading(), ref)
    form = ReportForm(data={"form_key": secrets.token_hex(16)}).with_ways()
    if form.validate_on_submit():
        with refusals_on(form):
            made = act(actions.report, customer.ref, form.told(), key_of(form))
            return redirect(url_for(".service", ref=made), 303)
    return show("staff/service_new.html", form=form, customer=customer)


@bp.route("/customers/<ref>/safety-check", methods=["GET", "POST"])
@may_act
def check_new(ref: str) -> ResponseReturnValue:
    """Write down that a safety check is due, or asked for."""
    customer = desk.customer(reading(), ref)
    form = CheckDueForm(data={"form_key": secrets.token_hex(16)}).with_ways()
    if form.validate_on_submit():
        with refusals_on(form):
            made = act(actions.ask_for_check, customer.ref, form.facts(), key_of(form))
            return redirect(url_for(".service", ref=made), 303)
    return show("staff/check_new.html", form=form, customer=customer)


@bp.route("/services/<ref>/offer", methods=["GET", "POST"])
@may_act
def service_offer(ref: str) -> ResponseReturnValue:
    """Offer a time for a visit."""
    found, form = loaded(ref), OfferForm()
    return step(found, form, _("Offer a time"), lambda: act(visits.offer, ref, *form.times()))


@bp.post("/services/<ref>/visits/<int:visit>/book")
@may_act
def service_book(ref: str, visit: int) -> ResponseReturnValue:
    """Book a time for the customer, who chose it with us."""
    found = loaded(ref)
    return press(found, lambda: act(visits.book, ref, visit))


@bp.route("/services/<ref>/visits/<int:visit>", methods=["GET", "POST"])
@may_act
def service_visited(ref: str, visit: int) -> ResponseReturnValue:
    """Say how a visit went."""
    found, form = loaded(ref), VisitedForm()
    if visit not in {one.id for one in found.visits}:
        raise NotFoundError(ref)
    return step(
        found,
        form,
        _("How did the visit go?"),
        lambda: act(visits.visited, ref, visit, str(form.came.data), str(form.words.data)),
    )


@bp.route("/services/<ref>/found", methods=["GET", "POST"])
@may_act
def service_found(ref: str) -> ResponseReturnValue:
    """What was found; the customer is told at once."""
    found, form = loaded(ref), FoundForm()
    return step(found, form, _("What did we find?"), lambda: act(visits.looked_into, ref, form.facts()))


@bp.route("/services/<ref>/longer/<code>", methods=["GET", "POST"])
@may_act
def service_longer(ref: str, code: str) -> ResponseReturnValue:
    """A later day for a target of our own, because of how the visit is made."""
    found, form = loaded(ref), LongerForm()
    return step(
        found,
        form,
        _("Make our target longer"),
        lambda: act(visits.make_longer, ref, code, form.due_on.data, str(form.why.data)),
    )


@bp.post("/services/<ref>/met/<code>")
@may_act
def service_met(ref: str, code: str) -> ResponseReturnValue:
    """One thing that was due is done."""
    found = loaded(ref)
    return press(found, lambda: act(visits.meet, ref, code))


@bp.route("/services/<ref>/finish", methods=["GET", "POST"])
@may_act
def service_finish(ref: str) -> ResponseReturnValue:
    """The end of a request; the customer is told."""
    found, form = loaded(ref), FinishForm()
    return step(
        found,
        form,
        _("End this request"),
        lambda: act(visits.finish, ref, str(form.words.data), done=form.end.data == "done"),
    )


@bp.route("/services/<ref>/note", methods=["GET", "POST"])
@may_act
def service_note(ref: str) -> ResponseReturnValue:
    """What was tried or arranged, for the log."""
    found, form = loaded(ref), NoteForm()
    return step(found, form, _("Write down what was tried"), lambda: act(visits.staff_note, ref, str(form.words.data)))


@bp.route("/services/<ref>/match", methods=["GET", "POST"])
@may_act
def service_match(ref: str) -> ResponseReturnValue:
    """Say whose home it is."""
    found, form = loaded(ref), MatchForm()
    if form.validate_on_submit():
        try:
            return press(found, lambda: act(actions.match, ref, str(form.customer.data).upper()))
        except NotFoundError:
            form.add_error("customer", _("Nobody on record has this reference"))
    return show("staff/service_form.html", form=form, job=found, title=_("Whose home is it?"))


def loaded(ref: str) -> ServiceRequest:
    """The request; that somebody looked at a customer's record is written down."""
    found = records.request(reading(), ref)
    if found.customer_id is not None:
        looked_at(found.customer_id)
    return found


def step(found: ServiceRequest, form: Form, title: str, run: Callable[[], Any]) -> ResponseReturnValue:
    """One form about a request: back to its page when the action took it, else the form with the reason."""
    if form.validate_on_submit():
        with refusals_on(form):
            run()
            return redirect(url_for(".service", ref=found.ref), 303)
    return show("staff/service_form.html", form=form, job=found, title=title)


def press(found: ServiceRequest, run: Callable[[], Any]) -> ResponseReturnValue:
    """One button about a request; where it came too late, the page says so."""
    if Form().validate_on_submit():
        try:
            run()
        except RefusedError:
            flash(_("This cannot be done as things stand now. Open the page again to see what changed."), "error")
    return redirect(url_for(".service", ref=found.ref), 303)
