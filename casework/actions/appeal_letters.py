"""Letters about what is intended, and about an appeal that waits longer, is not heard again or is heard elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sqlalchemy import select

from casework.actions import letter_facts, letters
from casework.actions.work import Work
from casework.records.appeals import Appeal, AppealExtension
from casework.records.decisions import Decision
from casework.rules.calendar import day_of
from letters import data
from letters.kinds.appeal_extended.data import AppealExtended
from letters.kinds.appeal_not_accepted.data import AppealNotAccepted
from letters.kinds.appeal_sent_on.data import AppealSentOn
from letters.kinds.intended.data import Intended


def send_intended(work: Work, decision: Decision, *, given_up: bool = False) -> None:
    """Tell of what is intended, and how to appeal before it takes effect; ``given_up``: that it never will."""

    def facts(person: data.Person, code: data.SignIn | None) -> Intended:
        said = letter_facts.decision(work, decision, person, code)
        return Intended(**vars(said), clause=work.pack.appeals.intended_source, given_up=given_up)

    letters.send(work, "intended", decision.customer, facts, decision_id=decision.id)


def send_not_accepted(work: Work, appeal: Appeal) -> None:
    """Tell why a repeated appeal is not heard, what would change that, and where else to go."""
    before = work.session.scalar(
        select(Appeal)
        .where(Appeal.decision_id == appeal.decision_id, Appeal.state == "decided", Appeal.id != appeal.id)
        .order_by(Appeal.decided_at.desc())
    )

    def facts(person: data.Person, code: data.SignIn | None) -> AppealNotAccepted:
        return AppealNotAccepted(
            **vars(letter_facts.appeal_received(work, appeal, person, code)),
            clause=work.pack.appeals.repeated_source,
            answered_as=before.ref if before else "",
            answered_on=_day(before) if before else None,
        )

    _send(work, "appeal_not_accepted", appeal, facts)


def send_sent_on(work: Work, appeal: Appeal) -> None:
    """Tell that an appeal went to the body that hears it."""

    def facts(person: data.Person, code: data.SignIn | None) -> AppealSentOn:
        return AppealSentOn(**vars(letter_facts.appeal_received(work, appeal, person, code)), sent_on=work.today)

    _send(work, "appeal_sent_on", appeal, facts)


def send_extended(work: Work, appeal: Appeal, extension: AppealExtension) -> None:
    """Tell by when the answer comes now, and why it takes longer."""

    def facts(person: data.Person, code: data.SignIn | None) -> AppealExtended:
        said = vars(letter_facts.appeal_received(work, appeal, person, code))
        return AppealExtended(**said, was_due_on=extension.due_before, reason=extension.reason)

    _send(work, "appeal_extended", appeal, facts)


def _send(work: Work, kind: str, appeal: Appeal, facts: Callable[[data.Person, data.SignIn | None], object]) -> None:
    letters.send(work, kind, appeal.customer, facts, decision_id=appeal.decision_id, appeal_id=appeal.id)


def _day(appeal: Appeal) -> date | None:
    return day_of(appeal.decided_at) if appeal.decided_at else None
