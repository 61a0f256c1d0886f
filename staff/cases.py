"""A case: the story so far, the look at the person's circumstances, warnings, and the one next step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from casework.actions import cases
from casework.actions.work import RefusedError
from casework.records import desk
from casework.records.cases import Case
from casework.records.decisions import Decision
from letters import words
from staff.blueprint import bp, may_act, may_read
from staff.forms.cases import SUPPORTED, VULNERABLE, AssessmentForm, WarningForm
from staff.looking import looked_at
from staff.refusals import refuse
from staff.showing import show
from web.access import london_today
from web.database import act, reading
from web.language import current_language
from web.language import gettext as _


@dataclass(frozen=True)
class Step:
    """What comes next in a case: in words, and where it is done."""

    text: str
    why: str
    button: str
    href: str


@bp.get("/cases/<ref>")
@may_read
def case(ref: str) -> ResponseReturnValue:
    """The whole story of a case, the next step first."""
    found = desk.case(reading(), ref)
    looked_at(found.customer_id)
    decisions = desk.case_decisions(reading(), found.id)
    return show(
        "staff/case.html",
        case=found,
        decisions=decisions,
        step=next_step(found, decisions),
        vulnerability=_(VULNERABLE[found.vulnerability]),
        support=_(SUPPORTED[found.support]),
        now_risk=any(incident.immediate_risk for incident in found.incidents),
    )


def next_step(case: Case, decisions: Sequence[Decision]) -> Step | None:
    """The one thing to do next. What the policy demands first, the proposal's own page says with its clause."""
    if case.stage == "ended":
        return None
    drafts = [decision for decision in decisions if decision.state == "draft"]
    if drafts:
        href = url_for("staff.decision", ref=drafts[0].ref)
        why = _("The page of the proposal shows what still stands in the way, and who may sign.")
        return Step(_("A proposal is waiting"), why, _("Open the proposal"), href)
    if case.assessed_on is None:
        href = url_for("staff.case_assessment", ref=case.ref)
        why = _("Before anything is decided, we look at what is going on in this person's life.")
        return Step(_("Look at the person's circumstances"), why, _("Write the assessment"), href)
    issued = [decision for decision in decisions if decision.state == "issued"]
    if issued:
        return after_issue(issued[0])
    href = url_for("staff.decision_new", case=case.ref)
    why = _("Only where talking, a warning and support were not enough. Start with the least that will do.")
    return Step(_("Decide whether a restriction is needed"), why, _("Propose a restriction"), href)


def after_issue(decision: Decision) -> Step | None:
    """The review of what applies; nothing where it has ended."""
    applies = [row for row in decision.restrictions if row.state in ("in_force", "suspended")]
    days = [row.review_on for row in applies if row.review_on is not None]
    if not days:
        return None
    text = _("Review what applies by {day}", day=words.date(min(days), current_language()))
    why = _("Until then the customer may appeal at any time, and a change in their life may end it sooner.")
    return Step(text, why, _("Open the decision"), url_for("staff.decision", ref=decision.ref))


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
    form = WarningForm(data={"given_on": london_today()}).with_ways()
    if form.validate_on_submit():
        try:
            act(cases.warn, ref, form.facts())
        except RefusedError as error:
            refuse(form, error)
        else:
            flash(_("The warning is on record."))
            return redirect(url_for(".case", ref=ref), 303)
    return show("staff/case_warning.html", form=form, case=found)
