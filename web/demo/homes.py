"""What the demo's people need done in their homes: damp that was looked into, a check to book, a dripping tap."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from casework.actions import markers, service_visits, services
from casework.actions.service_visits import Found
from casework.actions.services import CheckFacts, Report
from web.demo.teller import Teller

_DAMP: Final = Report("damp_mould", "no", "Black spots on the wall of the small bedroom. They come back when I wipe.")
_TAP: Final = Report("other", "no", "The kitchen tap drips all night. I have put a bowl under it.")
_GAS: Final = "Mornings are best, please."


def tell(teller: Teller) -> None:
    """A hazard, a gas check with times on offer, and a repair, each at a stage of its own."""
    resident, blind = teller.known["resident"].ref, teller.known["resident-blind"].ref
    damp = teller.act("resident", 6, services.report, resident, _DAMP, "demo damp")
    found = Found(
        teller.day(2),
        danger=True,
        found="Mould on the outer wall of the small bedroom. The gutter above it leaks.",
        doing="We clean the wall and lend a dryer. Then we mend the gutter.",
    )
    teller.act("officer", 2, service_visits.looked_into, damp, found)
    teller.act("officer", 2, markers.tell, damp, teller.known["contractor"].ref, teller.day(-7))
    due = CheckFacts("gas_check", _GAS, teller.day(320), "telephone")
    check = teller.act("officer", 4, services.ask_for_check, resident, due, "demo gas")
    morning = teller.now.replace(hour=9, minute=0, second=0, microsecond=0)
    for days in (5, 7, 8):
        starts = morning + timedelta(days=days)
        teller.act("officer", 3, service_visits.offer, check, starts, starts + timedelta(hours=3))
    teller.act("resident-blind", 1, services.report, blind, _TAP, "demo tap")
    if teller.pack.rules["marker"].origin == "policy":
        teller.act("officer", 1, markers.make_file, "demomarkers")
