"""What follows an incident: a recording without asking, damage, help for whoever was affected, risk assessments."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import select

from casework.actions import cases, rows, text
from casework.actions.before import ENDED
from casework.actions.work import RefusedError, Work
from casework.records import adjustments, aftermath
from casework.records.aftermath import ColleagueSupport, IncidentDamage, RiskAssessment, UnconsentedRecording
from casework.records.base import new_ref
from casework.records.cases import Case, Incident
from casework.records.people import StaffMember
from casework.rules.aftermath import AT_RISK, HELP, MOMENTS, Recording, manages, recording_left
from casework.rules.calendar import day_of, months_after
from casework.rules.pack import Pack
from casework.rules.vocabulary import DIRECT_CHANNELS

TALK: Final = "talk"
MOST_PENCE: Final = 100_000_000


@dataclass(frozen=True)
class RecordingFacts:
    """What staff did about a recording without asking. ``manager_ref``: the manager who was told, where one was."""

    challenged: bool = False
    end_warned: bool = False
    gave_reason: bool = False
    other_ways: tuple[str, ...] = ()
    manager_ref: str = ""


@dataclass(frozen=True)
class DamageFacts:
    """What was damaged, and about what it costs (pence), where that is known."""

    what: str
    cost_pence: int | None = None


@dataclass(frozen=True)
class AssessmentFacts:
    """What could happen at a contact, to whom (`AT_RISK`), and what we do about it; ``moment`` of `MOMENTS`."""

    moment: str
    at_risk: tuple[str, ...]
    hazards: str
    measures: str
    review_on: date


def note_recording(work: Work, incident_ref: str, facts: RecordingFacts, seen: str | None = None) -> str:
    """Write down that the customer recorded without asking; a later word takes the place of an earlier one.

    One Vision Housing 3.3.4 to 3.3.7. ``seen``: the `version` that its writer had before them. RefusedError:
    "recording_is_agreed" where the call may be recorded, "other_ways_missing" where staff ended the contact (3.3.6),
    "unknown_code" (``field``), "noted_meanwhile". Returns the reference.
    """
    rows.acting_staff(work)
    incident = rows.taken(work, Incident, incident_ref)
    put_recording(work, incident, facts, seen)
    return incident.ref


def version(row: UnconsentedRecording | IncidentDamage | None) -> str:
    """A mark of what stands on record, to see whether somebody else wrote meanwhile; empty where nothing does."""
    if row is None:
        return ""
    said = _recorded(row) if isinstance(row, UnconsentedRecording) else _damaged(row)
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]


def put_recording(work: Work, incident: Incident, facts: RecordingFacts, seen: str | None = None) -> None:
    """The same, for whoever holds the incident with its customer's lock."""
    if adjustments.may_record(work.session, incident.customer_id, day_of(incident.happened_at)):
        raise RefusedError("recording_is_agreed", field="also")
    if not set(facts.other_ways) <= set(DIRECT_CHANNELS):
        raise RefusedError("unknown_code", field="other_ways")
    if incident.ended_how in ENDED and not facts.other_ways:
        raise RefusedError("other_ways_missing", field="other_ways")
    manager = _manager(work, facts.manager_ref) if facts.manager_ref else None
    row = aftermath.recording_of(work.session, incident.id)
    before = _recorded(row) if row else None
    after: dict[str, Any] = {
        "challenged": facts.challenged,
        "end_warned": facts.end_warned,
        "gave_reason": facts.gave_reason,
        "other_ways": [code for code in DIRECT_CHANNELS if code in facts.other_ways],
        "manager_id": manager.id if manager else row and row.manager_id,
    }
    if before == after:
        return
    _as_seen(row, seen)
    if row is None:
        row = UnconsentedRecording(incident_id=incident.id, customer_id=incident.customer_id)
        work.session.add(row)
    if after["manager_id"] != (before or {}).get("manager_id"):
        row.manager_told_on = work.today
    for name, value in after.items():
        setattr(row, name, value)
    work.session.flush()
    work.record("recording_noted", incident.ref, incident.customer_id, before=before, after=after)


def recording_owes(pack: Pack, incident: Incident, row: UnconsentedRecording) -> tuple[str, ...]:
    """What the policy asks for and the record does not show, of casework.rules.aftermath.STEPS."""
    return recording_left(pack, as_done(incident, row))


def as_done(incident: Incident, row: UnconsentedRecording) -> Recording:
    """What staff did, as the rules take it."""
    return Recording(
        challenged=row.challenged,
        warned=row.end_warned or incident.end_warned,
        ended=incident.ended_how in ENDED,
        other_ways=bool(row.other_ways),
        manager_told=row.manager_id is not None,
    )


def note_damage(work: Work, incident_ref: str, facts: DamageFacts, seen: str | None = None) -> str:
    """Write down what was damaged; a later word takes the place of an earlier one. Returns the incident's reference.

    Nothing is asked of the customer by it: a recharge is an action of a decision. ``seen`` as for `note_recording`.
    RefusedError: "missing", "unknown_code" (``field`` cost) for a sum that is none, "noted_meanwhile".
    """
    rows.acting_staff(work)
    incident = rows.taken(work, Incident, incident_ref)
    put_damage(work, incident, facts, seen)
    return incident.ref


def put_damage(work: Work, incident: Incident, facts: DamageFacts, seen: str | None = None) -> None:
    """The same, for whoever holds the incident with its customer's lock."""
    what = text.needed(facts.what, "damage", 2_000)
    if facts.cost_pence is not None and not 0 <= facts.cost_pence <= MOST_PENCE:
        raise RefusedError("unknown_code", field="cost")
    row = aftermath.damage_of(work.session, incident.id)
    before = _damaged(row) if row else None
    after = {"what": what, "pence": facts.cost_pence}
    if before == after:
        return
    _as_seen(row, seen)
    if row is None:
        row = IncidentDamage(incident_id=incident.id, customer_id=incident.customer_id)
        work.session.add(row)
    row.what, row.cost_pence = what, facts.cost_pence
    work.session.flush()
    work.record("damage_noted", incident.ref, incident.customer_id, before=before, after=after)


def ask_for_help(work: Work, incident: Incident) -> None:
    """Whoever writes an incident down would like somebody to talk with them; managers see it. Asked twice is once."""
    me = rows.acting_staff(work)
    if _help(work, incident, me.id, TALK) is None:
        row = _new_help(incident, me.id, TALK, "asked")
        row.asked_on = work.today
        work.session.add(row)
        work.session.flush()
        work.record("colleague_asked_for_help", incident.ref, incident.customer_id, kind=TALK)


def offer_help(work: Work, incident_ref: str, colleague_ref: str, kinds: tuple[str, ...]) -> str:
    """Write down help that was offered to a colleague, or (no reference) to somebody who does not work here.

    Offered twice is offered once. Returns the incident's reference. RefusedError("unknown_code").
    """
    by = rows.acting_staff(work)
    incident = rows.taken(work, Incident, incident_ref)
    if not kinds or not set(kinds) <= set(HELP):
        raise RefusedError("unknown_code", field="kinds")
    colleague = _colleague(work, colleague_ref) if colleague_ref else None
    to = colleague.id if colleague else None
    new = []
    for kind in (kind for kind in HELP if kind in kinds):
        row = _help(work, incident, to, kind)
        if row is not None and row.state != "asked":
            continue
        if row is None:
            row = _new_help(incident, to, kind, "offered")
            work.session.add(row)
        row.state, row.offered_on, row.offered_by_id = "offered", work.today, by.id
        new.append(kind)
    if new:
        work.session.flush()
        work.record("help_offered_to_colleague", incident.ref, incident.customer_id, to=colleague_ref, kinds=new)
    return incident.ref


def answer_help(work: Work, support_ref: str, taken: bool) -> str:
    """A colleague says whether they took what was offered; for somebody else, whoever offered it says so.

    Returns the incident's reference. RefusedError: "not_theirs", "not_offered_yet".
    """
    me = rows.acting_staff(work)
    row = rows.taken(work, ColleagueSupport, support_ref)
    if me.id not in (row.colleague_id, row.offered_by_id):
        raise RefusedError("not_theirs")
    if row.state == "asked":
        raise RefusedError("not_offered_yet")
    state = "taken" if taken else "declined"
    if row.state != state:
        row.state, row.answered_on = state, work.today
        work.session.flush()
        work.record("colleague_answered_help", row.incident.ref, row.customer_id, help=row.ref, came_to=state)
    return row.incident.ref


def assess_risk(work: Work, case_ref: str, facts: AssessmentFacts, form_key: str) -> str:
    """Put a risk assessment in a case, before a contact or during one (Notting Hill Genesis 4.0). Returns the case's
    reference; the same form sent twice is one.

    RefusedError: "unknown_code", "missing", "in_the_past" and "look_sooner" (``field`` review_on), "case_is_ended",
    "form_used".
    """
    assessor = rows.acting_staff(work)
    case = cases.living(rows.taken(work, Case, case_ref))
    known = work.session.scalar(select(RiskAssessment).where(RiskAssessment.form_key == form_key))
    if known is not None:
        if known.case_id != case.id:
            raise RefusedError("form_used")
        return case.ref
    _check(work, facts)
    row = RiskAssessment(
        ref=new_ref("R"),
        form_key=form_key,
        case_id=case.id,
        customer_id=case.customer_id,
        moment=facts.moment,
        at_risk=[code for code in AT_RISK if code in facts.at_risk],
        hazards=text.needed(facts.hazards, "hazards", 4_000),
        measures=text.needed(facts.measures, "measures", 4_000),
        assessed_on=work.today,
        assessed_by_id=assessor.id,
        review_on=facts.review_on,
        recorded_at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    after = {"moment": row.moment, "at_risk": row.at_risk, "hazards": row.hazards, "measures": row.measures}
    work.record("risk_assessed", case.ref, case.customer_id, assessment=row.ref, review_on=row.review_on, after=after)
    return case.ref


def _check(work: Work, facts: AssessmentFacts) -> None:
    if facts.moment not in MOMENTS:
        raise RefusedError("unknown_code", field="moment")
    if not facts.at_risk or not set(facts.at_risk) <= set(AT_RISK):
        raise RefusedError("unknown_code", field="at_risk")
    if facts.review_on < work.today:
        raise RefusedError("in_the_past", field="review_on")
    if facts.review_on > months_after(work.today, 12):
        raise RefusedError("look_sooner", field="review_on")


def _as_seen(row: UnconsentedRecording | IncidentDamage | None, seen: str | None) -> None:
    """RefusedError("noted_meanwhile") where somebody else wrote since the page was opened."""
    if seen is not None and seen != version(row):
        raise RefusedError("noted_meanwhile")


def _damaged(row: IncidentDamage) -> dict[str, object]:
    return {"what": row.what, "pence": row.cost_pence}


def _recorded(row: UnconsentedRecording) -> dict[str, object]:
    return {
        "challenged": row.challenged,
        "end_warned": row.end_warned,
        "gave_reason": row.gave_reason,
        "other_ways": list(row.other_ways),
        "manager_id": row.manager_id,
    }


def _manager(work: Work, ref: str) -> StaffMember:
    """A member of staff whose rank makes them a manager today. RefusedError("unknown_code") for anybody else."""
    found = _colleague(work, ref, "manager")
    if not manages(work.pack, rows.roles_of(found, work.today)):
        raise RefusedError("unknown_code", field="manager")
    return found


def _colleague(work: Work, ref: str, field: str = "colleague") -> StaffMember:
    found = work.session.scalar(select(StaffMember).where(StaffMember.ref == ref, StaffMember.left_on.is_(None)))
    if found is None:
        raise RefusedError("unknown_code", field=field)
    return found


def _help(work: Work, incident: Incident, colleague_id: int | None, kind: str) -> ColleagueSupport | None:
    known = select(ColleagueSupport).where(ColleagueSupport.incident_id == incident.id, ColleagueSupport.kind == kind)
    return work.session.scalar(known.where(ColleagueSupport.colleague_id.is_not_distinct_from(colleague_id)))


def _new_help(incident: Incident, colleague_id: int | None, kind: str, state: str) -> ColleagueSupport:
    return ColleagueSupport(
        ref=new_ref("U"),
        incident_id=incident.id,
        customer_id=incident.customer_id,
        colleague_id=colleague_id,
        kind=kind,
        state=state,
    )
