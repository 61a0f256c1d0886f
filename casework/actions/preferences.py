"""How a person wants to be reached: said by them, by an advocate who may speak for them, or written down by staff."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Final

import letters as rendering
from casework.actions import acting_for, letter_facts, letters, naming, rows, sessions, text
from casework.actions.work import NotFoundError, RefusedError, Work
from casework.records import preferences as records
from casework.records.people import Customer
from casework.records.preferences import Preference, SafeContact
from casework.rules.reaching import POST, RULED_OUT, WAYS, Ways, reach
from casework.rules.vocabulary import WEEKDAYS
from letters import data, options
from letters.kinds.preferences_noted.data import PreferencesNoted
from translations import LANGUAGES

_ON_CUSTOMER: Final = {
    "language": "language", "letter_format": "letter_format", "format_options": "format_options",
    "decisions_by": "preferred_channel",
}  # fmt: skip
_LONGEST_NOTE: Final = 2_000


@dataclass(frozen=True)
class PreferenceFacts:
    """What the person wants; None leaves a thing as it is.

    ``format_options``: see letters/options.py; what is not named stays. ``mail_as``: file link.
    ``decisions_by``, ``appointments_by``, ``reminders_by``: of rules.reaching.WAYS. ``interpreter``: a language, as
    they name it, empty for none. ``how``: in which way it reached staff, where they write.
    """

    language: str | None = None
    letter_format: str | None = None
    format_options: Mapping[str, Any] | None = None
    mail_as: str | None = None
    decisions_by: str | None = None
    appointments_by: str | None = None
    reminders_by: str | None = None
    interpreter: str | None = None
    sign_language: bool | None = None
    relay_uk: bool | None = None
    note: str | None = None
    how: str = acting_for.PORTAL


@dataclass(frozen=True)
class SafeFacts:
    """The ways that are safe. ``never``: what of the record is not used at all (post email phone)."""

    address: tuple[str, ...] = ()
    email: str | None = None
    phone: str | None = None
    days: tuple[str, ...] = ()
    opens: str | None = None
    closes: str | None = None
    never: tuple[str, ...] = ()
    note: str = ""
    how: str = acting_for.PORTAL


def change(work: Work, customer_ref: str, facts: PreferenceFacts) -> str:
    """Write down what changed, once however often it is sent; after staff a letter tells the person.

    NotFoundError for who may not speak for them. RefusedError: "unknown_code" or "no_way" (``field``: a way that
    nothing on record can serve), "not_in_language" (``field`` letter_format: not made in theirs), "too_long".
    """
    person = rows.customer(work, customer_ref)
    acting_for.allowed(work, person, "speak")
    came_by = _came_by(work, facts.how)
    wanted = _wanted(work, person, facts)
    kept = records.preference(work.session, person.id) or _new(work, person)
    held = {name: person if name in _ON_CUSTOMER else kept for name in wanted}
    before = {name: getattr(held[name], _ON_CUSTOMER.get(name, name)) for name in wanted}
    after = {name: value for name, value in wanted.items() if before[name] != value}
    if not after:
        return person.ref
    for name, value in after.items():
        setattr(held[name], _ON_CUSTOMER.get(name, name), value)
    kept.changed_at = work.now
    work.session.flush()
    was = {name: before[name] for name in after}
    work.record("preferences_changed", person.ref, person.id, before=was, after=after, how=came_by)
    if work.actor.kind == "staff":
        _tell(work, person, kept)
    return person.ref


def set_safe(work: Work, customer_ref: str, facts: SafeFacts) -> int:
    """Keep the ways that are safe for this person; the version that their own sessions have from now on.

    Whoever else is signed in as them is signed out. No code that was sent until now opens anything, in a letter, mail
    or text, and none that was to be read out; nobody says yes to speaking for them in a mailbox that is not safe: all
    may be in the hands of whoever reads their post. Only the person, or staff for them: nobody can be made to say it to
    an advocate. RefusedError: "no_safe_way" where no letter could reach them, "missing" where nothing is named,
    "unknown_code", "closes_before_opening".
    """
    person = rows.customer(work, customer_ref)
    _self_or_staff(work, person)
    came_by, wanted = _came_by(work, facts.how), _safe_ways(person, facts)
    kept, theirs = records.safe_contact(work.session, person.id), {person.email}
    if kept is not None and all(getattr(kept, name) == value for name, value in wanted.items()):
        return person.session_version
    if kept is None:
        kept = SafeContact(customer_id=person.id, set_at=work.now, **wanted)
        work.session.add(kept)
    theirs.add(kept.email)
    for name, value in {**wanted, "set_at": work.now}.items():
        setattr(kept, name, value)
    work.session.flush()
    naming.take_back_at(work, person, theirs.difference(records.reach(work.session, person).codes_to))
    sessions.end_letter_codes(work, person)
    version = sessions.end(work, person)
    work.record("safe_contact_set", person.ref, person.id, after=wanted, how=came_by)
    if work.actor.kind == "staff":
        _tell(work, person, records.preference(work.session, person.id), safe=True)
    return version


def end_safe(work: Work, customer_ref: str, how: str = acting_for.PORTAL) -> str:
    """What is on record is used again. Ending it twice is ending it once."""
    person = rows.customer(work, customer_ref)
    _self_or_staff(work, person)
    came_by = _came_by(work, how)
    kept = records.safe_contact(work.session, person.id)
    if kept is not None:
        work.session.delete(kept)
        work.session.flush()
        work.record("safe_contact_ended", person.ref, person.id, how=came_by)
    return person.ref


def _wanted(work: Work, person: Customer, facts: PreferenceFacts) -> dict[str, Any]:
    """What was said, each checked."""
    said = {one.name: getattr(facts, one.name) for one in fields(facts) if one.name != "how"}
    wanted = {name: value for name, value in said.items() if value is not None}
    known = {"language": LANGUAGES, "letter_format": rendering.FORMATS, "mail_as": records.MAIL_AS}
    for name, codes in known.items():
        if name in wanted and wanted[name] not in codes:
            raise RefusedError("unknown_code", field=name)
    made_as, language = wanted.get("letter_format"), wanted.get("language", person.language)
    if made_as and not rendering.FORMATS[made_as].languages(language):
        raise RefusedError("not_in_language", field="letter_format")
    if "format_options" in wanted:
        wanted["format_options"] = with_options(person.format_options, wanted["format_options"])
    goes = records.reach(work.session, person)
    for name in ("decisions_by", "appointments_by", "reminders_by"):
        if name in wanted and wanted[name] not in WAYS:
            raise RefusedError("unknown_code", field=name)
        if name in wanted and not goes.can(wanted[name]):
            raise RefusedError("no_way", field=name)
    if "interpreter" in wanted:
        wanted["interpreter"] = text.line(wanted["interpreter"], "interpreter", 80)
    if "note" in wanted:
        wanted["note"] = text.lines(wanted["note"], "note", _LONGEST_NOTE)
    return wanted


def with_options(kept: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """What a reader chose about formats until now, with what they say of them today. RefusedError: "unknown_code"."""
    for name, value in said.items():
        if not options.fits(name, value):
            raise RefusedError("unknown_code", field=name)
    return {**kept, **{name: value for name, value in said.items() if name in kept or value != options.USUAL[name]}}


def _safe_ways(person: Customer, facts: SafeFacts) -> dict[str, Any]:
    for field, codes, known in (("never", facts.never, RULED_OUT), ("days", facts.days, WEEKDAYS)):
        if not set(codes) <= set(known):
            raise RefusedError("unknown_code", field=field)
    if facts.opens and facts.closes and facts.closes <= facts.opens:
        raise RefusedError("closes_before_opening", field="closes")
    lines = (text.line(one, "address") for one in facts.address)
    wanted: dict[str, Any] = {
        "address": [line for line in lines if line],
        "email": text.email(facts.email),
        "phone": text.phone(facts.phone),
        "days": [day for day in WEEKDAYS if day in facts.days],
        "opens": facts.opens,
        "closes": facts.closes,
        "never": [code for code in RULED_OUT if code in facts.never],
        "note": text.lines(facts.note, "note", _LONGEST_NOTE),
    }
    if not any(wanted.values()):
        raise RefusedError("missing", field="address")
    named = Ways(tuple(wanted["address"]), wanted["email"], wanted["phone"])
    goes = reach(Ways(tuple(person.address), person.email, person.phone), named, wanted["never"])
    if not goes.by_post and not goes.email:
        raise RefusedError("no_safe_way", field="email" if POST in wanted["never"] else "address")
    return wanted


def _new(work: Work, person: Customer) -> Preference:
    kept = Preference(customer_id=person.id, interpreter="", sign_language=False, relay_uk=False, note="")
    kept.changed_at = work.now
    work.session.add(kept)
    return kept


def _came_by(work: Work, how: str) -> str:
    came_by = acting_for.reached_by(work, how)
    if came_by is None:
        raise RefusedError("unknown_code", field="how")
    return came_by


def _self_or_staff(work: Work, person: Customer) -> None:
    if work.actor.kind == "advocate":
        raise NotFoundError(person.ref)
    acting_for.allowed(work, person, "speak")


def _tell(work: Work, person: Customer, kept: Preference | None, *, safe: bool = False) -> None:
    """The receipt for what staff wrote down; no copy goes to an advocate, who need not know of it."""

    def facts(whom: data.Person, code: data.SignIn | None) -> PreferencesNoted:
        return PreferencesNoted(
            person=whom,
            contact=letter_facts.contact(work),
            issued_on=work.today,
            letter_language=person.language,
            letter_format=person.letter_format,
            format_options=options.chosen(person.letter_format, person.format_options),
            decisions_by=person.preferred_channel,
            appointments_by=(kept.appointments_by if kept else None) or "",
            reminders_by=(kept.reminders_by if kept else None) or "",
            interpreter=kept.interpreter if kept else "",
            sign_language=bool(kept and kept.sign_language),
            relay_uk=bool(kept and kept.relay_uk),
            safe=safe or records.safe_contact(work.session, person.id) is not None,
            sign_in=code,
        )

    letters.send(work, "preferences_noted", person, facts, copies_to=())
