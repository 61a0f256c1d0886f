"""Words of letterheads: what is wrong with one, and in which of its files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from letters.letterheads.faults import Fault
from translations import mark
from web.language import gettext as _

SAYS: Final[Mapping[str, str]] = {
    "word_unreadable": mark("This is no Word file that we can open. Save it as .docx"),
    "word_too_big": mark("The Word file is too big. Use smaller pictures"),
    "word_runs": mark("The Word file holds programs or other files. Take them out: {names}"),
    "word_fetches": mark("The Word file fetches something from elsewhere. Take it out: {names}"),
    "tags_unknown": mark("Nobody knows these tags. Take them out, or put them right: {names}"),
    "tags_missing": mark("These tags are missing: {names}"),
    "tags_elsewhere": mark("There are tags where none are filled in: {names}"),
    "tags_broken": mark("A tag is broken, or is more than a name: {names}"),
    "body_not_alone": mark("This tag needs a paragraph of its own, in the text and not in its head: {names}"),
    "body_twice": mark("The place for the letter stands there twice"),
    "picture_without_alt": mark("Say in Word what these pictures show (alt text): {names}"),
    "styles_missing": mark("These styles are missing, in which letters are written: {names}"),
    "words_too_pale": mark("Words in these colours cannot be read on what is behind them: {names}"),
    "settings_unreadable": mark("The settings cannot be read: {names}"),
    "settings_unknown": mark("Nobody knows these settings: {names}"),
    "settings_missing": mark("These settings are missing: {names}"),
    "settings_wrong": mark("These settings cannot be right: {names}"),
    "accent_too_pale": mark("The accent colour is too pale for words on white. Choose a darker one than {names}"),
    "ground_too_dark": mark("Words cannot be read on this ground. Choose a paler one than {names}"),
    "logo_missing": mark("The logo that the settings name is not here: {names}"),
    "logo_unreadable": mark("This logo is no SVG or PNG that we can use: {names}"),
    "logo_too_big": mark("This logo is too big. Use one of at most 500 KB: {names}"),
    "logo_fetches": mark("This logo runs or fetches something. Save it as a plain drawing: {names}"),
    "cannot_render": mark("No letter can be made with it: {names}"),
}
# Which field of the form a code is about, by how it begins.
_FILES: Final = {
    "settings": "settings",
    "accent": "settings",
    "ground": "settings",
    "logo": "logo",
    "cannot": "settings",
}


def fault(found: Fault) -> str:
    """What is wrong, in the reader's language."""
    return _(SAYS[found.code], names=", ".join(found.names))


def in_english(found: Fault) -> str:
    """The same on the command line."""
    return SAYS[found.code].format(names=", ".join(found.names))


def file_of(found: Fault) -> str:
    """Which file it is in: ``word`` ``settings`` or ``logo``."""
    return _FILES.get(found.code.partition("_")[0], "word")
