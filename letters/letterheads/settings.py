"""The file of settings of a letterhead (TOML), for PDF and web pages: logo, colours, addresses.

[logo]                      # all of it may be left out: then our own sign is shown
file = "logo.svg"           # or a PNG
alt.en = "Example Homes: a green roof"
alt.cy = "…"                # for letters in Welsh; English where a language is missing

[colours]
accent = "#14467a"          # of name, headings, links; at least 7:1 on white
ground = "#eef2f6"          # behind what is set apart; a breath of the accent where it is left out

[contact]                   # what is left out is as in the policy
address = ["1 Open Door Lane", "Sampleton", "ZZ1 2ZZ"]
phone = "01632 960100"
email = "hello@example-homes.example"
website = "www.example-homes.example"
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from casework.rules import colours
from letters.content import clean
from letters.letterhead import Letterhead, Logo
from letters.letterheads import logos
from letters.letterheads.faults import Fault
from translations import LANGUAGES

TEXTS: Final = {"colours": ("accent", "ground"), "contact": ("phone", "email", "website"), "logo": ("file",)}
TABLES: Final = {"contact": ("address",), "logo": ("alt",)}
SOURCE: Final = "en"
WELL_READABLE: Final = 7.0  # WCAG 2.2, 1.4.6: name, headings and links
INK: Final = "#1a1a1a"
WRITTEN = re.compile(r"#[0-9a-fA-F]{6}")
LONGEST: Final = 200  # signs of one line


def logo_name(settings: str) -> str | None:
    """Which file the logo is in; None where there is none, or the settings cannot be read."""
    try:
        named = tomllib.loads(settings).get("logo", {}).get("file")
    except (tomllib.TOMLDecodeError, AttributeError):
        return None
    return named if isinstance(named, str) else None


def read(settings: str, logo: bytes | None, usual: Letterhead) -> tuple[Letterhead, tuple[Fault, ...]]:
    """The letterhead that the settings make of the ``usual`` one, and all that is wrong with them."""
    try:
        given = tomllib.loads(settings)
    except tomllib.TOMLDecodeError as fault:
        return usual, (Fault("settings_unreadable", (str(fault),)),)
    faults = _of_shape(given)
    if faults:
        return usual, faults
    wanted, contact = given.get("colours", {}), given.get("contact", {})
    found, wrong = _logo(given.get("logo"), logo)
    faults = (*wrong, *_of_colours(wanted, usual))
    if any(fault.code == "settings_wrong" for fault in faults):
        return usual, faults
    changed: dict[str, Any] = {**wanted, **{name: clean(contact[name]) for name in TEXTS["contact"] if name in contact}}
    if "accent" in wanted and "ground" not in wanted:
        changed["ground"] = ""
    if "address" in contact:
        changed["address"] = tuple(map(clean, contact["address"]))
    return replace(usual, logo=found, **changed), faults


def example(head: Letterhead) -> str:
    """Settings that say what there is now, to begin from; the logo as a remark."""

    def line(name: str, value: str) -> str:
        return f"{name} = {json.dumps(value, ensure_ascii=False)}"

    contact = [line(name, getattr(head, name)) for name in TEXTS["contact"] if getattr(head, name)]
    return "\n".join([
        *("# [logo]", '# file = "logo.svg"', f'# alt.en = "{head.landlord}: what the logo shows"', ""),
        *("[colours]", line("accent", head.accent), "", "[contact]"),
        f"address = {json.dumps(list(head.address), ensure_ascii=False)}",
        *(*contact, ""),
    ])  # fmt: skip


def _of_shape(given: Mapping[str, Any]) -> tuple[Fault, ...]:
    """Names that nobody knows, and values of the wrong kind."""
    known = {section: {*TEXTS.get(section, ()), *TABLES.get(section, ())} for section in (*TEXTS, *TABLES)}
    unknown = [section for section in given if section not in known]
    wrong = [section for section in known if not isinstance(given.get(section, {}), dict)]
    tables = {section: given[section] for section in known if section in given and section not in wrong}
    unknown += [
        f"{section}.{name}" for section, table in tables.items() for name in table if name not in known[section]
    ]
    for section, names in TEXTS.items():
        wrong += [f"{section}.{name}" for name in names if not _is_line(tables.get(section, {}).get(name, "x"))]
    lines, alt = tables.get("contact", {}).get("address", ["x"]), tables.get("logo", {}).get("alt", {})
    wrong += [] if isinstance(lines, list) and lines and all(map(_is_line, lines)) else ["contact.address"]
    if isinstance(alt, dict):
        unknown += [f"logo.alt.{language}" for language in alt if language not in LANGUAGES]
        wrong += [f"logo.alt.{language}" for language, words in alt.items() if not _is_line(words)]
    else:
        wrong.append("logo.alt")
    pairs = (("settings_unknown", unknown), ("settings_wrong", wrong))
    return tuple(Fault(code, tuple(names)) for code, names in pairs if names)


def _is_line(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and len(value) <= LONGEST and "\n" not in value


def _of_colours(wanted: Mapping[str, str], usual: Letterhead) -> tuple[Fault, ...]:
    unwritten = [f"colours.{name}" for name, colour in wanted.items() if not WRITTEN.fullmatch(colour)]
    if unwritten:
        return (Fault("settings_wrong", tuple(unwritten)),)
    accent = wanted.get("accent", usual.accent).lower()
    ground = wanted.get("ground", "" if "accent" in wanted else usual.ground).lower() or colours.faint(accent)
    found = []
    if colours.contrast(accent, "#ffffff") < WELL_READABLE:
        found.append(Fault("accent_too_pale", (accent,)))
    if min(colours.contrast(accent, ground), colours.contrast(INK, ground)) < colours.READABLE:
        found.append(Fault("ground_too_dark", (ground,)))
    return tuple(found)


def _logo(table: Mapping[str, Any] | None, data: bytes | None) -> tuple[Logo | None, tuple[Fault, ...]]:
    if table is None:
        return None, ()
    missing = [
        f"logo.{name}"
        for name, there in (("file", "file" in table), ("alt.en", SOURCE in table.get("alt", {})))
        if not there
    ]
    if missing:
        return None, (Fault("settings_missing", tuple(missing)),)
    if data is None:
        return None, (Fault("logo_missing", (table["file"],)),)
    try:
        svg, ratio = logos.as_svg(data)
    except logos.LogoError as fault:
        return None, (Fault(fault.code, (table["file"],)),)
    alt = {SOURCE: table["alt"][SOURCE], **table["alt"]}
    return Logo(svg, tuple((language, clean(words)) for language, words in alt.items()), ratio), ()
