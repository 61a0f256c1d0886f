"""The form that all forms here are made of, and its plain fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import wtforms
from flask_wtf import FlaskForm
from wtforms.validators import Optional, StopValidation

from web import held_forms
from web.forms.text import cleaned, one_line, printable
from web.language import ngettext, reader_catalogue

Words = Any  # a text, or a lazy one from web.language.lazy_gettext


class OwnTexts:
    """Messages in the reader's language from our catalogues alone: WTForms has its own in some of our languages only,
    and no field here shows one of them."""

    def gettext(self, text: str) -> str:
        return reader_catalogue().gettext(text)

    def ngettext(self, one: str, many: str, number: int) -> str:
        return reader_catalogue().ngettext(one, many, number)


class Form(FlaskForm):
    """A form with CSRF protection whose messages are in the reader's language."""

    class Meta(FlaskForm.Meta):
        def get_translations(self, form: Any) -> OwnTexts:
            return OwnTexts()

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            return printable(held_forms.formdata(super().wrap_formdata(form, formdata)))

    def add_error(self, name: str | None, message: Words) -> None:
        """Say what a rule found: at a field, or with None above the whole form."""
        if name is None:
            self.form_errors.append(message)
        else:
            field = self[name]
            field.errors = [*field.errors, message]


class needed:  # noqa: N801  reads as a word in a list of validators
    """A field that must be filled; the message says what to do, never "this field is required"."""

    field_flags = {"required": True}  # noqa: RUF012  WTForms reads it from the class

    def __init__(self, message: Words) -> None:
        self.message = message

    def __call__(self, form: Any, field: wtforms.Field) -> None:
        if field.errors:  # what was typed could not be read: that message is the better one
            raise StopValidation
        if field.data is None or field.data == [] or (isinstance(field.data, str) and not field.data.strip()):
            raise StopValidation(str(self.message))
        if field.data is False:
            raise StopValidation(str(self.message))


class longest:  # noqa: N801
    """A text of at most so many characters; the message tells how many are too many."""

    def __init__(self, limit: int) -> None:
        self.limit = limit

    def __call__(self, form: Any, field: wtforms.Field) -> None:
        over = len(field.data or "") - self.limit
        if over > 0:
            raise StopValidation(
                ngettext(
                    "Your text is {number} character too long. Use at most {limit} characters.",
                    "Your text is {number} characters too long. Use at most {limit} characters.",
                    over,
                    limit=self.limit,
                )
            )


optional = Optional


# People write in any language: the words run in their own direction, whatever the page's is.
OWN_WAY: Mapping[str, str] = {"dir": "auto"}


class TextField(wtforms.StringField):
    """A text of one line."""

    component = "input"
    input_type = "text"
    attributes = OWN_WAY

    def __init__(
        self, label: Words = None, validators: Sequence[Any] = (), *, hint: Words = "", **options: Any
    ) -> None:
        options.setdefault("filters", [one_line])
        super().__init__(label, list(validators), description=hint, **options)


class LongTextField(wtforms.TextAreaField):
    """A text of several lines; `rows` tells how many are shown."""

    component = "textarea"
    attributes = OWN_WAY

    def __init__(
        self, label: Words = None, validators: Sequence[Any] = (), *, hint: Words = "", rows: int = 6, **options: Any
    ) -> None:
        options.setdefault("filters", [cleaned])
        super().__init__(label, list(validators), description=hint, **options)
        self.rows = rows


class EmailField(TextField):
    """An email address; whether it exists only a mail to it can tell."""

    input_type = "email"
    attributes = {"autocomplete": "email", "spellcheck": "false", "dir": "ltr"}  # noqa: RUF012


class PasswordField(TextField):
    """A password; it is never cleaned and never shown again."""

    input_type = "password"
    attributes = {"autocomplete": "current-password", "spellcheck": "false"}  # noqa: RUF012

    def __init__(
        self, label: Words = None, validators: Sequence[Any] = (), *, hint: Words = "", **options: Any
    ) -> None:
        super().__init__(label, list(validators), hint=hint, filters=[], **options)

    def _value(self) -> str:
        return ""


class CodeField(TextField):
    """A code from a mail, a text, a letter or an authenticator; spaces and hyphens in it do not matter."""

    attributes = {"autocomplete": "one-time-code", "spellcheck": "false", "autocapitalize": "characters", "dir": "ltr"}  # noqa: RUF012

    def __init__(
        self,
        label: Words = None,
        validators: Sequence[Any] = (),
        *,
        hint: Words = "",
        digits: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(label, list(validators), hint=hint, filters=[one_line, _code], **options)
        if digits:
            self.attributes = {**self.attributes, "inputmode": "numeric"}


def _code(value: Any) -> Any:
    return "".join(c for c in value.upper() if c.isalnum()) if isinstance(value, str) else value
