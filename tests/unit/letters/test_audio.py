"""Letters read aloud: whole, in the right voices, with chapters, and with the text that the voices were given."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
from mutagen.mp3 import MP3

import letters
from letters.formats import audio, voice
from tests.unit.letters import examples
from tests.unit.letters.examples import LETTER_KINDS, frozen, rendered, texts_of

SHORT = "preferences_noted"  # a letter of a minute and a half
WORDS_A_MINUTE = (70, 190)  # the slowest and the quickest that anybody could follow


def file_of(kind: str, language: str, data: str = "dull") -> Any:
    return MP3(io.BytesIO(rendered(kind, language, "audio", data).data))


def words_a_minute(kind: str, language: str, data: str = "dull") -> float:
    said = audio.transcript(frozen(kind, language, data)).split()
    length: float = file_of(kind, language, data).info.length
    return 60 * len(said) / length


@pytest.mark.parametrize(("kind", "language", "data"), [(SHORT, "en", "dull"), (SHORT, "pl", "awkward")])
def test_a_letter_takes_as_long_as_its_words(kind: str, language: str, data: str) -> None:
    slow, quick = WORDS_A_MINUTE
    assert slow < words_a_minute(kind, language, data) < quick


@pytest.mark.matrix
@pytest.mark.parametrize("kind", LETTER_KINDS)
def test_every_kind_takes_as_long_as_its_words(kind: str) -> None:
    slow, quick = WORDS_A_MINUTE
    assert slow < words_a_minute(kind, "en", "awkward") < quick


@pytest.mark.matrix
@pytest.mark.parametrize("language", [code for code in voice.VOICES if code != "en"])
def test_a_letter_in_another_language_takes_as_long_as_both_texts(language: str) -> None:
    english: float = file_of(SHORT, "en").info.length
    assert 1.6 * english < file_of(SHORT, language).info.length < 5 * english


@pytest.mark.parametrize("language", voice.VOICES)
def test_every_language_has_a_voice_of_its_own(language: str) -> None:
    heard: list[int] = []
    voice.say("Robin 12", language, lambda wave: heard.append(len(wave) // 2))
    assert 0.5 < sum(heard) / voice.samples_a_second() < 4


def test_each_heading_begins_a_chapter() -> None:
    tags, length = file_of(SHORT, "pl").tags, file_of(SHORT, "pl").info.length
    (contents,) = tags.getall("CTOC")
    chapters = [tags[f"CHAP:{name}"] for name in contents.child_element_ids]
    headings = [
        "".join(span.text for span in section.title) or content.title
        for content in frozen(SHORT, "pl").contents
        for section in content.sections
    ]
    assert [chapter.sub_frames["TIT2"].text[0] for chapter in chapters] == headings
    assert [chapter.end_time for chapter in chapters[:-1]] == [chapter.start_time for chapter in chapters[1:]]
    assert chapters[0].start_time == 0
    assert chapters[-1].end_time == pytest.approx(1000 * length, abs=500)


@pytest.mark.parametrize("language", examples.LANGUAGES)
def test_the_voice_is_given_every_word(language: str) -> None:
    letter = frozen("decision", language, "awkward")
    said = joined(audio.transcript(letter))
    unspelt = [text for text in texts_of(letter) if not any(map(str.isdigit, text))]
    assert len(unspelt) > 50
    assert [text for text in unspelt if joined(text) not in said] == []


def joined(text: str) -> str:
    """Letters alone: what is in another language begins a new line of the transcript."""
    return "".join(re.findall(r"\w+", examples.spoken(text)))


def test_numbers_to_be_written_down_are_spelt() -> None:
    said = audio.transcript(frozen("decision", "en"))
    for spelt in ("0 1 6 3 2, 9 6 0 1 0 0", "D, 2 0 2 6, 0 1 1 7", "K 7 Q F, 2 M W X, 9 R T D", "C, 1 0 4 4 2"):
        assert spelt in said
    assert "960100" not in said
    assert "Monday 23 November 2026" in said


def test_english_is_spoken_in_the_english_voice() -> None:
    said = [part for chapter in audio.spoken(frozen("decision", "ar")) for part in chapter.said]
    reason = "In three weeks there were 64 calls about the same repair"
    assert {language for language, text in said if reason in text} == {"en"}
    assert {language for language, text in said if "portal.example-homes.example" in text} == {"en"}
    assert {language for language, text in said if "Cymraeg" in text} == {"cy"}
    assert len(audio.spoken(frozen("decision", "ar"))) == 2 * len(audio.spoken(frozen("decision", "en")))


def test_the_file_carries_its_own_transcript() -> None:
    tags = file_of(SHORT, "pl").tags
    assert tags.getall("USLT")[0].text == audio.transcript(frozen(SHORT, "pl"))
    assert tags["TXXX:transcript-sha256"].text == [audio.transcript_sha256(frozen(SHORT, "pl"))]
    assert tags["TIT2"].text == [frozen(SHORT, "pl").contents[0].title]
    assert tags["TPE1"].text == ["Example Homes"]
    assert audio.transcript_sha256(frozen(SHORT, "pl")) != audio.transcript_sha256(frozen(SHORT, "en"))


def test_no_file_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    letters.render(frozen(SHORT, "en").data, "audio", examples.HEAD)
    assert list(tmp_path.iterdir()) == []


def test_a_listener_who_has_enough_stops_the_voice() -> None:
    heard: list[bytes] = []

    def hear(wave: bytes) -> None:
        heard.append(wave)
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        voice.say("One. Two. Three. " * 50, "en", hear)
    assert len(heard) == 1
    voice.say("One.", "en", heard.append)
    assert len(heard) > 1


def test_a_language_without_a_voice_is_not_offered_as_sound() -> None:
    assert "audio" not in letters.rendering.offered("decision", "so")
    with pytest.raises(letters.RenderError, match="so"):
        letters.render(frozen(SHORT, "so").data, "audio", examples.HEAD)
