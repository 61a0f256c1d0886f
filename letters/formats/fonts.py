"""The fonts of printed letters, from installed packages, chosen for the text that can be read back from the PDF.

A font is not chosen by its looks: a screen reader speaks the text layer, and with some fonts most words of it
are lost. The test of the extracted words holds the choice.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

PACKAGES = {
    "fontpkg_amiri": "files",
    "fontpkg_atkinson_hyperlegible": "files",
    "manimgx_fonts": "",
    "manimgx_fonts_cjk": "",
}

STANDARD = {"ar": ("Amiri", "Noto Sans")}
LARGE = {"ar": ("Amiri", "Atkinson Hyperlegible")}
# A name or a reason may hold any script: these are asked when the letter's own font has no such sign.
FALLBACK = (
    "Noto Sans",
    "Amiri",
    "Noto Sans CJK SC",
    "Noto Sans Hebrew",
    "Noto Sans Bengali",
    "Noto Sans Gurmukhi",
    "Noto Sans Gujarati",
    "Noto Sans Devanagari",
    "Noto Sans Tamil",
    "Noto Sans Ethiopic",
    "Noto Sans Georgian",
    "Noto Sans Armenian",
    "Noto Sans Thai",
    "Noto Sans Symbols",
    "Noto Emoji",
)


@cache
def folders() -> tuple[Path, ...]:
    """Where the installed font packages keep their files."""
    found = []
    for package, folder in PACKAGES.items():
        spec = find_spec(package)
        if spec is not None and spec.submodule_search_locations:
            found.append(Path(next(iter(spec.submodule_search_locations))) / folder)
    return tuple(found)


def families(language: str, *, large: bool) -> list[str]:
    """Font families for a language, the best first; Atkinson Hyperlegible in large print."""
    first = (LARGE if large else STANDARD).get(language, ("Atkinson Hyperlegible",) if large else ("Noto Sans",))
    return [*first, *(family for family in FALLBACK if family not in first)]
