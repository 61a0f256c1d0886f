"""Giving an appeal to somebody who may hear it: a manager does, who took no part in what it is about."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.actions import appealed, hearings, moves, notices, rows, text
from casework.actions.work import NotFoundError, RefusedError, Work
from casework.records.appeals import Appeal
from casework.records.people import StaffMember
from casework.rules.pack import Pack


def may_allocate(session: Session, pack: Pack, appeal: Appeal, staff: StaffMember, today: date) -> bool:
    """May this person say who hears it? A manager (the rank that decides by the floor) who had no part in it."""
    rank = pack.floor["decision"].table.count("rank")
    manager = any(pack.rank(role) >= rank for role in rows.roles_of(staff, today) if role in pack.roles)
    return manager and str(staff.id) not in _took_part(session, pack, appeal)


def allocate(work: Work, appeal_ref: str, hearer_ref: str, seen: str = "", why: str = "") -> str:
    """Give an appeal to a hearer; to the same one twice is once. Returns the appeal's reference.

    ``seen``: the reference of who heard it when the page was opened, blank for nobody: who was quicker has it. ``why``:
    needed where it is taken from somebody. RefusedError: "may_not_allocate", "appeal_is_hearing" (somebody else has it
    by now), "missing" (``field`` why), "not_allowed" with what stands in the hearer's way, "appeal_is_decided".
    """
    manager = rows.acting_staff(work)
    appeal = rows.taken(work, Appeal, appeal_ref)
    if appeal.submitted_at is None:
        raise NotFoundError(appeal_ref)
    if not may_allocate(work.session, work.pack, appeal, manager, work.today):
        raise RefusedError("may_not_allocate")
    hearer = work.session.scalar(select(StaffMember).where(StaffMember.ref == hearer_ref))
    if hearer is None:
        raise RefusedError("unknown_code", field="hearer")
    if appeal.state == "hearing" and appeal.hearer_id == hearer.id:
        return appeal.ref
    before = appeal.hearer.ref if appeal.state == "hearing" and appeal.hearer else ""
    if before != seen:
        raise RefusedError("appeal_is_hearing")
    said = text.needed(why, "why", 2_000) if before else ""
    if not before:
        moves.check("appeal", appeal.state, "hearing")
    _give(work, appeal, hearer)
    appeal.allocated_by_id, appeal.allocated_at, appeal.allocated_why = manager.id, work.now, said
    work.session.flush()
    work.session.expire(appeal, ["hearer", "allocated_by"])
    role = appeal.hearer_role
    work.record(
        "appeal_allocated", appeal.ref, appeal.customer_id, hearer=hearer.ref, role=role, before=before, why=said
    )
    notices.tell(work, [hearer.id], "allocated", appeal.ref, appeal.customer_id)
    return appeal.ref


def _give(work: Work, appeal: Appeal, hearer: StaffMember) -> None:
    role = hearings.role_to_hear(work.session, work.pack, appeal, hearer, work.today)
    if role is None or (hearer.left_on is not None and hearer.left_on < work.today):
        stops = hearings.may_hear(work.session, work.pack, appeal, hearer, work.today)
        raise RefusedError("not_allowed" if stops else "role_not_held", stops, field="hearer")
    appeal.state, appeal.hearer_id, appeal.hearer_role = "hearing", hearer.id, role


def _took_part(session: Session, pack: Pack, appeal: Appeal) -> set[str]:
    """Everyone who decided it or had a part in it, in the whole case where the policy looks at that."""
    part = {one.person for one in appealed.decided_by(appeal.decision)} | set(
        appealed.involved(session, appeal.decision)
    )
    return part | set(appealed.in_the_case(session, appeal)) if pack.appeals.whole_case else part
