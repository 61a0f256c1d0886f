"""A case: the story so far, the look at the person's circumstances, warnings, and the one next step."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from casework.actions import cases
from casework.actions.work import RefusedError
from casework.records import accounts, case_desk, desk, fair_desk
from staff.blueprint import bp, may_act, may_read
from staff.forms.cases import SUPPORTED, VULNERABLE, AssessmentForm, WarningForm
from staff.forms.steps import CAME_TO, ENDS, HELP, step_name
from staff.looking import looked_at
from staff.next_steps import Story, next_step
from staff.refusals import refuse
from staff.showing import show
from web.access import london_today
from web.database import act, reading
from web.language import gettext as _


@bp.get("/cases/<ref>")
@may_read
def case(ref: str) -> ResponseReturnValue:
    """The whole story of a case, the next step first."""
    found = desk.case(reading(), ref)
    looked_at(found.customer_id)
    decisions = desk.case_decisions(reading(), found.id)
    steps, offers = case_desk.steps(reading(), found.id), case_desk.offers(reading(), found.id)
    story = Story(found, decisions, steps, offers)
    return show(
        "staff/case.html",
        case=found,
        decisions=decisions,
        concerns=fair_desk.cases_concerns(reading(), found.id),
        story=story,
        step=next_step(story),
        step_name=step_name,
        helped={code: _(text) for code, text in HELP.items()},
        came_to={code: _(text) for code, text in CAME_TO.items()},
        ended=_(ENDS[found.outcome]) if found.outcome else "",
        vulnerability=_(VULNERABLE[found.vulnerability]),
        support=_(SUPPORTED[found.support]),
        their_side=accounts.cases_replies(reading(), found.id),
        now_risk=any(incident.immediate_risk for incident in found.incidents),
    )


@bp.route("/cases/<ref>/assessment", methods=["GET", "POST"])
@may_act
def case_assessment(ref: str) -> ResponseReturnValue:
    """What is known of the person's circumstances."""
    found = desk.case(reading(), ref)
    form = AssessmentForm(data=AssessmentForm.typed(found))
    if form.validate_on_submit():
        try:
            act(cases.assess, ref, form.facts())
        except RefusedError as error:
            refuse(form, error)
        else:
            flash(_("The assessment is on record."))
            return redirect(url_for(".case", ref=ref), 303)
    return show("staff/case_assessment.html", form=form, case=found)


@bp.route("/cases/<ref>/warning", methods=["GET", "POST"])
@may_act
def case_warning(ref: str) -> ResponseReturnValue:
    """A warning that was given before any restriction."""
    found = desk.case(reading(), ref)
    form = WarningForm(data={"given_on": london_today(), "about": "contact"}).with_ways()
    if form.validate_on_submit():
        try:
            act(cases.warn, ref, form.facts())
        except RefusedError as error:
            refuse(form, error)
        else:
            flash(_("The warning is on record."))
            return redirect(url_for(".case", ref=ref), 303)
    return show("staff/case_warning.html", form=form, case=found)
