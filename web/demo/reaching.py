"""How some people of the demo want to be reached, and one for whom only some ways are safe."""

from __future__ import annotations

from casework.actions import preferences
from casework.actions.preferences import PreferenceFacts, SafeFacts
from web.demo.teller import Teller


def tell(teller: Teller) -> None:
    """An interpreter and texts for one, a safe email and hours for another."""
    wishes = PreferenceFacts(
        appointments_by="telephone",
        reminders_by="text",
        interpreter="Arabic",
        note="Please let a woman interpret.",
    )
    teller.act("resident", 18, preferences.change, teller.known["resident"].ref, wishes)
    safe = SafeFacts(
        email="sunil.safe@example.org",
        days=("mon", "wed", "fri"),
        opens="10:00",
        closes="14:00",
        never=("phone",),
        note="Leave no message.",
    )
    teller.act("supported", 6, preferences.set_safe, teller.known["supported"].ref, safe)
