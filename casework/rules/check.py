"""The one place where a proposal is judged: by the landlord's policy, by the law, and by the floor (RULES 5 and 6).

Pages, letters, actions and the command line all ask `check`; there is no second copy of a rule. Nothing here
knows a landlord: whatever differs is read from the pack.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date

from casework.rules import authority, reviews
from casework.rules.appeals import check_hearing
from casework.rules.calendar import UnknownYearError, working_days_after
from casework.rules.channels import open_channels
from casework.rules.finding import Answer, Finding, Param
from casework.rules.kinds import Kind
from casework.rules.pack import Pack, Step
from casework.rules.proposal import Customer, HearAppeal, Impose, Notice, Proposal, Restriction, Review
from casework.rules.vocabulary import CODES, SUPPORT_STILL_OWED

ORDER = {code: place for place, code in enumerate(CODES)}


def check(pack: Pack, proposal: Proposal, in_force: Sequence[Restriction] = ()) -> Answer:
    """May this be done, and if not, what stands in the way?

    `in_force` are restrictions of other decisions that stay beside those proposed: they count when we ask which
    channels remain, and are not judged again. UnknownYearError for an appeal received in a year whose bank holidays
    nobody knows.
    """
    if isinstance(proposal, HearAppeal):
        due_on, hearing = check_hearing(pack, proposal)
        return _answer(hearing, due_on)
    if isinstance(proposal, Review):
        return _answer(_review(pack, proposal, in_force))
    return _answer(_impose(pack, proposal, in_force))


def _answer(found: Iterable[Finding], due_on: date | None = None) -> Answer:
    findings = sorted(
        found, key=lambda one: (one.place is None, one.place if one.place is not None else 0, ORDER[one.code])
    )
    allowed = all(finding.severity != "stop" for finding in findings)
    return Answer(allowed, due_on, tuple(findings))


def _impose(pack: Pack, proposal: Impose, in_force: Sequence[Restriction]) -> Iterator[Finding]:
    yield from _restrictions(pack, proposal.restrictions, proposal.customer)
    yield from _channels(pack, (*in_force, *proposal.restrictions), proposal.customer)
    yield from _route(pack, proposal)
    yield from _steps(pack, proposal)
    yield from authority.findings(
        pack,
        [restriction.kind for restriction in proposal.restrictions],
        proposal.actions,
        proposal.deciders,
        reviewing=False,
    )
    if any(person.person == proposal.reported_by for person in proposal.deciders):
        yield Finding("decider_conflict", "stop", pack.floor["independence"].source)
    if proposal.restrictions:
        yield from reviews.date_findings(
            pack, proposal.restrictions, proposal.on, proposal.review_on, proposal.longer_period
        )
    yield from _notice(pack, proposal.notice, proposal.restrictions, proposal.actions)
    if pack.decision.from_floor:
        params: dict[str, Param] = {"rule": "decision", "roles": authority.least_senior(pack, pack.decision.rank)}
        yield Finding("floor_applied", "warn", pack.decision.source, None, params)


def _review(pack: Pack, proposal: Review, in_force: Sequence[Restriction]) -> Iterator[Finding]:
    lifts = proposal.outcome == "lift"
    if not lifts:
        yield from _restrictions(pack, proposal.restrictions, proposal.customer)
        yield from _channels(pack, (*in_force, *proposal.restrictions), proposal.customer)
        yield from reviews.date_findings(pack, proposal.restrictions, proposal.on, proposal.next_review_on, None)
    if proposal.reason is None or not proposal.reason.strip():
        yield Finding("reason_missing", "stop", pack.floor["reasons"].source, None, {"is": "review"})
    yield from _reviewers(pack, proposal)
    if not proposal.invited:
        yield Finding("invitation_missing", "warn", pack.review.invitation_source)
    if proposal.outcome not in pack.review.outcomes:
        params: dict[str, Param] = {"outcome": proposal.outcome, "outcomes": pack.review.outcomes}
        yield Finding("outcome_not_in_policy", "stop", pack.review.outcomes_source, None, params)
    yield from _notice(pack, proposal.notice, proposal.restrictions, ())


def _reviewers(pack: Pack, proposal: Review) -> Iterator[Finding]:
    if not proposal.reviewers:
        yield Finding("reviewer_missing", "stop", pack.review.by_source)
        return
    kinds = [restriction.kind for restriction in proposal.restrictions]
    yield from authority.findings(pack, kinds, (), proposal.reviewers, reviewing=True)
    if pack.review.by_from_floor:
        yield Finding("floor_applied", "warn", pack.review.by_source, None, {"rule": "review.by"})


def _restrictions(pack: Pack, restrictions: Sequence[Restriction], customer: Customer) -> Iterator[Finding]:
    for place, restriction in enumerate(restrictions):
        kind = pack.kinds[restriction.kind]
        yield from _of_kind(pack, kind, place, restriction, customer)
        named: dict[str, Param] = {"kind": kind.code}
        for value, code in (
            (restriction.reason, "reason_missing"),
            (restriction.proportionality, "proportionality_missing"),
        ):
            if value is None or not value.strip():
                yield Finding(code, "stop", pack.floor["reasons"].source, place, named)


def _of_kind(pack: Pack, kind: Kind, place: int, restriction: Restriction, customer: Customer) -> Iterator[Finding]:
    named: dict[str, Param] = {"kind": kind.code}
    if not customer.advocate and kind.wants_third_party(restriction.terms):
        yield Finding("third_party_missing", "stop", kind.source or pack.floor["channels.remain"].source, place, named)
    if kind.unlawful:
        yield Finding("unlawful", "stop", kind.unlawful, place, named)
    closed = tuple(service for service in kind.closes_services if service in pack.essential_services)
    if closed:
        params: dict[str, Param] = {**named, "services": closed}
        yield Finding("essential_service_closed", "stop", pack.floor["essential"].source, place, params)
    if not kind.in_policy:
        yield Finding("not_in_policy", "stop", pack.rules["measures"].source, place, named)
    elif kind.too_many(restriction.terms):
        params = {**named, "at_most": kind.at_most or 0}
        yield Finding("not_in_policy", "stop", kind.source or pack.name, place, params)
    if kind.customers and customer.kind not in kind.customers:
        params = {**named, "customers": kind.customers}
        yield Finding("applicants_only", "stop", kind.source or pack.floor["applicants"].source, place, params)
    if kind.part_law:
        yield Finding("code_conflict", "warn", kind.part_law, place, {**named, "limit": kind.part_limit})


def _channels(pack: Pack, restrictions: Sequence[Restriction], customer: Customer) -> Iterator[Finding]:
    remaining = open_channels(pack, restrictions, customer.advocate)
    if not remaining:
        yield Finding("no_open_channel", "stop", pack.remain_source)
    elif remaining <= customer.cannot_use:
        params: dict[str, Param] = {"channels": tuple(sorted(remaining))}
        yield Finding("no_usable_channel", "stop", pack.floor["channels.remain"].source, None, params)


def _route(pack: Pack, proposal: Impose) -> Iterator[Finding]:
    if not proposal.serious:
        return
    serious = pack.serious
    if serious.elsewhere:
        yield Finding("wrong_route", "stop", serious.source)
    if "police_report" in serious.demands and "police_report" not in proposal.actions:
        yield Finding("police_report_missing", "stop", serious.source)


def _steps(pack: Pack, proposal: Impose) -> Iterator[Finding]:
    steps = proposal.steps
    if not steps.told and _owed(pack.told, proposal):
        yield Finding("told_missing", "stop", pack.told.source)
    if not steps.warned and _owed(pack.warning, proposal):
        why = proposal.not_warned_because
        explained = pack.warning.may_be_explained and why is not None and bool(why.strip())
        yield Finding(
            "warning_missing",
            "warn" if explained else "stop",
            pack.warning.source,
            None,
            {"may_be_explained": int(pack.warning.may_be_explained)},
        )
    if not steps.assessed:
        yield _assessment(pack, proposal)
    if steps.vulnerability == "contributes" and steps.support in SUPPORT_STILL_OWED:
        params: dict[str, Param] = {"support": steps.support}
        yield Finding("support_first", pack.support.severity, pack.support.source, None, params)


def _owed(step: Step, proposal: Impose) -> bool:
    """Must this have come first, or does immediate risk or a serious matter excuse it here?"""
    excused = (proposal.immediate_risk and "immediate_risk" in step.excused) or (
        proposal.serious and "serious" in step.excused
    )
    return step.required and not excused


def _assessment(pack: Pack, proposal: Impose) -> Finding:
    """Before any restriction; at immediate risk it may follow within a few working days."""
    if not proposal.immediate_risk:
        return Finding("assessment_missing", "stop", pack.assessment_source)
    params: dict[str, Param] = {"working_days": pack.assessment_days_after_risk}
    with suppress(UnknownYearError):  # Past the known years the number of days is said without the date.
        params["due_on"] = working_days_after(proposal.on, pack.assessment_days_after_risk).isoformat()
    return Finding("assessment_missing", "warn", pack.floor["assessment"].source, None, params)


def _notice(
    pack: Pack, notice: Notice, restrictions: Sequence[Restriction], actions: Sequence[str]
) -> Iterator[Finding]:
    withheld = tuple(_withholding(pack, notice, restrictions, actions))
    yield from withheld
    rightly_withheld = notice.withheld is not None and not withheld
    if rightly_withheld:
        return
    if not notice.letter or (pack.notice.preferred and not notice.preferred):
        missing = tuple(
            name
            for name, given in (("letter", notice.letter), ("preferred", notice.preferred))
            if not given and (name == "letter" or pack.notice.preferred)
        )
        yield Finding("notice_missing", "stop", pack.notice.source, None, {"missing": missing})


def _withholding(
    pack: Pack, notice: Notice, restrictions: Sequence[Restriction], actions: Sequence[str]
) -> Iterator[Finding]:
    rules, withheld = pack.notice, notice.withheld
    if withheld is None:
        return
    if not rules.withheld_for:
        yield Finding("withholding_not_allowed", "stop", rules.withholding_source)
        return
    kinds: dict[str, Param] = {"kinds": rules.withheld_for}
    for place, restriction in enumerate(restrictions):
        if restriction.kind not in rules.withheld_for:
            params = {**kinds, "kind": restriction.kind}
            yield Finding("withholding_not_allowed", "stop", rules.withholding_source, place, params)
    if actions:
        yield Finding("withholding_not_allowed", "stop", rules.withholding_source, None, kinds)
    justified = withheld.justification is not None and withheld.justification.strip()
    if not justified or pack.roles[withheld.signed_by.role].rank < rules.signer_rank:
        signer: dict[str, Param] = {"roles": (rules.signer or "",)}
        yield Finding("withholding_unjustified", "stop", rules.withholding_source, None, signer)
