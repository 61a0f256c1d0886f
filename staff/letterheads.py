"""Letterheads: which is in use, a new one brought and proved, tried on letters, and put to use."""

from __future__ import annotations

import secrets
from io import BytesIO

from flask import Response, abort, flash, redirect, send_file, url_for
from flask.typing import ResponseReturnValue

import letters
from casework.actions import letterheads as actions
from casework.actions.letters import letterhead_of
from casework.actions.work import RefusedError
from casework.records import letterheads as records
from letters import words
from letters.letterheads.build import WORD
from letters.letterheads.proving import SAMPLE, SETTINGS, TRIED, Files, prove
from letters.letterheads.settings import example
from staff.administration import may_manage, may_see, page
from staff.blueprint import bp
from staff.drafting import key_of
from staff.forms.letterheads import LetterheadForm
from staff.letterhead_words import fault, file_of
from staff.refusals import refuse, says
from translations import LANGUAGES
from web.database import act, pack, reading
from web.forms import Form
from web.language import current_language
from web.language import gettext as _
from web.settings import settings

STARTS = (WORD.name, SETTINGS)


@bp.get("/administration/letterheads")
@may_see
def letterheads() -> ResponseReturnValue:
    """The letterhead in use, those that wait, and what to begin a new one from."""
    return page("letterheads", heads=records.all_of_them(reading()), starts=STARTS)


@bp.route("/administration/letterheads/new", methods=["GET", "POST"])
@may_manage
def letterhead_new() -> ResponseReturnValue:
    """Bring a letterhead: it is proved, and no letter is written on it yet."""
    form = LetterheadForm(data={"form_key": secrets.token_hex(16)})
    if form.validate_on_submit():
        word, logo = form.word.data, form.logo.data
        files = Files(form.written(), word.content if word else None, logo.content if logo else None)
        prove(files, letterhead_of(pack(), settings().base_url))  # before anything is locked
        try:
            ref = act(actions.bring, files, key_of(form))
        except actions.UnfitError as unfit:
            for found in unfit.faults:
                form.add_error(file_of(found), fault(found))
        except RefusedError as error:
            refuse(form, error)
        else:
            return redirect(url_for(".letterhead", ref=ref), 303)
    return page("letterhead_new", form=form)


@bp.get("/administration/letterheads/<ref>")
@may_see
def letterhead(ref: str) -> ResponseReturnValue:
    """One letterhead, with letters to look at before it is used."""
    tried = [
        (language, made_as, f"{words.letter_format(made_as, current_language())}, {LANGUAGES[language].own_name}")
        for language, made_as in TRIED
    ]
    return page("letterhead", head=records.letterhead(reading(), ref), tried=tried)


@bp.post("/administration/letterheads/<ref>/<what>")
@may_manage
def letterhead_settle(ref: str, what: str) -> ResponseReturnValue:
    """Write letters on it from now on, or no more."""
    if what not in ("use", "end"):
        abort(404)
    if Form().validate_on_submit():
        try:
            act(actions.use if what == "use" else actions.end, ref)
        except RefusedError as error:
            flash(says(error)[0], "error")
        else:
            flash(_("Letters are written on it from now on.") if what == "use" else _("It is on record."), "success")
    return redirect(url_for(".letterhead", ref=ref), 303)


@bp.get("/administration/letterheads/<ref>/sample/<made_as>/<language>")
@may_see
def letterhead_sample(ref: str, made_as: str, language: str) -> Response:
    """An invented letter on this letterhead."""
    row = records.letterhead(reading(), ref)
    if (language, made_as) not in TRIED:
        abort(404)
    head = actions.as_letterhead(row, letterhead_of(pack(), settings().base_url))
    frozen = letters.freeze(SAMPLE, letters.KINDS[SAMPLE].sample(), language)
    made = letters.render(frozen.data, made_as, head)
    return saved(made.data, made.media_type, f"{row.ref}-{language}.{made.filename_ext}")


@bp.get("/administration/letterheads/start/<name>")
@may_manage
def letterhead_start(name: str) -> Response:
    """A file to begin from: our own Word letterhead, or settings that say what there is now."""
    if name not in STARTS:
        abort(404)
    if name == SETTINGS:
        return saved(example(letterhead_of(pack(), settings().base_url)).encode(), "application/toml", name)
    return saved(WORD.read_bytes(), letters.FORMATS["docx"].media_type, name)


def saved(data: bytes, media_type: str, name: str) -> Response:
    """A file to be kept; it is never drawn as a page of ours."""
    answer = send_file(BytesIO(data), mimetype=media_type.partition(";")[0], as_attachment=True, download_name=name)
    answer.headers["Cache-Control"] = "no-store"
    return answer
