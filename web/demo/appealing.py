"""What comes with appeals in the demo: words and a file sent later, and an appeal by somebody who did not sign in."""

from __future__ import annotations

from casework.actions import evidence, held_appeals, more
from casework.actions.held_appeals import Said
from web.demo import people
from web.demo.teller import Teller

_CALLS = b"Monday 9:05, nobody. Monday 9:40, nobody. Tuesday 10:10, put through to the wrong office.\n"


def added_to(teller: Teller, customer: str, appeal: str, days_ago: float) -> None:
    """More that the customer sends after the appeal: it waits to be scanned."""
    teller.act(customer, days_ago, more.tell, appeal, "I found my list of calls. I send it with this.")
    teller.act(customer, days_ago, evidence.attach, appeal, "my calls.txt", _CALLS, "text/plain")


def without_sign_in(teller: Teller, customer: str, decision: str, days_ago: float) -> None:
    """An appeal with a letter in hand, which nobody has matched yet."""
    known = people.CUSTOMERS[customer]
    said = Said(
        letter=decision,
        name=known.name,
        born=known.date_of_birth.isoformat(),
        grounds="I was at work when you rang back. I cannot ring between ten and eleven.",
        wanted="Please let me ring in the evening.",
    )
    teller.act("system", days_ago, held_appeals.hand_in, said, f"demo{customer}", network="demo", language="en")
