"""Who speaks for the demo's people: asked and not answered yet, shown by a paper, and one who was forced."""

from __future__ import annotations

from casework.actions import advocates, forced, naming
from casework.actions.forced import ForcedFacts
from casework.actions.naming import NamingFacts
from casework.rules.calendar import months_after
from web.demo import people
from web.demo.teller import Teller


def tell(teller: Teller) -> None:
    """The advocate of the demo works with a colleague, and is asked by one more customer."""
    place = teller.act("officer", 60, advocates.register_organisation, people.ADVOCATE.organisation or "Advice")
    ada = (people.ADVOCATE.name, people.ADVOCATE.email or "")
    for name, email in (ada, ("Cora Colleague", "cora.colleague@advice.example.org")):
        teller.act("officer", 60, advocates.add_worker, place, name, email)
    until = months_after(teller.day(2), 12)
    asked = NamingFacts(
        "advocate", people.ADVOCATE.name, ("see", "letters", "speak", "appeal"), until, email=people.ADVOCATE.email,
        organisation=people.ADVOCATE.organisation or "",
    )  # fmt: skip
    reviewed, supported, overdue = (teller.known[key].ref for key in ("reviewed", "supported", "overdue"))
    teller.act("reviewed", 2, naming.name, reviewed, asked, "demo reviewed speaks")
    deputy = NamingFacts(
        "deputy", "Delia Deputy", ("see", "letters", "speak"), until, email="delia.deputy@example.org", how="letter"
    )
    waits = teller.act("officer", 3, naming.name, supported, deputy, "demo supported speaks")
    teller.act("officer", 2, naming.check, waits, "court_order", "")
    son = ForcedFacts(
        "My son", "talk_first", "At the library, Tuesdays from 2pm to 4pm. Never at home.", "He reads my letters."
    )
    teller.act("overdue", 1, forced.say, overdue, son, "demo overdue speaks")
