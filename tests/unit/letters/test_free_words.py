"""What staff wrote in a letter in another language: found sentence by sentence, and put into that language."""

from __future__ import annotations

import pytest

import letters
from letters.content import words_of
from letters.kinds import KINDS


def frozen(kind: str, language: str) -> letters.Frozen:
    return letters.freeze(kind, KINDS[kind].sample(), language)


def said(content: letters.Content) -> str:
    return "\n".join(span.text for block in content.blocks for text in words_of(block) for span in text)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("You rang. We answered!  Why?", ("You rang.", "We answered!", "Why?")),
        ("Mr. Sample and Dr. Example came at 10.30 a.m.", ("Mr. Sample and Dr. Example came at 10.30 a.m.",)),
        ('He said: "No." Then he left.', ('He said: "No." Then he left.',)),
        ("   ", ()),
    ],
)  # fmt: skip
def test_a_text_is_cut_where_its_sentences_end(text: str, parts: tuple[str, ...]) -> None:
    assert letters.sentences(text) == parts


@pytest.mark.parametrize("kind", [code for code, kind in KINDS.items() if kind.with_english])
@pytest.mark.parametrize("language", ["cy", "ar"])
def test_once_all_is_translated_no_english_of_staff_is_left_in_the_readers_text(kind: str, language: str) -> None:
    letter = frozen(kind, language)
    found = letters.passages(letter)
    made = letters.translated(letter, {one: f"«{place}»" for place, one in enumerate(found)}, reviewed=True)
    assert letters.passages(made) == ()
    assert all(f"«{place}»" in said(made.contents[0]) for place in range(len(found)))
    assert made.contents[1:] == letter.contents[1:]  # the English text stays as it was


def test_what_is_not_translated_stays_in_english_and_nothing_is_said_of_translators() -> None:
    letter = frozen("decision", "cy")
    first, *rest = letters.passages(letter)
    made = letters.translated(letter, {first: "Un."}, reviewed=True)
    assert letters.passages(made) == tuple(one for one in rest if one in letters.passages(letter))
    assert "Our translators" not in said(made.contents[0])


def test_an_english_letter_has_nothing_to_translate() -> None:
    assert letters.passages(frozen("decision", "en")) == ()


def test_a_letter_to_another_address_says_the_same() -> None:
    letter = frozen("decision", "ar")
    made = letters.addressed(letter, ("9 Safe Street", "ZZ9 9ZZ"))
    assert letters.address_of(made) == (letters.address_of(letter)[0], "9 Safe Street", "ZZ9 9ZZ")
    assert letters.passages(made) == letters.passages(letter)
