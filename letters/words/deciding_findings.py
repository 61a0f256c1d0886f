"""The sentences for what is asked at a decision or a review beside the contract's codes, and what would settle it."""

from __future__ import annotations

from collections.abc import Mapping

from translations import mark

DECIDING: Mapping[str, tuple[str, str]] = {
    "filed_reader_missing": (
        mark("Nobody is named who reads what comes in, for danger, safeguarding and new complaints."),
        mark("Name the person who reads it."),
    ),
    "further_not_considered": (
        mark("It went on while this applied, and the review does not say what else was considered."),
        mark("Write what else was considered, and why."),
    ),
}
