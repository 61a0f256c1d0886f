"""Taking the fields of a JSON object one by one, each error naming the field in full ("deciders[0].role")."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, Final

from casework.rules.proposal import UnreadableProposal

MISSING: Final = object()
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d", re.ASCII)


def shown(value: object) -> str:
    """A value of the file inside a message of one line: cut short, nothing in it that could break the line."""
    if isinstance(value, Mapping):
        return "an object"
    if isinstance(value, list | tuple):
        return "a list"
    text = ascii(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


class Fields:
    """A JSON object whose fields are all to be read; what nobody asked for is unknown."""

    __slots__ = ("path", "values")

    def __init__(self, values: object, path: str, known: Collection[str]) -> None:
        if not isinstance(values, Mapping):
            raise UnreadableProposal(path or "the proposal", "must be an object")
        self.values = values
        self.path = path
        for key in values:
            if key not in known:
                raise UnreadableProposal(
                    self.named(key if str(key).isidentifier() else shown(key)), "is not a field that is known here"
                )

    def named(self, key: str) -> str:
        """The full name of a field."""
        return f"{self.path}.{key}" if self.path else key

    def wrong(self, key: str, problem: str) -> UnreadableProposal:
        """The error that names a field."""
        return UnreadableProposal(self.named(key), problem)

    def required(self, key: str) -> Any:
        """A field that must be there; null counts as there."""
        value = self.values.get(key, MISSING)
        if value is MISSING:
            raise self.wrong(key, "is missing")
        return value

    def flag(self, key: str, default: bool = False) -> bool:
        """A yes-or-no field; left out, it is no."""
        value = self.values.get(key, default)
        if value is True or value is False:
            return value
        raise self.wrong(key, "must be true or false")

    def text(self, key: str) -> str:
        """A text that is not blank."""
        return self.as_text(key, self.required(key))

    def as_text(self, name: str, value: object) -> str:
        """The same for a value already taken, under the name given."""
        if isinstance(value, str) and value.strip():
            return value
        raise self.wrong(name, "must be a text that is not blank")

    def text_or_null(self, key: str) -> str | None:
        """A text that may be null or blank; blank counts as null."""
        value = self.required(key)
        if value is None:
            return None
        if not isinstance(value, str):
            raise self.wrong(key, "must be a text or null")
        return value if value.strip() else None

    def one_of(self, key: str, choices: Collection[str], default: str | None = None) -> str:
        """One code of those given."""
        value = self.required(key) if default is None else self.values.get(key, default)
        if isinstance(value, str) and value in choices:
            return value
        raise self.wrong(key, f"must be one of {', '.join(choices)}, not {shown(value)}")

    def codes(self, key: str, choices: Collection[str]) -> tuple[str, ...]:
        """A list of codes; left out, it is empty."""
        value = self.list(key)
        for place, code in enumerate(value):
            if not isinstance(code, str) or code not in choices:
                raise self.wrong(f"{key}[{place}]", f"must be one of {', '.join(choices)}, not {shown(code)}")
        return tuple(value)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; left out, it is empty."""
        return tuple(self.as_text(f"{key}[{place}]", value) for place, value in enumerate(self.list(key)))

    def list(self, key: str) -> list[Any]:
        """A list; left out, it is empty."""
        value = self.values.get(key, MISSING)
        if value is MISSING:
            return []
        if not isinstance(value, list | tuple):
            raise self.wrong(key, "must be a list")
        return list(value)

    def count(self, key: str, least: int) -> int:
        """A whole number, not below `least`."""
        value = self.required(key)
        if isinstance(value, int) and not isinstance(value, bool) and value >= least:
            return value
        raise self.wrong(key, f"must be a whole number of {least} or more, not {shown(value)}")

    def day(self, key: str) -> date:
        """A day, written 2026-11-23."""
        value = self.required(key)
        if isinstance(value, str) and DAY.fullmatch(value):
            try:
                return date.fromisoformat(value)
            except ValueError:
                pass
        raise self.wrong(key, f"must be a day of the calendar, written as 2026-11-23, not {shown(value)}")

    def day_or_null(self, key: str) -> date | None:
        """A day, or null; a text of spaces alone counts as null."""
        value = self.required(key)
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        return self.day(key)

    def clock(self, key: str) -> str:
        """A time of day, written 10:00 (24 hours)."""
        value = self.required(key)
        if isinstance(value, str) and CLOCK.fullmatch(value):
            return value
        raise self.wrong(key, f"must be a time of day, written as 10:00, not {shown(value)}")
