"""What a policy says of when behaviour is unacceptable at all: effect, context, repetition, people, and other policies.

Each part is read from its own rule of the pack. Where the policy is silent about one, that part asks for nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from casework.rules.tables import Table
from casework.rules.vocabulary import ACTIONS, BEHAVIOURS

AFFECTED: Final = ("staff", "contractor", "board_or_group_member")
# What never is unacceptable by itself; said of a landlord whose policy has no list of its own.
ALONE: Final = ("forceful_or_determined", "anger_alone", "out_of_character")
CIRCUMSTANCES: Final = ("legal_action", "distress")
SETTLED: Final = ("told_of_pending_action", "matter_acted_on")
# What an example of behaviour needs beside it: whether a disability lies behind it, that complaints and repairs are
# taken all the same, that a claim about staff is looked into by itself, that a lawyer is asked.
CARES: Final = ("disability", "complaint", "allegation", "legal_advice")


@dataclass(frozen=True, slots=True)
class Examples:
    """What the policy names as examples of one kind of behaviour.

    `care`: what some of them need beside them (`CARES`). `remind`: those of which the customer is first reminded how
    to complain. `serious`: those that are a serious matter by themselves.
    """

    codes: tuple[str, ...]
    source: str
    care: Mapping[str, str]
    remind: tuple[str, ...] = ()
    serious: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Threshold:
    """What the behaviour must do to count: one of the `effects`, or all; asked of the kinds of behaviour in `of`."""

    source: str
    effects: tuple[str, ...]
    all_needed: bool
    of: tuple[str, ...]
    says_how: bool


@dataclass(frozen=True, slots=True)
class Context:
    """What is not unacceptable `alone`, and the `circumstances` that have to be asked about (none: not asked)."""

    source: str
    alone: tuple[str, ...]
    circumstances: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Repeated:
    """When repeated contact counts: once the matter was settled in one of these ways, or only without cause.

    Asked of the kinds of behaviour in `of`, and of those that have one of the `examples`.
    """

    source: str
    of: tuple[str, ...]
    examples: tuple[str, ...]
    only_where: tuple[str, ...]
    without_cause: bool


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What other policies of the landlord deal with: instead of this one (`not_here`), or `beside` it.

    `serious`: which of these are a serious matter. `policies` and `actions` say for each matter where it is dealt with,
    and what may be done there.
    """

    source: str
    not_here: tuple[str, ...]
    beside: tuple[str, ...]
    serious: tuple[str, ...]
    policies: Mapping[str, str]
    actions: Mapping[str, tuple[str, ...]]

    @property
    def matters(self) -> tuple[str, ...]:
        """Everything that is dealt with elsewhere."""
        return (*self.not_here, *self.beside)


@dataclass(frozen=True, slots=True)
class Unacceptable:
    """All of it. `protected`: whom the policy says that it protects; `online`: whether it speaks of the internet."""

    threshold: Threshold
    context: Context
    persistence: Repeated
    elsewhere: Elsewhere
    protected: tuple[str, ...]
    protected_source: str
    online: bool
    online_source: str


def read_unacceptable(tables: Mapping[str, Table], sources: Mapping[str, str]) -> Unacceptable:
    """The rules of a pack about what counts. `tables` and `sources` by the name of the rule; a silent one is empty."""
    for name, known in KNOWN.items():
        tables[name].only("clause", *known)
    protected = tables["protected"].codes("people", AFFECTED, ())
    return Unacceptable(
        threshold=_threshold(tables["threshold"], sources["threshold"]),
        context=_context(tables["context"], sources["context"]),
        persistence=_repeated(tables["persistence"], sources["persistence"]),
        elsewhere=_elsewhere(tables["elsewhere"], sources["elsewhere"]),
        protected=protected,
        protected_source=sources["protected"],
        online=bool(tables["online"].values),
        online_source=sources["online"],
    )


KNOWN: Final[Mapping[str, tuple[str, ...]]] = {
    "threshold": ("any_of", "all_of", "of", "says_how"),
    "context": ("not_unacceptable", "circumstances"),
    "persistence": ("of", "examples", "only_where", "without_cause"),
    "elsewhere": ("not_here", "beside", "serious", "policies", "actions"),
    "protected": ("people",),
    "online": (),
}


def read_examples(table: Table, source: str) -> Examples:
    """The examples of one kind of behaviour. PackError for a care that is not known."""
    table.only("clause", "examples", "care", "remind", "serious")
    care = table.table("care", {})
    return Examples(
        codes=table.texts("examples"),
        source=source,
        care={example: care.one_of(example, CARES) for example in care.values},
        remind=table.texts("remind", ()),
        serious=table.texts("serious", ()),
    )


def _threshold(table: Table, source: str) -> Threshold:
    if table.has("any_of") and table.has("all_of"):
        raise table.wrong("any_of", "and all_of cannot both be given")
    return Threshold(
        source=source,
        effects=table.texts("all_of", table.texts("any_of", ())),
        all_needed=table.has("all_of"),
        of=table.codes("of", BEHAVIOURS, BEHAVIOURS),
        says_how=table.flag("says_how", False),
    )


def _context(table: Table, source: str) -> Context:
    return Context(
        source=source,
        alone=table.codes("not_unacceptable", ALONE, ALONE),
        circumstances=table.codes("circumstances", CIRCUMSTANCES, ()),
    )


def _repeated(table: Table, source: str) -> Repeated:
    return Repeated(
        source=source,
        of=table.codes("of", BEHAVIOURS, ("unreasonable_persistence",)),
        examples=table.texts("examples", ()),
        only_where=table.codes("only_where", SETTLED, ()),
        without_cause=table.flag("without_cause", False),
    )


def _elsewhere(table: Table, source: str) -> Elsewhere:
    policies, actions = table.table("policies", {}), table.table("actions", {})
    found = Elsewhere(
        source=source,
        not_here=table.texts("not_here", ()),
        beside=table.texts("beside", ()),
        serious=table.texts("serious", ()),
        policies={matter: policies.text(matter) for matter in policies.values},
        actions={matter: actions.codes(matter, ACTIONS) for matter in actions.values},
    )
    unnamed = [matter for matter in found.matters if matter not in found.policies]
    if unnamed:
        raise table.wrong("policies", f"does not say where {unnamed[0]} is dealt with")
    return found
