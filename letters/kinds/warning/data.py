"""What a letter of warning is written from."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from letters.data import Contact, Incident, Ombudsman, Open, Person, Recorded, SignIn


@dataclass(frozen=True)
class WarningLetter:
    """A warning: what was wrong, what has to change, what may follow, and that nothing is restricted.

    reference: of the case. incidents: what happened, in staff's words. behaviours: codes. change: what has to change,
    in staff's words. asks_to_stop: the person is asked to stop it. consequences: codes of what may follow
    ("restriction", or an action). clause: where the policy speaks of a warning. agreement: the warning points to the
    person's agreement for their home; agreement_clause: its clause, blank where the policy names none. support: the
    help that was offered, in staff's words. sign_in, reviewed_languages: as in a decision.
    """

    person: Person
    contact: Contact
    reference: str
    issued_on: datetime.date
    incidents: tuple[Incident, ...]
    behaviours: tuple[str, ...]
    change: str
    opened: Open
    ombudsman: Ombudsman
    recorded: Recorded
    clause: str
    asks_to_stop: bool = False
    consequences: tuple[str, ...] = ()
    agreement: bool = False
    agreement_clause: str = ""
    support: tuple[str, ...] = ()
    sign_in: SignIn | None = None
    reviewed_languages: tuple[str, ...] = ()
