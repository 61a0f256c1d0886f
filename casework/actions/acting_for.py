"""Who may act on something of a customer's: the customer, somebody whom they let do it, or staff."""

from __future__ import annotations

from casework.actions import rows
from casework.actions.work import NotFoundError, Work
from casework.records import own
from casework.records.people import Customer

PORTAL = "portal"
REACHED_BY = ("telephone", "in_person", "letter", "email")  # how a customer's word came to staff


def allowed(work: Work, customer: Customer, scope: str) -> None:
    """NotFoundError unless the actor is this customer, an advocate with that scope today, or a member of staff.

    RefusedError("staff_only") for a member of staff who has left.
    """
    if work.actor.kind == "customer":
        if work.actor.id != customer.id:
            raise NotFoundError(customer.ref)
    elif work.actor.kind == "advocate":
        own.client(work.session, work.actor.id, customer.ref, scope, work.today)
    else:
        rows.acting_staff(work)


def reached_by(work: Work, how: str) -> str | None:
    """The way in which something came to us: the portal for the customer's own act, else one that staff name.

    None for a way that nobody knows.
    """
    if work.actor.kind != "staff":
        return PORTAL
    return how if how in REACHED_BY else None
