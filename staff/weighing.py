"""Does an incident count as unacceptable by this landlord's policy? What stands in between, and the answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from casework.actions import weighing
from casework.records import desk
from casework.records.cases import Incident
from casework.rules.finding import Finding
from letters.words import policy_terms
from staff.blueprint import bp, may_act
from staff.deciding import Obstacle
from staff.examples import in_words
from staff.forms.weighing import BEFORE, GOING_ON, HAD_CAUSE, WeighForm
from staff.looking import looked_at
from staff.refusals import finding_unlocks, refusals_on, said_of
from staff.showing import show
from web.database import act, pack, reading
from web.language import current_language
from web.language import gettext as _


@dataclass(frozen=True)
class Counting:
    """What the page of an incident shows of it, in words; an answer that nobody gave is empty."""

    stops: tuple[Obstacle, ...]
    to_weigh: tuple[Obstacle, ...]
    examples: str
    matters: str
    no_more_than: str
    circumstances: str
    effects: str
    how: str
    persistence: str
    cause: str


@bp.route("/incidents/<ref>/weigh", methods=["GET", "POST"])
@may_act
def incident_weigh(ref: str) -> ResponseReturnValue:
    """The questions that the policy asks before it calls behaviour unacceptable."""
    found = desk.incident(reading(), ref)
    looked_at(found.customer_id)
    form = WeighForm(data=WeighForm.typed(found)).for_incident(pack(), found)
    if form.validate_on_submit():
        with refusals_on(form):
            act(weighing.weigh, ref, form.facts())
            flash(_("The answers are on record."))
            return redirect(url_for(".incident", ref=ref), 303)
    return show("staff/incident_weigh.html", form=form, incident=found)


def counting(incident: Incident) -> Counting:
    """What stands between an incident and "unacceptable", and what was answered about it."""
    found, row = weighing.standing(pack(), incident), incident.weighing
    return Counting(
        stops=_obstacles(found, "stop"),
        to_weigh=_obstacles(found, "warn"),
        examples=in_words(incident.examples),
        matters=_terms(policy_terms.MATTERS, incident.matters),
        no_more_than=_terms(policy_terms.CIRCUMSTANCES, row.no_more_than if row else ()),
        circumstances="; ".join(_(GOING_ON[code]) for code in (row.circumstances if row else ())),
        effects=_terms(policy_terms.CIRCUMSTANCES, row.effects if row else ()),
        how=row.how if row else "",
        persistence=_(BEFORE[row.persistence]) if row and row.persistence else "",
        cause=_(HAD_CAUSE[row.cause]) if row and row.cause else "",
    )


def _terms(names: Mapping[str, str], codes: Sequence[str]) -> str:
    return "; ".join(policy_terms.named(names, code, current_language()) for code in codes)


def _obstacles(found: Sequence[Finding], severity: str) -> tuple[Obstacle, ...]:
    return tuple(
        Obstacle(said_of(one), one.source, finding_unlocks(one), None) for one in found if one.severity == severity
    )
