"""What may be sent as evidence, how large each kind may be, and how many files: the one place for these limits.

Nothing is re-encoded: when and where a photo was taken may be what it proves, and its hash shows that it is unchanged.
What a file might do to a reader is met by the scan, and by never showing it as a page of ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

MEGABYTE: Final = 1024 * 1024  # bytes
MOST_FILES: Final = 10  # with one appeal, before it is sent
MOST_LATER: Final = 20  # with what was sent afterwards
AT_ONCE_MB: Final = 60  # one request: the largest file, and what goes with it
# A file that no scanner has answered about for so long may be let through by a person who decides to open it.
PATIENCE: Final = timedelta(hours=1)
# What became of a file: it waits for the scanner, was found clean or harmful, or somebody let it through unscanned.
STATES: Final = ("waiting", "clean", "harmful", "released")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file. ``most_mb``: megabytes of one file."""

    media_type: str
    most_mb: int


PAPER_MB, SOUND_MB, FILM_MB = 10, 25, 50
KINDS: Final[Mapping[str, Kind]] = {
    "pdf": Kind("application/pdf", PAPER_MB),
    "jpg": Kind("image/jpeg", PAPER_MB),
    "png": Kind("image/png", PAPER_MB),
    "webp": Kind("image/webp", PAPER_MB),
    "heic": Kind("image/heic", PAPER_MB),
    "docx": Kind("application/vnd.openxmlformats-officedocument.wordprocessingml.document", PAPER_MB),
    "odt": Kind("application/vnd.oasis.opendocument.text", PAPER_MB),
    "txt": Kind("text/plain", PAPER_MB),
    "mp3": Kind("audio/mpeg", SOUND_MB),
    "m4a": Kind("audio/mp4", SOUND_MB),
    "ogg": Kind("audio/ogg", SOUND_MB),
    "wav": Kind("audio/x-wav", SOUND_MB),
    "mp4": Kind("video/mp4", FILM_MB),
    "mov": Kind("video/quicktime", FILM_MB),
    "3gp": Kind("video/3gpp", FILM_MB),
}


def kind_of(media_type: str) -> str | None:
    """The code of a kind, which is also its usual ending; None for what we do not take."""
    return next((code for code, kind in KINDS.items() if kind.media_type == media_type), None)


def most_bytes(code: str) -> int:
    """How large a file of this kind may be."""
    return KINDS[code].most_mb * MEGABYTE


def may_open(scan: str, *, own: bool) -> bool:
    """Whether somebody may open a file: whoever sent it, and once it is out of quarantine all others who may see it."""
    return scan in ("clean", "released") or (own and scan != "harmful")


def may_release(scan: str, waited: timedelta, *, scanning: bool) -> bool:
    """Whether staff may let a file through unscanned: where nothing scans, or the scanner has not answered for long."""
    return scan == "waiting" and (not scanning or waited > PATIENCE)
