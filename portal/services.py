"""Repairs, dangers in a home and safety checks: danger first, one question a page, whatever applies to the person."""

from __future__ import annotations

from typing import Final

from flask import abort, flash
from flask.typing import ResponseReturnValue

from casework.actions import service_visits
from casework.actions import services as actions
from casework.actions.services import Report
from casework.records import own
from casework.records import services as records
from casework.records.own import Reader
from casework.records.services import ServiceRequest
from casework.rules import requests
from casework.rules.calendar import local
from casework.rules.channels import CHANNELS, ESSENTIAL_SERVICES
from casework.rules.services import PROBLEMS, ways
from portal import form_keys
from portal.blueprint import bp, own_page
from portal.page import onto, page
from portal.visit_words import times_on_offer, when
from web.access import anyone, london_today
from web.customer_forms.services import (
    CheckForm,
    DangerForm,
    DetailsForm,
    MoreForm,
    OtherTimeForm,
    ProblemForm,
    TimeForm,
    UnsignedForm,
)
from web.database import act, reading
from web.forms import Form
from web.landlord import landlord
from web.language import gettext as _
from web.people import current_person

# Where each essential service is asked for here, and what an advocate must have been allowed for it. The Ombudsman has
# no page: that is another house.
DOORS: Final = {
    **dict.fromkeys(requests.ASKED, ("", "report")),
    "emergency_repair": ("/repairs/new", "report"),
    "hazard": ("/repairs/new", "report"),
    "repair": ("/repairs/new", "report"),
    "safety_check": ("/safety-checks", "report"),
    "new_complaint": ("/complaints/new", "report"),
    "safeguarding": ("/safeguarding", "report"),
    "report_harm": ("/safeguarding", "report"),
    "appeal": ("/appeals", "appeal"),
    "adjustment": ("/adjustments/new", "speak"),
    "advocate": ("/advocates", "customer"),
}


@own_page("/services", frozenset({"see", "report"}), keep=True)
def services(reader: Reader) -> str:
    """Every essential service, with where it is asked for here and, for whoever may see it, the ways that this person
    can use."""
    cannot_use, advocate = own.situation(reading(), reader.customer_id, london_today())
    usable = ways(landlord(), advocate, cannot_use) if "see" in reader.scope else ()
    return page(
        "services/hub.html",
        services=[(code, door(code, reader)) for code in ESSENTIAL_SERVICES],
        ways=[channel for channel in CHANNELS if channel in usable],
        requests=records.own_requests(reading(), reader) if "report" in reader.scope else (),
        reader=reader,
        when=when,
    )


def door(code: str, reader: Reader) -> str:
    """The address at which this reader asks for it, below the customer's pages; empty where they cannot."""
    address, scope = DOORS.get(code, ("", "nobody"))
    allowed = reader.advocate_id is None if scope == "customer" else scope in reader.scope
    return (address or f"/requests/new/{code}") if allowed else ""


@own_page("/services/<ref>", "report", ("GET", "POST"))
def service(reader: Reader, ref: str) -> ResponseReturnValue:
    """What we have, what happens by when; and more can be told."""
    found, form = records.own_request(reading(), reader, ref), MoreForm()
    if form.validate_on_submit():
        act(actions.add, found.ref, str(form.said.data))
        flash(_("We have it. Thank you."))
        return onto(".service", ref=ref)
    return one_request(found, form)


@own_page("/services/<ref>/visit", "report", ("GET", "POST"))
def service_visit(reader: Reader, ref: str) -> ResponseReturnValue:
    """Choose a time, or move to another."""
    found = records.own_request(reading(), reader, ref)
    form = TimeForm().offered(times_on_offer(found))
    if found.booked is not None and form.visit.raw_data == [str(found.booked.id)]:
        return onto(".service", ref=ref)  # pressed twice: it is booked
    if form.validate_on_submit():
        act(service_visits.book, found.ref, int(str(form.visit.data)))
        flash(_("It is booked. We write to you too."))
        return onto(".service", ref=ref)
    return page("services/visit.html", form=form, job=found, when=when)


@own_page("/services/<ref>/other-time", "report", ("GET", "POST"))
def service_other_time(reader: Reader, ref: str) -> ResponseReturnValue:
    """None of the times suits."""
    found, form = records.own_request(reading(), reader, ref), OtherTimeForm()
    if form.validate_on_submit():
        act(actions.add, found.ref, str(form.said.data), "other_time")
        flash(_("We have it. We offer you other times."))
        return onto(".service", ref=ref)
    return page("services/other_time.html", form=form, job=found)


@own_page("/services/<ref>/worse", "report", ("POST",))
def service_worse(reader: Reader, ref: str) -> ResponseReturnValue:
    """It has become dangerous: the 24 hours run from now."""
    found = records.own_request(reading(), reader, ref)
    if Form().validate_on_submit():
        act(actions.worse, found.ref)
    return onto(".service", ref=ref)


@own_page("/repairs/new", "report", ("GET", "POST"))
def repair_new(reader: Reader) -> ResponseReturnValue:
    """What is wrong. A smell of gas is on record at once."""
    form = ProblemForm(data={"form_key": form_keys.fresh()}).offered()
    if form.validate_on_submit():
        about = str(form.about.data)
        if about == "gas_smell":
            return reported(reader, Report(about, "yes"), form_keys.of(form.form_key))
        return onto(".repair_danger", about=about)
    return page("services/problem.html", form=form, reader=reader)


@own_page("/repairs/new/<about>", "report", ("GET", "POST"))
def repair_danger(reader: Reader, about: str) -> ResponseReturnValue:
    """Is it dangerous. A yes is on record at once, before anything else is asked."""
    if about not in PROBLEMS:
        abort(404)
    form = DangerForm(data={"form_key": form_keys.fresh()})
    if form.validate_on_submit():
        if form.danger.data != "no":
            return reported(reader, Report(about, str(form.danger.data)), form_keys.of(form.form_key))
        return onto(".repair_details", about=about)
    return page("services/danger.html", form=form, about=about)


@own_page("/repairs/new/<about>/details", "report", ("GET", "POST"))
def repair_details(reader: Reader, about: str) -> ResponseReturnValue:
    """What it is, and where."""
    if about not in PROBLEMS:
        abort(404)
    form = DetailsForm(data={"form_key": form_keys.fresh()})
    if form.validate_on_submit():
        return reported(reader, form.report(about, "no"), form_keys.of(form.form_key))
    return page("services/details.html", form=form, about=about)


@own_page("/safety-checks", "report", keep=True)
def safety_checks(reader: Reader) -> str:
    """The checks that are due or done, with the times on offer."""
    found = [one for one in records.own_requests(reading(), reader) if one.service == "safety_check"]
    return page("services/checks.html", checks=found, reader=reader, when=when)


@own_page("/safety-checks/new", "report", ("GET", "POST"))
def safety_check_new(reader: Reader) -> ResponseReturnValue:
    """Ask for a check; where one is open already, that is the one."""
    form = CheckForm(data={"form_key": form_keys.fresh()}).offered()
    if form.validate_on_submit():
        ref = act(actions.ask_for_check, reader.customer_ref, form.facts(), form_keys.of(form.form_key))
        return onto(".service", ref=ref)
    return page("services/check_new.html", form=form)


@bp.route("/emergency/report", methods=["GET", "POST"])
@anyone
def emergency_report() -> ResponseReturnValue:
    """An emergency, by anybody; who is signed in has their own page for it."""
    person = current_person()
    if person is not None and person.kind == "customer":
        return onto(".repair_new")
    form = UnsignedForm(data={"form_key": form_keys.fresh()}).offered()
    if form.validate_on_submit():
        ref = act(actions.report_unsigned, form.report(), form_keys.of(form.form_key))
        return onto(".emergency_reported", ref=ref)
    return page("services/unsigned.html", form=form)


@bp.get("/emergency/reported/<ref>")
@anyone
def emergency_reported(ref: str) -> str:
    """The receipt: the number to call, what we have, and by when. It shows no name and no address."""
    return page("services/reported.html", job=records.unsigned(reading(), ref), local=local)


def reported(reader: Reader, facts: Report, form_key: str) -> ResponseReturnValue:
    """On record, and to its page."""
    return onto(".service", ref=act(actions.report, reader.customer_ref, facts, form_key))


def one_request(found: ServiceRequest, form: MoreForm) -> str:
    """The page of one request; in an emergency the number to call comes before anything else."""
    urgent = found.state in records.OPEN and any(one.code == "make_safe" and one.met_at is None for one in found.clocks)
    times = times_on_offer(found)
    return page("services/request.html", form=form, job=found, urgent=urgent, times=times, when=when, local=local)
