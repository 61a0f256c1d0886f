"""What a decision still lacks before it stands: for a page that people sign one after the other."""

from __future__ import annotations

from casework.rules.check import check
from casework.rules.finding import Finding
from casework.rules.pack import Pack
from casework.rules.proposal import Impose, Person, Review

OF_SIGNATURES = frozenset({"not_authorised", "quorum_missing", "reviewer_missing"})


def missing_signatures(pack: Pack, proposal: Impose | Review) -> tuple[Finding, ...]:
    """The findings that another signature could settle; none where the right people have signed."""
    return tuple(finding for finding in check(pack, proposal).findings if finding.code in OF_SIGNATURES)


def could_sign(pack: Pack, proposal: Impose | Review, roles: tuple[str, ...]) -> tuple[str, ...]:
    """Those of a person's roles in which their signature would bring the decision nearer, the most senior first.

    A role helps where somebody new who signs in it settles a finding, or fills a seat of the panel or the group.
    """
    missing = missing_signatures(pack, _begun(pack, proposal))
    useful = [role for role in roles if _weight(missing_signatures(pack, _signed(proposal, role))) < _weight(missing)]
    return tuple(sorted(useful, key=pack.rank, reverse=True))


def _begun(pack: Pack, proposal: Impose | Review) -> Impose | Review:
    """A review that nobody has signed lacks a reviewer and says no more; what it needs shows once the least senior
    person has signed it."""
    if isinstance(proposal, Review) and not proposal.reviewers:
        return _signed(proposal, min(pack.roles, key=pack.rank))
    return proposal


def _signed(proposal: Impose | Review, role: str) -> Impose | Review:
    from dataclasses import replace

    someone = Person("\N{BULLET} someone new", role)
    if isinstance(proposal, Review):
        return replace(proposal, reviewers=(*proposal.reviewers, someone))
    return replace(proposal, deciders=(*proposal.deciders, someone))


def _weight(findings: tuple[Finding, ...]) -> int:
    """How much is still missing, so that filling one seat of three counts as progress."""
    weight = 0
    for finding in findings:
        missing, signed = finding.params.get("missing", ()), finding.params.get("signed", ())
        seats = finding.params.get("services", ())
        weight += 10
        weight += len(missing) if isinstance(missing, tuple) else 0
        weight += len(seats) - len(signed) if isinstance(seats, tuple) and isinstance(signed, tuple) else 0
    return weight
