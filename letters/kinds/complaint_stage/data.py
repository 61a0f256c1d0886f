"""What a letter about a complaint is written from."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from letters.data import Contact, Ombudsman, Open, Person, Recorded, SignIn


@dataclass(frozen=True)
class Answer:
    """The answer of a stage: all that Complaint Handling Code 6.9 asks beside the stage and what we understood.

    outcome: upheld partly_upheld not_upheld. reasons, remedy (what we do to put it right), to_do (what is still to be
    done, and by when): the words of staff, in English. A ValueError says which of them is blank.
    """

    outcome: str
    reasons: str
    remedy: str
    to_do: str

    def __post_init__(self) -> None:
        for name in ("outcome", "reasons", "remedy", "to_do"):
            if not getattr(self, name).strip():
                raise ValueError(f"an answer to a complaint needs {name}")


@dataclass(frozen=True)
class ComplaintStage:
    """One step of a complaint.

    step: received acknowledged extended answered. number: of the stage, 1 or 2. received_on: of this stage. what: the
    complaint, in the person's words and language (words_language). acknowledge_by: when we say what we understood.
    due_on: when we answer. understood: what we understood, in the words of staff (English), from acknowledged on.
    first_due_on, extended_why: the day before it was moved, and why (English). answer: from answered on.
    council: who hears complaints about a council's list of homes, where it is about one. reviewed_languages: as in a
    decision.
    """

    person: Person
    contact: Contact
    reference: str
    issued_on: datetime.date
    step: str
    number: int
    received_on: datetime.date
    what: str
    acknowledge_by: datetime.date
    due_on: datetime.date
    opened: Open
    ombudsman: Ombudsman
    recorded: Recorded
    understood: str = ""
    first_due_on: datetime.date | None = None
    extended_why: str = ""
    answer: Answer | None = None
    council: Ombudsman | None = None
    words_language: str = "en"
    sign_in: SignIn | None = None
    reviewed_languages: tuple[str, ...] = ()
