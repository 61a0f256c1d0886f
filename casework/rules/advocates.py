"""Who may speak for a customer, what shows that they may, what they may do, and for how long.

A customer's own word is enough for an advocate: the Housing Ombudsman's Code 3.6 and the regulator's standard (2.1)
let anybody be represented by whom they choose. The others have their power from somewhere else, so that a paper is
looked at first; what they may do goes no further than that paper.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from casework.rules.calendar import months_after

SCOPES: Final = ("see", "letters", "speak", "appeal", "report")
# No law says it: whoever has somebody's word is asked for it again after a while, so that none is forgotten.
LONGEST_MONTHS: Final = 24
USUAL_MONTHS: Final = 12
BY_LETTER_CODE_MONTHS: Final = 3  # nobody asked the customer themselves: long enough for an appeal and its answer


@dataclass(frozen=True)
class Kind:
    """One kind of person who speaks for others.

    ``proofs``: codes of the papers of which one is looked at; none: the customer's word is enough. ``scope``: what
    such a person may be given at most. ``source``: where that is written.
    """

    code: str
    proofs: tuple[str, ...]
    scope: tuple[str, ...]
    source: str


KINDS: Final = {
    kind.code: kind
    for kind in (
        Kind("advocate", (), SCOPES, "Complaint Handling Code 3.6"),
        Kind("attorney", ("lasting_power", "enduring_power"), SCOPES, "Mental Capacity Act 2005 s.9"),
        Kind("deputy", ("court_order",), SCOPES, "Mental Capacity Act 2005 s.16"),
        # About benefits only. For more than that the customer may name the same person as their advocate.
        Kind("appointee", ("benefits_letter",), ("speak", "report"), "SI 1987/1968 reg.33"),
        Kind(
            "litigation_friend",
            ("court_order", "suitability_certificate"),
            ("see", "letters", "speak", "appeal"),
            "Civil Procedure Rules 21",
        ),
    )
}


def against(kind: str, scope: Collection[str], ends_on: date, today: date) -> tuple[str, str] | None:
    """What stands in the way of such an authority: a code and the field that it is about; None where nothing does.

    Codes: unknown_code, scope_not_of_kind, in_the_past, ends_too_late.
    """
    known = KINDS.get(kind)
    if known is None:
        return "unknown_code", "kind"
    if not scope or not set(scope) <= set(SCOPES):
        return "unknown_code", "scope"
    if not set(scope) <= set(known.scope):
        return "scope_not_of_kind", "scope"
    if ends_on <= today:
        return "in_the_past", "ends_on"
    if ends_on > months_after(today, LONGEST_MONTHS):
        return "ends_too_late", "ends_on"
    return None


def same_organisation(said: str, on_record: str) -> bool:
    """Is it the same organisation, as people write its name: shorter, longer, in other capitals?"""
    one, other = ("".join(sign for sign in name.casefold() if sign.isalnum()) for name in (said, on_record))
    return bool(one and other) and (one in other or other in one)
