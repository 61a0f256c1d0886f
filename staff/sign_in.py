"""Signing in as staff: password and authenticator, or a passkey. The landlord's own: ``staff.single_sign_on``."""

from __future__ import annotations

import time
from importlib import import_module
from typing import Final

from flask import Blueprint, Flask, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from casework.actions import passkeys, staff_sign_in, tries
from casework.actions.rows import roles_of
from casework.actions.sign_in import Someone, Tried
from casework.actions.staff_sign_in import Place
from casework.records import desk
from staff import places
from web import known_browsers, pages
from web import passkeys as devices
from web.access import anyone, end_session, london_today, start_session
from web.database import act, database, reading
from web.demo.people import STAFF_AT
from web.forms import CodeField, EmailField, Form, PasswordField, needed
from web.language import gettext as _
from web.language import lazy_gettext as _l
from web.language import local_address
from web.security_events import came
from web.security_events import tried as noted
from web.settings import settings
from web.sign_in_words import refusal, until_words

bp = Blueprint("staff_sign_in", __name__, url_prefix="/staff")

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


class RecoveryForm(Form):
    code = CodeField(
        _l("Recovery code"),
        hint=_l("8 letters and digits. Each code works once."),
        validators=[needed(_l("Enter one of your recovery codes"))],
    )


@bp.route("/sign-in", methods=["GET", "POST"])
@anyone
def start() -> ResponseReturnValue:
    """Email and password."""
    if request.method == "GET":
        session["staff_next"] = local_address(request.args.get("next"), "")
    form = PasswordForm()
    if form.validate_on_submit():
        email = form.email.data or ""
        tried = act(staff_sign_in.count_password, email, place(email))
        shut = tried.until or (settings().production and email.strip().lower().endswith(STAFF_AT))
        staff = None if shut else staff_sign_in.password_fits(tried, form.password.data or "")
        came("password", "locked" if tried.until else "right" if staff else "wrong")
        if staff is not None:
            wanted = session.get("staff_next", "")
            end_session()  # a customer's session in this browser ends here
            session.update(staff_next=wanted, halfway=[staff.id, staff.version, int(time.time())])
            return redirect(url_for(".code"), 303)
        form.add_error(None if tried.until else "password", _why(tried))
    return page(form)


@bp.route("/sign-in/code", methods=["GET", "POST"])
@anyone
def code() -> ResponseReturnValue:
    """The authenticator's code, soon after the password."""
    staff_id, version = halfway()
    if not staff_id:
        return redirect(url_for(".start"), 303)
    form = AuthenticatorForm()
    if form.validate_on_submit():
        tried = noted("totp", act(staff_sign_in.redeem_totp, staff_id, form.code.data or "", place_of(staff_id)))
        if tried.person is not None:
            return come_in(tried.person) if tried.person.version == version else redirect(url_for(".start"), 303)
        form.add_error("code", refusal(tried, "totp"))
    return pages.render("staff/sign_in/code.html", form=form, back=url_for(".start"))


@bp.route("/sign-in/recovery", methods=["GET", "POST"])
@anyone
def recovery() -> ResponseReturnValue:
    """A recovery code in place of the authenticator's."""
    staff_id, version = halfway()
    if not staff_id:
        return redirect(url_for(".start"), 303)
    form = RecoveryForm()
    if form.validate_on_submit():
        tried = noted(
            "recovery", act(staff_sign_in.redeem_recovery, staff_id, form.code.data or "", place_of(staff_id))
        )
        if tried.person is not None:
            return come_in(tried.person) if tried.person.version == version else redirect(url_for(".start"), 303)
        form.add_error("code", refusal(tried, "recovery"))
    return pages.render("staff/sign_in/recovery.html", form=form, back=url_for(".code"))


@bp.post("/sign-in/passkey")
@anyone
def passkey() -> ResponseReturnValue:
    """What a device answered to the challenge of the sign-in page."""
    form = devices.PasskeyForm()
    said = devices.answer(form) if form.validate_on_submit() else None
    network = tries.network(request.remote_addr)
    tried = act(passkeys.redeem, said, network=network) if said else Tried(refused="wrong")
    noted("passkey", tried)
    if tried.person is not None:
        return come_in(tried.person)
    form = PasswordForm(formdata=None)
    form.add_error(None, refusal(tried, "passkey"))
    return page(form)


def init_app(app: Flask) -> None:
    """Bring the ways in into the portal; those of other modules lie beside these."""
    for beside in ("joining", "single_sign_on"):
        import_module(f"staff.{beside}")
    app.register_blueprint(bp)


def page(form: PasswordForm) -> Response:
    """The sign-in page, with every way in that there is here."""
    return devices.with_script(
        pages.render(
            "staff/sign_in/start.html",
            form=form,
            passkey=devices.PasskeyForm(formdata=None),
            options=devices.options_to_use(),
            elsewhere=settings().single_sign_on is not None,
        )
    )


def come_in(person: Someone) -> Response:
    """Begin the session, and lead to the page that was asked for, or to the first that this person may open."""
    wanted = session.get("staff_next") or ""
    start_session("staff", person.id, person.version, person.mark)
    colleague = desk.staff_member(reading(), person.id)
    home = places.home(roles_of(colleague, london_today()))
    answer = redirect(wanted if wanted.startswith("/staff/") else home, 303)
    return known_browsers.remember(answer, owner(colleague.email))


def halfway() -> tuple[int, int]:
    """Whose password was right in this browser a moment ago, and the version of their sessions; zeros for nobody.

    Nobody's also since another password was set, or all their sessions ended.
    """
    staff_id, version, at = session.get("halfway", (0, 0, 0))
    stands = time.time() - at <= _HALFWAY and desk.staff_member(reading(), staff_id).session_version == version
    return (staff_id, version) if stands else (0, 0)


def place(email: str) -> Place:
    """Where this try comes from, by the person whom it is about."""
    return Place(tries.network(request.remote_addr), known_browsers.mark(owner(email)))


def place_of(staff_id: int) -> Place:
    return place(desk.staff_member(reading(), staff_id).email)


def owner(email: str) -> str:
    """How a browser remembers whose it is."""
    return staff_sign_in.browser_owner(database().keyring, email)


def _why(tried: staff_sign_in.PasswordTry) -> str:
    if tried.until is not None:
        return _(
            "There were too many tries, so signing in is closed for now. Try again {when}.",
            when=until_words(tried.until),
        )
    return _("This email address and this password do not belong together. Check both and try again.")
