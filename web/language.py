"""The reader's language, and texts in it.

Order: what the reader chose on this device, then the language of the person's account, then the browser's wish, then
English. The back office knows fewer languages than the customers' pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from gettext import NullTranslations
from urllib.parse import urlsplit

from flask import g, has_request_context, request
from flask_babel import LazyString

from translations import LANGUAGES, SOURCE_LANGUAGE, Language, catalogue
from web import cookies
from web.people import current_person

COOKIE = "language"
BACK_OFFICE = "/staff"
OF_STAFF = {code: language for code, language in LANGUAGES.items() if language.staff}


def current_language() -> str:
    """The code of the language in which this request is answered; English outside a request."""
    if not has_request_context():
        return SOURCE_LANGUAGE
    code: str | None = g.get("language")
    if code is None:
        code = g.language = _chosen() or _of_account() or _of_browser() or SOURCE_LANGUAGE
    return code


@contextmanager
def in_language(code: str) -> Iterator[None]:
    """What is drawn for somebody else is in their language, whoever asks for it. In a request only."""
    before = current_language()
    g.language = code
    try:
        yield
    finally:
        g.language = before


def current() -> Language:
    return LANGUAGES[current_language()]


def languages_here() -> dict[str, Language]:
    """The languages of the page that is asked for."""
    return OF_STAFF if f"{request.path}/".startswith(f"{BACK_OFFICE}/") else LANGUAGES


def not_here() -> str | None:
    """The language that the reader chose, where this page is not in it."""
    code = cookies.read(COOKIE)
    return code if code in LANGUAGES and code not in languages_here() else None


def _chosen() -> str | None:
    code = cookies.read(COOKIE)
    return code if code in languages_here() else None


def _of_account() -> str | None:
    code = getattr(current_person(), "language", None)
    return code if code in languages_here() else None


def _of_browser() -> str | None:
    return request.accept_languages.best_match(list(languages_here()))


def reader_catalogue() -> NullTranslations:
    """The catalogue of the reader."""
    return catalogue(current_language())


def gettext(text: str, **values: object) -> str:
    """A text in the reader's language, with its `{placeholders}` filled."""
    words = reader_catalogue().gettext(text)
    return words.format(**values) if values else words


def ngettext(one: str, many: str, number: int, **values: object) -> str:
    """A text that depends on a number, which also fills `{number}`."""
    return reader_catalogue().ngettext(one, many, number).format(number=number, **values)


def lazy_gettext(text: str, **values: object) -> LazyString:
    """The same for a text written down before its reader is known, such as the label of a field."""
    return LazyString(gettext, text, **values)


def local_address(wanted: str | None, otherwise: str = "/") -> str:
    """The address if it is a path of this site, else another: nobody is led away from here by a forged link."""
    if not wanted or not wanted.startswith("/") or wanted.startswith("//"):
        return otherwise
    if "\\" in wanted or any(character < " " for character in wanted):
        return otherwise
    parts = urlsplit(wanted)
    return otherwise if parts.scheme or parts.netloc else wanted
