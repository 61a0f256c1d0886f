"""A landlord's logo, SVG or PNG, as one SVG in which nothing runs and nothing is fetched."""

from __future__ import annotations

import base64
import struct
from typing import Any, Final

from docx.oxml.parser import parse_xml
from lxml import etree

MOST_BYTES: Final = 500_000
PNG: Final = b"\x89PNG\r\n\x1a\n"
SVG: Final = "{http://www.w3.org/2000/svg}"
NOT_DRAWN: Final = frozenset({
    "script", "foreignObject", "image", "a", "iframe", "animate", "set", "feImage",
    "img", "meta", "link", "object", "embed", "video", "audio", "base",  # of HTML, which a browser finds here too
})  # fmt: skip
WIDEST, TALLEST = 8.0, 1.5  # width to height, and height to width


class LogoError(Exception):
    """A logo that cannot be used; ``code`` is one of faults.CODES."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def as_svg(data: bytes) -> tuple[str, float]:
    """The logo as SVG, and its width to its height. LogoError where it is no such picture, or not fit for letters."""
    if len(data) > MOST_BYTES:
        raise LogoError("logo_too_big")
    drawn, ratio = _of_png(data) if data.startswith(PNG) else _of_svg(data)
    if not 1 / TALLEST <= ratio <= WIDEST:
        raise LogoError("logo_unreadable")
    return drawn, ratio


def _of_png(data: bytes) -> tuple[str, float]:
    try:
        width, height = struct.unpack(">II", data[16:24])
    except struct.error as fault:
        raise LogoError("logo_unreadable") from fault
    if not (width and height):
        raise LogoError("logo_unreadable")
    packed = base64.b64encode(data).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f'<image width="{width}" height="{height}" href="data:image/png;base64,{packed}"/></svg>'
    ), width / height


def _of_svg(data: bytes) -> tuple[str, float]:
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise LogoError("logo_fetches")
    try:
        root = parse_xml(data)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise LogoError("logo_unreadable") from fault
    if root.tag != f"{SVG}svg":
        raise LogoError("logo_unreadable")
    if any(map(_does_more, root.iter())):
        raise LogoError("logo_fetches")
    return etree.tostring(root, encoding="unicode"), _ratio(root)


def _does_more(element: Any) -> bool:
    """Whether an element runs something, or fetches it, or could; links inside the drawing are none."""
    if not isinstance(element.tag, str):
        return False  # a comment
    kind = etree.QName(element).localname
    if kind in NOT_DRAWN or (kind == "style" and _fetches("".join(element.itertext()))):
        return True
    for name, value in element.attrib.items():
        local = etree.QName(name).localname.lower()
        outside = _fetches(value) if local == "style" else "url(" in value.lower().replace("url(#", "")
        if local.startswith("on") or outside or (local == "href" and not value.startswith("#")):
            return True
    return False


def _fetches(style: str) -> bool:
    """Whether a style fetches something, or is written so that one cannot see it."""
    said = style.lower()
    return any(sign in said.replace("url(#", "") for sign in ("url(", "@import", "//", "\\"))


def _ratio(root: Any) -> float:
    try:
        box = [float(part) for part in (root.get("viewBox") or "").replace(",", " ").split()]
        width, height = box[2:] if len(box) == 4 else (float(root.get("width", "")), float(root.get("height", "")))
        return width / height
    except (ValueError, ZeroDivisionError) as fault:
        raise LogoError("logo_unreadable") from fault
