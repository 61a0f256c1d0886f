"""A customer's whole record as one file: the portal draws it, and staff ask for it who answer for the customer.

The two sides do not import each other; the portal leaves its way of drawing here, and staff find it here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import current_app
from flask.sansio.app import App
from sqlalchemy.orm import Session

from casework.records.own import Reader

_NAME = "record_pack"


@dataclass(frozen=True)
class RecordPack:
    """``words``: the free words in the record, as they stand in it; ``file``: the ZIP, each of them put through the
    function given."""

    words: Callable[[Session, Reader], tuple[str, ...]]
    file: Callable[[Session, Reader, Callable[[str], str]], bytes]


def offer(app: App, made: RecordPack) -> None:
    """Leave the way of drawing it."""
    app.extensions[_NAME] = made


def record_pack() -> RecordPack:
    """The way of drawing it."""
    found: RecordPack = current_app.extensions[_NAME]
    return found
