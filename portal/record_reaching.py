"""How a customer wants to be reached, as their record shows it; an advocate never reads this page."""

from __future__ import annotations

from sqlalchemy.orm import Session

from casework.records import own, preferences
from casework.records.own import Reader
from casework.records.preferences import Preference, SafeContact
from letters import words
from portal.record_entries import YOU, Entries, Entry, facts
from web.language import current_language
from web.language import gettext as _


def reached(session: Session, reader: Reader) -> Entries:
    """What they asked for, and what is safe for them."""
    person = own.customer(session, reader)
    kept, safe = preferences.preference(session, person.id), preferences.safe_contact(session, person.id)
    entries = [_wishes(person.preferred_channel, kept)] if kept else []
    entries += [_safe(safe)] if safe else []
    return tuple(entries)


def _wishes(decisions_by: str, kept: Preference) -> Entry:
    language = current_language()
    told = facts(
        (_("Decisions"), words.way(decisions_by, language)),
        (_("Appointments"), words.way(kept.appointments_by, language) if kept.appointments_by else None),
        (_("Reminders"), words.way(kept.reminders_by, language) if kept.reminders_by else None),
        (_("Interpreter"), kept.interpreter, YOU),
        (_("British Sign Language"), _("Yes") if kept.sign_language else None),
        (_("Relay UK"), _("Yes") if kept.relay_uk else None),
        (_("What else helps"), kept.note, YOU),
    )
    return Entry(_("Ways"), told, href="/preferences")


def _safe(kept: SafeContact) -> Entry:
    language = current_language()
    ruled_out = {
        "post": _("The address that you have for me"),
        "email": _("The email address that you have for me"),
        "phone": _("The phone number that you have for me"),
    }
    told = facts(
        (_("A safe address for letters"), ", ".join(kept.address), YOU),
        (_("A safe email address"), kept.email, YOU),
        (_("A safe phone number"), words.phone(kept.phone, language) if kept.phone else None),
        (_("What should we never use?"), words.all_of([ruled_out[code] for code in kept.never], language)),
        (_("On which days may we call?"), words.all_of([words.weekday(day, language) for day in kept.days], language)),
        (_("From"), words.time(kept.opens, language) if kept.opens else None),
        (_("Until"), words.time(kept.closes, language) if kept.closes else None),
        (_("What else must we know?"), kept.note, YOU),
    )
    return Entry(_("What is safe for you?"), told, href="/preferences/safe")
