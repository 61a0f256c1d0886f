"""What applies to a customer, in one statement: the page that is asked for most is made from it."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import (
    JSON,
    Connection,
    Select,
    String,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal_column,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from casework.records.appeals import Appeal
from casework.records.cases import Incident
from casework.records.decisions import Decision, Restriction, Signature
from casework.records.people import Adjustment, Authority
from casework.records.prepared import Prepared
from casework.records.reviews import OpenedChannel
from casework.rules.safety import director_by, when_missed

OPEN_APPEAL: Final = ("received", "hearing", "sent_on")
Situation = tuple[tuple[str, ...], bool]


@dataclass(frozen=True, slots=True)
class Arrangement:
    """One restriction. ``decided_by``: roles. The appeal is the one now open, or one's own draft."""

    ref: str
    kind: str
    terms: Mapping[str, Any]
    reason: str
    state: str  # in_force suspended, or proposed: announced as intended, and not issued yet
    starts_on: date
    review_on: date | None
    decision_ref: str
    issued_at: datetime  # or announced, while it is only intended
    decided_by: tuple[str, ...]
    appeal_ref: str | None
    appeal_state: str | None  # draft received hearing sent_on
    appeal_due_on: date | None
    actions: tuple[str, ...] = ()  # of the decision, beside its restrictions, and still standing
    safety: bool = False  # it protects a person
    suspended_why: str | None = None  # review_missed director_silent door_closed
    decide_by: date | None = None  # its review was missed: until this day a director's decision or the review is due
    last_incident: datetime | None = None  # of those that were taken up in a case
    reviewed_on: date | None = None  # the last review after which it went on


@dataclass(frozen=True, slots=True)
class Arrangements:
    """All that applies to a customer, and the two facts on which their usable channels depend.

    One whose ``starts_on`` is still to come does not apply yet; one that is "proposed" was announced as intended, and
    applies only if it is issued.
    """

    restrictions: tuple[Arrangement, ...]
    cannot_use: tuple[str, ...]
    advocate: bool  # somebody with authority to speak for them is in place today
    opened: tuple[str, ...] = ()  # channels that opened by themselves because none was left


# As a text it would be put into the statement anew at every call.
_COMMA: Final[Any] = literal_column("','")


def _arrangements_statement() -> Select[Any]:
    """Everything that applies, in one statement of plain columns: this is the page that is asked for most."""
    restriction, decision = Restriction.__table__.c, Decision.__table__.c
    signature, appeal = Signature.__table__.c, Appeal.__table__.c
    roles = (
        select(func.aggregate_strings(signature.role, _COMMA))
        .where(
            signature.decision_id == decision.id,
            signature.agrees,
            signature.content_hash == decision.content_hash,
        )
        .correlate(Decision.__table__)
        .scalar_subquery()
    )
    mine = and_(
        appeal.state == "draft", appeal.made_by == bindparam("maker"), appeal.made_by_id == bindparam("maker_id")
    )
    open_appeal = and_(appeal.decision_id == decision.id, or_(*(appeal.state == state for state in OPEN_APPEAL), mine))
    return (
        select(
            restriction.ref, restriction.kind, cast(restriction.terms, String), restriction.reason, restriction.state,
            restriction.starts_on, restriction.review_on, decision.ref,
            func.coalesce(decision.issued_at, decision.announced_at, type_=decision.issued_at.type), roles,
            appeal.ref, appeal.state, appeal.due_on, decision.notice["withheld"].as_string(), *_situation_columns(),
            cast(decision.actions, String), _actions_ended(), restriction.safety, restriction.suspended_why,
            restriction.kept_until, _last_incident(), _opened(), restriction.reviewed_on,
        )
        .join_from(Restriction.__table__, Decision.__table__, restriction.decision_id == decision.id)
        .outerjoin(Appeal.__table__, open_appeal)
        .where(
            restriction.customer_id == bindparam("customer_id"),
            restriction.state != "ended",
            or_(decision.state == "issued", decision.state == "announced"),  # an IN is expanded at every call
        )
        .order_by(decision.id, restriction.position, restriction.id, case((appeal.state == "draft", 1), else_=0))
    )  # fmt: skip


def _situation_statement() -> Any:
    adjustment, authority = Adjustment.__table__.c, Authority.__table__.c
    cannot = select(adjustment.customer_id, adjustment.cannot_use, cast(null(), JSON)).where(
        adjustment.customer_id.in_(bindparam("customers", expanding=True)),
        adjustment.cannot_use.is_not(None),
        or_(adjustment.ended_on.is_(None), adjustment.ended_on > bindparam("today")),
    )
    spoken_for = select(authority.customer_id, null(), authority.scope).where(
        authority.customer_id.in_(bindparam("customers", expanding=True)), stands(authority, bindparam("today"))
    )
    return union_all(cannot, spoken_for)


def _actions_ended() -> Any:
    """The actions of the decision that appeals have ended, as text."""
    decision, answered = Decision.__table__.c, Appeal.__table__.alias().c
    return (
        select(func.aggregate_strings(cast(answered.actions_ended, String), _COMMA))
        .where(answered.decision_id == decision.id)
        .correlate(Decision.__table__)
        .scalar_subquery()
    )


def _situation_columns() -> tuple[Any, Any]:
    """The same two facts beside each restriction, so that one statement tells all: channels, and scopes as text."""
    adjustment, authority = Adjustment.__table__.c, Authority.__table__.c
    cannot = select(func.aggregate_strings(adjustment.cannot_use, _COMMA)).where(
        adjustment.customer_id == bindparam("customer_id"),
        or_(adjustment.ended_on.is_(None), adjustment.ended_on > bindparam("today")),
    )
    scopes = select(func.aggregate_strings(cast(authority.scope, String), _COMMA)).where(
        authority.customer_id == bindparam("customer_id"), stands(authority, bindparam("today"))
    )
    return cannot.scalar_subquery(), scopes.scalar_subquery()


def _last_incident() -> Any:
    """When the last incident happened that was taken up in a case, whichever."""
    incident = Incident.__table__.c
    last = select(func.max(incident.happened_at)).where(
        incident.customer_id == bindparam("customer_id"), incident.case_id.is_not(None)
    )
    return last.scalar_subquery()


def _opened() -> Any:
    """The channels that opened by themselves, as text."""
    opened = OpenedChannel.__table__.c
    return (
        select(func.aggregate_strings(opened.channel, _COMMA))
        .where(opened.customer_id == bindparam("customer_id"), opened.closed_on.is_(None))
        .scalar_subquery()
    )


def stands(authority: Any, today: Any) -> Any:
    """Is the authority in place on that day? The day on which it was ended is no longer one."""
    return and_(
        authority.starts_on <= today,
        authority.ends_on >= today,
        or_(authority.ended_on.is_(None), authority.ended_on > today),
    )


def stands_on(authority: Authority, today: date) -> bool:
    """The same of a row that was loaded."""
    ended = authority.ended_on is not None and authority.ended_on <= today
    return authority.starts_on <= today <= authority.ends_on and not ended


_ARRANGEMENTS: Final = Prepared(_arrangements_statement())
_SITUATION: Final = _situation_statement()


def _kept_back(notice: str | None) -> bool:
    """Is it rightly kept from the customer, by the notice as JSON? A quotation mark inside a text of it is escaped."""
    return bool(notice) and '"told_on"' not in (notice or "")


def arrangements(
    database: Connection | Session, customer_id: int, today: date, advocate_id: int | None = None
) -> Arrangements:
    """What applies to the customer today. One statement where anything does, and no mapped objects."""
    connection = database.connection() if isinstance(database, Session) else database
    maker = ("customer", customer_id) if advocate_id is None else ("advocate", advocate_id)
    found = _ARRANGEMENTS.rows(
        connection, {"customer_id": customer_id, "maker": maker[0], "maker_id": maker[1], "today": today}
    )
    known: dict[str, Arrangement] = {}
    for row in found:
        if row[0] not in known and not _kept_back(row[13]):
            known[row[0]] = _arrangement(row, today)
    if not found:
        return Arrangements((), *situation(connection, customer_id, today))
    cannot_use, scopes, opened = found[0][14] or "", found[0][15] or "", found[0][22]
    return Arrangements(
        tuple(known.values()),
        tuple(dict.fromkeys(cannot_use.split(","))) if cannot_use else (),
        '"speak"' in scopes,
        tuple(dict.fromkeys(opened.split(","))) if opened else (),
    )


@lru_cache(256)
def _codes(listed: str | None) -> tuple[str, ...]:
    """A list of codes that came as JSON: the lines of a decision share it, and most decisions have the same few."""
    return tuple(json.loads(listed)) if listed else ()


@lru_cache(1024)
def _terms(written: str) -> Mapping[str, Any]:
    """The terms of a restriction, which came as JSON: many have the same."""
    return MappingProxyType(json.loads(written))


def _arrangement(row: tuple[Any, ...], today: date) -> Arrangement:
    """One row of the statement. A review that was missed counts from the first moment, whoever has noticed it yet."""
    state, review_on, safety, why, kept_until = row[4], row[6], bool(row[18]), row[19], row[20]
    decide_by = None
    if state == "in_force" and review_on is not None and review_on < today:
        missed = when_missed(safety, review_on, kept_until, today)
        if missed == "director":
            decide_by = kept_until or director_by(review_on)
        else:
            state, why = "suspended", "director_silent" if missed == "instruction" else "review_missed"
    roles = tuple(row[9].split(",")) if row[9] else ()
    actions = tuple(code for code in _codes(row[16]) if f'"{code}"' not in (row[17] or ""))
    return Arrangement(
        row[0], row[1], _terms(row[2]), row[3], state, row[5], review_on, row[7], row[8],
        roles, row[10], row[11], row[12], actions, safety, why, decide_by, row[21], row[23],
    )  # fmt: skip


def situation(database: Connection | Session, customer_id: int, today: date) -> Situation:
    """The channels that the customer cannot use, and whether somebody with authority to speak for them is in place."""
    return situations(database, [customer_id], today)[customer_id]


def situations(database: Connection | Session, customers: Collection[int], today: date) -> dict[int, Situation]:
    """The same of each of these customers, in one statement."""
    connection = database.connection() if isinstance(database, Session) else database
    found = connection.execute(_SITUATION, {"customers": list(customers), "today": today}).all()
    return {
        whose: (
            tuple(dict.fromkeys(channel for one, channel, _ in found if one == whose and channel)),
            any("speak" in scope for one, _, scope in found if one == whose and scope),
        )
        for whose in customers
    }


def opened(session: Session, customer_id: int) -> tuple[str, ...]:
    """The channels that opened by themselves because none was left that the customer could use."""
    found = select(OpenedChannel.channel).where(
        OpenedChannel.customer_id == customer_id, OpenedChannel.closed_on.is_(None)
    )
    return tuple(dict.fromkeys(session.scalars(found.order_by(OpenedChannel.id))))
