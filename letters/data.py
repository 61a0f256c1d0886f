"""The plain values that letters are written from: what several kinds of letter share.

Codes (roles, channels, kinds of restriction, ...) are those of the rules' vocabulary; words are put on them in the
reader's language. Free text is what staff wrote, in English unless a field says otherwise. Dates are dates.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

# Every essential service, in the order in which a letter names them.
ESSENTIAL_SERVICES: tuple[str, ...] = (
    "emergency_repair",
    "hazard",
    "repair",
    "safety_check",
    "new_complaint",
    "ombudsman",
    "safeguarding",
    "report_harm",
    "rent",
    "advocate",
    "representative",
    "appeal",
    "adjustment",
    "data_rights",
    "information",
    "legal_notice",
    "housing_need",
)


@dataclass(frozen=True)
class Person:
    """Whom the letter is for.

    name: as the person writes it. address: lines as on an envelope, empty where the letter goes another way.
    reference: the customer's reference, printed so that the person can quote it.
    """

    name: str
    reference: str
    address: tuple[str, ...] = ()


@dataclass(frozen=True)
class Contact:
    """How to reach the landlord about this letter.

    landlord: its name. team: who answers, empty for the landlord as a whole. phone, emergency_phone: any written
    form; emergency_phone is answered day and night; gas_phone is whom to call about a smell of gas. open_days:
    weekday codes; opens, closes: "09:00". address: lines. website: address of the portal, where the letter can be
    read and every form is.
    """

    landlord: str
    phone: str
    emergency_phone: str
    email: str
    address: tuple[str, ...]
    website: str
    team: str = ""
    gas_phone: str = ""
    open_days: tuple[str, ...] = ("mon", "tue", "wed", "thu", "fri")
    opens: str = "09:00"
    closes: str = "17:00"


@dataclass(frozen=True)
class Ombudsman:
    """One dated record of the body that hears complaints about the landlord; checked_on: when last checked."""

    name: str
    phone: str
    website: str
    checked_on: datetime.date
    address: tuple[str, ...] = ()
    email: str = ""


@dataclass(frozen=True)
class Incident:
    """What happened on one day: channel is a code or empty, what is in staff's words."""

    on: datetime.date
    what: str
    channel: str = ""


@dataclass(frozen=True)
class Restriction:
    """One restriction, as it applies or as it was changed to.

    kind, terms: of the rules' vocabulary. reason, proportionality: staff's own words. clause: "Example Homes 5.3",
    or any source that can be looked up. safety: it protects somebody's safety, so that a missed review goes to a
    director instead of ending it. closes: the channels that it closes at this landlord (empty: as everywhere).
    own_name, own_words: name and sentence of a kind that only this landlord's pack has.
    """

    kind: str
    reason: str
    proportionality: str
    clause: str
    starts_on: datetime.date
    review_on: datetime.date
    terms: Mapping[str, object] = field(default_factory=dict)
    safety: bool = False
    closes: tuple[str, ...] = ()
    own_name: str = ""
    own_words: str = ""


@dataclass(frozen=True)
class Circumstances:
    """How the person's life was considered.

    vulnerability: none | present | contributes. considered: staff's words on what was looked at and what follows
    from it. adjustments: what was agreed with the person, one text each; adjustment_codes: the same where it has a code
    of letters.words.adjustments. language: code of the person's
    language. formats: codes of the formats needed. looked_at: somebody looked at it; else that is still to be done,
    because safety could not wait, by assess_by where a day is set.
    """

    considered: str
    vulnerability: str = "none"
    adjustments: tuple[str, ...] = ()
    language: str = "en"
    formats: tuple[str, ...] = ()
    adjustment_codes: tuple[str, ...] = ()
    looked_at: bool = True
    assess_by: datetime.date | None = None


@dataclass(frozen=True)
class Open:
    """What stays open: channels that remain for this person (the portal always does), and services."""

    channels: tuple[str, ...]
    services: tuple[str, ...] = ESSENTIAL_SERVICES


@dataclass(frozen=True)
class AppealRoute:
    """How an appeal goes.

    hearer_role: role code of the person who may hear it. working_days: within how many it is answered, counted
    from the day after it arrives. clause: where the policy says so. elsewhere: name of another body that hears it
    (then role and days say nothing), for example the board of a lettings scheme; council: who then hears complaints
    about a council's list of homes. next_steps: codes of where the person can go after the answer; next_clause: where
    that is written.
    """

    hearer_role: str
    working_days: int
    clause: str
    elsewhere: str = ""
    next_steps: tuple[str, ...] = ("ombudsman",)
    next_clause: str = ""
    council: Ombudsman | None = None


@dataclass(frozen=True)
class Recorded:
    """What is kept about this matter, and who sees it.

    marker: a note tells staff what to do before they contact or visit the person. audience: codes of who sees the
    note (staff, contractors, police). email: where rights over the record can be used.
    """

    email: str
    marker: bool = False
    audience: tuple[str, ...] = ("staff",)


@dataclass(frozen=True)
class SignIn:
    """code: the access code printed in this letter, used with the date of birth.

    address: the page on which it is entered; the QR code opens it, and it never holds the code: an address stays in
    the history of the phone that scanned it, and in the logs on its way.
    """

    code: str
    address: str


@dataclass(frozen=True)
class TurnedAway:
    """Something that a customer sent and that got no answer, by a decision of which they were told.

    reference: of what came. what: what it was, in the words of staff (English). restriction: the line of the decision
    (decision_reference) that allows it. found: codes of what in it had to be acted on whatever else applies. done: what
    was done about that, in the words of staff. sign_in, reviewed_languages: as in a decision.
    """

    person: Person
    contact: Contact
    reference: str
    decision_reference: str
    issued_on: datetime.date
    came_on: datetime.date
    channel: str
    what: str
    restriction: Restriction
    opened: Open
    appeal: AppealRoute
    ombudsman: Ombudsman
    recorded: Recorded
    found: tuple[str, ...] = ()
    done: str = ""
    sign_in: SignIn | None = None
    reviewed_languages: tuple[str, ...] = ()
