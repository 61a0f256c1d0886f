"""An invented letter has come."""

from __future__ import annotations

from letters.kinds.letter_ready.data import LetterReady


def sample() -> LetterReady:
    """A letter from an invented landlord."""
    return LetterReady(
        landlord="Example Homes", address="https://portal.example-homes.example/sign-in", phone="01632 960100"
    )
