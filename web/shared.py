"""The few addresses that both rooms share: built files, the landlord's colours, the choice of a language."""

from __future__ import annotations

from flask import Blueprint, Flask, Response, abort, redirect, request, send_from_directory
from werkzeug.wrappers import Response as AnyResponse

from translations import LANGUAGES
from web.access import anyone
from web.assets import BUILT
from web.delivery import takes_gzip
from web.landlord import style
from web.language import COOKIE, local_address
from web.settings import settings

bp = Blueprint("shared", __name__)

KEPT = "public, max-age=31536000, immutable"
REMEMBERED = 365 * 24 * 3600  # seconds
TYPES = {"css": "text/css", "svg": "image/svg+xml"}


@bp.get("/static/<path:name>", endpoint="static")
@anyone
def built_file(name: str) -> Response:
    """A built file; its gzipped twin where the browser takes it. The name has a hash, so it may be kept for ever."""
    small = takes_gzip() and (BUILT / f"{name}.gz").is_file()
    kind = TYPES.get(name.rpartition(".")[2])
    answer = send_from_directory(BUILT, f"{name}.gz" if small else name, mimetype=kind, etag=False)
    answer.headers["Cache-Control"] = KEPT
    answer.vary.add("Accept-Encoding")
    if small:
        answer.headers["Content-Encoding"] = "gzip"
    return answer


@bp.get("/static/landlord-<mark>.css")
@anyone
def colours(mark: str) -> Response:
    """The landlord's colours; the name has a hash, so that a changed colour shows at once."""
    if style().name != f"landlord-{mark}.css":
        abort(404)
    return Response(style().css, mimetype="text/css", headers={"Cache-Control": KEPT})


@bp.get("/language/<code>")
@anyone
def choose_language(code: str) -> AnyResponse:
    """Remember a language on this device, and go back to the page that the reader came from."""
    if code not in LANGUAGES:
        abort(404)
    answer = redirect(local_address(request.args.get("next")))
    answer.set_cookie(COOKIE, code, max_age=REMEMBERED, httponly=True, samesite="Lax", secure=settings().https)
    return answer


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
