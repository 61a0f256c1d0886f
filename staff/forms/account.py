"""Forms about a person's own sign-in."""

from __future__ import annotations

from typing import Any

import wtforms
from wtforms.validators import StopValidation

from casework.rules import passwords
from translations import mark
from web.forms import CodeField, Form, PasswordField, TextField, longest, needed
from web.language import gettext
from web.language import lazy_gettext as _l
from web.passkeys import PasskeyForm

WEAK = {
    "too_short": mark("Use at least 12 characters. Three words that do not belong together are good."),
    "too_long": mark("This is too long. Make it shorter."),
    "too_simple": mark("Use more different characters. Three words that do not belong together are good."),
    "common": mark("Many people use this password, and others guess it first. Choose another one."),
    "holds_name": mark("Do not use your name, your address or ours. Others guess them first."),
}


class SameAgain:
    """The second of two passwords is the first once more, so that a slip of the finger shuts nobody out."""

    def __call__(self, form: Any, field: wtforms.Field) -> None:
        if field.data != form.password.data:
            raise StopValidation(gettext("The two passwords differ. Type both again."))


class NewPasswordForm(Form):
    """A password of one's own."""

    password = PasswordField(
        _l("New password"),
        [needed(_l("Enter a password"))],
        hint=_l("At least 12 characters. Three words that do not belong together are good."),
    )
    password_again = PasswordField(_l("The same password again"), [SameAgain()])

    def knows(self, *known: str) -> NewPasswordForm:
        """``known``: what must not be all of it: name, address, landlord."""
        self._known = known
        return self

    def validate_password(self, field: wtforms.Field) -> None:
        weak = passwords.why_weak(field.data or "", self._known)
        if weak:
            raise StopValidation(gettext(WEAK[weak]))


class JoinForm(NewPasswordForm):
    """Everything that a new colleague sets."""

    code = CodeField(
        _l("Code from your authenticator app"),
        hint=_l("6 digits. It changes every 30 seconds."),
        digits=True,
        validators=[needed(_l("Enter the code from your authenticator app"))],
    )


class AuthenticatorForm(Form):
    """Another authenticator app, or another telephone."""

    form_key = wtforms.HiddenField()
    code = CodeField(
        _l("Code from your authenticator app"),
        hint=_l("6 digits. It changes every 30 seconds."),
        digits=True,
        validators=[needed(_l("Enter the code from your authenticator app"))],
    )


class CodesForm(Form):
    """New recovery codes."""

    form_key = wtforms.HiddenField()


class AddPasskeyForm(PasskeyForm):
    """A passkey, and how its owner calls it."""

    name = TextField(
        _l("What do you call this device?"),
        [needed(_l("Write what you call it")), longest(100)],
        hint=_l("For example: my telephone"),
    )


class ProveForm(Form):
    """Password or code: one of them does."""

    next = wtforms.HiddenField()
    password = PasswordField(_l("Password"))
    code = CodeField(
        _l("Or a code from your authenticator app"),
        hint=_l("6 digits. It changes every 30 seconds."),
        digits=True,
    )
