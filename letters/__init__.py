"""Letters: one content, in every format and language, all saying the same.

    content = letters.compose("decision", data, "pl")          # words, checked to be complete
    frozen = letters.freeze("decision", data, "pl")            # bytes and their hash, to be stored
    letter = letters.render(frozen.data, "large_print", head)  # a file, now or years later
    letters.same_words(frozen.data, "large_print", letter.data, head)  # what it does not say as the letter does

Plain values in, bytes out: no database, no web.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from letters.composing import Frozen, compose, freeze, lint, thaw
    from letters.content import Content
    from letters.errors import LetterError, LetterIncomplete, RenderError, UnreadableData
    from letters.free_words import address_of, addressed, passages, sentences, translated
    from letters.kinds import KINDS
    from letters.letterhead import Letterhead
    from letters.plain import read, written
    from letters.rendering import FORMATS, Rendered, offered, render
    from letters.sameness import Difference, proved, same_words

# Loaded when somebody asks: the words on the rules' findings need none of it, and a command answers within a second.
_WHERE = {
    **dict.fromkeys(("Frozen", "compose", "freeze", "lint", "thaw"), "composing"),
    **dict.fromkeys(("LetterError", "LetterIncomplete", "RenderError", "UnreadableData"), "errors"),
    **dict.fromkeys(("FORMATS", "Rendered", "offered", "render"), "rendering"),
    **dict.fromkeys(("read", "written"), "plain"),
    **dict.fromkeys(("address_of", "addressed", "passages", "sentences", "translated"), "free_words"),
    **dict.fromkeys(("Difference", "proved", "same_words"), "sameness"),
    "Content": "content",
    "KINDS": "kinds",
    "Letterhead": "letterhead",
}


def __getattr__(name: str) -> Any:
    """What this room offers, from the module in which it is written."""
    if name not in _WHERE:
        raise AttributeError(f"letters has no {name!r}")
    return getattr(import_module(f"letters.{_WHERE[name]}"), name)


__all__ = [
    "FORMATS",
    "KINDS",
    "Content",
    "Difference",
    "Frozen",
    "LetterError",
    "LetterIncomplete",
    "Letterhead",
    "RenderError",
    "Rendered",
    "UnreadableData",
    "address_of",
    "addressed",
    "compose",
    "freeze",
    "lint",
    "offered",
    "passages",
    "proved",
    "read",
    "render",
    "same_words",
    "sentences",
    "thaw",
    "translated",
    "written",
]
