"""A frozen letter: the same words years later, whatever happens to catalogues and code lists."""

import hashlib
import json

import pytest

import letters
from letters.words import codes
from tests.unit.letters.examples import HEAD, LANGUAGES, LETTER_KINDS, frozen


@pytest.mark.parametrize("kind", LETTER_KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_thaws_to_what_it_was(kind: str, language: str) -> None:
    letter = frozen(kind, language)
    again = letters.thaw(letter.data)
    assert again == letter
    assert again.sha256 == hashlib.sha256(letter.data).hexdigest()
    assert (
        again.contents[0] == letters.thaw(letters.freeze(kind, letters.KINDS[kind].sample(), language).data).contents[0]
    )


def test_the_hash_depends_on_the_words_alone() -> None:
    assert (
        frozen("decision", "en").sha256 == letters.freeze("decision", letters.KINDS["decision"].sample(), "en").sha256
    )
    assert frozen("decision", "en").sha256 != frozen("decision", "pl").sha256
    values = json.loads(frozen("decision", "en").data)
    written = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    assert written == frozen("decision", "en").data


@pytest.mark.parametrize("format_", ["text", "html", "docx"])
def test_a_letter_says_the_same_when_the_catalogues_have_changed(monkeypatch: pytest.MonkeyPatch, format_: str) -> None:
    data = frozen("decision", "cy").data
    before = letters.render(data, format_, HEAD)

    def gone(*_: object) -> str:
        raise AssertionError("a frozen letter asked for words")

    monkeypatch.setattr("letters.words.speech.catalogue", gone)
    monkeypatch.setattr("letters.phrases.catalogue", gone)
    monkeypatch.setattr(codes, "_named", gone)
    assert letters.render(data, format_, HEAD) == before


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b'{"schema": 1}', b'{"schema": 99, "contents": []}', b"\xff"])
def test_bytes_that_are_no_letter_are_refused(data: bytes) -> None:
    with pytest.raises(letters.LetterError):
        letters.thaw(data)


def test_a_kind_that_is_written_from_other_data_is_refused() -> None:
    with pytest.raises(letters.UnreadableData, match="Decision"):
        letters.compose("decision", letters.KINDS["sign_in_code"].sample(), "en")
    with pytest.raises(letters.UnreadableData, match="xx"):
        letters.compose("decision", letters.KINDS["decision"].sample(), "xx")
