"""The words that are read back from a PDF, in scripts whose vowel signs stand around their letter.

A screen reader speaks the text layer. Typst writes it cluster by cluster, and in Bengali and Gurmukhi three things are
lost on the way to the reader, although every validator is content: a space between two clusters is a text of its own
without ink, which PDFium (Chrome's reader) leaves out, so that words run together; a sign that is raised is set in a
run of its own, and its cluster is said twice; and Punjabi is always said to run from right to left, as it does in
Pakistan. Here each run that has clusters says its text as a whole (ActualText, ISO 32000-1, 14.9.4), and a raised sign
is drawn where it was, but within the run of its letter.

Only what Typst writes is understood: a classic table of cross references, and pages with one stream each.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from translations import LANGUAGES

# Each begins with one of five signs, which are looked for first: a page is mostly what lies between.
TOKEN = re.compile(
    rb"[(</BE](?:(?<=\()(?P<string>(?:[^()\\]++|\\.|\((?:[^()\\]++|\\.)*+\))*+)\)"
    rb"|(?<=<)(?P<codes>[0-9A-F]+)>"  # where that is shorter, a string is written so
    rb"|(?<=/)Span<</ActualText(?:<FEFF(?P<said>[0-9A-F]*)>|\((?P<letters>(?:[^()\\]|\\.)*)\))>>BDC\n?"
    rb"|(?<=/)(?P<font>\w+) [\d.]+ Tf"
    rb"|(?<=\bB)(?P<begin>T)\b|(?<=\bE)(?P<end>T)\b|(?<=\bE)(?P<closed>MC)\b)",
    re.S,
)
ESCAPED = re.compile(rb"\\([0-7]{1,3}|.)", re.S)
ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
STREAM = re.compile(rb"(.*?/Length )(\d+)(.*?stream\n)", re.S)
PLACE = re.compile(rb"1 0 0 -1 (-?[\d.]+) (-?[\d.]+) cm[^\n]*\n$")
MOVED = re.compile(rb"1 0 0 -1 (-?[\d.]+) (-?[\d.]+) Tm")
CLUSTERS = re.compile("[\u0300-\u036f\u0900-\u0dff\u1780-\u17ff\u1ea0-\u1ef9]+")
NEAR = 0.02  # points
CODES = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]+)>")

Words = Mapping[bytes, str]  # of a font: the text of each glyph


class Piece(NamedTuple):
    """Glyphs and the text that they stand for: a cluster, or a part of one."""

    font: bytes
    glyphs: frozenset[bytes]
    text: str


@dataclass
class Run:
    """What stands between BT and ET. inside: the stream without the marks of clusters, which the whole replaces.

    place: where it starts on the page, in points. clusters: whether its text must be said as a whole.
    """

    start: int
    place: tuple[float, float] | None
    end: int = 0
    inside: list[bytes] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    clusters: bool = False


def has_clusters(letter: str) -> bool:
    """Does a letter have signs around others, as in India or Vietnam, besides the names of the languages we write?"""
    return not set(CLUSTERS.findall(letter)) <= {language.own_name for language in LANGUAGES.values()}


def by_line(pdf: bytes) -> bytes:
    """The same document, of which no reader is told that all its lines run to the left.

    PDFium (Chrome's reader) else takes the words of every English line in it from the last to the first, and a
    reference apart at its hyphens; not told, it looks at each line.
    """
    return pdf.replace(b"/Direction/R2L", b"/Direction/L2R")


def mended(pdf: bytes) -> bytes:
    """The same document with a text layer that reads back."""
    objects = _objects(pdf)
    for page in [number for number, data in objects.items() if b"/Type/Page/" in data]:
        found = re.search(rb"/Resources (\d+) 0 R.*/Contents (\d+) 0 R", objects[page], re.S)
        if found:
            resources, contents = int(found[1]), int(found[2])
            objects[contents] = _rewritten(objects[contents], _fonts(objects, resources))
    return by_line(_written(pdf, objects))


def _objects(pdf: bytes) -> dict[int, bytes]:
    """Every object by its number, in the order of the file."""
    start = int(pdf[pdf.rindex(b"startxref") + 9 :].split()[0])
    _word, head, *entries = pdf[start : pdf.index(b"trailer", start)].split(b"\n")
    count = int(head.split()[1])
    offsets = {number: int(entries[number][:10]) for number in range(1, count)}
    ends = sorted([*offsets.values(), start])
    following = dict(zip(ends, ends[1:], strict=False))
    ordered = sorted(offsets.items(), key=lambda item: item[1])
    return {number: pdf[offset : following[offset]] for number, offset in ordered}


def _written(pdf: bytes, objects: Mapping[int, bytes]) -> bytes:
    out = bytearray(pdf[: pdf.index(b"1 0 obj")])
    offsets = {}
    for number, data in objects.items():
        offsets[number] = len(out)
        out += data
    start, trailer = len(out), pdf[pdf.rindex(b"trailer") : pdf.rindex(b"startxref")]
    lines = [f"{offsets[number]:010} 00000 n\r\n" for number in sorted(offsets)]
    out += f"xref\n0 {len(lines) + 1}\n0000000000 65535 f\r\n{''.join(lines)}".encode()
    return bytes(out + trailer + f"startxref\n{start}\n%%EOF".encode())


def _unpacked(data: bytes) -> tuple[re.Match[bytes], bytes]:
    found = STREAM.match(data)
    if found is None:
        raise ValueError("an object of the PDF is not written as Typst writes it")
    return found, zlib.decompress(data[found.end() : found.end() + int(found[2])])


def _rewritten(data: bytes, fonts: Mapping[bytes, Words]) -> bytes:
    found, stream = _unpacked(data)
    if b"/ActualText" not in stream:  # a page without such scripts
        return data
    packed = zlib.compress(_said_whole(stream, fonts))
    return found[1] + str(len(packed)).encode() + found[3] + packed + b"\nendstream\nendobj\n"


def _fonts(objects: Mapping[int, bytes], resources: int) -> dict[bytes, Words]:
    listed = re.search(rb"/Font<<(.*?)>>", objects[resources], re.S)
    found: dict[bytes, Words] = {}
    for name, number in re.findall(rb"/(\w+) (\d+) 0 R", listed[1] if listed else b""):
        codes = re.search(rb"/ToUnicode (\d+) 0 R", objects[int(number)])
        if codes:
            written = CODES.findall(_unpacked(objects[int(codes[1])])[1])
            found[name] = {bytes.fromhex(code.decode()): _text(said) for code, said in written}
    return found


@lru_cache(maxsize=4096)
def _text(said: bytes) -> str:
    return bytes.fromhex(said.decode()).decode("utf-16-be")


def _said_whole(stream: bytes, fonts: Mapping[bytes, Words]) -> bytes:
    """The stream in which each run with clusters has its whole text beside it."""
    runs = list(_runs(stream, fonts))
    _join(runs)
    out, at = [], 0
    for run in runs:
        if run.clusters:
            said = "".join(piece.text for piece in run.pieces).encode("utf-16-be").hex().upper()
            mark = b"BT/Span<</ActualText<FEFF" + said.encode() + b">>>BDC\n"
            out += [stream[at : run.start], mark, *run.inside, b"\nEMC\nET"] if run.inside else [stream[at : run.start]]
            at = run.end
    return b"".join([*out, stream[at:]])


def _runs(stream: bytes, fonts: Mapping[bytes, Words]) -> Iterator[Run]:
    run, font, at = Run(0, None), b"", 0
    said: str | None = None
    glyphs: list[bytes] = []
    for token in TOKEN.finditer(stream):
        kind = token.lastgroup
        if kind == "begin":
            run, at = Run(token.start(), _place(stream, token.start())), token.end()
        elif kind == "end":
            run.inside.append(stream[at : token.start()])
            run.end, font = token.end(), b""  # a string between two runs is none of theirs
            yield run
        elif kind == "font":
            font = token["font"]
        elif kind in ("said", "letters"):
            run.inside.append(stream[at : token.start()])
            said = _text(token["said"]) if kind == "said" else _unescaped(token["letters"]).decode("latin-1")
            at, glyphs, run.clusters = token.end(), [], True
        elif kind == "closed" and said is not None:
            run.inside.append(stream[at : token.start()])
            at = token.end()
            run.pieces.append(Piece(font, frozenset(glyphs), said))
            said = None
        elif kind in ("string", "codes") and font in fonts:
            shown = _glyphs(token["string"]) if kind == "string" else _pairs(bytes.fromhex(token["codes"].decode()))
            if said is not None:
                glyphs += shown
            else:
                run.pieces += [Piece(font, frozenset([one]), fonts[font].get(one, "")) for one in shown]


@lru_cache(maxsize=4096)  # the same clusters come again and again
def _glyphs(string: bytes) -> tuple[bytes, ...]:
    return _pairs(_unescaped(string))


def _unescaped(string: bytes) -> bytes:
    def plain(found: re.Match[bytes]) -> bytes:
        code = found[1]
        return bytes([int(code, 8)]) if code.isdigit() else ESCAPES.get(code, code)

    return ESCAPED.sub(plain, string) if b"\\" in string else string


def _pairs(string: bytes) -> tuple[bytes, ...]:
    """The codes of the glyphs that a string shows, two bytes each."""
    return tuple(string[place : place + 2] for place in range(0, len(string), 2))


def _place(stream: bytes, start: int) -> tuple[float, float] | None:
    found = PLACE.search(stream, max(start - 200, 0), start)
    return (float(found[1]), float(found[2])) if found else None


def _join(runs: Sequence[Run]) -> None:
    """Take each run that only goes on with the last cluster of the run before into that one, and what follows it."""
    before: Run | None = None
    spread: list[Piece] = []
    raised: Run | None = None  # taken in just now: a sign without width, after which the line goes on
    for run in (run for run in runs if run.pieces):
        if before and _goes_on(spread, run.pieces) and _take_in(before, run):
            spread, raised = [*spread, *run.pieces], run
        elif before and raised and _follows(before, raised, run) and _take_in(before, run):
            before.pieces += run.pieces
            spread, raised = [run.pieces[-1]], None
        else:
            before, spread, raised = run, [run.pieces[-1]], None


def _follows(line: Run, raised: Run, run: Run) -> bool:
    """Whether this run stands on the line, right after the raised sign."""
    if not (line.place and raised.place and run.place):
        return False
    return abs(run.place[1] - line.place[1]) < NEAR and abs(run.place[0] - raised.place[0]) < NEAR


def _goes_on(spread: Sequence[Piece], pieces: Sequence[Piece]) -> bool:
    """The glyphs of one cluster all say its whole text, and are different ones; a repeated syllable has the same."""
    first, known = spread[0], frozenset[bytes]().union(*(piece.glyphs for piece in spread))
    return len(unicodedata.normalize("NFD", first.text)) > 1 and all(
        piece.font == first.font and piece.text == first.text and not piece.glyphs & known for piece in pieces
    )


def _take_in(run: Run, other: Run) -> bool:
    if run.place is None or other.place is None:
        return False
    right, down = other.place[0] - run.place[0], run.place[1] - other.place[1]

    def moved(found: re.Match[bytes]) -> bytes:
        return f"1 0 0 -1 {float(found[1]) + right:.5f} {float(found[2]) + down:.5f} Tm".encode()

    run.inside += [b"\n", MOVED.sub(moved, b"".join(other.inside))]
    run.clusters = other.clusters = True
    other.inside = []
    return True
