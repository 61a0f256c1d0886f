"""What people type is read kindly: cleaned, understood in the usual ways of writing, and never lost."""

from __future__ import annotations

import datetime
import io
import time
import unicodedata
import zipfile

import pytest
import wtforms
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from web.forms.base import CodeField, LongTextField, TextField
from web.forms.dates import DateParts, TimeField
from web.forms.files import kind_of, plain_name
from web.forms.numbers import NumberField, PhoneField
from web.forms.text import clean


class Everything(wtforms.Form):
    name = TextField("Name")
    story = LongTextField("Story")
    day = DateParts("Day")
    time = TimeField("Time")
    phone = PhoneField("Phone")
    months = NumberField("Months", least=1, most=24)
    code = CodeField("Code")


def filled(**typed: str) -> Everything:
    form = Everything(MultiDict({name.replace("__", "-"): value for name, value in typed.items()}))
    form.validate()
    return form


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Amal\tTestova ", "Amal Testova"),
        ("O'Brien & <b>Söhne</b>", "O'Brien & <b>Söhne</b>"),
        ("So\u0308hne", "Söhne"),
        ("gpj.\u202eexe\u202c\u0000\u0007", "gpj.exe"),
        ("عمل 01632\u2067 960001\u2069", "عمل 01632 960001"),
    ],
)
def test_a_name_is_kept_in_one_form_without_what_cannot_be_seen(typed: str, kept: str) -> None:
    assert filled(name=typed).name.data == kept


def test_a_story_keeps_its_lines() -> None:
    assert filled(story=" one\r\n\r\ntwo\n").story.data == "one\n\ntwo"


@pytest.mark.parametrize("tower", ["a" + "\u0301" * 40_000 + "\u0316" * 40_000, "a" + "\u0f73" * 40_000])
def test_a_tower_of_marks_on_one_letter_keeps_nobody_waiting(tower: str) -> None:
    began = time.process_time()
    assert len(clean(tower)) < 100
    assert time.process_time() - began < 1


@pytest.mark.parametrize("words", ["Việt Nam, Tiếng ", "كِتَابٌ جَمِيلٌ ", "বাংলা ভাষা ", "Z̤̈ "])
def test_a_long_story_keeps_its_marks(words: str) -> None:
    assert clean(words * 1_000) == unicodedata.normalize("NFC", words * 1_000).strip()


@given(st.text())
def test_cleaning_twice_is_cleaning_once(typed: str) -> None:
    assert clean(clean(typed)) == clean(typed)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("10:00", "10:00"),
        ("10am", "10:00"),
        ("2.30 pm", "14:30"),
        ("12am", "00:00"),
        ("12 pm", "12:00"),
        ("14:30", "14:30"),
        ("2yh", "14:00"),
        ("25:00", None),
        ("half past two", None),
        ("10:75", None),
    ],
)
def test_a_time_may_be_written_in_any_usual_way(typed: str, read: str | None) -> None:
    field = filled(time=typed).time
    assert field.data == read
    assert field._value() == typed
    assert bool(field.errors) == (read is None)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("01632 960 001", "+441632960001"),
        ("(01632) 960001", "+441632960001"),
        ("+44 7700 900982", "+447700900982"),
        ("0048 22 123 45 67", "+48221234567"),
        ("12", None),
        ("ask my sister", None),
    ],
)
def test_a_phone_number_may_be_written_in_any_usual_way(typed: str, read: str | None) -> None:
    field = filled(phone=typed).phone
    assert field.data == read
    assert field._value() == typed


def test_a_phone_number_on_record_is_shown_as_people_write_it() -> None:
    form = Everything(data={"phone": "+441632960001"})
    assert form.phone._value() == "01632 960001"


@pytest.mark.parametrize(
    ("typed", "read"), [("6", 6), ("٦", 6), ("0", None), ("25", None), ("six", None), ("-1", None)]
)
def test_a_number_stays_within_its_limits(typed: str, read: int | None) -> None:
    field = filled(months=typed).months
    assert field.data == read
    assert bool(field.errors) == (read is None)


def test_a_number_of_thousands_of_figures_is_refused_in_our_own_words() -> None:
    assert filled(months="6" * 5_000).months.errors[0].startswith("Enter a whole number")


def test_a_code_is_read_without_its_spaces_and_hyphens() -> None:
    assert filled(code=" abcd-efgh 23").code.data == "ABCDEFGH23"


def test_a_date_on_record_stands_in_the_boxes() -> None:
    form = Everything(data={"day": datetime.date(2027, 1, 5)})
    assert form.day.typed == {"day": "5", "month": "1", "year": "2027"}


@pytest.mark.parametrize("typed", ["0", "30", "-1", "9" * 20])
def test_a_day_that_no_month_has_is_named_as_what_is_wrong(typed: str) -> None:
    field = filled(day__day=typed, day__month="2", day__year="2027").day
    assert field.data is None
    assert field.errors
    assert field.wrong == ("day",)


def test_a_date_in_arabic_figures_is_read() -> None:
    assert filled(day__day="٥", day__month="١", day__year="٢٠٢٧").day.data == datetime.date(2027, 1, 5)


def word_file() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name in ("[Content_Types].xml", "_rels/.rels", "word/document.xml"):
            file.writestr(name, "<x/>")
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 20, "jpg"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 20, "png"),
        ("Nodiadau – noting".encode(), "txt"),
        (word_file(), "docx"),
        (b"MZ\x90\x00" + b"\0" * 60, None),
        (b"PK\x03\x04 just a zip" + b"\0" * 60, None),
        (b"\xfe\x00\x00binary", None),
    ],
)
def test_what_a_file_is_its_bytes_say(content: bytes, kind: str | None) -> None:
    assert kind_of(content, ("pdf", "jpg", "png", "docx", "txt")) == kind


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Amal\\photo.jpg", "photo.jpg"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("a" * 300 + ".pdf", "a" * 100 + ".pdf"),
        ("", "file"),
    ],
)
def test_a_file_keeps_a_plain_name(sent: str, kept: str) -> None:
    assert plain_name(sent) == kept
