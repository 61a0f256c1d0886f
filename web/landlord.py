"""The landlord whose portal this is, as pages need it: `landlord()` is its policy pack, and here is its one colour."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from flask import Flask, current_app

from casework.rules.colours import contrast, faint, mixed
from casework.rules.pack import Pack
from web.database import pack as landlord

__all__ = ["Style", "init_app", "landlord", "style"]


NIGHT = "#171412"  # --od-paper of a dark page in static/open-door.css
LEAST_CONTRAST = 7


def _by_night(accent: str) -> tuple[str, str]:
    """The accent light enough to be read on a dark page, and the faint ground on which it still is."""
    for share in range(30, 100, 5):
        light = mixed(accent, "#ffffff", share / 100)
        ground = mixed(NIGHT, light, 0.1)
        if contrast(light, ground) >= LEAST_CONTRAST:
            return light, ground
    return "#ffffff", NIGHT


def _colours(accent: str, dark: str, soft: str, ground: str) -> str:
    return f":root{{--od-accent:{accent};--od-accent-dark:{dark};--od-soft:{soft};--od-faint:{ground}}}"


@dataclass(frozen=True)
class Style:
    """The small sheet that gives a landlord's colours to the one sheet that all share."""

    css: str

    @classmethod
    def of(cls, accent: str) -> Style:
        dark, soft = mixed(accent, "#000000", 0.3), mixed(accent, "#ffffff", 0.7)
        by_day = _colours(accent, dark, soft, faint(accent))
        light, ground = _by_night(accent)
        by_night = _colours(light, mixed(light, "#ffffff", 0.35), mixed(accent, "#ffffff", 0.3), ground)
        return cls(f"{by_day}@media screen and (prefers-color-scheme:dark){{{by_night}}}")

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
