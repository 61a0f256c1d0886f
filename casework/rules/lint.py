"""Where a policy conflicts with law or the Complaint Handling Code, is silent, out of date, or contradicts itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from casework.rules.pack import DATES, RULES, Pack

FaultKind = Literal["conflict", "unlawful", "contradiction", "out_of_date", "no_date", "silent", "not_exhaustive"]
FaultSeverity = Literal["high", "medium", "low"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that the landlord should know about its own policy.

    `id` is stable ("OVH-a", "silent.review.period"). `about` and `product` are the pack's own words where it gives
    them; elsewhere `about` is a code (a rule, a date, a kind) and the words are in letters/words/lint.py.
    `filled_by` names what fills a silence. `law` is blank where no law is meant.
    """

    id: str
    kind: FaultKind
    severity: FaultSeverity
    source: str
    about: str
    law: str = ""
    product: str = ""
    filled_by: str = ""
    day: date | None = None


def lint(pack: Pack, today: date) -> tuple[Fault, ...]:
    """Everything that is to be said about the policy on that day, the gravest kinds first."""
    return (*_unlawful(pack), *_conflicts(pack), *_contradictions(pack), *_dates(pack, today), *_gaps(pack))


def _unlawful(pack: Pack) -> Iterator[Fault]:
    for code, kind in pack.kinds.items():
        if kind.source and kind.unlawful:
            yield Fault(f"unlawful.{code}", "unlawful", "high", kind.source, code, law=kind.unlawful)


def _conflicts(pack: Pack) -> Iterator[Fault]:
    for one in pack.conflicts:
        source = pack.source(one.clause)
        yield Fault(one.id, "conflict", one.severity, source, one.about, law=one.law, product=one.product)


def _contradictions(pack: Pack) -> Iterator[Fault]:
    for number, one in enumerate(pack.contradictions, start=1):
        yield Fault(f"contradiction.{number}", "contradiction", "low", pack.source(one.clause), one.about)


def _dates(pack: Pack, today: date) -> Iterator[Fault]:
    if pack.past_its_own_review(today):
        yield Fault("out_of_date", "out_of_date", "medium", pack.name, "review_on", day=pack.review_on)
    for name in DATES:
        if name in pack.silent:
            yield Fault(f"no_date.{name}", "no_date", "low", pack.name, name)


def _gaps(pack: Pack) -> Iterator[Fault]:
    for name in RULES:
        rule = pack.rules[name]
        if rule.origin == "floor":
            yield Fault(f"silent.{name}", "silent", "medium", pack.name, name, filled_by=rule.source)
        elif rule.origin == "silent":
            yield Fault(f"silent.{name}", "silent", "low", pack.name, name)
    measures = pack.rules["measures"]
    if measures.table.values.get("exhaustive") is False:
        yield Fault("not_exhaustive", "not_exhaustive", "low", measures.source, "measures")
