"""How a reader likes a format, in words: "Large print (PDF), 24 point, cream paper"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from letters import options
from letters.words.codes import letter_format
from letters.words.speech import speech
from translations import LANGUAGES, mark

PAPERS: Mapping[str, str] = {
    "white": mark("White paper"),
    "cream": mark("Cream paper"),
    "yellow": mark("Yellow paper"),
}
GRADES: Mapping[int, str] = {
    1: mark("Grade 1, letter by letter"),
    2: mark("Grade 2, shortened"),
}


def format_as(made_as: str, kept: Mapping[str, Any], language: str) -> str:
    """A format with what a reader chose about it."""
    chosen = options.chosen(made_as, kept)
    said = [letter_format(made_as, language), *(format_option(name, chosen[name], language) for name in chosen)]
    return LANGUAGES[language].comma.join(said)


def format_option(name: str, value: Any, language: str) -> str:
    """One thing that a reader chose, by the name of letters.options: "24 point"."""
    say = speech(language)
    if name == "paper":
        return say.gettext(PAPERS[value])
    if name == "grade":
        return say.gettext(GRADES[value])
    if name == "size":
        return say.gettext("{size} point", size=value)
    if name == "cells":
        return say.gettext("{cells} cells in a line", cells=value)
    return say.gettext("{lines} lines on a page", lines=value)
