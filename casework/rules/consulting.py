"""Whether a lawyer is asked before anything is decided: where the policy wants that thought of beside an example."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from casework.rules.pack import Pack

LEGAL_ADVICE: Final = "legal_advice"  # of unacceptable.CARES
OUTCOMES: Final = ("not_needed", "asked", "advised")


def asks_for_legal_advice(pack: Pack) -> bool:
    """Does this policy have legal advice considered about anything at all?"""
    return any(LEGAL_ADVICE in named.care.values() for named in pack.behaviour.values())


def legal_advice_asked_by(pack: Pack, examples: Iterable[str]) -> str | None:
    """The clause that has a manager consider legal advice about one of these examples (Octavia 4.2); else None."""
    found = set(examples)
    for named in pack.behaviour.values():
        if any(named.care.get(code) == LEGAL_ADVICE for code in found & set(named.codes)):
            return named.source
    return None
