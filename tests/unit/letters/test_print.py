"""Print in every language: its words are read back, whatever the script, and nothing of its look is lost by that."""

from __future__ import annotations

import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pypdfium2
import pytest

import letters
from letters.formats import fonts, pdf, text_layer
from tests.unit.letters.examples import HEAD, frozen, rendered, spoken, texts_of
from translations import LANGUAGES

EDGES = ".,;:!?()[]“”\"'‘’«»„–—-।،؛؟、。；：？！（）"
NOT_SPACED = frozenset({"zh"})  # written without spaces: compared sign by sign


def whole_words(text: str, language: str) -> Counter[str]:
    """The words of a text with all their signs; `\\w+` would cut Bengali and Gurmukhi at each vowel."""
    if language in NOT_SPACED:
        return Counter(re.findall(r"\w", spoken(text)))
    return Counter(word for word in (part.strip(EDGES) for part in spoken(text).split()) if word)


def read_back(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document).replace("\ufffe", "-")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("format_", "options"), [("pdf", {}), ("large_print", {"size": 18, "paper": "cream"})])
def test_the_words_of_a_printed_letter_are_read_back_in_its_language(
    format_: str, options: dict[str, Any], language: str
) -> None:
    letter = frozen("appeal_extended", language)
    own = letters.Frozen(letter.data, letter.sha256, letter.kind, language, letter.contents[:1])
    wanted = whole_words("\n".join(texts_of(own)), language)
    found = whole_words(read_back(rendered("appeal_extended", language, format_, **options).data), language)
    assert sum((wanted & found).values()) / wanted.total() >= 0.97, wanted - found


@pytest.mark.parametrize("language", ["bn", "pa"])
def test_a_letter_looks_the_same_whose_words_were_put_right(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    letter = frozen("appeal_extended", language)
    ours = pdf.pdf(letter, HEAD)
    monkeypatch.setattr(text_layer, "mended", lambda data: data)
    theirs = pdf.pdf(letter, HEAD)
    assert whole_words(read_back(theirs), language) != whole_words(read_back(ours), language)
    assert pictures(ours) == pictures(theirs)


def pictures(data: bytes) -> list[bytes]:
    with pypdfium2.PdfDocument(data) as document:
        return [page.render(scale=2, grayscale=True).to_pil().tobytes() for page in document]


def test_a_language_without_a_font_is_not_printed_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(fonts.SCRIPTS, "so")
    assert "pdf" not in letters.offered("appeal_extended", "so")
    assert "docx" in letters.offered("appeal_extended", "so")
    with pytest.raises(letters.RenderError, match="language 'so' is made as 'large_print'"):
        letters.render(frozen("appeal_extended", "so").data, "large_print", HEAD)


@pytest.mark.parametrize(("paper", "colour"), [("white", (255, 255, 255)), ("cream", (255, 246, 220))])
def test_large_print_is_black_on_the_paper_that_its_reader_likes(paper: str, colour: tuple[int, ...]) -> None:
    with pypdfium2.PdfDocument(rendered("appeal_extended", "en", "large_print", paper=paper).data) as document:
        seen = Counter(document[0].render(scale=1).to_pil().convert("RGB").get_flattened_data())
    assert seen.most_common(1)[0][0] == colour
    assert seen[0, 0, 0] > 0


def test_paper_of_another_colour_is_refused() -> None:
    with pytest.raises(letters.RenderError, match="white, cream, yellow"):
        letters.render(frozen("appeal_extended", "en").data, "large_print", HEAD, paper="pink")


def test_letters_that_are_printed_at_the_same_time_are_what_each_is_alone() -> None:
    """The server answers several people at once, and Typst serves one at a time."""

    def printed(language: str) -> bytes:
        return pdf.pdf(frozen("appeal_extended", language), HEAD)

    asked = ["en", "pl", "so", "cy"]
    alone = [printed(language) for language in asked]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(printed, asked * 3)) == alone * 3
