"""A letter as it was issued, where each copy of it is, and the letter that a proposal would make."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

import letters
from casework.actions import preview
from casework.actions.letters import letterhead_of
from casework.actions.work import Work
from casework.records import desk, preferences
from casework.records.keys import ErasedError
from staff.blueprint import bp, may_read
from staff.looking import looked_at
from staff.showing import show
from web.database import acting, database, pack, reading
from web.settings import settings


@bp.get("/letters/<ref>")
@may_read
def letter(ref: str) -> ResponseReturnValue:
    """The words of the letter, its copies and their states."""
    found = desk.letter(reading(), ref)
    looked_at(found.customer_id)
    work = Work(reading(), acting(), pack(), datetime.now(UTC))
    try:
        said: Markup | None = drawn(preview.as_sent(work, found))
    except ErasedError:
        said = None
    unsafe = preferences.unsafe_to_post(reading(), found.customer_id, found.issued_at)
    return show("staff/letter.html", letter=found, said=said, unsafe=unsafe)


@bp.get("/decisions/<ref>/letter")
@may_read
def decision_letter(ref: str) -> ResponseReturnValue:
    """The letter that a proposal would make today, in the customer's language; nothing of it is kept."""
    found = desk.decision(reading(), ref)
    if found.state != "draft":
        return redirect(url_for(".decision", ref=ref))
    looked_at(found.customer_id)
    with database().session() as session:  # never committed: closing it takes everything back
        try:
            work = Work(session, acting(), pack(), datetime.now(UTC), settings().base_url)
            said: Markup | None = drawn(preview.decision_letter(work, ref))
        except letters.LetterError:
            said = None
        finally:
            session.rollback()
    return show("staff/decision_letter.html", decision=found, said=said)


def drawn(frozen: letters.Frozen) -> Markup:
    """A letter as part of a page; its title is a heading below the page's own."""
    head = letterhead_of(pack(), settings().base_url)
    made = letters.render(frozen.data, "html", head, fragment=True, level=2)
    return Markup(made.data.decode())  # noqa: S704  written by letters, which escapes every word
