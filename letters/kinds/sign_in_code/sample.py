"""An invented one-time code."""

from __future__ import annotations

from letters.kinds.sign_in_code.data import SignInCodeMessage


def sample() -> SignInCodeMessage:
    """A code of six digits that works for ten minutes."""
    return SignInCodeMessage(code="482915", minutes=10, landlord="Example Homes", phone="01632 960100")
