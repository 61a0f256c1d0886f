"""What staff see of a person before they contact them: a few people at a time, by plain columns, in five statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Integer, Select, bindparam, or_, select

from casework.records.arrangements import stands
from casework.records.decisions import Decision, Restriction
from casework.records.people import Adjustment, Advocate, Authority, Customer
from casework.records.preferences import Preference, SafeContact
from casework.records.prepared import Prepared
from casework.records.reviews import OpenedChannel
from casework.rules.markers import Held

FEW: Final = 5  # people at most whose lines are shown, since each showing is a look at their record
_NOBODY: Final = 0  # no customer has this id

Part = TypeVar("Part")


@dataclass(frozen=True, slots=True)
class Safe:
    """The ways that are safe for somebody whose post or phone another may see (records.preferences.SafeContact)."""

    address: Sequence[str]
    email: str | None
    phone: str | None
    days: Sequence[str]
    opens: str | None
    closes: str | None
    never: Sequence[str]
    note: str


@dataclass(frozen=True, slots=True)
class Limit:
    """A restriction that stands. ``withheld``: the customer is rightly not told of it, and nobody may tell them."""

    kind: str
    terms: Mapping[str, Any]
    held: Held
    withheld: bool


@dataclass(frozen=True, slots=True)
class Need:
    """An adjustment that was agreed: a code, words, and the channel that the person cannot use."""

    code: str | None
    what: str
    cannot_use: str | None


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody with authority to speak for the person today."""

    name: str
    organisation: str | None
    phone: str | None


@dataclass(frozen=True, slots=True)
class Seen:
    """One person, with all that bears on contacting them today."""

    id: int
    ref: str
    kind: str
    name: str
    address: Sequence[str]
    email: str | None
    phone: str | None
    language: str
    letter_format: str
    preferred_channel: str
    interpreter: str
    sign_language: bool
    relay_uk: bool
    wishes: str
    safe: Safe | None
    limits: Sequence[Limit]
    needs: Sequence[Need]
    speakers: Sequence[Speaker]
    opened: Sequence[str]

    @property
    def cannot_use(self) -> tuple[str, ...]:
        return tuple(one.cannot_use for one in self.needs if one.cannot_use)


def people(connection: Connection, ids: Sequence[int], today: date) -> tuple[Seen, ...]:
    """These customers by name, at most ``FEW``; who was erased is not there."""
    numbers = (*ids, *(_NOBODY,) * FEW)[:FEW]
    given: dict[str, Any] = {f"id{place}": number for place, number in enumerate(numbers)}
    on = {**given, "today": today}
    limits = _sorted(_LIMITS.rows(connection, given), _limit)
    needs = _sorted(_NEEDS.rows(connection, on), Need)
    speakers = _sorted(_SPEAKERS.rows(connection, on), lambda scope, *row: Speaker(*row) if "speak" in scope else None)
    opened = _sorted(_OPENED.rows(connection, given), str)
    of_each = (limits, needs, speakers, opened)
    return tuple(Seen(*_person(row), *(found[row[0]] for found in of_each)) for row in _PEOPLE.rows(connection, given))


def _person(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """The first columns as they are, then what they wish, then the safe ways where they named any."""
    interpreter, sign_language, relay_uk, wishes, *safe = row[10:]
    named = Safe(*safe) if safe[0] is not None else None
    return (*row[:10], interpreter or "", bool(sign_language), bool(relay_uk), wishes or "", named)


def _limit(kind: str, terms: Mapping[str, Any], *row: Any) -> Limit:
    *columns, withheld = row
    return Limit(kind, terms, Held(kind, *columns), bool(withheld) and '"told_on"' not in withheld)


def _sorted(rows: list[tuple[Any, ...]], make: Any) -> Mapping[int, list[Any]]:
    """The rows made into things, by the customer whose id stands first in each."""
    found: dict[int, list[Any]] = defaultdict(list)
    for number, *row in rows:
        made = make(*row)
        if made is not None:
            found[number].append(made)
    return found


def _these(column: Any) -> Any:
    """One of the people asked for; an IN would be expanded anew at every call."""
    return or_(*(column == bindparam(f"id{place}", type_=Integer()) for place in range(FEW)))


def _people() -> Select[Any]:
    person, wish, safe = Customer.__table__.c, Preference.__table__.c, SafeContact.__table__.c
    return (
        select(
            person.id, person.ref, person.kind, person.name, person.address, person.email, person.phone,
            person.language, person.letter_format, person.preferred_channel,
            wish.interpreter, wish.sign_language, wish.relay_uk, wish.note,
            safe.address, safe.email, safe.phone, safe.days, safe.opens, safe.closes, safe.never, safe.note,
        )
        .outerjoin(Preference.__table__, wish.customer_id == person.id)
        .outerjoin(SafeContact.__table__, safe.customer_id == person.id)
        .where(_these(person.id), person.erased_at.is_(None))
        .order_by(person.name, person.id)
    )  # fmt: skip


def _limits() -> Select[Any]:
    row, decision = Restriction.__table__.c, Decision.__table__.c
    return (
        select(
            row.customer_id, row.kind, row.terms, row.safety, row.state, row.starts_on, row.review_on, row.kept_until,
            decision.notice["withheld"].as_string(),
        )
        .join_from(Restriction.__table__, Decision.__table__, decision.id == row.decision_id)
        # Said as what it is not: by the state that it is, SQLite would go through everybody's.
        .where(_these(row.customer_id), row.state != "ended", row.state != "proposed")
        .order_by(row.decision_id, row.position)
    )  # fmt: skip


def _needs() -> Select[Any]:
    row = Adjustment.__table__.c
    lasts = or_(row.ended_on.is_(None), row.ended_on > bindparam("today"))
    return (
        select(row.customer_id, row.code, row.what, row.cannot_use)
        .where(_these(row.customer_id), lasts)
        .order_by(row.id)
    )


def _speakers() -> Select[Any]:
    row, advocate = Authority.__table__.c, Advocate.__table__.c
    return (
        select(row.customer_id, row.scope, advocate.name, advocate.organisation, advocate.phone)
        .join_from(Authority.__table__, Advocate.__table__, advocate.id == row.advocate_id)
        .where(_these(row.customer_id), stands(row, bindparam("today")))
        .order_by(advocate.name)
    )


def _opened() -> Select[Any]:
    row = OpenedChannel.__table__.c
    return select(row.customer_id, row.channel).where(_these(row.customer_id), row.closed_on.is_(None)).order_by(row.id)


_PEOPLE: Final = Prepared(_people())
_LIMITS: Final = Prepared(_limits())
_NEEDS: Final = Prepared(_needs())
_SPEAKERS: Final = Prepared(_speakers())
_OPENED: Final = Prepared(_opened())
