"""Notices kept back from a customer: the register, the new test before each review, and telling after all.

A notice that nobody tests again in time is not kept back for ever: once the days of a director are over too, the
customer is told. What protects the staff stays as it was: only the silence ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select, true
from sqlalchemy.orm import Session, joinedload, selectinload

from casework.actions import letters, rows, text, withheld_letters
from casework.actions.work import RefusedError, Work
from casework.records import own
from casework.records.decisions import Decision, Restriction
from casework.records.fairness import WithheldTest
from casework.rules import withheld as rules

_APPLIES = ("proposed", "in_force", "suspended")


@dataclass(frozen=True)
class Entry:
    """One line of the register. ``due_on``: by when it is tested again; None where it has ended."""

    decision: Decision
    justification: str
    tests: tuple[WithheldTest, ...]  # the latest first
    due_on: date | None
    told_on: date | None

    @property
    def open(self) -> bool:
        """True while something applies of which the customer does not know."""
        return self.due_on is not None


def register(session: Session, customer_id: int | None = None) -> tuple[Entry, ...]:
    """Every notice that was ever kept back, or those of one customer: what is due first, then what has ended."""
    whose = true() if customer_id is None else Decision.customer_id == customer_id
    chosen = (
        select(Decision)
        .where(Decision.issued_at.is_not(None), whose)
        .options(joinedload(Decision.customer), joinedload(Decision.case), selectinload(Decision.restrictions))
        .order_by(Decision.id)
    )
    kept = [one for one in session.scalars(chosen) if one.notice.get("withheld")]
    tests = _tests(session, kept)
    entries = [_entry(one, tests[one.id]) for one in kept]
    return tuple(sorted(entries, key=lambda one: (one.due_on is None, one.due_on or date.max)))


def entry(session: Session, decision: Decision) -> Entry:
    """One decision as the register shows it."""
    return _entry(decision, _tests(session, [decision])[decision.id])


def _tests(session: Session, decisions: Sequence[Decision]) -> dict[int, tuple[WithheldTest, ...]]:
    """Every look at these that were kept back, the latest first, by the number of the decision."""
    about = WithheldTest.decision_id.in_([one.id for one in decisions])
    found = session.scalars(select(WithheldTest).where(about).order_by(WithheldTest.id.desc())).all()
    return {one.id: tuple(test for test in found if test.decision_id == one.id) for one in decisions}


def _entry(decision: Decision, tests: tuple[WithheldTest, ...]) -> Entry:
    kept = decision.notice["withheld"]
    told = date.fromisoformat(kept["told_on"]) if kept.get("told_on") else None
    standing = [one for one in decision.restrictions if one.state in _APPLIES]
    due = None if told or not standing else _due(decision, standing, tests)
    return Entry(decision, kept["justification"], tests, due, told)


def _due(decision: Decision, standing: list[Restriction], tests: tuple[WithheldTest, ...]) -> date | None:
    """The day of the last test, or, before the first, of the first review."""
    if tests and tests[0].until is not None:
        return tests[0].until
    return decision.review_on or min((one.review_on for one in standing if one.review_on), default=decision.starts_on)


def keep(work: Work, decision_ref: str, role: str, reason: str, until: date | None = None) -> str:
    """Test again, and keep the notice back until a day not later than the next review, which is the usual one.

    RefusedError: "role_not_held", "role_may_not_decide" (below whoever signs), "not_withheld", "missing" (``field``
    reason), "too_late" (``field`` until).
    """
    person, decision = _tested_by(work, decision_ref, role)
    said = text.needed(reason, "reason")
    reviews = [one.review_on for one in decision.restrictions if one.state in _APPLIES and one.review_on]
    last = rules.last_day(work.pack, work.today, min(reviews, default=None))
    chosen = until or last
    if not work.today < chosen <= last:
        raise RefusedError("too_late", field="until", last=last.isoformat())
    known = entry(work.session, decision).tests
    if known and (known[0].reason, known[0].until, known[0].tested_on) == (said, chosen, work.today):
        return decision.ref
    test = _note(work, decision, "kept_back", said, role=role, staff_id=person, until=chosen)
    withheld_letters.file(work, decision, chosen, test)
    return decision.ref


def tell(work: Work, decision_ref: str, role: str, reason: str) -> str:
    """Tell the customer after all: from now on it shows, and the letter goes out. Telling twice is telling once.

    RefusedError as for ``keep``.
    """
    decision = rows.taken(work, Decision, decision_ref)
    kept = decision.notice.get("withheld")
    if kept and kept.get("told_on"):
        return decision.ref
    person, decision = _tested_by(work, decision_ref, role)
    _tell(work, decision, text.needed(reason, "reason"), role=role, staff_id=person)
    return decision.ref


def lapse(work: Work, customer_id: int) -> int:
    """The nightly look at one customer: of what was not tested in time they are told. Returns how many that were."""
    rows.lock(work, customer_id)
    due = [(one, one.due_on) for one in register(work.session, customer_id)]
    over = [one for one, day in due if day is not None and rules.lapsed(day, work.today)]
    for one in over:
        _tell(work, one.decision, "not_tested_in_time", role="", staff_id=None)
    return len(over)


def _tested_by(work: Work, decision_ref: str, role: str) -> tuple[int, Decision]:
    """Who tests it, and what; refused unless it is kept back and the role may."""
    person = rows.acting_staff(work)
    decision = rows.taken(work, Decision, decision_ref)
    if role not in work.pack.roles or not rows.holds(person, role, work.today):
        raise RefusedError("role_not_held", role=role)
    if role not in rules.keepers(work.pack):
        raise RefusedError("role_may_not_decide", role=role)
    if decision.issued_at is None or not own.withheld(decision.notice) or entry(work.session, decision).due_on is None:
        raise RefusedError("not_withheld")
    return person.id, decision


def _tell(work: Work, decision: Decision, reason: str, *, role: str, staff_id: int | None) -> None:
    decision.notice = {
        **decision.notice,
        "withheld": {**decision.notice["withheld"], "told_on": work.today.isoformat()},
    }
    _note(work, decision, "told", reason, role=role, staff_id=staff_id, until=None)
    letters.send_decision(work, decision)


def _note(
    work: Work, decision: Decision, outcome: str, reason: str, *, role: str, staff_id: int | None, until: date | None
) -> WithheldTest:
    test = WithheldTest(
        decision_id=decision.id,
        staff_id=staff_id,
        role=role,
        outcome=outcome,
        reason=reason,
        until=until,
        tested_on=work.today,
    )
    work.session.add(test)
    work.session.flush()
    work.record("withholding_tested", decision.ref, decision.customer_id, outcome=outcome, why=reason, until=until)
    return test
