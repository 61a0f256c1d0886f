"""A policy line by line, in codes and facts: what the policy page and `policy explain` put into words.

Each rule of the pack gives its lines, with its clause; where the policy is silent the line says so, and what the
floor gives instead. Nothing here is written for one landlord: the words come from the pack's fields.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from casework.rules.finding import NO_PARAMS, Param
from casework.rules.pack import Origin, Pack, Rule
from casework.rules.vocabulary import ACTIONS, BEHAVIOURS

# Which rules are said under which heading, in the order in which a customer meets them.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "about": ("scope", "elsewhere", "threshold", "context", "conduct", "equality", "monitoring"),
    "behaviour": ("persistence", "protected", "online", "recording"),
    "first": ("immediate", "told", "warning", "serious", "police"),
    "before_deciding": ("referral", "enquiries", "assessment", "support", "framework"),
    "who_decides": ("decision",),
    "restrictions": ("measures",),
    "stays_open": ("channels.remain", "essential"),
    "telling_you": ("notice.form", "withholding", "marker", "contractors", "tenancy"),
    "review": ("review.period", "review.longer", "review.by", "review.outcomes", "review.early"),
    "appeal": (
        "appeal.intended",
        "appeal.hearer",
        "appeal.days",
        "appeal.repeated",
        "appeal.next",
        "lettings",
        "ombudsman",
    ),
}

# What the floor holds whatever a policy says, so that it is said beside the policy's own words.
ALWAYS = frozenset({"channels.remain", "essential"})


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the policy in plain words.

    `heading` groups lines. `code` names the words (letters/words/explain.py), `params` what stands in them.
    `origin` says whether the policy, the floor or nobody gave the rule.
    """

    heading: str
    code: str
    source: str
    params: Mapping[str, Param] = field(default_factory=lambda: NO_PARAMS)
    origin: Origin = "policy"


def explain(pack: Pack) -> tuple[Line, ...]:
    """The whole policy, in the order of `HEADINGS`."""
    return tuple(line for heading in HEADINGS for line in _under(heading, pack))


def limits(pack: Pack) -> tuple[Line, ...]:
    """What the landlord can and cannot do in anybody's case, whatever is decided: the short form of the policy.

    The headings are `can` and `cannot`.
    """
    floor = pack.floor
    cannot: tuple[tuple[str, str, Mapping[str, Param]], ...] = (
        ("services", floor["essential"].source, {}),
        ("door", floor["channels.remain"].source, {}),
        ("reasons", floor["reasons"].source, {}),
        ("delivery", floor["delivery"].source, {}),
        ("review", pack.review.source, {"months": pack.review_months}),
        ("appeal", pack.appeals.involved_source, {}),
    )
    can = Line("can", "limit.kinds", pack.rules["measures"].source, {"kinds": pack.kinds_in_policy})
    return (can, *(Line("cannot", f"limit.{code}", source, params) for code, source, params in cannot))


def _under(heading: str, pack: Pack) -> Iterator[Line]:
    if heading == "about":
        yield from _dates(pack)
    if heading == "behaviour":
        yield from _behaviour(pack)
    for name in HEADINGS[heading]:
        yield from _rule(heading, pack, pack.rules[name])
    if heading == "restrictions":
        yield from _measures(pack)


def _dates(pack: Pack) -> Iterator[Line]:
    yield Line("about", "policy", pack.name, {"name": pack.name, "policy": pack.policy, "version": pack.version})
    for name, day in (("approved_on", pack.approved_on), ("review_on", pack.review_on)):
        if day is None:
            yield Line("about", f"{name}.silent", pack.name, origin="silent")
        else:
            form = f"{name}.month" if name in pack.to_the_month else name
            yield Line("about", form, pack.name, {"day": day.isoformat()})


def _behaviour(pack: Pack) -> Iterator[Line]:
    for category in BEHAVIOURS:
        if category in pack.behaviour:
            examples = pack.behaviour[category]
            yield Line("behaviour", "behaviour", examples.source, {"behaviour": category, "examples": examples.codes})


def _measures(pack: Pack) -> Iterator[Line]:
    for code, kind in pack.kinds.items():
        if kind.source is None:
            continue
        code_of_line = "kind.unlawful" if kind.unlawful else "kind.in_part" if kind.part_law else "kind"
        params: dict[str, Param] = {"kind": code, "closes": tuple(sorted(kind.closes)), "limit": kind.part_limit}
        yield Line("restrictions", code_of_line, kind.source, params)
    for code in ACTIONS:
        if code in pack.actions:
            yield Line("restrictions", "action", pack.actions[code].source, {"action": code})


def _rule(heading: str, pack: Pack, rule: Rule) -> Iterator[Line]:
    """A rule as one line; one of several forms (`decision.panel`) where the words differ with what it says."""
    if rule.origin == "silent":
        yield Line(heading, f"{rule.name}.silent", pack.name, origin="silent")
        return
    if rule.origin == "floor":
        yield Line(heading, f"{rule.name}.silent", pack.name, origin="silent")
    if rule.name == "elsewhere":
        yield from _elsewhere(heading, pack)
        return
    if rule.name == "decision" and pack.decision.tiers:
        for tier in pack.decision.tiers.values():
            params: dict[str, Param] = {"tier": tier.code, "roles": (tier.role,)}
            yield Line(heading, "decision.tiers", tier.source, params, rule.origin)
        return
    if rule.name == "appeal.hearer" and pack.decision.tiers and pack.appeals.mode == "tiers":
        for tier in pack.decision.tiers.values():
            params = {"tier": tier.code, "roles": (tier.hearer,)}
            yield Line(heading, "appeal.hearer.tiers", tier.source, params, rule.origin)
        return
    yield Line(heading, _form(rule), rule.source, _params(pack, rule), rule.origin)
    if rule.name in ALWAYS and rule.origin == "policy":
        floor = pack.floor[rule.name]
        yield Line(heading, f"{rule.name}.floor", floor.source, _params(pack, floor), "floor")


def _elsewhere(heading: str, pack: Pack) -> Iterator[Line]:
    """What other policies deal with, one line for each of these policies."""
    rule = pack.unacceptable.elsewhere
    for how, matters in (("not_here", rule.not_here), ("beside", rule.beside)):
        for named in dict.fromkeys(rule.policies[matter] for matter in matters):
            theirs = tuple(matter for matter in matters if rule.policies[matter] == named)
            yield Line(heading, f"elsewhere.{how}", rule.source, {"matters": theirs, "named": named})


# The field of a rule whose value chooses the words.
CHOOSES = {
    "decision": "mode",
    "appeal.hearer": "mode",
    "serious": "route",
    "told": "required",
    "warning": "required",
    "support": "severity",
    "police": "rule",
    "measures": "exhaustive",
    "notice.form": "preferred",
    "appeal.repeated": "refused",
    "channels.remain": "promise",
    "recording": "rule",
    "monitoring": "calls",
    "contractors": "rule",
    "conduct": "rule",
    "equality": "assessment",
}


def _form(rule: Rule) -> str:
    """The code of a rule's line: its name, with the form that its fields choose."""
    values = rule.table.values
    if rule.name in ALWAYS and rule.origin == "floor":
        form = "floor"
    elif rule.name == "withholding":
        form = "" if values["kinds"] else "never"
    elif rule.name == "threshold":
        form = "all" if "all_of" in values else "some" if "of" in values else ""
    elif rule.name == "persistence":
        form = "cause" if values.get("without_cause") else "settled"
    elif rule.name == "tenancy":
        form = "clause" if values.get("agreement_clause") else ""
    elif rule.name == "warning" and values.get("may_be_explained"):
        form = "where_possible"
    else:
        chosen = values.get(CHOOSES.get(rule.name, ""), "")
        form = ("no", "yes")[chosen] if isinstance(chosen, bool) else str(chosen)
    return f"{rule.name}.{form}" if form else rule.name


def _params(pack: Pack, rule: Rule) -> Mapping[str, Param]:
    """The fields of a rule as codes and numbers, with what the rules worked out from them."""
    params: dict[str, Param] = {}
    for name, value in rule.table.values.items():
        if isinstance(value, list) and all(isinstance(part, str) for part in value):
            params[name] = tuple(value)
        elif isinstance(value, str | int):
            params[name] = int(value) if isinstance(value, bool) else value
    if rule.name == "decision":
        params["seats"] = pack.decision.seats
    if rule.name in {"decision", "appeal.hearer"} and rule.table.values.get("mode") in {"rank", "role"}:
        rank = pack.decision.rank if rule.name == "decision" else pack.appeals.rank
        params["roles"] = roles_from(pack, rank)
    return params


def roles_from(pack: Pack, rank: int) -> tuple[str, ...]:
    """The least senior roles of at least that rank."""
    from casework.rules.authority import least_senior

    return least_senior(pack, rank)
