"""How a person wants to be reached; what is safe for them is between them and us, and shown to no advocate."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from casework.actions import preferences as actions
from casework.actions.work import RefusedError
from casework.records import own
from casework.records import preferences as records
from casework.records.own import Reader
from letters import options
from portal.blueprint import bp, own_page
from portal.page import onto, page
from portal.samples import samples
from web import cookies
from web.access import me, renew_session, resident
from web.customer_forms.preferences import (
    FormatForm,
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
from web.language import COOKIE
from web.language import gettext as _


@own_page("/preferences", "speak", keep=True)
def preferences(reader: Reader) -> str:
    customer = own.customer(reading(), reader)
    kept = records.preference(reading(), customer.id)
    safe = records.safe_contact(reading(), customer.id) if reader.advocate_id is None else None
    asked = kept_of(customer, kept)
    asks = bool(options.asked(customer.letter_format))
    return page("preferences/all.html", asked=asked, asks=asks, formats=samples(), safe=safe)


@own_page("/preferences/letters", "speak", ("GET", "POST"))
def preferences_letters(reader: Reader) -> ResponseReturnValue:
    form = LettersForm(data=_begin(reader))
    if form.validate_on_submit() and _changed(reader, form):
        answer = onto(".preferences_format" if options.asked(str(form.letter_format.data)) else ".preferences")
        if reader.advocate_id is None:
            cookies.forget(answer, COOKIE)  # from now on the language of the account counts on this device
        return answer
    return page("preferences/letters.html", form=form, formats=samples())


@own_page("/preferences/format", "speak", ("GET", "POST"))
def preferences_format(reader: Reader) -> ResponseReturnValue:
    """How big, on which paper, in which braille: what there is to choose about their format."""
    customer = own.customer(reading(), reader)
    if not options.asked(customer.letter_format):
        return onto(".preferences")
    form = FormatForm(data=FormatForm.begin(customer.format_options)).of(customer.letter_format)
    if form.validate_on_submit():
        if request.form.get("do") == "try":
            return redirect(url_for(".sample", format=customer.letter_format, **form.chosen), 303)
        if _changed(reader, form):
            return onto(".preferences")
    where = {"section": "record", "back": url_for(".preferences")}
    return page("preferences/format.html", form=form, made_as=customer.letter_format, **where)


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
        try:
            version = act(actions.set_safe, me().ref, form.facts())
        except RefusedError as error:
            form.add_error(str(error.params.get("field", "")) or None, refusals(error.code))
        else:
            renew_session(version)  # of all sessions only this one goes on
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
