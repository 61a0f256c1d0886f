"""What the notice of a contact that was stopped at once is written from."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from letters.data import Contact, Incident, Ombudsman, Open, Person, Recorded, SignIn


@dataclass(frozen=True)
class ImmediateNotice:
    """What staff did at once because somebody could have been harmed; nothing more is decided by it.

    reference: of the case. incidents, behaviours: as in a decision, of this contact alone. done: codes of what staff
    did, of the policy's own list. said: what they did and why, in their words. told_before: they said during the
    contact what was wrong. assess_by: by when the person's circumstances are looked at; None where they were, just
    before. clause: where the policy has staff act at once. sign_in, reviewed_languages: as in a decision.
    """

    person: Person
    contact: Contact
    reference: str
    issued_on: datetime.date
    incidents: tuple[Incident, ...]
    behaviours: tuple[str, ...]
    done: tuple[str, ...]
    said: str
    clause: str
    opened: Open
    ombudsman: Ombudsman
    recorded: Recorded
    told_before: bool = False
    assess_by: datetime.date | None = None
    sign_in: SignIn | None = None
    reviewed_languages: tuple[str, ...] = ()
