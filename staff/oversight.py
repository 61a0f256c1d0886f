"""What the monitoring team receives of each authorised action, and what a member of staff is told was decided."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from casework.actions import notices, oversight
from casework.actions.oversight import TEAM
from casework.records import oversight as records
from casework.rules.similar import SMALLEST_GROUP, Count
from casework.rules.similar import told as told_in_groups
from staff.blueprint import READ_ONLY, bp, may_act
from staff.forms.oversight import ReceiveForm
from staff.refusals import refusals_on
from staff.showing import show
from translations import mark
from web.access import me, staff_only
from web.database import act, reading
from web.language import gettext as _

may_monitor = staff_only(also=(TEAM, *READ_ONLY))
of_the_team = staff_only(TEAM)
# What a notice is about, and the page on which it is read.
TOLD: Final[Mapping[str, tuple[str, str]]] = {
    "decision": (mark("A decision was issued"), "staff.decision"),
    "review": (mark("A review was held"), "staff.review"),
    "appeal": (mark("An appeal was decided"), "staff.appeal"),
    "allocated": (mark("You were given an appeal to hear"), "staff.appeal"),
    "answer": (mark("The customer answered"), "staff.question_answer"),
    "went_on": (mark("It went on during a restriction: is more needed?"), "staff.incident"),
}
WHAT: Final[Mapping[str, str]] = {
    "decision": mark("Decision"),
    "action": mark("Action"),
    "review": mark("Review"),
    "appeal": mark("Appeal"),
}


@bp.get("/authorised")
@may_monitor
def authorised() -> ResponseReturnValue:
    """Every authorised action as the team has it: codes and roles, nobody's name."""
    found = records.records(reading())
    what = {code: _(text) for code, text in WHAT.items()}
    counts = [
        Count(one.behaviour, one.kind, one.cases, one.imposed, one.ended_early)
        for one in records.similar_of_all(reading())
    ]
    similar = told_in_groups(counts)
    team = TEAM in me().roles
    return show("staff/authorised.html", records=found, what=what, team=team, similar=similar, smallest=SMALLEST_GROUP)


@bp.route("/authorised/<ref>", methods=["GET", "POST"])
@of_the_team
def authorised_receive(ref: str) -> ResponseReturnValue:
    """The team has it, and what they make of it."""
    found = records.record(reading(), ref)
    form = ReceiveForm(data={"note": found.note})
    if form.validate_on_submit():
        with refusals_on(form):
            act(oversight.receive, ref, form.note.data or "")
            flash(_("This is on record."))
            return redirect(url_for(".authorised"), 303)
    return show("staff/authorised_receive.html", form=form, record=found, what=_(WHAT[found.what]))


@bp.get("/told", defaults={"ref": ""})
@bp.get("/told/<ref>")
@may_act
def told(ref: str) -> ResponseReturnValue:
    """What the signed-in person was told and has not said that they have seen; ``ref``: what it is about, if one."""
    found = [one for one in records.notices(reading(), me().id) if ref in ("", one.subject)]
    return show("staff/told.html", notices=[(one, *_said(one.what, one.subject)) for one in found])


@bp.post("/told/seen/<int:number>")
@may_act
def told_seen(number: int) -> ResponseReturnValue:
    """The person has seen it."""
    act(notices.seen, number)
    return redirect(url_for(".told"), 303)


def _said(what: str, subject: str) -> tuple[str, str]:
    """What was decided, and where it is read."""
    words, endpoint = TOLD[what]
    return _(words), url_for(endpoint, ref=subject)
