"""Letters exactly as they were sent, each copy in its own format; but without a code that still opens the portal."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from sqlalchemy.orm import Session

import letters
from casework.actions import letterheads
from casework.actions.letters import frozen_of
from casework.actions.preview import hidden
from casework.records import files
from casework.records.letters import Delivery, Letter
from casework.records.signin import with_open_code
from casework.rules.calendar import day_of
from translations import mark
from web.database import pack
from web.language import gettext as _
from web.settings import settings

_STATES: Final[Mapping[str, str]] = {
    "waiting": mark("being made"),
    "ready": mark("ready"),
    "sent": mark("sent"),
    "delivered": mark("delivered"),
    "returned": mark("returned"),
}


@dataclass(frozen=True)
class Copy:
    """One copy of a letter, and the name of its file in a bundle.

    ``code_opens``: what was sent holds a code with which somebody could still sign in, so it is made again without.
    """

    letter: Letter
    delivery: Delivery
    name: str
    code_opens: bool


def copies(session: Session, found: Collection[Letter]) -> Iterator[Copy]:
    """All that were made, letter by letter."""
    opening = with_open_code(session, [one.id for one in found], datetime.now(UTC))
    for letter in found:
        opens = letter.id in opening
        made = [one for one in letter.deliveries if one.stored_as is not None]
        for number, one in enumerate(made, start=1):
            suffix = letters.FORMATS[_made_again_as(one.format) if opens else one.format].filename_ext
            name = f"letters/{letter.ref}/{number}-{one.format}-{one.channel}.{suffix}"
            yield Copy(letter, one, name, opens)


def handed_out(session: Session, copy: Copy) -> bytes | None:
    """The bytes as they were sent, or made again without the code; None where the file is gone."""
    letter, sent = copy.letter, copy.delivery
    try:
        held = files.get(session, letter.customer_id, sent.stored_as or "")
    except FileNotFoundError:
        return None
    if not copy.code_opens:
        return held
    frozen, made_as = hidden(frozen_of(session, letter, sent.version)), _made_again_as(sent.format)
    head, options = (
        letterheads.in_use(session, pack(), settings().base_url),
        sent.options if made_as == sent.format else {},
    )
    return letters.render(frozen.data, made_as, head, sent_on=day_of(sent.ready_at or letter.issued_at), **options).data


def _made_again_as(made_as: str) -> str:
    """Sound takes too long to be made again while somebody waits: its words stand for it."""
    return "text" if made_as == "audio" else made_as


def copy_state(copy: Copy) -> str:
    """How far a copy got, and whether something was left out of it."""
    state = copy.delivery.state
    said = _(_STATES[state]) if state in _STATES else state
    if not copy.code_opens:
        return said
    if _made_again_as(copy.delivery.format) != copy.delivery.format:
        return _("{state}; here as text, without the code to sign in", state=said)
    return _("{state}; here without the code to sign in", state=said)
