"""Fairness both ways: concerns about staff, restrictions that follow a complaint, people who act for others.

The source is the floor (policies/floor.toml) save where a pack says more: the Housing Ombudsman asks that what a
customer says about a member of staff is looked into properly, and Complaint Handling Code 5.1 that nobody is treated
worse for having complained. `policy check` does not give these findings; the actions ask for them in addition.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from casework.rules.authority import least_senior
from casework.rules.finding import Finding, Param
from casework.rules.pack import Pack
from casework.rules.proposal import Person

# How a concern about staff can end. None of them calls the customer a liar.
CONCERN_OUTCOMES: Final = ("upheld", "partly_upheld", "not_upheld", "not_identified")


@dataclass(frozen=True, slots=True)
class Matter:
    """Something by which a customer stood up for themselves: a kind of `matters`, its day, and its reference."""

    kind: str
    on: date
    ref: str


@dataclass(frozen=True, slots=True)
class Concern:
    """What is known of a concern about staff, by people's ids.

    `about` is None while nobody knows who it was. `reporters` reported what the customer is said to have done in the
    same case, and `part` are those who drafted, signed, assessed or own it.
    """

    about: str | None
    reporters: frozenset[str] = frozenset()
    part: frozenset[str] = frozenset()


def matters(pack: Pack) -> tuple[str, ...]:
    """The kinds of matter after which a restriction has to be answered for."""
    return pack.floor["retaliation"].table.texts("matters")


def after_matters(pack: Pack, proposed_on: date, today: date, on_record: Iterable[Matter]) -> tuple[Matter, ...]:
    """Those of the matters that a proposal comes soon after, the latest first.

    Soon is the floor's number of days, the last day included. What comes in while the proposal waits counts too:
    nobody who decides later does so without knowing of it.
    """
    first = proposed_on - timedelta(days=pack.floor["retaliation"].table.count("days"))
    known = set(matters(pack))
    found = [one for one in on_record if one.kind in known and first <= one.on <= today]
    return tuple(sorted(found, key=lambda one: (one.on, one.ref), reverse=True))


def retaliation(
    pack: Pack, proposed_on: date, today: date, on_record: Iterable[Matter], answered: Collection[str]
) -> tuple[Finding, ...]:
    """A `stop` for each matter that nobody has answered for in writing; `answered`: references."""
    return tuple(
        Finding("retaliation_unanswered", "stop", pack.floor["retaliation"].source, None, _of(one, proposed_on))
        for one in after_matters(pack, proposed_on, today, on_record)
        if one.ref not in answered
    )


def _of(matter: Matter, proposed_on: date) -> dict[str, Param]:
    return {"matter": matter.kind, "on": matter.on.isoformat(), "days": (proposed_on - matter.on).days}


def open_concerns(pack: Pack, about: Collection[str | None], deciders: Iterable[Person]) -> tuple[Finding, ...]:
    """A `warn` where concerns of the same case wait for an answer, and one where a decider is whom they are about.

    `about`: of each open concern the id of the person, or None.
    """
    if not about:
        return ()
    source = pack.floor["independence"].source
    found = [Finding("concern_open", "warn", source)]
    if any(person.person in about for person in deciders):
        found.append(Finding("concern_about_decider", "warn", source))
    return tuple(found)


def may_close(pack: Pack, closer: Person, concern: Concern) -> tuple[Finding, ...]:
    """What stands in the way of this person answering and closing a concern about staff; nothing if they may."""
    return tuple(_against_closing(pack, closer, concern))


def _against_closing(pack: Pack, closer: Person, concern: Concern) -> Iterator[Finding]:
    because = (
        ("about", closer.person == concern.about),
        ("reporter", closer.person in concern.reporters),
        ("part", closer.person in concern.part and closer.person not in concern.reporters),
    )
    for reason, holds in because:
        if holds:
            yield Finding("may_not_close", "stop", pack.floor["independence"].source, None, {"because": reason})
    floor = pack.floor["decision"]
    rank = floor.table.count("rank")
    if pack.rank(closer.role) < rank:
        roles: dict[str, Param] = {"because": "rank", "roles": least_senior(pack, rank)}
        yield Finding("may_not_close", "stop", floor.source, None, roles)


def representative_source(pack: Pack) -> str:
    """Where it is written that someone who acts for a customer can be met with this policy, in a case of their own."""
    rule = pack.rules["immediate"]
    if rule.table.values.get("representatives") is True:
        return rule.source
    return pack.floor["representatives"].source
