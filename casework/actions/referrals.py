"""A referral: staff ask those whom the policy names whether more is needed, and are told the answer.

Watford 4.2 and 4.3 (a form in the queue of the Caution Leads), One Vision Housing 3.2.1, Octavia 4.2.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import select

from casework.actions import incidents, rows, text
from casework.actions.work import RefusedError, Work
from casework.records.base import new_ref
from casework.records.cases import Incident
from casework.records.steps import Referral
from casework.rules.pack import Pack

# What may be answered: propose a restriction, look into it in a case, a warning comes first, nothing more is needed.
ANSWERS: Final = ("restriction", "case", "warning", "nothing")


def roles_asked(pack: Pack) -> tuple[str, ...]:
    """The roles that the policy has asked; none where it knows no referral."""
    return tuple(pack.rules["referral"].table.values.get("roles", ()))


def refer(work: Work, incident_ref: str, why: str) -> str:
    """Ask about an incident; asked twice is asked once. Returns the referral's reference.

    RefusedError: "no_referral" where the policy knows none, "missing", "already_referred" by somebody else.
    """
    person = rows.acting_staff(work)
    incident = rows.taken(work, Incident, incident_ref)
    if not roles_asked(work.pack):
        raise RefusedError("no_referral")
    words = text.needed(why, "why")
    known = work.session.scalar(select(Referral).where(Referral.incident_id == incident.id))
    if known is not None:
        if known.made_by_id != person.id:
            raise RefusedError("already_referred")
        return known.ref
    made = Referral(
        ref=new_ref("F"),
        incident_id=incident.id,
        customer_id=incident.customer_id,
        made_by_id=person.id,
        made_at=work.now,
        why=words,
        answer_why="",
    )
    work.session.add(made)
    work.session.flush()
    work.record("incident_referred", made.ref, made.customer_id, incident=incident.ref, why=words)
    return made.ref


def role_to_answer(pack: Pack, referral: Referral, held: tuple[str, ...], staff_id: int) -> str | None:
    """The role in which this person may answer; None for who asked, who reported it, or was not named to be asked."""
    if staff_id in (referral.made_by_id, referral.incident.reported_by_id):
        return None
    return next((role for role in roles_asked(pack) if role in held), None)


def answer(work: Work, referral_ref: str, chosen: str, why: str) -> str:
    """Answer a referral, as one of those whom the policy has asked; the answer opens the case where one is needed.

    Answering it twice alike is answering it once. Where someone's safety is at stake the policy may leave one answer
    only (Watford 4.3). RefusedError: "not_asked", "unknown_code", "missing", "referral_is_answered", "caution_at_risk".
    """
    person = rows.acting_staff(work)
    referral = rows.taken(work, Referral, referral_ref)
    role = role_to_answer(work.pack, referral, rows.roles_of(person, work.today), person.id)
    if role is None:
        raise RefusedError("not_asked")
    if chosen not in ANSWERS:
        raise RefusedError("unknown_code", field="answer")
    words = text.needed(why, "why")
    if referral.answer is not None:
        if (referral.answer, referral.answer_why) != (chosen, words):
            raise RefusedError("referral_is_answered")
        return referral.ref
    owed = work.pack.rules["referral"].table.values.get("at_risk")
    if owed and referral.incident.immediate_risk and chosen != owed:
        raise RefusedError("caution_at_risk", field="answer")
    incident = referral.incident
    if chosen != "nothing":
        incidents.open_case(work, incident.ref)
        referral.case_id = incident.case_id
    referral.answer, referral.answer_why = chosen, words
    referral.answered_by_id, referral.answered_role, referral.answered_at = person.id, role, work.now
    work.session.flush()
    work.session.expire(referral, ["case", "answered_by"])
    after = {"answer": chosen, "why": words}
    work.record(
        "referral_answered", referral.ref, referral.customer_id, role=role, told=referral.made_by_id, after=after
    )
    return referral.ref
