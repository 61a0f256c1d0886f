"""Risk to a person, and risk from a person: two lists that never meet (RULES 7, LAW 1.2).

Someone in danger and someone who is dangerous need opposite things from whoever reads the record. They share no code,
no table and no page, so that a person at risk is never taken for a risk. What is done about a risk from a person is a
restriction, decided with reasons; this list says only what was seen, and in which incident.
"""

from __future__ import annotations

from typing import Final

RISKS_TO: Final = (
    "abuse_by_another",
    "exploitation",
    "self_harm",
    "self_neglect",
    "needs_power_or_heat",
    "targeted_by_hate",
)
RISKS_FROM: Final = (
    "violence_at_work",
    "threats_made",
    "weapon_seen",
    "dangerous_animal",
    "staff_harassed",
)
