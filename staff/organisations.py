"""Organisations whose workers speak for customers: put on record, and who works there."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from casework.actions import advocates as actions
from casework.records import advocates as records
from staff.blueprint import bp, may_act
from staff.forms.advocates import OrganisationForm, WorkerForm
from staff.refusals import refusals_on
from staff.showing import show
from web.database import act, reading
from web.language import gettext as _


@bp.route("/organisations/new", methods=["GET", "POST"])
@may_act
def organisation_new() -> ResponseReturnValue:
    """Put one on record."""
    form = OrganisationForm()
    if form.validate_on_submit():
        ref = act(actions.register_organisation, str(form.name.data))
        return redirect(url_for(".organisation", ref=ref), 303)
    return show("staff/organisation_new.html", form=form)


@bp.route("/organisations/<ref>", methods=["GET", "POST"])
@may_act
def organisation(ref: str) -> ResponseReturnValue:
    """Who works there; add somebody."""
    found, form = records.organisation(reading(), ref), WorkerForm()
    if form.validate_on_submit():
        with refusals_on(form):
            act(actions.add_worker, ref, str(form.name.data), str(form.email.data))
            flash(_("Saved. We have sent them an email."))
            return redirect(url_for(".organisation", ref=ref), 303)
    return show("staff/organisation.html", form=form, place=found, workers=records.workers(reading(), found.id))


@bp.post("/organisations/<ref>/workers/<worker>/remove")
@may_act
def organisation_remove(ref: str, worker: str) -> ResponseReturnValue:
    """Somebody works there no more."""
    act(actions.remove_worker, ref, worker)
    flash(_("It is on record."))
    return redirect(url_for(".organisation", ref=ref), 303)
