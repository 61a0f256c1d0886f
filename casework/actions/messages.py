"""Mails and texts: queued with the act that they follow from, and handed by the worker to whatever carries them.

A message is handed over at least once. What carries it is told its reference each time, so that a second handing
over after a crash can be known as the same message: the demo's outbox overwrites the file, a mail keeps its
Message-ID, a text its reference at Notify.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import update
from sqlalchemy.orm import Session

from casework.actions.work import Work
from casework.records import files, keys, outbox, preferences
from casework.records.base import new_ref
from casework.records.letters import Delivery
from casework.records.people import Customer
from casework.records.signin import Message
from casework.rules.copies import STOPPED
from letters.content import Content
from letters.formats import html, text

CHANNELS: Final = ("email", "text")
LETTER_READY: Final = "letter_ready"  # the kind that says that a letter has come, or brings it
_BLANKED: Final = ("sign_in_code", "post_code", "staff_invitation")  # kinds whose words are not kept once they are sent
_BLANKED_AFTER: Final = timedelta(days=1)


@dataclass(frozen=True)
class Attachment:
    """A finished letter in the file store, to go with a mail. ``name``: as the reader sees it."""

    stored_as: str
    customer_id: int
    name: str
    media_type: str


@dataclass(frozen=True)
class Words:
    """What is to be said, to which address, on which channel. ``to`` empty: nobody has that address, say nothing.

    ``person``, ``person_id``: whose message it is. A customer's is encrypted with their own key. ``html``: of a mail,
    the same words as a page. ``delivery``: the number of the copy of a letter that this mail is, 0 for none.
    """

    kind: str
    channel: str
    to: str
    subject: str
    body: str
    person: str = "nobody"
    person_id: int = 0
    attachment: Attachment | None = None
    html: str = ""
    delivery: int = 0


@dataclass(frozen=True)
class Outgoing:
    """A message as it is handed to what carries it. ``file``: name, media type, bytes. ``delivery``: see Words."""

    ref: str
    channel: str
    to: str
    subject: str
    body: str
    made_at: datetime
    file: tuple[str, str, bytes] | None = None
    html: str = ""
    delivery: int = 0


def worded(kind: str, channel: str, to: str, content: Content, whose: tuple[str, int] = ("nobody", 0)) -> Words:
    """A composed message: as a text on every channel, and as a page in a mail too. ``whose``: kind and number."""
    page = html.mail(content) if channel == "email" else ""
    return Words(kind, channel, to, content.title, text.message(content), *whose, html=page)


def queue(work: Work, words: Words, not_before: datetime | None = None) -> str:
    """Ask for a message in the transaction of the act, to go out now or from a later moment; returns its reference."""
    ref = new_ref("M")
    plain = json.dumps(asdict(words)).encode()
    row = Message(
        ref=ref,
        person=words.person,
        person_id=words.person_id,
        channel=words.channel,
        kind=words.kind,
        content=keys.encrypt(work.session, _key_of(words.person, words.person_id), plain, f"message {ref}"),
        made_at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    wanted = {"message": row.id}
    outbox.enqueue(work.session, f"send_{words.channel}", f"message {ref}", wanted, not_before or work.now)
    return ref


def outgoing(session: Session, message_id: int) -> Outgoing | None:
    """The message, opened; None when there is nothing to hand over (nobody's address, erased, blanked, stopped)."""
    row = session.get_one(Message, message_id)
    if not row.content:
        return None
    try:
        said = _said(session, row)
        page, delivery = said.get("html", ""), said.get("delivery", 0)  # what was queued before there were any has none
        to = _to(session, row, said["to"])
        if not to or _stopped(session, delivery):
            return None
        file = _file(session, said["attachment"])
    except keys.ErasedError:
        return None
    return Outgoing(row.ref, row.channel, to, said["subject"], said["body"], row.made_at, file, page, delivery)


def not_before(session: Session, message_id: int, now: datetime) -> datetime:
    """The first moment from now on at which a message may go out: for what a customer did not ask for, a safe one."""
    row = session.get_one(Message, message_id)
    return preferences.not_before(session, row.person_id, now) if _tells_of_letter(row) else now


def delivery_of(session: Session, message_id: int) -> int:
    """The number of the copy of a letter that a message is; 0 where it is none, or nothing of it is left."""
    row = session.get_one(Message, message_id)
    try:
        return int(_said(session, row).get("delivery", 0)) if row.content else 0
    except keys.ErasedError:
        return 0


def note_sent(session: Session, message_id: int, now: datetime) -> None:
    """Write down that a message was handed over."""
    session.get_one(Message, message_id).sent_at = now


def purge(session: Session, now: datetime) -> None:
    """Blank the words of messages that hold a code, once they are old."""
    session.execute(
        update(Message)
        .where(Message.kind.in_(_BLANKED), Message.made_at < now - _BLANKED_AFTER, Message.content != b"")
        .values(content=b"")
        .execution_options(synchronize_session=False)
    )


def _to(session: Session, row: Message, then: str) -> str | None:
    """Where a message goes. One about a letter may have waited: it goes to where its customer is reached today."""
    if not then or not _tells_of_letter(row):
        return then
    goes = preferences.reach(session, session.get_one(Customer, row.person_id))
    return goes.email if row.channel == "email" else goes.phone


def _tells_of_letter(row: Message) -> bool:
    return row.kind == LETTER_READY and row.person == "customer"


def _stopped(session: Session, delivery_id: int) -> bool:
    """Is it a copy that was stopped while its mail waited?"""
    delivery = session.get(Delivery, delivery_id) if delivery_id else None
    return delivery is not None and delivery.state == STOPPED


def _said(session: Session, row: Message) -> dict[str, Any]:
    """The fields of ``Words``."""
    plain = keys.decrypt(session, _key_of(row.person, row.person_id), row.content, f"message {row.ref}")
    said: dict[str, Any] = json.loads(plain)
    return said


def _file(session: Session, attachment: dict[str, Any] | None) -> tuple[str, str, bytes] | None:
    if attachment is None:
        return None
    meant = Attachment(**attachment)
    return meant.name, meant.media_type, files.get(session, meant.customer_id, meant.stored_as)


def _key_of(person: str, person_id: int) -> int:
    return person_id if person == "customer" else keys.NOBODY
