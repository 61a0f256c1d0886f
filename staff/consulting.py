"""Who is asked about a case before it is decided, who tells the customer, and whether a lawyer is asked."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from casework.actions import consulting as actions
from casework.records import consulting as records
from casework.records import desk
from casework.rules.consulting import legal_advice_asked_by
from staff.blueprint import bp, may_act, may_read
from staff.forms.consulting import LegalForm, TeamAskedForm, TellerForm, outcome_words
from staff.forms.tasks import here
from staff.looking import looked_at
from staff.refusals import refusals_on
from staff.showing import show
from web.access import london_today
from web.database import act, pack, reading
from web.forms import Form
from web.language import gettext as _
from web.language import ngettext


@bp.get("/cases/<ref>/consulted")
@may_read
def case_consulted(ref: str) -> ResponseReturnValue:
    """The teams that were asked, who tells the customer, and legal advice."""
    case = desk.case(reading(), ref)
    looked_at(case.customer_id)
    found = records.of_case(reading(), case)
    said = [code for incident in case.incidents for code in incident.examples]
    return show(
        "staff/consulted.html",
        case=case,
        found=found,
        issued=any(one.state == "issued" for one in desk.case_decisions(reading(), case.id)),
        asked_by=legal_advice_asked_by(pack(), said),
        outcome_words=outcome_words,
    )


@bp.route("/cases/<ref>/consulted/new", methods=["GET", "POST"])
@may_act
def case_consult(ref: str) -> ResponseReturnValue:
    """A team was asked."""
    form = TeamAskedForm()
    return done(ref, form, lambda: act(actions.consult, ref, form.facts()), _("Write down what a team said"))


@bp.route("/cases/<ref>/consulted/teller", methods=["GET", "POST"])
@may_act
def case_teller(ref: str) -> ResponseReturnValue:
    """One officer tells the customer."""
    form = TellerForm()
    form.staff.offer(here(reading(), london_today()))
    return done(
        ref, form, lambda: act(actions.name_teller, ref, str(form.staff.data)), _("Name who tells the customer")
    )


@bp.route("/cases/<ref>/consulted/legal", methods=["GET", "POST"])
@may_act
def case_legal(ref: str) -> ResponseReturnValue:
    """Whether a lawyer is asked, and what came of it."""
    form = LegalForm()

    def check() -> str:
        return act(actions.check_legal, ref, str(form.outcome.data), str(form.said.data))

    return done(ref, form, check, _("Legal advice"))


@bp.post("/cases/<ref>/consulted/told")
@may_act
def case_teams_told(ref: str) -> ResponseReturnValue:
    """Every team that was asked knows what was decided."""
    told = act(actions.inform, ref)
    flash(ngettext("{number} team was told.", "{number} teams were told.", told), "success")
    return redirect(url_for(".case_consulted", ref=ref), 303)


def done(ref: str, form: Form, do: Callable[[], object], heading: str) -> ResponseReturnValue:
    """Do what the form says and go back; else the form, with what stands in the way."""
    case = desk.case(reading(), ref)
    if form.validate_on_submit():
        with refusals_on(form):
            do()
            return redirect(url_for(".case_consulted", ref=ref), 303)
    return show("staff/consulted_form.html", form=form, case=case, heading=heading)
