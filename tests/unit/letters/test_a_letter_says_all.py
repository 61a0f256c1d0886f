"""What a letter must say; one that lacks a part never comes to be."""

import dataclasses
import datetime
from typing import Any

import pytest

import letters
from letters.content import Content, Note, Quote, words_of
from letters.kinds.decision.data import Decision
from letters.kinds.suspension.wording import WHY
from tests.unit.letters.examples import LANGUAGES, LETTER_KINDS, frozen, texts_of


def sample() -> Decision:
    made = letters.KINDS["decision"].sample()
    assert isinstance(made, Decision)
    return made


def said(content: Content, part: str) -> str:
    sections = [section for section in content.sections if section.part == part]
    letter = dataclasses.replace(content, sections=tuple(sections))
    return "\n".join(texts_of(letters.Frozen(b"", "", "decision", content.language, (letter,))))


@pytest.mark.parametrize("kind", LETTER_KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_letter_has_every_part_that_the_law_asks_for(kind: str, language: str) -> None:
    content = letters.compose(kind, letters.KINDS[kind].sample(), language)
    assert {section.part for section in content.sections} == set(letters.KINDS[kind].parts)


@pytest.mark.parametrize("field", ["reason", "proportionality", "clause"])
def test_no_restriction_goes_out_without_its_reasons(field: str) -> None:
    data = sample()
    blank: dict[str, Any] = {field: "  "}
    bare = dataclasses.replace(data.restrictions[0], **blank)
    with pytest.raises(letters.LetterIncomplete, match=field):
        letters.compose("decision", dataclasses.replace(data, restrictions=(bare,)), "en")


def test_what_stays_open_comes_before_what_is_restricted() -> None:
    parts = [section.part for section in letters.compose("decision", sample(), "en").sections]
    assert parts.index("still_open") < parts.index("decided")


@pytest.mark.parametrize(
    ("part", "facts"),
    [
        ("who", ["Robin Sample", "12 Example Street", "D-2026-0117", "C-10442", "Monday 23 November 2026"]),
        ("what_happened", ["Tuesday 27 October 2026", "Nine calls in one afternoon.", "Unreasonable persistence"]),
        ("decided", ["on Tuesdays and on Thursdays, from 10 am to 11 am", "Head of Service", "3.1.1", "court"]),
        ("why", ["In three weeks there were 64 calls", "Example Homes 5.3", "Example Homes 5.2"]),
        ("steps_tried", ["Monday 2 November 2026", "one officer's direct number", "the offer still stands"]),
        ("circumstances", ["disability", "waiting without news makes you anxious", "Letters in large print"]),
        ("still_open", ["999", "01632 960999", "Rent", "councillor or MP", "New complaints", "smell gas"]),
        ("dates", ["Monday 30 November 2026", "Friday 28 May 2027", "Customer Experience Manager", "director"]),
        ("appeal", ["Head of Service", "10 working days", "Example Homes 7", "no last day"]),
        ("complain", ["Housing Ombudsman Service", "01632 960500", "ombudsman.example", "It is free"]),
        ("recorded", ["data@example-homes.example", "have mistakes put right", "before they contact or visit"]),
        ("help", ["large print", "Polski", "advocate"]),
        ("contact", ["Customer Experience team", "01632 960100", "9 am to 5 pm", "K7QF-2MWX-9RTD"]),
    ],
)
def test_each_part_of_a_decision_holds_its_facts(part: str, facts: list[str]) -> None:
    words = said(letters.compose("decision", sample(), "en"), part)
    assert [fact for fact in facts if fact not in words] == []


def test_a_decision_without_actions_does_not_speak_of_losing_the_home() -> None:
    content = letters.compose("decision", dataclasses.replace(sample(), actions=()), "en")
    assert "could be at risk" not in said(content, "decided")


def test_a_safety_restriction_says_that_a_director_decides() -> None:
    unsafe, safe = sample().restrictions[1], sample().restrictions[0]
    with_safety = letters.compose("decision", dataclasses.replace(sample(), restrictions=(unsafe,)), "en")
    without = letters.compose("decision", dataclasses.replace(sample(), restrictions=(safe,)), "en")
    assert "director must decide within two working days" in said(with_safety, "dates")
    assert "director" not in said(without, "dates")
    assert "stops until we have done it" in said(without, "dates")


def test_a_receipt_says_when_the_answer_comes() -> None:
    content = letters.compose("appeal_received", letters.KINDS["appeal_received"].sample(), "en")
    assert any(
        isinstance(block, Note) and "Wednesday 6 January 2027" in "".join(span.text for span in block.text)
        for block in content.blocks
    )


def test_an_outcome_says_what_became_of_each_restriction() -> None:
    content = letters.compose("appeal_outcome", letters.KINDS["appeal_outcome"].sample(), "en")
    assert "This has changed. From now on:" in said(content, "decided")
    assert "This stays as it is:" in said(content, "decided")
    assert "We agree with a part of your appeal" in said(content, "who")


@pytest.mark.parametrize("why", sorted(WHY.keys() - {"review_missed"}))
def test_a_letter_about_what_stopped_or_stays_says_what_happened_though_no_review_was_missed(why: str) -> None:
    data = dataclasses.replace(letters.KINDS["suspension"].sample(), why=why, missed_on=None, reason="He shouted.")
    content = letters.compose("suspension", data, "en")
    assert "He shouted." in said(content, "why")


@pytest.mark.parametrize("language", ["cy", "pl", "ar"])
def test_a_translation_says_that_english_follows_and_counts(language: str) -> None:
    letter = frozen("decision", language)
    assert [content.language for content in letter.contents] == [language, "en"]
    reviewed = dataclasses.replace(sample(), reviewed_languages=(language,))
    unreviewed_note = said(letter.contents[0], "who")
    reviewed_note = said(letters.compose("decision", reviewed, language), "who")
    assert len(reviewed_note) < len(unreviewed_note)


@pytest.mark.parametrize("language", ["cy", "pl", "ar"])
def test_what_staff_wrote_is_marked_as_english(language: str) -> None:
    content = letters.compose("decision", sample(), language)
    quoted = {block.lang for block in content.blocks if isinstance(block, Quote)}
    assert quoted == {"en"}


def test_a_one_time_code_tells_nothing_else() -> None:
    text = letters.render(frozen("sign_in_code", "en").data, "text", LETTERHEAD).data.decode()
    assert text.splitlines()[0] == "482915 is your code to sign in to Example Homes."
    assert "restriction" not in text


LETTERHEAD = letters.Letterhead("Example Homes", "#1d4e5f", (), "", "", "")


def test_data_that_cannot_be_read_names_the_field() -> None:
    values = letters.written(sample())
    values["restrictions"][0]["review_on"] = "31 February"
    with pytest.raises(letters.UnreadableData, match=r"restrictions\[0\]\.review_on"):
        letters.read(Decision, values)


def test_data_come_back_from_json_as_they_were() -> None:
    data = dataclasses.replace(sample(), issued_on=datetime.date(2028, 2, 29))
    assert letters.read(Decision, letters.written(data)) == data


def test_sentences_in_chinese_follow_each_other_without_a_space() -> None:
    letter = letters.freeze("decision", letters.KINDS["decision"].sample(), "zh")
    said = ["".join(span.text for span in text) for block in letter.contents[0].blocks for text in words_of(block)]
    assert [text for text in said if "。 " in text] == []
    assert [text for text in said if text.count("。") > 2]
