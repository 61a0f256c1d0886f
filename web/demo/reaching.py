"""How some people of the demo want to be reached, one for whom only some ways are safe, and one who reads no print."""

from __future__ import annotations

from sqlalchemy import select

from casework.actions import on_demand, preferences
from casework.actions.preferences import PreferenceFacts, SafeFacts
from casework.records.letters import Letter
from letters.phrases import ENGLISH
from web.demo.teller import Teller


def choose(teller: Teller) -> None:
    """Before the first letter was written: braille, contracted, for who cannot use print."""
    braille = PreferenceFacts(letter_format="braille", format_options={"grade": 2})
    teller.act("resident-blind", 115, preferences.change, teller.known["resident-blind"].ref, braille)


def listen(teller: Teller) -> None:
    """What was decided about them they also want to hear: the worker makes it while the demo starts."""
    blind = teller.known["resident-blind"]
    about_them = select(Letter.ref).where(Letter.customer_id == blind.id, Letter.kind == "decision")
    for ref in teller.session.scalars(about_them).all():
        teller.act("resident-blind", 0, on_demand.ask, ref, "audio", ENGLISH)


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
