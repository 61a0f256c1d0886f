"""A letter as it was issued, and where each copy of it is."""

from __future__ import annotations

from datetime import UTC, datetime

from flask.typing import ResponseReturnValue
from markupsafe import Markup

import letters
from casework.actions import preview
from casework.actions.letters import letterhead_of
from casework.actions.work import Work
from casework.records import desk, preferences, translating
from casework.records.keys import ErasedError
from staff.blueprint import bp, may_read
from staff.forms.letters import why_words
from staff.looking import looked_at
from staff.showing import show
from web.database import acting, pack, reading
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
    return show(
        "staff/letter.html",
        letter=found,
        said=said,
        unsafe=unsafe,
        translating=translating.job(reading(), found),
        why_words=why_words,
    )


def drawn(frozen: letters.Frozen) -> Markup:
    """A letter as part of a page; its title is a heading below the page's own."""
    head = letterhead_of(pack(), settings().base_url)
    made = letters.render(frozen.data, "html", head, fragment=True, level=2)
    return Markup(made.data.decode())  # noqa: S704  written by letters, which escapes every word
