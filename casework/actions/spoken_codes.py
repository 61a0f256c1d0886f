"""Codes that a customer reads out as their word: to an advocate who sits with them, or to staff on the phone."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import select

import letters
from casework.actions import advocate_letters, authorities, messages, rows, sign_in, tries
from casework.actions.authorities import AuthorityFacts, self_or_staff
from casework.actions.work import NotFoundError, RefusedError, Work
from casework.records import keys, preferences
from casework.records.advocates import Naming, SpokenCode
from casework.records.base import new_ref
from casework.records.people import Advocate, Customer
from casework.records.signin import LetterCode
from casework.rules import advocates as rules
from casework.rules.calendar import months_after
from letters.kinds.advocate_told.data import AdvocateTold

OFFERED_FOR: Final = timedelta(days=7)  # time to see somebody at an advice centre
SENT_FOR: Final = timedelta(minutes=30)  # the length of a call
_SIGNS: Final = "23456789CDFGHJKMNPQRTVWXY"  # not mistaken for one another when they are read out
_WRONG_BIRTHDAYS: Final = 10
_BY_NETWORK, _BY_ADVOCATE = (
    tries.Limit("spoken", 50, timedelta(hours=1)),
    tries.Limit("spoken", 10, timedelta(hours=1)),
)


@dataclass(frozen=True)
class TakenUp:
    """What became of a try: the client's reference, or why not (wrong locked scope). ``until``: when a limit ends."""

    customer_ref: str = ""
    refused: str = ""
    until: datetime | None = None


def offer(work: Work, customer_ref: str, scope: tuple[str, ...], ends_on: date, form_key: str) -> str:
    """A code for the customer to read out to whom they choose; who types it may do just this, until that day.

    It is told once: the same form sent again gives another code in place of the first. RefusedError as of
    rules.advocates.against; "form_used" when the code has done its work.
    """
    person = rows.customer(work, customer_ref)
    self_or_staff(work, person)
    wrong = rules.against("advocate", scope, ends_on, work.today)
    if wrong is not None:
        raise RefusedError(wrong[0], field=wrong[1])
    return _keep(work, person, SpokenCode(form_key=form_key, read_to="advocate", scope=list(scope), ends_on=ends_on))


def send(work: Work, customer_ref: str, form_key: str) -> str:
    """Send a code to the phone or mail on record, for the customer to read out to staff in the same call.

    Where safe ways are named, to no other: whoever has the code speaks for the customer. Returns the channel (text or
    email). RefusedError "no_way_to_send" for somebody with neither.
    """
    rows.acting_staff(work)
    person = rows.customer(work, customer_ref)
    goes = preferences.reach(work.session, person)
    channel, to = ("text", goes.phone) if goes.phone in goes.codes_to else ("email", goes.email)
    if not to or to not in goes.codes_to:
        raise RefusedError("no_way_to_send")
    code = _keep(work, person, SpokenCode(form_key=form_key, read_to="staff", scope=[]))
    said = AdvocateTold("code", work.pack.name, "", work.pack.contact.phone, code)
    content = letters.compose("advocate_told", said, person.language)
    words = messages.worded("spoken_code", channel, to, content, ("customer", person.id))
    messages.queue(work, words)
    return channel


def heard_by_staff(work: Work, person: Customer, given_how: str, code: str) -> None:
    """The customer read a code out to staff: one that was just sent, or that of a letter of ours.

    RefusedError "code_wrong" (``field`` code).
    """
    if given_how == "letter_code":
        letter = work.session.scalar(select(LetterCode).where(LetterCode.code_hash == sign_in.letter_hash(work, code)))
        if letter is not None and letter.customer_id == person.id and _opens(work, letter):
            return
        raise RefusedError("code_wrong", field="code")
    known = _found(work, code)
    if known is None or known.customer_id != person.id or known.read_to != "staff" or not _valid(work, known):
        raise RefusedError("code_wrong", field="code")
    known.used_at = work.now


def take_up(work: Work, code: str, birthday: date, scope: tuple[str, ...], *, network: str) -> TakenUp:
    """A signed-in advocate types the code that a customer read out, with the customer's date of birth.

    A code that was made for this gives what the customer chose. The code of one of our letters gives what the
    customer told the advocate, ``scope``, for a short time. The customer gets a letter about either. A refusal is a
    value, because the try was counted; every wrong pair is answered alike.
    """
    advocate = work.session.get(Advocate, work.actor.id) if work.actor.kind == "advocate" else None
    if advocate is None:
        raise NotFoundError("advocate")
    until = tries.count(work, _BY_ADVOCATE, advocate.ref) or tries.count(work, _BY_NETWORK, network)
    if until is not None:
        return TakenUp(refused="locked", until=until)
    spoken = _found(work, code)
    if spoken is not None and spoken.read_to == "advocate":
        return _by_spoken_code(work, advocate, spoken, birthday)
    letter = work.session.scalar(
        select(LetterCode).where(LetterCode.code_hash == sign_in.letter_hash(work, code)).with_for_update()
    )
    if letter is None or not _opens(work, letter):
        return TakenUp(refused="wrong")
    person = rows.lock(work, letter.customer_id)
    if person.date_of_birth != birthday:
        letter.wrong_tries += 1
        return TakenUp(refused="wrong")
    if not scope:
        return TakenUp(refused="scope")
    ends_on = months_after(work.today, rules.BY_LETTER_CODE_MONTHS)
    return _stands(work, person, advocate, ("letter_code", scope, ends_on), f"letter {letter.id} {advocate.id}")


def _by_spoken_code(work: Work, advocate: Advocate, spoken: SpokenCode, birthday: date) -> TakenUp:
    person = rows.lock(work, spoken.customer_id)
    work.session.refresh(spoken)
    key = f"spoken {spoken.id}"
    known = work.session.scalar(select(Naming).where(Naming.form_key == key))
    if known is not None and known.advocate_id == advocate.id and person.date_of_birth == birthday:
        return TakenUp(person.ref)
    if not _valid(work, spoken) or spoken.ends_on is None:
        return TakenUp(refused="wrong")
    if person.date_of_birth != birthday:
        spoken.wrong_tries += 1
        return TakenUp(refused="wrong")
    spoken.used_at = work.now
    return _stands(work, person, advocate, ("phone", tuple(spoken.scope), spoken.ends_on), key)


def _stands(
    work: Work, person: Customer, advocate: Advocate, given: tuple[str, tuple[str, ...], date], key: str
) -> TakenUp:
    """The customer's word is there: the advocate may act from now on. ``key``: one code gives this only once."""
    how, scope, ends_on = given
    known = work.session.scalar(select(Naming).where(Naming.form_key == key))
    if known is not None:
        return TakenUp(person.ref) if known.authority and known.authority.ended_on is None else TakenUp(refused="wrong")
    facts = AuthorityFacts(advocate.ref, scope, how, work.today, ends_on)
    authority = authorities.give(work, person, advocate, facts)
    naming = Naming(
        ref=new_ref("P"), form_key=key, customer_id=person.id, customer=person, kind="advocate", name=advocate.name,
        organisation=advocate.organisation or "", email=advocate.email, phone=advocate.phone, scope=list(scope),
        ends_on=ends_on, given_how=how, named_by="advocate", named_by_id=advocate.id, named_how="portal",
        named_at=work.now, answered_at=work.now, state="stands", advocate_id=advocate.id, authority_id=authority.id,
    )  # fmt: skip
    work.session.add(naming)
    work.session.flush()
    work.record("advocate_confirmed", naming.ref, person.id, advocate=advocate.ref, proof=how)
    advocate_letters.send_named(work, naming)
    return TakenUp(person.ref)


def _keep(work: Work, person: Customer, row: SpokenCode) -> str:
    """Keep the code, in place of the one that the same form gave before; returns it."""
    drawn = "".join(secrets.choice(_SIGNS) for _ in range(8))
    known = work.session.scalar(select(SpokenCode).where(SpokenCode.form_key == row.form_key))
    if known is not None and (known.customer_id != person.id or known.used_at is not None):
        raise RefusedError("form_used")
    kept = known or row
    kept.customer_id, kept.made_at, kept.wrong_tries = person.id, work.now, 0
    kept.scope, kept.ends_on = list(row.scope), row.ends_on
    kept.expires_at = work.now + (SENT_FOR if row.read_to == "staff" else OFFERED_FOR)
    kept.code_hash = _hash(work, drawn)
    work.session.add(kept)
    work.session.flush()
    after = {"scope": kept.scope, "until": kept.ends_on}
    work.record("spoken_code_made", person.ref, person.id, read_to=kept.read_to, after=after)
    return f"{drawn[:4]}-{drawn[4:]}"


def _found(work: Work, code: str) -> SpokenCode | None:
    chosen = select(SpokenCode).where(SpokenCode.code_hash == _hash(work, code)).with_for_update()
    return work.session.scalar(chosen)


def _valid(work: Work, row: SpokenCode) -> bool:
    return row.used_at is None and row.expires_at > work.now and row.wrong_tries < _WRONG_BIRTHDAYS


def _opens(work: Work, row: LetterCode) -> bool:
    return row.ended_at is None and row.expires_at > work.now and row.wrong_tries < _WRONG_BIRTHDAYS


def _hash(work: Work, code: str) -> str:
    return keys.keyring(work.session).keyed_hash("spoken", "".join(sign for sign in code.upper() if sign.isalnum()))
