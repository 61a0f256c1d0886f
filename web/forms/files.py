"""Files that people send; what a file is, its bytes say and never its name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

import filetype
import wtforms
from werkzeug.datastructures import FileStorage

from casework.rules.evidence import KINDS, MEGABYTE
from web.forms.base import Words
from web.forms.text import one_line
from web.language import gettext

# What people call a kind of file, where that is not its ending in capitals; `filetype` knows each by its ending.
NAMES = {"docx": "Word"}
BY_BYTES = "txt"  # has no mark of its own: text that can be read


@dataclass(frozen=True)
class Upload:
    """One file as it came: a name without any folder, its bytes, and the media type that they have."""

    filename: str
    content: bytes
    media_type: str


class FilesField(wtforms.Field):
    """Several files at once. `.data` is a list of Upload, empty if none was sent or one could not be taken."""

    component = "file_upload"
    multiple = True

    def __init__(
        self,
        label: Words = None,
        validators: Sequence[Any] = (),
        *,
        hint: Words = "",
        limit_mb: int | None = None,
        kinds: Sequence[str] = tuple(KINDS),
        **options: Any,
    ) -> None:
        super().__init__(label, list(validators), description=hint, **options)
        self.limit_mb, self.kinds = limit_mb, tuple(kinds)

    @property
    def largest_mb(self) -> int:
        """The most that a file of any of the kinds may have."""
        return max(self.limit_of(kind) for kind in self.kinds)

    def limit_of(self, kind: str) -> int:
        """Megabytes of one file of this kind: those of casework.rules.evidence, unless this field has its own."""
        return self.limit_mb or KINDS[kind].most_mb

    def process_data(self, value: Any) -> None:
        self.data: Any = []

    def process_formdata(self, valuelist: list[Any]) -> None:
        sent = [file for file in valuelist if isinstance(file, FileStorage) and file.filename]
        self.data = []
        self.data = [self._taken(file) for file in (sent if self.multiple else sent[:1])]

    def _taken(self, file: FileStorage) -> Upload:
        """The file, if it is small enough and of a kind that we can open; else ValueError in plain words."""
        name = plain_name(file.filename or "")
        content = file.stream.read(self.largest_mb * MEGABYTE + 1)
        if not content:
            raise ValueError(gettext("{name} is empty. Choose another file", name=name))
        kind = kind_of(content, self.kinds)
        limit = self.largest_mb if kind is None else self.limit_of(kind)
        if len(content) > limit * MEGABYTE:
            raise ValueError(gettext("{name} is too big. A file can have at most {limit} MB", name=name, limit=limit))
        if kind is None:
            kinds = ", ".join(NAMES.get(kind, kind.upper()) for kind in self.kinds)
            raise ValueError(gettext("We cannot open {name}. Send one of these: {kinds}", name=name, kinds=kinds))
        return Upload(name, content, KINDS[kind].media_type)


class FileField(FilesField):
    """One file. `.data` is an Upload or None."""

    multiple = False

    def process_data(self, value: Any) -> None:
        self.data = None

    def process_formdata(self, valuelist: list[Any]) -> None:
        super().process_formdata(valuelist)
        self.data = next(iter(self.data), None)


def plain_name(filename: str) -> str:
    """The last part of a name, short enough to keep, without characters that are not seen."""
    name = PurePosixPath(one_line(filename.replace("\\", "/"))).name or "file"
    stem, dot, ending = name.rpartition(".")
    return f"{stem[:100]}.{ending[:10]}" if dot and stem else name[:100]


def kind_of(content: bytes, kinds: Sequence[str]) -> str | None:
    """Which of the kinds these bytes are; None if they are none of them."""
    guess = filetype.guess(content)
    if guess is not None:
        return guess.extension if guess.extension in kinds else None
    if BY_BYTES in kinds and b"\0" not in content:
        try:
            content.decode()
        except UnicodeDecodeError:
            return None
        return BY_BYTES
    return None
