"""Letters in braille: what an embosser takes, what a reader's fingers find, and what cannot be written."""

import dataclasses
import re
from collections import Counter
from typing import Any

import pytest

import letters
from letters.content import Span
from letters.formats import braille, cells, louis
from letters.formats.outline import Line
from tests.unit.letters import examples
from tests.unit.letters.examples import LETTER_KINDS, frozen, rendered, share_found, texts_of, words

LANGUAGES = tuple(cells.TABLES)


def pages_of(data: bytes) -> list[list[str]]:
    return [page.split("\r\n")[:-1] for page in data.decode("ascii").split("\f")]


def assert_embossable(data: bytes, width: int = 40, height: int = 25) -> None:
    assert set(data) <= set(braille.ASCII.encode() + b"\r\n\f")
    for number, page in enumerate(pages_of(data), 1):
        assert len(page) == height
        assert max(map(len, page)) <= width
        assert page[-1].strip() == "#" + str(number).translate(str.maketrans("1234567890", "ABCDEFGHIJ"))


def decision(**changes: Any) -> letters.Frozen:
    """A decision in English about a person or for reasons that are not those of the sample."""
    data = letters.KINDS["decision"].sample()
    name, reason = changes.get("name", data.person.name), changes.get("reason", data.restrictions[0].reason)
    restrictions = (dataclasses.replace(data.restrictions[0], reason=reason), *data.restrictions[1:])
    person = dataclasses.replace(data.person, name=name)
    return letters.freeze("decision", dataclasses.replace(data, person=person, restrictions=restrictions), "en")


def read(letter: letters.Frozen, **options: Any) -> str:
    data = letters.render(letter.data, "braille", examples.HEAD, **options).data
    return braille.read_back(data, letter, examples.HEAD, grade=options.get("grade", 2))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_braille_letter_is_what_every_embosser_takes(language: str) -> None:
    assert_embossable(rendered("decision", language, "braille", "awkward").data)


@pytest.mark.matrix
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", LETTER_KINDS)
def test_every_kind_is_made_in_braille_of_every_language(kind: str, language: str) -> None:
    for data in ("dull", "awkward"):
        letter = frozen(kind, language, data)
        assert_embossable(rendered(kind, language, "braille", data).data)
        assert words("\n".join(texts_of(letter))) - words(read(letter)) == Counter()


@pytest.mark.parametrize(("language", "grade"), [("en", 1), ("en", 2), ("cy", 2), ("pl", 1), ("ar", 2), ("zh", 1)])
def test_every_word_of_a_letter_is_in_its_cells(language: str, grade: int) -> None:
    letter = frozen("decision", language, "awkward")
    assert words("\n".join(texts_of(letter))) - words(read(letter, grade=grade)) == Counter()


@pytest.mark.parametrize(("language", "grade"), [("en", 1), ("en", 2), ("pl", 1)])
def test_a_second_reader_finds_the_words_in_the_cells(language: str, grade: int) -> None:
    """Read backwards by liblouis, which mistakes a few words ("enough" alone) although the cells are right."""
    letter = frozen("decision", language)
    lines = list(braille.written(letter, examples.HEAD, grade))
    said = ["".join(louis.words(piece.cells, piece.table) for piece in line.pieces) for line in lines]
    assert share_found(words("\n".join(texts_of(letter))), words("\n".join(said))) > 0.99


def test_a_fault_in_the_file_is_found() -> None:
    letter = frozen("decision", "en")
    data = rendered("decision", "en", "braille").data
    whole = braille.read_back(data, letter, examples.HEAD)
    for right, wrong in ((b",D-#BJBF-#JAAG", b",D-#BJBF-#JAAH"), (b"M\\LD", b"MLD"), (b',,ZZ#A"A,,ZZ\r\n', b"\r\n")):
        assert right in data
        assert braille.read_back(data.replace(right, wrong, 1), letter, examples.HEAD) != whole
    assert braille.read_back(data.rstrip(b"\r\n #ABCDEFGHIJ") + b"\r\n,MORE\r\n\r\n", letter, examples.HEAD) != whole


@pytest.mark.parametrize(("width", "height"), [(28, 20), (32, 27), (40, 25)])
def test_pages_are_as_wide_and_long_as_asked(width: int, height: int) -> None:
    made = rendered("decision", "en", "braille", cells=width, lines=height).data
    assert_embossable(made, width, height)
    assert max(len(line) for page in pages_of(made) for line in page) == width


@pytest.mark.parametrize("options", [{"grade": 3}, {"cells": 4}, {"lines": 1}, {"cells": True}])
def test_a_page_that_nobody_could_read_is_refused(options: dict[str, Any]) -> None:
    with pytest.raises(letters.RenderError, match=next(iter(options))):
        letters.render(frozen("decision", "en").data, "braille", examples.HEAD, **options)


def test_uncontracted_braille_is_longer() -> None:
    assert len(rendered("decision", "en", "braille", grade=1).data) > 1.2 * len(
        rendered("decision", "en", "braille").data
    )


def test_a_heading_is_never_the_last_line_of_a_page() -> None:
    lines = [line for page in pages_of(rendered("decision", "en", "braille").data) for line in page[-3:-1]]
    assert [line for line in lines if re.match(r"    \S", line)] == []


@pytest.mark.parametrize("kind", ["name", "address", "reference", "link", "email", "code"])
def test_what_may_not_be_mistaken_is_written_letter_by_letter(kind: Any) -> None:
    text = "Stan-the-42-Best"
    (piece,) = cells.pieces(Line("paragraph", (Span(kind, text),), "en"), "en", 2)
    spelt = louis.cells(text, cells.ENGLISH_LETTERS)
    assert piece.cells == spelt
    (contracted,) = cells.pieces(Line("paragraph", (Span("text", text),), "en"), "en", 2)
    assert len(contracted.cells) < len(spelt)


def test_a_name_keeps_its_own_letters() -> None:
    tables = {
        text: [piece.table for piece in cells.pieces(Line("paragraph", (Span("name", text),), language), language, 2)]
        for text, language in (("Robin", "pl"), ("Żółć", "pl"), ("李小龙", "en"), ("Ştefan", "en"), ("Ștefan", "ar"))
    }
    assert tables == {
        "Robin": ["en-ueb-g1.ctb"],
        "Żółć": ["Pl-Pl-g1.utb"],
        "李小龙": ["zhcn-g1.ctb"],
        "Ştefan": ["en-ueb-g2.ctb"],
        "Ștefan": ["en-ueb-g1.ctb"],
    }


def test_a_picture_sign_is_said_by_its_name() -> None:
    assert "grinning face" in read(decision(reason="We are glad \U0001f600"))


def test_a_sign_without_braille_stops_that_letter_alone() -> None:
    strange = decision(name="\U00013000 Sample")
    with pytest.raises(letters.RenderError, match=r"U\+13000"):
        letters.render(strange.data, "braille", examples.HEAD)
    assert_embossable(rendered("decision", "en", "braille").data)


def test_long_reasons_are_all_there() -> None:
    reason = " ".join(f"word{number}" for number in range(1200))
    assert words(reason) - words(read(decision(reason=reason))) == Counter()


def test_a_word_longer_than_the_line_goes_on_below() -> None:
    address = "portal.example/" + "a" * 90
    assert address in read(decision(reason=f"See {address} now"))


@pytest.mark.parametrize("language", ["so", "ro"])
def test_a_language_without_a_table_is_not_offered_in_braille(language: str) -> None:
    assert "braille" not in letters.rendering.offered("decision", language)
    with pytest.raises(letters.RenderError, match=language):
        letters.render(frozen("decision", language).data, "braille", examples.HEAD)
