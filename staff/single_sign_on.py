"""Coming in by the landlord's own sign-on (OpenID Connect), and showing there once more who one is."""

from __future__ import annotations

import hmac
import logging
from dataclasses import asdict
from typing import Final

from flask import abort, flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from casework.actions import single_sign_on as actions
from casework.actions.single_sign_on import Said
from staff.sign_in import bp, come_in
from translations import mark
from web import proof
from web.access import anyone, colleague, me
from web.database import act_on_return, reading
from web.language import gettext as _
from web.language import local_address
from web.people import current_person
from web.security_events import came
from web.security_events import tried as noted
from web.settings import settings
from web.sign_in_words import refusal
from web.single_sign_on import Journey, Provider, SignOnError, WeakSignOnError

log = logging.getLogger(__name__)

DID_NOT_WORK: Final = mark("The sign-in of your organisation did not work. Try again, or come in another way.")
WEAK: Final = mark("Your organisation asked you for too little. Sign in there with a second step, and try again.")


@bp.get("/sign-in/single")
@anyone
def single() -> ResponseReturnValue:
    """To the landlord's sign-on."""
    return leave(again=False)


@bp.get("/prove/single")
@colleague
def single_again() -> ResponseReturnValue:
    """To the landlord's sign-on, to show once more who one is."""
    session["prove_next"] = local_address(request.args.get("next"), "/staff/")
    return leave(again=True)


@bp.get("/sign-in/single/back")
@anyone
def single_back() -> ResponseReturnValue:
    """Back from there. The address works once, for the browser that left, so this GET may act."""
    left = session.pop("journey", None)
    known = left is not None and hmac.compare_digest(left["state"].encode(), request.args.get("state", "").encode())
    if not known or (left["again"] and current_person() is None):  # their session ended while they were there
        return failed(_("This way in was open for too long, or was used before. Begin again."))
    journey = Journey(**left)
    try:
        said = provider().back(journey, request.args.get("code", ""))
    except SignOnError as fault:
        log.warning("single sign-on: %s", fault)
        weak = isinstance(fault, WeakSignOnError)
        came("single", "weak" if weak else "wrong")
        return failed(_(WEAK) if weak else _(DID_NOT_WORK))
    if journey.again:
        return proved(said)
    tried = noted("single", act_on_return(actions.come_in, said))
    return come_in(tried.person) if tried.person else failed(refusal(tried, "single"))


def leave(*, again: bool) -> Response:
    try:
        address, journey = provider().leave(again=again)
    except SignOnError as fault:
        log.warning("single sign-on: %s", fault)
        return failed(_(DID_NOT_WORK))
    session["journey"] = asdict(journey)
    return redirect(address)


def proved(said: Said) -> Response:
    """They showed who they are: it must be who is signed in here."""
    wanted = session.pop("prove_next", "/staff/")
    if actions.known_as(reading(), said) != me().id:
        came("proof", "wrong")
        flash(_("That was somebody else's account."), "error")
        return redirect(f"{proof.PAGE}?next={wanted}", 303)
    came("proof", "right")
    proof.note()
    return redirect(wanted, 303)


def failed(words: str) -> Response:
    flash(words, "error")
    return redirect(url_for("staff_sign_in.start"), 303)


def provider() -> Provider:
    """The landlord's; 404 where it has none."""
    chosen = settings().single_sign_on
    if chosen is None:
        abort(404)
    return Provider(chosen, settings().staff_site)
