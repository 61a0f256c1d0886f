"""A Word letterhead: proved once, compiled once, and then filled in for each letter by joining strings.

docxtpl puts the tags of a file together that Word has torn apart, and would then render it; that takes most of its time
in reading what has not changed. Only plain tags may stand here, no statements, so that a letterhead can run nothing and
its compiled form is a list of texts and names.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import jinja2
from docx.oxml.ns import nsmap
from docxtpl import DocxTemplate
from jinja2 import nodes

from letters.errors import RenderError
from letters.letterheads.build import ACCENT, PALE
from letters.letterheads.faults import Fault
from letters.letterheads.looks import faults_of_looks
from letters.letterheads.turning import turned

TAGS: Final = frozenset({"landlord", "address", "phone", "email", "website", "sign_alt", "body", "page"})
NEEDED: Final = ("body", "landlord")
COLOURS: Final = {ACCENT: "accent", PALE: "ground"}  # what stands in our file for a colour of the landlord's
TEXT: Final = "word/document.xml"
PREFIXES: Final = ("w", "r", "wp")
WORDS = re.compile(r"word/(document|header\d*|footer\d*)\.xml")
TAG = re.compile(r"\{\{\s*(\w+)\s*\}\}")
MOST_BYTES, MOST_UNPACKED, MOST_PARTS = 5_000_000, 30_000_000, 500
OUTSIDE = re.compile(r'<Relationship [^>]*TargetMode="External"[^>]*>')


@dataclass(frozen=True)
class Compiled:
    """A letterhead ready for use. parts: texts (even places) and names of tags (odd ones); fixed: all the rest."""

    parts: Mapping[str, tuple[str, ...]]
    fixed: Mapping[str, bytes]


@lru_cache(maxsize=16)
def compiled(word: bytes, *, rightwards: bool) -> Compiled:
    """The letterhead for one direction; RenderError, naming what is wrong, for one that was never proved."""
    wrong = faults(word)
    if wrong:
        raise RenderError(f"the Word letterhead is not fit for use: {'; '.join(map(str, wrong))}")
    ready = turned(word, rightwards=rightwards)
    fixed = _unpacked(ready)
    patched = _patched(ready, {name: fixed.pop(name).decode() for name in filter(WORDS.fullmatch, list(fixed))})
    parts = {}
    for name, source in patched.items():
        for stands_for, tag in COLOURS.items():
            source = source.replace(stands_for, f"{{{{ {tag} }}}}")  # noqa: PLW2901
        parts[name] = tuple(TAG.split(_with_prefixes(source) if name == TEXT else source))
    return Compiled(parts, fixed)


@lru_cache(maxsize=16)
def faults(word: bytes) -> tuple[Fault, ...]:
    """All that is wrong with a Word file as a letterhead; nothing where it may be used."""
    if len(word) > MOST_BYTES:
        return (Fault("word_too_big"),)
    try:
        unpacked = _unpacked(word)
        patched = _patched(word, {name: unpacked[name].decode() for name in filter(WORDS.fullmatch, unpacked)})
    except _TooBigError:
        return (Fault("word_too_big"),)
    except Exception:  # noqa: BLE001  whatever the libraries make of a file that is none
        return (Fault("word_unreadable"),)
    if any(b"<!DOCTYPE" in data for name, data in unpacked.items() if name.endswith((".xml", ".rels"))):
        return (Fault("word_unreadable"),)
    return (*_of_what_runs(unpacked), *_of_tags(unpacked, patched), *faults_of_looks(unpacked))


def _with_prefixes(source: str) -> str:
    """The text of the letterhead with the prefixes that a letter is written with."""
    root = source[source.index("<w:document") :]
    root = root[: root.index(">")]
    missing = "".join(f' xmlns:{prefix}="{nsmap[prefix]}"' for prefix in PREFIXES if f"xmlns:{prefix}=" not in root)
    return source.replace(root, root + missing, 1)


class _TooBigError(Exception):
    """Unpacked, it would fill the memory."""


def _unpacked(word: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        members = archive.infolist()
        if len(members) > MOST_PARTS or sum(member.file_size for member in members) > MOST_UNPACKED:
            raise _TooBigError
        return {member.filename: archive.read(member) for member in members}


def _patched(word: bytes, parts: Mapping[str, str]) -> dict[str, str]:
    """The parts with words in them, their tags put together."""
    template = DocxTemplate(io.BytesIO(word))
    template.init_docx()
    return {name: template.patch_xml(source) for name, source in parts.items()}


def _of_what_runs(unpacked: Mapping[str, bytes]) -> list[Fault]:
    """What a letterhead would do by itself: programs, other documents in it, things fetched from elsewhere."""
    found = []
    runs = [name for name in unpacked if name.lower().endswith("vbaproject.bin") or "/embeddings/" in name]
    if runs:
        found.append(Fault("word_runs", tuple(runs)))
    fetched = [
        target[1]
        for name, data in unpacked.items()
        if name.endswith(".rels")
        for one in OUTSIDE.findall(data.decode(errors="replace"))
        if "/hyperlink" not in one and (target := re.search(r'Target="([^"]*)"', one))
    ]
    return [*found, *([Fault("word_fetches", tuple(fetched))] if fetched else [])]


def _of_tags(unpacked: Mapping[str, bytes], patched: Mapping[str, str]) -> list[Fault]:
    found: list[Fault] = []
    used: list[str] = []
    environment = jinja2.Environment(autoescape=True)
    for name, source in patched.items():
        try:
            tree = environment.parse(source)
        except jinja2.TemplateSyntaxError as fault:
            return [Fault("tags_broken", (str(fault.message),))]
        odd = [node for node in tree.find_all(nodes.Node) if not isinstance(node, PLAIN)]
        if odd or len(TAG.findall(source)) != len(list(tree.find_all(nodes.Name))):
            return [Fault("tags_broken", tuple(sorted({type(node).__name__ for node in odd})) or (name,))]
        used += TAG.findall(source)
    unknown = sorted(set(used) - TAGS)
    missing = [tag for tag in NEEDED if tag not in used]
    elsewhere = [
        name for name, data in unpacked.items()
        if name.startswith("word/") and name.endswith(".xml") and name not in patched and b"{{" in data
    ]  # fmt: skip
    if unknown:
        found.append(Fault("tags_unknown", tuple(unknown)))
    if missing:
        found.append(Fault("tags_missing", tuple(missing)))
    if elsewhere:
        found.append(Fault("tags_elsewhere", tuple(elsewhere)))
    return found or _of_blocks(patched, used)


# What a tag on its own is to Jinja; anything more could run something.
PLAIN = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name)
# The tags that whole paragraphs take the place of, and where each may stand.
BLOCKS: Final = {"body": TEXT, "page": ""}


def _of_blocks(patched: Mapping[str, str], used: list[str]) -> list[Fault]:
    """The letter takes the place of one paragraph of the text itself: {{p body }}, and not {{ body }} in a line."""
    if used.count("body") > 1:
        return [Fault("body_twice")]
    for name, source in patched.items():
        for place in TAG.finditer(source):
            where = BLOCKS.get(place[1])
            inside = source.rfind("<w:p>", 0, place.start()), source.rfind("<w:p ", 0, place.start())
            in_a_line = max(inside) > source.rfind("</w:p>", 0, place.start())
            if where is not None and (in_a_line or (where and where != name)):
                return [Fault("body_not_alone", (place[1],))]
    return []
