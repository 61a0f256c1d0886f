"""An invented letter in every format: tried before one chooses, by anybody."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from flask import abort, request
from werkzeug.wrappers import Response

import letters
from casework.actions.letters import letterhead_of
from letters import options
from portal.blueprint import bp
from portal.page import saved
from web.access import anyone
from web.health import without_database
from web.landlord import landlord
from web.language import current_language
from web.settings import settings

SAMPLE = "change_answer"  # a letter that tells of something good


def samples() -> tuple[str, ...]:
    """The formats of which there is an example in the reader's language."""
    return letters.offered(SAMPLE, current_language())


@bp.get("/formats/sample/<format>")
@without_database
@anyone
def sample(format: str) -> Response:  # noqa: A002  the word of the address
    """An invented letter in one format, to try whether one can use it. It needs no database."""
    if format not in samples():
        abort(404)
    typed = {name: int(said) if said.isdecimal() else said for name, said in request.args.items()}
    chosen = tuple(options.chosen(format, typed).items())
    made = _sample(letterhead_of(landlord(), settings().base_url), format, current_language(), chosen)
    return saved(made.data, made.media_type, f"example.{made.filename_ext}")


@lru_cache(maxsize=128)
def _sample(
    head: letters.Letterhead,
    format: str,  # noqa: A002
    language: str,
    chosen: tuple[tuple[str, object], ...],
) -> letters.Rendered:
    frozen = letters.freeze(SAMPLE, letters.KINDS[SAMPLE].sample(), language)
    asked: dict[str, Any] = dict(chosen)
    return letters.render(frozen.data, format, head, **asked)
