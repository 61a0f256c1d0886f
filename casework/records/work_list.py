"""The work list as one member of staff reads it: mine, my team's, nobody's or everybody's; a page at a time.

Everything is one statement on the table of tasks, so that a page costs the same however long the record has grown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, and_, false, func, or_, select, true
from sqlalchemy.orm import aliased

from casework.records.people import Customer, StaffMember
from casework.records.tasks import Task, TaskRole, Team, TeamMember

ON_A_PAGE: Final = 30
WHOSE: Final = ("ours", "mine", "team", "nobody", "all")
DUE: Final = ("late", "soon")
SORTS: Final = ("due", "what", "customer", "holder")

_Holder = aliased(StaffMember)


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads it. ``covers``: those whose work they have today; ``team``: the number of theirs, None without one."""

    staff_id: int
    roles: tuple[str, ...] = ()
    covers: frozenset[int] = frozenset()
    team: int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be shown. ``due``: late, soon (until ``soon``), or empty. ``sort``: of SORTS, downwards with "-".

    ``ours``: what is mine, what my team has, and what waits for anybody.
    """

    whose: str = "ours"
    kind: str = ""
    due: str = ""
    text: str = ""
    sort: str = "due"
    page: int = 1


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list."""

    key: str
    kind: str
    ref: str
    due_on: date | None
    customer_ref: str | None
    customer: str | None
    holder_id: int | None
    holder: str | None
    team: str | None
    note: str


@dataclass(frozen=True, slots=True)
class Held:
    """A task with who has it, for the page on which it is handed over."""

    key: str
    kind: str
    ref: str
    customer: str | None
    holder_id: int | None
    holder: str | None


def lines(connection: Connection, reader: Reader, asked: Asked, today: date, soon: date) -> list[Line]:
    """One page of the list, the most urgent first unless another order is asked for."""
    chosen = _chosen(reader, asked, today, soon)
    if asked.kind:
        chosen = chosen.where(Task.kind == asked.kind)
    place = max(asked.page - 1, 0) * ON_A_PAGE
    found = connection.execute(chosen.order_by(*_order(asked.sort)).limit(ON_A_PAGE).offset(place))
    return [Line(*row) for row in found]


def counts(connection: Connection, reader: Reader, asked: Asked, today: date, soon: date) -> Mapping[str, int]:
    """How many lines of each kind there are, whatever kind and page are asked for."""
    counted = _filtered(select(Task.kind, func.count()), reader, asked, today, soon).group_by(Task.kind)
    return {kind: number for kind, number in connection.execute(counted)}


def held_by(connection: Connection, staff_id: int) -> int:
    """How many tasks a person has, whether they are shown yet or not: what is to be handed over when they leave."""
    found = connection.scalar(select(func.count()).select_from(Task).where(Task.holder_id == staff_id))
    return found or 0


def held(connection: Connection, keys: Sequence[str]) -> list[Held]:
    """These tasks, those that are done left out, in the order of the list."""
    chosen = (
        select(Task.key, Task.kind, Task.ref, Customer.name, Task.holder_id, _Holder.name)
        .outerjoin(Customer, Customer.id == Task.customer_id)
        .outerjoin(_Holder, _Holder.id == Task.holder_id)
        .where(Task.key.in_(keys))
        .order_by(Task.order_on, Task.id)
    )
    return [Held(*row) for row in connection.execute(chosen)]


def _chosen(reader: Reader, asked: Asked, today: date, soon: date) -> Select[Any]:
    columns = (
        Task.key,
        Task.kind,
        Task.ref,
        Task.due_on,
        Customer.ref,
        Customer.name,
        Task.holder_id,
        _Holder.name,
        Team.name,
        Task.note,
    )
    joined = select(*columns).outerjoin(Team, Team.id == Task.team_id).outerjoin(_Holder, _Holder.id == Task.holder_id)
    if not asked.text:
        joined = joined.outerjoin(Customer, Customer.id == Task.customer_id)
    return _filtered(joined, reader, asked, today, soon)


def _filtered(chosen: Select[Any], reader: Reader, asked: Asked, today: date, soon: date) -> Select[Any]:
    found = chosen.where(Task.from_on <= today, _whose(reader, asked.whose))
    if asked.due == "late":
        found = found.where(Task.due_on < today)
    elif asked.due == "soon":
        found = found.where(Task.due_on <= soon)
    if asked.text:
        packed = asked.text.replace(" ", "").lower()
        found = found.outerjoin(Customer, Customer.id == Task.customer_id).where(
            or_(
                func.lower(Customer.name).contains(asked.text.lower(), autoescape=True),
                func.lower(Customer.ref) == packed,
                func.lower(Task.ref) == packed,
            )
        )
    return found


def _whose(reader: Reader, whose: str) -> ColumnElement[bool]:
    nobody = Task.holder_id.is_(None)
    in_my_roles = select(TaskRole.task_id).where(TaskRole.role.in_(reader.roles))
    allowed = ~Task.not_for.contains(f",{reader.staff_id},")
    mine = or_(
        Task.holder_id.in_([reader.staff_id, *sorted(reader.covers)]),
        and_(Task.id.in_(in_my_roles), nobody, allowed),
    )
    team: ColumnElement[bool] = false()
    if reader.team is not None:
        members = select(TeamMember.staff_id).where(TeamMember.team_id == reader.team)
        team = or_(Task.holder_id.in_(members), and_(nobody, Task.team_id == reader.team))
    anybody = and_(nobody, Task.by_role.is_(False), Task.team_id.is_(None))
    return {
        "mine": mine,
        "team": team,
        "nobody": nobody,
        "all": true(),
    }.get(whose, or_(mine, team, anybody))


def _order(sort: str) -> list[Any]:
    """What comes first; within the same, what is due first."""
    columns: Mapping[str, ColumnElement[Any]] = {
        "what": Task.kind,
        "customer": func.lower(Customer.name),
        "holder": _Holder.name,
        "due": Task.order_on,
    }
    first = columns.get(sort.removeprefix("-"), Task.order_on)
    return [first.desc() if sort.startswith("-") else first.asc(), Task.order_on, Task.id]
