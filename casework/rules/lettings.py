"""Ineligible status in a lettings scheme: applicants only, and never for longer than the policy gives (OVH 3.7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from casework.rules.calendar import months_after
from casework.rules.finding import Finding, Param
from casework.rules.pack import Pack
from casework.rules.regulators import LOCAL_GOVERNMENT, Ombudsman, ombudsman

DIMENSION = "lettings"


def ends_by_itself(pack: Pack, kind: str) -> bool:
    """Does this kind end when its months are over, whether somebody reviews it or not?"""
    known = pack.kinds.get(kind)
    return known is not None and known.dimension == DIMENSION and known.review_months is not None


def council(pack: Pack, kinds: Iterable[str], on: date) -> Ombudsman | None:
    """Who hears complaints about these beside the landlord's own Ombudsman: a list of homes may be a council's.

    None where none of them is about bidding for homes.
    """
    bids = any(pack.kinds[kind].dimension == DIMENSION for kind in kinds if kind in pack.kinds)
    return ombudsman(LOCAL_GOVERNMENT, on) if bids else None


def last_day(pack: Pack, kind: str, starts_on: date) -> date | None:
    """The last day of a status that began on that day; None for a kind that does not end by itself."""
    months = pack.kinds[kind].review_months
    return months_after(starts_on, months) if ends_by_itself(pack, kind) and months else None


def has_run_out(pack: Pack, kind: str, starts_on: date, today: date) -> bool:
    """True once the status has lasted for as long as the policy lets it; its last day still counts."""
    last = last_day(pack, kind, starts_on)
    return last is not None and today > last


def going_on(pack: Pack, kind: str, starts_on: date, next_review_on: date | None, place: int) -> Iterator[Finding]:
    """What stands in the way of a review that lets the status go on: no review makes it longer than its months."""
    last = last_day(pack, kind, starts_on)
    if last is None or next_review_on is None or next_review_on <= last:
        return
    params: dict[str, Param] = {
        "kind": kind,
        "last_day": last.isoformat(),
        "months": pack.kinds[kind].review_months or 0,
    }
    yield Finding("status_too_long", "stop", pack.kinds[kind].source or pack.name, place, params)
