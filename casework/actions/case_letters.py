"""Letters of a case before anything is decided in it: what was done at once, said, asked and offered, in writing."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.actions import before, letter_facts, letters
from casework.actions.work import Work
from casework.records.cases import Case, Incident, Warning
from casework.records.decisions import Decision
from casework.records.people import Customer
from casework.records.steps import Question, SupportOffer
from casework.rules.before import asking_source, on_the_spot
from casework.rules.pack import Pack
from letters import data
from letters.kinds.immediate_notice.data import ImmediateNotice
from letters.kinds.information_request.data import InformationRequest
from letters.kinds.support_offer.data import SupportOffer as SupportOfferLetter
from letters.kinds.verbal_warning.data import VerbalWarning

SPOKEN: Final = ("in_person", "telephone")
_END: Final = "end_the_contact"


def send_notice(work: Work, incident: Incident, codes: tuple[str, ...], said: str) -> None:
    """Tell that a contact was stopped at once because somebody could have been harmed: once for an incident.

    ``codes``: what staff did, of the policy's list; ``said``: in their words. Nothing goes out where no contact was
    stopped, or where the letter of a decision in the case tells of it already.
    """
    ended = incident.ended_how in before.ENDED
    stopped = (incident.immediate_risk or incident.serious) and (_END in codes or ended)
    case = incident.case
    if case is None or incident.letter_ref or not stopped or decided(work.session, case):
        return
    done = [code for code in (*on_the_spot(work.pack), _END) if code in codes or (code == _END and ended)]

    def facts(person: data.Person, code: data.SignIn | None) -> ImmediateNotice:
        return ImmediateNotice(
            **_of_case(work, case, person, code),
            incidents=letter_facts.as_told((incident,)),
            behaviours=tuple(incident.behaviour),
            done=tuple(dict.fromkeys(done)),
            said=said,
            clause=work.pack.rules["immediate"].source,
            told_before=incident.told,
            assess_by=case.assess_by if case.assessed_on is None else None,
        )

    incident.letter_ref = letters.send(work, "immediate_notice", case.customer, facts, case_id=case.id)
    work.session.flush()


def send_spoken_warning(work: Work, case: Case, warning: Warning) -> None:
    """The record of a warning that was spoken, so that the customer has it in writing; nothing of any other."""
    if warning.how not in SPOKEN:
        return

    def facts(person: data.Person, code: data.SignIn | None) -> VerbalWarning:
        return VerbalWarning(
            **_of_case(work, case, person, code),
            **_about(case),
            given_on=warning.given_on,
            how=warning.how,
            said=warning.what_was_said,
            clause=warning_clause(work.pack),
            asked_to_stop=warning.asks_to_stop,
            support=offered(work.session, case),
        )

    warning.letter_ref = letters.send(work, "verbal_warning", case.customer, facts, case_id=case.id)
    work.session.flush()


def send_question(work: Work, case: Case, question: Question) -> None:
    """What the customer is asked before anything is decided."""

    def facts(person: data.Person, code: data.SignIn | None) -> InformationRequest:
        return InformationRequest(
            **_of_case(work, case, person, code),
            **_about(case),
            asks=question.asks,
            why=question.why,
            answer_by=question.answer_by,
            clause=asking_source(work.pack),
            answer_at=f"{work.site}/questions/{question.ref}" if code else "",
        )

    question.letter_ref = letters.send(work, "information_request", case.customer, facts, case_id=case.id)
    work.session.flush()


def send_offer(work: Work, case: Case, offer: SupportOffer) -> None:
    """Help that was offered, in writing."""

    def facts(person: data.Person, code: data.SignIn | None) -> SupportOfferLetter:
        values = _of_case(work, case, person, code) | {"reference": offer.ref}
        return SupportOfferLetter(
            **values, kind=offer.kind, what=offer.what, offered_on=offer.offered_on, clause=work.pack.support.source
        )

    letters.send(work, "support_offer", case.customer, facts, case_id=case.id)


def warning_clause(pack: Pack) -> str:
    """Where the policy speaks of a warning."""
    rule = pack.rules["warning"] if pack.rules["warning"].origin == "policy" else pack.rules["immediate"]
    return rule.source


def offered(session: Session, case: Case) -> tuple[str, ...]:
    """The help that was offered in a case, in staff's words."""
    found = select(SupportOffer.what).where(SupportOffer.case_id == case.id).order_by(SupportOffer.id)
    return tuple(session.scalars(found))


def _about(case: Case) -> dict[str, Any]:
    return {"incidents": letter_facts.incidents(case), "behaviours": letter_facts.behaviours(case)}


def _of_case(work: Work, case: Case, person: data.Person, code: data.SignIn | None) -> dict[str, Any]:
    """What each of these letters says."""
    customer: Customer = case.customer
    return {
        "person": person,
        "contact": letter_facts.contact(work),
        "reference": case.ref,
        "issued_on": work.today,
        "opened": letter_facts.still_open(work, customer),
        "ombudsman": letter_facts.ombudsman(work.pack),
        "recorded": data.Recorded(work.pack.contact.email),
        "sign_in": code,
    }


def decided(session: Session, case: Case) -> bool:
    """Has a decision of this case been issued? Its letter tells of every incident of the case."""
    issued = select(Decision.id).where(Decision.case_id == case.id, Decision.issued_at.is_not(None)).limit(1)
    return session.scalar(issued) is not None
