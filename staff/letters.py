"""A letter as it was issued, and where each copy of it is."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

from flask import abort, redirect, request, send_file, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

import letters
from casework.actions import on_demand, preview
from casework.actions.letters import letterhead_of
from casework.actions.work import RefusedError, Work
from casework.records import desk, preferences, translating
from casework.records.keys import ErasedError
from staff.blueprint import bp, may_act, may_read
from staff.forms.letters import newest_language, why_words
from staff.looking import looked_at
from staff.showing import show
from translations import LANGUAGES
from web.access import me
from web.customer_forms.copies import CopyForm
from web.database import act, acting, pack, reading
from web.settings import settings


@bp.get("/letters/<ref>")
@may_read
def letter(ref: str) -> ResponseReturnValue:
    """The words of the letter, its copies and their states."""
    found = desk.letter(reading(), ref)
    looked_at(found.customer_id)
    work = Work(reading(), acting(), pack(), datetime.now(UTC))
    try:
        said: Markup | None = drawn(preview.as_sent(work, found))
    except ErasedError:
        said = None
    copies = CopyForm(formdata=None, data={"language": newest_language(found)})
    unsafe = preferences.unsafe_to_post(reading(), found.customer_id, found.issued_at)
    return show(
        "staff/letter.html",
        letter=found,
        said=said,
        unsafe=unsafe,
        translating=translating.job(reading(), found),
        why_words=why_words,
        form=copies.of(found.kind, on_demand.languages(found)),
    )


@bp.get("/letters/<ref>/copy")
@may_read
def letter_copy(ref: str) -> ResponseReturnValue:
    """To the letter in the format and language that were chosen in the form."""
    form = CopyForm(formdata=request.args).of(desk.letter(reading(), ref).kind, LANGUAGES)
    if form.format.data is None or form.language.data is None:
        return redirect(url_for(".letter", ref=ref))
    return redirect(url_for(".letter_file", ref=ref, made_as=form.format.data, language=form.language.data))


@bp.get("/letters/<ref>/file/<made_as>/<language>")
@may_read
def letter_file(ref: str, made_as: str, language: str) -> ResponseReturnValue:
    """The letter in one format and language, its access code hidden; or how it comes to be there."""
    if made_as not in letters.FORMATS or language not in LANGUAGES:
        abort(404)
    found = desk.letter(reading(), ref)
    looked_at(found.customer_id)
    work = Work(reading(), acting(), pack(), datetime.now(UTC), settings().base_url)
    try:
        copy = on_demand.look(work, found, on_demand.Wanted(made_as, language, (on_demand.STAFF, me().id)))
    except ErasedError:
        abort(404)
    if copy.made is not None:
        kind, name = copy.made.media_type.partition(";")[0], f"{found.ref}.{copy.made.filename_ext}"
        answer = send_file(BytesIO(copy.made.data), mimetype=kind, as_attachment=True, download_name=name)
        answer.headers["Cache-Control"] = "no-store"
        return answer
    return show("staff/letter_copy.html", letter=found, made_as=made_as, spoken=language, state=copy.state)


@bp.post("/letters/<ref>/file/<made_as>/<language>")
@may_act
def letter_file_ask(ref: str, made_as: str, language: str) -> ResponseReturnValue:
    """Have the worker make what takes longer."""
    try:
        act(on_demand.ask, ref, made_as, language)
    except RefusedError:
        abort(404)
    return redirect(url_for(".letter_file", ref=ref, made_as=made_as, language=language), 303)


def drawn(frozen: letters.Frozen) -> Markup:
    """A letter as part of a page; its title is a heading below the page's own."""
    head = letterhead_of(pack(), settings().base_url)
    made = letters.render(frozen.data, "html", head, fragment=True, level=2)
    return Markup(made.data.decode())  # noqa: S704  written by letters, which escapes every word
