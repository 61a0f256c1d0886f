"""What the people of the demo say about their own record: their side of an incident, and something to put right."""

from __future__ import annotations

from casework.actions import accounts
from casework.actions.accounts import CorrectionFacts
from casework.records import own, own_record
from web.demo.teller import Teller

_SIDE = "اتصلت كثيرًا لأن أحدًا لم يتصل بي. كنت خائفة على أطفالي من البرد."


def tell(teller: Teller) -> None:
    """A reply that stands with an incident, and a correction that waits for its answer."""
    who = teller.known["resident"]
    incident = own_record.own_incidents(teller.session, own.reader(teller.session, who.id))[0].ref
    teller.act("resident", 12, accounts.reply, incident, _SIDE, "demo resident side")
    wrong = CorrectionFacts("incident", "I rang four times that morning, not nine.", "Four calls.", incident)
    teller.act("resident", 4, accounts.ask, who.ref, wrong, "demo resident wrong")
