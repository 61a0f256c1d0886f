"""Fields in which a person chooses: the code is kept, the label is shown, in whatever language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import wtforms

from web.forms.base import Words


@dataclass(frozen=True)
class Choice:
    """One thing to choose. `divider` puts a word such as "or" above it."""

    code: str
    label: Words
    hint: Words = ""
    divider: Words = ""


class Choosing(wtforms.Field):
    """What fields with choices share; a code that was never offered counts as no answer."""

    component = ""

    def __init__(
        self,
        label: Words = None,
        validators: Sequence[Any] = (),
        *,
        hint: Words = "",
        choices: Iterable[Choice | tuple[str, Words]] = (),
        **options: Any,
    ) -> None:
        super().__init__(label, list(validators), description=hint, **options)
        self.offer(choices)

    def offer(self, choices: Iterable[Choice | tuple[str, Words]]) -> None:
        """Set what may be chosen, where that depends on the person; call it before the form is validated."""
        self.choices = [choice if isinstance(choice, Choice) else Choice(*choice) for choice in choices]
        if self.raw_data is not None:
            self.process_formdata(self.raw_data)

    def known(self, codes: Iterable[str]) -> list[str]:
        offered = {choice.code for choice in self.choices}
        return [code for code in codes if code in offered]

    def chosen(self, code: str) -> bool:
        return bool(self.data == code)


class ChoiceField(Choosing):
    """One of a few, all shown. `.data` is a code or None."""

    component = "radios"

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = next(iter(self.known(valuelist[:1])), None)


class SelectField(ChoiceField):
    """One of many, in a list that opens; the first line is empty."""

    component = "select"


class ChoicesField(Choosing):
    """Any of a few, all shown. `.data` is a list of codes."""

    component = "checkboxes"

    def process_data(self, value: Iterable[str] | None) -> None:
        self.data = list(value or [])

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = self.known(valuelist)

    def chosen(self, code: str) -> bool:
        return code in (self.data or [])


class TickField(wtforms.BooleanField):
    """One box to tick."""

    component = "tick"

    def __init__(
        self, label: Words = None, validators: Sequence[Any] = (), *, hint: Words = "", **options: Any
    ) -> None:
        super().__init__(label, list(validators), description=hint, **options)
