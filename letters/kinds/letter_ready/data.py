"""What the mail that brings a letter is written from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class LetterReady:
    """A letter goes with this mail, or waits on our pages. Nothing here tells what the letter is about.

    landlord: its name. address: of the sign-in page, where the letter can be read too. phone: for who cannot open it.
    attached: False for a text, and for a mail that can carry no such file.
    """

    landlord: str
    address: str
    phone: str
    attached: bool = True
