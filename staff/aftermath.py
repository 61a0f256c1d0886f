"""What follows an incident: a recording without asking, damage, help for whoever was affected, risk assessments."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from casework.actions import aftermath as actions
from casework.actions import rows
from casework.actions.work import RefusedError
from casework.records import aftermath, desk, fair_desk
from casework.records.cases import Incident
from casework.records.people import StaffMember
from casework.rules import aftermath as rules
from casework.rules.markers import marker
from staff.aftermath_words import help_state_words, help_words, step_words
from staff.blueprint import bp, may_act
from staff.drafting import key_of
from staff.forms.aftermath import WE_DID, DamageForm, HelpForm, RecordingForm, RiskForm
from staff.looking import looked_at
from staff.refusals import refuse, says
from staff.showing import way
from staff.steps import drawn, page
from web.access import london_today, me
from web.database import act, pack, reading
from web.forms import Choice, Form
from web.language import gettext as _


def managers(staff: Sequence[StaffMember]) -> list[StaffMember]:
    """Those whom staff tell, by the rank of a role that they hold today."""
    return [one for one in staff if rules.manages(pack(), rows.roles_of(one, london_today()))]


def beside(found: Incident) -> dict[str, Any]:
    """What the page of an incident shows beside the incident: what goes with it, and what it is held with."""
    session = reading()
    after = aftermath.of_incident(session, found.id)
    decisions = desk.case_decisions(session, found.case.id) if found.case else ()
    held = [one for decision in decisions if decision.issued_at for one in decision.restrictions]
    return {
        "after": after,
        "owed": actions.recording_owes(pack(), found, after.recording) if after.recording else (),
        "step_words": step_words,
        "help_words": help_words,
        "help_state_words": help_state_words,
        "answers": {one.ref for one in after.support if one.state == "offered" and _may_answer(one)},
        "concerns": fair_desk.incidents_concerns(session, found.id),
        "markers": [(one, marker(pack(), safety=one.safety)) for one in held],
        "letters": aftermath.letters_with(session, found.case_id, [one.id for one in decisions]),
    }


def _may_answer(one: aftermath.ColleagueSupport) -> bool:
    return me().id in (one.colleague_id, one.offered_by_id)


@bp.route("/incidents/<ref>/recording", methods=["GET", "POST"])
@may_act
def incident_recording(ref: str) -> ResponseReturnValue:
    """The customer recorded without asking: what was done, and who was told."""
    found = desk.incident(reading(), ref)
    known = aftermath.recording_of(reading(), found.id)
    form = RecordingForm(data={"seen": actions.version(known), **(_typed_recording(known) if known else {})})
    form.offer_recording(managers(aftermath.at_work(reading(), london_today())))
    intro = _("Ask first why they record: a need such as not remembering calls may be agreed as an adjustment.")

    def do() -> None:
        act(actions.note_recording, ref, form.recording_facts(), form.seen.data)

    return _of_incident(found, form, do, _("They recorded without asking"), intro, known=known)


@bp.route("/incidents/<ref>/damage", methods=["GET", "POST"])
@may_act
def incident_damage(ref: str) -> ResponseReturnValue:
    """What was damaged, and what it may cost."""
    found = desk.incident(reading(), ref)
    known = aftermath.damage_of(reading(), found.id)
    pounds = known.cost_pence // 100 if known and known.cost_pence is not None else None
    started = {"damage": known.what, "cost": pounds} if known else {}
    form = DamageForm(data={"seen": actions.version(known), **started})
    intro = _("This asks nothing of the customer. To ask for the money is a decision, with reasons and an appeal.")

    def do() -> None:
        act(actions.note_damage, ref, form.damage_facts(), form.seen.data)

    return _of_incident(found, form, do, _("Damage"), intro, known=known)


@bp.route("/incidents/<ref>/help", methods=["GET", "POST"])
@may_act
def incident_help(ref: str) -> ResponseReturnValue:
    """Help that was offered to whoever was affected."""
    found = desk.incident(reading(), ref)
    form = HelpForm(data={"colleague": found.reported_by.ref if found.affected == "staff" else ""})
    form.colleague.offer(Choice(one.ref, one.name) for one in aftermath.at_work(reading(), london_today()))
    intro = _("Offer it first, then write it down here. How they are stays between the two of you.")

    def do() -> None:
        act(actions.offer_help, ref, form.colleague.data or "", tuple(form.kinds.data))

    return _of_incident(found, form, do, _("Help for a colleague"), intro)


@bp.post("/help/<ref>/<answer>")
@may_act
def help_answer(ref: str, answer: str) -> ResponseReturnValue:
    """A colleague takes what was offered, or says no."""
    incident = desk.incident(reading(), aftermath.support(reading(), ref).incident.ref)
    try:
        act(actions.answer_help, ref, answer == "taken")
    except RefusedError as error:
        for message in says(error):
            flash(message, "error")
    return redirect(url_for(".incident", ref=incident.ref), 303)


@bp.route("/cases/<ref>/risk", methods=["GET", "POST"])
@may_act
def case_risk(ref: str) -> ResponseReturnValue:
    """A risk assessment, for staff and for the customer."""
    case = desk.case(reading(), ref)
    form = RiskForm(data={"form_key": secrets.token_hex(16), "moment": "before"})
    intro = _("What could happen to staff, to the customer and to others at the next contact.")

    def do(_form: Form) -> None:
        act(actions.assess_risk, ref, form.facts(), key_of(form))

    return page(case, form, do, _("Risk assessment"), intro)


def _of_incident(
    found: Incident,
    form: Form,
    do: Callable[[], None],
    heading: str,
    intro: str,
    *,
    known: aftermath.UnconsentedRecording | aftermath.IncidentDamage | None = None,
) -> ResponseReturnValue:
    """Show the form; when it is sent and taken, back to the incident. ``known``: what it would take the place of."""
    looked_at(found.customer_id)
    back = url_for(".incident", ref=found.ref)
    if form.validate_on_submit():
        try:
            do()
        except RefusedError as error:
            refuse(form, error)
            if error.code == "noted_meanwhile":  # they read it, and may then put theirs in its place
                form["seen"].data = actions.version(known)
                intro = _now(known)
        else:
            flash(_("This is on record."))
            return redirect(back, 303)
    return drawn(form, heading, intro, f"{found.customer.name} · {found.ref}", back)


def _now(known: aftermath.UnconsentedRecording | aftermath.IncidentDamage | None) -> str:
    """What stands on record, in one line."""
    if isinstance(known, aftermath.IncidentDamage):
        said = [known.what]
    elif known is not None:
        typed = _typed_recording(known)
        said = [str(one.label) for one in WE_DID if one.code in typed["recording_steps"]]
        said += [way(code) for code in known.other_ways] + ([known.manager.name] if known.manager else [])
    else:
        said = []
    return _("On record now: {words}", words="; ".join(said) or "–")


def _typed_recording(known: aftermath.UnconsentedRecording) -> dict[str, Any]:
    steps = [name for name in ("challenged", "end_warned", "gave_reason") if getattr(known, name)]
    manager = known.manager.ref if known.manager else ""
    return {"recording_steps": steps, "other_ways": known.other_ways, "manager": manager}
