"""The work list as one member of staff reads it: mine, my team's, nobody's or everybody's; a page at a time.

Each is one statement on the table of tasks, so that a page costs the same however long the record has grown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import (
    Connection,
    Date,
    Integer,
    Select,
    String,
    Subquery,
    bindparam,
    false,
    func,
    literal,
    or_,
    select,
    union,
    union_all,
)
from sqlalchemy.orm import aliased

from casework.records.advocates import ForcedWord
from casework.records.people import Customer, StaffMember
from casework.records.prepared import Prepared
from casework.records.requests import EssentialRequest
from casework.records.tasks import Absence, Task, TaskRole, Team, TeamMember
from casework.rules.absence import covers
from casework.rules.requests import IN_CONFIDENCE

ON_A_PAGE: Final = 30
WHOSE: Final = ("ours", "mine", "team", "nobody", "all")
DUE: Final = ("late", "soon")
SORTS: Final = ("due", "what", "customer", "holder")

_Holder = aliased(StaffMember)
_TODAY: Final = bindparam("today", type_=Date())


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
    shape = _Shape.of(reader, asked)
    skip = max(asked.page - 1, 0) * ON_A_PAGE
    rows = _lines_of(shape, asked.sort).rows(connection, {**_values(reader, asked, today, soon), "skip": skip})
    return [Line(*row) for row in rows]


def counts(connection: Connection, reader: Reader, asked: Asked, today: date, soon: date) -> Mapping[str, int]:
    """How many lines of each kind there are, whatever kind and page are asked for."""
    shape = replace(_Shape.of(reader, asked), kind=False)
    return dict(_counts_of(shape).rows(connection, _values(reader, asked, today, soon)))


def reader(connection: Connection, staff_id: int, roles: tuple[str, ...], today: date) -> Reader:
    """Who reads the list on a day: with their team, and with those whom they cover."""
    away: dict[int, int | None] = {}
    team: int | None = None
    for what, who, other in _WHO_IS_THERE.rows(connection, {"me": staff_id, "today": today}):
        if what == "team":
            team = other
        else:
            away[who] = other
    return Reader(staff_id, roles, covers(staff_id, away), team)


def in_confidence(connection: Connection) -> tuple[int, int]:
    """How much was told in confidence and waits, and how many said in private that somebody was forced on them.

    For few: the caller asks who reads it.
    """
    told, private = _IN_CONFIDENCE.rows(connection, {})[0]
    return told, private


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


@dataclass(frozen=True, slots=True)
class _Shape:
    """What a statement looks like, whatever values go into it. ``holders``, ``roles``: how many."""

    whose: str
    kind: bool
    due: str
    text: bool
    holders: int
    roles: int
    team: bool

    @classmethod
    def of(cls, reader: Reader, asked: Asked) -> _Shape:
        """The shape in which this reader asks this."""
        return cls(
            asked.whose,
            bool(asked.kind),
            asked.due,
            bool(asked.text),
            len(reader.covers) + 1,
            len(reader.roles),
            reader.team is not None,
        )


def _values(reader: Reader, asked: Asked, today: date, soon: date) -> dict[str, Any]:
    like = asked.text.lower().replace("/", "//").replace("%", "/%").replace("_", "/_")
    return {
        "today": today,
        "soon": soon,
        "kind": asked.kind,
        "like": f"%{like}%",
        "packed": asked.text.replace(" ", "").lower(),
        "not_me": f"%,{reader.staff_id},%",
        "team": reader.team,
        **{f"holder_{place}": one for place, one in enumerate((reader.staff_id, *sorted(reader.covers)))},
        **{f"role_{place}": one for place, one in enumerate(reader.roles)},
    }


@lru_cache(256)
def _lines_of(shape: _Shape, sort: str) -> Prepared:
    """The page is chosen first, and only its lines are joined to what they show."""
    wanted = _wanted(shape)
    first = _first(wanted, sort)
    page = _filtered(select(wanted.c.id, first.label("first"), wanted.c.order_on), wanted, shape)
    if shape.text or sort.endswith("customer"):
        page = page.outerjoin(Customer, Customer.id == wanted.c.customer_id)
    if sort.endswith("holder"):
        page = page.outerjoin(_Holder, _Holder.id == wanted.c.holder_id)
    cut = page.order_by(*_order(page.selected_columns, sort)).limit(ON_A_PAGE)
    shown = cut.offset(bindparam("skip", type_=Integer())).subquery("shown")
    return Prepared(
        select(
            Task.key, Task.kind, Task.ref, Task.due_on, Customer.ref, Customer.name,
            Task.holder_id, _Holder.name, Team.name, Task.note,
        )
        .join(shown, shown.c.id == Task.id)
        .outerjoin(Customer, Customer.id == Task.customer_id)
        .outerjoin(Team, Team.id == Task.team_id)
        .outerjoin(_Holder, _Holder.id == Task.holder_id)
        .order_by(*_order(shown.c, sort))
    )  # fmt: skip


@lru_cache(256)
def _counts_of(shape: _Shape) -> Prepared:
    wanted = _wanted(shape)
    chosen = _filtered(select(wanted.c.kind, func.count()), wanted, shape)
    if shape.text:
        chosen = chosen.outerjoin(Customer, Customer.id == wanted.c.customer_id)
    return Prepared(chosen.group_by(wanted.c.kind))


def _wanted(shape: _Shape) -> Subquery:
    """The tasks of those asked for, with what they are sorted and counted by: each part by its own index."""
    columns = (Task.id, Task.kind, Task.ref, Task.due_on, Task.order_on, Task.from_on, Task.customer_id, Task.holder_id)
    parts = [select(*columns)] if shape.whose == "all" else [part.with_only_columns(*columns) for part in _whose(shape)]
    return (parts[0] if len(parts) == 1 else union(*parts)).subquery("wanted")


def _filtered(chosen: Select[*tuple[Any, ...]], wanted: Subquery, shape: _Shape) -> Select[*tuple[Any, ...]]:
    """Only what is to be shown by now, and of that what is asked for."""
    found = chosen.where(wanted.c.from_on <= _TODAY)
    if shape.kind:
        found = found.where(wanted.c.kind == bindparam("kind", type_=String()))
    if shape.due == "late":
        found = found.where(wanted.c.due_on < _TODAY)
    elif shape.due == "soon":
        found = found.where(wanted.c.due_on <= bindparam("soon", type_=Date()))
    if shape.text:
        packed = bindparam("packed", type_=String())
        named = func.lower(Customer.name).like(bindparam("like", type_=String()), escape="/")
        found = found.where(or_(named, func.lower(Customer.ref) == packed, func.lower(wanted.c.ref) == packed))
    return found


def _whose(shape: _Shape) -> list[Select[int]]:
    """The numbers of the tasks, in parts."""
    nobody = Task.holder_id.is_(None)
    numbers = select(Task.id)
    holders = [bindparam(f"holder_{place}", type_=Integer()) for place in range(shape.holders)]
    mine = [numbers.where(Task.holder_id.in_(holders))]
    if shape.roles:
        roles = [bindparam(f"role_{place}", type_=String()) for place in range(shape.roles)]
        allowed = Task.not_for.not_like(bindparam("not_me", type_=String()))
        in_my_roles = numbers.join(TaskRole, TaskRole.task_id == Task.id).where(TaskRole.role.in_(roles))
        mine.append(in_my_roles.where(nobody, allowed))
    team: list[Select[int]] = []
    if shape.team:
        number = bindparam("team", type_=Integer())
        members = numbers.join(TeamMember, TeamMember.staff_id == Task.holder_id).where(TeamMember.team_id == number)
        team = [members, numbers.where(nobody, Task.team_id == number)]
    anybody = numbers.where(nobody, Task.by_role.is_(False), Task.team_id.is_(None))
    parts = {"mine": mine, "team": team or [numbers.where(false())], "nobody": [numbers.where(nobody)]}
    return parts.get(shape.whose, [*mine, *team, anybody])


def _first(wanted: Subquery, sort: str) -> Any:
    """What a list is sorted by before anything else."""
    columns: Mapping[str, Any] = {
        "what": wanted.c.kind,
        "customer": func.lower(Customer.name),
        "holder": _Holder.name,
    }
    return columns.get(sort.removeprefix("-"), wanted.c.order_on)


def _order(shown: Any, sort: str) -> list[Any]:
    """What comes first; within the same, what is due first. ``shown``: columns first, order_on and id."""
    return [shown.first.desc() if sort.startswith("-") else shown.first.asc(), shown.order_on, shown.id]


_IN_CONFIDENCE: Final = Prepared(
    select(
        select(func.count())
        .where(
            EssentialRequest.state == "received",
            EssentialRequest.service.in_([*map(literal, sorted(IN_CONFIDENCE))]),
        )
        .scalar_subquery(),
        select(func.count()).where(ForcedWord.state == "open").scalar_subquery(),
    )
)
_WHO_IS_THERE: Final = Prepared(
    union_all(
        select(literal("team"), TeamMember.staff_id, TeamMember.team_id).where(
            TeamMember.staff_id == bindparam("me", type_=Integer())
        ),
        select(literal("away"), Absence.staff_id, Absence.cover_id).where(
            Absence.cancelled_on.is_(None), Absence.starts_on <= _TODAY, Absence.ends_on >= _TODAY
        ),
    )
)
