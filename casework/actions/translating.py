"""The translators' desk: sentences of staff are written in the reader's language, checked by a second person, sent.

Whoever sends a letter chooses whether it waits for that or goes out with these sentences in English; it is the sender,
too, who lets a held letter go as it is. What is chosen stands in the record, with who chose and when.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from sqlalchemy import select

import letters
from casework.actions import acting_for, rows, text
from casework.actions import letters as sending
from casework.actions.work import NotFoundError, RefusedError, Work
from casework.records import keys, translating
from casework.records.letters import Letter, LetterVersion
from casework.records.people import Customer, StaffMember
from casework.records.translating import Passage, Term
from casework.rules.copies import ASKED, BOTH, DONE, FIRST, WANTED
from letters.phrases import ENGLISH
from translations import LANGUAGES

TRANSLATOR = "translator"
LONGEST = 4_000


def seen_of(passages: Sequence[Passage]) -> str:
    """What tells whether somebody else changed these translations since they were read."""
    said = "\0".join(f"{one.id} {one.state} {one.written_at} {one.reviewed_at}" for one in passages)
    return hashlib.sha256(said.encode()).hexdigest()


def write(work: Work, letter_ref: str, words: Mapping[int, str], seen: str) -> str:
    """Write translations. ``words``: by the number of the sentence; what is blank or as it was stays as it is.

    A sentence that is written anew has to be checked anew. RefusedError: "translators_only", "too_long"
    (``field`` p and the number), "translation_changed" where somebody wrote meanwhile; the same words twice are once.
    """
    staff = _translator(work)
    letter, passages = _taken(work, letter_ref)
    changed = []
    for one in passages:
        said = text.lines(words.get(one.id, ""), f"p{one.id}", LONGEST)
        if said and said != translating.read(work.session, one, "words"):
            changed.append((one, said))
    if changed and seen != seen_of(passages):
        raise RefusedError("translation_changed")
    for one, said in changed:
        one.words = keys.encrypt(work.session, one.customer_id, said.encode(), translating.about("words", one))
        one.state, one.written_by_id, one.written_at = "draft", staff.id, work.now
        one.reviewed_by_id = one.reviewed_at = None
    work.session.flush()
    if changed:
        language, count = changed[0][0].language, len(changed)
        work.record("translation_written", letter.ref, letter.customer_id, language=language, sentences=count)
    return letter.ref


def review(work: Work, letter_ref: str, seen: str) -> str:
    """Say that the whole translation is right; what waited for it goes out. Once, however often it is sent.

    RefusedError: "translators_only", "not_translated_yet", "own_translation" (somebody else checks), and
    "translation_changed".
    """
    staff = _translator(work)
    letter, passages = _taken(work, letter_ref)
    if all(one.state == "reviewed" for one in passages):
        return letter.ref
    if any(one.state == "waiting" for one in passages):
        raise RefusedError("not_translated_yet")
    if any(one.written_by_id == staff.id for one in passages):
        raise RefusedError("own_translation")
    if seen != seen_of(passages):
        raise RefusedError("translation_changed")
    for one in passages:
        one.state, one.reviewed_by_id, one.reviewed_at = "reviewed", staff.id, work.now
    work.session.flush()
    work.record("translation_reviewed", letter.ref, letter.customer_id, language=passages[0].language)
    _finish(work, letter, passages, reviewed=True)
    return letter.ref


def ask(work: Work, letter_ref: str) -> str:
    """The reader asks for the words of staff in their language: the translation follows. Asked twice is once.

    NotFoundError for a letter that is not theirs. RefusedError: "nothing_to_translate" where there are no such words,
    or they have them.
    """
    letter, _ = _taken(work, letter_ref)
    acting_for.allowed(work, work.session.get_one(Customer, letter.customer_id), "letters")
    if work.actor.kind != "staff" and not any(one.reader == work.actor.kind for one in letter.deliveries):
        raise NotFoundError(letter_ref)
    if letter.translation in WANTED:
        return letter.ref
    if letter.translation != BOTH:
        raise RefusedError("nothing_to_translate")
    _choose(work, letter, ASKED)
    return letter.ref


def send_as_it_is(work: Work, letter_ref: str) -> str:
    """Let a held letter go: with what is translated so far where all of it is, and says that nobody checked it;
    else with staff's words in English. A letter that is not held any more has gone already."""
    rows.acting_staff(work)
    letter, passages = _taken(work, letter_ref)
    if letter.translation != FIRST:
        return letter.ref
    if all(one.words for one in passages):
        _finish(work, letter, passages, reviewed=False)
    else:
        _choose(work, letter, BOTH)
        _release(work, letter, None)
    return letter.ref


def set_term(work: Work, language: str, english: str, words: str) -> None:
    """Say how the translators of this landlord put a word; empty ``words`` take it off the list.

    RefusedError: "translators_only", "unknown_code" (``field`` language), "missing" (``field`` english).
    """
    staff = _translator(work)
    if language not in LANGUAGES or language == ENGLISH:
        raise RefusedError("unknown_code", field="language")
    word = text.line(text.needed(english, "english", 100), "english", 100).casefold()
    said = text.line(words, "words")
    found = work.session.scalar(select(Term).where(Term.language == language, Term.english == word))
    if (found.words if found else "") == said:
        return
    if found is None:
        work.session.add(Term(language=language, english=word, words=said, set_by_id=staff.id, set_at=work.now))
    elif said:
        found.words, found.set_by_id, found.set_at = said, staff.id, work.now
    else:
        work.session.delete(found)
    work.session.flush()
    work.record("term_set", f"{language} {word}", language=language, english=word, words=said)


def _finish(work: Work, letter: Letter, passages: Sequence[Passage], *, reviewed: bool) -> None:
    """Make the letter with its translation, and send what waits for it, or to whoever asked."""
    language = passages[0].language
    known = {
        translating.read(work.session, one, "english"): translating.read(work.session, one, "words") for one in passages
    }
    in_it = [one for one in reversed(letter.versions) if one.language == language]
    before = letters.thaw(sending.frozen_of(work.session, letter, in_it[0] if in_it else None))
    version = sending.make_version(work, letter, letters.translated(before, known, reviewed=reviewed), "translated")
    held, asked = letter.translation == FIRST, letter.translation == ASKED
    _choose(work, letter, DONE)
    if held:
        _release(work, letter, version)
    elif asked:
        ways = {(one.reader, one.reader_id, one.format, one.channel) for one in letter.deliveries}
        for reader, reader_id, made_as, channel in sorted(ways):
            again = f"{version.number} {made_as} {channel}"
            sending.deliver(work, letter, (reader, reader_id), made_as, channel, version=version, again=again)


def _release(work: Work, letter: Letter, version: LetterVersion | None) -> None:
    """Have the copies of a held letter made, and tell who likes a text."""
    for one in letter.deliveries:
        if one.state == "waiting":
            one.version_id = version.id if version else None
            sending.make(work, one)
    if any(one.reader == "customer" for one in letter.deliveries):
        sending.tell_by_text(work, letter, work.session.get_one(Customer, letter.customer_id))


def _choose(work: Work, letter: Letter, to: str) -> None:
    before, letter.translation, letter.translation_at = letter.translation, to, work.now
    work.session.flush()
    work.record("translation_chosen", letter.ref, letter.customer_id, before=before, after=to)


def _translator(work: Work) -> StaffMember:
    staff = rows.acting_staff(work)
    if not rows.holds(staff, TRANSLATOR, work.today):
        raise RefusedError("translators_only")
    return staff


def _taken(work: Work, ref: str) -> tuple[Letter, list[Passage]]:
    """A letter with the sentences on the desk, the newest language of them; its customer's lock held."""
    customer_id = work.session.scalar(select(Letter.customer_id).where(Letter.ref == ref))
    if customer_id is None:
        raise NotFoundError(ref)
    rows.lock(work, customer_id)
    letter = work.session.scalars(
        select(Letter).where(Letter.ref == ref).execution_options(populate_existing=True)
    ).one()
    chosen = select(Passage).where(Passage.letter_id == letter.id).order_by(Passage.id)
    passages = work.session.scalars(chosen.execution_options(populate_existing=True)).all()
    if not passages:
        raise NotFoundError(ref)
    return letter, [one for one in passages if one.language == passages[-1].language]
