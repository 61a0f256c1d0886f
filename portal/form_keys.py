"""The key that makes a form sent twice one act: drawn with the form, and sent back with it."""

from __future__ import annotations

import secrets

import wtforms
from flask import abort


def fresh() -> str:
    """A key for a form that is shown for the first time."""
    return secrets.token_hex(16)


def of(field: wtforms.Field) -> str:
    """The key that came with the form; a form without one was not made here."""
    sent = str(field.raw_data[0]) if field.raw_data else ""
    if not sent.isalnum() or len(sent) > 40:
        abort(400)
    return sent
