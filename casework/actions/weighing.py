"""Whether an incident counts as unacceptable: the answers are written down, and the policy says what is missing."""

from __future__ import annotations

from dataclasses import dataclass, replace

from casework.actions import rows, text
from casework.actions.work import RefusedError, Work
from casework.records.cases import Incident, Weighing
from casework.records.people import StaffMember
from casework.rules.behaviour import CAUSE, NONE_KNOWN, PERSISTENCE, Reported, counts
from casework.rules.finding import Finding
from casework.rules.pack import Pack


@dataclass(frozen=True)
class Weighed:
    """What staff answer about an incident; codes of casework/rules/behaviour.py, ``how`` in their own words."""

    no_more_than: tuple[str, ...] = ()
    circumstances: tuple[str, ...] = ()
    effects: tuple[str, ...] = ()
    how: str = ""
    persistence: str = ""
    cause: str = ""
    reminded: bool = False


def weigh(work: Work, incident_ref: str, facts: Weighed) -> str:
    """Put the answers on record, or later ones in their place; the same answers twice are one act.

    RefusedError: "unknown_code" (``field``), "either_or" (``field``), "case_is_ended". Returns the incident's
    reference.
    """
    weigher = rows.acting_staff(work)
    incident = rows.taken(work, Incident, incident_ref)
    if incident.case is not None and incident.case.stage == "ended":
        raise RefusedError("case_is_ended")
    before = answers(incident.weighing) if incident.weighing else None
    put(work, incident, weigher, facts)
    after = answers(incident.weighing) if incident.weighing else None
    if before != after:
        work.session.flush()
        work.record("incident_weighed", incident.ref, incident.customer_id, before=before, after=after)
    return incident.ref


def put(work: Work, incident: Incident, weigher: StaffMember, facts: Weighed) -> None:
    """Write the answers beside the incident, unless they stand there already; the caller records the event."""
    _check(work.pack, facts)
    given = {
        "no_more_than": list(facts.no_more_than),
        "circumstances": list(facts.circumstances),
        "effects": list(facts.effects),
        "how": text.lines(facts.how, "how"),
        "persistence": facts.persistence,
        "cause": facts.cause,
        "reminded": facts.reminded,
    }
    row = incident.weighing
    if row is None:
        incident.weighing = Weighing(**given, weighed_at=work.now, weighed_by_id=weigher.id)
    elif answers(row) != given:
        for name, value in given.items():
            setattr(row, name, value)
        row.weighed_at, row.weighed_by_id = work.now, weigher.id


def answers(row: Weighing) -> dict[str, object]:
    """The answers as plain values."""
    return {
        "no_more_than": list(row.no_more_than),
        "circumstances": list(row.circumstances),
        "effects": list(row.effects),
        "how": row.how,
        "persistence": row.persistence,
        "cause": row.cause,
        "reminded": row.reminded,
    }


def reported(incident: Incident) -> Reported:
    """An incident as the rules know it."""
    row = incident.weighing
    return Reported(
        behaviour=tuple(incident.behaviour),
        examples=tuple(incident.examples),
        channel=incident.channel,
        affected=incident.affected,
        serious=incident.serious,
        immediate_risk=incident.immediate_risk,
        matters=tuple(incident.matters),
        no_more_than=tuple(row.no_more_than) if row else (),
        circumstances=tuple(row.circumstances) if row else (),
        effects=tuple(row.effects) if row else (),
        says_how=bool(row and row.how),
        persistence=row.persistence if row else "",
        cause=row.cause if row else "",
        reminded=bool(row and row.reminded),
    )


def standing(pack: Pack, incident: Incident) -> tuple[Finding, ...]:
    """What stands between the incident and "unacceptable", and what has to be weighed."""
    return counts(pack, reported(incident))


def must_count(pack: Pack, incident: Incident, *, at_once: bool = False) -> None:
    """RefusedError("does_not_count") with the findings, while anything stands in the way of a case.

    ``at_once``: staff had to act on the spot, as at an immediate risk.
    """
    given = reported(incident)
    found = counts(pack, replace(given, immediate_risk=given.immediate_risk or at_once))
    stops = tuple(one for one in found if one.severity == "stop")
    if stops:
        raise RefusedError("does_not_count", stops)


def _check(pack: Pack, facts: Weighed) -> None:
    rules = pack.unacceptable
    known = (
        ("no_more_than", set(facts.no_more_than) <= set(rules.context.alone)),
        ("circumstances", set(facts.circumstances) <= {*rules.context.circumstances, NONE_KNOWN}),
        ("effects", set(facts.effects) <= set(rules.threshold.effects)),
        ("persistence", facts.persistence in ("", *PERSISTENCE)),
        ("cause", facts.cause in ("", *CAUSE)),
    )
    for field, right in known:
        if not right:
            raise RefusedError("unknown_code", field=field)
    if NONE_KNOWN in facts.circumstances and len(set(facts.circumstances)) > 1:
        raise RefusedError("either_or", field="circumstances")
