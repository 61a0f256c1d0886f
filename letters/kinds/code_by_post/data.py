"""What the letter with a sign-in code is written from."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from letters.data import Contact, Person, SignIn


@dataclass(frozen=True)
class CodeByPost:
    """A code that somebody asked for who can get none by email or text. It tells nothing else."""

    person: Person
    contact: Contact
    issued_on: datetime.date
    sign_in: SignIn | None = None
    reviewed_languages: tuple[str, ...] = ()
