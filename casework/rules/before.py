"""What must lie in a case before something is decided in it, beside what `check` asks of every proposal.

These findings are for whoever works on a case: they never come out of `policy check`, whose codes are fixed (RULES 5).
What each landlord asks for stands in its pack: enquiries, help to be offered, a report to the police, the route of a
serious matter, the ladder of a kind, a letter of warning.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from casework.rules.finding import Finding, Param, Severity
from casework.rules.kinds import Kind
from casework.rules.pack import Pack
from casework.rules.proposal import Impose
from casework.rules.vocabulary import DIRECT_CHANNELS

SUPPORT_OUTCOMES: Final = ("waiting", "helps", "made_no_difference", "declined")
CHANGED_NOTHING: Final = frozenset({"made_no_difference", "declined"})
# What a request to stop was about, and the ways of contact that it speaks of.
ABOUT: Final = {
    "calls": ("telephone",),
    "writing": ("letter", "email", "online"),
    "contact": (*DIRECT_CHANNELS, "online"),
}
WRITE_A_WARNING: Final = "write_a_warning"


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact in which something happened: on which day, by which way, and whether staff ended it."""

    on: date
    channel: str
    told: bool = False
    ended: bool = False
    aggressive: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A request to stop, made after the contact itself, about some ways of contact (`ABOUT`)."""

    on: date
    about: str


@dataclass(frozen=True, slots=True)
class Done:
    """What the record of a case holds. ``offers``: the outcome of each help that was offered (`SUPPORT_OUTCOMES`).

    ``applying``: kinds that other decisions hold in force. ``considered``: what the proposal says of the person's
    circumstances. ``letter``: a letter of warning went out. ``last_answer``: told that no more answers follow.
    ``answer_by``: the last day for the answer to a question that the customer has not answered yet.
    """

    enquiries: frozenset[str] = frozenset()
    offers: tuple[str, ...] = ()
    reported: bool = False
    letter: bool = False
    contacts: tuple[Contact, ...] = ()
    asked: tuple[Asked, ...] = ()
    applying: frozenset[str] = frozenset()
    considered: str = ""
    last_answer: bool = False
    answer_by: date | None = None


def enquiries(pack: Pack) -> tuple[str, ...]:
    """The enquiries that the policy lists; none where it is silent."""
    return tuple(pack.rules["enquiries"].table.values.get("steps", ()))


def on_the_spot(pack: Pack) -> tuple[str, ...]:
    """What staff may do at once, as the policy names it."""
    return tuple(pack.rules["immediate"].table.values.get("steps", ()))


def support_code(typed: str, offers: Sequence[str]) -> str:
    """What came of support, from what was offered; where nothing was, what the assessment says (codes of RULES 3).

    Help that still waits, or that helps, has not failed: nothing may be decided on the strength of it.
    """
    if not offers:
        return typed
    if set(offers) - CHANGED_NOTHING:
        return "offered"
    return "made_no_difference" if "made_no_difference" in offers else "declined"


def missing(pack: Pack, proposal: Impose, done: Done) -> tuple[Finding, ...]:
    """What is still to be done in the case before this may be decided."""
    found = (
        *_enquiries(pack, proposal, done),
        *_answer(pack, proposal, done),
        *_support(pack, proposal, done),
        *_circumstances(pack, proposal, done),
        *_serious(pack, proposal, done),
        *_warning_letter(pack, proposal, done),
        *ladders(
            pack,
            [one.kind for one in proposal.restrictions],
            done,
            grave=proposal.serious or proposal.immediate_risk,
        ),
    )
    return tuple(sorted(found, key=lambda one: (one.place is None, one.place or 0)))


def ladder(kind: Kind, done: Done) -> tuple[str, ...]:
    """The rungs of a kind's ladder that the record does not show (Octavia 4.3, Watford 5.3).

    "told": told on the spot; "contact_ended": staff ended a contact; "asked_to_stop": asked later, after such an end
    where the ladder has one; "goes_on": it went on, on a later day; "last_answer": told before that no more answers
    follow (Watford 5.5).
    """
    channels = set(kind.closes) or {*DIRECT_CHANNELS, "online"}
    contacts = [one for one in done.contacts if one.channel in channels]
    ended = [one.on for one in contacts if one.ended]
    asked = [one.on for one in done.asked if channels & set(ABOUT[one.about])]
    if "contact_ended" in kind.first:
        asked = [day for day in asked if ended and day >= min(ended)]
    taken = {
        "told": any(one.told for one in contacts),
        "contact_ended": bool(ended),
        "asked_to_stop": bool(asked),
        "goes_on": bool(asked) and any(one.on > min(asked) for one in contacts),
        "last_answer": done.last_answer,
    }
    return tuple(rung for rung in kind.first if not taken.get(rung, False))


def ladders(pack: Pack, kinds: Sequence[str], done: Done, *, grave: bool) -> tuple[Finding, ...]:
    """The ladders that the record does not show, for kinds that are to be imposed, in their order.

    ``grave``: a serious matter or immediate risk, which waits for no ladder. Asked before a decision, and again where
    an appeal or a review would put another kind in the place of one.
    """
    found = []
    for place, code in enumerate(kinds):
        kind = pack.kinds[code]
        rungs = ladder(kind, done) if kind.first and kind.source is not None and not grave else ()
        if rungs:
            params: dict[str, Param] = {"kind": code, "rungs": rungs}
            found.append(Finding("ladder_not_taken", "stop", kind.source or pack.name, place, params))
    return tuple(found)


def _enquiries(pack: Pack, proposal: Impose, done: Done) -> Iterator[Finding]:
    """Ticked off before a decision; at immediate risk they may follow, like the assessment."""
    owed = tuple(step for step in enquiries(pack) if step not in done.enquiries)
    if owed:
        severity: Severity = "warn" if proposal.immediate_risk else "stop"
        yield Finding("enquiries_missing", severity, pack.rules["enquiries"].source, None, {"steps": owed})


def _answer(pack: Pack, proposal: Impose, done: Done) -> Iterator[Finding]:
    """Who was asked is heard: nothing is decided while they still have time to answer, unless somebody is in danger."""
    if done.answer_by is not None and proposal.on <= done.answer_by:
        severity: Severity = "warn" if proposal.immediate_risk else "stop"
        yield Finding("answer_awaited", severity, asking_source(pack), None, {"on": done.answer_by.isoformat()})


def asking_source(pack: Pack) -> str:
    """Where it is written that staff ask before anything is decided: enquiries, else the look at circumstances."""
    return pack.rules["enquiries"].source if enquiries(pack) else pack.assessment_source


def _support(pack: Pack, proposal: Impose, done: Done) -> Iterator[Finding]:
    """That help changed nothing, or was declined, has to be on record as help that was offered."""
    steps = proposal.steps
    if steps.vulnerability == "contributes" and steps.support in CHANGED_NOTHING and not done.offers:
        params: dict[str, Param] = {"help": pack.support.kinds}
        yield Finding("support_not_on_record", pack.support.severity, pack.support.source, None, params)


def _circumstances(pack: Pack, proposal: Impose, done: Done) -> Iterator[Finding]:
    """A restriction fits the person: the proposal says how (Watford 8.1, Notting Hill Genesis 5.0; else the floor)."""
    if proposal.restrictions and not done.considered.strip():
        severity: Severity = "warn" if proposal.immediate_risk else "stop"
        yield Finding("circumstances_not_considered", severity, pack.assessment_source)


def _serious(pack: Pack, proposal: Impose, done: Done) -> Iterator[Finding]:
    """The route of a serious matter: the police are told and that is on record; a kind that always follows follows."""
    if not proposal.serious:
        return
    if "police_report" in pack.serious.demands and not done.reported:
        yield Finding("police_report_not_on_record", "stop", pack.serious.source)
    follows = str(pack.rules["serious"].table.values.get("opens", ""))
    if follows in pack.kinds and follows not in {*done.applying, *(one.kind for one in proposal.restrictions)}:
        yield Finding("route_not_taken", "stop", pack.serious.source, None, {"kind": follows})


def _warning_letter(pack: Pack, proposal: Impose, done: Done) -> Iterator[Finding]:
    """Who was aggressive until staff ended the contact gets a letter of warning, where the policy writes one."""
    if proposal.serious or proposal.immediate_risk or done.letter or WRITE_A_WARNING not in on_the_spot(pack):
        return
    if any(one.ended and one.aggressive for one in done.contacts):
        yield Finding("warning_letter_missing", "stop", pack.rules["immediate"].source)
