"""The whole record as one file to keep: a page that opens without us, with the letters and files beside it.

UK GDPR 15: what is kept about the person. What is rightly kept from them, and what is about other people, is not in it.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import IO, Any, cast

from flask import send_file
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

import letters
from casework.actions import letterheads
from casework.actions.letters import newest_of
from casework.actions.preview import hidden
from casework.records import changes, files, own, own_record
from casework.records.appeals import Evidence
from casework.records.own import Reader
from letters.formats.html import STYLE
from portal.page import fragment
from portal.record_entries import US, YOU, Fact, Part
from portal.record_parts import kept
from portal.record_words import in_zip, role
from portal.sent_files import opens
from web.access import london_today
from web.landlord import landlord
from web.settings import settings

IN_MEMORY = 4 * 1024 * 1024  # bytes; a larger file lies on disk while it is sent


def whole_record(session: Session, reader: Reader) -> Response:
    """The answer with the file; no cache keeps it."""
    out = cast("IO[bytes]", SpooledTemporaryFile(IN_MEMORY))  # noqa: SIM115  sent, and closed by whoever sends it
    write(session, reader, out)
    out.seek(0)
    answer = send_file(
        cast(Any, out), "application/zip", as_attachment=True, download_name=f"{reader.customer_ref}.zip"
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


def write(session: Session, reader: Reader, out: IO[bytes], said: Callable[[str], str] = str) -> None:
    """The file. ``said``: what becomes of each of the free words on the page; letters went to the customer as they are,
    and what the customer sent is theirs. Codes to sign in are hidden: whoever is handed the file cannot use them."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("index.html", index(session, reader, said))
        head = letterheads.in_use(session, landlord(), settings().base_url)
        for letter in own.own_letters(session, reader):
            page = letters.render(hidden(newest_of(session, letter)).data, "html", head)
            packed.writestr(f"letters/{letter.ref}.html", page.data)
        for sent in sent_files(session, reader):
            data = files.get(session, reader.customer_id, sent.stored_as)
            packed.writestr(in_zip(sent.ref, sent.name), data, zipfile.ZIP_STORED)


def as_bytes(session: Session, reader: Reader, said: Callable[[str], str]) -> bytes:
    """The same, for staff who answer a request for it."""
    out = BytesIO()
    write(session, reader, out, said)
    return out.getvalue()


def free_words(session: Session, reader: Reader) -> tuple[str, ...]:
    """What people wrote, as it stands in the file."""
    lines = (line for part in kept(session, reader) for entry in part.entries for line in entry.facts)
    return tuple(line.value for line in lines if line.by in (US, YOU))


def sent_files(session: Session, reader: Reader) -> Iterator[Evidence]:
    """The files that the customer sent, or may open: with appeals, and with changes in their life."""
    for appeal in own.own_appeals(session, reader):
        yield from (sent for sent in appeal.evidence if opens(reader, sent))
    for change in changes.own_changes(session, reader):
        yield from (sent for sent in change.evidence if opens(reader, sent))


def index(session: Session, reader: Reader, said: Callable[[str], str] = str) -> str:
    """The page of the file, in the reader's language."""
    return fragment(
        "record/file.html",
        parts_kept=[_told(part, said) for part in kept(session, reader)],
        looks=own_record.looks(session, reader),
        role=role,
        made_on=london_today(),
        pack=landlord(),
        person=own.customer(session, reader),
        style=STYLE,
    )


def _told(part: Part, said: Callable[[str], str]) -> Part:
    """The part, with what became of its free words."""

    def told(one: Fact) -> Fact:
        return replace(one, value=said(one.value)) if one.by in (US, YOU) else one

    return replace(part, entries=tuple(replace(one, facts=tuple(map(told, one.facts))) for one in part.entries))
