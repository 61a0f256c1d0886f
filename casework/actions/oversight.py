"""Every authorised action reaches the monitoring team as a record, in the transaction of the act (Octavia 5.1, 5.2)."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from casework.actions import proposals, rows, text
from casework.actions.work import NotFoundError, RefusedError, Work
from casework.records.appeals import Appeal
from casework.records.base import new_ref
from casework.records.cases import Case
from casework.records.decisions import Decision
from casework.records.oversight import MonitoringRecord
from casework.records.reviews import Review

TEAM = "monitoring_team"  # the role of whoever sees to it that what is authorised is alike from case to case


def decided(work: Work, decision: Decision) -> None:
    """A decision was issued."""
    roles = [one.role for one in proposals.counted(decision) if one.agrees]
    kinds = [one.kind for one in proposals.proposed(decision)]
    _report(work, "decision", decision.ref, decision.case, roles, kinds=kinds, actions=decision.actions)


def started(work: Work, case: Case, code: str, role: str) -> None:
    """An action was started in the file of a serious matter."""
    _report(work, "action", f"{case.ref} {code} {work.today.isoformat()}", case, [role], actions=[code])


def reviewed(work: Work, review: Review, kinds: Iterable[str]) -> None:
    """A review was held. ``kinds``: what was looked at."""
    roles = [one.role for one in review.signatures if one.agrees and one.content_hash == review.content_hash]
    _report(work, "review", review.ref, review.decision.case, roles, kinds=kinds, outcome=review.outcome)


def heard(work: Work, appeal: Appeal, kinds: Iterable[str]) -> None:
    """An appeal was decided. ``kinds``: what it was against."""
    roles = [appeal.hearer_role or appeal.heard_by or ""]
    _report(work, "appeal", appeal.ref, appeal.decision.case, roles, kinds=kinds, outcome=appeal.outcome)


def receive(work: Work, ref: str, note: str) -> str:
    """The team has it, and what they make of it; the note can be written anew. The same twice is once.

    RefusedError: "staff_only", "role_not_held" for whoever is not of the team, "too_long".
    """
    person = rows.acting_staff(work)
    if not rows.holds(person, TEAM, work.today):
        raise RefusedError("role_not_held", role=TEAM)
    found = work.session.scalar(
        select(MonitoringRecord)
        .where(MonitoringRecord.ref == ref)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise NotFoundError(ref)
    words = text.lines(note, "note", 4_000)
    if found.received_at is not None and found.note == words:
        return found.ref
    found.note, found.received_by_id = words, person.id
    found.received_at = found.received_at or work.now
    work.session.flush()
    work.record("monitoring_received", found.ref, found.customer_id, about=found.subject, note=words)
    return found.ref


def _report(
    work: Work,
    what: str,
    subject: str,
    case: Case,
    roles: Iterable[str],
    *,
    kinds: Iterable[str] = (),
    actions: Iterable[str] = (),
    outcome: str | None = None,
) -> None:
    known = select(MonitoringRecord.id).where(MonitoringRecord.what == what, MonitoringRecord.subject == subject)
    if work.session.scalar(known) is not None:
        return
    made = MonitoringRecord(
        ref=new_ref("Z"),
        what=what,
        subject=subject,
        customer_id=case.customer_id,
        made_at=work.now,
        behaviour=list(dict.fromkeys(code for one in case.incidents for code in one.behaviour)),
        kinds=list(dict.fromkeys(kinds)),
        actions=list(actions),
        roles=sorted(set(roles)),
        outcome=outcome,
    )
    work.session.add(made)
    work.session.flush()
