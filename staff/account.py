"""A person's own sign-in: password, authenticator, recovery codes, passkeys, and out of every browser at once."""

from __future__ import annotations

import secrets

import segno
from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from casework.actions import passkeys, people, staff_roles, staff_setup
from casework.actions.rows import roles_of
from casework.records import desk, staff_access
from casework.records.people import StaffMember
from staff.blueprint import bp
from staff.drafting import key_of
from staff.forms.account import AddPasskeyForm, AuthenticatorForm, CodesForm, NewPasswordForm
from staff.refusals import refusals_on
from staff.showing import show
from web import passkeys as devices
from web import sign_ins
from web.access import colleague, london_today, me, renew_session
from web.database import act, pack, reading
from web.language import gettext as _
from web.proof import proved_lately
from web.settings import settings


@bp.get("/account")
@colleague
def account() -> ResponseReturnValue:
    """How I come in, and my roles."""
    person, records = own(), reading()
    return show(
        "staff/account.html",
        person=person,
        roles=roles_of(person, london_today()),
        passkeys=staff_access.passkeys_of(records, person.id),
        possible=devices.possible(),
        codes_left=staff_access.codes_left(records, person.id),
        elsewhere=staff_access.signs_on_elsewhere(records, person.id),
        sessions=sign_ins.others(),
        form=None,
    )


@bp.route("/account/password", methods=["GET", "POST"])
@colleague
@proved_lately(on_opening=True)
def account_password() -> ResponseReturnValue:
    """Another password."""
    person = own()
    form = NewPasswordForm().knows(person.name, person.email, pack().name)
    if form.validate_on_submit():
        version = act(staff_setup.set_password, people.HASHER.hash(form.password.data or ""))
        return changed(version, _("Your password is changed. You are signed out everywhere else."))
    return show("staff/account_password.html", form=form)


@bp.route("/account/authenticator", methods=["GET", "POST"])
@colleague
@proved_lately(on_opening=True)
def account_authenticator() -> ResponseReturnValue:
    """Another authenticator app."""
    person, form = own(), AuthenticatorForm(data={"form_key": secrets.token_hex(16)})
    secret = staff_setup.secret_of(reading(), person, key_of(form))
    if form.validate_on_submit():
        with refusals_on(form):
            version = act(staff_setup.set_authenticator, key_of(form), form.code.data or "")
            return changed(version, _("Your authenticator is changed. You are signed out everywhere else."))
    return show("staff/account_authenticator.html", form=form, secret=grouped(secret), picture=picture(person, secret))


@bp.route("/account/codes", methods=["GET", "POST"])
@colleague
@proved_lately(on_opening=True)
def account_codes() -> ResponseReturnValue:
    """New recovery codes, shown once."""
    form = CodesForm(data={"form_key": secrets.token_hex(16)})
    codes = act(staff_setup.make_codes, key_of(form)) if form.validate_on_submit() else ()
    return show("staff/account_codes.html", form=form, codes=codes)


@bp.route("/account/passkeys/new", methods=["GET", "POST"])
@colleague
@proved_lately(on_opening=True)
def account_passkey_new() -> ResponseReturnValue:
    """A passkey in this device, made by the page's script."""
    form = AddPasskeyForm()
    said = devices.answer(form) if form.validate_on_submit() else None
    if said is not None:
        with refusals_on(form):
            act(passkeys.add, said, form.name.data or "")
            flash(_("The passkey is kept. You can sign in with it from now on."), "success")
            return redirect(url_for(".account"), 303)
    form.passkey.data = ""
    site, challenge = settings().staff_site, devices.new_challenge()
    options = passkeys.options_to_add(reading(), own(), site, pack().name, challenge) if devices.possible() else ""
    return show("staff/account_passkey_new.html", form=form, options=options)


@bp.post("/account/passkeys/<ref>/remove")
@colleague
def account_passkey_remove(ref: str) -> ResponseReturnValue:
    """This device opens the door no more."""
    act(passkeys.remove, ref)
    flash(_("The passkey is removed."))
    return redirect(url_for(".account"), 303)


@bp.post("/account/sign-out")
@colleague
def account_sign_out() -> ResponseReturnValue:
    """Out of every other browser; this one stays signed in."""
    version = act(staff_roles.sign_out, me().ref)
    return changed(version, _("You are signed out everywhere else."))


def own() -> StaffMember:
    """The person who is signed in."""
    return desk.staff_member(reading(), me().id)


def changed(version: int, said: str) -> Response:
    """Every other session ended; this one goes on."""
    renew_session(version)
    flash(said, "success")
    return redirect(url_for(".account"), 303)


def picture(person: StaffMember, secret: str) -> str:
    """The secret as a QR code that an authenticator app reads, as an address that holds the picture."""
    import pyotp

    uri = pyotp.TOTP(secret).provisioning_uri(name=person.email, issuer_name=f"Open Door {pack().name}")
    return str(segno.make(uri, error="m").svg_data_uri(scale=5, border=4, light="#fff", dark="#000"))


def grouped(secret: str) -> str:
    """In groups of four, as people type it."""
    return " ".join(secret[place : place + 4] for place in range(0, len(secret), 4))
