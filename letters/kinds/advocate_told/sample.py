"""An invented invitation to speak for somebody."""

from __future__ import annotations

from letters.kinds.advocate_told.data import AdvocateTold


def sample() -> AdvocateTold:
    """An invitation from a customer of an invented landlord."""
    return AdvocateTold(
        what="invited",
        landlord="Example Homes",
        address="https://portal.example-homes.example/invitations/example",
        phone="01632 960100",
        reference="P-2345-6789",
    )
