"""What advocates do for themselves: how they get their copies, what they have read, and whom they work with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from casework.actions import advocate_letters, authorities, rows, text
from casework.actions.authorities import AuthorityFacts
from casework.actions.preferences import with_options
from casework.actions.work import NotFoundError, RefusedError, Work
from casework.records import own
from casework.records.advocates import LetterRead, workers
from casework.records.base import new_ref
from casework.records.people import Advocate, Authority, Customer, Organisation
from casework.records.preferences import FILE, MAIL_AS
from letters import FORMATS
from translations import LANGUAGES


@dataclass(frozen=True)
class DetailFacts:
    """How an advocate gets their own copies, and where: lines of an address, a phone as people write it.

    ``mail_as``: what a mail brings, file link.
    """

    language: str
    letter_format: str
    phone: str | None = None
    address: str = ""
    mail_as: str = FILE


def change_details(work: Work, facts: DetailFacts) -> str:
    """An advocate changes their own language, format, phone and address; returns their reference.

    The mail is what they sign in with, and stays. RefusedError: "unknown_code", "not_in_language" (``field``
    letter_format), "phone_unreadable".
    """
    me = _me(work)
    if facts.language not in LANGUAGES:
        raise RefusedError("unknown_code", field="language")
    if facts.letter_format not in FORMATS:
        raise RefusedError("unknown_code", field="letter_format")
    if facts.mail_as not in MAIL_AS:
        raise RefusedError("unknown_code", field="mail_as")
    if not FORMATS[facts.letter_format].languages(facts.language):
        raise RefusedError("not_in_language", field="letter_format")
    me.language, me.letter_format, me.mail_as = facts.language, facts.letter_format, facts.mail_as
    me.phone = text.phone(facts.phone)
    typed = text.lines(facts.address, "address", 1000).splitlines()
    me.address = [line for line in (text.line(one, "address") for one in typed) if line]
    if not work.session.is_modified(me):  # the same, sent twice
        return me.ref
    work.session.flush()
    work.record("advocate_changed", me.ref, after={"language": me.language, "format": me.letter_format})
    return me.ref


def choose_format(work: Work, said: Mapping[str, Any]) -> str:
    """What an advocate likes about the format of their own copies (see letters/options.py); returns their reference.

    RefusedError: "unknown_code".
    """
    me = _me(work)
    chosen = with_options(me.format_options, said)
    if chosen != me.format_options:
        me.format_options = chosen
        work.session.flush()
        work.record("advocate_changed", me.ref, after={"format": me.letter_format, "options": chosen})
    return me.ref


def mark_read(work: Work, customer_ref: str, letter_ref: str) -> None:
    """The advocate has read a letter about a client; twice is once. NotFoundError for one that they may not read."""
    me = _me(work)
    reader = own.client(work.session, me.id, customer_ref, "letters", work.today)
    letter = own.own_letter(work.session, reader, letter_ref)
    rows.lock(work, letter.customer_id)
    mine = select(LetterRead.id).where(LetterRead.letter_id == letter.id, LetterRead.advocate_id == me.id)
    if work.session.scalar(mine) is None:
        work.session.add(LetterRead(letter_id=letter.id, advocate_id=me.id, read_at=work.now))
        work.session.flush()
        work.record("letter_read", letter.ref, letter.customer_id, advocate=me.ref)


def register_organisation(work: Work, name: str) -> str:
    """Put an organisation on record, with nobody in it yet; returns its reference. RefusedError "missing"."""
    rows.staff_or_system(work)
    row = Organisation(ref=new_ref("O"), name=text.line(text.needed(name, "name", 200), "name"), created_at=work.now)
    work.session.add(row)
    work.session.flush()
    work.record("organisation_registered", row.ref, after={"name": row.name})
    return row.ref


def add_worker(work: Work, organisation_ref: str, name: str, email: str) -> str:
    """Staff, or somebody who works there, add a colleague, who may then act for everyone who trusts the organisation.

    They sign in with a code to their own mail, which a mail tells them. Somebody of that name and mail who is on
    record already joins; twice is once. Returns the advocate's reference. RefusedError: "missing", "works_elsewhere".
    """
    place = _place(work, organisation_ref)
    said = text.line(text.needed(name, "name", 200), "name")
    address = text.email(email)
    if address is None:
        raise RefusedError("missing", field="email")
    row = next(
        (
            one
            for one in work.session.scalars(select(Advocate).where(Advocate.email == address).order_by(Advocate.id))
            if one.name.casefold() == said.casefold()
        ),
        None,
    )
    if row is None:
        row = Advocate(
            ref=new_ref("V"), name=said, email=address, address=[], language="en", letter_format="pdf",
            created_at=work.now,
        )  # fmt: skip
        work.session.add(row)
    if row.organisation_id == place.id:
        return row.ref
    if row.organisation_id is not None:
        raise RefusedError("works_elsewhere", field="email")
    row.organisation, row.organisation_id = place.name, place.id
    work.session.flush()
    work.record("worker_added", row.ref, after={"name": row.name, "organisation": place.ref})
    advocate_letters.tell(work, row, "colleague", place.ref)
    return row.ref


def remove_worker(work: Work, organisation_ref: str, advocate_ref: str) -> None:
    """Somebody works there no more, and may act for nobody through it from this moment; twice is once.

    What was given to the organisation and lay with them goes on with a colleague; with the last one it ends, and
    another door opens where this was the customer's only one.
    """
    place = _place(work, organisation_ref)
    row = work.session.scalar(select(Advocate).where(Advocate.ref == advocate_ref).with_for_update())
    if row is None:
        raise NotFoundError(advocate_ref)
    if row.organisation_id != place.id:
        return
    held = select(Authority).where(
        Authority.organisation_id == place.id, Authority.advocate_id == row.id, Authority.ended_on.is_(None),
        Authority.ends_on >= work.today,
    )  # fmt: skip
    colleague = next((one for one in workers(work.session, place.id) if one.id != row.id), None)
    for authority in work.session.scalars(held.order_by(Authority.customer_id)).all():
        _hand_over(work, authority, colleague)
    row.organisation_id = row.organisation = None
    work.session.flush()
    work.record("worker_removed", row.ref, before={"organisation": place.ref})


def _hand_over(work: Work, authority: Authority, colleague: Advocate | None) -> None:
    """The same authority with another worker, as one of its own: the old one shows who acted until now."""
    if colleague is None:
        authorities.end_authority(work, authority.id)
        return
    person = rows.lock(work, authority.customer_id)
    authority.ended_on, authority.ended_by = work.today, work.actor.kind
    work.session.flush()
    authorities.stop_copies(work, authority)
    facts = AuthorityFacts(
        colleague.ref, tuple(authority.scope), authority.given_how, work.today, authority.ends_on, authority.kind,
        authority.organisation_id,
    )  # fmt: skip
    authorities.give(work, person, colleague, facts)
    advocate_letters.tell(work, colleague, "stands", _ref_of(work, authority.customer_id))


def _place(work: Work, organisation_ref: str) -> Organisation:
    """The organisation, locked: by staff, or by somebody who works there; for all others it is not there."""
    place = work.session.scalar(select(Organisation).where(Organisation.ref == organisation_ref).with_for_update())
    if place is None:
        raise NotFoundError(organisation_ref)
    if work.actor.kind == "advocate":
        if _me(work).organisation_id != place.id:
            raise NotFoundError(organisation_ref)
    else:
        rows.staff_or_system(work)
    return place


def _me(work: Work) -> Advocate:
    found = work.session.get(Advocate, work.actor.id) if work.actor.kind == "advocate" else None
    if found is None:
        raise NotFoundError("advocate")
    return found


def _ref_of(work: Work, customer_id: int) -> str:
    return work.session.get_one(Customer, customer_id).ref
