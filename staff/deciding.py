"""What a proposal still lacks, laid out for its page: every word of it is an answer of the rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from casework.actions import decisions, proposals, signing
from casework.records import desk, oversight
from casework.records.appeals import Appeal
from casework.records.decisions import Decision, Restriction, Signature
from casework.records.letters import Letter
from casework.rules.finding import Finding
from casework.rules.open_door import Proof, proof
from casework.rules.pack import Pack
from casework.rules.signatures import could_sign
from casework.rules.similar import Count, Similar, told
from letters.words import findings
from staff.contact import Door, Situation, doors, of_rows, situation
from web.language import current_language


@dataclass(frozen=True)
class Obstacle:
    """A finding in words: what is so, where that is written, what would settle it, and which line it is about."""

    says: str
    source: str
    unlocks: str
    about: Restriction | None


@dataclass(frozen=True)
class Standing:
    """Everything that the page of a decision shows beside the decision itself."""

    stops: tuple[Obstacle, ...]
    warnings: tuple[Obstacle, ...]
    allowed: bool
    doors: tuple[Door, ...]
    lines: tuple[Restriction, ...]  # whose places the doors name: what applies already, then what is proposed
    now: Situation
    signatures: tuple[Signature, ...]  # under the text as it stands
    outdated: tuple[Signature, ...]  # under an earlier text
    lapsed: tuple[Signature, ...]  # whose signer left, or no longer holds the role
    proof: Proof
    similar: tuple[Similar, ...]
    may_sign: tuple[str, ...]  # roles whose signature would bring it nearer
    letters: tuple[Letter, ...]
    appeals: tuple[Appeal, ...]


def standing_of(session: Session, pack: Pack, decision: Decision, today: date) -> Standing:
    """Ask the rules about a draft; of an issued decision, read what they said then."""
    own = [row for row in decision.restrictions if row.appeal_id is None and row.review_id is None]
    draft = decision.state == "draft"
    found = decisions.standing(session, pack, decision, today).findings if draft else kept(decision.findings or [])
    beside = [
        row for row in desk.customers_restrictions(session, decision.customer_id) if row.decision_id != decision.id
    ]
    lines = (*beside, *(own if draft else [row for row in decision.restrictions if row.state != "ended"]))
    now = situation(session, decision.customer_id, today)
    counted = proposals.counted(decision)
    return Standing(
        stops=obstacles(pack, found, "stop", own),
        warnings=obstacles(pack, found, "warn", own),
        allowed=all(one.severity != "stop" for one in found),
        doors=doors(pack, lines, now),
        lines=lines,
        now=now,
        signatures=counted,
        outdated=tuple(one for one in decision.signatures if one not in counted),
        lapsed=tuple(one for one in counted if draft and not signing.still_counts(one, today)),
        proof=proof(pack, of_rows(lines), now.advocate, now.cannot_use),
        similar=similar_to(session, decision) if draft else (),
        may_sign=still_to_sign(session, pack, decision, today) if draft else (),
        letters=tuple(
            letter
            for letter in desk.customers_letters(session, decision.customer_id)
            if letter.decision_id == decision.id
        ),
        appeals=desk.decisions_appeals(session, decision.id),
    )


def similar_to(session: Session, decision: Decision) -> tuple[Similar, ...]:
    """How cases with the same kind of behaviour came out, for each kind that is proposed."""
    kinds = list(dict.fromkeys(row.kind for row in decision.restrictions))
    behaviour = list(dict.fromkeys(code for one in decision.case.incidents for code in one.behaviour))
    counted = {(one.behaviour, one.kind): one for one in oversight.similar(session, behaviour, [*kinds, ""])}
    found = []
    for said in behaviour:
        whole = counted.get((said, ""))
        for kind in kinds:
            one = counted.get((said, kind))
            cases = whole.cases if whole else 0
            found.append(Count(said, kind, cases, one.imposed if one else 0, one.ended_early if one else 0))
    return told(found)


def still_to_sign(session: Session, pack: Pack, decision: Decision, today: date) -> tuple[str, ...]:
    """The roles of this landlord whose signature would bring the proposal nearer to a decision."""
    proposal = proposals.proposal_of(session, pack, decision, today)
    return could_sign(pack, proposal, tuple(pack.roles))


def obstacles(
    pack: Pack, found: Sequence[Finding], severity: str, restrictions: Sequence[Restriction]
) -> tuple[Obstacle, ...]:
    """The findings of one severity, in words."""
    language = current_language()
    return tuple(
        Obstacle(
            says=findings.says(one, language, pack),
            source=one.source,
            unlocks=findings.unlocks(one, language, pack),
            about=restrictions[one.place] if one.place is not None and one.place < len(restrictions) else None,
        )
        for one in found
        if one.severity == severity
    )


def kept(plain: Sequence[dict[str, Any]]) -> tuple[Finding, ...]:
    """Findings as they were kept with a decision."""
    return tuple(
        Finding(
            code=one["code"],
            severity=one["severity"],
            source=one["source"],
            place=one["place"],
            params={name: tuple(value) if isinstance(value, list) else value for name, value in one["params"].items()},
        )
        for one in plain
    )
