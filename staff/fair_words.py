"""Words on what stands on record about fairness: the same on forms and pages."""

from __future__ import annotations

from translations import mark
from web.language import gettext as _

MATTERS = {
    "complaint": mark("A complaint"),
    "disrepair_claim": mark("A claim about disrepair"),
    "ombudsman_referral": mark("A referral to the Ombudsman"),
}
OUTCOMES = {
    "upheld": mark("What the customer said is right"),
    "partly_upheld": mark("It is right in part"),
    "not_upheld": mark("We did not find that it happened like this"),
    "not_identified": mark("We could not find out who it was"),
}
AT_RISK = {
    "abuse_by_another": mark("Someone abuses them"),
    "exploitation": mark("Someone exploits them"),
    "self_harm": mark("They may harm themselves"),
    "self_neglect": mark("They may not look after themselves"),
    "needs_power_or_heat": mark("They need power or heat to stay well"),
    "targeted_by_hate": mark("They are targeted by hate"),
}
A_RISK = {
    "violence_at_work": mark("Violence against somebody at work"),
    "threats_made": mark("Threats against somebody at work"),
    "weapon_seen": mark("A weapon was seen"),
    "dangerous_animal": mark("A dangerous animal"),
    "staff_harassed": mark("Somebody at work was harassed"),
}


def matter_words(code: str) -> str:
    """A complaint, a claim or a referral."""
    return _(MATTERS[code]) if code in MATTERS else code


def outcome_words(code: str | None) -> str:
    """How a concern about staff ended."""
    return _(OUTCOMES[code]) if code in OUTCOMES else ""


def at_risk_words(code: str) -> str:
    """The danger that a person is in."""
    return _(AT_RISK[code])


def a_risk_words(code: str) -> str:
    """The danger that a person was."""
    return _(A_RISK[code])
