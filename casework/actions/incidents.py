"""Incidents: what happened is written down, and a case may be opened on it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy import select

from casework.actions import aftermath, concerns, rows, text, weighing
from casework.actions.aftermath import DamageFacts, RecordingFacts
from casework.actions.concerns import ConcernFacts
from casework.actions.weighing import Weighed
from casework.actions.work import RefusedError, Work
from casework.records.base import new_ref
from casework.records.cases import Case, Incident
from casework.rules.behaviour import ONLINE, is_serious
from casework.rules.pack import Pack
from casework.rules.stages import OPEN
from casework.rules.unacceptable import AFFECTED
from casework.rules.vocabulary import BEHAVIOURS, DIRECT_CHANNELS

CHANNELS: Final = (*DIRECT_CHANNELS, ONLINE)
UNDECIDED: Final = (*OPEN, "decision")  # a further incident joins a case in which nothing applies yet
ENDED_HOW: Final = ("not_ended", "call_ended", "meeting_left", "asked_to_leave", "no_reply")


@dataclass(frozen=True)
class IncidentFacts:
    """What a member of staff reports. ``behaviour``: one or more codes of RULES 2.

    ``examples``: those of the policy that it was. ``matters``: what another policy of the landlord deals with.
    ``weighed``: whether it counts, where that is known already. ``end_warned``: told that the contact would end unless
    it changed. What goes with it is written down by the same act: ``recording`` without asking, ``damage``, what the
    customer says about staff (``concern``), and whether the writer would like to talk about it (``asks_for_help``).
    """

    happened_at: datetime
    channel: str
    behaviour: tuple[str, ...]
    what_happened: str
    affected: str = "staff"
    serious: bool = False
    immediate_risk: bool = False
    told: bool = False
    warned: bool = False
    end_warned: bool = False
    done_at_once: str = ""
    ended_how: str = "not_ended"
    contact_ended_at: datetime | None = None
    place: str = ""
    call_ref: str = ""
    examples: tuple[str, ...] = ()
    matters: tuple[str, ...] = ()
    weighed: Weighed | None = None
    recording: RecordingFacts | None = None
    damage: DamageFacts | None = None
    concern: ConcernFacts | None = None
    asks_for_help: bool = False


def record(work: Work, customer_ref: str, facts: IncidentFacts, form_key: str) -> str:
    """Write an incident down, as reported by the person who acts; the same form sent twice is one incident.

    RefusedError: "unknown_code" (``field``), "missing", "in_the_future", "before_it_began" (``field`` ended_at), and
    those of what goes with it.
    """
    reporter = rows.acting_staff(work)
    person = rows.customer(work, customer_ref)
    known = rows.sent_before(work, Incident, form_key, customer_id=person.id, reported_by_id=reporter.id)
    if known is not None:
        return known
    _check(work, facts)
    row = _row(work, person.id, reporter.id, facts, form_key)
    work.session.add(row)
    if facts.weighed:
        weighing.put(work, row, reporter, facts.weighed)
    work.session.flush()
    work.record("incident_recorded", row.ref, person.id, after=_recorded(row))
    _put_beside(work, row, facts, customer_ref, form_key)
    return row.ref


def _put_beside(work: Work, row: Incident, facts: IncidentFacts, customer_ref: str, form_key: str) -> None:
    """What goes with the incident: it stands or falls with it."""
    if facts.recording:
        aftermath.put_recording(work, row, facts.recording)
    if facts.damage:
        aftermath.put_damage(work, row, facts.damage)
    if facts.asks_for_help:
        aftermath.ask_for_help(work, row)
    if facts.concern:
        concern = replace(facts.concern, incident_ref=row.ref)
        concerns.raise_concern(work, customer_ref, concern, form_key=f"of {form_key}"[:40])


def open_case(work: Work, incident_ref: str, *, at_once: bool = False) -> str:
    """Open a case on an incident, or add the incident to the customer's open case; returns the case's reference.

    RefusedError("does_not_count") with the findings, while the incident is not unacceptable by the policy. Where staff
    had to act ``at_once``, what nobody has answered yet is answered afterwards.
    """
    owner = rows.acting_staff(work)
    incident = rows.taken(work, Incident, incident_ref)
    if incident.case is not None:
        return incident.case.ref
    weighing.must_count(work.pack, incident, at_once=at_once)
    # A serious matter that the policy keeps away from those who decide about restrictions has a file of its own.
    file = incident.serious and work.pack.serious.elsewhere
    case = work.session.scalar(
        select(Case)
        .where(Case.customer_id == incident.customer_id, Case.stage.in_(("file",) if file else UNDECIDED))
        .order_by(Case.id)
    )
    opened = case is None
    if case is None:
        case = Case(
            ref=new_ref("K"),
            customer_id=incident.customer_id,
            owner_id=owner.id,
            stage="file" if file else "case",
            opened_at=work.now,
        )
        work.session.add(case)
    incident.case = case
    work.session.flush()
    name = ("file_opened" if file else "case_opened") if opened else "incident_added_to_case"
    work.record(name, case.ref, case.customer_id, incident=incident.ref, owner=owner.ref)
    return case.ref


def _check(work: Work, facts: IncidentFacts) -> None:
    known = (
        ("channel", facts.channel in CHANNELS),
        ("behaviour", bool(facts.behaviour or facts.recording) and set(facts.behaviour) <= set(BEHAVIOURS)),
        ("examples", set(facts.examples) <= _examples(work.pack, facts.behaviour)),
        ("matters", set(facts.matters) <= set(work.pack.unacceptable.elsewhere.matters)),
        ("affected", facts.affected in AFFECTED),
        ("ended_how", facts.ended_how in ENDED_HOW),
    )
    for field, right in known:
        if not right:
            raise RefusedError("unknown_code", field=field)
    if facts.happened_at > work.now:
        raise RefusedError("in_the_future", field="happened_at")
    if facts.contact_ended_at is not None and facts.contact_ended_at > work.now:
        raise RefusedError("in_the_future", field="ended_at")
    if facts.contact_ended_at is not None and facts.contact_ended_at < facts.happened_at:
        raise RefusedError("before_it_began", field="ended_at")


def _examples(pack: Pack, behaviour: tuple[str, ...]) -> set[str]:
    """The policy's examples of these kinds of behaviour."""
    return {code for kind in behaviour if kind in pack.behaviour for code in pack.behaviour[kind].codes}


def _recorded(row: Incident) -> dict[str, object]:
    """What the event keeps of an incident."""
    return {
        "happened_at": row.happened_at.isoformat(),
        "channel": row.channel,
        "behaviour": row.behaviour,
        "examples": row.examples,
        "matters": row.matters,
        "what_happened": row.what_happened,
        "affected": row.affected,
        "serious": row.serious,
        "immediate_risk": row.immediate_risk,
        "told": row.told,
        "warned": row.warned,
        "end_warned": row.end_warned,
        "done_at_once": row.done_at_once,
        "ended_how": row.ended_how,
        "contact_ended_at": row.contact_ended_at.isoformat() if row.contact_ended_at else None,
        "place": row.place,
        "call_ref": row.call_ref,
        "weighed": weighing.answers(row.weighing) if row.weighing else None,
    }


def _row(work: Work, customer_id: int, reporter_id: int, facts: IncidentFacts, form_key: str) -> Incident:
    return Incident(
        ref=new_ref("I"),
        form_key=form_key,
        customer_id=customer_id,
        reported_by_id=reporter_id,
        happened_at=facts.happened_at,
        channel=facts.channel,
        behaviour=[code for code in BEHAVIOURS if code in facts.behaviour],
        examples=list(dict.fromkeys(facts.examples)),
        matters=list(dict.fromkeys(facts.matters)),
        what_happened=text.needed(facts.what_happened, "what_happened"),
        affected=facts.affected,
        serious=facts.serious or is_serious(work.pack, facts.behaviour, facts.examples, facts.matters),
        immediate_risk=facts.immediate_risk,
        told=facts.told,
        warned=facts.warned,
        end_warned=facts.end_warned,
        done_at_once=text.lines(facts.done_at_once, "done_at_once", 4_000),
        ended_how=facts.ended_how,
        contact_ended_at=facts.contact_ended_at,
        place=text.line(facts.place, "place"),
        call_ref=text.line(facts.call_ref, "call_ref", 80),
        recorded_at=work.now,
    )
