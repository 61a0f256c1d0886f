"""What can go wrong with one letter; the others of a batch go on."""

from __future__ import annotations


class LetterError(Exception):
    """A letter that cannot be made; the message is one line that says which and why."""


class RenderError(LetterError):
    """A letter that cannot be shown in this format, for example because no font has one of its signs."""


class LetterIncomplete(LetterError):  # noqa: N818  callers read it as what the letter is
    """A letter that lacks something the law asks it to say."""


class UnreadableData(LetterError):  # noqa: N818  callers read it as what the data are
    """Data from which no letter can be written; the message names the field."""
