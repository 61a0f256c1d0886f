"""What administration shows in the demo: two joint tenants out of a file, a move that is planned, a legal hold."""

from __future__ import annotations

from typing import Final

from casework.actions import importing, moving_home, retention
from casework.actions.moving_home import MoveFacts, NameFacts
from casework.records import administration
from casework.rules.imports import CUSTOMERS
from web.demo.teller import Teller

_FILE: Final = b"""number,name,date_of_birth,address,postcode,telephone,tenancy
HS-4471-1,Jo Joint,1971-04-03,4 Example Row; Sampletown,ZZ99 4JJ,01632 960471,T-4471
HS-4471-2,Jamie Joint,1973-09-21,4 Example Row; Sampletown,ZZ99 4JJ,,T-4471
HS-5090,Nora Noway,1958-12-30,,,,
"""
_NEW_HOME: Final = ("7 Specimen Square", "Sampletown", "ZZ99 7SS")


def tell(teller: Teller) -> None:
    """A file was taken in; one of its people cannot be reached, and two of them move together next month."""
    file = teller.act("administrator", 12, importing.check, CUSTOMERS, "housing-system.csv", _FILE, "demofile")
    teller.act("administrator", 12, importing.take_in, file)
    refs = {number: _ref(teller, number) for number in ("HS-4471-1", "HS-4471-2", "HS-5090")}
    together = (refs["HS-4471-2"],)
    move = MoveFacts(teller.day(-30), _NEW_HOME, "telephone", "T-5120", with_them=together)
    teller.act("officer", 2, moving_home.move, refs["HS-4471-1"], move, "demomove")
    teller.act("officer", 6, moving_home.rename, refs["HS-4471-2"], NameFacts("Jamie Newname", "letter", findable=True))
    why = "A claim about disrepair is before the county court."
    teller.act("administrator", 9, retention.place_hold, refs["HS-5090"], why, "demohold")


def _ref(teller: Teller, number: str) -> str:
    found = administration.by_number(teller.session, number)
    return found.ref if found is not None else ""
