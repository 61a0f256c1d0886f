"""Whose letter it is: the landlord's name, colour and addresses, and the sign of the open door."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from letters.errors import RenderError

LETTERHEADS = Path(__file__).parent / "letterheads"
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True)
class Letterhead:
    """Plain values for the head of every letter of a landlord.

    landlord: its name. accent: colour of name and headings as "#1d4e5f", with a contrast of at least 7:1 on
    white. address: lines. phone, email, website: as people read them.
    """

    landlord: str
    accent: str
    address: tuple[str, ...]
    phone: str
    email: str
    website: str

    def __post_init__(self) -> None:
        if not COLOUR.fullmatch(self.accent):
            raise RenderError(f"the accent colour {self.accent!r} is not written as #rrggbb")


@cache
def sign(accent: str) -> str:
    """The sign as SVG in the landlord's colour."""
    drawn = (LETTERHEADS / "sign.svg").read_text(encoding="utf-8")
    return drawn.replace("currentColor", accent)
