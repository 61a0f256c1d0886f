"""What the record of a spoken warning is written from."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from letters.data import Contact, Incident, Ombudsman, Open, Person, Recorded, SignIn


@dataclass(frozen=True)
class VerbalWarning:
    """A warning that was spoken: when, how, in which words, so that the person has it in writing too.

    reference: of the case. given_on, how: the day, and the channel by its code. said: staff's words. asked_to_stop: the
    person was asked to stop it. incidents, behaviours, clause, support, sign_in, reviewed_languages: as in a letter of
    warning.
    """

    person: Person
    contact: Contact
    reference: str
    issued_on: datetime.date
    given_on: datetime.date
    how: str
    said: str
    incidents: tuple[Incident, ...]
    behaviours: tuple[str, ...]
    clause: str
    opened: Open
    ombudsman: Ombudsman
    recorded: Recorded
    asked_to_stop: bool = False
    support: tuple[str, ...] = ()
    sign_in: SignIn | None = None
    reviewed_languages: tuple[str, ...] = ()
