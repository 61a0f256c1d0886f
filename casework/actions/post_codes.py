"""A code by post, for who can get none by email or text: asked for by anybody, sent only to the address on record.

What was typed is kept, encrypted, for the worker, which alone looks for the person: the answer is the same, and as
quick, whether there is one or not.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import select

from casework.actions import letter_facts, letters, rows, tries
from casework.actions.work import Work
from casework.records import keys, preferences
from casework.records.base import new_ref
from casework.records.letters import Letter
from casework.records.people import Customer
from casework.records.signin import Message
from letters import data
from letters.kinds.code_by_post.data import CodeByPost

KIND: Final = "code_by_post"
_DAY: Final = timedelta(days=1)
_BY_PERSON, _BY_NETWORK = tries.Limit("post_asked", 3, _DAY), tries.Limit("post_asked", 20, _DAY)
_ONE_LETTER_EACH: Final = _DAY


@dataclass(frozen=True)
class Said:
    """Who somebody says they are. ``where``: the postcode of the address on record, or a reference."""

    name: str
    birthday: date
    where: str


def ask(work: Work, said: Said, *, network: str) -> datetime | None:
    """Ask for a code by post; or, when there were too many tries, when the next one may be made."""
    whom = " ".join((_plain(said.name), said.birthday.isoformat(), _plain(said.where)))
    until = tries.count(work, _BY_PERSON, whom) or tries.count(work, _BY_NETWORK, network)
    if until is not None:
        return until
    ref = new_ref("M")
    plain = json.dumps({"to": "", **asdict(said), "birthday": said.birthday.isoformat()}).encode()
    row = Message(
        ref=ref,
        person="nobody",
        person_id=0,
        channel="letter",
        kind="post_code",
        content=keys.encrypt(work.session, keys.NOBODY, plain, f"message {ref}"),
        made_at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    work.ask_for("post_code", f"message {ref}", message=row.id)
    return None


def write(work: Work, message_id: int) -> None:
    """Send the letter, if there is such a person, they have an address, and none was written within a day."""
    row = work.session.get_one(Message, message_id)
    if not row.content:
        return
    said = json.loads(keys.decrypt(work.session, keys.NOBODY, row.content, f"message {row.ref}"))
    found = _customer(work, Said(said["name"], date.fromisoformat(said["birthday"]), said["where"]))
    row.content, row.sent_at = b"", work.now
    rows.lock_all(work, [found.id] if found else [])  # of two who were asked at once, the second sees the first letter
    if found is None or not _may_be_posted(work, found):
        return

    def facts(person: data.Person, code: data.SignIn | None) -> CodeByPost:
        return CodeByPost(person, letter_facts.contact(work), work.today, code)

    letters.send(work, KIND, found, facts, copies_to=(), on_paper=True)


def _customer(work: Work, said: Said) -> Customer | None:
    """The one person whom this fits."""
    born = select(Customer).where(Customer.date_of_birth == said.birthday, Customer.erased_at.is_(None))
    fits = [one for one in work.session.scalars(born.order_by(Customer.id)) if _fits(work, one, said)]
    return fits[0] if len(fits) == 1 else None


def _fits(work: Work, person: Customer, said: Said) -> bool:
    addresses = (person.address, preferences.reach(work.session, person).address)
    known = [address[-1] for address in addresses if address] + [person.ref, person.tenancy_ref or ""]
    return _plain(said.name) == _plain(person.name) and _plain(said.where) in {_plain(one) for one in known if one}


def _may_be_posted(work: Work, person: Customer) -> bool:
    goes = preferences.reach(work.session, person)
    lately = select(Letter.id).where(
        Letter.customer_id == person.id, Letter.kind == KIND, Letter.issued_at > work.now - _ONE_LETTER_EACH
    )
    return goes.by_post and bool(goes.address) and work.session.scalar(lately.limit(1)) is None


def _plain(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())
