"""Dates and times as people type them: whatever was typed stays in the form, and a mistake gets a plain answer."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from typing import Any

import wtforms

from web.forms.base import TextField, Words
from web.forms.text import one_line
from web.language import gettext

PARTS = ("day", "month", "year")
TIME = re.compile(r"^(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm|yb|yh|ص|م)?\.?$")
AFTERNOON = {"pm", "yh", "م"}


class DateParts(wtforms.Field):
    """A date in three boxes, `NAME-day`, `NAME-month` and `NAME-year`. `.data` is a date or None."""

    component = "date_input"

    def __init__(
        self,
        label: Words = None,
        validators: Sequence[Any] = (),
        *,
        hint: Words = "",
        born: bool = False,
        **options: Any,
    ) -> None:
        """`born` tells browsers and password managers that this is the person's date of birth."""
        super().__init__(label, list(validators), description=hint, **options)
        self.born = born
        self.typed = dict.fromkeys(PARTS, "")
        self.wrong: tuple[str, ...] = ()

    @property
    def anchor(self) -> str:
        """The box to which the error summary leads."""
        return f"{self.id}-{self.wrong[0] if self.wrong else 'day'}"

    def process(self, formdata: Any, data: Any = wtforms.utils.unset_value, extra_filters: Any = None) -> None:
        super().process(None, data, extra_filters)
        if self.data is not None:
            self.typed = {part: str(getattr(self.data, part)) for part in PARTS}
        if formdata is None:
            return
        self.raw_data = [value for part in PARTS for value in formdata.getlist(f"{self.name}-{part}")[:1]]
        self.typed = {part: one_line(str(formdata.get(f"{self.name}-{part}", "")))[:20] for part in PARTS}
        try:
            self.data = self._read()
        except ValueError as mistake:
            self.data = None
            self.process_errors = [str(mistake)]

    def _read(self) -> datetime.date | None:
        """The date that was typed, None for nothing at all; ValueError with the words for the person."""
        empty = tuple(part for part in PARTS if not self.typed[part])
        if len(empty) == 3:
            return None
        if empty:
            self.wrong = empty
            raise ValueError(self._missing(empty))
        self.wrong = tuple(part for part in PARTS if not self.typed[part].isdecimal())
        if self.wrong:
            raise ValueError(gettext("Write the date in numbers, for example 27 3 2026"))
        day, month, year = (int(self.typed[part]) for part in PARTS)
        if not 1 <= month <= 12:
            self.wrong = ("month",)
            raise ValueError(gettext("The month must be a number from 1 to 12"))
        if not 1900 <= year <= 2200:
            self.wrong = ("year",)
            raise ValueError(gettext("The year must have 4 numbers, for example 2026"))
        try:
            return datetime.date(year, month, day)
        except (ValueError, OverflowError):
            self.wrong = ("day",)
            raise ValueError(gettext("There is no such day in that month. Check the day and the month")) from None

    def _missing(self, empty: tuple[str, ...]) -> str:
        if len(empty) == 2:
            return gettext("Enter a day, a month and a year")
        return {
            "day": gettext("Enter the day as well"),
            "month": gettext("Enter the month as well"),
            "year": gettext("Enter the year as well"),
        }[empty[0]]


class TimeField(TextField):
    """A time of day in any usual way of writing. `.data` is "HH:MM" or None."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = None
        typed = one_line(valuelist[0]).lower() if valuelist else ""
        if not typed:
            return
        match = TIME.match(typed)
        hour, minute = (int(match[1]), int(match[2] or 0)) if match else (24, 0)
        half = match[3] if match else None
        if half and 1 <= hour <= 12:
            hour = hour % 12 + (12 if half in AFTERNOON else 0)
        if hour > 23 or minute > 59:
            raise ValueError(gettext("Write the time like 10am, 2:30pm or 14:30"))
        self.data = f"{hour:02}:{minute:02}"

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else (self.data or "")
