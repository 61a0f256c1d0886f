"""The letters about a customer's own record: that we have what they said, and the answer."""

from __future__ import annotations

from casework.actions import letter_facts, letters
from casework.actions.work import Work
from casework.records.accounts import Correction, IncidentReply
from casework.records.bundles import Bundle
from casework.records.cases import Incident
from casework.records.people import Customer
from casework.rules.calendar import day_of
from letters import data
from letters.kinds.data_access.data import DataAccess
from letters.kinds.record_note.data import RecordNote

PRIVACY_PAGE = "/privacy"


def send_reply_received(work: Work, incident: Incident, said: IncidentReply) -> None:
    """The receipt for a reply that staff wrote down."""
    customer = incident.customer

    def facts(person: data.Person, code: data.SignIn | None) -> RecordNote:
        return RecordNote(
            person=person,
            contact=letter_facts.contact(work),
            reference=said.ref,
            issued_on=work.today,
            about="reply",
            said_on=day_of(said.said_at),
            words=said.words,
            opened=letter_facts.still_open(work, customer),
            ombudsman=letter_facts.ombudsman(work.pack),
            recorded=data.Recorded(work.pack.contact.email),
            incident_on=day_of(incident.happened_at),
            words_language=customer.language,
            sign_in=code,
        )

    letters.send(work, "record_note", customer, facts)


def send_details_changed(work: Work, customer: Customer) -> None:
    """That their details change, to where they were reached until now."""

    def facts(person: data.Person, code: data.SignIn | None) -> RecordNote:
        return RecordNote(
            person=person,
            contact=letter_facts.contact(work),
            reference=customer.ref,
            issued_on=work.today,
            about="details",
            said_on=work.today,
            words="",
            opened=letter_facts.still_open(work, customer),
            ombudsman=letter_facts.ombudsman(work.pack),
            recorded=data.Recorded(work.pack.contact.email),
            sign_in=None,
        )

    letters.send(work, "record_note", customer, facts)


def send_correction(work: Work, asked: Correction) -> None:
    """The receipt for what was asked, or the answer to it."""
    customer, incident = asked.customer, asked.incident

    def facts(person: data.Person, code: data.SignIn | None) -> RecordNote:
        return RecordNote(
            person=person,
            contact=letter_facts.contact(work),
            reference=asked.ref,
            issued_on=work.today,
            about=asked.outcome or asked.state,
            said_on=day_of(asked.received_at),
            words=asked.wrong,
            opened=letter_facts.still_open(work, customer),
            ombudsman=letter_facts.ombudsman(work.pack),
            recorded=data.Recorded(work.pack.contact.email),
            right=asked.right,
            incident_on=day_of(incident.happened_at) if incident else None,
            answer_by=None if asked.outcome else asked.answer_by,
            answer=asked.answer,
            now_reads=asked.now_reads,
            regulator=letter_facts.commissioner(work),
            words_language=customer.language,
            sign_in=code,
        )

    letters.send(work, "record_note", customer, facts)


def send_own_record(work: Work, bundle: Bundle) -> str | None:
    """The letter that goes with a copy of all that is kept about a customer. Its reference."""
    customer = bundle.customer

    def facts(person: data.Person, code: data.SignIn | None) -> DataAccess:
        return DataAccess(
            person=person,
            contact=letter_facts.contact(work),
            reference=bundle.ref,
            issued_on=work.today,
            made_on=day_of(bundle.made_at),
            privacy=work.site + PRIVACY_PAGE,
            opened=letter_facts.still_open(work, customer),
            ombudsman=letter_facts.ombudsman(work.pack),
            regulator=letter_facts.commissioner(work),
            recorded=data.Recorded(work.pack.contact.email),
            sign_in=code,
        )

    return letters.send(work, "data_access", customer, facts)
