"""In which roles a task may be done, and by whom not: where the rules leave it to few."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from sqlalchemy import select

from casework.actions import absences, announcing, appealed, hearings, proposals, referrals
from casework.actions.aftermath import recording_owes
from casework.actions.waiting import LEGAL, UNCOVERED
from casework.actions.work import Work
from casework.records.aftermath import ColleagueSupport, UnconsentedRecording
from casework.records.appeals import Appeal
from casework.records.cases import Incident
from casework.records.decisions import Decision, Restriction
from casework.records.steps import Referral
from casework.rules import safety
from casework.rules.aftermath import manages
from casework.rules.consulting import asks_for_legal_advice, legal_advice_asked_by
from casework.rules.proposal import Person
from casework.rules.signatures import could_sign

_STRANGER: Final = "0"  # the number of nobody on record


@dataclass(frozen=True, slots=True)
class May:
    """``open``: False where nothing waits yet. ``roles``: None where everybody may. ``not_for``: numbers of staff.

    ``due_on``: the last day, where only the rules know it.
    """

    open: bool = True
    roles: tuple[str, ...] | None = None
    not_for: frozenset[str] = frozenset()
    due_on: date | None = None


def _hear(work: Work, number: int) -> May:
    appeal = work.session.get_one(Appeal, number, populate_existing=True)
    stranger = Person(_STRANGER, next(iter(work.pack.roles)))
    asked = appealed.as_rule(work.session, work.pack, appeal, stranger, work.today)
    in_each_role = {role: replace(asked, hearer=Person(_STRANGER, role)) for role in work.pack.roles}
    roles = tuple(role for role, one in in_each_role.items() if not hearings.obstacles_to(work.pack, one))
    return May(True, roles, frozenset({*asked.involved, *(one.person for one in asked.decided_by)}))


def _sign(work: Work, number: int) -> May:
    decision = work.session.get_one(Decision, number, populate_existing=True)
    unsigned = replace(proposals.proposal_of(work.session, work.pack, decision, work.today), deciders=())
    signed = {str(one.staff_id) for one in proposals.counted(decision)}
    not_for = frozenset(proposals.reporters(decision) | signed)
    return May(True, could_sign(work.pack, unsigned, tuple(work.pack.roles)), not_for)


def _issue(work: Work, number: int) -> May:
    decision = work.session.get_one(Decision, number, populate_existing=True)
    if decision.state == "announced":
        return May(announcing.held_up(work.session, decision, work.today) is None)
    return May(proposals.standing(work.session, work.pack, decision, work.today).allowed)


def _answer(work: Work, number: int) -> May:
    referral = work.session.get_one(Referral, number, populate_existing=True)
    not_for = frozenset({str(referral.made_by_id), str(referral.incident.reported_by_id)})
    return May(True, referrals.roles_asked(work.pack), not_for)


def _direct(work: Work, _number: int) -> May:
    return May(True, tuple(role for role in work.pack.roles if safety.is_director(work.pack, role)))


def _uncovered(work: Work, number: int) -> May:
    row = work.session.get_one(Restriction, number, populate_existing=True)
    day = absences.nobody_there(work.session, str(row.terms.get("officer", "")), work.today)
    return May(day is not None, due_on=day)


def _help(work: Work, number: int) -> May:
    """A manager offers it, never the colleague who asked."""
    row = work.session.get_one(ColleagueSupport, number, populate_existing=True)
    managers = tuple(role for role in work.pack.roles if manages(work.pack, [role]))
    return May(True, managers, frozenset({str(row.colleague_id)}))


def _tell(work: Work, number: int) -> May:
    row = work.session.get_one(UnconsentedRecording, number, populate_existing=True)
    incident = work.session.get_one(Incident, row.incident_id)
    return May("tell_manager" in recording_owes(work.pack, incident, row))


def _legal(work: Work, number: int) -> May:
    """Where the policy wants legal advice thought of, and nobody has said whether it is needed."""
    if not asks_for_legal_advice(work.pack):
        return May(open=False)
    said = work.session.scalars(select(Incident.examples).where(Incident.case_id == number))
    return May(legal_advice_asked_by(work.pack, (code for codes in said for code in codes)) is not None)


_ASK: Final[Mapping[str, Callable[[Work, int], May]]] = {
    "appeal_to_hear": _hear,
    "proposal_to_sign": _sign,
    "proposal_to_issue": _issue,
    "referral": _answer,
    "director": _direct,
    UNCOVERED: _uncovered,
    LEGAL: _legal,
    "help_asked": _help,
    "recording_to_tell": _tell,
}


def may(work: Work, kind: str, number: int) -> May:
    """Who may do a task of this kind about the row with this number."""
    ask = _ASK.get(kind)
    return ask(work, number) if ask else May()
