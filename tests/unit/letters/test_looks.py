"""What a reader sees on paper: nothing is torn from what it belongs to, and what looks like a link is one."""

import dataclasses
import io
from typing import Any

import docx
import pypdfium2
import pytest

import letters
from letters.content import SpanKind
from letters.kinds.decision.sample import sample as decision
from tests.unit.letters.examples import frozen, rendered

LINKED: tuple[SpanKind, ...] = ("link", "email")
PRINTED: tuple[tuple[str, dict[str, Any]], ...] = (("pdf", {}), ("large_print", {"size": 28}))


def lines_by_page(data: bytes) -> list[list[str]]:
    """The lines of each page from top to bottom, without the number of the page."""
    pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(data)]
    return [[line.strip() for line in text.splitlines() if line.strip()][:-1] for text in pages]


@pytest.mark.parametrize("kind", ["decision", "appeal_outcome", "suspension", "review_invitation"])
def test_a_sentence_that_leads_to_something_stands_on_its_page(kind: str) -> None:
    for format_, options in PRINTED:
        pages = lines_by_page(rendered(kind, "en", format_, **options).data)
        assert not [page[-1] for page in pages if page[-1].endswith(":")]


@pytest.mark.parametrize("kind", ["preferences_noted", "record_note", "decision"])
def test_the_last_page_never_holds_the_greeting_alone(kind: str) -> None:
    last = lines_by_page(rendered(kind, "en", "pdf").data)[-1]
    assert last[-1].startswith("With kind regards") and len(last) > 2


def test_whom_to_ask_stands_on_one_page() -> None:
    page = next(
        page for page in lines_by_page(rendered("preferences_noted", "en", "pdf").data)
        if "Questions about this letter" in page
    )  # fmt: skip
    assert [line for line in page if line.startswith("Ask for")] and [
        line for line in page if line.startswith("Website")
    ]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_each_address_in_a_word_letter_can_be_opened(language: str) -> None:
    letter = frozen("decision", language)
    document = docx.Document(io.BytesIO(rendered("decision", language, "docx").data))
    cells = [paragraph for table in document.tables for cell in table._cells for paragraph in cell.paragraphs]
    opened = {link.address for paragraph in (*document.paragraphs, *cells) for link in paragraph.hyperlinks}
    said = {
        span.value
        for content in letter.contents
        for section in content.sections
        for block in section.blocks
        for text in (getattr(block, "items", ()) or (getattr(block, "text", ()),))
        for span in text
        if span.kind in LINKED
    }
    assert said and said <= opened


def test_the_title_of_a_decision_speaks_of_contact_only_where_contact_is_limited() -> None:
    alone = letters.compose("decision", dataclasses.replace(decision(), restrictions=()), "en")
    assert "contact" not in alone.title and "What else we are doing" not in str(alone.sections)
    assert "contact" in frozen("decision", "en").contents[0].title
