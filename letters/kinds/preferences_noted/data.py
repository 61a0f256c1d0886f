"""What the letter about a person's preferences is written from."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from letters.data import Contact, Person, SignIn


@dataclass(frozen=True)
class PreferencesNoted:
    """What we have written down about how we reach the person, so that they can put it right.

    letter_format, and the ways (letter email text telephone, empty where nothing was said): codes. format_options:
    see letters/options.py. interpreter: the language, as they named it. safe: a safe way to reach them was written
    down; which one stands in no letter.
    """

    person: Person
    contact: Contact
    issued_on: datetime.date
    letter_language: str
    letter_format: str
    decisions_by: str
    appointments_by: str = ""
    reminders_by: str = ""
    interpreter: str = ""
    sign_language: bool = False
    relay_uk: bool = False
    safe: bool = False
    sign_in: SignIn | None = None
    format_options: Mapping[str, Any] = field(default_factory=dict)
    reviewed_languages: tuple[str, ...] = ()
