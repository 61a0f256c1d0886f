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
    """A language that people may choose; `code` is its IETF tag and also the name of its Babel locale."""

    code: str
    own_name: str
    direction: Direction = "ltr"


LANGUAGES: dict[str, Language] = {
    language.code: language
    for language in (
        Language("en", "English"),
        Language("cy", "Cymraeg"),
        Language("pl", "Polski"),
        Language("ar", "العربية", "rtl"),
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
    for domain in DOMAINS:
        compiled = io.BytesIO()
        write_mo(compiled, read_catalogue(language, domain))
        compiled.seek(0)
        part = gettext.GNUTranslations(compiled)
        if merged is None:
            merged = part
        else:
            merged.add_fallback(part)
    assert merged is not None  # noqa: S101  DOMAINS is never empty
    return merged
