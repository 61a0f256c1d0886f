"""Typst, which sets all that is printed: one warm compiler a process, lent to one thread at a time.

It holds the fonts, and how the sentences of the last letters were laid out. Asked by two threads at once it refuses
the second. A process that has printed must not be parted (`os.fork`): Typst's threads do not go along, and the child
waits for them for ever. The server parts before anybody is answered.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import typst

from letters.errors import RenderError
from letters.formats import fonts

_one_at_a_time = Lock()


@cache
def compiler() -> typst.Compiler:
    """The compiler of this process."""
    return typst.Compiler(root=Path(__file__).parent, font_paths=[*fonts.folders()], ignore_system_fonts=True)


def typeset(data: str, templates: Sequence[Path], what: str, **options: Any) -> bytes:
    """The PDF that templates, one after the other, make of their data, which they know as `given`.

    data: an expression of `value`s. what: how the file is called in the RenderError of one that cannot be made.
    The data stand before the templates and not in `sys.inputs`: these belong to Typst's library, and with another
    library it lays all out anew.
    """
    source = "\n".join([f"#let given = {data}", *map(_read, templates)]).encode()
    try:
        with _one_at_a_time:
            made = compiler().compile(source, format="pdf", **options)
    except RuntimeError as fault:
        raise RenderError(f"no PDF of this {what}: {str(fault).splitlines()[0]}") from fault
    if not isinstance(made, bytes):
        raise RenderError(f"no PDF of this {what}: the compiler gave back no single file")
    return made


def value(written: str) -> str:
    """What JSON says, as an expression of Typst: a string that is read as JSON, so that nothing in it is markup."""
    escaped = written.replace("\\", r"\\").replace('"', r"\"")
    return f'json(bytes("{escaped}"))'


def values(given: dict[str, Any]) -> str:
    """Values as an expression of Typst."""
    return value(json.dumps(given, ensure_ascii=False, separators=(",", ":")))


@cache
def _read(template: Path) -> str:
    return template.read_text(encoding="utf-8")
