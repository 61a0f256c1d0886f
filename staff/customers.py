"""The one page about a customer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from flask import abort, redirect, url_for
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
from casework.records.arrangements import stands_on
from casework.records.decisions import Restriction
from casework.records.people import Customer
from casework.rules.markers import Instruction, Marker, instruction, marker
from staff.administration_words import lacks
from staff.blueprint import bp, may_read
from staff.contact import binds, situation, two_attend, ways_now
from staff.looking import looked_at
from staff.showing import show
from web.access import london_today
from web.database import pack, reading
from web.kept import kept


@bp.get("/customers/<ref>")
@may_read
@kept
def customer(ref: str) -> ResponseReturnValue:
    """How this person may be contacted, what they need, who speaks for them, and what happened."""
    session, today = reading(), london_today()
    found = desk.customer(session, ref)
    if found.merged_into_id is not None:
        return under_the_other_reference(found)
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
        markers=notes(rows, today),
        needs=adjustments.needs(session, found.id, today),
        authorities=[row for row in found.authorities if stands_on(row, today)],
        speakers=[row.advocate.name for row in found.authorities if stands_on(row, today) and "speak" in row.scope],
        **history(session, found),
    )


def notes(rows: Sequence[Restriction], today: date) -> dict[str, tuple[Marker | None, Instruction | None]]:
    """The marker of each restriction, and what staff are told of it today."""
    return {row.ref: (marker(pack(), safety=row.safety), instruction(pack(), markers.held(row), today)) for row in rows}


def under_the_other_reference(found: Customer) -> ResponseReturnValue:
    """An old link, or a note on paper: the person is there, on the record of which theirs became part."""
    merged = administration.merged_away(reading(), found.id)
    return redirect(url_for(".customer", ref=merged.kept_ref)) if merged is not None else abort(404)


def history(session: Session, found: Customer) -> dict[str, Any]:
    """What happened with this person so far, in their life and with us, and what they said about it."""
    customer_id = found.id
    return {
        "lives": administration.lives(session, found),
        "lacks": lacks,
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
