"""Restrictions, and the markers that are read from them, in force elsewhere: each enters as it is.

Nobody decided it here and nothing is made up for it: what it lacks by this landlord's policy and the floor, the rules
say, and each of their findings becomes a task. The customer sees it, may appeal, and it is reviewed like every other;
one whose review is overdue is treated as a missed review the same night. What no law allows is not taken in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, Final

from sqlalchemy import or_, select

from casework.actions import drafting, moves, proposals, rows, text, watch
from casework.actions.imported_customers import Found
from casework.actions.work import RefusedError, Work
from casework.records.administration import ImportBatch, ImportTask
from casework.records.base import new_ref
from casework.records.cases import Case
from casework.records.decisions import Decision, Restriction
from casework.records.people import Customer
from casework.rules import imports
from casework.rules.fields import Fields
from casework.rules.finding import Finding
from casework.rules.imports import Fault, Line
from casework.rules.proposal import UnreadableProposal
from casework.rules.reading import read_terms
from casework.rules.reviews import last_day

_AT_ONCE: Final = 500
_NO_LACK: Final = frozenset({"floor_applied", "code_conflict"})  # said of every such restriction, whoever decided it
_NOON: Final = time(12, tzinfo=UTC)
# What stands where the file is silent, once the rules have seen that it is: the customer reads it in every letter.
_NO_REASON: Final = (
    "This was in force before we began to keep it here. The reason was not handed over to us. We owe it to you."
)
_NO_PROPORTIONALITY: Final = (
    "Nobody has written down yet why this is no more than is needed. We ask that when we review it, and you can appeal."
)


@dataclass(frozen=True)
class _Row:
    """One restriction as the file has it."""

    facts: drafting.RestrictionFacts
    starts_on: date
    review_on: date | None
    told_on: date | None


def look(work: Work, lines: tuple[Line, ...]) -> Found:
    """Look every line through. What applies to the customer already with the same terms is left as it is."""
    people = _people(work, {line["customer"] for line in lines})
    applying = _applying(work, set(people.values()))
    faults: list[Fault] = []
    fresh: dict[int, list[_Row]] = {}
    known = 0
    for line in lines:
        customer_id, found = people.get(line["customer"]), list(_faults(work, line))
        if customer_id is None:
            found.append(Fault(line.number, "customer", "not_on_record", line["customer"]))
        faults += found
        if found or customer_id is None:
            continue
        row = _row(line, _terms(work, line))
        there = applying.setdefault(customer_id, [])
        if (row.facts.kind, row.facts.terms) in there:
            known += 1
            continue
        there.append((row.facts.kind, row.facts.terms))
        fresh.setdefault(customer_id, []).append(row)

    def take_in(work: Work, batch: ImportBatch) -> list[str]:
        return [_put(work, batch, customer_id, given) for customer_id, given in fresh.items()]

    return Found(sum(len(given) for given in fresh.values()), known, faults, take_in)


def _put(work: Work, batch: ImportBatch, customer_id: int, given: Sequence[_Row]) -> str:
    """All that applies to one customer, as one decision in a case of its own; returns the decision's reference."""
    person, staff = rows.lock(work, customer_id), rows.acting_staff(work)
    case = Case(
        ref=new_ref("K"), customer_id=person.id, customer=person, owner_id=staff.id, stage="in_force",
        opened_at=work.now, context={},
    )  # fmt: skip
    work.session.add(case)
    work.session.flush()
    decision = _decision(work, batch, case, given)
    work.session.add(decision)
    decision.restrictions = [_restriction(work, decision, row, place) for place, row in enumerate(given)]
    work.session.flush()
    answer = proposals.standing(work.session, work.pack, decision, work.today)
    decision.findings = proposals.as_record(answer.findings)
    for one in decision.restrictions:
        one.reason, one.proportionality = one.reason or _NO_REASON, one.proportionality or _NO_PROPORTIONALITY
    decision.content_hash = proposals.content_hash(decision)
    work.session.flush()
    _ask_for(work, batch, decision, answer.findings, told=all(row.told_on for row in given))
    work.record(
        "restrictions_imported", decision.ref, person.id,
        after=drafting.as_payload(decision), batch=batch.ref, findings=decision.findings,
    )  # fmt: skip
    moves.settle(work, case)
    watch.look(work, person.id)
    return decision.ref


def _decision(work: Work, batch: ImportBatch, case: Case, given: Sequence[_Row]) -> Decision:
    first = min(row.starts_on for row in given)
    told = [row.told_on for row in given if row.told_on is not None]
    return Decision(
        ref=new_ref("D"),
        form_key=f"{batch.ref} {case.ref}",
        case_id=case.id,
        case=case,
        customer_id=case.customer_id,
        customer=case.customer,
        drafted_by_id=case.owner_id,
        state="issued",
        review_on=min(_review_on(work, row) for row in given),
        actions=[],
        notice={"preferred": True, "letter": bool(told), "withheld": None},
        content_hash="",
        pack_version=work.pack.version,
        drafted_at=work.now,
        issued_at=datetime.combine(max(told, default=first), _NOON),
        starts_on=first,
    )


def _restriction(work: Work, decision: Decision, row: _Row, place: int) -> Restriction:
    made = drafting.restriction(work, decision, row.facts, place)
    made.state, made.starts_on, made.review_on = "in_force", row.starts_on, _review_on(work, row)
    return made


def _review_on(work: Work, row: _Row) -> date:
    """The day of its review; where nobody has said one, the last that the policy or the floor allows."""
    return row.review_on or last_day(work.pack, (row.facts.kind,), row.starts_on).day


def _ask_for(work: Work, batch: ImportBatch, decision: Decision, findings: Iterable[Finding], *, told: bool) -> None:
    """A task for each thing that it lacks, once."""
    lacking: dict[tuple[str, str], str] = {}
    for one in findings:
        if one.code not in _NO_LACK:
            subject = decision.ref if one.place is None else decision.restrictions[one.place].ref
            lacking.setdefault((subject, one.code), one.source)
    if not told:
        lacking.pop((decision.ref, "notice_missing"), None)
        lacking[decision.ref, "customer_not_told"] = ""
    for (subject, code), source in lacking.items():
        work.session.add(
            ImportTask(
                ref=new_ref("X"), batch_id=batch.id, customer_id=decision.customer_id, subject=subject, code=code,
                source=source, decision_ref=decision.ref, state="open",
            )
        )  # fmt: skip
    work.session.flush()


# Reading a line


def _faults(work: Work, line: Line) -> Iterable[Fault]:
    kind = work.pack.kinds.get(line["kind"])
    if kind is None:
        yield Fault(line.number, "kind", "unknown_kind", line["kind"])
    elif kind.unlawful:
        yield Fault(line.number, "kind", "unlawful", line["kind"])
    else:
        yield from (Fault(line.number, name, "not_of_kind", line[name]) for name in imports.terms_of_others(line, kind))
        try:
            _terms(work, line)
        except UnreadableProposal as error:
            yield Fault(line.number, error.field.partition("[")[0], "terms_unreadable", error.problem)
    for column in ("starts_on", "review_on", "told_on"):
        yield from _day_faults(work, line, column)
    for column in ("reason", "proportionality"):
        try:
            text.lines(line[column], column)
        except RefusedError as error:
            yield Fault(line.number, column, error.code)


def _day_faults(work: Work, line: Line, column: str) -> Iterable[Fault]:
    said, day = line[column], imports.day(line[column])
    if said and day is None:
        yield Fault(line.number, column, "not_a_day", said)
    elif not said and column == "starts_on":
        yield Fault(line.number, column, "missing")
    elif day is not None and day > work.today and column != "review_on":
        yield Fault(line.number, column, "in_the_future", said)


def _terms(work: Work, line: Line) -> dict[str, Any]:
    """The terms as they are kept. UnreadableProposal names the column."""
    kind = work.pack.kinds[line["kind"]]
    given = imports.terms(line, kind)
    read = read_terms(Fields(given, "", kind.terms.keys()), kind) if kind.terms else {}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in read.items()}


def _row(line: Line, terms: dict[str, Any]) -> _Row:
    facts = drafting.RestrictionFacts(line["kind"], terms, line["reason"], line["proportionality"])
    days = (imports.day(line[column]) for column in ("review_on", "told_on"))
    return _Row(facts, imports.day(line["starts_on"]) or date.min, *days)


def _people(work: Work, numbers: set[str]) -> Mapping[str, int]:
    """The customers whom the file means, by number in the housing system or by our reference."""
    asked, found = sorted(numbers), dict[str, int]()
    for start in range(0, len(asked), _AT_ONCE):
        some = asked[start : start + _AT_ONCE]
        chosen = select(Customer.id, Customer.ref, Customer.external_ref).where(
            or_(Customer.external_ref.in_(some), Customer.ref.in_(some)),
            Customer.erased_at.is_(None),
            Customer.died_on.is_(None),
        )
        for customer_id, ref, number in work.session.execute(chosen):
            found |= {ref: customer_id, number or ref: customer_id}
    return found


def _applying(work: Work, customer_ids: set[int]) -> dict[int, list[tuple[str, Mapping[str, Any]]]]:
    asked, found = sorted(customer_ids), dict[int, list[tuple[str, Mapping[str, Any]]]]()
    for start in range(0, len(asked), _AT_ONCE):
        chosen = select(Restriction.customer_id, Restriction.kind, Restriction.terms).where(
            Restriction.customer_id.in_(asked[start : start + _AT_ONCE]), Restriction.state.in_(proposals.APPLYING)
        )
        for customer_id, kind, terms in work.session.execute(chosen):
            found.setdefault(customer_id, []).append((kind, terms))
    return found
