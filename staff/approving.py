"""What needs somebody's approval beside the signatures: a later review, and a customer who is not told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from sqlalchemy.orm import Session

from casework.actions import proposals
from casework.records.decisions import Decision
from casework.rules import proposal as rules
from casework.rules.check import check
from casework.rules.pack import Pack
from translations import mark
from web.language import gettext as _

# What is asked for, and the finding that the right approval settles.
ASKS: Final[Mapping[str, tuple[str, str]]] = {
    "longer": (mark("Approve the later review"), "review_too_late"),
    "withheld": (mark("Sign off that the customer is not told"), "withholding_unjustified"),
}


@dataclass(frozen=True)
class Approval:
    """One approval: what it is about and why, in which role it was given, in which role this person may give it."""

    what: str
    text: str
    why: str
    given_as: str | None
    may_as: str | None


def approvals(
    session: Session, pack: Pack, decision: Decision, today: date, held: Sequence[str]
) -> tuple[Approval, ...]:
    """The approvals that this draft has or needs; ``held``: the person's roles, the most senior first."""
    if decision.state != "draft":
        return ()
    proposal = proposals.proposal_of(session, pack, decision, today)
    found = []
    for what, why, given in _asked(decision):
        wanting = ASKS[what][1] in _codes(pack, proposal)
        may_as = next((role for role in held if ASKS[what][1] not in _codes(pack, _by(proposal, role))), None)
        right = not wanting and given.get("content_hash") == decision.content_hash
        if wanting or right:
            as_role = str(given["role"]) if right else None
            found.append(Approval(what, _(ASKS[what][0]), why, as_role, may_as if wanting else None))
    return tuple(found)


def _asked(decision: Decision) -> list[tuple[str, str, dict[str, Any]]]:
    longer, withheld = decision.longer_period, decision.notice.get("withheld")
    found = [("longer", longer["reason"], longer)] if longer else []
    return found + ([("withheld", withheld["justification"], withheld)] if withheld else [])


def _by(proposal: rules.Impose, role: str) -> rules.Impose:
    """The same proposal, approved by somebody in this role."""
    somebody = rules.Person("\N{BULLET} somebody", role)
    longer, withheld = proposal.longer_period, proposal.notice.withheld
    notice = replace(proposal.notice, withheld=replace(withheld, signed_by=somebody) if withheld else None)
    return replace(proposal, longer_period=replace(longer, approved_by=somebody) if longer else None, notice=notice)


def _codes(pack: Pack, proposal: rules.Impose) -> set[str]:
    return {finding.code for finding in check(pack, proposal).findings}
