"""Keeps the work list in step with the record, in the same transaction as each change, and as a whole each night.

No action has to think of it: whatever rows of a source (casework/actions/waiting.py) were written, the lines about
them are worked out anew before the transaction commits. What a day brings about by itself (a plan that can begin, an
answer that is news no more) the night brings up to date.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import BindParameter, Row, bindparam, delete, event, insert, inspect, select, update
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction

from casework.actions.waiting import SOURCES, UNCOVERED, Source
from casework.actions.who_may import May, may
from casework.actions.work import Work
from casework.records import versions
from casework.records.database import WritingSession
from casework.records.people import Customer
from casework.records.tasks import Absence, Task, TaskRole
from casework.rules.calendar import day_of

_TOUCHED: Final = "tasks_touched"  # of a session: what was written, as pairs of the kind of task and a number
_NEWS_FOR: Final = timedelta(days=30)  # an answer to a question of mine
_WITHOUT_A_LAST_DAY: Final = timedelta(days=14)  # where no policy names one, it stands among what is due by then
_EVERYTHING: Final = 0  # no row has this number
_AT_A_TIME: Final = 5_000  # numbers in one statement
_WATCHED: Final[dict[type, list[tuple[str, str]]]] = {}
for _source in SOURCES.values():
    for _table, _column in _source.watches.items():
        _WATCHED.setdefault(_table, []).append((_source.kind, _column))

# Each is asked at nearly every act: made once, they are not made and compiled anew.
_NUMBERS: Final[BindParameter[int]] = bindparam("numbers", expanding=True)
_ROWS: Final = {source.kind: source.rows.where(source.number.in_(_NUMBERS)) for source in SOURCES.values()}
_ERASED: Final = select(Customer.id).where(Customer.id.in_(_NUMBERS), Customer.erased_at.is_not(None))
_TASKS: Final = select(Task).execution_options(populate_existing=True)
_TASKS_BY_KEY: Final = _TASKS.where(Task.key.in_(bindparam("keys", expanding=True)))


@dataclass(frozen=True)
class Line:
    """A task as the record has it now."""

    kind: str
    number: int
    ref: str
    customer_id: int | None
    due_on: date | None
    order_on: date
    from_on: date
    owner_id: int | None
    may: May

    @property
    def values(self) -> dict[str, Any]:
        """The columns that follow the record."""
        barred = "".join(f",{one}" for one in sorted(self.may.not_for))
        return {
            "ref": self.ref,
            "customer_id": self.customer_id,
            "due_on": self.due_on,
            "order_on": self.order_on,
            "from_on": self.from_on,
            "owner_id": self.owner_id,
            "by_role": self.may.roles is not None,
            "not_for": f"{barred}," if barred else "",
        }


def keep_all(work: Work) -> int:
    """Bring the whole list up to date; returns how many lines were wrong. Doing it twice changes nothing."""
    return sum(keep_kind(work, kind) for kind in SOURCES)


def keep_kind(work: Work, kind: str) -> int:
    """The same for one kind of task."""
    now = {line.number: line for line in _lines(work, {kind: None})}
    then = {one.source_id: one for one in work.session.scalars(_TASKS.where(Task.kind == kind))}
    differ = [number for number in {*now, *then} if not _alike(work.session, now.get(number), then.get(number))]
    keep(work, {kind: differ})  # read again: somebody may have changed it since
    return len(differ)


def keep(work: Work, wanted: Mapping[str, Collection[int]]) -> None:
    """Bring the lines about these rows up to date. ``wanted``: numbers of rows by kind of task."""
    if sum(map(len, wanted.values())) <= _AT_A_TIME:
        _keep_some(work, wanted)
        return
    for kind, numbers in wanted.items():
        some = list(numbers)
        for first in range(0, len(some), _AT_A_TIME):
            _keep_some(work, {kind: some[first : first + _AT_A_TIME]})


def _keep_some(work: Work, wanted: Mapping[str, Collection[int]]) -> None:
    lines = _lines(work, {kind: numbers for kind, numbers in wanted.items() if numbers})
    now = {_key(line.kind, line.number): line for line in lines}
    keys = [_key(kind, number) for kind, numbers in wanted.items() for number in numbers]
    then = {task.key: task for task in work.session.scalars(_TASKS_BY_KEY, {"keys": keys})}
    gone = [task.id for key, task in then.items() if key not in now]
    if gone:
        work.session.execute(delete(TaskRole).where(TaskRole.task_id.in_(gone)))
        work.session.execute(delete(Task).where(Task.id.in_(gone)))
    for key, line in now.items():
        _write(work.session, line, then.get(key))


def _write(session: Session, line: Line, task: Task | None) -> None:
    if task is None:
        fresh = {"key": _key(line.kind, line.number), "kind": line.kind, "source_id": line.number, "note": ""}
        made = insert(Task).values(**fresh, **line.values, holder_id=line.owner_id).returning(Task.id)
        _write_roles(session, session.scalars(made).one(), line)
    elif not _alike(session, line, task):
        holder = task.assigned_id or (line.owner_id if task.team_id is None else None)
        session.execute(update(Task).where(Task.id == task.id).values(**line.values, holder_id=holder))
        session.execute(delete(TaskRole).where(TaskRole.task_id == task.id))
        _write_roles(session, task.id, line)


def _write_roles(session: Session, task_id: int, line: Line) -> None:
    if line.may.roles:
        session.execute(insert(TaskRole), [{"task_id": task_id, "role": role} for role in line.may.roles])


def _alike(session: Session, line: Line | None, task: Task | None) -> bool:
    if line is None or task is None:
        return line is None and task is None
    if any(getattr(task, name) != value for name, value in line.values.items()):
        return False
    kept = session.scalars(select(TaskRole.role).where(TaskRole.task_id == task.id)) if task.by_role else ()
    return set(kept) == set(line.may.roles or ())


def _key(kind: str, number: int) -> str:
    return f"{kind}-{number}"


def _lines(work: Work, wanted: Mapping[str, Collection[int] | None]) -> list[Line]:
    """The tasks that there are about these rows, by kind of task; None: about all of its rows."""
    found = [(SOURCES[kind], row) for kind, numbers in wanted.items() for row in _rows(work, kind, numbers)]
    erased = _erased(work.session, {row[2] for _source, row in found})
    lines = (_line(work, source, row) for source, row in found if row[2] not in erased)
    return [line for line in lines if line is not None]


def _rows(work: Work, kind: str, numbers: Collection[int] | None) -> Sequence[Row[*tuple[Any, ...]]]:
    if numbers is None:
        return work.session.execute(SOURCES[kind].rows).all()
    return work.session.execute(_ROWS[kind], {"numbers": list(numbers)}).all()


def _line(work: Work, source: Source, row: Row[*tuple[Any, ...]]) -> Line | None:
    """The task about one row; None where nothing waits."""
    number, ref, customer_id, due_on, since, owner_id = row
    began = day_of(since) if isinstance(since, datetime) else since
    if source.kind == "answer" and began < work.today - _NEWS_FOR:
        return None
    allowed = may(work, source.kind, number)
    if not allowed.open:
        return None
    due = allowed.due_on or (source.due(work.pack, began) if source.due else due_on)
    shows = due - source.ahead if due is not None and source.ahead is not None else began + source.after
    order = due or began + _WITHOUT_A_LAST_DAY
    return Line(source.kind, number, ref, customer_id, due, order, shows, owner_id, allowed)


def _erased(session: Session, customers: Collection[int | None]) -> set[int]:
    """Those of these customers who were erased: nothing waits about them."""
    some = sorted(one for one in customers if one is not None)
    gone: set[int] = set()
    for first in range(0, len(some), _AT_A_TIME):
        gone.update(session.scalars(_ERASED, {"numbers": some[first : first + _AT_A_TIME]}))
    return gone


@event.listens_for(WritingSession, "after_flush")
def _note(session: Session, _context: UOWTransaction) -> None:
    """Remember which rows of a source were written."""
    touched: set[tuple[str, int]] = session.info.setdefault(_TOUCHED, set())
    for row in (*session.new, *session.dirty, *session.deleted):
        for kind, column in _WATCHED.get(type(row), ()):
            number = getattr(row, column)
            if number is not None:
                touched.add((kind, number))
        if isinstance(row, Absence):
            touched.add((UNCOVERED, _EVERYTHING))


@event.listens_for(WritingSession, "do_orm_execute")
def _note_many(state: ORMExecuteState) -> None:
    """The same for a statement that writes many rows at once."""
    if not (state.is_update or state.is_delete) or state.bind_mapper is None:
        return
    touched: set[tuple[str, int]] = state.session.info.setdefault(_TOUCHED, set())
    statement: Any = state.statement
    for kind, column in _WATCHED.get(state.bind_mapper.class_, ()):
        number = inspect(state.bind_mapper.class_).attrs[column].columns[0]
        found = select(number).where(*([] if statement.whereclause is None else [statement.whereclause]))
        touched.update((kind, one) for one in state.session.scalars(found) if one is not None)


@event.listens_for(WritingSession, "before_commit")
def _follow(session: Session) -> None:
    """What follows each change: the lines about it, and the versions of the records that it touched."""
    session.flush()
    _keep_touched(session)
    versions.raise_touched(session)


def _keep_touched(session: Session) -> None:
    """Work the lines out anew. A session in which nobody acted (a restored backup) is left to the night."""
    touched: set[tuple[str, int]] = session.info.pop(_TOUCHED, set())
    work: Work | None = session.info.get("work")
    if work is None or not touched:
        return
    numbers: dict[str, set[int]] = {}
    for kind, number in touched:
        numbers.setdefault(kind, set()).add(number)
    for kind in [kind for kind in SOURCES if _EVERYTHING in numbers.get(kind, ())]:
        del numbers[kind]
        keep_kind(work, kind)
    keep(work, {kind: numbers[kind] for kind in SOURCES if kind in numbers})
    session.flush()
