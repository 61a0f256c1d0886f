"""What people type, cleaned once at the door."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from werkzeug.datastructures import MultiDict

# Characters that turn the order of the text around them, and could make a record read as something else.
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# Control characters, but not the tab and the new line.
CONTROL = "".join(
    chr(code) for code in range(0xA0) if unicodedata.category(chr(code)) == "Cc" and chr(code) not in "\t\n"
)
UNWANTED = re.compile(f"[{re.escape(CONTROL + TURNING)}\ufeff\ufffe\uffff]")


# Marks that are set upon one letter, as Unicode's "stream-safe" text has them; no writing needs more than a few.
MOST_MARKS = 30
LONG = 2_000  # characters; among fewer, any order of marks is put right in no time
MARKS_IN_DISGUISE = "\u0f73\u0f75\u0f81"  # each stands for two


def clean(text: str) -> str:
    """The text in one form of Unicode, with new lines as they are here, and without what cannot be seen or printed."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return UNWANTED.sub("", unicodedata.normalize("NFC", orderly(lines))).strip()


def orderly(text: str) -> str:
    """A text without towers of marks.

    To write a text in one form its marks are put in order, for which Python takes minutes where many thousands stand
    on one letter: as long nobody else would get an answer.
    """
    if len(text) < LONG or text.isascii():
        return text
    kept, row = [], 0
    for sign in text:
        row = row + 1 if unicodedata.combining(sign) or sign in MARKS_IN_DISGUISE else 0
        if row <= MOST_MARKS:
            kept.append(sign)
    return "".join(kept)


def printable(sent: MultiDict[str, Any] | None) -> MultiDict[str, Any] | None:
    """A form as it was sent, without what no page can show: a field that is refused shows again what was typed."""
    if sent is None:
        return None
    pairs = sent.items(multi=True)
    return MultiDict([(name, UNWANTED.sub("", value) if isinstance(value, str) else value) for name, value in pairs])


def cleaned(value: Any) -> Any:
    """A filter for WTForms: cleans a text, and lets everything else through."""
    return clean(value) if isinstance(value, str) else value


def one_line(value: Any) -> Any:
    """The same for a text of one line."""
    return " ".join(clean(value).split()) if isinstance(value, str) else value
