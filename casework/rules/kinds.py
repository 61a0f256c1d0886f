"""The kinds of restriction: what each one needs said, and what it takes away (policies/kinds.toml, RULES 2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from casework.rules.tables import Table
from casework.rules.vocabulary import CUSTOMERS, DIMENSIONS, DIRECT_CHANNELS, THIRD_PARTY

TERM_TYPES = ("text", "texts", "count", "time", "days", "channel", "channels")
KIND_FIELDS = (
    "dimension",
    "terms",
    "closes",
    "closes_all_but",
    "closes_term",
    "needs_third_party",
    "safety",
    "customers",
    "unlawful",
    "lawful_in_part",
    "review_months",
    "appeal_to",
)
# What a landlord's pack may say of a kind beside those: where it stands, who decides it, how it is said.
PACK_FIELDS = (
    "clause",
    "tier",
    "deciders",
    "at_most",
    "closes_services",
    "except_for",
    "name",
    "says",
    "first",
)
# What a pack may ask for before a kind is used: the rungs of a ladder, lowest first ("safety": only then at all).
RUNGS = ("told", "contact_ended", "asked_to_stop", "goes_on", "last_answer", "safety")

Term = str | tuple[str, ...]
"""A term's type: the name of one, or the choices."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of restriction as one landlord has it.

    `clause` and `source` are None where the landlord's policy does not have it. `closes` are the channels that
    it always takes away; `closes_all_but` and `closes_term` name the term that decides. `tier` and `deciders`
    say who may impose it where the policy says so. `at_most` is the largest number of channels that
    `only_channels` may leave. `first`: the rungs that come before it
    (`RUNGS`). `name` and `says` are the pack's own words, for a kind of its own.
    """

    code: str
    dimension: str
    terms: Mapping[str, Term]
    closes: frozenset[str] = frozenset()
    closes_all_but: str | None = None
    closes_term: str | None = None
    needs_third_party: bool = False
    safety: bool = False
    customers: tuple[str, ...] = ()
    unlawful: str | None = None
    part_law: str | None = None
    part_limit: str = ""
    review_months: int | None = None
    appeal_to: str | None = None
    clause: str | None = None
    source: str | None = None
    tier: str | None = None
    deciders: tuple[str, ...] = ()
    at_most: int | None = None
    closes_services: tuple[str, ...] = ()
    name: str | None = None
    says: str | None = None
    except_for: tuple[str, ...] = ()
    first: tuple[str, ...] = ()

    @property
    def in_policy(self) -> bool:
        """True where the landlord's policy has this kind."""
        return self.source is not None

    def closed_by(self, terms: Mapping[str, object]) -> frozenset[str]:
        """The direct channels that it takes away with these terms. No kind closes a third party."""
        if self.closes_all_but:
            return frozenset(DIRECT_CHANNELS).difference(_texts(terms[self.closes_all_but]))
        if self.closes_term:
            return frozenset(DIRECT_CHANNELS).intersection(_texts(terms[self.closes_term]))
        return self.closes

    def wants_third_party(self, terms: Mapping[str, object]) -> bool:
        """True where it can only work through a third party with authority."""
        if self.closes_all_but:
            return set(_texts(terms[self.closes_all_but])) == {THIRD_PARTY}
        return self.needs_third_party

    def too_many(self, terms: Mapping[str, object]) -> bool:
        """True where it leaves more channels than the landlord's policy speaks of (Calico 5.3: one)."""
        if self.at_most is None or self.closes_all_but is None:
            return False
        return len(set(_texts(terms[self.closes_all_but]))) > self.at_most


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return tuple(value) if isinstance(value, tuple | list) else ()


def read_kind(
    code: str, table: Table, landlord: str | None = None, roles: tuple[str, ...] = (), tiers: tuple[str, ...] = ()
) -> Kind:
    """A kind of the shared table, or with `landlord` as that landlord's pack has it, clause and authority with it.

    PackError where a field is missing or unknown.
    """
    table.only(*KIND_FIELDS, *PACK_FIELDS)
    part = table.table("lawful_in_part", {})
    kind = Kind(
        code=code,
        dimension=table.one_of("dimension", DIMENSIONS),
        terms=_terms(table.table("terms", {})),
        closes=frozenset(table.codes("closes", DIRECT_CHANNELS, ())),
        closes_all_but=table.text("closes_all_but") if table.has("closes_all_but") else None,
        closes_term=table.text("closes_term") if table.has("closes_term") else None,
        needs_third_party=table.flag("needs_third_party", False),
        safety=table.flag("safety", False),
        customers=table.codes("customers", CUSTOMERS, ()),
        unlawful=table.text("unlawful") if table.has("unlawful") else None,
        part_law=part.text("law") if part.values else None,
        part_limit=part.text("limit") if part.values else "",
        review_months=table.count("review_months") if table.has("review_months") else None,
        appeal_to=table.text("appeal_to") if table.has("appeal_to") else None,
    )
    if landlord is not None:
        kind = _of_landlord(kind, table, landlord, roles, tiers)
    for named, term_type in ((kind.closes_all_but, "channels"), (kind.closes_term, "channel")):
        if named is not None and kind.terms.get(named) != term_type:
            raise table.wrong("terms", f"must have {named!r} of the type {term_type!r}")
    return kind


def _of_landlord(kind: Kind, table: Table, landlord: str, roles: tuple[str, ...], tiers: tuple[str, ...]) -> Kind:
    """The kind with what a landlord's pack says of it: clause, authority, limits, and words of its own."""
    clause = table.text("clause")
    return replace(
        kind,
        clause=clause,
        source=f"{landlord} {clause}",
        tier=table.one_of("tier", tiers) if table.has("tier") else None,
        deciders=table.codes("deciders", roles, ()),
        at_most=table.count("at_most") if table.has("at_most") else None,
        closes_services=table.texts("closes_services", ()),
        except_for=table.texts("except_for", ()),
        name=table.text("name") if table.has("name") else None,
        says=table.text("says") if table.has("says") else None,
        first=table.codes("first", RUNGS, ()),
    )


def _terms(table: Table) -> Mapping[str, Term]:
    terms: dict[str, Term] = {}
    for name, given in table.values.items():
        if isinstance(given, str):
            terms[name] = table.one_of(name, TERM_TYPES)
        else:
            terms[name] = table.texts(name)
            if not terms[name]:
                raise table.wrong(name, "must name a choice")
    return MappingProxyType(terms)
