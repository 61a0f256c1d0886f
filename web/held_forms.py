"""What somebody typed is not lost when their session ends before they press the button.

The form is kept, encrypted, under a token that only their browser has; they sign in; the page that they came from
opens filled in, and they send it again themselves. It is given back to the same person only. Whose form it is, the
form says itself: its CSRF token carries the person under our signature, and nothing without such a token is kept.
Files cannot be put back into a page, so they wait here, and join the form when it is sent.
"""

from __future__ import annotations

import base64
import io
import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, flash, g, redirect, request
from flask.globals import request_ctx
from flask_wtf.csrf import CSRFError
from itsdangerous import BadSignature
from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from werkzeug.datastructures import CombinedMultiDict, FileStorage, MultiDict
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from casework.actions.work import Work
from casework.records import keys
from casework.records.signin import HeldForm
from web import cookies
from web.database import act, database, reading
from web.language import gettext
from web.people import current_person
from web.signing import tokens

KEPT_FOR: Final = timedelta(days=1)
_COOKIE: Final = "held"
_TOKENS: Final = 3  # tabs of one browser whose forms are kept
_OF_ONE_PERSON: Final = 5  # older ones go
_MOST_TEXT: Final = 1024 * 1024  # characters
_LONGEST_PATH: Final = 500

Owner = tuple[str, int]  # kind and number of a person


@dataclass(frozen=True)
class Kept:
    """A form that waits for its writer."""

    token_hash: str
    fields: list[tuple[str, str]]
    files: list[tuple[str, str, str, bytes]]  # field, name, media type, content


def init_app(app: Flask) -> None:
    app.after_request(_forget_what_was_sent)


def can_be_opened() -> bool:
    """Is there a page to come back to at this address, or does it only take what is sent to it?"""
    try:
        request_ctx.url_adapter.match(request.path, method="GET")  # type: ignore[union-attr]
    except HTTPException:
        return False
    return True


def keep(answer: AnyResponse) -> bool:
    """Keep the form of this request, and give its browser, with ``answer``, the token to get it back by."""
    owner = _writer()
    fields = [(name, value) for name, value in request.form.items(multi=True) if _worth_keeping(name)]
    size = sum(len(name) + len(value) for name, value in fields)
    if owner is None or not _sent_from_here() or not can_be_opened():
        return False
    if size > _MOST_TEXT or len(request.path) > _LONGEST_PATH:
        return False
    token = secrets.token_urlsafe(24)
    typed = {
        "fields": fields,
        "files": [[*file[:3], base64.b64encode(file[3]).decode()] for file in _files_sent(owner)],
    }
    act(_write, owner, request.path, _hash(token), typed)
    tokens = [token, *_tokens()][:_TOKENS]
    cookies.keep(answer, _COOKIE, ".".join(tokens), KEPT_FOR)
    g.form_was_kept = True
    return True


def formdata(sent: Any) -> Any:
    """What a form is filled from: on opening a page, what was kept for it; on sending, also the files that waited."""
    if not cookies.read(_COOKIE):
        return sent
    kept = _kept_for_reader()
    if kept is None:
        return sent
    if sent is None:
        return _filled(kept) if request.method == "GET" else None
    return CombinedMultiDict([sent, _missing_files(kept)]) if kept.files else sent


def when_stale(error: CSRFError) -> Response | AnyResponse | tuple[str, int]:
    """A form came without a token that we can accept: whose is it, and who is here now?"""
    from web.access import ask_to_sign_in

    view = current_app.view_functions.get(request.endpoint or "")
    side: str | None = getattr(view, "side", None)
    person = current_person()
    if person is None and side is not None:
        return ask_to_sign_in(side)
    if person is not None and _writer() == (person.kind, person.id) and can_be_opened():
        answer = redirect(request.path, 303)
        if keep(answer):
            return answer
    from web import pages

    back = request.path if can_be_opened() else "/"
    return pages.render("form_not_taken.html", open_again=back), 400


def purge(session: Session, now: datetime) -> int:
    """Delete what nobody came back for within a day; returns how many there were."""
    gone = session.execute(delete(HeldForm).where(HeldForm.held_at < now - KEPT_FOR).returning(HeldForm.id))
    return len(gone.all())


def _writer() -> Owner | None:
    """The person whom the form's own token names; None where the token is missing or not ours."""
    try:
        said = tokens().loads(request.form.get("csrf_token", ""), max_age=int(KEPT_FOR.total_seconds()))
        kind, _, number = str(said).partition(".")[2].partition(":")
        return (kind, int(number)) if kind else None
    except (BadSignature, ValueError):
        return None


def _sent_from_here() -> bool:
    """Did a page of ours send this, as far as the browser tells?"""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host


def _worth_keeping(name: str) -> bool:
    return name != "csrf_token" and "password" not in name


def _files_sent(owner: Owner) -> list[tuple[str, str, str, bytes]]:
    """The files of this request, and those that waited here already and were not sent anew."""
    sent = [
        (name, file.filename or "", file.mimetype, file.stream.read())
        for name, file in request.files.items(multi=True)
        if file.filename
    ]
    before = _kept(owner)
    named = {name for name, *_ in sent}
    return sent + [file for file in (before.files if before else []) if file[0] not in named]


def _write(work: Work, owner: Owner, path: str, token_hash: str, typed: dict[str, Any]) -> None:
    mine = (HeldForm.person == owner[0]) & (HeldForm.person_id == owner[1])
    older = select(HeldForm.id).where(mine).order_by(HeldForm.id.desc()).offset(_OF_ONE_PERSON - 1)
    many = work.session.scalars(older).all()
    work.session.execute(delete(HeldForm).where(HeldForm.id.in_(many)))
    work.session.add(
        HeldForm(
            token_hash=token_hash,
            person=owner[0],
            person_id=owner[1],
            path=path,
            fields=keys.encrypt(work.session, keys.NOBODY, json.dumps(typed).encode(), f"held form {token_hash}"),
            held_at=work.now,
        )
    )


def _kept_for_reader() -> Kept | None:
    person = current_person()
    return None if person is None else _kept((person.kind, person.id))


def _kept(owner: Owner) -> Kept | None:
    """The newest form that this browser has the token for, of this person, at this address."""
    if "kept_form" not in g:
        found = reading().scalar(
            select(HeldForm)
            .where(HeldForm.token_hash.in_([_hash(token) for token in _tokens()]))
            .where(HeldForm.person == owner[0], HeldForm.person_id == owner[1], HeldForm.path == request.path)
            .where(HeldForm.held_at > datetime.now(UTC) - KEPT_FOR)
            .order_by(HeldForm.id.desc())
            .limit(1)
        )
        g.kept_form = None if found is None else _read(found)
    kept: Kept | None = g.kept_form
    return kept


def _read(row: HeldForm) -> Kept:
    plain = keys.decrypt(reading(), keys.NOBODY, row.fields, f"held form {row.token_hash}")
    written = json.loads(plain)
    fields = [(name, value) for name, value in written["fields"]]
    files = [(name, called, kind, base64.b64decode(data)) for name, called, kind, data in written["files"]]
    return Kept(row.token_hash, fields, files)


def _filled(kept: Kept) -> MultiDict[str, str]:
    if "kept_was_said" not in g:
        g.kept_was_said = True
        flash(gettext("We kept what you typed. Check it and send it again."), "kept")
        if kept.files:
            names = ", ".join(called for _, called, _, _ in kept.files)
            flash(gettext("We also kept your files: {names}. They go with the form.", names=names), "kept")
    return MultiDict(kept.fields)


def _missing_files(kept: Kept) -> MultiDict[str, Any]:
    chosen_anew = {name for name, file in request.files.items(multi=True) if file.filename}
    return MultiDict(
        (name, FileStorage(io.BytesIO(data), filename=called, name=name, content_type=kind))
        for name, called, kind, data in kept.files
        if name not in chosen_anew
    )


def _forget_what_was_sent(answer: Response) -> Response:
    """A form that led on to another page was taken: what was kept of it goes."""
    if request.method != "POST":
        return answer
    taken = 300 <= answer.status_code < 400 and "form_was_kept" not in g
    kept: Kept | None = g.get("kept_form")
    if taken and kept is not None:
        with database().writing() as session:
            session.execute(delete(HeldForm).where(HeldForm.token_hash == kept.token_hash))
    return answer


def _tokens() -> list[str]:
    given: Iterable[str] = cookies.read(_COOKIE).split(".")
    return [token for token in given if token][:_TOKENS]


def _hash(token: str) -> str:
    return database().keyring.keyed_hash("held form", token)
