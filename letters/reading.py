"""How hard an English text is to read: its Flesch-Kincaid grade (the years at school that it asks for), by textstat-rs.

Words of the field and names count as one plain word each, for the reader needs them whatever we write.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

HIGHEST_GRADE: Final = 6.0
# The words of the field, as patterns; those of two words first.
FIELD_WORDS: Final = (
    "contact arrangements?", "reasonable adjustments?", "essential services?", "working days?", "target dates?",
    "adjustments?", "advocates?", "appealed", "appeals?", "arrangements?", "authorities", "authority", "complaints?",
    "customers?", "hazards?", "javascript", "markers?", "ombudsman", "panels?", "restrictions?", "reviews?", "wcag",
)  # fmt: skip
_TOO_SHORT: Final = 20  # words: fewer have no grade


def grade(sentences: Iterable[str], names: Iterable[str] = ()) -> float:
    """The grade of these sentences; 0 for hardly any. ``names``: what counts as one word each."""
    from textstat_rs import flesch_kincaid_grade

    text = _known(names).sub("name", " ".join(sentences))
    return float(flesch_kincaid_grade(text)) if len(text.split()) > _TOO_SHORT else 0.0


def sentence(words: str) -> str:
    """The words as one sentence with its end; empty where they hold no word of ours."""
    said = re.sub(r"\s+([,.;:!?])", r"\1", " ".join(words.split()))
    if not re.search(r"[a-z]", said.replace("name", "")):
        return ""
    return said if said[-1] in ".!?" else f"{said.rstrip(',;:')}."


def _known(names: Iterable[str]) -> re.Pattern[str]:
    said = sorted((re.escape(name) for name in names), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join([*said, *FIELD_WORDS])})\b", re.IGNORECASE)
