"""The languages of this portal, and the catalogue of each.

Texts are written in English where they are used, and marked for the catalogues by `_`, `gettext`,
`ngettext`, `lazy_gettext` or, where a table is built before the reader is known, `mark`. A catalogue is read
straight from the `.po` files that a translator edits, so there is no compiled copy that could fall behind.
Only the standard library and Babel are used here: letters, pages and the command line read the same texts.
"""

from __future__ import annotations

import gettext
import io
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, TypeVar

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

HERE = Path(__file__).parent
DOMAINS = ("letters", "portal", "staff")

Direction = Literal["ltr", "rtl"]
Text = TypeVar("Text", bound=str)


@dataclass(frozen=True)
class Language:
    """A language that people may choose, and the few things that a catalogue cannot say.

    code: its IETF tag. locale: of Babel, where that has another name. date: a Babel pattern; the day of the week
    always stands in it. halves: the words for before and after noon, for hours by a 12-hour clock; else `time`, a
    Babel pattern, is used as it stands. comma, semicolon, stop: between the parts of a list. staff: whether the
    back office, too, is in this language.
    """

    code: str
    own_name: str
    direction: Direction = "ltr"
    locale: str = ""
    date: str = "EEEE, d MMMM y"
    time: str = "HH:mm"
    halves: tuple[str, str] | None = None
    comma: str = ", "
    semicolon: str = "; "
    stop: str = ". "
    staff: bool = False

    @property
    def between(self) -> str:
        """What stands between two sentences: a space, or nothing."""
        return " " if self.stop.endswith(" ") else ""

    @property
    def colon(self) -> str:
        """What stands between a name and what it names."""
        return ": " if self.between else "："

    @property
    def domains(self) -> tuple[str, ...]:
        """The catalogues that this language must have."""
        return DOMAINS if self.staff else tuple(domain for domain in DOMAINS if domain != "staff")


# Polish, Welsh and Ukrainian put the day in brackets: after a preposition ("od", "ar") its name would need another
# form, and the date itself does not. Somali counts hours from sunrise in speech, so that only 24 hours are clear.
# Arabic stands here and in its catalogue without vowel signs: in the text layer of a PDF they turn words around.
LANGUAGES: dict[str, Language] = {
    language.code: language
    for language in (
        Language("en", "English", locale="en_GB", date="EEEE d MMMM y", halves=("am", "pm"), staff=True),
        Language("cy", "Cymraeg", date="d MMMM y (EEEE)", halves=("yb", "yh"), staff=True),
        Language("pl", "Polski", date="d MMMM y (EEEE)", staff=True),
        Language("ro", "Română"),
        Language("ar", "العربية", "rtl", "", "EEEE d MMMM y", "", ("صباحا", "مساء"), "، ", "؛ ", staff=True),
        Language("ur", "اردو", "rtl", date="EEEE، d MMMM y", time="B h:mm", comma="، ", semicolon="؛ ", stop="۔ "),
        Language("bn", "বাংলা", time="B h:mm", stop="। "),
        Language("pa", "ਪੰਜਾਬੀ", time="B h:mm", stop="। "),
        Language("so", "Soomaali"),
        Language("uk", "Українська", date="d MMMM y 'року' (EEEE)"),
        Language("zh", "简体中文", date="y年M月d日EEEE", time="Bh:mm", comma="、", semicolon="；", stop="。"),
    )
}
SOURCE_LANGUAGE = "en"


def mark(text: Text) -> Text:
    """Mark a text for the catalogues and give it back unchanged, to be translated where it is shown."""
    return text


def po_path(language: str, domain: str) -> Path:
    """The file in which the translators of `language` write the texts of `domain`."""
    return HERE / language / "LC_MESSAGES" / f"{domain}.po"


def read_catalogue(language: str, domain: str) -> Catalog:
    """One domain as its translators left it; an empty one where there is no file yet."""
    path = po_path(language, domain)
    if not path.exists():
        return Catalog(locale=language, domain=domain)
    with path.open("rb") as file:
        return read_po(file, locale=language, domain=domain, abort_invalid=True)


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """Every text of `language`, the domains merged; a text that is missing is given back in English.

    A fuzzy translation is nobody's word yet, so it is left out. KeyError for a language that we do not have.
    """
    if LANGUAGES[language].code == SOURCE_LANGUAGE:
        return gettext.NullTranslations()
    merged: gettext.NullTranslations | None = None
    for domain in LANGUAGES[language].domains:
        compiled = io.BytesIO()
        write_mo(compiled, read_catalogue(language, domain))
        compiled.seek(0)
        part = gettext.GNUTranslations(compiled)
        if merged is None:
            merged = part
        else:
            merged.add_fallback(part)
    assert merged is not None  # noqa: S101  no language is without catalogues
    return merged
