"""Reading the TOML files of `policies/`: every look-up names the field that is missing or wrong."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

POLICIES = Path(__file__).resolve().parents[2] / "policies"


class PackError(ValueError):
    """A file of rules cannot be used; the message names the file and the field."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a file, with the name by which an error points to it."""

    name: str
    values: Mapping[str, Any]

    def wrong(self, key: str, problem: str) -> PackError:
        """The error that names a field of this table."""
        return PackError(f"{self.name}.{key} {problem}")

    def has(self, key: str) -> bool:
        """True where the field is there."""
        return key in self.values

    def text(self, key: str, default: str | None = None) -> str:
        """A text that is not blank."""
        value = self._get(key, default)
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(key, "must be a text")
        return value

    def count(self, key: str, default: int | None = None) -> int:
        """A whole number of one or more."""
        value = self._get(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise self.wrong(key, "must be a whole number of one or more")
        return value

    def flag(self, key: str, default: bool | None = None) -> bool:
        """True or false."""
        value = self._get(key, default)
        if not isinstance(value, bool):
            raise self.wrong(key, "must be true or false")
        return value

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """A list of texts."""
        value = self._get(key, default)
        if not isinstance(value, list | tuple) or not all(isinstance(part, str) for part in value):
            raise self.wrong(key, "must be a list of texts")
        return tuple(value)

    def codes(self, key: str, allowed: tuple[str, ...], default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """A list of codes, each of them one of `allowed`."""
        value = self.texts(key, default)
        for code in value:
            if code not in allowed:
                raise self.wrong(key, f"has {code!r}, which is not one of {', '.join(allowed)}")
        return value

    def one_of(self, key: str, allowed: tuple[str, ...], default: str | None = None) -> str:
        """One code of `allowed`."""
        value = self.text(key, default)
        if value not in allowed:
            raise self.wrong(key, f"must be one of {', '.join(allowed)}")
        return value

    def day(self, key: str) -> date:
        """A date."""
        value = self._get(key, None)
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self.wrong(key, "must be a date")
        return value

    def table(self, key: str, default: Mapping[str, Any] | None = None) -> Table:
        """A table within this one."""
        value = self._get(key, default)
        if not isinstance(value, dict):
            raise self.wrong(key, "must be a table")
        return Table(f"{self.name}.{key}", value)

    def tables(self, key: str) -> tuple[Table, ...]:
        """A list of tables; none where the field is not there."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(part, dict) for part in value):
            raise self.wrong(key, "must be a list of tables")
        return tuple(Table(f"{self.name}.{key}[{place}]", part) for place, part in enumerate(value))

    def only(self, *keys: str) -> None:
        """Refuse a field that nobody would read: most likely a slip of the pen."""
        for key in self.values:
            if key not in keys:
                raise self.wrong(key, "is not a field that is known here")

    def _get(self, key: str, default: Any) -> Any:
        value = self.values.get(key, default)
        if value is None:
            raise self.wrong(key, "is missing")
        return value


def read(path: Path) -> Table:
    """A TOML file as a table. PackError where it cannot be read."""
    try:
        return Table(path.name, tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PackError(f"{path.name} cannot be read: {error}") from error


@cache
def shared(name: str) -> Table:
    """A file that all landlords share (floor, kinds, regulators, bank-holidays), read once."""
    return read(POLICIES / f"{name}.toml")
