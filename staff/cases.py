"""A case: the story so far, the look at the person's circumstances, warnings, and the one next step."""

from __future__ import annotations

from typing import Any, Final

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from casework.actions import cases
from casework.actions.aftermath import recording_owes
from casework.records import case_story, desk
from casework.records.case_story import CaseFile
from casework.records.cases import Case
from casework.rules.aftermath import may_read_circumstances
from staff import story_words
from staff.aftermath_words import moment_words, risked_words, step_words
from staff.blueprint import bp, may_act, may_read
from staff.evidence import releasable
from staff.forms.cases import SUPPORTED, VULNERABLE, AssessmentForm, WarningForm
from staff.forms.steps import CAME_TO, ENDS, HELP, step_name
from staff.looking import looked_at
from staff.next_steps import Story, next_step
from staff.refusals import refusals_on
from staff.showing import show
from web.access import london_today, me
from web.database import act, pack, reading
from web.kept import kept
from web.language import gettext as _

# What the timeline leaves out for who has no part in the case.
IN_CONFIDENCE: Final = ("police", "support", "support_came_to", "risk")


@bp.get("/cases/<ref>")
@may_read
@kept
def case(ref: str) -> ResponseReturnValue:
    """The whole story of a case, the next step first."""
    found = desk.case(reading(), ref)
    looked_at(found.customer_id)
    file = case_story.case_file(reading(), found)
    story = Story(found, file.decisions, file.steps, file.offers)
    return show(
        "staff/case.html",
        case=found,
        file=file,
        decisions=file.decisions,
        concerns=file.concerns,
        their_side=file.replies,
        story=story,
        step=next_step(story),
        now_risk=any(incident.immediate_risk for incident in found.incidents),
        releasable=releasable,
        **told(file),
        **named(found),
    )


def told(file: CaseFile) -> dict[str, Any]:
    """The case as a story, as far as the signed-in person may read it."""
    reads = reads_circumstances(file)
    lines = [story_words.line(one) for one in case_story.timeline(file) if reads or one.code not in IN_CONFIDENCE]
    return {
        "reads": reads,
        "lines": lines,
        "parts": story_words.parts(case_story.people(file)),
        "clocks": [(one, story_words.due_words(one), story_words.due_page(one)) for one in case_story.clocks(file)],
        "risked_words": risked_words,
        "moment_words": moment_words,
        "owed": {
            one.id: recording_owes(pack(), one, recording)
            for one in file.case.incidents
            if one.id in file.after and (recording := file.after[one.id].recording)
        },
        "step_words": step_words,
    }


def reads_circumstances(file: CaseFile) -> bool:
    """May the signed-in person read what the case holds of health, of danger and of the police?"""
    part = case_story.part_in(file, me().id)
    return may_read_circumstances(pack(), me().roles, has_part=part)


def named(found: Case) -> dict[str, Any]:
    """The codes of a case in words."""
    return {
        "step_name": step_name,
        "helped": {code: _(text) for code, text in HELP.items()},
        "came_to": {code: _(text) for code, text in CAME_TO.items()},
        "ended": _(ENDS[found.outcome]) if found.outcome else "",
        "vulnerability": _(VULNERABLE[found.vulnerability]),
        "support": _(SUPPORTED[found.support]),
    }


@bp.route("/cases/<ref>/assessment", methods=["GET", "POST"])
@may_act
def case_assessment(ref: str) -> ResponseReturnValue:
    """What is known of the person's circumstances. Who has no part in the case does not read it by writing it anew."""
    found = desk.case(reading(), ref)
    if found.assessed_on and not reads_circumstances(case_story.case_file(reading(), found)):
        abort(403)
    form = AssessmentForm(data=AssessmentForm.typed(found))
    if form.validate_on_submit():
        with refusals_on(form):
            act(cases.assess, ref, form.facts())
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
        with refusals_on(form):
            act(cases.warn, ref, form.facts())
            flash(_("The warning is on record."))
            return redirect(url_for(".case", ref=ref), 303)
    return show("staff/case_warning.html", form=form, case=found)
