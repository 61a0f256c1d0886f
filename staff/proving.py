"""Before the gravest acts: is it still you? A password, a code or a passkey, and back to what was being done."""

from __future__ import annotations

from flask import redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from casework.actions import passkeys, staff_sign_in, tries
from casework.actions.sign_in import Tried
from casework.records import desk, staff_access
from staff.blueprint import bp
from staff.forms.account import ProveForm
from staff.showing import show
from web import passkeys as devices
from web import proof
from web.access import colleague, me
from web.database import act, reading
from web.language import gettext as _
from web.language import local_address
from web.security_events import came
from web.security_events import tried as noted
from web.settings import settings
from web.sign_in_words import refusal


@bp.route("/prove", methods=["GET", "POST"])
@colleague
def prove() -> ResponseReturnValue:
    """Password or code; then back, where what was typed still stands."""
    form = ProveForm(data={"next": request.args.get("next", "")})
    if form.validate_on_submit():
        wrong = wrong_in(form)
        came("proof", "wrong" if wrong else "right")
        if wrong is None:
            return proved(form)
        form.add_error(*wrong)
    return page(form)


@bp.post("/prove/passkey")
@colleague
def prove_passkey() -> ResponseReturnValue:
    """The same by a passkey."""
    sent = devices.PasskeyForm()
    said = devices.answer(sent) if sent.validate_on_submit() else None
    network = tries.network(request.remote_addr)
    tried = act(passkeys.check, said, network=network) if said else Tried(refused="wrong")
    form = ProveForm()
    noted("proof", tried)
    if tried.person is not None and tried.person.id == me().id:
        return proved(form)
    form.add_error(None, refusal(tried if tried.refused else Tried(refused="wrong"), "passkey"))
    return page(form)


def wrong_in(form: ProveForm) -> tuple[str, str] | None:
    """The field that is wrong, and why; None where one of them was right."""
    if form.code.data:
        tried = act(staff_sign_in.prove_totp, form.code.data)
        return None if tried.person else ("code", refusal(tried, "totp"))
    if not form.password.data:
        return "password", _("Enter your password, or a code from your authenticator app")
    counted = act(staff_sign_in.count_proof)
    if counted.until is not None:
        return "password", refusal(Tried(refused="locked", until=counted.until))
    if staff_sign_in.password_fits(counted, form.password.data) is None:
        return "password", _("This is not your password. Check it and type it again.")
    return None


def proved(form: ProveForm) -> Response:
    proof.note()
    wanted = local_address(form.next.data, "")
    return redirect(wanted if wanted.startswith("/staff/") else "/staff/", 303)


def page(form: ProveForm) -> str:
    """The page that asks, with every way that this person has."""
    person = desk.staff_member(reading(), me().id)
    has_passkey = bool(staff_access.passkeys_of(reading(), person.id))
    elsewhere = settings().single_sign_on is not None and staff_access.signs_on_elsewhere(reading(), person.id)
    return show(
        "staff/prove.html",
        form=form,
        has_password=bool(person.password_hash),
        passkey=devices.PasskeyForm(formdata=None),
        options=devices.options_to_use() if has_passkey else "",
        elsewhere=elsewhere,
    )
