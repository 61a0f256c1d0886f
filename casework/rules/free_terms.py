"""Any other suitable action, said in free words beside an existing kind, where the policy leaves room (Watford 5.4).

Free words close no way of contact and no service: what may be closed stands in the kinds alone. They are said to the
customer with the restriction and its reason, so that it is always said what is done and why.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from casework.rules.finding import Finding
from casework.rules.pack import Pack

TERM: Final = "also"


def allowed(pack: Pack, kind: str) -> bool:
    """May this kind carry free words here? Not where the policy's list is complete, or does not have the kind."""
    rule = pack.rules["measures"]
    known = pack.kinds[kind]
    complete = rule.table.flag("exhaustive", True) if rule.origin == "policy" else True
    return known.in_policy and not complete and TERM not in known.terms


def findings(pack: Pack, kind: str, terms: Mapping[str, object], place: int) -> Iterator[Finding]:
    """What stands in the way of the free words of a restriction; nothing where there are none."""
    if said(terms) and TERM not in pack.kinds[kind].terms and not allowed(pack, kind):
        yield Finding("free_terms_not_in_policy", "stop", pack.rules["measures"].source, place, {"kind": kind})


def said(terms: Mapping[str, object]) -> str:
    """The free words among the terms of a restriction; empty where there are none."""
    return str(terms.get(TERM) or "").strip()
