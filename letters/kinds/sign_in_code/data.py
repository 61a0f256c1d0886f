"""What the message with a one-time code is written from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SignInCodeMessage:
    """A one-time code by mail or text message.

    code: digits. minutes: how long it can be used. landlord: its name. phone: for who did not ask for a code.
    stop: in a mail, the address of the page that signs everybody out who came in with this person's codes.
    """

    code: str
    minutes: int
    landlord: str
    phone: str
    stop: str = ""
