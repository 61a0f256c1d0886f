"""What people ask or tell about the essential services that have no room of their own, and who reads it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Final

from casework.rules.calendar import is_working_day, months_after, working_days_after
from casework.rules.pack import Pack

# Asked in a few words, and answered; codes of essential services.
ASKED: Final = ("rent", "housing_need", "information", "data_rights", "representative", "legal_notice")
# Told in confidence: never answered by a letter or a message, never shown to others who may read for the person.
HARM: Final[Mapping[str, str]] = {
    "domestic_abuse": "report_harm",
    "hate_crime": "report_harm",
    "anti_social_behaviour": "report_harm",
    "me": "safeguarding",
    "adult": "safeguarding",
    "child": "safeguarding",
}
IN_CONFIDENCE: Final = frozenset(HARM.values())
# How it is safe to reach whoever told it; "not_at_all" is an answer.
SAFE_WAYS: Final = ("telephone", "email", "letter", "in_person", "not_at_all")


def service_of(about: str) -> str | None:
    """The essential service that it belongs to; None for a code that nobody knows."""
    return about if about in ASKED else HARM.get(about)


def answer_by(pack: Pack, service: str, received_on: date) -> date:
    """The last day for the answer. What is told in confidence is read on that working day, or on the next one."""
    table = pack.floor["request"].table
    if service in IN_CONFIDENCE:
        return received_on if is_working_day(received_on) else working_days_after(received_on, 1)
    if service == "data_rights":
        return months_after(received_on, table.count("data_rights_months"))
    return working_days_after(received_on, table.count("working_days"))


def may_read_in_confidence(pack: Pack, roles: Collection[str]) -> bool:
    """True where one of these roles reads what was told in confidence."""
    rank = pack.floor["safeguarding"].table.count("rank")
    return any(pack.rank(role) >= rank for role in roles if role in pack.roles)
