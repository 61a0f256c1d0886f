"""A customer's letters: read as a page, or saved in any format, made from the words that were frozen at issue."""

from __future__ import annotations

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from werkzeug.wrappers import Response

import letters
from casework.actions import translating
from casework.actions.letters import letterhead_of, newest_of
from casework.actions.work import RefusedError
from casework.records import own
from casework.records.own import Reader
from portal.blueprint import own_page
from portal.page import page, saved
from web.database import act, reading
from web.landlord import landlord
from web.language import gettext as _
from web.settings import settings


@own_page("/letters", "letters", keep=True)
def letter_list(reader: Reader) -> str:
    return page("letters/list.html", letters=own.own_letters(reading(), reader))


@own_page("/letters/<ref>", "letters")
def letter(reader: Reader, ref: str) -> str:
    found = own.own_letter(reading(), reader, ref)
    frozen = newest_of(reading(), found)
    drawn = letters.render(frozen, "html", letterhead_of(landlord(), settings().base_url), fragment=True).data.decode()
    thawed = letters.thaw(frozen)
    return page(
        "letters/letter.html",
        letter=found,
        letter_kind=found.kind,
        title=thawed.contents[0].title,
        easy_read=thawed.easy is not None,
        words_of_letter=Markup(drawn),  # noqa: S704  written by letters, which escapes every word
        formats=letters.FORMATS,
    )


@own_page("/letters/<ref>/translation", "letters", ("POST",))
def letter_translation(reader: Reader, ref: str) -> ResponseReturnValue:
    """Ask for what staff wrote in the language of the letter."""
    found = own.own_letter(reading(), reader, ref)
    try:
        act(translating.ask, found.ref)
    except RefusedError:  # it came meanwhile
        flash(_("You have the translation already."))
    return redirect(url_for(".letter", ref=ref), 303)


@own_page("/letters/<ref>/<format>", "letters")
def letter_file(reader: Reader, ref: str, format: str) -> Response:  # noqa: A002  the word of the address
    if format not in letters.FORMATS:
        abort(404)
    found = own.own_letter(reading(), reader, ref)
    made = letters.render(newest_of(reading(), found), format, letterhead_of(landlord(), settings().base_url))
    return saved(made.data, made.media_type, f"{found.ref}.{made.filename_ext}")
