"""Whose letter it is: the landlord's name, colours and addresses, and its sign or that of the open door."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from casework.rules import colours
from letters.errors import RenderError

LETTERHEADS = Path(__file__).parent / "letterheads"
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True)
class Logo:
    """A landlord's own sign. svg: the drawing. alt: languages and what it shows, English first. ratio: of its sides."""

    svg: str = field(repr=False)
    alt: tuple[tuple[str, str], ...]
    ratio: float = 1.0

    def described(self, language: str) -> str:
        """What it shows, in this language or else in English."""
        return dict(self.alt).get(language, self.alt[0][1])


@dataclass(frozen=True)
class Letterhead:
    """Plain values for the head of every letter of a landlord.

    landlord: its name. accent: colour of name and headings as "#1d4e5f", with a contrast of at least 7:1 on
    white. address: lines. phone, email, website: as people read them. ground: colour behind what is set apart; a
    breath of the accent where none is given. logo: where there is none, our own sign. word: the landlord's own Word
    file, proved (letters.letterheads.proving); where there is none, ours.
    """

    landlord: str
    accent: str
    address: tuple[str, ...]
    phone: str
    email: str
    website: str
    ground: str = ""
    logo: Logo | None = None
    word: bytes | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        for colour in filter(None, (self.accent, self.ground)):
            if not COLOUR.fullmatch(colour):
                raise RenderError(f"the colour {colour!r} is not written as #rrggbb")
        if not self.accent:
            raise RenderError("the accent colour is missing")
        if not self.ground:
            object.__setattr__(self, "ground", colours.mixed(self.accent, "#ffffff", 0.94))

    @property
    def drawn(self) -> str:
        """The sign at the head of a letter, as SVG."""
        return self.logo.svg if self.logo else sign(self.accent)

    def described(self, language: str, ours: str) -> str:
        """What the sign shows, in the language of the letter. ``ours``: the words for our own."""
        return self.logo.described(language) if self.logo else ours


@cache
def sign(accent: str) -> str:
    """The sign of the open door as SVG in the landlord's colour."""
    drawn = (LETTERHEADS / "sign.svg").read_text(encoding="utf-8")
    return drawn.replace("currentColor", accent)
