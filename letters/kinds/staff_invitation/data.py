"""What the mail that invites a colleague is written from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class StaffInvitationMessage:
    """A link by which a member of staff sets password and authenticator.

    name: theirs. landlord: its name. link: works once. days: how long it works. again: they have come in before.
    """

    name: str
    landlord: str
    link: str
    days: int
    again: bool = False
