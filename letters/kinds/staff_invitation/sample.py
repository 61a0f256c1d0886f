"""An invented colleague is invited."""

from __future__ import annotations

from letters.kinds.staff_invitation.data import StaffInvitationMessage


def sample() -> StaffInvitationMessage:
    """Somebody who begins at an invented landlord."""
    return StaffInvitationMessage(
        name="Nell Newcomer",
        landlord="Example Homes",
        link="https://portal.example-homes.example/staff/join/an-invented-link",
        days=7,
    )
