"""Signing in without a password: a one-time code to the address on record, or the code in a letter and the birthday.

An answer never tells whether somebody is on record: the work is the same, and so are the words. A refusal is a value
and no exception, because what was counted must be kept.
"""

from __future__ import annotations

import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import and_, case, literal, or_, select, update
from sqlalchemy.orm import Session

import letters
from casework.actions import messages, text, tries
from casework.actions.work import Actor, RefusedError, Work
from casework.records import keys, preferences
from casework.records.people import Advocate, Customer
from casework.records.preferences import SafeContact
from casework.records.signin import LetterCode, SignInCode
from letters.kinds.sign_in_code.data import SignInCodeMessage

MOST_TRIES: Final = 5  # at one code
# The button pressed twice is one try: a browser shows the second answer and may drop the first, session and all.
# The code still works in this one browser only: the handle lies in its signed cookie.
_DOUBLE_CLICK: Final = timedelta(seconds=10)
STOP_PAGE: Final = "/sign-in/not-me"
LETTER_CODE_VALID: Final = timedelta(days=180)
_HOUR: Final = timedelta(hours=1)
# Of one address from one network, so that nobody shuts out its owner by asking; of one address from everywhere, so that
# no mailbox is flooded and few codes can be guessed at; and of one network for everybody.
_ASKED_FROM_THERE, _ASKED_BY_ADDRESS = tries.Limit("code_asked", 5, _HOUR), tries.Limit("code_asked", 15, _HOUR)
_ASKED_BY_NETWORK: Final = tries.Limit("code_asked", 60, _HOUR)
_CODE_BY_NETWORK = tries.Limit("code", 100, _HOUR)
_LETTER_BY_CODE, _LETTER_BY_NETWORK = tries.Limit("letter", 10, _HOUR), tries.Limit("letter", 50, _HOUR)
_WRONG_BIRTHDAYS: Final = 50  # in the life of a letter's code: more is no forgetful person
_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")  # whether it exists only a mail to it can tell
_SIGNS: Final = "23456789CDFGHJKMNPQRTVWXY"  # not mistaken for one another on paper, and no vowels


@dataclass(frozen=True)
class Someone:
    """A person who may sign in. ``version``: of their sessions; ``mark``: of the one that begins, "" for none."""

    kind: str  # customer advocate staff
    id: int
    version: int
    mark: str = ""


@dataclass(frozen=True)
class Tried:
    """What became of a try: a person, or why not.

    ``refused``: wrong used expired too_many unknown locked choose ambiguous. ``left``: tries that are left.
    ``until``: when a limit ends.
    """

    person: Someone | None = None
    refused: str = ""
    left: int = 0
    until: datetime | None = None


@dataclass(frozen=True)
class Asked:
    """A code is on its way, if somebody has that address; or a limit holds until a moment."""

    handle: str = ""
    until: datetime | None = None


def request_code(work: Work, typed: str, *, network: str, language: str, valid: timedelta, form_key: str = "") -> Asked:
    """Send a code to an email or a phone. ``language``: of the page, for words to somebody who is not on record.

    ``form_key``: of the form that asks; pressed twice, it sends one code and not two of which only the last works.
    RefusedError("address_unreadable") for what is neither an email nor a phone number.
    """
    channel, address = read_address(typed)
    handle, asked_before = _handle(work, form_key, address)
    if asked_before:
        return Asked(handle)
    until = (
        tries.count(work, _ASKED_FROM_THERE, f"{address} {network}")
        or tries.count(work, _ASKED_BY_ADDRESS, address)
        or tries.count(work, _ASKED_BY_NETWORK, network)
    )
    if until is not None:
        return Asked(until=until)
    people = people_at(work, channel, address)
    token = secrets.token_urlsafe(24)
    code = f"{secrets.randbelow(1_000_000):06}"
    only = people[0] if len(people) == 1 else None
    work.session.add(
        SignInCode(
            handle=handle,
            address=keys.encrypt(work.session, keys.NOBODY, f"{channel} {address}".encode(), f"sign-in {handle}"),
            person=only.kind if only else None,
            person_id=only.id if only else None,
            code_hash=_hash(work, "code", handle, code),
            made_at=work.now,
            expires_at=work.now + valid,
            stop_hash=link_hash(work, token),
        )
    )
    minutes = int(valid.total_seconds() // 60)
    stop = f"{work.site}{STOP_PAGE}/{token}" if channel == "email" else ""
    data = SignInCodeMessage(code, minutes, work.pack.name, work.pack.contact.phone, stop)
    content = letters.compose("sign_in_code", data, people[0].language if people else language)
    messages.queue(work, messages.worded("sign_in_code", channel, address if people else "", content))
    return Asked(handle)


def _handle(work: Work, form_key: str, address: str) -> tuple[str, bool]:
    """The name of this request in the browser's cookie, and whether the same press of a button made it before."""
    if form_key:
        handle = _hash(work, "asked", form_key, address)
        made_at = work.session.scalar(select(SignInCode.made_at).where(SignInCode.handle == handle))
        if made_at is None or work.now - made_at <= _DOUBLE_CLICK:
            return handle, made_at is not None
    return secrets.token_urlsafe(24), False


def address_of(session: Session, handle: str) -> tuple[str, str] | None:
    """Channel and address to which a code was asked for, to show it to the browser that asked."""
    row = session.scalar(select(SignInCode).where(SignInCode.handle == handle))
    return None if row is None else address_in(session, row)


def redeem_code(work: Work, handle: str, code: str, *, network: str) -> Tried:
    """Try a code. ``choose``: it was right, and several people share the address (see ``choose``)."""
    until = tries.count(work, _CODE_BY_NETWORK, network)
    if until is not None:
        return Tried(refused="locked", until=until)
    row = _locked_code(work, handle)
    refused = _why_not(work, row)
    clicked_twice = refused == "used" and row is not None and work.now - (row.used_at or work.now) <= _DOUBLE_CLICK
    if row is None or (refused and not clicked_twice):
        return Tried(refused=refused)
    if not hmac.compare_digest(row.code_hash, _hash(work, "code", handle, code)):
        return Tried(refused="used") if clicked_twice else _wrong(row)
    used = update(SignInCode).where(SignInCode.id == row.id, SignInCode.used_at.is_(None)).values(used_at=work.now)
    if work.session.execute(used.returning(SignInCode.id)).first() is None and not clicked_twice:
        return Tried(refused="used")
    people = people_at(work, *address_in(work.session, row))
    if len(people) > 1:
        if not clicked_twice:  # or the code, sent again and again, would allow guessing without end
            row.tries = 0
        return Tried(refused="choose", left=MOST_TRIES - row.tries)
    return _signed_in(work, people[0], "code") if people else Tried(refused="wrong")


def choose(work: Work, handle: str, *, birthday: date | None, name: str, valid: timedelta, network: str) -> Tried:
    """Several people share an address whose code was proved: a customer says the birthday, an advocate the name."""
    until = tries.count(work, _CODE_BY_NETWORK, network)
    if until is not None:
        return Tried(refused="locked", until=until)
    row = _locked_code(work, handle)
    refused = _why_not_choose(row, work.now - valid)
    if row is None or refused:
        return Tried(refused=refused)
    meant = [one for one in people_at(work, *address_in(work.session, row)) if one.answers(birthday, name)]
    if not meant:
        return _wrong(row)
    if len(meant) > 1:
        return Tried(refused="ambiguous")
    row.person, row.person_id = meant[0].kind, meant[0].id
    return _signed_in(work, meant[0], "code")


def new_letter_code() -> str:
    """An access code to print, such as ``K7F3-9QPM-2RTV`` (25^12: nobody guesses one)."""
    drawn = "".join(secrets.choice(_SIGNS) for _ in range(12))
    return "-".join((drawn[:4], drawn[4:8], drawn[8:]))


def keep_letter_code(work: Work, code: str, letter_id: int, customer_id: int) -> None:
    """From now on, and for half a year, the code opens the door together with the date of birth."""
    work.session.add(
        LetterCode(
            letter_id=letter_id,
            customer_id=customer_id,
            code_hash=letter_hash(work, code),
            expires_at=work.now + LETTER_CODE_VALID,
        )
    )


def redeem_letter_code(work: Work, code: str, birthday: date, *, network: str) -> Tried:
    """Try the code of a letter. Wrong code and wrong birthday are answered alike."""
    hashed = letter_hash(work, code)
    until = tries.count(work, _LETTER_BY_CODE, hashed) or tries.count(work, _LETTER_BY_NETWORK, network)
    if until is not None:
        return Tried(refused="locked", until=until)
    row = work.session.scalar(select(LetterCode).where(LetterCode.code_hash == hashed).with_for_update())
    person = work.session.get(Customer, row.customer_id if row else 0)
    here = person is not None and person.erased_at is None and person.died_on is None
    if row is None or person is None or not here or person.date_of_birth != birthday:
        _count_wrong_birthday(work, hashed)
        return Tried(refused="wrong")
    if row.ended_at is not None or row.expires_at <= work.now:
        return Tried(refused="expired")
    tries.forget(work, _LETTER_BY_CODE, hashed)
    return _signed_in(work, _Match.of(person), "letter_code")


def _count_wrong_birthday(work: Work, hashed: str) -> None:
    """One more at this code; too many end it. Where there is no such code, the same statement finds nothing."""
    too_many = and_(LetterCode.wrong_tries + 1 >= _WRONG_BIRTHDAYS, LetterCode.ended_at.is_(None))
    ended = case((too_many, literal(work.now, LetterCode.ended_at.type)), else_=LetterCode.ended_at)
    mine = update(LetterCode).where(LetterCode.code_hash == hashed)
    counted = mine.values(wrong_tries=LetterCode.wrong_tries + 1, ended_at=ended)
    work.session.execute(counted.execution_options(synchronize_session=False))


def read_address(typed: str) -> tuple[str, str]:
    """("email" or "text", the address as it is kept). RefusedError("address_unreadable")."""
    if "@" in typed:
        found, channel = text.email(typed), "email"
        if not _EMAIL.fullmatch(found or ""):
            found = None
    else:
        try:
            found, channel = text.phone(typed), "text"
        except RefusedError:
            found = None
    if not found:
        raise RefusedError("address_unreadable")
    return channel, found


@dataclass(frozen=True)
class _Match:
    """Somebody whose address it is."""

    kind: str
    id: int
    version: int
    ref: str
    language: str
    name: str
    birthday: date | None

    @classmethod
    def of(cls, row: Customer | Advocate) -> _Match:
        if isinstance(row, Customer):
            return cls("customer", row.id, row.session_version, row.ref, row.language, row.name, row.date_of_birth)
        return cls("advocate", row.id, row.session_version, row.ref, row.language, row.name, None)

    def answers(self, birthday: date | None, name: str) -> bool:
        """Is this who somebody says they are?"""
        if self.kind == "customer":
            return birthday is not None and birthday == self.birthday
        return bool(name) and _plain_name(name) == _plain_name(self.name)


def _plain_name(name: str) -> str:
    return "".join(sign for sign in name.casefold() if sign.isalnum())


def people_at(work: Work, channel: str, address: str) -> list[_Match]:
    """Everybody to whom a code may go at this address, customers first.

    Whoever named a safe way is nobody's customer at the others: who reads those would come in as them.
    """
    on_record, safe = (Customer.email, SafeContact.email) if channel == "email" else (Customer.phone, SafeContact.phone)
    customers = (
        select(Customer, SafeContact)
        .outerjoin(SafeContact, SafeContact.customer_id == Customer.id)
        .where(Customer.erased_at.is_(None), Customer.died_on.is_(None), or_(on_record == address, safe == address))
        .order_by(Customer.id)
    )
    found = [
        _Match.of(person)
        for person, named in work.session.execute(customers)
        if address in preferences.reach_with(person, named).codes_to
    ]
    column = Advocate.email if channel == "email" else Advocate.phone
    advocates = select(Advocate).where(column == address).order_by(Advocate.id)
    return found + [_Match.of(one) for one in work.session.scalars(advocates)]


def link_hash(work: Work, token: str) -> str:
    """What is kept of the link in a mail that signs everybody out."""
    return _hash(work, "stop", token)


def _locked_code(work: Work, handle: str) -> SignInCode | None:
    return work.session.scalar(select(SignInCode).where(SignInCode.handle == handle).with_for_update())


def _why_not(work: Work, row: SignInCode | None) -> str:
    if row is None:
        return "unknown"
    if row.used_at is not None:
        return "used"
    if row.expires_at <= work.now:
        return "expired"
    return "too_many" if row.tries >= MOST_TRIES else ""


def _why_not_choose(row: SignInCode | None, proved_after: datetime) -> str:
    if row is None or row.used_at is None:
        return "unknown"
    if row.person is not None:
        return "used"
    if row.used_at <= proved_after:
        return "expired"
    return "too_many" if row.tries >= MOST_TRIES else ""


def _wrong(row: SignInCode) -> Tried:
    row.tries += 1
    left = MOST_TRIES - row.tries
    return Tried(refused="wrong" if left else "too_many", left=left)


def _signed_in(work: Work, who: _Match, how: str) -> Tried:
    mark = tries.signed_in(work, Actor(who.kind, who.id), who.ref, how, who.version)
    return Tried(Someone(who.kind, who.id, who.version, mark))


def address_in(session: Session, row: SignInCode) -> tuple[str, str]:
    """Channel and address to which a code was asked for."""
    plain = keys.decrypt(session, keys.NOBODY, row.address, f"sign-in {row.handle}").decode()
    channel, _, address = plain.partition(" ")
    return channel, address


def letter_hash(work: Work, code: str) -> str:
    """The hash under which the code of a letter is kept, however it was typed."""
    return _hash(work, "letter", "".join(sign for sign in code.upper() if sign.isalnum()))


def _hash(work: Work, *parts: str) -> str:
    return keys.keyring(work.session).keyed_hash(*parts)
