"""Files of markers, handed to the housing system by the worker where the settings name its address.

PUT {address}/{reference}.csv, the token as a bearer's. The same file handed over twice lies under the same name, so
that a second try after a crash changes nothing there. Any answer from 200 to 299 says that the system has taken it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import select

from casework.actions.work import Work
from casework.records import markers as records
from casework.records.markers import MarkerCopy, MarkerFile
from casework.rules.pack import Pack
from letters import words
from letters.tables import spreadsheet

HAND_OVER: Final = "hand_over_markers"  # the job; asked for with the file itself (casework/actions/markers.py)
_TWO_ATTEND: Final = "Two people attend."
HEAD: Final = (
    "act", "customer", "tenancy", "name", "purpose", "instruction", "says", "valid_from", "valid_to", "review_by",
)  # fmt: skip
_PATIENCE: Final = 20  # seconds that the system may take to answer
_TAKEN: Final = range(200, 300)


class NotTakenError(Exception):
    """The housing system answered, and did not take the file."""


@dataclass(frozen=True)
class HousingSystem:
    """Where files of markers go. ``url``: without a slash at its end."""

    url: str
    token: str = field(default="", repr=False)

    def put(self, name: str, content: bytes) -> None:
        """Hand a file over. Raises where it was not taken; another address that the system names is not followed."""
        import requests

        headers = {"Content-Type": spreadsheet.CSV_TYPE}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        answer = requests.put(
            f"{self.url}/{name}", data=content, headers=headers, timeout=_PATIENCE, allow_redirects=False
        )
        if answer.status_code not in _TAKEN:
            raise NotTakenError


def to_hand_over(reading: Work, file_id: int) -> tuple[str, bytes] | None:
    """The file's name and bytes. None where nothing is to be done: a newer file, or a person, was faster."""
    made = reading.session.get_one(MarkerFile, file_id)
    newer = select(MarkerFile.id).where(MarkerFile.id > file_id).limit(1)
    if made.loaded_at is not None or reading.session.scalar(newer) is not None:
        return None
    copies = records.copies(reading.session, file_id)
    return f"{made.ref}.csv", spreadsheet.as_csv(HEAD, lines(copies, lambda code: _in_english(code, reading.pack)))


def note_taken(work: Work, file_id: int) -> None:
    """The housing system took the file by itself; nobody's name stands beside it."""
    made = work.session.get_one(MarkerFile, file_id, with_for_update=True)
    if made.loaded_at is None:
        made.loaded_at = work.now
        work.session.flush()
        work.record("marker_file_loaded", made.ref)


def lines(copies: Iterable[MarkerCopy], says: Callable[[str], str]) -> Iterator[tuple[str, ...]]:
    """The lines of a file, removals first as they were written. A last day that is empty: until it is reviewed.

    ``says``: an instruction as whoever looks at the marker reads it.
    """
    for one in copies:
        person, days = one.customer, (one.valid_from, one.valid_until, one.review_on)
        yield (
            one.act, person.ref, person.tenancy_ref or "", person.name, one.purpose, one.instruction,
            says(one.instruction), *(day.isoformat() if day else "" for day in days),
        )  # fmt: skip


def _in_english(code: str, pack: Pack) -> str:
    return _TWO_ATTEND if code == "two_attend" else words.restriction_name(code, "en", pack)
