"""How a person wants to be reached; what is safe for them is between them and us, and shown to no advocate."""

from __future__ import annotations

from functools import cache

from flask import abort, flash
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

import letters
from casework.actions import preferences as actions
from casework.actions.letters import letterhead_of
from casework.actions.work import RefusedError
from casework.records import own
from casework.records import preferences as records
from casework.records.own import Reader
from portal.blueprint import bp, own_page
from portal.page import onto, page, saved
from web.access import anyone, me, resident, start_session
from web.customer_forms.preferences import (
    HelpForm,
    LettersForm,
    SafeForm,
    WaysForm,
    facts_of,
    kept_of,
    refusals,
    safe_of,
)
from web.database import act, reading
from web.forms import Form
from web.health import without_database
from web.landlord import landlord
from web.language import COOKIE, current_language
from web.language import gettext as _
from web.settings import settings

SAMPLE = "change_answer"  # a letter that tells of something good


@own_page("/preferences", "speak", keep=True)
def preferences(reader: Reader) -> str:
    customer = own.customer(reading(), reader)
    kept = records.preference(reading(), customer.id)
    safe = records.safe_contact(reading(), customer.id) if reader.advocate_id is None else None
    asked = kept_of(customer, kept)
    return page("preferences/all.html", asked=asked, formats=letters.FORMATS, safe=safe, reader=reader)


@own_page("/preferences/letters", "speak", ("GET", "POST"))
def preferences_letters(reader: Reader) -> ResponseReturnValue:
    form = LettersForm(data=_begin(reader))
    if form.validate_on_submit() and _changed(reader, form):
        answer = onto(".preferences")
        if reader.advocate_id is None:
            answer.delete_cookie(COOKIE)  # from now on the language of the account counts on this device
        return answer
    return page("preferences/letters.html", form=form, formats=letters.FORMATS)


@own_page("/preferences/ways", "speak", ("GET", "POST"))
def preferences_ways(reader: Reader) -> ResponseReturnValue:
    form = WaysForm(data=_begin(reader))
    form.offer_ways(records.reach(reading(), own.customer(reading(), reader)))
    if form.validate_on_submit() and _changed(reader, form):
        return onto(".preferences")
    return page("preferences/ways.html", form=form)


@own_page("/preferences/help", "speak", ("GET", "POST"))
def preferences_help(reader: Reader) -> ResponseReturnValue:
    form = HelpForm(data=_begin(reader))
    if form.validate_on_submit() and _changed(reader, form):
        return onto(".preferences")
    return page("preferences/help.html", form=form)


@bp.route("/preferences/safe", methods=["GET", "POST"])
@resident
def preferences_safe() -> ResponseReturnValue:
    """The ways that are safe."""
    kept = records.safe_contact(reading(), me().id)
    form = SafeForm(data=safe_of(kept))
    if form.validate_on_submit():
        person = me()
        try:
            version = act(actions.set_safe, person.ref, form.facts())
        except RefusedError as error:
            form.add_error(str(error.params.get("field", "")) or None, refusals(error.code))
        else:
            start_session(person.kind, person.id, version)  # of all sessions only this one goes on
            flash(_("We have it. From now on we use only this."), "success")
            return onto(".preferences")
    return page("preferences/safe.html", form=form, kept=kept)


@bp.post("/preferences/safe/end")
@resident
def preferences_safe_end() -> ResponseReturnValue:
    """What is on record is safe again."""
    act(actions.end_safe, me().ref)
    flash(_("Saved."), "success")
    return onto(".preferences")


@bp.get("/formats/sample/<format>")
@without_database
@anyone
def sample(format: str) -> Response:  # noqa: A002  the word of the address
    """An invented letter in one format, to try whether one can use it. It needs no database."""
    if format not in letters.FORMATS:
        abort(404)
    made = _sample(letterhead_of(landlord(), settings().base_url), format, current_language())
    return saved(made.data, made.media_type, f"{_('example')}.{made.filename_ext}")


@cache
def _sample(head: letters.Letterhead, format: str, language: str) -> letters.Rendered:  # noqa: A002
    frozen = letters.freeze(SAMPLE, letters.KINDS[SAMPLE].sample(), language)
    return letters.render(frozen.data, format, head)


def _begin(reader: Reader) -> dict[str, object]:
    customer = own.customer(reading(), reader)
    return kept_of(customer, records.preference(reading(), customer.id))


def _changed(reader: Reader, form: Form) -> bool:
    """Write down what the form says; False with the reason on the form."""
    try:
        act(actions.change, reader.customer_ref, facts_of(form))
    except RefusedError as error:
        form.add_error(str(error.params.get("field", "")) or None, refusals(error.code))
        return False
    flash(_("Saved."), "success")
    return True
