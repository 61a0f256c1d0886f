"""Easy Read: short sentences by hand for everything that a letter can say, each with a picture that is described."""

from __future__ import annotations

import dataclasses
import json
import re

import pypdfium2
import pytest

import letters
from letters.content import Span
from letters.data import ESSENTIAL_SERVICES
from letters.easy import blocks, composing, pictures
from letters.easy.line import SAID
from letters.easy.shape import EasyRead
from letters.formats import easy_read
from letters.kinds.adjustment_answer import wording as adjustment_answer
from letters.kinds.advocate_named import wording as advocate_named
from letters.kinds.change_answer import wording as change_answer
from letters.kinds.complaint_stage import wording as complaint_stage
from letters.kinds.record_note import wording as record_note
from letters.kinds.review_outcome import wording as review_outcome
from letters.kinds.service_receipt import wording as service_receipt
from letters.kinds.support_offer import wording as support_offer
from letters.kinds.suspension import wording as suspension
from letters.reading import grade
from letters.words import codes, restrictions
from tests.unit.letters.examples import HEAD, LETTER_KINDS, frozen, rendered, share_found, spoken, texts_of, words
from translations import LANGUAGES

WITHOUT = ("withheld_record",)  # never sent to the customer
VALUES = {"phone", "date", "reference", "link", "email", "code", "name", "address", "money"}
TABLES: tuple[tuple[str, object], ...] = (
    ("limit", restrictions.NAMES),
    ("happened", codes.BEHAVIOURS),
    ("action", codes.ACTIONS),
    ("open", codes.CHANNELS),
    ("adjustment", adjustment_answer.OUTCOMES),
    ("advocate", advocate_named.OUTCOMES),
    ("change", change_answer.OUTCOMES),
    ("complaint", complaint_stage.OUTCOMES),
    ("record", record_note.CAME),
    ("review", review_outcome.OUTCOMES),
    ("home", service_receipt.TITLES),
    ("support", support_offer.KINDS),
    ("suspension", suspension.WHY),
    ("result", {**suspension.RESULTS, **review_outcome.RESULTS}),
    ("outcome", ("uphold", "vary", "dismiss")),
    ("complaint", ("received", "acknowledged", "extended")),
    ("no_answer", ("refused", "filed")),
)


def easy_of(kind: str) -> EasyRead:
    found = frozen(kind, "en").easy
    assert found is not None, kind
    return found


def values_in(spans: list[Span]) -> set[str]:
    return {spoken(span.text) for span in spans if span.kind in VALUES}


def test_every_letter_to_a_person_has_easy_read_words() -> None:
    assert {kind for kind in LETTER_KINDS if not composing.has_words(kind)} <= set(WITHOUT)
    assert "easy_read" not in letters.offered("sign_in_code", "en")
    with pytest.raises(letters.RenderError, match="not made as"):
        letters.render(frozen("sign_in_code", "en").data, "easy_read", HEAD)


@pytest.mark.parametrize(("group", "table"), TABLES)
def test_everything_that_a_letter_can_say_has_sentences_of_its_own(group: str, table: dict[str, str]) -> None:
    assert [code for code in table if f"{group}.{code}" not in blocks.BLOCKS] == []


def test_sentences_are_short_and_each_picture_is_there_and_described() -> None:
    lines = [line for block in blocks.BLOCKS.values() for line in block]
    said = [one for line in lines if line.words != SAID for one in line.words.replace("?", ".").split(". ")]
    assert [one for one in said if len(one.split()) > 15] == []
    assert grade(f"{one.rstrip('.')}." for one in said) <= 3
    assert {line.picture for line in lines} == set(pictures.PICTURES)
    for code, picture in pictures.PICTURES.items():
        assert pictures.svg(code).startswith("<svg")
        assert picture.alt


@pytest.mark.parametrize("kind", LETTER_KINDS)
def test_easy_read_says_no_fact_that_the_letter_does_not_say(kind: str) -> None:
    if kind in WITHOUT:
        return
    whole = "\n".join(texts_of(frozen(kind, "en")))
    ours = [span for row in easy_of(kind).rows for span in row.text]
    assert {value for value in values_in(ours) if value not in whole} == set()
    assert len(values_in(ours)) >= 4


@pytest.mark.parametrize("kind", ["decision", "warning", "appeal_received", "review_invitation", "service_receipt"])
def test_the_ways_that_are_open_stand_in_easy_read(kind: str) -> None:
    said = {block.code for part in easy_of(kind).parts for block in part.blocks}
    data = letters.KINDS[kind].sample()
    assert {f"open.{code}" for code in (*data.opened.channels, "portal")} <= said
    assert {"complain.how", "keep.letter", "help.ways"} <= said


def test_every_essential_service_is_named_or_pointed_to() -> None:
    from letters.easy import parts

    named = {*parts._SERVICES, *parts._SAID_ELSEWHERE}
    assert len(named & set(ESSENTIAL_SERVICES)) == len(named)
    assert {f"service.{code}" for code in parts._SERVICES.values()} <= blocks.BLOCKS.keys()


def test_a_block_that_a_person_approved_is_no_longer_marked() -> None:
    data = letters.KINDS["decision"].sample()
    approved = {("appeal.how", blocks.digest("appeal.how", "en")), ("complain.how", "of other words")}
    found = letters.freeze("decision", data, "en", approved).easy
    assert found is not None
    assert "appeal.how" not in found.unchecked
    assert "complain.how" in found.unchecked
    page = easy_read.fragment(letters.freeze("decision", data, "en", approved), pictures.file_name)
    assert found.labels["unchecked"] in page


def test_the_pdf_gives_back_easy_read_and_then_the_full_letter() -> None:
    letter = frozen("decision", "en", "awkward")
    made = letters.render(letter.data, "easy_read", HEAD).data
    with pypdfium2.PdfDocument(made) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    easy = letter.easy
    assert easy is not None
    wanted = words("\n".join("".join(span.text for span in row.text) for row in easy.rows))
    assert share_found(wanted, words("\n".join(pages))) >= 0.97
    assert share_found(words("\n".join(texts_of(letter))), words("\n".join(pages))) >= 0.97
    assert "OpenMoji, CC BY-SA 4.0" in spoken("\n".join(pages))


@pytest.mark.parametrize(
    "kind", [one if one == "suspension" else pytest.param(one, marks=pytest.mark.matrix) for one in LETTER_KINDS]
)
def test_every_kind_is_printed_with_awkward_data(kind: str) -> None:
    if kind not in WITHOUT:
        assert rendered(kind, "en", "easy_read", "awkward").data.startswith(b"%PDF")


def test_a_letter_from_before_says_that_it_has_no_easy_read() -> None:
    values = json.loads(frozen("decision", "en").data)
    del values["easy"]
    with pytest.raises(letters.RenderError, match="no Easy Read words"):
        letters.render(json.dumps(values).encode(), "easy_read", HEAD)


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_in_each_language_that_has_it_the_words_can_be_read_back_from_the_print(language: str) -> None:
    easy = frozen("warning", language).easy
    if not composing.has_language(language):
        assert easy is None
        return
    assert easy is not None
    made = rendered("warning", language, "easy_read").data
    with pypdfium2.PdfDocument(made) as document:
        found = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    wanted = "\n".join("".join(span.text for span in row.text) for row in easy.rows)
    assert share_found(words(_apart(wanted)), words(_apart(found))) >= 0.97


def _apart(text: str) -> str:
    """Each Chinese character as a word: a line may end after any of them."""
    return re.sub("([\u4e00-\u9fff])", " \\1 ", text)


def test_it_is_offered_in_no_language_into_which_it_is_not_put(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(composing, "has_language", lambda language: language == "en")
    assert letters.freeze("decision", letters.KINDS["decision"].sample(), "cy").easy is None


def test_a_landlords_own_kind_of_restriction_is_said_in_its_policys_words() -> None:
    data = letters.KINDS["decision"].sample()
    own = dataclasses.replace(
        data.restrictions[0], kind="quiet_hours", terms={}, own_name="Quiet hours", own_words="Please ring after nine."
    )
    found = letters.freeze("decision", dataclasses.replace(data, restrictions=(own,)), "en").easy
    assert found is not None
    assert "Please ring after nine." in ["".join(span.text for span in row.text) for row in found.rows]
