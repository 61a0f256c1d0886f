"""Copies of letters on paper: printed together, posted, come back, and sent again in another way."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Final

from sqlalchemy import select, update

import letters
from casework.actions import clock, free_words, rows, text
from casework.actions import letters as sending
from casework.actions.work import NotFoundError, RefusedError, Work
from casework.actions.written_from import facts_of
from casework.records import copies as records
from casework.records import preferences, translating
from casework.records.base import new_ref
from casework.records.letters import Delivery, Letter, LetterVersion, PrintPack
from casework.records.people import Advocate, Customer
from casework.rules.calendar import day_of
from casework.rules.copies import BOTH, MOST_IN_PACK, NONE, RETURNED, SENT_AGAIN, SETTLED, STOPPED
from casework.rules.reaching import Reach, Ways, reach
from translations import LANGUAGES

WAYS: Final = ("letter", "email")
_LONGEST: Final = 2_000


@dataclass(frozen=True)
class AgainFacts:
    """How a letter goes once more: a format of letters.FORMATS, a language, and one of ``WAYS``."""

    format: str
    language: str
    channel: str


def make_pack(work: Work, form_key: str) -> str:
    """Put what is ready for the post into one pack to print, the oldest first; the same form sent twice is one pack.

    A person whose needed format is still being made is left out with every copy of that letter.

    What may not be posted as it is (see ``unfit_to_post``) stays on the desk. RefusedError: "nothing_ready".
    """
    staff = rows.acting_staff(work)
    known = work.session.scalar(select(PrintPack.ref).where(PrintPack.form_key == form_key))
    if known is not None:
        return known
    fit = (one for one in records.to_print(work.session) if unfit_to_post(work, one) is None)
    ready = list(islice(fit, MOST_IN_PACK))
    if not ready:
        raise RefusedError("nothing_ready")
    pack = PrintPack(ref=new_ref("P"), form_key=form_key, made_by_id=staff.id, made_at=work.now)
    work.session.add(pack)
    work.session.flush()
    free = Delivery.pack_id.is_(None) & (Delivery.state == "ready") & Delivery.id.in_([one.id for one in ready])
    taken = work.session.execute(update(Delivery).where(free).values(pack_id=pack.id).returning(Delivery.id)).all()
    if not taken:  # somebody else has put all of it into a pack this moment
        raise RefusedError("nothing_ready")
    work.record("print_pack_made", pack.ref, copies=len(taken))
    return pack.ref


def note_posted(work: Work, pack_ref: str, went: Collection[int]) -> str:
    """Note that a pack was posted. ``went``: the numbers of the copies in it that were; the others are ready again.

    A pack that was posted stays as it was noted. RefusedError "nothing_posted" where no copy went.
    """
    staff = rows.acting_staff(work)
    pack = work.session.scalar(
        select(PrintPack).where(PrintPack.ref == pack_ref).with_for_update().execution_options(populate_existing=True)
    )
    if pack is None:
        raise NotFoundError(pack_ref)
    if pack.posted_on is not None:
        return pack.ref
    theirs = select(Letter.customer_id).join(Delivery).where(Delivery.pack_id == pack.id)
    rows.lock_all(work, work.session.scalars(theirs).all())  # what is posted says from when on a decision binds
    if not any(one.id in went for one in pack.copies):
        raise RefusedError("nothing_posted")
    for one in list(pack.copies):
        if one.id not in went or one.state != "ready":
            one.pack_id = None
            continue
        letter = one.letter
        clock.goes_out(work, letter)
        one.state, one.sent_at = "sent", work.now
        work.record("letter_posted", letter.ref, letter.customer_id, format=one.format, pack=pack.ref)
    pack.posted_on, pack.posted_by_id = work.today, staff.id
    work.session.flush()
    return pack.ref


def note_returned(work: Work, letter_ref: str, copy_id: int, on: date, why: str) -> str:
    """Note that a copy came back; what it tells of binds nobody until a copy they can read is on its way again.

    The same twice is once. RefusedError: "not_sent_yet", "unknown_code" (``field`` why), "in_the_future",
    "before_the_letter" (``field`` returned_on).
    """
    rows.acting_staff(work)
    letter, copy = _copy(work, letter_ref, copy_id)
    if copy.state == "returned" and (copy.returned_on, copy.returned_why) == (on, why):
        return letter.ref
    if why not in RETURNED:
        raise RefusedError("unknown_code", field="why")
    if copy.state not in ("sent", "delivered", "returned"):
        raise RefusedError("not_sent_yet")
    if on > work.today:
        raise RefusedError("in_the_future", field="returned_on")
    if on < day_of(letter.issued_at):
        raise RefusedError("before_the_letter", field="returned_on")
    copy.state, copy.delivered_on, copy.delivered_how = "returned", None, None
    copy.returned_on, copy.returned_why = on, why
    copy.next_step, copy.next_words = None, ""
    work.session.flush()
    work.record("letter_returned", letter.ref, letter.customer_id, on=on, why=why, format=copy.format)
    clock.came_back(work, letter)
    return letter.ref


def settle(work: Work, letter_ref: str, copy_id: int, how: str, words: str) -> str:
    """Say what was done about a copy that came back, other than sending it again. Said twice it is once.

    RefusedError: "unknown_code" (``field`` how), "missing" (``field`` words), "copy_is_settled".
    """
    rows.acting_staff(work)
    letter, copy = _copy(work, letter_ref, copy_id)
    said = text.needed(words, "words", _LONGEST)
    if how not in SETTLED:
        raise RefusedError("unknown_code", field="how")
    if (copy.next_step, copy.next_words) == (how, said):
        return letter.ref
    if copy.state != "returned" or copy.next_step is not None:
        raise RefusedError("copy_is_settled")
    copy.next_step, copy.next_words = how, said
    work.session.flush()
    work.record("returned_letter_settled", letter.ref, letter.customer_id, how=how, why=said)
    return letter.ref


def send_again(work: Work, letter_ref: str, facts: AgainFacts, form_key: str) -> str:
    """The same letter once more, in another format or language or to the address of today; one form, one copy.

    RefusedError: "unknown_code" (``field``), "not_in_language" (``field`` format), "no_such_way" (``field`` channel:
    nothing safe on record for it), "letter_is_held", "no_other_language" (a letter from before this could be done),
    "customer_died", "letter_is_internal" (a record for staff).
    """
    rows.acting_staff(work)
    letter = rows.letter(work, letter_ref)
    if letters.KINDS[letter.kind].internal:
        raise RefusedError("letter_is_internal")
    if letter.customer.died_on is not None:
        raise RefusedError("customer_died")
    if any(one.key == f"{letter.ref} {form_key}" for one in letter.deliveries):
        return letter.ref
    _check(letter, facts)
    first = letter.deliveries[0]
    goes = _reach(work, first)
    if not goes.can(facts.channel):
        raise RefusedError("no_such_way", field="channel")
    reader = (first.reader, first.reader_id)
    version = _version(work, letter, facts, goes)
    sending.deliver(work, letter, reader, facts.format, facts.channel, version=version, again=form_key)
    said = {"format": facts.format, "language": facts.language, "channel": facts.channel}
    work.record("letter_sent_again", letter.ref, letter.customer_id, **said)
    _goes_instead(work, letter)
    return letter.ref


def _check(letter: Letter, facts: AgainFacts) -> None:
    """Refuse what there is not, and a letter that waits for its translation."""
    offered = {"format": letters.FORMATS, "language": LANGUAGES, "channel": WAYS}
    for name, codes in offered.items():
        if getattr(facts, name) not in codes:
            raise RefusedError("unknown_code", field=name)
    if facts.format not in letters.offered(letter.kind, facts.language):
        raise RefusedError("not_in_language", field="format")
    if records.held(letter):
        raise RefusedError("letter_is_held")


def _goes_instead(work: Work, letter: Letter) -> None:
    """What came back is sent again by this, and what could not be made is waited for no longer."""
    given_up = records.given_up(work.session, tuple(letter.deliveries))
    for one in letter.deliveries:
        if one.state == "returned" and one.next_step is None:
            one.next_step = SENT_AGAIN
        elif one.state == "waiting" and one.id in given_up:
            one.state = STOPPED
    work.session.flush()


def unfit_to_post(work: Work, copy: Delivery) -> str | None:
    """Why a finished copy may not be posted as it is: "unsafe", "address_changed"; None where it may."""
    goes = _reach(work, copy)
    if not goes.by_post:
        return "unsafe"
    written = letters.address_of(letters.thaw(sending.frozen_of(work.session, copy.letter, copy.version)))
    return None if written[-len(goes.address) :] == goes.address else "address_changed"


def _version(work: Work, letter: Letter, facts: AgainFacts, goes: Reach) -> LetterVersion | None:
    """The version to send: the newest, unless the language or the address is another one now."""
    newest = letters.thaw(sending.newest_of(work.session, letter))
    made = newest
    if facts.language != newest.language:
        if letter.facts is None:
            raise RefusedError("no_other_language", field="language")
        made = sending.freeze(work, letter.kind, facts_of(work.session, letter), facts.language)
    if facts.channel == "letter":
        name = letters.address_of(made)
        lines = goes.address if letter.deliveries[0].reader == "customer" else (name[1], *goes.address)
        made = letters.addressed(made, lines)
    if made.sha256 == newest.sha256:
        return letter.versions[-1] if letter.versions else None
    other = facts.language != newest.language
    version = sending.make_version(work, letter, made, "language" if other else "address")
    if other and not translating.on_desk(work.session, letter.id, facts.language):
        cut = free_words.cut(work, letter, made, BOTH)
        letter.translation = cut if cut != NONE else letter.translation
        letter.translation_at = work.now
    return version


def _reach(work: Work, copy: Delivery) -> Reach:
    """Where this reader's copies go today."""
    if copy.reader == "customer":
        return preferences.reach(work.session, work.session.get_one(Customer, copy.reader_id))
    advocate = work.session.get_one(Advocate, copy.reader_id)
    return reach(Ways(tuple(advocate.address), advocate.email, advocate.phone))


def _copy(work: Work, letter_ref: str, copy_id: int) -> tuple[Letter, Delivery]:
    letter = rows.letter(work, letter_ref)
    copy = next((one for one in letter.deliveries if one.id == copy_id), None)
    if copy is None:
        raise NotFoundError(letter_ref)
    return letter, copy
