"""What a letter about a reasonable adjustment is written from."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from letters.data import Contact, Ombudsman, Open, Person, Recorded, SignIn


@dataclass(frozen=True)
class Thing:
    """Something that we do differently: a code of letters.words.adjustments, or words where there is none."""

    code: str
    words: str = ""


@dataclass(frozen=True)
class AdjustmentAnswer:
    """What came of a request, of a look at what was agreed, or of a report that it was not done.

    outcome: agreed other_agreed declined, goes_on ended, put_right. things: what is agreed, what it is about, or
    what was not done. asked, asked_words: what the person asked for or told, in the language words_language; asked_on:
    when they asked, or when it was not done. left_out: codes of what is not agreed, "own_words" for asked_words.
    reason: a code of letters.words.adjustments. answer, offered: in the words of staff (English). clause: where it is
    written. reviewed_languages: as in a decision.
    """

    person: Person
    contact: Contact
    reference: str
    issued_on: datetime.date
    outcome: str
    things: tuple[Thing, ...]
    clause: str
    opened: Open
    ombudsman: Ombudsman
    recorded: Recorded
    asked: tuple[str, ...] = ()
    asked_words: str = ""
    asked_on: datetime.date | None = None
    left_out: tuple[str, ...] = ()
    reason: str = ""
    answer: str = ""
    offered: str = ""
    review_on: datetime.date | None = None
    words_language: str = "en"
    sign_in: SignIn | None = None
    reviewed_languages: tuple[str, ...] = ()
