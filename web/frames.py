"""What stands around a page is drawn once for all who read it alike, and kept; each time only its content is new.

Every page of ours extends `page.html`. Its frame (head, header, menu, footer) hangs on few things: the language, the
title, where one is, whether somebody is signed in. So `page.html` is drawn with empty places for what differs each
time, and the pieces between are kept with the portal. With mistakes or a notice to show, or a client's name in the
menu, a page is drawn whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from flask import current_app, session
from jinja2 import Environment
from jinja2.runtime import Context
from jinja2.utils import missing
from markupsafe import Markup

from web.signing import form_token

MOST_KEPT: Final = 1000  # frames; some 5 kB each
# What a template may say of its frame, and what holds where it says nothing: as `page.html` has it.
SAID: Final[dict[str, Any]] = {
    "heading": "", "back": "", "caption": "", "section": "", "navigation": (), "heading_is_label": False, "wide": False,
}  # fmt: skip
BLOCKS: Final = (
    "theme", "site", "head", "quick_exit", "home", "product", "account", "navigation", "always_open", "footer",
)  # fmt: skip
# Places in a frame. No text that people write or we keep can hold this character.
_CONTENT, _TOKEN, _LINKS = "\x00content\x00", "\x00token\x00", "\x00links\x00"
_PLACES: Final = re.compile("(\x00[a-z]+\x00)")

Draw = Callable[[Context], Iterator[str]]


def install(made: Environment, language_links: Callable[[Markup], Markup]) -> None:
    """Let every page of this environment take its frame from those that are kept."""
    page = made.get_template("page.html")
    whole: Draw = page.root_render_func

    def drawn(context: Context) -> Iterator[str]:
        key = _key(context)
        if key is None:
            yield from whole(context)
            return
        for piece in _pieces(context, whole, key):
            if piece == _CONTENT:
                yield from context.blocks["content"][0](context)
            elif piece == _TOKEN:
                yield form_token()
            elif piece == _LINKS:
                yield language_links(context["shell"].languages)
            else:
                yield piece

    page.root_render_func = drawn


def _key(context: Context) -> tuple[object, ...] | None:
    """All on which the frame of this page hangs, or None where it is its own."""
    shell = context["shell"]
    if shell.faults or "_flashes" in session or _said(context, "client", None):
        return None
    for name, otherwise in SAID.items():
        if context.resolve_or_missing(name) is missing:
            context.vars[name] = otherwise
    who = shell.person
    reader = who and (who.kind, (who.ref, who.name) if who.kind == "staff" else ())
    menu = tuple(tuple(item.items()) for item in context["navigation"])
    said = tuple((str(context[name]), hasattr(context[name], "__html__")) for name in SAID if name != "navigation")
    around = tuple(context.blocks[name][0] for name in BLOCKS)
    film = (shell.film, _said(context, "letter_kind", None) is not None)
    return (context["language"].code, reader, menu, said, around, shell.away, film)


def _said(context: Context, name: str, otherwise: object) -> Any:
    found = context.resolve_or_missing(name)
    return otherwise if found is missing else found


def _pieces(context: Context, whole: Draw, key: tuple[object, ...]) -> list[str]:
    """The frame, with a place for each thing that differs."""
    kept: dict[tuple[object, ...], list[str]] = current_app.extensions.setdefault("frames", {})
    if key not in kept:
        if len(kept) >= MOST_KEPT:
            kept.clear()
        kept[key] = _PLACES.split(_with_places(context, whole))
    return kept[key]


def _with_places(context: Context, whole: Draw) -> str:
    content = context.blocks["content"]
    context.blocks["content"] = [lambda _context: iter([_CONTENT])]
    links = Markup(_LINKS)  # noqa: S704  a place, and no words
    context.vars.update(csrf_token=lambda: _TOKEN, language_links=lambda _links: links)
    try:
        return "".join(whole(context))
    finally:
        context.blocks["content"] = content
        del context.vars["csrf_token"], context.vars["language_links"]
