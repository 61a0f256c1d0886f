"""Which days a form takes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import wtforms
from wtforms.validators import StopValidation

from web.access import london_today
from web.language import gettext


class NotLater:
    """A day that has come."""

    def __call__(self, form: Any, field: wtforms.Field) -> None:
        if field.data and field.data > london_today():
            raise StopValidation(gettext("This day has not come yet. Enter today or an earlier day"))


class Between:
    """A day from the first to the last, both included; they are worked out when the form is sent."""

    def __init__(self, days: Callable[[], tuple[date, date]]) -> None:
        self.days = days

    def __call__(self, form: Any, field: wtforms.Field) -> None:
        first, last = self.days()
        if field.data and field.data < first:
            raise StopValidation(gettext("This day has passed. Enter today or a later day"))
        if field.data and field.data > last:
            raise StopValidation(gettext("This day is too far away. Enter an earlier day"))
