"""Signing in as staff: password, then the authenticator's code."""

from __future__ import annotations

import time
from typing import Final

from flask import Blueprint, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from casework.actions import staff_sign_in, tries
from web import pages
from web.access import anyone, end_session, start_session
from web.database import act
from web.forms import CodeField, EmailField, Form, PasswordField, needed
from web.language import gettext as _
from web.language import lazy_gettext as _l
from web.language import local_address
from web.sign_in_words import refusal, until_words

bp = Blueprint("staff_sign_in", __name__, url_prefix="/staff")

HOME: Final = "/staff/"
_HALFWAY: Final = 5 * 60  # seconds between password and code


class PasswordForm(Form):
    email = EmailField(_l("Work email address"), validators=[needed(_l("Enter your work email address"))])
    password = PasswordField(_l("Password"), validators=[needed(_l("Enter your password"))])


class AuthenticatorForm(Form):
    code = CodeField(
        _l("Code from your authenticator app"),
        hint=_l("6 digits. It changes every 30 seconds."),
        digits=True,
        validators=[needed(_l("Enter the code from your authenticator app"))],
    )


@bp.route("/sign-in", methods=["GET", "POST"])
@anyone
def start() -> ResponseReturnValue:
    """Email and password."""
    if request.method == "GET":
        session["staff_next"] = local_address(request.args.get("next"), "")
    form = PasswordForm()
    if form.validate_on_submit():
        tried = act(staff_sign_in.count_password, form.email.data or "", network=tries.network(request.remote_addr))
        staff = None if tried.until else staff_sign_in.password_fits(tried, form.password.data or "")
        if staff is not None:
            wanted = session.get("staff_next", "")
            end_session()  # a customer's session in this browser ends here
            session.update(staff_next=wanted, halfway=[staff.id, staff.version, int(time.time())])
            return redirect(url_for(".code"), 303)
        form.add_error(None if tried.until else "password", _why(tried))
    return pages.render("staff/sign_in/start.html", form=form)


@bp.route("/sign-in/code", methods=["GET", "POST"])
@anyone
def code() -> ResponseReturnValue:
    """The authenticator's code, soon after the password."""
    staff_id, version, at = session.get("halfway", (0, 0, 0))
    if time.time() - at > _HALFWAY:
        return redirect(url_for(".start"), 303)
    form = AuthenticatorForm()
    if form.validate_on_submit():
        tried = act(staff_sign_in.redeem_totp, staff_id, form.code.data or "")
        if tried.person is not None and tried.person.version == version:
            wanted = session.get("staff_next") or HOME
            start_session("staff", staff_id, version)
            return redirect(wanted if wanted.startswith("/staff/") else HOME, 303)
        form.add_error("code", refusal(tried, "totp"))
    return pages.render("staff/sign_in/code.html", form=form, back=url_for(".start"))


def _why(tried: staff_sign_in.PasswordTry) -> str:
    if tried.until is not None:
        return _(
            "There were too many tries, so signing in is closed for now. Try again {when}.",
            when=until_words(tried.until),
        )
    return _("This email address and this password do not belong together. Check both and try again.")
