"""The rules of a pack that the check works with, each read from its own table or from the floor's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, cast

from casework.rules.kinds import Kind
from casework.rules.pack import (
    Appeals,
    Decision,
    HearerMode,
    Mode,
    Notice,
    Review,
    Role,
    Rule,
    Serious,
    Step,
    Support,
    Tier,
)
from casework.rules.tables import Table
from casework.rules.vocabulary import ACTIONS, OUTCOMES

EXCUSES = ("immediate_risk", "serious")


def read_decision(rule: Rule, roles: Mapping[str, Role], name: str) -> Decision:
    """Who decides, in one of the four forms that policies have."""
    table = rule.table
    table.only(
        "clause", "mode", "rank", "role", "services", "people", "stand_ins", "seats", "tiers", "kinds", "actions"
    )
    mode = cast(Mode, table.one_of("mode", ("panel", "group", "tiers", "rank")))
    from_floor = rule.origin == "floor"
    if mode == "panel":
        services = table.codes("services", tuple(role.service for role in roles.values() if role.service))
        return Decision(mode, rule.source, from_floor, services=services, people=table.count("people"))
    if mode == "group":
        seats: list[str] = []
        for seat in table.tables("seats"):
            seats += [seat.one_of("role", tuple(roles))] * seat.count("people")
        return Decision(mode, rule.source, from_floor, seats=tuple(seats), people=len(seats))
    if mode == "tiers":
        tiers = {tier.code: tier for tier in (_tier(part, roles, name) for part in table.tables("tiers"))}
        return Decision(
            mode,
            rule.source,
            from_floor,
            tiers=tiers,
            tier_of_kinds=table.one_of("kinds", tuple(tiers)),
            tier_of_actions=table.one_of("actions", tuple(tiers)),
        )
    rank = roles[table.one_of("role", tuple(roles))].rank if table.has("role") else table.count("rank")
    return Decision(mode, rule.source, from_floor, rank=rank)


def _tier(table: Table, roles: Mapping[str, Role], name: str) -> Tier:
    table.only("code", "clause", "role", "hearer")
    role, hearer = table.one_of("role", tuple(roles)), table.one_of("hearer", tuple(roles))
    return Tier(
        code=table.text("code"),
        source=f"{name} {table.text('clause')}",
        role=role,
        rank=roles[role].rank,
        hearer=hearer,
        hearer_rank=roles[hearer].rank,
    )


def read_step(rule: Rule) -> Step:
    """Something that must have come first; where the policy is silent, nothing must."""
    table = rule.table
    if rule.origin == "silent":
        return Step(False, rule.source, frozenset(), False)
    table.only("clause", "required", "excused", "may_be_explained")
    return Step(
        required=table.flag("required"),
        source=rule.source,
        excused=frozenset(table.codes("excused", EXCUSES, ())),
        may_be_explained=table.flag("may_be_explained", False),
    )


def read_support(rule: Rule, floor: Rule) -> Support:
    """How hard support comes first where a vulnerability contributes."""
    table = rule.table
    table.only("clause", "severity", "kinds")
    severity = table.one_of("severity", ("stop", "warn"), floor.table.text("severity"))
    return Support(cast(Literal["stop", "warn"], severity), rule.source, table.texts("kinds", ()))


def read_serious(rule: Rule) -> Serious:
    """What a serious matter does; where the policy is silent it stays here."""
    table = rule.table
    if rule.origin == "silent":
        return Serious(False, rule.source, ())
    table.only("clause", "route", "actions", "opens")
    return Serious(
        elsewhere=table.one_of("route", ("here", "elsewhere")) == "elsewhere",
        source=rule.source,
        demands=table.codes("actions", ACTIONS, ()),
    )


def read_notice(rules: Mapping[str, Rule], roles: Mapping[str, Role], kinds: Mapping[str, Kind]) -> Notice:
    """How the customer is told, and for which kinds that may be kept back."""
    form, withholding = rules["notice.form"], rules["withholding"]
    form.table.only("clause", "letter", "preferred")
    withholding.table.only("clause", "kinds", "signer")
    if not form.table.flag("letter"):
        raise form.table.wrong("letter", "must be true: no policy can do without a letter")
    withheld_for = withholding.table.codes("kinds", tuple(kinds))
    signer = withholding.table.one_of("signer", tuple(roles)) if withheld_for else None
    return Notice(
        preferred=form.table.flag("preferred"),
        source=form.source,
        withheld_for=withheld_for,
        signer=signer,
        signer_rank=roles[signer].rank if signer else 0,
        withholding_source=withholding.source,
    )


def read_review(rules: Mapping[str, Rule], floor: Mapping[str, Rule], roles: Mapping[str, Role]) -> Review:
    """The review's period, reviewers and outcomes."""
    period, by, outcomes, longer = (
        rules[name] for name in ("review.period", "review.by", "review.outcomes", "review.longer")
    )
    period.table.only("clause", "months", "further_if_it_goes_on")
    by.table.only("clause", "who", "monthly_list")
    outcomes.table.only("clause", "allow")
    longer.table.only("clause", "approved_by")
    return Review(
        months=period.table.count("months"),
        source=period.source,
        period_from_floor=period.origin == "floor",
        by=by.table.one_of("who", ("deciders", *roles)),
        by_source=by.source,
        by_from_floor=by.origin == "floor",
        outcomes=outcomes.table.codes("allow", OUTCOMES),
        outcomes_source=outcomes.source,
        longer_by=longer.table.codes("approved_by", tuple(roles), ()),
        longer_source=longer.source,
        invitation_source=floor["review.invitation"].source,
        asks_further=period.table.flag("further_if_it_goes_on", False),
    )


def read_appeals(
    rules: Mapping[str, Rule], floor: Mapping[str, Rule], roles: Mapping[str, Role], decision: Decision
) -> Appeals:
    """Who hears an appeal, in how many days, and what comes after."""
    hearer, days, repeated, after, intended = (
        rules[f"appeal.{name}"] for name in ("hearer", "days", "repeated", "next", "intended")
    )
    hearer.table.only("clause", "mode", "rank", "role", "uninvolved_in")
    days.table.only("clause", "working_days")
    repeated.table.only("clause", "refused")
    after.table.only("clause", "steps")
    intended.table.only("clause", "allowed")
    mode = cast(HearerMode, hearer.table.one_of("mode", ("rank", "role", "tiers", "more_senior")))
    if mode == "tiers" and not decision.tiers:
        raise hearer.table.wrong("mode", "is tiers, but the decision has none")
    role = hearer.table.one_of("role", tuple(roles)) if mode == "role" else None
    rank = roles[role].rank if role else hearer.table.count("rank") if mode == "rank" else 0
    return Appeals(
        mode=mode,
        rank=rank,
        role=role,
        hearer_source=hearer.source,
        hearer_from_floor=hearer.origin == "floor",
        involved_source=hearer.source if mode == "more_senior" else floor["appeal.involved"].source,
        working_days=days.table.count("working_days"),
        days_source=days.source,
        days_from_floor=days.origin == "floor",
        repeated_refused=repeated.table.flag("refused"),
        repeated_source=repeated.source,
        next_steps=after.table.texts("steps"),
        next_source=after.source,
        whole_case=hearer.table.one_of("uninvolved_in", ("decision", "case"), "decision") == "case",
        intended=intended.table.flag("allowed", False),
        intended_source=intended.source,
    )
