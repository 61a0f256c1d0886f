"""Letters: one content, in every format and language, all saying the same.

    content = letters.compose("decision", data, "pl")          # words, checked to be complete
    frozen = letters.freeze("decision", data, "pl")            # bytes and their hash, to be stored
    letter = letters.render(frozen.data, "large_print", head)  # a file, now or years later

Plain values in, bytes out: no database, no web.
"""

from letters.composing import Frozen, compose, freeze, lint, thaw
from letters.content import Content
from letters.errors import LetterError, LetterIncomplete, RenderError, UnreadableData
from letters.kinds import KINDS
from letters.letterhead import Letterhead
from letters.plain import read, written
from letters.rendering import FORMATS, Rendered, render

__all__ = [
    "FORMATS",
    "KINDS",
    "Content",
    "Frozen",
    "LetterError",
    "LetterIncomplete",
    "Letterhead",
    "RenderError",
    "Rendered",
    "UnreadableData",
    "compose",
    "freeze",
    "lint",
    "read",
    "render",
    "thaw",
    "written",
]
