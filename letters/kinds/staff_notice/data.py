"""What such a mail is written from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class StaffNotice:
    """What was changed: password authenticator codes code_used passkey set_up. landlord: its name."""

    what: str
    landlord: str
