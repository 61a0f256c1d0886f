"""The grounds of an appeal, one by one: what the customer says, what the hearer answers to each, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from casework.actions import moves, proposals, rows, text
from casework.actions.work import NotFoundError, RefusedError, Work
from casework.records import fair_desk, hearing
from casework.records.appeals import Appeal
from casework.records.hearing import AppealGround
from casework.rules import grounds as rules
from casework.rules.finding import Finding

MOST_FOUND = 12  # points that a hearer may find in the customer's words


@dataclass(frozen=True)
class Ground:
    """One ground: a point from the record (``point``), or words; with its answer once there is one."""

    key: str
    point: Finding | None
    words: str
    by_hearer: bool = False  # the hearer's words, of a point that they found in the customer's
    answer: str | None = None
    reasons: str = ""


@dataclass(frozen=True)
class GroundAnswer:
    """What the hearer says to one ground. ``answer``: a code of rules.grounds.ANSWERS."""

    answer: str
    reasons: str


def of(session: Session, appeal: Appeal) -> tuple[Ground, ...]:
    """Every ground in its order: points from the record, words, words that came later, points that the hearer found."""
    kept = {one.key: one for one in hearing.of_appeal(session, appeal.id)}
    ticked = fair_desk.appeals_points(session, appeal.id)
    points = proposals.from_record([one.finding for one in ticked])
    found = [Ground(f"point.{one.key}"[:120], point, "") for one, point in zip(ticked, points, strict=True)]
    if appeal.grounds.strip():
        found.append(Ground("words", None, appeal.grounds))
    found += [Ground(f"more.{one.id}", None, one.words) for one in appeal.additions if one.words.strip()]
    found += [Ground(key, None, row.words, by_hearer=True) for key, row in kept.items() if key.startswith("heard.")]
    return tuple(_answered(one, kept.get(one.key)) for one in found)


def _answered(ground: Ground, row: AppealGround | None) -> Ground:
    if row is None or row.answer is None:
        return ground
    return Ground(ground.key, ground.point, ground.words, ground.by_hearer, row.answer, row.reasons)


def note(work: Work, appeal_ref: str, words: str) -> str:
    """A point that the hearer finds in what the customer says, so that it gets an answer of its own. Twice is once.

    RefusedError: "not_the_hearer", "missing" (``field`` words), "too_many_points", "appeal_is_decided".
    """
    hearer = rows.acting_staff(work)
    appeal = rows.taken(work, Appeal, appeal_ref)
    if appeal.submitted_at is None:
        raise NotFoundError(appeal_ref)
    if appeal.hearer_id != hearer.id:
        raise RefusedError("not_the_hearer")
    moves.check("appeal", appeal.state, "decided")
    said = text.needed(words, "words", 2_000)
    mine = [one for one in hearing.of_appeal(work.session, appeal.id) if one.key.startswith("heard.")]
    if any(one.words == said for one in mine):
        return appeal.ref
    if len(mine) >= MOST_FOUND:
        raise RefusedError("too_many_points")
    _keep(work, appeal, f"heard.{len(mine) + 1}", words=said)
    work.record("appeal_point_noted", appeal.ref, appeal.customer_id, words=said)
    return appeal.ref


def answered(work: Work, appeal: Appeal, outcome: str, answers: Mapping[str, GroundAnswer]) -> list[dict[str, str]]:
    """Keep the answer to each ground, for the end of the act that decides the appeal; returns them for its event.

    Where there is one ground, the reasons of the whole answer it. RefusedError: "unknown_code" and "missing"
    (``field`` g0_answer, g0_reasons and so on), "no_ground_accepted", "all_grounds_accepted".
    """
    asked = of(work.session, appeal)
    if len(asked) < 2:
        return []
    given = [_checked(place, answers.get(one.key)) for place, one in enumerate(asked)]
    problem = rules.misfit(outcome, [one.answer for one in given])
    if problem is not None:
        raise RefusedError(problem)
    kept = []
    for one, answer in zip(asked, given, strict=True):
        _keep(work, appeal, one.key, answer=answer.answer, reasons=answer.reasons)
        kept.append({"ground": one.key, "answer": answer.answer, "why": answer.reasons})
    return kept


def _checked(place: int, given: GroundAnswer | None) -> GroundAnswer:
    if given is None or given.answer not in rules.ANSWERS:
        raise RefusedError("unknown_code", field=f"g{place}_answer")
    return GroundAnswer(given.answer, text.needed(given.reasons, f"g{place}_reasons", 8_000))


def _keep(
    work: Work, appeal: Appeal, key: str, *, words: str = "", answer: str | None = None, reasons: str = ""
) -> None:
    row = next((one for one in hearing.of_appeal(work.session, appeal.id) if one.key == key), None)
    if row is None:
        row = AppealGround(appeal_id=appeal.id, key=key, words=words, reasons="")
        work.session.add(row)
    row.answer, row.reasons = answer, reasons
    row.noted_by_id, row.noted_at = work.actor.id, work.now
    work.session.flush()
