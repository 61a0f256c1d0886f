"""The few addresses that both rooms share: built files, the landlord's colours, the choice of a language."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import Any

from flask import Blueprint, Flask, Response, abort, redirect, request, url_for
from werkzeug.routing import IntegerConverter, Map, UnicodeConverter
from werkzeug.wrappers import Response as AnyResponse

from letters.easy import pictures
from translations import LANGUAGES
from web import cookies
from web.access import anyone
from web.assets import BUILT, manifest
from web.delivery import takes_gzip
from web.health import without_database
from web.landlord import style
from web.language import COOKIE, local_address
from web.people import current_person

bp = Blueprint("shared", __name__)

KEPT = "public, max-age=31536000, immutable"
REMEMBERED = timedelta(days=365)
HIGHEST = 2**31 - 1  # of an integer column of PostgreSQL
TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}


class RowNumber(IntegerConverter):
    """A number in an address. One that no row of a database can have is no address, rather than a database's error."""

    def __init__(self, map: Map, *given: Any, **more: Any) -> None:
        super().__init__(map, *given, **{"max": HIGHEST, **more})


class Words(UnicodeConverter):
    """Any words in an address, such as a reference. One with a NUL is no address: PostgreSQL takes none in a text."""

    def __init__(self, map: Map, *given: Any, **more: Any) -> None:
        super().__init__(map, *given, **more)
        self.regex = self.regex.replace("[^/]", r"[^/\x00]")


@cache
def _built(name: str, small: bool) -> bytes | None:
    """A built file as it travels, read once; None for a name that was never built."""
    if name not in manifest().values():
        return None
    return (BUILT / (f"{name}.gz" if small else name)).read_bytes()


@bp.get("/static/<name>", endpoint="static")
@without_database
@anyone
def built_file(name: str) -> Response:
    """A built file, gzipped where the browser takes it. The name has a hash, so it may be kept for ever."""
    small = takes_gzip()
    content = _built(name, small)
    if content is None:
        abort(404)
    answer = Response(content, mimetype=TYPES[name.rpartition(".")[2]], headers={"Cache-Control": KEPT})
    answer.vary.add("Accept-Encoding")
    if small:
        answer.headers["Content-Encoding"] = "gzip"
    return answer


@bp.get("/static/landlord-<mark>.css")
@without_database
@anyone
def colours(mark: str) -> Response:
    """The landlord's colours; the name has a hash, so that a changed colour shows at once."""
    if style().name != f"landlord-{mark}.css":
        abort(404)
    return Response(style().css, mimetype="text/css", headers={"Cache-Control": KEPT})


@bp.get("/pictures/<name>")
@without_database
@anyone
def picture(name: str) -> Response:
    """A picture of Easy Read. The name has a hash, so it may be kept for ever."""
    if name not in pictures.named():
        abort(404)
    drawn = pictures.svg(pictures.named()[name])
    return Response(drawn, mimetype=TYPES["svg"], headers={"Cache-Control": KEPT})


def picture_address(code: str) -> str:
    """Where the picture with this code is."""
    return url_for("shared.picture", name=pictures.file_name(code))


@bp.get("/language/<code>")
@without_database
@anyone
def choose_language(code: str) -> AnyResponse:
    """Remember a language on this device, and go back to the page that the reader came from."""
    if code not in LANGUAGES:
        abort(404)
    answer = redirect(local_address(request.args.get("next")))
    cookies.keep(answer, COOKIE, code, REMEMBERED)
    return answer


@bp.get("/still-here")
@anyone
def still_here() -> Response:
    """For the warning that a session ends: to be asked for at all keeps it alive. 403 once it has ended."""
    return Response(status=204 if current_person() else 403)


def init_app(app: Flask) -> None:
    app.url_map.converters.update({"int": RowNumber, "default": Words, "string": Words})
    app.register_blueprint(bp)
