"""A customer's letters: read as a page, or saved in any format, made from the words that were frozen at issue."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

import letters
from casework.actions import on_demand, translating
from casework.actions.letters import letterhead_of, newest_of
from casework.actions.work import RefusedError, Work
from casework.records import own
from casework.records.letters import Letter
from casework.records.own import Reader
from portal.blueprint import own_page
from portal.page import page, saved
from translations import LANGUAGES
from web.customer_forms.copies import CopyForm
from web.database import act, acting, reading
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
    shown = letters.thaw(frozen)
    return page(
        "letters/letter.html",
        letter=found,
        letter_kind=found.kind,
        title=shown.contents[0].title,
        easy_read=shown.easy is not None,
        words_of_letter=Markup(drawn),  # noqa: S704  written by letters, which escapes every word
        formats=[code for code in letters.offered(found.kind, shown.language) if code != "easy_read" or shown.easy],
        form=_copy_form(found, shown.language),
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


@own_page("/letters/<ref>/copy", "letters")
def letter_copy(reader: Reader, ref: str) -> ResponseReturnValue:
    """To the letter in the format and language that were chosen in the form."""
    found = own.own_letter(reading(), reader, ref)
    form = _copy_form(found, found.language)
    if form.format.data is None or form.language.data is None:
        return redirect(url_for(".letter", ref=ref))
    return redirect(url_for(".letter_file", ref=ref, format=form.format.data, language=form.language.data))


@own_page("/letters/<ref>/<format>", "letters", ("GET", "POST"))
def letter_file(reader: Reader, ref: str, format: str) -> ResponseReturnValue:  # noqa: A002  the word of the address
    """The letter in one format: at once, or once the worker has made it, which a press of the button asks for."""
    found = own.own_letter(reading(), reader, ref)
    language = request.args.get("language") or letters.thaw(newest_of(reading(), found)).language
    if format not in letters.FORMATS or language not in LANGUAGES:
        abort(404)
    if request.method == "POST":
        with suppress(RefusedError):  # what needs nobody to make it is there at once
            act(on_demand.ask, ref, format, language)
        return redirect(url_for(".letter_file", ref=ref, format=format, language=language), 303)
    work = Work(reading(), acting(), landlord(), datetime.now(UTC), settings().base_url)
    copy = on_demand.look(work, found, on_demand.Wanted(format, language, _whose(reader)))
    if copy.made is not None:
        return saved(copy.made.data, copy.made.media_type, f"{found.ref}.{copy.made.filename_ext}")
    formats = letters.offered(found.kind, language)
    said = {"letter": found, "made_as": format, "spoken": language, "formats": formats, "state": copy.state}
    return page("letters/copy.html", **said)


def _copy_form(found: Letter, language: str) -> CopyForm:
    typed = request.args if request.endpoint == "portal.letter_copy" else None
    return CopyForm(formdata=typed, data={"language": language}).of(found.kind, on_demand.languages(found))


def _whose(reader: Reader) -> tuple[str, int]:
    """Whose likes of a format count: the advocate's for their own copies."""
    return ("customer", reader.customer_id) if reader.advocate_id is None else ("advocate", reader.advocate_id)
