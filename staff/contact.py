"""How a person may be contacted now, and which line of a proposal closes which way: answers of the rules, laid out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from casework.records import own
from casework.records.decisions import Restriction as Row
from casework.rules.channels import CHANNELS, closed_channels, open_channels, usable_channels
from casework.rules.pack import Pack
from casework.rules.proposal import Restriction
from casework.rules.safety import when_missed


@dataclass(frozen=True)
class Situation:
    """What the person cannot use, and whether somebody with authority speaks for them today."""

    cannot_use: tuple[str, ...]
    advocate: bool


@dataclass(frozen=True)
class Door:
    """One channel: whether it is open, whether this person can use it, and the places of the lines that close it."""

    channel: str
    is_open: bool
    usable: bool
    closed_by: tuple[int, ...]


def situation(session: Session, customer_id: int, today: date) -> Situation:
    """Adjustments and authorities as they stand today."""
    cannot_use, advocate = own.situation(session, customer_id, today)
    return Situation(tuple(cannot_use), advocate)


def of_rows(rows: Sequence[Row]) -> tuple[Restriction, ...]:
    """Restrictions on record as the rules take them."""
    return tuple(Restriction(row.kind, row.terms, row.reason, row.proportionality) for row in rows)


def doors(pack: Pack, rows: Sequence[Row], now: Situation) -> tuple[Door, ...]:
    """The table of the five channels under these restrictions."""
    restrictions = of_rows(rows)
    is_open = open_channels(pack, restrictions, now.advocate)
    usable = usable_channels(pack, restrictions, now.advocate, now.cannot_use)
    closed = [closed_channels(pack, restriction) for restriction in restrictions]
    return tuple(
        Door(
            channel,
            channel in is_open,
            channel in usable,
            tuple(place for place, channels in enumerate(closed) if channel in channels),
        )
        for channel in CHANNELS
    )


def ways_now(pack: Pack, rows: Sequence[Row], now: Situation, opened: Sequence[str] = ()) -> tuple[str, ...]:
    """The channels by which this person can be reached today, in the usual order; ``opened``: by themselves."""
    usable = usable_channels(pack, of_rows(rows), now.advocate, now.cannot_use, opened)
    return tuple(channel for channel in CHANNELS if channel in usable)


def binds(row: Row, today: date) -> bool:
    """Does it apply today? A review that was missed counts from the first moment, before the night has seen it."""
    return row.state == "in_force" and when_missed(row.safety, row.review_on, row.kept_until, today) in (
        "in_time",
        "director",
    )


def two_attend(row: Row, today: date) -> bool:
    """Is the instruction to staff all that is left of something that protects somebody (RULES 7)?"""
    return row.safety and not binds(row, today) and row.state in ("in_force", "suspended")
