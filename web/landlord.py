"""The landlord whose portal this is, as pages need it: `landlord()` is its policy pack, and here is its one colour."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from flask import Flask, current_app

from casework.rules.pack import Pack
from web.database import pack as landlord

__all__ = ["Style", "init_app", "landlord", "style"]


def mixed(colour: str, other: str, share: float) -> str:
    """A colour with a share (0 to 1) of another mixed in; both like "#14467a"."""
    ours, theirs = bytes.fromhex(colour[1:]), bytes.fromhex(other[1:])
    return "#" + bytes(round(a * (1 - share) + b * share) for a, b in zip(ours, theirs, strict=True)).hex()


@dataclass(frozen=True)
class Style:
    """The small sheet that gives a landlord's colours to the one sheet that all share."""

    css: str

    @classmethod
    def of(cls, accent: str) -> Style:
        dark, soft, faint = mixed(accent, "#000000", 0.3), mixed(accent, "#ffffff", 0.7), mixed(accent, "#ffffff", 0.92)
        return cls(f":root{{--od-accent:{accent};--od-accent-dark:{dark};--od-soft:{soft};--od-faint:{faint}}}")

    @property
    def name(self) -> str:
        return f"landlord-{hashlib.sha256(self.css.encode()).hexdigest()[:10]}.css"

    @property
    def address(self) -> str:
        return f"/static/{self.name}"


def style() -> Style:
    """The style of the landlord of this portal."""
    found: Style = current_app.extensions["landlord_style"]
    return found


def init_app(app: Flask, pack: Pack) -> None:
    app.extensions["landlord_style"] = Style.of(pack.accent)
