"""Does what happened count as unacceptable? What stands between an incident and that word, by the landlord's policy.

The codes here are beside those of `vocabulary.CODES`: they speak of an incident, never of a proposal. A `stop` stands
in the way of a case; a `warn` has to be weighed in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from casework.rules.finding import Finding, Param, Severity
from casework.rules.pack import Pack
from casework.rules.unacceptable import SETTLED

NONE_KNOWN: Final = "none_known"  # asked about, and nothing found
NEITHER: Final = "neither"
PERSISTENCE: Final = (*SETTLED, NEITHER)
CAUSE: Final = ("without_cause", "with_cause")
ONLINE: Final = "online"

# In the order in which they are given.
CODES: Final = (
    "no_behaviour",
    "out_of_scope",
    "not_unacceptable",
    "wrong_route",
    "beside",
    "context_missing",
    "out_of_character",
    "threshold_missing",
    "how_missing",
    "persistence_missing",
    "not_settled",
    "cause_missing",
    "with_cause",
    "reminder_missing",
    "affected_not_named",
    "online_not_named",
    "not_an_example",
    "care",
)


@dataclass(frozen=True, slots=True)
class Reported:
    """An incident as it was reported and weighed; every field a code, or several.

    `examples`: those of the policy that it was. `matters`: what another policy deals with. `no_more_than`: that it was
    only this (anger, being firm). `effects`: what it did, and `says_how` whether the record tells how. `persistence`
    and `cause`: "" while nobody has said. `circumstances`: empty while nobody has asked. `reminded`: of the way to
    complain.
    """

    behaviour: tuple[str, ...]
    examples: tuple[str, ...] = ()
    channel: str = "in_person"
    affected: str = "staff"
    serious: bool = False
    immediate_risk: bool = False
    matters: tuple[str, ...] = ()
    no_more_than: tuple[str, ...] = ()
    effects: tuple[str, ...] = ()
    says_how: bool = False
    persistence: str = ""
    cause: str = ""
    circumstances: tuple[str, ...] = ()
    reminded: bool = False


@dataclass(frozen=True, slots=True)
class _Lacking:
    """A condition that is not met, and the kinds of behaviour that do not count without it."""

    code: str
    source: str
    of: tuple[str, ...]


def counts(pack: Pack, reported: Reported) -> tuple[Finding, ...]:
    """What stands between the incident and "unacceptable", in the order of `CODES`.

    A condition of one kind of behaviour stops nothing while another kind counts without it. Where someone's safety
    needs action now, what has not been answered yet is answered afterwards.
    """
    lacking = tuple(_lacking(pack, reported))
    left = set(reported.behaviour) - {code for one in lacking for code in one.of}
    severity: Severity = "warn" if left or reported.immediate_risk else "stop"
    found = [*_outside(pack, reported), *_context(pack, reported), *_to_weigh(pack, reported)]
    if not reported.behaviour:  # a recording without asking, and nothing of what the policy calls unacceptable
        found.append(Finding("no_behaviour", "stop", pack.rules["recording"].source))
    found += [Finding(one.code, severity, one.source, None, {**_facts(pack, one), "of": one.of}) for one in lacking]
    return tuple(sorted(found, key=lambda one: CODES.index(one.code)))


def is_serious(pack: Pack, behaviour: tuple[str, ...], examples: tuple[str, ...], matters: tuple[str, ...]) -> bool:
    """Is it a serious matter by what it was, whatever else was said?"""
    by_example = {code for kind in behaviour if kind in pack.behaviour for code in pack.behaviour[kind].serious}
    return bool(by_example & set(examples)) or bool(set(pack.unacceptable.elsewhere.serious) & set(matters))


def questions(pack: Pack, reported: Reported) -> tuple[str, ...]:
    """What has to be asked about this incident: names of fields of `Reported`."""
    rules, asked = pack.unacceptable, ["no_more_than"]
    if rules.context.circumstances:
        asked.append("circumstances")
    if rules.threshold.effects and set(reported.behaviour) & set(rules.threshold.of):
        asked += ["effects", "says_how"]
    if _repeated(pack, reported):
        asked += [name for name, wanted in (("persistence", rules.persistence.only_where),) if wanted]
        asked += ["cause"] if rules.persistence.without_cause else []
    if _to_be_reminded(pack, reported):
        asked.append("reminded")
    return tuple(asked)


def _outside(pack: Pack, reported: Reported) -> Iterator[Finding]:
    """What another policy deals with, instead of this one or beside it."""
    rule = pack.unacceptable.elsewhere
    for matter in rule.matters:
        if matter in reported.matters:
            here = matter in rule.beside
            actions = tuple(code for code in rule.actions.get(matter, ()) if code in pack.actions)
            params: dict[str, Param] = {"matter": matter, "policy": rule.policies[matter], "actions": actions}
            yield Finding("beside" if here else "out_of_scope", "warn" if here else "stop", rule.source, None, params)
    if reported.serious and pack.serious.elsewhere:
        yield Finding("wrong_route", "warn", pack.serious.source)


def _context(pack: Pack, reported: Reported) -> Iterator[Finding]:
    """What is not unacceptable by itself, and what goes on in the person's life."""
    rule = pack.unacceptable.context
    alone = tuple(code for code in rule.alone if code in reported.no_more_than)
    if alone:
        yield Finding("not_unacceptable", "stop", rule.source, None, {"alone": alone})
    if not rule.circumstances:
        return
    if not set(reported.circumstances) & {*rule.circumstances, NONE_KNOWN}:
        yield Finding("context_missing", "warn" if reported.immediate_risk else "stop", rule.source)
    going_on = tuple(code for code in rule.circumstances if code in reported.circumstances)
    if going_on:
        yield Finding("out_of_character", "warn", rule.source, None, {"circumstances": going_on})


def _lacking(pack: Pack, reported: Reported) -> Iterator[_Lacking]:
    """Every condition of the policy that is not met."""
    yield from _below_the_threshold(pack, reported)
    rule, of = pack.unacceptable.persistence, _repeated(pack, reported)
    if of and rule.only_where and reported.persistence not in rule.only_where:
        yield _Lacking("not_settled" if reported.persistence else "persistence_missing", rule.source, of)
    if of and rule.without_cause and reported.cause != "without_cause":
        yield _Lacking("with_cause" if reported.cause else "cause_missing", rule.source, of)
    if not reported.reminded:
        for kind in _to_be_reminded(pack, reported):
            yield _Lacking("reminder_missing", pack.behaviour[kind].source, (kind,))


def _below_the_threshold(pack: Pack, reported: Reported) -> Iterator[_Lacking]:
    rule = pack.unacceptable.threshold
    of = tuple(code for code in reported.behaviour if code in rule.of)
    if not rule.effects or not of:
        return
    met = [code in reported.effects for code in rule.effects]
    if not (all(met) if rule.all_needed else any(met)):
        yield _Lacking("threshold_missing", rule.source, of)
    elif rule.says_how and not reported.says_how:
        yield _Lacking("how_missing", rule.source, of)


def _repeated(pack: Pack, reported: Reported) -> tuple[str, ...]:
    """The kinds of behaviour in which the contact was repeated, as the policy means it."""
    rule = pack.unacceptable.persistence
    examples = set(rule.examples) & set(reported.examples)
    return tuple(
        kind
        for kind in reported.behaviour
        if kind in rule.of or (kind in pack.behaviour and examples & set(pack.behaviour[kind].codes))
    )


def _to_be_reminded(pack: Pack, reported: Reported) -> tuple[str, ...]:
    return tuple(
        kind
        for kind in reported.behaviour
        if kind in pack.behaviour and set(pack.behaviour[kind].remind) & set(reported.examples)
    )


def _facts(pack: Pack, lacking: _Lacking) -> dict[str, Param]:
    if lacking.code != "threshold_missing":
        return {}
    rule = pack.unacceptable.threshold
    return {"effects": rule.effects, "all": int(rule.all_needed)}


def _to_weigh(pack: Pack, reported: Reported) -> Iterator[Finding]:
    """What stops nothing, and has to be thought of in the case."""
    rules = pack.unacceptable
    if reported.affected not in rules.protected:
        yield Finding("affected_not_named", "warn", rules.protected_source, None, {"people": rules.protected})
    if reported.channel == ONLINE and not rules.online:
        yield Finding("online_not_named", "warn", rules.online_source)
    for kind in reported.behaviour:
        if kind not in pack.behaviour:
            continue
        named = pack.behaviour[kind]
        mine = tuple(code for code in named.codes if code in reported.examples)
        if not mine:
            yield Finding("not_an_example", "warn", named.source, None, {"behaviour": kind})
        for code in mine:
            if code in named.care:
                yield Finding("care", "warn", named.source, None, {"example": code, "care": named.care[code]})
