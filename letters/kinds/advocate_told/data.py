"""What a message about speaking for somebody is written from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class AdvocateTold:
    """Somebody is asked to speak for a customer, or something about that has changed.

    what: invited stands refused ended colleague, and code for a code that the customer reads out. landlord: its name.
    address: where to answer or sign in; empty for a code. phone: for questions. reference: by which both sides know
    whom it is about, never a name; for "code" the code.
    """

    what: str
    landlord: str
    address: str
    phone: str
    reference: str
