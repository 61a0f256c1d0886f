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


def clean(text: str) -> str:
    """The text in one form of Unicode, with new lines as they are here, and without what cannot be seen or printed."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return UNWANTED.sub("", unicodedata.normalize("NFC", lines)).strip()


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
