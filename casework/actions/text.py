"""What people type, cleaned once on its way in, so that pages, letters and both databases can carry it."""

from __future__ import annotations

import unicodedata

import phonenumbers

from casework.actions.work import RefusedError

# Signs that turn the direction of what follows, and could make a name or a reference read as another one.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
_ONE_LINE, _LONG = 200, 20_000


def line(typed: str, field: str, most: int = _ONE_LINE) -> str:
    """One line: runs of space become one. RefusedError("too_long") beyond ``most`` characters."""
    return _short_enough(" ".join(_plain(typed).split()), field, most)


def lines(typed: str, field: str, most: int = _LONG) -> str:
    """A text of several lines, without spaces at its ends."""
    kept = _plain(typed.replace("\r\n", "\n").replace("\r", "\n"))
    return _short_enough(kept.strip(), field, most)


def needed(typed: str, field: str, most: int = _LONG) -> str:
    """A text that must say something. RefusedError("missing") when it is blank."""
    said = lines(typed, field, most)
    if not said:
        raise RefusedError("missing", field=field)
    return said


def email(typed: str | None) -> str | None:
    """An address in lower case, as it is compared at sign-in; None when there is none."""
    return (line(typed, "email", 254).lower() or None) if typed else None


def phone(typed: str | None) -> str | None:
    """A number as E.164. RefusedError("phone_unreadable") for what no telephone can dial."""
    if not typed or not typed.strip():
        return None
    try:
        parsed = phonenumbers.parse(typed, "GB")
    except phonenumbers.NumberParseException:
        raise RefusedError("phone_unreadable", field="phone") from None
    if not phonenumbers.is_possible_number(parsed):
        raise RefusedError("phone_unreadable", field="phone")
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def _plain(typed: str) -> str:
    if typed.isascii() and typed.isprintable():
        return typed  # most of what is typed, and nearly all of a large file
    composed = unicodedata.normalize("NFC", typed)
    return "".join(sign for sign in composed if sign in "\n\t" or not (_unprintable(sign) or sign in _TURNING))


def _unprintable(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cc", "Cs")  # controls, and halves of characters


def _short_enough(text: str, field: str, most: int) -> str:
    if len(text) > most:
        raise RefusedError("too_long", field=field, most=most)
    return text
