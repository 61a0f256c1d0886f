"""What people ask about the essential services that have no room of their own, and what they tell us in confidence.

No restriction is looked at: contact about an essential service is touched by none. What is told in confidence
(safeguarding, harm done to somebody) goes out in no letter and no message, and into no list of the portal.
"""

from __future__ import annotations

from dataclasses import dataclass

from casework.actions import acting_for, moves, rows, text
from casework.actions.complaint_letters import send_request
from casework.actions.work import NotFoundError, RefusedError, Work
from casework.records.base import new_ref
from casework.records.people import Customer
from casework.records.requests import EssentialRequest
from casework.rules import requests as rules


@dataclass(frozen=True)
class RequestFacts:
    """What is asked or told.

    ``about``: a code of rules.requests. Of what is told in confidence: ``safe_way`` and ``safe_how`` say how to reach
    the person without danger, ``advocate_may_see`` whether somebody who acts for them may read that it was told.
    ``how``: in which way it reached staff, where they write it down.
    """

    about: str
    what: str
    safe_way: str = ""
    safe_how: str = ""
    advocate_may_see: bool = False
    how: str = acting_for.PORTAL


def ask(work: Work, customer_ref: str, facts: RequestFacts, form_key: str) -> str:
    """Take it in; the same form sent twice is one. Returns its reference.

    NotFoundError for an advocate without "report". RefusedError: "missing" (``field`` what), "unknown_code" (about,
    safe_way, how), "form_used".
    """
    person = rows.customer(work, customer_ref)
    acting_for.allowed(work, person, "report")
    known = rows.sent_before(
        work, EssentialRequest, form_key, customer_id=person.id, made_by=work.actor.kind, made_by_id=work.actor.id
    )
    if known is not None:
        return known
    service, came_by = rules.service_of(facts.about), acting_for.reached_by(work, facts.how)
    if service is None or came_by is None:
        raise RefusedError("unknown_code", field="about" if service is None else "how")
    request = _new(work, person, facts, service)
    request.form_key, request.made_how = form_key, came_by
    work.session.add(request)
    work.session.flush()
    after = {"what": request.what, "safe_way": request.safe_way, "safe_how": request.safe_how}
    work.record("request_made", request.ref, person.id, service=service, about=facts.about, how=came_by, after=after)
    send_request(work, request)
    return request.ref


def answer(work: Work, ref: str, words: str) -> str:
    """Answer, once; of what was told in confidence, write down what was done. Sent twice it is one answer.

    NotFoundError for what was told in confidence, unless the actor's roles let them read it. RefusedError: "missing"
    (``field`` words), "request_is_answered" where another answer was given meanwhile.
    """
    staff = rows.acting_staff(work)
    request = rows.taken(work, EssentialRequest, ref)
    roles = rows.roles_of(staff, work.today)
    if request.in_confidence and not rules.may_read_in_confidence(work.pack, roles):
        raise NotFoundError(ref)
    said = text.needed(words, "words", 8_000)
    if request.state == "answered" and request.answer == said:
        return request.ref
    moves.move("request", request, "answered")
    request.answer, request.answered_by_id, request.answered_at = said, staff.id, work.now
    work.session.flush()
    work.session.expire(request, ["answered_by"])
    work.record("request_answered", request.ref, request.customer_id, why=said)
    send_request(work, request)
    return request.ref


def _new(work: Work, person: Customer, facts: RequestFacts, service: str) -> EssentialRequest:
    confided = service in rules.IN_CONFIDENCE
    if confided and facts.safe_way not in rules.SAFE_WAYS:
        raise RefusedError("unknown_code", field="safe_way")
    return EssentialRequest(
        ref=new_ref("U"),
        customer_id=person.id,
        service=service,
        about=facts.about,
        made_by=work.actor.kind,
        made_by_id=work.actor.id,
        what=text.needed(facts.what, "what"),
        safe_way=facts.safe_way if confided else None,
        safe_how=text.lines(facts.safe_how, "safe_how", 2_000) if confided else "",
        advocate_may_see=confided and facts.advocate_may_see,
        received_at=work.now,
        answer_by=rules.answer_by(work.pack, service, work.today),
        state="received",
        answer="",
    )
