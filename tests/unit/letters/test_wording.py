"""Whether a letter says that nobody has checked its translation: sentence by sentence, as people checked them."""

import pytest

import letters
from letters.wording import OTHERS, of_kind, sentences
from letters.words.speech import speech
from tests.unit.letters.examples import spoken, texts_of
from translations import LANGUAGES

NOBODY = "Nobody has checked this translation yet."
TARGETS = [code for code in LANGUAGES if code != "en"]


def says_nobody_checked(language: str, left_out: str = "", kind: str = "decision") -> bool:
    """Whether the letter says so, with every sentence checked but one."""
    checked = {one.digest for text, one in sentences(language).items() if text != left_out}
    frozen = letters.freeze(kind, letters.KINDS[kind].sample(), language, (), checked)
    told = spoken(speech(language).gettext(NOBODY_TEXT, phone="\0").partition("\0")[0])
    return any(told in text for text in texts_of(frozen))


NOBODY_TEXT = next(text for text in sentences("cy") if text.startswith(NOBODY))


@pytest.mark.parametrize("language", TARGETS)
def test_a_letter_says_that_it_is_not_checked_until_each_of_its_sentences_is(language: str) -> None:
    assert not says_nobody_checked(language)
    assert says_nobody_checked(language, "How to appeal")
    assert not says_nobody_checked(language, "How to appeal", "hazard_summary")


@pytest.mark.parametrize("kind", [code for code, kind in letters.KINDS.items() if kind.with_english])
def test_every_kind_of_letter_knows_whether_it_is_checked(kind: str) -> None:
    assert not says_nobody_checked("pl", kind=kind)


def test_a_check_is_of_one_translation_into_one_language() -> None:
    found = [one.digest for language in TARGETS for one in sentences(language).values()]
    assert len(set(found)) == len(found)


def test_every_sentence_of_the_catalogue_can_be_found_by_the_person_who_checks() -> None:
    kinds = [code for code, kind in letters.KINDS.items() if kind.with_english]
    shown = {one.english for group in (*letters.KINDS, OTHERS) for one in of_kind(group, "uk")}
    assert shown == set(sentences("uk"))
    assert all(of_kind(kind, "uk") for kind in kinds)
