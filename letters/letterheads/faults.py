"""What is wrong with a letterhead: a code, and the names that it is about."""

from __future__ import annotations

from dataclasses import dataclass

# Of the Word file, of the file of settings, of the logo, of letters on it.
CODES = (
    "word_unreadable", "word_too_big", "word_runs", "word_fetches", "tags_unknown", "tags_missing", "tags_elsewhere",
    "tags_broken", "body_not_alone", "body_twice", "picture_without_alt", "styles_missing", "words_too_pale",
    "settings_unreadable", "settings_unknown", "settings_missing", "settings_wrong", "accent_too_pale",
    "ground_too_dark", "logo_missing", "logo_unreadable", "logo_too_big", "logo_fetches", "cannot_render",
)  # fmt: skip


@dataclass(frozen=True)
class Fault:
    """``code``: one of CODES. ``names``: the tags, pictures, colours or keys; in an error of a library, its words."""

    code: str
    names: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.code}: {', '.join(self.names)}" if self.names else self.code
