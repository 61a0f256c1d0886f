"""One line of a block: a picture and a sentence."""

from __future__ import annotations

from dataclasses import dataclass

# A sentence that has its place elsewhere and is short already, such as that of a restriction with its numbers.
SAID = "{said}"


@dataclass(frozen=True)
class Line:
    """picture: a code of letters.easy.pictures. words: English, marked for the catalogues, with placeholders."""

    picture: str
    words: str
