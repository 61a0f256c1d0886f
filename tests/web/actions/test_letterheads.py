"""A landlord's own letterhead: brought, used, ended; letters go out on the one in use, and keep their words."""

from __future__ import annotations

import io

import docx
import pytest
from sqlalchemy import select

import letters
from casework.actions import letterheads
from casework.actions.letterheads import UnfitError
from casework.actions.work import RefusedError
from casework.records.events import Event
from casework.records.letterheads import OwnLetterhead
from letters.letterheads.proving import Files
from tests.people import Town
from tests.unit.letters.test_letterheads import LOGO, SETTINGS, word

FILES = Files(SETTINGS, word(), LOGO)
SITE = "http://portal.example"


def head(town: Town) -> letters.Letterhead:
    with town.database.reading() as session:
        return letterheads.in_use(session, town.pack, SITE)


def events_of(town: Town, ref: str) -> list[str]:
    with town.database.reading() as session:
        return list(session.scalars(select(Event.name).where(Event.subject == ref).order_by(Event.number)))


def test_letters_go_out_on_the_letterhead_in_use_and_on_the_policys_again_when_it_ends(town: Town) -> None:
    usual = head(town)
    first = town.act("administrator", letterheads.bring, FILES, "form-1")
    assert head(town) == usual, "it waits until somebody uses it"
    town.act("administrator", letterheads.use, first)
    used = head(town)
    assert (used.accent, used.phone, used.landlord) == ("#7a1f2b", "01632 960199", usual.landlord)
    assert used.word == FILES.word
    second = town.act("administrator", letterheads.bring, Files('[colours]\naccent = "#14467a"'), "form-2")
    town.act("administrator", letterheads.use, second)
    assert head(town).accent == "#14467a"
    town.act("administrator", letterheads.end, second)
    assert head(town) == usual
    assert events_of(town, first) == ["letterhead_brought", "letterhead_used"]
    assert events_of(town, second) == ["letterhead_brought", "letterhead_used", "letterhead_ended"]


def test_what_is_done_twice_is_done_once(town: Town) -> None:
    refs = {town.act("administrator", letterheads.bring, FILES, "form-1") for _twice in range(2)}
    [ref] = refs
    for act in (letterheads.use, letterheads.use, letterheads.end, letterheads.end):
        town.act("administrator", act, ref)
    assert events_of(town, ref) == ["letterhead_brought", "letterhead_used", "letterhead_ended"]
    with pytest.raises(RefusedError, match="letterhead_ended"):
        town.act("administrator", letterheads.use, ref)


def test_files_that_are_not_fit_are_not_kept(town: Town) -> None:
    with pytest.raises(UnfitError) as refused:
        town.act("administrator", letterheads.bring, Files("[logo]", b"no file"), "form-1")
    assert [fault.code for fault in refused.value.faults] == ["word_unreadable", "settings_missing"]
    with town.database.reading() as session:
        assert session.scalars(select(OwnLetterhead)).all() == []


@pytest.mark.parametrize("who", ["officer", "auditor"])
def test_only_an_administrator_brings_a_letterhead(town: Town, who: str) -> None:
    with pytest.raises(RefusedError, match="administrator_only"):
        town.act(who, letterheads.bring, FILES, "form-1")


def test_a_letter_of_before_keeps_its_words_on_a_new_letterhead(town: Town) -> None:
    frozen = letters.freeze("decision", letters.KINDS["decision"].sample(), "en")
    said = [paragraphs(letters.render(frozen.data, "docx", head(town)).data)]
    town.act("administrator", letterheads.use, town.act("administrator", letterheads.bring, FILES, "form-1"))
    said.append(paragraphs(letters.render(frozen.data, "docx", head(town)).data))
    assert said[0] == said[1]


def paragraphs(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]
