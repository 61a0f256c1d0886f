"""Invented papers that are sent back."""

from __future__ import annotations

import datetime
from dataclasses import replace

from letters.kinds.documents_returned.data import DocumentsReturned
from letters.kinds.refused_contact import sample as refused


def sample() -> DocumentsReturned:
    """Forty pages about a matter that was answered."""
    shared = {name: value for name, value in vars(refused.sample()).items() if name != "outcome"}
    line = replace(refused.LINE, kind="documents_returned", clause="Example Homes 5.4")
    return DocumentsReturned(
        **shared
        | {
            "restriction": line,
            "what": "Forty pages: copies of our own letters of 2025, with notes in the margin.",
            "found": (),
            "done": "",
            "copied_on": datetime.date(2027, 2, 12),
        }
    )
