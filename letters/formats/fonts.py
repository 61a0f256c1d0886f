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
    "fontpkg_hind_siliguri": "files",
    "manimgx_fonts": "",
    "manimgx_fonts_cjk": "",
}

LATIN, LEGIBLE = "Noto Sans", "Atkinson Hyperlegible"  # the second was made for low vision; it has Latin letters only
# The languages that are printed, with the font of their script; a further one is printed once it stands here, when
# the test of the words read back has found a font for it.
SCRIPTS = {
    **dict.fromkeys(("en", "cy", "pl", "ro", "so"), ()),
    "uk": (LATIN,),
    **dict.fromkeys(("ar", "ur"), ("Amiri",)),
    "bn": ("Hind Siliguri",),
    "pa": ("Noto Sans Gurmukhi",),
    "zh": ("Noto Sans CJK SC",),
}
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


def printed(language: str) -> bool:
    """Whether letters in this language are printed: whether a font is known whose words can be read back."""
    return language in SCRIPTS


def families(language: str, *, large: bool) -> list[str]:
    """Font families for a language, the best first; Atkinson Hyperlegible for Latin letters in large print."""
    first = (*SCRIPTS.get(language, ()), LEGIBLE if large else LATIN)
    return [*first, *(family for family in FALLBACK if family not in first)]
