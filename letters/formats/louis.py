"""Words in braille cells, by liblouis (LGPL), which is loaded as a library when somebody asks for braille.

liblouis writes a sign that it does not know as an escape and says nothing: `knows` asks first. It keeps its tables in
one place for all threads, so one call is made at a time.
"""

from __future__ import annotations

import ctypes
from functools import cache, lru_cache
from threading import Lock

from letters.errors import RenderError

LIBRARIES = ("liblouis.so.20", "liblouis.so", "liblouis.dylib")
BLANK = "\u2800"
# Modes of liblouis: cells instead of letters for them; cells as Unicode has them; nothing for an unknown sign.
DOTS, UNICODE, NO_ESCAPES = 4, 64, 128
UNCONTRACTED = 0x1000  # how liblouis calls letter by letter inside contracted braille
LOUIS_CELLS = 0x8000  # liblouis' own code of a blank cell
SIX_DOTS = 0x3F
SILENT = 60_000  # above every level at which liblouis would write to standard error
LONGEST = 8  # cells a sign

_one_at_a_time = Lock()


@cache
def library() -> ctypes.CDLL | None:
    """liblouis, or None where Debian's liblouis20 and liblouis-data are not installed."""
    for name in LIBRARIES:
        try:
            loaded = ctypes.CDLL(name)
        except OSError:
            continue
        loaded.lou_setLogLevel(SILENT)
        return loaded
    return None


@cache
def has(table: str) -> bool:
    """Is there such a table, and can it be read?"""
    found = library()
    if found is None:
        return False
    with _one_at_a_time:
        return bool(found.lou_checkTable(table.encode()))


def cells(text: str, table: str, plain: tuple[bool, ...] = ()) -> str:
    """The text in cells of Unicode, for signs of which the table `knows` each.

    plain: for each sign of the text, whether it is written letter by letter in a contracted table.
    """
    said = _translated(text, table, plain)
    if said and ord(max(said)) - ord(BLANK) > SIX_DOTS:
        raise RenderError(f"no braille of six dots for {text!r} by the table {table}")
    return said


@lru_cache(maxsize=4096)
def knows(sign: str, table: str) -> bool:
    """Can the table write this one sign in cells of six dots?"""
    if not has(table):
        return False
    said = _translated(sign, table)
    empty = not said.strip(BLANK) and not sign.isspace()
    large = any(ord(cell) - ord(BLANK) > SIX_DOTS for cell in said)
    return not empty and not large and said == _translated(sign, table, (), NO_ESCAPES)


def words(said: str, table: str) -> str:
    """The words that a reader of this table finds in the cells."""
    dots = "".join(chr(LOUIS_CELLS | (ord(cell) - ord(BLANK))) for cell in said)
    return _asked("lou_backTranslateString", dots, table, DOTS)


def _translated(text: str, table: str, plain: tuple[bool, ...] = (), mode: int = 0) -> str:
    return _asked("lou_translateString", text, table, DOTS | UNICODE | mode, plain)


def _asked(function: str, text: str, table: str, mode: int, plain: tuple[bool, ...] = ()) -> str:
    found = library()
    if found is None:
        raise RenderError("no braille: Debian's packages liblouis20 and liblouis-data are not installed")
    with _one_at_a_time:
        wide = ctypes.c_uint32 if found.lou_charSize() == 4 else ctypes.c_uint16
        code = "utf-32-le" if wide is ctypes.c_uint32 else "utf-16-le"
        given = text.encode(code)
        size = len(given) // ctypes.sizeof(wide)
        room = size * LONGEST + 64
        source, target = (wide * (size + 1)).from_buffer_copy(given + bytes(ctypes.sizeof(wide))), (wide * room)()
        read, written = ctypes.c_int(size), ctypes.c_int(room)
        forms = None
        if any(plain):
            forms = (ctypes.c_uint16 * room)()
            forms[:size] = [UNCONTRACTED * one for one in plain]
        asked = getattr(found, function)
        done = asked(
            table.encode(), source, ctypes.byref(read), target, ctypes.byref(written), forms, None, ctypes.c_int(mode)
        )
    if not done or read.value != size:
        raise RenderError(f"no braille by the table {table}: liblouis could not do it")
    return ctypes.string_at(target, written.value * ctypes.sizeof(wide)).decode(code)
