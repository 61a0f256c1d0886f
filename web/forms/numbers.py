"""Phone numbers and whole numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import phonenumbers

from web.forms.base import TextField, Words
from web.forms.text import one_line
from web.language import gettext

_FIGURES: Final = 20


class PhoneField(TextField):
    """A phone number, of Britain unless it says otherwise. `.data` is like "+441632960001", or None."""

    input_type = "tel"
    attributes = {"autocomplete": "tel", "dir": "ltr"}  # noqa: RUF012

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = None
        typed = one_line(valuelist[0]) if valuelist else ""
        if not typed:
            return
        try:
            number = phonenumbers.parse(typed, "GB")
        except phonenumbers.NumberParseException:
            number = None
        # Possible, not valid: the numbers kept for fiction, and new ranges, are not in the library's tables.
        if number is None or not phonenumbers.is_possible_number(number):
            raise ValueError(gettext("Enter a phone number, for example 01632 960 001 or +44 7700 900 982"))
        self.data = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        if not self.data:
            return ""
        number = phonenumbers.parse(self.data, "GB")
        home = number.country_code == 44
        kind = phonenumbers.PhoneNumberFormat.NATIONAL if home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
        return phonenumbers.format_number(number, kind)


class NumberField(TextField):
    """A whole number within limits. `.data` is an int or None."""

    data: Any

    attributes = {"inputmode": "numeric", "spellcheck": "false"}  # noqa: RUF012

    def __init__(
        self,
        label: Words = None,
        validators: Sequence[Any] = (),
        *,
        least: int = 0,
        most: int = 9999,
        **options: Any,
    ) -> None:
        super().__init__(label, list(validators), **options)
        self.least, self.most = least, most

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = None
        typed = one_line(valuelist[0]) if valuelist else ""
        if not typed:
            return
        # Python itself refuses to read a number of thousands of figures, in words of its own.
        if not typed.isdecimal() or len(typed) > _FIGURES or not self.least <= int(typed) <= self.most:
            raise ValueError(gettext("Enter a whole number from {least} to {most}", least=self.least, most=self.most))
        self.data = int(typed)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else str(self.data)
