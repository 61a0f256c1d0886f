"""Whether a letterhead may be used: both its files are looked through, and then letters are made on it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Final

from letters.composing import freeze
from letters.errors import LetterError
from letters.kinds import KINDS
from letters.letterhead import Letterhead
from letters.letterheads import settings, word
from letters.letterheads.faults import Fault

SETTINGS, WORD = "letterhead.toml", "letterhead.docx"
SAMPLE: Final = "decision"
# What letters are tried in: both directions, and each file of the letterhead.
TRIED: Final = tuple(
    (language, made_as) for language in ("en", "ar") for made_as in ("docx", "pdf", "large_print", "html")
)


@dataclass(frozen=True)
class Files:
    """What a landlord brings. word: None for our own Word file; logo: what the settings name, None for our own sign."""

    settings: str
    word: bytes | None = None
    logo: bytes | None = None

    @property
    def sha256(self) -> str:
        """Of all three, so that the same files are known again."""
        parts = (self.settings.encode(), self.word or b"", self.logo or b"")
        return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


def of_folder(folder: Path) -> Files:
    """The files of a letterhead from a folder: letterhead.toml, letterhead.docx, and the logo that the first names.

    OSError or UnicodeDecodeError where the settings cannot be read; a Word file or logo that is not there is None.
    """
    written = (folder / SETTINGS).read_text(encoding="utf-8")
    own, named = folder / WORD, settings.logo_name(written)
    logo = folder / Path(named).name if named else None
    return Files(
        written, own.read_bytes() if own.is_file() else None, logo.read_bytes() if logo and logo.is_file() else None
    )


def letterhead_of(files: Files, usual: Letterhead) -> Letterhead:
    """The letterhead that proved files make of the ``usual`` one of this landlord."""
    return replace(settings.read(files.settings, files.logo, usual)[0], word=files.word)


@lru_cache(maxsize=4)
def prove(files: Files, usual: Letterhead) -> tuple[Fault, ...]:
    """Everything that is wrong with the files; nothing where letters may be written on them. Takes a second or two.

    Remembered, so that it can be asked before a transaction begins, and again in it.
    """
    _head, found = settings.read(files.settings, files.logo, usual)
    faults = (*(word.faults(files.word) if files.word is not None else ()), *found)
    return faults or _tried(letterhead_of(files, usual))


def _tried(head: Letterhead) -> tuple[Fault, ...]:
    from letters.rendering import render

    for language, made_as in TRIED:
        frozen = freeze(SAMPLE, KINDS[SAMPLE].sample(), language)
        try:
            render(frozen.data, made_as, head)
        except LetterError as fault:
            return (Fault("cannot_render", (str(fault),)),)
    return ()
