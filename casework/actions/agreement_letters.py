"""The letters about agreements and changes of circumstances, with what they are written from."""

from __future__ import annotations

from casework.actions import letter_facts, letters
from casework.actions.work import Work
from casework.records.agreements import KIND, ContactAgreement
from casework.records.changes import ChangeOfCircumstances
from casework.rules.calendar import day_of
from letters import data
from letters.kinds.agreement_offer.data import AgreementOffer
from letters.kinds.change_answer.data import ChangeAnswer


def send_offer(work: Work, agreement: ContactAgreement) -> None:
    """Tell the customer what is offered."""
    customer = agreement.customer

    def facts(person: data.Person, code: data.SignIn | None) -> AgreementOffer:
        return AgreementOffer(
            person=person,
            contact=letter_facts.contact(work),
            reference=agreement.ref,
            issued_on=work.today,
            why=agreement.why,
            promises_customer=tuple(agreement.promises_customer),
            promises_landlord=tuple(agreement.promises_landlord),
            answer_by=agreement.answer_by,
            review_on=agreement.review_on,
            clause=work.pack.kinds[KIND].source or work.pack.name,
            opened=letter_facts.still_open(work, customer),
            ombudsman=letter_facts.ombudsman(work.pack),
            recorded=data.Recorded(work.pack.contact.email),
            sign_in=code,
        )

    letters.send(work, "agreement_offer", customer, facts)


def send_change_answer(work: Work, change: ChangeOfCircumstances) -> None:
    """Tell the customer what came of what they told us."""
    customer = change.customer

    def facts(person: data.Person, code: data.SignIn | None) -> ChangeAnswer:
        return ChangeAnswer(
            person=person,
            contact=letter_facts.contact(work),
            reference=change.ref,
            issued_on=work.today,
            told_on=day_of(change.received_at),
            what_changed=change.what_changed,
            outcome=change.outcome or "",
            answer=change.answer,
            opened=letter_facts.still_open(work, customer),
            ombudsman=letter_facts.ombudsman(work.pack),
            recorded=data.Recorded(work.pack.contact.email),
            clause=change.owed_by or "",
            words_language=customer.language,
            sign_in=code,
        )

    letters.send(work, "change_answer", customer, facts)
