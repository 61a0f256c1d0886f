"""The one page about a customer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from casework.records import (
    adjustments,
    administration,
    agreements,
    changes,
    complaints,
    desk,
    fair_desk,
    markers,
    own,
    preferences,
    requests,
    services,
)
from casework.records.administration import CustomerDeath, CustomerMerge, CustomerMove, FormerName, ImportTask
from casework.records.arrangements import stands_on
from casework.records.people import Customer
from casework.rules.markers import instruction, marker
from staff.administration_words import lacks
from staff.blueprint import bp, may_read
from staff.contact import binds, situation, two_attend, ways_now
from staff.looking import looked_at
from staff.showing import show
from web.access import london_today
from web.database import pack, reading


@bp.get("/customers/<ref>")
@may_read
def customer(ref: str) -> ResponseReturnValue:
    """How this person may be contacted, what they need, who speaks for them, and what happened."""
    session, today = reading(), london_today()
    found = desk.customer(session, ref)
    merged = administration.merged_away(session, found.id)
    if merged is not None:  # an old link, or a note on paper: the person is there, under the other reference
        return redirect(url_for(".customer", ref=merged.kept_ref))
    looked_at(found.id)
    rows = desk.customers_restrictions(session, found.id)
    in_force = [row for row in rows if binds(row, today)]
    now = situation(session, found.id, today)
    return show(
        "staff/customer.html",
        customer=found,
        now=now,
        ways=ways_now(pack(), in_force, now, own.opened(session, found.id)),
        two_attend=any(two_attend(row, today) for row in rows),
        in_force=in_force,
        restrictions=rows,
        markers={
            row.ref: (marker(pack(), safety=row.safety), instruction(pack(), markers.held(row), today)) for row in rows
        },
        needs=adjustments.needs(session, found.id, today),
        authorities=[row for row in found.authorities if stands_on(row, today)],
        speakers=[row.advocate.name for row in found.authorities if stands_on(row, today) and "speak" in row.scope],
        lives=Lives.of(session, found),
        lacks=lacks,
        **history(session, found.id),
    )


@dataclass(frozen=True)
class Lives:
    """What happened in a customer's life, who shares their tenancy, and what their record lacks since it came here."""

    death: CustomerDeath | None
    moves: tuple[CustomerMove, ...]
    joint: tuple[Customer, ...]
    former: tuple[FormerName, ...]
    parts: tuple[CustomerMerge, ...]
    lacks: tuple[ImportTask, ...]

    @classmethod
    def of(cls, session: Session, found: Customer) -> Lives:
        """All of it, as it stands."""
        return cls(
            administration.death(session, found.id),
            administration.planned_moves(session, found.id),
            administration.joint_tenants(session, found),
            administration.former_names(session, found.id),
            administration.merged_into(session, found.id),
            administration.customers_tasks(session, found.id),
        )


def history(session: Session, customer_id: int) -> dict[str, Any]:
    """What happened with this person so far, and what they said about it."""
    return {
        "incidents": desk.customers_incidents(session, customer_id),
        "cases": desk.customers_cases(session, customer_id),
        "letters": desk.customers_letters(session, customer_id),
        "agreements": agreements.customers_agreements(session, customer_id),
        "promised": agreements.promised(session, customer_id),
        "changes": changes.customers_changes(session, customer_id),
        "services": services.customers_requests(session, customer_id),
        "now_at": datetime.now(UTC),
        "complaints": complaints.customers_complaints(session, customer_id),
        "asked": requests.customers_requests(session, customer_id),
        "fair": fair_desk.of_customer(session, customer_id),
        "safe": preferences.safe_contact(session, customer_id),
        "wishes": preferences.preference(session, customer_id),
    }
