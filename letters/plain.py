"""Letter data as plain values: read from JSON into the frozen dataclass of a kind, and written back."""

from __future__ import annotations

import datetime
import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from typing import TYPE_CHECKING, Any, TypeVar, Union, get_args, get_origin, get_type_hints

from letters.errors import UnreadableData

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Data = TypeVar("Data", bound="DataclassInstance")


def read(cls: type[Data], values: object, at: str = "") -> Data:
    """The dataclass `cls` from a mapping of its fields; UnreadableData names the first field that is wrong."""
    if not isinstance(values, Mapping):
        raise UnreadableData(f"{at or 'the data'}: not an object")
    named = {part.name: part for part in fields(cls)}
    for name in values:
        if name not in named:
            raise UnreadableData(f"{_path(at, name)}: no such field")
    hints, given = get_type_hints(cls), {}
    for name, part in named.items():
        if name in values:
            given[name] = _value(hints[name], values[name], _path(at, name))
        elif part.default is MISSING and part.default_factory is MISSING:
            raise UnreadableData(f"{_path(at, name)}: missing")
    return cls(**given)


def written(data: object) -> Any:
    """The values of a dataclass as JSON knows them: dates as ISO text, tuples as lists."""
    if is_dataclass(data) and not isinstance(data, type):
        return {part.name: written(getattr(data, part.name)) for part in fields(data)}
    if isinstance(data, datetime.date):
        return data.isoformat()
    if isinstance(data, (tuple, list)):
        return [written(part) for part in data]
    if isinstance(data, Mapping):
        return {str(key): written(part) for key, part in data.items()}
    return data


def _path(at: str, name: object) -> str:
    return f"{at}.{name}" if at else str(name)


def _value(hint: Any, value: object, at: str) -> Any:  # noqa: PLR0911  one return a sort of field
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        if value is None and type(None) in arguments:
            return None
        return _value(next(part for part in arguments if part is not type(None)), value, at)
    if origin is tuple:
        if not isinstance(value, (list, tuple)):
            raise UnreadableData(f"{at}: not a list")
        return tuple(_value(arguments[0], part, f"{at}[{number}]") for number, part in enumerate(value))
    if origin is not None and issubclass(origin, Mapping):
        if not isinstance(value, Mapping):
            raise UnreadableData(f"{at}: not an object")
        return dict(value)
    if isinstance(hint, type) and is_dataclass(hint):
        return read(hint, value, at)
    if hint is datetime.date:
        return _date(value, at)
    if not isinstance(value, hint) or (hint is int and isinstance(value, bool)):
        raise UnreadableData(f"{at}: not a {'text' if hint is str else hint.__name__}")
    return value


def _date(value: object, at: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(str(value))
    except ValueError:
        raise UnreadableData(f"{at}: not a date (write it as 2027-01-05)") from None
