"""The letters about repairs, dangers in a home and safety checks, with what they are written from."""

from __future__ import annotations

from datetime import date

from casework.actions import letter_facts, letters
from casework.actions.work import Work
from casework.records.people import Customer
from casework.records.services import ServiceClock, ServiceRequest
from casework.rules.calendar import day_of, local
from letters import data
from letters.kinds.hazard_summary.data import HazardSummary
from letters.kinds.service_receipt.data import ServiceReceipt, Target, Visit

_ENDED = ("done", "closed")


def send_receipt(work: Work, request: ServiceRequest, event: str = "received") -> None:
    """Tell the customer what we have and what happens by when; nobody, while it is not known whose home it is.

    ``event``: received booked longer done closed.
    """
    if request.customer_id is None:
        return
    customer = work.session.get_one(Customer, request.customer_id)

    def facts(person: data.Person, code: data.SignIn | None) -> ServiceReceipt:
        return ServiceReceipt(
            person=person,
            contact=letter_facts.contact(work),
            reference=request.ref,
            issued_on=work.today,
            received_on=day_of(request.received_at),
            event=event,
            service=request.service,
            about=request.about,
            what=request.what,
            targets=tuple(target(one) for one in request.running),
            opened=letter_facts.still_open(work, customer),
            ombudsman=letter_facts.ombudsman(work.pack),
            recorded=data.Recorded(work.pack.contact.email),
            conditions=tuple(request.conditions),
            visit=_visit(request),
            answer=request.ended_words if request.state in _ENDED else "",
            next_on=request.next_check_on,
            words_language=customer.language,
            sign_in=code,
        )

    letters.send(work, "service_receipt", customer, facts)


def send_summary(work: Work, request: ServiceRequest, found: str, doing: str, looked_on: date, *, danger: bool) -> None:
    """Tell the customer what was found and what follows."""
    customer = work.session.get_one(Customer, request.customer_id)

    def facts(person: data.Person, code: data.SignIn | None) -> HazardSummary:
        return HazardSummary(
            person=person,
            contact=letter_facts.contact(work),
            reference=request.ref,
            issued_on=work.today,
            received_on=day_of(request.received_at),
            looked_on=looked_on,
            about=request.about,
            danger=danger,
            found=found,
            doing=doing,
            targets=tuple(target(one) for one in request.running),
            opened=letter_facts.still_open(work, customer),
            ombudsman=letter_facts.ombudsman(work.pack),
            recorded=data.Recorded(work.pack.contact.email),
            sign_in=code,
        )

    letters.send(work, "hazard_summary", customer, facts)


def target(clock: ServiceClock) -> Target:
    """A clock, as a letter says it."""
    at = local(clock.due_at) if clock.due_at else None
    return Target(
        clock.code,
        clock.due_on,
        clock.source,
        at=f"{at:%H:%M}" if at else "",
        first_on=clock.first_due_on,
        longer_source=clock.longer_source or "",
        longer_why=clock.longer_why,
    )


def _visit(request: ServiceRequest) -> Visit | None:
    booked = request.booked
    if booked is None:
        return None
    starts, ends = local(booked.starts_at), local(booked.ends_at)
    return Visit(starts.date(), f"{starts:%H:%M}", f"{ends:%H:%M}")
