"""What a reader may choose about a format: how big, on which paper, which braille. Plain values, kept as one mapping.

The names are unlike one another, so that what somebody chose for large print stays while they try braille.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Any, Final

SIZES: Final = (18, 20, 24, 28)  # points
PAPERS: Final = ("white", "cream", "yellow")  # black words on it
GRADES: Final = (1, 2)  # 1: letter by letter; 2: contracted
CELLS: Final = range(20, 49)  # in a line of braille
LINES: Final = range(10, 33)  # on a page of braille

ALLOWED: Final[Mapping[str, Container[Any]]] = {
    "size": SIZES, "paper": PAPERS, "grade": GRADES, "cells": CELLS, "lines": LINES,
}  # fmt: skip
USUAL: Final[Mapping[str, Any]] = {"size": 20, "paper": "white", "grade": 2, "cells": 40, "lines": 25}


def asked(made_as: str) -> tuple[str, ...]:
    """The names of what a reader may choose about a format; empty where there is nothing to choose."""
    from letters.rendering import FORMATS  # which knows the words that speak of these options

    return tuple(name for name in ALLOWED if made_as in FORMATS and name in FORMATS[made_as].options)


def fits(name: str, value: object) -> bool:
    """Is this a value that a reader may choose?"""
    return name in ALLOWED and not isinstance(value, bool) and value in ALLOWED[name]


def chosen(made_as: str, kept: Mapping[str, Any]) -> dict[str, Any]:
    """What ``render`` is told about this format, from all that a reader chose; nothing for what they left open."""
    return {name: kept[name] for name in asked(made_as) if name in kept and fits(name, kept[name])}
