"""Every block of Easy Read: its sentences by hand, each with its picture. What it is about is the code's first word."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache

from letters.easy.line import SAID, Line
from letters.easy.words_always import ALWAYS
from letters.easy.words_kinds import LETTERS
from letters.easy.words_limits import LIMITS
from letters.phrases import phrases

BLOCKS: Mapping[str, tuple[Line, ...]] = {**ALWAYS, **LIMITS, **LETTERS}
GROUPS: tuple[str, ...] = tuple(dict.fromkeys(code.split(".")[0] for code in BLOCKS))


def sentences(code: str, language: str) -> tuple[Line, ...]:
    """The lines of a block in a language, their placeholders as they are. KeyError for a block that we do not have."""
    say = phrases(language)
    return tuple(line if line.words == SAID else Line(line.picture, say.label(line.words)) for line in BLOCKS[code])


@cache
def digest(code: str, language: str) -> str:
    """What tells whether a block still has the words and pictures that a person approved: SHA-256 in hexadecimal."""
    said = "\0".join(f"{line.picture} {line.words}" for line in sentences(code, language))
    return hashlib.sha256(said.encode()).hexdigest()
