"""The parts of a customer's record that hold what they asked us for: help, repairs and safety checks."""

from __future__ import annotations

from typing import Final

from sqlalchemy.orm import Session

from casework.records import adjustments, services
from casework.records.adjustments import AdjustmentRequest
from casework.records.own import Reader
from letters import words
from portal.record_entries import US, YOU, Entries, Entry, dated, facts
from web.language import current_language
from web.language import gettext as _

THEIRS: Final = ("customer", "advocate")  # who says something to us


def help_asked(session: Session, reader: Reader) -> Entries:
    """Reasonable adjustments: what was asked, what was not done, and calls to record."""
    broken = [
        Entry(
            dated(one.told_at, one.ref),
            facts((_("What we did not do"), one.what_happened, YOU), (_("Our answer"), one.answer, US)),
        )
        for one in adjustments.own_breaches(session, reader)
    ]
    calls = [
        Entry(
            dated(one.asked_at, one.ref),
            facts(
                (_("A call to record"), one.call_on),
                (_("What is the call about?"), one.about, YOU),
                (_("Why"), one.why, US),
            ),
        )
        for one in adjustments.own_recordings(session, reader)
    ]
    asked = [_asked(one) for one in adjustments.own_requests(session, reader)]
    return (*asked, *broken, *calls)


def _asked(one: AdjustmentRequest) -> Entry:
    language = current_language()
    told = facts(
        (_("What you asked for"), words.all_of([words.adjustment(code, language) for code in one.wanted], language)),
        (_("In your words"), one.own_words, YOU),
        (_("Our answer"), one.answer, US),
        (_("What we offer you instead"), one.offered, US),
    )
    return Entry(dated(one.received_at, one.ref), told, href=f"/adjustments/{one.ref}")


def services_asked(session: Session, reader: Reader) -> Entries:
    language = current_language()
    entries = [
        Entry(
            dated(one.received_at, one.ref),
            facts(
                (_("What it is about"), words.service(one.service, language)),
                (_("What you told us"), one.what, YOU),
                *((_("What you told us"), note.said, YOU) for note in one.notes if note.said_by in THEIRS),
                (_("What we found"), one.found, US),
                (_("Our answer"), one.ended_words, US),
            ),
            href=f"/services/{one.ref}",
        )
        for one in services.own_requests(session, reader)
    ]
    return tuple(entries)
