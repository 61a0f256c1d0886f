"""Films in British Sign Language: the landlord lays one beside the portal's data, and its page shows it.

A file `films/NAME.mp4` in DATA_DIR is for the page at that address, with dashes for slashes and without references:
`home`, `help`, `arrangements`, `appeals-new`; `letter-decision` is for letters of the kind `decision`. Captions stand
beside it as `NAME.vtt`. The portal looks for them once, at its start.
"""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Flask, abort, current_app, request, send_from_directory
from werkzeug.wrappers import Response

from web.access import anyone
from web.health import STATIC_COPY, without_database
from web.settings import settings

bp = Blueprint("films", __name__)

FOLDER = "films"
KINDS = {"mp4": "video/mp4", "vtt": "text/vtt"}
KEPT = 3600  # seconds


def init_app(app: Flask) -> None:
    found = folder(app).glob("*.*")
    app.extensions["films"] = frozenset(path.name for path in found if path.suffix.lstrip(".") in KINDS)
    app.register_blueprint(bp)


def folder(app: Flask) -> Path:
    data_dir: Path = app.extensions["settings"].data_dir
    return data_dir / FOLDER


def films() -> frozenset[str]:
    """The names of the files that are there."""
    found: frozenset[str] = current_app.extensions["films"]
    return found


def film_for(letter_kind: str | None = None) -> str | None:
    """The name of the film for the page that is asked for, or for the letter on it; None where there is none.

    Pages that are copied to stand alone have none: what the copy holds must be light, and need nothing else.
    """
    if not films() or STATIC_COPY in request.environ:
        return None
    rule = request.url_rule.rule if request.url_rule else ""
    own = rule.removeprefix("/clients/<client>")
    of_page = "-".join(part for part in own.split("/") if part and not part.startswith("<")) or "home"
    name = f"letter-{letter_kind}" if letter_kind else of_page
    return name if f"{name}.mp4" in films() else None


def has_captions(name: str) -> bool:
    return f"{name}.vtt" in films()


@bp.get("/films/<name>")
@without_database
@anyone
def film(name: str) -> Response:
    """A film or its captions, in parts where the browser asks for a part."""
    if name not in films():
        abort(404)
    place = settings().data_dir / FOLDER
    return send_from_directory(place, name, mimetype=KINDS[name.rpartition(".")[2]], max_age=KEPT, conditional=True)
