"""Colours, for a landlord's own: written like "#14467a"."""

from __future__ import annotations

import re
from typing import Final

WRITTEN: Final = re.compile(r"#[0-9a-f]{6}")
READABLE: Final = 4.5  # WCAG 2.2, 1.4.3: the least contrast between words and their ground


def mixed(colour: str, other: str, share: float) -> str:
    """A colour with a share (0 to 1) of another mixed in."""
    ours, theirs = bytes.fromhex(colour[1:]), bytes.fromhex(other[1:])
    return "#" + bytes(round(a * (1 - share) + b * share) for a, b in zip(ours, theirs, strict=True)).hex()


def faint(colour: str) -> str:
    """The ground of quiet boxes, on which words may stand in the colour itself."""
    return mixed(colour, "#ffffff", 0.92)


def contrast(one: str, other: str) -> float:
    """How far two colours stand apart, from 1 to 21, as WCAG 2 measures it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [part / 255 for part in bytes.fromhex(colour[1:])]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
