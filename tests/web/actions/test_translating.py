"""Words of staff in a letter: held or sent in both languages as the sender chooses, written, checked, and sent."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select, update

import letters
from casework.actions import decisions, erasure, translating
from casework.actions.letters import frozen_of, newest_of
from casework.actions.work import RefusedError, Work
from casework.actions.worker import Worker
from casework.records import advocates
from casework.records import translating as records
from casework.records.database import Database
from casework.records.events import Event
from casework.records.letters import Delivery, Letter
from casework.records.people import Advocate
from casework.rules.copies import BOTH, FIRST
from letters.content import words_of
from tests.people import Town


def decided(town: Town, *, first: bool, **facts: Any) -> str:
    """A decision whose sender chose; the reference of the letter to the resident, who reads Arabic."""
    decision = town.draft(town.case(**facts))
    town.sign(decision)
    with town.database.writing() as session:
        work = Work(session, town.actor("officer"), town.pack, town.now)
        decisions.issue(replace(work, translation_first=first), decision)
    with town.database.reading() as session:
        return session.scalars(select(Letter.ref).where(Letter.language == "ar")).one()


def worked(town: Town) -> None:
    """What waits for the worker is done."""
    worker = Worker(town.database, town.pack, "http://127.0.0.1:8000", {}, clock=lambda: town.now)
    worker.run_once()


def states(database: Database, ref: str) -> set[str]:
    with database.reading() as session:
        return set(session.scalars(select(Delivery.state).join(Letter).where(Letter.ref == ref)))


def written(town: Town, ref: str, who: str = "translator", say: str = "قصيدة") -> None:
    """The translator writes every sentence."""
    with town.database.reading() as session:
        found = records.passages(session, records.letter(session, ref).id)
        words, seen = {one.id: f"{say} {one.position}." for one in found}, translating.seen_of(found)
    town.act(who, translating.write, ref, words, seen)


def reviewed(town: Town, ref: str, who: str = "translator-2") -> None:
    with town.database.reading() as session:
        seen = translating.seen_of(records.passages(session, records.letter(session, ref).id))
    town.act(who, translating.review, ref, seen)


def said_in_arabic(town: Town, ref: str) -> str:
    with town.database.reading() as session:
        letter = session.scalars(select(Letter).where(Letter.ref == ref)).one()
        frozen = letters.thaw(newest_of(session, letter))
        texts = (text for block in frozen.contents[0].blocks for text in words_of(block))
        return "\n".join(span.text for text in texts for span in text)


def test_a_held_letter_goes_out_once_a_second_translator_has_checked_every_sentence(town: Town) -> None:
    ref = decided(town, first=True)
    worked(town)
    assert states(town.database, ref) == {"waiting"}
    with pytest.raises(RefusedError, match="not_translated_yet"):
        reviewed(town, ref)
    written(town, ref)
    with pytest.raises(RefusedError, match="own_translation"):
        reviewed(town, ref, "translator")
    reviewed(town, ref)
    worked(town)
    assert "waiting" not in states(town.database, ref)
    said = said_in_arabic(town, ref)
    assert "قصيدة 0." in said
    assert "43 times" not in said
    with town.database.reading() as session:
        letter = session.scalars(select(Letter).where(Letter.ref == ref)).one()
        assert "43 times" in letters.thaw(newest_of(session, letter)).data.decode()  # the English text follows
        assert "قصيدة" not in frozen_of(session, letter).decode()  # as it was issued, it never changes


def test_what_the_sender_chose_stands_in_the_record(town: Town) -> None:
    ref = decided(town, first=False)
    worked(town)
    assert "waiting" not in states(town.database, ref)
    with town.database.reading() as session:
        assert session.scalars(select(Letter.translation).where(Letter.ref == ref)).one() == BOTH
        told = select(Event.subject).where(Event.name == "letter_written", Event.subject == ref)
        assert session.scalar(told) == ref


def test_a_letter_never_waits_where_somebody_is_in_danger_now(town: Town) -> None:
    ref = decided(town, first=True, immediate_risk=True)
    with town.database.reading() as session:
        assert session.scalars(select(Letter.translation).where(Letter.ref == ref)).one() != FIRST


def test_an_advocate_hears_of_a_letter_once_they_can_open_it(town: Town) -> None:
    with town.database.writing() as session:
        session.execute(update(Advocate).values(language="cy"))
    decided(town, first=True)
    with town.database.reading() as session:
        held = session.scalars(select(Letter.ref).where(Letter.language == "cy")).one()
    assert unread(town) == []
    town.act("officer", translating.send_as_it_is, held)
    assert unread(town) == [held]


def unread(town: Town) -> list[str]:
    """What stands in the advocate's list as not read yet."""
    with town.database.reading() as session:
        found = advocates.unread(session, [town.known["resident"].id], town.known["advocate"].id)
        return [one.ref for one in found]


def test_the_sender_lets_a_held_letter_go_as_it_is(town: Town) -> None:
    ref = decided(town, first=True)
    for _ in range(2):
        town.act("officer", translating.send_as_it_is, ref)
    worked(town)
    assert "waiting" not in states(town.database, ref)
    assert "43 times" in said_in_arabic(town, ref)


def test_a_letter_with_drafts_says_that_nobody_has_checked_them(town: Town) -> None:
    ref = decided(town, first=True)
    written(town, ref)
    town.act("officer", translating.send_as_it_is, ref)
    said = said_in_arabic(town, ref)
    assert "43 times" not in said
    assert "لم يراجع أحد هذه المقاطع بعد." in said


def test_whoever_asks_later_gets_further_copies_with_the_translation(town: Town) -> None:
    ref = decided(town, first=False)
    worked(town)
    with town.database.reading() as session:
        before = len(session.scalars(select(Delivery.id).join(Letter).where(Letter.ref == ref)).all())
    for _ in range(2):
        town.act("officer", translating.ask, ref)
    written(town, ref)
    for _ in range(2):
        reviewed(town, ref)
    with town.database.reading() as session:
        after = session.scalars(select(Delivery).join(Letter).where(Letter.ref == ref)).all()
        assert len(after) == 2 * before
        assert {one.version.why for one in after if one.version} == {"translated"}
    with pytest.raises(RefusedError, match="nothing_to_translate"):
        town.act("officer", translating.ask, ref)


def test_two_translators_at_once_lose_nothing(town: Town) -> None:
    ref = decided(town, first=True)
    with town.database.reading() as session:
        found = records.passages(session, records.letter(session, ref).id)
        words, seen = {found[0].id: "أ."}, translating.seen_of(found)
    town.act("translator", translating.write, ref, words, seen)
    town.act("translator", translating.write, ref, words, seen)  # the same sent twice is once
    with pytest.raises(RefusedError, match="translation_changed"):
        town.act("translator-2", translating.write, ref, {found[0].id: "ب."}, seen)


def test_a_sentence_that_is_changed_has_to_be_checked_anew(town: Town) -> None:
    ref = decided(town, first=False)
    written(town, ref)
    reviewed(town, ref)
    written(town, ref, say="جديد")
    with town.database.reading() as session:
        found = records.passages(session, records.letter(session, ref).id)
        assert {one.state for one in found} == {"draft"}
        assert {one.reviewed_by_id for one in found} == {None}


def test_nobody_but_a_translator_writes_or_checks(town: Town) -> None:
    ref = decided(town, first=True)
    for who in ("officer", "auditor"):
        with pytest.raises(RefusedError, match="translators_only"):
            written(town, ref, who)


def test_earlier_translations_of_the_same_sentence_are_offered_until_the_person_is_erased(town: Town) -> None:
    ref = decided(town, first=False)
    written(town, ref)
    second = town.decided("applicant", "form-9")
    with town.database.writing() as session:
        letter = session.scalars(select(Letter).where(Letter.language == "pl")).one()
        found = records.passages(session, letter.id)
        for one in found:
            one.language = "ar"
        session.flush()
        assert {said.words for one in found for said in records.earlier(session, one)}
    town.act("system", erasure.erase_customer, town.ref("resident"))
    with town.database.reading() as session:
        found = records.passages(session, letter.id)
        assert not [said for one in found for said in records.earlier(session, one)]
    assert second


def test_a_word_of_the_translators_stands_once_for_each_language(town: Town) -> None:
    for words in ("جلسة", "جلسة", "لجنة"):
        town.act("translator", translating.set_term, "ar", " Panel ", words)
    with town.database.reading() as session:
        assert [(one.english, one.words) for one in records.terms(session, "ar")] == [("panel", "لجنة")]
        assert len(session.scalars(select(Event).where(Event.name == "term_set")).all()) == 2
    town.act("translator", translating.set_term, "ar", "panel", "")
    with town.database.reading() as session:
        assert not records.terms(session, "ar")
