"""An advocate's own pages: the people whom they speak for, with what is due and when, and how it begins and ends."""

from __future__ import annotations

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from casework.actions import advocates as actions
from casework.actions import naming, people, spoken_codes, tries
from casework.actions.work import RefusedError
from casework.records import advocates as records
from casework.records import caseload, own
from casework.records.people import Advocate, Organisation
from letters import options
from letters.words import letter_kind
from portal.blueprint import bp
from portal.client_forms import ColleagueForm, DetailsForm, TakeUpForm
from portal.page import onto, page
from web.access import advocate, london_today, me
from web.customer_forms.preferences import FormatForm, refusals
from web.database import act, reading
from web.forms import Form
from web.language import current_language
from web.language import gettext as _
from web.security_events import tried
from web.sign_in_words import until_words


@bp.get("/clients")
@advocate
def clients() -> str:
    """Everybody whom they, or their organisation, speak for; the nearest day first."""
    session = reading()
    return page(
        "clients/list.html",
        cases=caseload.of(session, me().id, london_today()),
        asked=records.invitations(session, me().id),
        place=_place(),
        form=Form(formdata=None),
        kind_of=lambda letter: letter_kind(letter.kind, current_language()),
    )


@bp.post("/clients/invitations/<ref>/<answer>")
@advocate
def client_answer(ref: str, answer: str) -> ResponseReturnValue:
    """Answer somebody who asks."""
    if answer not in ("yes", "no"):
        abort(404)
    state = act(naming.answer_signed_in, ref, answer == "yes")
    if state == "to_check":
        flash(_("Thank you. We need to see the paper that shows it. We contact you about it."), "success")
    elif state == "stands":
        flash(_("Thank you. You can speak for them now."), "success")
    return onto(".clients")


@bp.route("/clients/new", methods=["GET", "POST"])
@advocate
def client_new() -> ResponseReturnValue:
    """Type the code that somebody read out."""
    form = TakeUpForm()
    if form.validate_on_submit():
        scope, network = tuple(form.scope.data or ()), tries.network(request.remote_addr)
        taken = act(spoken_codes.take_up, form.code.data or "", form.birthday.data, scope, network=network)
        tried("advocate_code", taken)
        if taken.customer_ref:
            flash(_("You can speak for them now. We have written to them about it."), "success")
            return onto(".clients")
        if taken.until is not None:
            form.add_error("code", _("You have tried often. Try again {when}.", when=until_words(taken.until)))
        elif taken.refused == "scope":
            form.add_error("scope", _("Choose what they said that you may do"))
        else:
            form.add_error("code", _("This code and date of birth do not go together, or the code is too old"))
    return page("clients/new.html", form=form)


@bp.route("/clients/<client>/end", methods=["GET", "POST"])
@advocate
def client_end(client: str) -> ResponseReturnValue:
    """Stop speaking for somebody, at once."""
    found, form = _standing(client), Form()
    if form.validate_on_submit():
        for authority in found:
            act(people.end_authority, authority)
        flash(_("You no longer speak for them. We have written to them about it."), "success")
        return onto(".clients")
    return page("clients/end.html", form=form, name=_name_of(client))


@bp.post("/clients/<client>/letters/<ref>/read")
@advocate
def client_letter_read(client: str, ref: str) -> ResponseReturnValue:
    """Open a letter that nobody had read, and say that it is read now."""
    act(actions.mark_read, client, ref)
    return onto(".letter", client=client, ref=ref)


@bp.route("/clients/details", methods=["GET", "POST"])
@advocate
def client_details() -> ResponseReturnValue:
    """How an advocate gets their own copies."""
    mine = reading().get_one(Advocate, me().id)
    given = {name: getattr(mine, name) for name in ("language", "letter_format", "mail_as", "phone")}
    form = DetailsForm(data={**given, "address": "\n".join(mine.address)}).with_formats()
    if form.validate_on_submit():
        try:
            act(actions.change_details, form.facts())
        except RefusedError as error:
            form.add_error(str(error.params.get("field", "")) or None, refusals(error.code))
        else:
            flash(_("Saved."), "success")
            return onto(".client_format" if options.asked(str(form.letter_format.data)) else ".clients")
    return page("clients/details.html", form=form)


@bp.route("/clients/details/format", methods=["GET", "POST"])
@advocate
def client_format() -> ResponseReturnValue:
    """How big, on which paper, in which braille an advocate gets their own copies."""
    mine = reading().get_one(Advocate, me().id)
    if not options.asked(mine.letter_format):
        return onto(".client_details")
    form = FormatForm(data=FormatForm.begin(mine.format_options)).of(mine.letter_format)
    if form.validate_on_submit():
        if request.form.get("do") == "try":
            return redirect(url_for(".sample", format=mine.letter_format, **form.chosen), 303)
        act(actions.choose_format, form.chosen)
        flash(_("Saved."), "success")
        return onto(".clients")
    where = {"section": "clients", "back": url_for(".client_details")}
    return page("preferences/format.html", form=form, made_as=mine.letter_format, **where)


@bp.route("/clients/colleagues", methods=["GET", "POST"])
@advocate
def client_colleagues() -> ResponseReturnValue:
    """Who else works there, and shares the people they speak for."""
    place, form = _place(), ColleagueForm()
    if place is None:
        abort(404)
    if form.validate_on_submit():
        try:
            act(actions.add_worker, place.ref, str(form.name.data), str(form.email.data))
        except RefusedError:
            form.add_error("email", _("This person works somewhere else. Please ask us."))
        else:
            flash(_("Saved. We have sent them an email."), "success")
            return onto(".client_colleagues")
    return page("clients/colleagues.html", form=form, place=place, workers=records.workers(reading(), place.id))


@bp.post("/clients/colleagues/<ref>/remove")
@advocate
def client_colleague_remove(ref: str) -> ResponseReturnValue:
    """Somebody works there no more."""
    place = _place()
    if place is None:
        abort(404)
    act(actions.remove_worker, place.ref, ref)
    flash(_("Saved. They can no longer see the people you speak for."), "success")
    return onto(".client_colleagues") if ref != me().ref else onto(".clients")


def _place() -> Organisation | None:
    """The organisation at which they work, if it is on record."""
    mine = reading().get_one(Advocate, me().id)
    return reading().get(Organisation, mine.organisation_id) if mine.organisation_id is not None else None


def _standing(client: str) -> list[int]:
    """The numbers of what this advocate holds for a client today; NotFoundError where it is nothing."""
    found = own.held(reading(), me().id, client, london_today())
    return [one.id for one in found]


def _name_of(client: str) -> str:
    return next(one.name for one in own.clients(reading(), me().id, london_today()) if one.ref == client)
