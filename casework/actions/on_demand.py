"""A letter at once, in any format and language, for whoever may read it, without asking anybody.

What is quick is made while they wait for the page; what is not is made by the worker. Neither is a delivery: nothing is
sent, and no clock counts from it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

import letters
from casework.actions import acting_for, letterheads, rows
from casework.actions import letters as sending
from casework.actions.erasure import remove_after_commit
from casework.actions.preview import hidden
from casework.actions.work import NotFoundError, RefusedError, Work
from casework.actions.written_from import facts_of
from casework.records import asked as records
from casework.records import files
from casework.records.asked import AskedCopy
from casework.records.letters import Letter, LetterVersion
from casework.records.people import Customer
from casework.rules.copies import FIRST
from letters import options
from translations import LANGUAGES

FILE, WAITING, TO_ASK, IMPOSSIBLE = "file", "waiting", "to_ask", "impossible"
STAFF: Final = "staff"
_SLOW: Final = ("audio",)  # seconds; all others take a few hundredths of one
_KEPT_FOR: Final = timedelta(days=7)
_FAILED: Final = "failed"
MAKE: Final = "make_asked"
_CANNOT: Final = (letters.LetterError, RefusedError)  # what was kept of an old letter says too little for another


@dataclass(frozen=True)
class Wanted:
    """How somebody wants a letter. ``reader``: kind (customer advocate staff) and number."""

    format: str
    language: str
    reader: tuple[str, int]


@dataclass(frozen=True)
class Found:
    """What there is of it. ``state``: file (``made`` is it), waiting, to_ask (the worker makes it), impossible."""

    state: str
    made: letters.Rendered | None = None


def languages(letter: Letter) -> tuple[str, ...]:
    """The languages in which a letter can be had: all, where we kept what it was written from."""
    if letter.facts:
        return tuple(LANGUAGES)
    return tuple(dict.fromkeys((letter.language, *(one.language for one in letter.versions))))


def look(work: Work, letter: Letter, wanted: Wanted) -> Found:
    """The letter as it is wanted, or how it comes to be there. Reads only."""
    if wanted.language not in languages(letter) or wanted.format not in letters.offered(letter.kind, wanted.language):
        return Found(IMPOSSIBLE)
    if wanted.format not in _SLOW:
        try:
            return Found(FILE, _made(work, letter, wanted, _options(work, wanted)))
        except _CANNOT:
            return Found(IMPOSSIBLE)
    copy = records.find(work.session, _key(letter, wanted, _options(work, wanted)))
    if copy is None:
        return Found(TO_ASK)
    if copy.state != "ready" or copy.stored_as is None:
        return Found(IMPOSSIBLE if copy.state == _FAILED else WAITING)
    one = letters.FORMATS[copy.format]
    data = files.get(work.session, letter.customer_id, copy.stored_as)
    return Found(FILE, letters.Rendered(data, one.media_type, one.filename_ext))


def ask(work: Work, letter_ref: str, made_as: str, language: str) -> str:
    """Have the worker make a copy that takes longer; asked twice it is made once.

    NotFoundError for a letter that the actor may not read. RefusedError: "unknown_code" (``field``), "letter_is_held".
    """
    letter = _readable(work, letter_ref)
    wanted = Wanted(made_as, language, (work.actor.kind, work.actor.id))
    if language not in languages(letter):
        raise RefusedError("unknown_code", field="language")
    if made_as not in _SLOW or made_as not in letters.offered(letter.kind, language):
        raise RefusedError("unknown_code", field="format")
    chosen = _options(work, wanted)
    key = _key(letter, wanted, chosen)
    if records.find(work.session, key) is None:
        copy = AskedCopy(
            key=key, letter_id=letter.id, reader=wanted.reader[0], reader_id=wanted.reader[1], language=language,
            format=made_as, options=chosen, state="waiting", asked_at=work.now,
        )  # fmt: skip
        work.session.add(copy)
        work.session.flush()
        # The moment is part of the name: what was cleared away can be asked for again.
        work.ask_for(MAKE, f"asked {key} {work.now.timestamp()}", copy=copy.id)
        said = {"format": made_as, "language": language}
        work.record("letter_copy_asked", letter.ref, letter.customer_id, **said)
    return letter.ref


def make(reading: Work, copy_id: int) -> Callable[[Work], None]:
    """Make a copy that was asked for; what is given back keeps it. What cannot be made so is not tried again.

    ``reading``: the worker's, in a transaction that only reads.
    """
    copy = reading.session.get(AskedCopy, copy_id)
    if copy is None or copy.letter.customer.erased_at is not None:
        return _nothing
    customer_id = copy.letter.customer_id
    wanted = Wanted(copy.format, copy.language, (copy.reader, copy.reader_id))
    try:
        head = letterheads.in_use(reading.session, reading.pack, reading.site)
        frozen = _frozen(reading, copy.letter, wanted).data
        made: letters.Rendered | None = letters.proved(frozen, wanted.format, head, **copy.options)
    except _CANNOT:
        made = None

    def keep(work: Work) -> None:
        rows.lock_all(work, [customer_id])
        row = work.session.get(AskedCopy, copy_id)
        if row is None or row.state == "ready" or row.letter.customer.erased_at is not None:
            return
        row.state, row.ready_at = _FAILED if made is None else "ready", work.now
        if made is not None:
            row.words_sha256 = made.words_sha256
            row.stored_as = files.put(work.session, row.letter.customer_id, made.data)
            row.sha256 = hashlib.sha256(made.data).hexdigest()
        work.session.flush()

    return keep


def clear(work: Work) -> None:
    """Take away what was made some days ago: it can be had again at any time."""
    gone = records.clear(work.session, AskedCopy.asked_at < work.now - _KEPT_FOR)
    remove_after_commit(work.session, *gone)


def in_language(work: Work, letter: Letter, language: str) -> letters.Frozen:
    """The letter in a language: as it was issued or translated where it was, else written anew from the same facts.

    It names the address that its reader's newest version names. LetterError where the facts say too little for it.
    """
    kept: list[LetterVersion | None] = [None, *letter.versions]
    own = [one for one in kept if (one.language if one else letter.language) == language]
    if own:
        return letters.thaw(sending.frozen_of(work.session, letter, own[-1]))
    made = sending.freeze(work, letter.kind, facts_of(work.session, letter), language)
    return letters.addressed(made, letters.address_of(letters.thaw(sending.newest_of(work.session, letter)))[1:])


def _frozen(work: Work, letter: Letter, wanted: Wanted) -> letters.Frozen:
    frozen = in_language(work, letter, wanted.language)
    return hidden(frozen.data) if wanted.reader[0] == STAFF else frozen


def _made(work: Work, letter: Letter, wanted: Wanted, chosen: dict[str, Any]) -> letters.Rendered:
    head = letterheads.in_use(work.session, work.pack, work.site)
    return letters.render(_frozen(work, letter, wanted).data, wanted.format, head, **chosen)


def _options(work: Work, wanted: Wanted) -> dict[str, Any]:
    kind, number = wanted.reader
    liked = {} if kind == STAFF else sending.reader_of(work.session, kind, number).format_options
    return options.chosen(wanted.format, liked)


def _key(letter: Letter, wanted: Wanted, chosen: dict[str, Any]) -> str:
    said = [letter.ref, len(letter.versions), wanted.language, wanted.format, sorted(chosen.items()), *wanted.reader]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def _readable(work: Work, ref: str) -> Letter:
    """The letter, if the actor may read it, its customer's lock held."""
    letter = rows.letter(work, ref)
    acting_for.allowed(work, work.session.get_one(Customer, letter.customer_id), "letters")
    if work.actor.kind != STAFF and not any(one.reader == work.actor.kind for one in letter.deliveries):
        raise NotFoundError(ref)
    if letter.translation == FIRST:
        raise RefusedError("letter_is_held")
    return letter


def _nothing(_work: Work) -> None:
    """The person was erased, or it was cleared away meanwhile."""
