"""The proof in a bundle: the acts as they stand in the chain, a list of all files, and the program that checks both."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from sqlalchemy.orm import Session

from casework.records import events, keys
from casework.records.events import ChainHead, Event

CHECKER: Final = Path(__file__).with_name("check.py")
# Acts whose content is handed out, by how their names begin: those that made the case, and what was told. All others,
# such as legal advice, the police, what keeps somebody safe or helps a colleague, stay in the list with a commitment
# and without content: a new kind of act is sealed until somebody puts it here.
_OPEN: Final = (
    "incident_", "warning_", "enquiry_", "case_", "support_", "agreement_", "promise_", "decision_", "longer_period_",
    "restrictions_", "channel_", "appeal_", "review_", "letter_", "returned_letter_", "adjustment_", "last_answer_",
    "complaint_",
)  # fmt: skip


@dataclass(frozen=True)
class Packed:
    """A finished bundle. ``fingerprint``: SHA-256 of its list of files and acts, which goes on another way."""

    data: bytes
    fingerprint: str


def chain(session: Session, found: Iterable[Event]) -> list[dict[str, Any]]:
    """Acts as ``check.py`` reads them. ``content``: the JSON over which the commitment was made; null where it is
    sealed, or was taken away when its time was over."""
    return [_as_read(session, event) for event in found]


def packed(session: Session, files: Mapping[str, bytes], acts: Sequence[dict[str, Any]], **about: str) -> Packed:
    """The ZIP of these files, with the acts, the checker and the list of all."""
    beside = {"events.json": _json(acts), "check.py": CHECKER.read_bytes()}
    whole = {**files, **beside}
    head = session.get_one(ChainHead, 1)
    manifest = _json(
        {
            **about,
            "files": {name: hashlib.sha256(data).hexdigest() for name, data in sorted(whole.items())},
            "events": [[one["number"], one["hash"]] for one in acts],
            "chain": {"number": head.number, "hash": head.hash, "seal": head.seal},
        }
    )
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in {**whole, "manifest.json": manifest}.items():
            target.writestr(name, data)
    return Packed(out.getvalue(), hashlib.sha256(manifest).hexdigest())


def _as_read(session: Session, event: Event) -> dict[str, Any]:
    return {
        "number": event.number,
        "at": event.at.astimezone(UTC).isoformat(),
        "actor": event.actor,
        "actor_id": event.actor_id,
        "name": event.name,
        "subject": event.subject,
        "person_id": event.person_id,
        "commitment": event.commitment,
        "previous": event.previous,
        "hash": event.hash,
        "content": _content(session, event),
    }


def _content(session: Session, event: Event) -> str | None:
    if not event.name.startswith(_OPEN):
        return None
    try:
        return events.as_written(session, event)
    except (keys.ErasedError, ValueError):
        return None


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()
