"""Who sees to what: taking a task, giving it to somebody or to a team, and a whole case to another owner.

To have a task never gives a right: who may decide, hear or sign is asked of the rules at the act itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select

from casework.actions import keeping, rows, text
from casework.actions.work import NotFoundError, RefusedError, Work
from casework.records import absences
from casework.records.cases import Case
from casework.records.decisions import Decision
from casework.records.keys import NOBODY
from casework.records.people import StaffMember
from casework.records.tasks import Task, TaskRole, Team

LONGEST_NOTE: Final = 2_000
# Who hears an appeal is settled on its own page: somebody who may, and took it.
BY_ITS_OWN_PAGE: Final = frozenset({"appeal_heard"})


@dataclass(frozen=True)
class Receiver:
    """To whom: one of the two. An empty ``staff_ref`` and a ``team_ref``: to the team, and nobody's in it yet."""

    staff_ref: str = ""
    team_ref: str = ""


def take(work: Work, keys: Sequence[str]) -> int:
    """Take tasks that nobody has; those that are mine already stay so. Returns how many are newly mine.

    RefusedError "task_is_held" (``who``) where somebody else took one meanwhile, "may_not" where the rules leave it to
    others, "by_its_own_page"; NotFoundError where it is done.
    """
    me = rows.acting_staff(work)
    new = 0
    for task in _taken(work, keys):
        if task.holder_id == me.id:
            continue
        if task.holder_id is not None:
            raise RefusedError("task_is_held", who=task.holder.name if task.holder else "")
        _check_may(work, task, me)
        _give(work, task, me, None, "")
        work.record("task_taken", task.ref, task.customer_id or NOBODY, kind=task.kind)
        new += 1
    return new


def hand_over(work: Work, seen: Sequence[tuple[str, int]], to: Receiver, note: str = "") -> int:
    """Give tasks to somebody, or to a team, with a note for them. Returns how many changed hands.

    ``seen``: each task with the number of who had it when the page was read (0: nobody). As it stands already, it
    changes nothing. RefusedError: "nobody_chosen", "may_not", "by_its_own_page", "is_away" (``field`` to),
    "task_changed_hands" (``who``) where it was given to another one meanwhile.
    """
    rows.acting_staff(work)
    person, team = _receiver(work, to)
    words = text.lines(note, "note", LONGEST_NOTE)
    had = dict(seen)
    given = 0
    for task in _taken(work, list(had)):
        if _stands(task, person, team) and task.note == words:
            continue
        if (task.holder_id or 0) != had[task.key]:
            raise RefusedError("task_changed_hands", who=task.holder.name if task.holder else "")
        if person is not None:
            _check_may(work, task, person)
        before = task.holder.ref if task.holder else None
        _give(work, task, person, team, words)
        after = {"to": person.ref if person else None, "team": team.ref if team else None, "note": words}
        work.record(
            "task_handed_over", task.ref, task.customer_id or NOBODY, kind=task.kind, before=before, after=after
        )
        given += 1
    return given


def hand_over_case(work: Work, case_ref: str, to_ref: str, note: str) -> str:
    """Give a case to another owner, with what is still to do in it. To its owner, it changes nothing.

    RefusedError: "case_has_ended", "is_away" (``field`` to).
    """
    rows.acting_staff(work)
    case = rows.taken(work, Case, case_ref)
    person, _team = _receiver(work, Receiver(to_ref))
    if person is None or case.owner_id == person.id:
        return case.ref
    if case.stage == "ended":
        raise RefusedError("case_has_ended")
    words = text.lines(note, "note", LONGEST_NOTE)
    before, case.owner_id = case.owner.ref, person.id
    work.session.flush()
    work.session.expire(case, ["owner"])
    work.record("case_handed_over", case.ref, case.customer_id, before=before, after=person.ref, note=words)
    numbers = work.session.scalars(select(Decision.id).where(Decision.case_id == case.id)).all()
    keeping.keep(work, {"review": numbers})
    return case.ref


def _taken(work: Work, keys: Sequence[str]) -> list[Task]:
    """The tasks, each with its customer's lock held, as they stand now; always in the same order."""
    known = work.session.execute(select(Task.key, Task.customer_id).where(Task.key.in_(keys))).all()
    if len(known) < len(set(keys)):
        raise NotFoundError("task")
    for customer_id in sorted({one.customer_id for one in known if one.customer_id is not None}):
        rows.lock(work, customer_id)
    chosen = select(Task).where(Task.key.in_(keys)).order_by(Task.id).with_for_update(of=Task)
    found = work.session.scalars(chosen.execution_options(populate_existing=True)).all()
    if len(found) < len(known):
        raise NotFoundError("task")
    return list(found)


def _receiver(work: Work, to: Receiver) -> tuple[StaffMember | None, Team | None]:
    if to.team_ref and not to.staff_ref:
        return None, absences.team(work.session, to.team_ref)
    if not to.staff_ref:
        raise RefusedError("nobody_chosen", field="to")
    found = work.session.scalar(select(StaffMember).where(StaffMember.ref == to.staff_ref))
    if found is None or (found.left_on is not None and found.left_on < work.today):
        raise NotFoundError(to.staff_ref)
    if absences.away(work.session, work.today).get(found.id, found.id) is None:
        raise RefusedError("is_away", field="to")
    return found, None


def _check_may(work: Work, task: Task, person: StaffMember) -> None:
    """A task goes only to who works on cases, and where the rules leave it to few, to one of these."""
    if task.kind in BY_ITS_OWN_PAGE:
        raise RefusedError("by_its_own_page")
    held = {role for role in rows.roles_of(person, work.today) if role in work.pack.roles}
    asked = set(work.session.scalars(select(TaskRole.role).where(TaskRole.task_id == task.id)))
    barred = task.by_role and (f",{person.id}," in task.not_for or not held & asked)
    if not held or barred:
        raise RefusedError("may_not", field="to", who=person.name)


def _stands(task: Task, person: StaffMember | None, team: Team | None) -> bool:
    wanted = (person.id if person else None, team.id if team else None)
    return (task.holder_id, task.team_id) == wanted


def _give(work: Work, task: Task, person: StaffMember | None, team: Team | None, note: str) -> None:
    task.assigned_id = task.holder_id = person.id if person else None
    task.team_id = team.id if team else None
    task.note, task.handed_by_id, task.handed_at = note, work.actor.id, work.now
    work.session.flush()
    work.session.expire(task, ["holder"])
