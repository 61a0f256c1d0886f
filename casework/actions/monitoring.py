"""What customers tell about themselves so that outcomes can be compared: told, changed, and taken back by themselves.

One Vision Housing 1.10. Somebody on the telephone, or with a form on paper, is helped by a member of staff who holds
the one role that may write it down, and who has no part in any decision. Nobody but the customer reads it back.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sqlalchemy import select

from casework.actions import acting_for, rows
from casework.actions.work import NotFoundError, RefusedError, Work
from casework.records import monitoring as records
from casework.records.monitoring import MonitoringAnswer
from casework.records.people import Customer
from casework.rules.monitoring import ANSWERS, asked

WRITES: Final = "equality_monitor"  # of casework.rules.vocabulary.OWN_ROLES


def tell(work: Work, customer_ref: str, answers: Mapping[str, str], how: str = acting_for.PORTAL) -> str:
    """Keep what the customer says about themselves, in place of what they said before; the same twice is once.

    ``answers``: by characteristic; one that is left out, or empty, is not said. From staff what is left out stays as
    it was: they cannot see it. NotFoundError for anybody but the customer and who may write it down.
    RefusedError: "decides" for a member of staff who holds a role of the policy too, "unknown_code".
    """
    person = rows.customer(work, customer_ref)
    _allowed(work, person)
    came_by = acting_for.reached_by(work, how)
    if came_by is None:
        raise RefusedError("unknown_code", field="how")
    row = work.session.scalar(select(MonitoringAnswer).where(MonitoringAnswer.customer_id == person.id))
    before = records.opened(work.session, row) if row is not None else {}
    after = _said(work, answers, before if work.actor.kind == "staff" else {})
    if after == before:
        return person.ref
    kept = records.sealed(work.session, person.id, after)
    if row is None:
        new = MonitoringAnswer(customer_id=person.id, first_at=work.now, answers=kept, told_how=came_by)
        new.changed_at = work.now
        work.session.add(new)
    else:
        row.answers, row.told_how, row.changed_at = kept, came_by, work.now
    work.session.flush()
    work.record("monitoring_told" if after else "monitoring_taken_back", person.ref, person.id, how=came_by)
    return person.ref


def _said(work: Work, answers: Mapping[str, str], stays: Mapping[str, str]) -> dict[str, str]:
    """The answers that count. An answer of before that is no longer asked for goes with the next change."""
    given = {code: answer for code, answer in answers.items() if answer}
    known = asked(work.pack)
    for code, answer in given.items():
        if code not in known or answer not in ANSWERS[code]:
            raise RefusedError("unknown_code", field=code)
    merged = {**stays, **given}
    return {code: merged[code] for code in known if code in merged}


def _allowed(work: Work, person: Customer) -> None:
    """The customer, or who may write it down and decides nothing."""
    if work.actor.kind == "customer" and work.actor.id == person.id:
        return
    if work.actor.kind != "staff":
        raise NotFoundError(person.ref)
    held = rows.roles_of(rows.acting_staff(work), work.today)
    if WRITES not in held:
        raise NotFoundError(person.ref)
    if not set(held).isdisjoint(work.pack.roles):
        raise RefusedError("decides")
