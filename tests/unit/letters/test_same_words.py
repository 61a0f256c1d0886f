"""Every format says what the letter says: proved for all of them, and a fault planted in any of them is found."""

from __future__ import annotations

import dataclasses
import io
import itertools
import json
from collections.abc import Callable, Iterator
from typing import Any

import docx
import pytest

import letters
from letters.formats import audio, voice
from letters.letterheads import build
from letters.reading_back import found_in
from letters.rendering import as_sent
from tests.unit.letters.examples import HEAD, LETTER_KINDS, frozen, rendered
from translations import LANGUAGES

Values = dict[str, Any]
PLANTED_IN = [
    *itertools.product(letters.FORMATS, ("en",)),
    *(("pdf", "ar"), ("pdf", "bn"), ("large_print", "zh"), ("easy_read", "ur"), ("braille", "pl"), ("docx", "ar")),
]


@pytest.fixture(scope="module", autouse=True)
def _nothing_is_spoken() -> Iterator[None]:
    """What the voice is given is compared; its sound is not, and takes seconds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(voice, "say", lambda _text, _language, hear: hear(bytes(200)))
        patch.setattr(audio, "PAUSE", 0.01)
        yield
    rendered.cache_clear()


def differences(letter: letters.Frozen, made_from: bytes, format_: str) -> set[str]:
    made = letters.render(made_from, format_, HEAD).data
    return {one.code for one in letters.same_words(letter.data, format_, made, HEAD)}


def every_span(values: Any, kind: str) -> list[Values]:
    """The spans of this kind in the reader's own text: in the Easy Read too, where the letter has one."""
    if isinstance(values, dict):
        own = [values] if values.get("kind") == kind and "text" in values else []
        return own + [span for name, one in values.items() if name != "labels" for span in every_span(one, kind)]
    if isinstance(values, list):
        return [span for one in values for span in every_span(one, kind)]
    return []


def another_date(letter: Values) -> None:
    every_span(letter, "date")[0]["text"] = "31 February 2031"


def another_name(letter: Values) -> None:
    every_span(letter, "name")[0]["text"] = "Sam Sampson"


def no_number(letter: Values) -> None:
    every_span(letter, "phone")[0]["text"] = ""


def no_sentence(letter: Values) -> None:
    """Without the longest text of all."""
    longest = max(every_span(letter, "text"), key=lambda span: len(span["text"]))
    longest["text"] = "."


@pytest.mark.parametrize("fault", [another_date, another_name, no_number, no_sentence])
@pytest.mark.parametrize(("format_", "language"), PLANTED_IN)
def test_a_fault_planted_in_any_format_is_found(format_: str, language: str, fault: Callable[[Values], None]) -> None:
    letter = frozen("warning", language)
    values = json.loads(letter.data)
    fault(values["easy"] if format_ == "easy_read" else values["contents"][0])
    wrong = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    assert differences(letter, wrong, format_) & {"fact", "sentence", "unread"}


def test_what_is_said_beyond_the_letter_is_found() -> None:
    letter = frozen("warning", "en")
    page = letters.render(letter.data, "html", HEAD).data.replace(b"</main>", b"<p>You must move out.</p></main>")
    found = letters.same_words(letter.data, "html", page, HEAD)
    assert {one.about for one in found if one.code == "added"} == {"must", "move"} - words_of(letter)


def words_of(letter: letters.Frozen) -> set[str]:
    return {word for word in ("must", "move") if word in letter.data.decode()}


def test_two_values_that_changed_places_are_found() -> None:
    letter = frozen("decision", "en")
    values = json.loads(letter.data)
    rows = next(block["rows"] for block in values["contents"][0]["sections"][0]["blocks"] if block["type"] == "facts")
    rows[0][1], rows[1][1] = rows[1][1], rows[0][1]
    wrong = json.dumps(values).encode()
    for format_ in ("docx", "pdf", "html", "text", "braille"):
        assert "sentence" in differences(letter, wrong, format_), format_


def test_sound_whose_words_were_exchanged_is_found() -> None:
    """The file says that it holds the right words; its own transcript says others."""
    letter = frozen("warning", "en")
    made = letters.render(letter.data, "audio", HEAD)
    assert made.words_sha256 == audio.transcript_sha256(letter)
    known = made.words_sha256.encode("utf-16-le")
    assert known in made.data
    forged = made.data.replace(known, bytes(reversed(made.words_sha256.encode())).decode().encode("utf-16-le"))
    assert {one.code for one in letters.same_words(letter.data, "audio", forged, HEAD)} == {"spoken"}


def test_the_day_on_which_a_copy_goes_out_belongs_to_its_words() -> None:
    import datetime

    letter, day = frozen("warning", "pl"), datetime.date(2027, 1, 5)
    made = letters.render(letter.data, "pdf", HEAD, sent_on=day).data
    assert letters.same_words(letter.data, "pdf", made, HEAD, sent_on=day) == ()
    assert "sentence" in {one.code for one in letters.same_words(letter.data, "pdf", made, HEAD)}
    assert as_sent(letter, None) is letter


@pytest.mark.parametrize("format_", ["docx", "pdf", "audio", "text"])
def test_a_file_that_is_no_letter_is_a_clear_error_or_all_lost(format_: str) -> None:
    letter = frozen("warning", "en")
    if format_ == "text":
        assert len(letters.same_words(letter.data, format_, b"Nothing.", HEAD)) > 20
        return
    with pytest.raises(letters.RenderError):
        letters.same_words(letter.data, format_, b"no letter", HEAD)


AWKWARD_NAMES = (
    "محمد علي",
    "لم يأتِ أحد",
    "李小龍",
    "Żółć-Ștefan O'Neill",
    "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ",
    "রহিমা খাতুন",
    "שרה כהן",
    "Søren & <i>Ø</i>",
    "José María 😀",
)


@pytest.mark.parametrize("name", AWKWARD_NAMES)
def test_a_name_in_any_script_is_no_fault(name: str) -> None:
    sample = letters.KINDS["warning"].sample()
    letter = letters.freeze(
        "warning", dataclasses.replace(sample, person=dataclasses.replace(sample.person, name=name)), "en"
    )
    for format_ in ("pdf", "large_print", "docx", "html", "text", "braille", "easy_read"):
        made = letters.render(letter.data, format_, HEAD).data
        assert letters.same_words(letter.data, format_, made, HEAD) == (), format_


def sample_of(format_: str) -> list[tuple[str, str, str]]:
    """Each kind once in this format, the language and the data another each time; the next format begins elsewhere."""
    languages, start = list(LANGUAGES), list(letters.FORMATS).index(format_)
    found = []
    for place, kind in enumerate(LETTER_KINDS):
        turned = [*languages[(place + start) % len(languages) :], *languages]
        language = next((one for one in turned if format_ in letters.offered(kind, one)), None)
        if language is not None:
            found.append((kind, language, ("dull", "awkward")[(place + start) % 2]))
    return found


@pytest.mark.parametrize("format_", letters.FORMATS)
def test_each_kind_says_the_same_in_each_format(format_: str) -> None:
    assert_same(format_, sample_of(format_))


@pytest.mark.matrix
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("format_", letters.FORMATS)
def test_every_kind_says_the_same_in_every_format_and_language(format_: str, language: str) -> None:
    kinds = [kind for kind in LETTER_KINDS if format_ in letters.offered(kind, language)]
    assert_same(format_, [(kind, language, data) for kind in kinds for data in ("dull", "awkward")])


def assert_same(format_: str, asked: list[tuple[str, str, str]]) -> None:
    wrong = {}
    for kind, language, data in asked:
        letter = frozen(kind, language, data)
        made = letters.render(letter.data, format_, HEAD).data
        if found := letters.same_words(letter.data, format_, made, HEAD):
            wrong[kind, language, data] = found
    assert wrong == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_print_in_every_language_is_read_as_it_was_written(language: str) -> None:
    letter = frozen("decision", language, "awkward")
    for format_ in ("pdf", "large_print"):
        assert letters.same_words(letter.data, format_, letters.render(letter.data, format_, HEAD).data, HEAD) == ()


def test_what_a_landlords_own_letterhead_says_is_not_added() -> None:
    document = docx.Document(io.BytesIO(build.WORD.read_bytes()))
    document.add_paragraph("Zealous Quokka Homes")
    file = io.BytesIO()
    document.save(file)
    own, letter = dataclasses.replace(HEAD, word=file.getvalue()), frozen("warning", "en")
    made = letters.render(letter.data, "docx", own).data
    assert "Quokka" in found_in(made, "docx", letter, own)
    assert letters.same_words(letter.data, "docx", made, own) == ()
    assert {one.about for one in letters.same_words(letter.data, "docx", made, HEAD)} == {"Zealous", "Quokka"}
