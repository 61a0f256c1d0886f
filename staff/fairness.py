"""Fairness on the pages of a case and a decision: why can't I, the answer after a complaint, who acts for others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from casework.actions import points, representatives, retaliation
from casework.records import desk
from casework.records.decisions import Decision
from casework.records.fairness import RetaliationAnswer
from casework.rules.fairness import Matter
from casework.rules.milder import severity
from casework.rules.points import Option
from staff.blueprint import bp, may_act, may_read
from staff.forms.fairness import RetaliationForm
from staff.looking import looked_at
from staff.refusals import finding_says, finding_unlocks, refusals_on
from staff.showing import show
from web.access import london_today
from web.database import act, pack, reading
from web.language import gettext as _


@bp.get("/cases/<ref>/options")
@may_read
def case_options(ref: str) -> ResponseReturnValue:
    """Why can't I? Every kind of restriction: what blocks it for this person, and what would settle that."""
    found = desk.case(reading(), ref)
    looked_at(found.customer_id)
    options = points.options(reading(), pack(), found, london_today())
    known = sorted((one for one in options if one.kind.in_policy), key=lambda one: severity(pack(), one.kind))
    return show(
        "staff/case_options.html",
        case=found,
        known=[one for one in known if one.open],
        blocked=[one for one in known if not one.open],
        elsewhere=[one for one in options if not one.kind.in_policy],
        lines=lines,
    )


@dataclass(frozen=True)
class Fair:
    """What the page of a decision shows of complaints that came before it, and of how they were answered for."""

    soon: tuple[Matter, ...]
    answers: tuple[RetaliationAnswer, ...]


def fair_of(session: Session, decision: Decision, today: date) -> Fair:
    """Both, of one decision."""
    soon = retaliation.soon_after(session, pack(), decision, today)
    return Fair(soon, retaliation.answers(session, decision))


def lines(option: Option) -> list[tuple[str, str]]:
    """What is said of one kind: each thing, and what would settle it."""
    found = (*option.blocks, *option.signatures, *option.warnings)
    return [(finding_says(one), finding_unlocks(one)) for one in found]


@bp.route("/decisions/<ref>/retaliation", methods=["GET", "POST"])
@may_act
def decision_retaliation(ref: str) -> ResponseReturnValue:
    """Answer in writing why this would be proposed without the complaint that came before it."""
    session = reading()
    found = desk.decision(session, ref)
    looked_at(found.customer_id)
    form = RetaliationForm(data={"answer": retaliation.earlier_answer(session, found)})
    if form.validate_on_submit():
        with refusals_on(form):
            act(retaliation.answer, ref, str(form.answer.data))
            flash(_("Your answer is kept with the proposal."))
            return redirect(url_for(".decision", ref=ref), 303)
    soon = retaliation.soon_after(reading(), pack(), found, london_today())
    return show("staff/decision_retaliation.html", form=form, decision=found, soon=soon)


@bp.post("/representatives/<ref>")
@may_act
def representative(ref: str) -> ResponseReturnValue:
    """Write down what somebody did who acts for a customer: on a record of their own."""
    person = act(representatives.as_person, ref)
    flash(_("This record is about the person who acts for others. It never counts against a client of theirs."))
    return redirect(url_for(".incident_new", customer=person), 303)
