"""A customer's letters: read as a page, or saved in any format, made from the words that were frozen at issue."""

from __future__ import annotations

from flask import abort
from markupsafe import Markup
from werkzeug.wrappers import Response

import letters
from casework.actions.letters import frozen_of, letterhead_of
from casework.records import own
from casework.records.own import Reader
from portal.blueprint import own_page
from portal.page import page, saved
from web.database import reading
from web.landlord import landlord
from web.settings import settings


@own_page("/letters", "letters")
def letter_list(reader: Reader) -> str:
    return page("letters/list.html", letters=own.own_letters(reading(), reader))


@own_page("/letters/<ref>", "letters")
def letter(reader: Reader, ref: str) -> str:
    found = own.own_letter(reading(), reader, ref)
    frozen = frozen_of(reading(), found)
    drawn = letters.render(frozen, "html", letterhead_of(landlord(), settings().base_url), fragment=True).data.decode()
    return page(
        "letters/letter.html",
        letter=found,
        letter_kind=found.kind,
        title=letters.thaw(frozen).contents[0].title,
        words_of_letter=Markup(drawn),  # noqa: S704  written by letters, which escapes every word
        formats=letters.FORMATS,
    )


@own_page("/letters/<ref>/<format>", "letters")
def letter_file(reader: Reader, ref: str, format: str) -> Response:  # noqa: A002  the word of the address
    if format not in letters.FORMATS:
        abort(404)
    found = own.own_letter(reading(), reader, ref)
    made = letters.render(frozen_of(reading(), found), format, letterhead_of(landlord(), settings().base_url))
    return saved(made.data, made.media_type, f"{found.ref}.{made.filename_ext}")
