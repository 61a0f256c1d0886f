"""Signing in without a password, and signing out."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

import wtforms
from flask import Blueprint, flash, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import InterfaceError, OperationalError
from wtforms.validators import ValidationError

from casework.actions import post_codes, sessions, sign_in, tries
from casework.actions.sign_in import Tried
from casework.actions.work import RefusedError
from portal import form_keys
from portal.page import page
from web.access import LONGEST_SESSION, anyone, end_session, end_session_after, start_session
from web.database import act, reading
from web.forms import CodeField, DateParts, Form, TextField, needed
from web.health import without_database
from web.language import current_language, local_address
from web.language import gettext as _
from web.language import lazy_gettext as _l
from web.people import current_person
from web.security_events import tried as noted
from web.settings import settings
from web.sign_in_words import refusal, until_words

bp = Blueprint("sign_in", __name__)

WEATHER = "https://www.bbc.co.uk/weather"
HOME = {"customer": "/arrangements", "advocate": "/clients"}


class AddressField(TextField):
    """An email address or a phone number."""

    attributes = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false", "dir": "ltr"}  # noqa: RUF012


class AddressForm(Form):
    address = AddressField(
        _l("Your email address or phone number"),
        hint=_l("The one that we have for you. We send a code to it. You need no password."),
        validators=[needed(_l("Enter your email address or phone number"))],
    )
    form_key = wtforms.HiddenField()

    def validate_address(self, field: AddressField) -> None:
        try:
            channel, _address = sign_in.read_address(field.data or "")
        except RefusedError:
            raise ValidationError(
                _("Enter an email address, like name@example.com, or a phone number, like 01632 960001")
            ) from None
        if channel == "text" and not settings().sends_texts:
            raise ValidationError(_("We cannot send texts. Enter your email address"))


class CodeForm(Form):
    code = CodeField(
        _l("Code"), hint=_l("6 digits, for example 492817"), digits=True, validators=[needed(_l("Enter the code"))]
    )


class WhoForm(Form):
    birthday = DateParts(_l("Your date of birth"), hint=_l("For example, 27 3 1965"), born=True)
    name = TextField(
        _l("Or, if you speak for somebody else: your full name"), hint=_l("As you gave it to us as an advocate")
    )

    def validate_name(self, field: TextField) -> None:
        if not field.data and self.birthday.data is None and not self.birthday.errors:
            raise ValidationError(_("Enter your date of birth, or your full name if you speak for somebody else"))


class LetterForm(Form):
    code = CodeField(
        _l("Access code"),
        hint=_l("It stands in the letter, for example K7F3-9QPM-2RTV. Capitals and dashes do not matter."),
        validators=[needed(_l("Enter the access code"))],
    )
    birthday = DateParts(
        _l("Your date of birth"),
        hint=_l("For example, 27 3 1965"),
        born=True,
        validators=[needed(_l("Enter your date of birth"))],
    )


class PostForm(Form):
    """Who asks for a code by post."""

    name = TextField(
        _l("Your full name"),
        hint=_l("As it stands on our letters to you"),
        validators=[needed(_l("Enter your full name"))],
    )
    birthday = DateParts(
        _l("Your date of birth"),
        hint=_l("For example, 27 3 1965"),
        born=True,
        validators=[needed(_l("Enter your date of birth"))],
    )
    where = TextField(
        _l("Your postcode, or your tenancy or customer reference"),
        validators=[needed(_l("Enter your postcode or a reference"))],
    )

    def said(self) -> post_codes.Said:
        """What the action takes; call it after the form was found valid."""
        return post_codes.Said(str(self.name.data)[:200], self.birthday.data, str(self.where.data)[:40])


@bp.route("/sign-in", methods=["GET", "POST"])
@anyone
def start() -> ResponseReturnValue:
    """Ask for a code. The address that was typed before, or is typed now, stays."""
    if request.method == "GET":
        session["next"] = local_address(request.args.get("next"), "")
    form = AddressForm(data={"address": _address_asked_for(), "form_key": form_keys.fresh()})
    if form.validate_on_submit():
        asked = _ask_for_code(form.address.data or "", form_keys.of(form.form_key))
        if asked.until is None:
            return redirect(url_for("sign_in.code"), 303)
        form.add_error("address", _no_more_codes(asked.until))
    idle = int(settings().session_idle.total_seconds() // 60)
    longest = LONGEST_SESSION.total_seconds() // 3600
    return page("sign_in/start.html", form=form, idle=idle, longest=longest, asked=bool(_address_asked_for()))


@bp.route("/sign-in/code", methods=["GET", "POST"])
@anyone
def code() -> ResponseReturnValue:
    """Enter the code."""
    handle = session.get("asked", "")
    form = CodeForm()
    if form.validate_on_submit():
        network = tries.network(request.remote_addr)
        tried = noted("code", act(sign_in.redeem_code, handle, form.code.data or "", network=network))
        if tried.refused == "choose":
            return redirect(url_for("sign_in.who"), 303)
        if tried.person is not None:
            return _welcome(tried)
        form.add_error("code", refusal(tried))
    minutes = int(settings().code_valid.total_seconds() // 60)
    return page("sign_in/code.html", form=form, address=_address_asked_for(), minutes=minutes, back=url_for(".start"))


@bp.post("/sign-in/code/again")
@anyone
def again() -> ResponseReturnValue:
    """Send another code to the same address; where no more are sent, the last one still works."""
    address = _address_asked_for()
    if not address:
        return redirect(url_for("sign_in.start"), 303)
    until = _ask_for_code(address, session.get("asked", "")).until
    if until is not None:
        flash(_no_more_codes(until))
    return redirect(url_for("sign_in.code"), 303)


@bp.route("/sign-in/who", methods=["GET", "POST"])
@anyone
def who() -> ResponseReturnValue:
    """Several people share the address: which of them is it?"""
    form = WhoForm()
    if form.validate_on_submit():
        tried = act(
            sign_in.choose,
            session.get("asked", ""),
            birthday=form.birthday.data,
            name=form.name.data or "",
            valid=settings().code_valid,
            network=tries.network(request.remote_addr),
        )
        if noted("who", tried).person is not None:
            return _welcome(tried)
        form.add_error("name" if form.name.data else "birthday", refusal(tried, "who"))
    return page("sign_in/who.html", form=form)


@bp.route("/sign-in/letter", methods=["GET", "POST"])
@anyone
def letter() -> ResponseReturnValue:
    """Sign in with the code in a letter and the date of birth. The code of a letter never stands in an address."""
    form = LetterForm()
    if form.validate_on_submit():
        network = tries.network(request.remote_addr)
        tried = noted(
            "letter", act(sign_in.redeem_letter_code, form.code.data or "", form.birthday.data, network=network)
        )
        if tried.person is not None:
            return _welcome(tried)
        form.add_error("code", refusal(tried, "letter"))
    return page("sign_in/letter.html", form=form, back=url_for(".start"))


@bp.route("/sign-in/help", methods=["GET", "POST"])
@anyone
def without() -> ResponseReturnValue:
    """For who has neither the email or phone on record nor a letter: a code by post. It never says who is on record."""
    form = PostForm()
    if form.validate_on_submit():
        until = act(post_codes.ask, form.said(), network=tries.network(request.remote_addr))
        if until is None:
            return redirect(url_for(".by_post"), 303)
        form.add_error(None, refusal(noted("post", Tried(until=until))))
    return page("sign_in/help.html", form=form, back=url_for(".start"))


@bp.get("/sign-in/by-post")
@anyone
def by_post() -> ResponseReturnValue:
    """The same for everybody who asked."""
    return page("sign_in/by_post.html")


@bp.route("/sign-in/not-me/<token>", methods=["GET", "POST"])
@anyone
def not_me(token: str) -> ResponseReturnValue:
    """From the link in a mail with a code: sign everybody out. A GET does nothing: scanners of mail open links."""
    form = Form()
    if not form.validate_on_submit():
        return page("sign_in/not_me.html", form=form)
    ended = act(sessions.end_by_link, token)
    if ended:
        end_session()
    return page("sign_in/not_me_done.html", ended=ended), 200 if ended else 410


@bp.get("/leave")
@without_database
@anyone
def leave() -> ResponseReturnValue:
    """The quick way out: to the weather forecast, signed out, so that the way back shows nothing."""
    answer = redirect(WEATHER, 303)
    end_session_after(answer)
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


@bp.post("/sign-out")
@without_database
@anyone
def sign_out() -> ResponseReturnValue:
    """End the session of this browser, and of whoever has a copy of its cookie."""
    person = current_person()
    # Also where their time here is over: a copy that somebody used meanwhile is still alive.
    if "mark" in session and not g.get("database_gone"):
        with suppress(OperationalError, InterfaceError):  # the database just went: they still leave this browser
            act(sessions.sign_out, session["mark"])
    end_session()
    return redirect(url_for("sign_in.signed_out", side="staff" if person and person.kind == "staff" else None), 303)


@bp.get("/signed-out")
@without_database
@anyone
def signed_out() -> ResponseReturnValue:
    """You are out, and how to come in again."""
    again_at = "/staff/sign-in" if request.args.get("side") == "staff" else url_for(".start")
    return page("sign_in/signed_out.html", again_at=again_at)


def _ask_for_code(typed: str, form_key: str) -> sign_in.Asked:
    asked = act(
        sign_in.request_code,
        typed,
        network=tries.network(request.remote_addr),
        language=current_language(),
        valid=settings().code_valid,
        form_key=form_key,
    )
    if asked.until is not None:
        noted("code_asked", Tried(until=asked.until))
    if asked.handle:
        session["asked"] = asked.handle
    return asked


def _no_more_codes(until: datetime) -> str:
    return _("Several codes were asked for. Ask again {when}, or come in another way.", when=until_words(until))


def _address_asked_for() -> str:
    """The email or phone for which this browser last asked for a code."""
    handle = session.get("asked")
    if not handle:
        return ""
    known = sign_in.address_of(reading(), handle)
    return known[1] if known else ""


def _welcome(tried: Tried) -> ResponseReturnValue:
    """Begin the session, and go on to where the person was going."""
    if tried.person is None:
        raise RuntimeError("nobody to welcome")
    wanted = session.get("next") or ""
    start_session(tried.person.kind, tried.person.id, tried.person.version, tried.person.mark)
    own_side = bool(wanted) and not wanted.startswith(("/staff", "/sign"))
    return redirect(wanted if own_side else HOME[tried.person.kind], 303)
