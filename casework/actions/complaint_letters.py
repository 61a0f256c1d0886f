"""The letters about complaints, and about what people ask, with what they are written from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from casework.actions import letter_facts, letters
from casework.actions.work import Work
from casework.records.complaints import Complaint, ComplaintStage
from casework.records.people import Customer
from casework.records.requests import EssentialRequest
from casework.rules.calendar import day_of
from letters import data
from letters.kinds.complaint_stage.data import Answer
from letters.kinds.complaint_stage.data import ComplaintStage as StageLetter
from letters.kinds.request_answer.data import RequestAnswer


def send_stage(work: Work, complaint: Complaint, step: str) -> None:
    """Tell the customer of one step: received acknowledged extended answered."""
    customer, stage = complaint.customer, complaint.stage

    def facts(person: data.Person, code: data.SignIn | None) -> StageLetter:
        return StageLetter(
            person=person,
            contact=letter_facts.contact(work),
            reference=complaint.ref,
            issued_on=work.today,
            step=step,
            number=stage.number,
            received_on=stage.received_on,
            what=complaint.what if not stage.why else f"{complaint.what}\n{stage.why}",
            acknowledge_by=stage.acknowledge_by,
            due_on=stage.due_on,
            opened=letter_facts.still_open(work, customer),
            ombudsman=letter_facts.ombudsman(work.pack),
            recorded=data.Recorded(work.pack.contact.email),
            understood=stage.understood,
            first_due_on=stage.first_due_on if step == "extended" else None,
            extended_why=stage.extended_why,
            answer=_answer(stage) if step == "answered" else None,
            council=letter_facts.council(work, complaint.decision),
            words_language=customer.language,
            sign_in=code,
        )

    letters.send(work, "complaint_stage", customer, facts)


@dataclass(frozen=True)
class Asked:
    """What somebody asked or told us, for a letter. ``service`` is empty where it belongs to none."""

    ref: str
    service: str
    on: date
    what: str
    answer_by: date
    answer: str = ""


def send_request(work: Work, request: EssentialRequest) -> None:
    """Tell the customer that we have what they asked, or the answer. Never of what was told in confidence."""
    if request.in_confidence:
        return
    day = day_of(request.received_at)
    asked = Asked(request.ref, request.service, day, request.what, request.answer_by, request.answer)
    send_asked(work, request.customer, asked)


def send_asked(work: Work, customer: Customer, asked: Asked) -> None:
    """The letter: that we have it, or the answer."""

    def facts(person: data.Person, code: data.SignIn | None) -> RequestAnswer:
        return RequestAnswer(
            person=person,
            contact=letter_facts.contact(work),
            reference=asked.ref,
            issued_on=work.today,
            service=asked.service,
            asked_on=asked.on,
            what=asked.what,
            answer_by=asked.answer_by,
            opened=letter_facts.still_open(work, customer),
            ombudsman=letter_facts.ombudsman(work.pack),
            recorded=data.Recorded(work.pack.contact.email),
            answer=asked.answer,
            words_language=customer.language,
            sign_in=code,
        )

    letters.send(work, "request_answer", customer, facts)


def _answer(stage: ComplaintStage) -> Answer:
    return Answer(stage.outcome or "", stage.reasons, stage.remedy, stage.to_do)
