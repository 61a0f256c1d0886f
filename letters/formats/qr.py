"""The square code that opens the sign-in page; never the access code itself."""

from __future__ import annotations

import io
from functools import cache

import segno


@cache
def _code(address: str) -> segno.QRCode:
    return segno.make(address, error="m", mask=3, boost_error=False, micro=False)


@cache
def svg(address: str) -> str:
    """The code as SVG with a quiet zone, black on white."""
    out = io.BytesIO()
    _code(address).save(out, kind="svg", border=4, light="#ffffff", xmldecl=False, unit=None)
    return out.getvalue().decode()


@cache
def png(address: str) -> bytes:
    """The code as PNG with a quiet zone, black on white, eight pixels a module."""
    out = io.BytesIO()
    _code(address).save(out, kind="png", border=4, scale=8, light="#ffffff")
    return out.getvalue()
