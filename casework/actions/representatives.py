"""People who act for a customer, as persons of their own: what they do is theirs, and never the client's."""

from __future__ import annotations

from sqlalchemy import select

from casework.actions import rows
from casework.actions.erasure import NO_DATE_OF_BIRTH
from casework.actions.work import NotFoundError, Work
from casework.records.base import new_ref
from casework.records.fairness import Representative
from casework.records.people import Advocate, Authority, Customer
from casework.rules.calendar import months_after
from casework.rules.fairness import representative_source

OWN_SCOPE = ("see", "letters", "appeal", "report")
OWN_MONTHS = 1200  # as long as they live


def as_person(work: Work, advocate_ref: str) -> str:
    """The advocate as a person about whom something can be written down; made at the first call, the same afterwards.

    A visitor of their own, with nothing in common with any client: incidents, cases, decisions, letters and appeals of
    theirs stand on this record alone. They read it and appeal on it as they do for any client, signed in as ever:
    nobody asks for their date of birth. They do not count as somebody who speaks for themselves, so that the door
    which has to stay open for them is one of their own. Returns the reference of the customer record.
    """
    rows.acting_staff(work)
    advocate = work.session.scalar(select(Advocate).where(Advocate.ref == advocate_ref).with_for_update())
    if advocate is None:
        raise NotFoundError(advocate_ref)
    known = work.session.scalar(select(Representative).where(Representative.advocate_id == advocate.id))
    if known is not None:
        return known.customer.ref
    person = _own_record(work, advocate)
    source = representative_source(work.pack)
    work.record("representative_registered", person.ref, person.id, advocate=advocate.ref, source=source)
    return person.ref


def _own_record(work: Work, advocate: Advocate) -> Customer:
    person = Customer(
        ref=new_ref("C"),
        kind="visitor",
        name=advocate.name,
        date_of_birth=NO_DATE_OF_BIRTH,
        address=list(advocate.address),
        language=advocate.language,
        letter_format=advocate.letter_format,
        format_options=dict(advocate.format_options),
        preferred_channel="letter",
        created_at=work.now,
    )
    work.session.add(person)
    work.session.flush()
    reads_it = Authority(
        customer_id=person.id,
        advocate_id=advocate.id,
        scope=list(OWN_SCOPE),
        given_how="own",
        starts_on=work.today,
        ends_on=months_after(work.today, OWN_MONTHS),
    )
    work.session.add_all([Representative(advocate_id=advocate.id, customer_id=person.id), reads_it])
    work.session.flush()
    return person
