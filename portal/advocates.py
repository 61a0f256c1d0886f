"""Who speaks for a customer: the customer's own pages about it. No advocate opens any of them."""

from __future__ import annotations

from typing import Any

from flask import flash
from flask.typing import ResponseReturnValue

from casework.actions import forced, naming, people, spoken_codes
from casework.actions.work import RefusedError
from casework.records import advocates as records
from casework.records.arrangements import stands_on
from casework.rules.advocates import USUAL_MONTHS
from casework.rules.calendar import months_after
from portal import form_keys
from portal.blueprint import bp
from portal.page import onto, page
from web.access import london_today, me, resident
from web.customer_forms.advocates import ForcedForm, NamingForm, OfferForm
from web.database import act, reading
from web.forms import Form
from web.kept import about, kept
from web.language import gettext as _


@bp.get("/advocates")
@resident
@kept
def advocate_list() -> str:
    """Who may act for the customer now, who was asked, and who did before."""
    about(me().id)
    authorities, today = records.own_authorities(reading(), me().id), london_today()
    return page(
        "advocates/list.html",
        standing=[one for one in authorities if stands_on(one, today)],
        before=[one for one in authorities if not stands_on(one, today)],
        waiting=[one for one in records.own_namings(reading(), me().id) if one.state in ("invited", "to_check")],
    )


@bp.route("/advocates/new", methods=["GET", "POST"])
@resident
def advocate_new() -> ResponseReturnValue:
    """Name somebody."""
    form = NamingForm(data={**_start(), "kind": "advocate"})
    if form.validate_on_submit():
        ref = act(naming.name, me().ref, form.facts(), form_keys.of(form.form_key))
        return onto(".advocate", ref=ref)
    return page("advocates/new.html", form=form)


@bp.get("/advocates/<ref>")
@resident
def advocate(ref: str) -> str:
    """What has come of naming somebody."""
    return page("advocates/naming.html", naming=records.own_naming(reading(), me().id, ref), form=Form(formdata=None))


@bp.post("/advocates/<ref>/withdraw")
@resident
def advocate_withdraw(ref: str) -> ResponseReturnValue:
    """Think again before they have answered."""
    found = records.own_naming(reading(), me().id, ref)
    try:
        act(naming.withdraw, found.ref)
    except RefusedError:
        flash(_("They have answered meanwhile. Here is how it stands."))
    return onto(".advocate", ref=found.ref)


@bp.route("/advocates/code", methods=["GET", "POST"])
@resident
def advocate_code() -> ResponseReturnValue:
    """A code to read out. It is shown once; the same form sent again shows another in its place."""
    form = OfferForm(data=_start())
    if form.validate_on_submit():
        scope, key = tuple(form.scope.data or ()), form_keys.of(form.form_key)
        code = act(spoken_codes.offer, me().ref, scope, form.ends_on.data, key)
        return page("advocates/code_made.html", code=code, days=spoken_codes.OFFERED_FOR.days)
    return page("advocates/code.html", form=form)


@bp.route("/advocates/standing/<int:number>/end", methods=["GET", "POST"])
@resident
def advocate_end(number: int) -> ResponseReturnValue:
    """End it, at once."""
    found, form = records.own_authority(reading(), me().id, number), Form()
    if form.validate_on_submit():
        act(people.end_authority, number)
        flash(_("It has ended. They can do nothing for you any more."), "success")
        return onto(".advocate_list")
    return page("advocates/end.html", form=form, authority=found)


@bp.route("/advocates/private", methods=["GET", "POST"])
@resident
def advocate_forced() -> ResponseReturnValue:
    """Say in private that somebody was forced on the customer. No letter and no mail follows."""
    form = ForcedForm(data={"form_key": form_keys.fresh()})
    if form.validate_on_submit():
        ref = act(forced.say, me().ref, form.facts(), form_keys.of(form.form_key))
        return onto(".advocate_forced_told", ref=ref)
    return page("advocates/forced.html", form=form)


@bp.get("/advocates/private/<ref>")
@resident
def advocate_forced_told(ref: str) -> str:
    """We have it, and what happens next."""
    return page("advocates/forced_told.html", word=records.own_forced_word(reading(), me().id, ref))


def _start() -> dict[str, Any]:
    """What stands in an empty form."""
    return {"form_key": form_keys.fresh(), "ends_on": months_after(london_today(), USUAL_MONTHS)}
