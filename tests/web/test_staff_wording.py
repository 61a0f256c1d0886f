"""A translator checks what letters always say, sentence by sentence; who did and when stands there."""

from __future__ import annotations

from itertools import count

from sqlalchemy import select

from casework.actions import wording as actions
from casework.actions.letters import newest_of
from casework.records import wording as records
from casework.records.events import Event
from casework.records.letters import Letter
from letters.wording import of_kind, sentences
from letters.words.speech import speech
from tests.unit.letters.test_wording import NOBODY_TEXT
from tests.web.inspect import inspect
from tests.web.office import Office

NUMBERS = count()
PATH = "/staff/translations/sentences/ar/decision"


def said_in_letter(office: Office) -> str:
    """The newest letter to the resident, who reads Arabic, of a decision that is made now."""
    office.town.decided(form_key=f"form-{next(NUMBERS)}")
    with office.town.database.reading() as session:
        letter = session.scalars(select(Letter).where(Letter.language == "ar").order_by(Letter.id.desc())).first()
        assert letter is not None
        return newest_of(session, letter).decode()


def test_what_is_checked_has_its_person_and_day_and_can_be_taken_back(office: Office) -> None:
    first, second, *_ = of_kind("decision", "ar")
    page = office.get("translator", PATH)
    assert {field.get("value") for field in page.all("input") if field.get("name") == "sentence"} >= {first.digest}
    form = {**page.form_data(), "sentence": [first.digest, second.digest]}
    for _ in range(2):
        inspect(office.browser("translator").post(PATH, data=form, follow_redirects=True))
    page = office.get("translator", PATH)
    assert page.main.count("Checked by ") == 2
    inspect(office.browser("translator").post(PATH, data={**form, "back": first.digest}, follow_redirects=True))
    with office.town.database.reading() as session:
        assert records.checked(session, "ar") == {second.digest}
        told = session.scalars(select(Event.name).where(Event.name.startswith("wording_")).order_by(Event.number))
        assert list(told) == ["wording_checked", "wording_taken_back"]


def test_what_changed_since_it_was_read_is_not_checked_and_the_ticks_stay(office: Office) -> None:
    known = of_kind("decision", "ar")[0].digest
    form = {**office.get("translator", PATH).form_data(), "sentence": [known, "0" * 64]}
    page = inspect(office.browser("translator").post(PATH, data=form))
    assert "The words have changed since you read them" in page.main
    [tick] = [box for box in page.all("input") if box.get("value") == known]
    assert "checked" in tick.attrib


def test_an_auditor_reads_the_list_and_ticks_nothing(office: Office) -> None:
    page = office.get("auditor", PATH)
    assert of_kind("decision", "ar")[0].said[0] in page.main
    assert not [box for box in page.all("input") if box.get("name") == "sentence"]


def test_a_letter_says_that_it_is_checked_once_every_sentence_of_it_is(office: Office) -> None:
    nobody = speech("ar").gettext(NOBODY_TEXT, phone="\0").partition("\0")[0]
    assert nobody in said_in_letter(office)
    office.town.act("translator", actions.check, "ar", [one.digest for one in sentences("ar").values()])
    assert nobody not in said_in_letter(office)
    office.town.act("translator", actions.take_back, "ar", sentences("ar")["How to appeal"].digest)
    assert nobody in said_in_letter(office)
