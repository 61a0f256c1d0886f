"""Lawful erasure: nothing personal of a customer is left, and the chain of events still verifies."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import delete, event, select, update
from sqlalchemy.orm import Session

from casework.actions import rows
from casework.actions.work import RefusedError, Work
from casework.records import (
    accounts,
    adjustments,
    administration,
    advocates,
    aftermath,
    agreements,
    asked,
    bundles,
    changes,
    complaints,
    files,
    filing,
    hearing,
    keys,
    meetings,
    monitoring,
    oversight,
    preferences,
    requests,
    retention,
    services,
    tasks,
    translating,
)
from casework.records.appeals import Appeal, AppealAddition, AppealExtension, Evidence
from casework.records.arrangements import OPEN_APPEAL
from casework.records.cases import Case, Incident, Warning, Weighing
from casework.records.decisions import Decision, Restriction, Signature
from casework.records.fairness import (
    ConductConcern,
    Matter,
    Representative,
    RetaliationAnswer,
    RiskFrom,
    RiskTo,
    WithheldTest,
)
from casework.records.letters import Delivery, Letter, LetterVersion
from casework.records.people import Authority, Customer
from casework.records.reviews import OpenedChannel, Review, ReviewSignature
from casework.records.signin import HeldForm, LetterCode, Message, OneTimeLink, SignInCode
from casework.records.steps import Question, Referral, Step, SupportOffer
from casework.rules.retention import may_erase

NOTE_ERASED = "note_erased"  # the job that notes it apart from the database (records/apart.py)
NO_DATE_OF_BIRTH = date(1, 1, 1)  # the column must hold a date; nobody was born on this one


def erase_customer(work: Work, ref: str) -> str:
    """Erase a customer: words blanked, files removed, and the key destroyed that all else was encrypted with.

    The records that became part of theirs go too. RefusedError: "administrator_only"; "still_open" with findings that
    say what stands in the way. The night and a restore are asked for a legal hold alone: the first looked at all else
    before, the second repeats what was rightly done, and what still applied then ends with it.
    """
    person = _may_be_erased(work, ref)
    stored = [*_stored(work.session, person.id), *bundles.blank(work.session, person.id)]
    stored += asked.clear(work.session, asked.of_customer(person.id))
    _end_what_applies(work, person.id)
    _blank_case(work.session, person.id)
    advocates.blank(work.session, person.id)
    aftermath.blank(work.session, person.id)
    adjustments.blank(work.session, person.id)
    agreements.blank(work.session, person.id, work.today)
    changes.blank(work.session, person.id)
    services.blank(work.session, person.id)
    complaints.blank(work.session, person.id)
    requests.blank(work.session, person.id)
    accounts.blank(work.session, person.id)
    for part in (filing, hearing, meetings, monitoring, oversight, preferences, retention, tasks):
        part.blank(work.session, person.id)
    _blank_fairness(work.session, person.id)
    _blank_reviews(work, person.id)
    _blank_letters(work.session, person.id)
    gone = (person, *_taken_in(work.session, person.id))
    for one in gone:
        administration.blank(work.session, (one.id,))
        _blank_person(work, one)
    keys.destroy(work.session, person.id)
    work.session.flush()
    work.session.expire_all()
    work.record("customer_erased", ref, why="erasure")
    work.ask_for(NOTE_ERASED, f"erased {ref}", refs=[one.ref for one in gone])
    remove_after_commit(work.session, *stored)
    return ref


def _may_be_erased(work: Work, ref: str) -> Customer:
    """The person, locked, where nothing stands in the way."""
    by_a_person = work.actor.kind != "system"
    if by_a_person and not rows.holds(rows.acting_staff(work), "administrator", work.today):
        raise RefusedError("administrator_only")
    person = rows.customer(work, ref)
    found = retention.still_open(work.session, (person.id, *keys.taken_in(work.session, person.id)))
    against = may_erase(found if by_a_person else {"hold": found["hold"]})
    if against:
        raise RefusedError("still_open", against)
    return person


def remove_after_commit(session: Session, *stored: str) -> None:
    """Delete files once nothing on record speaks of them; a transaction that fails keeps them."""

    def remove(_session: Session) -> None:
        for name in stored:
            files.remove(_session, name)

    if stored:
        event.listen(session, "after_commit", remove, once=True)


def _taken_in(session: Session, customer_id: int) -> list[Customer]:
    """The records that became part of this one, and of those."""
    found = list(session.scalars(select(Customer).where(Customer.merged_into_id == customer_id)))
    return found + [further for one in found for further in _taken_in(session, one.id)]


def _stored(session: Session, customer_id: int) -> list[str]:
    evidence = select(Evidence.stored_as).where(Evidence.customer_id == customer_id)
    copies = (
        select(Delivery.stored_as)
        .join(Letter)
        .where(Letter.customer_id == customer_id, Delivery.stored_as.is_not(None))
    )
    return [*session.scalars(evidence), *(name for name in session.scalars(copies) if name)]


def _end_what_applies(work: Work, customer_id: int) -> None:
    ended = {"state": "ended", "ended_on": work.today, "ended_why": "erased"}
    applying = Restriction.state.in_(("proposed", "in_force", "suspended"))
    work.session.execute(update(Restriction).where(Restriction.customer_id == customer_id, applying).values(ended))
    open_appeals = Appeal.state.in_(("draft", *OPEN_APPEAL))
    work.session.execute(
        update(Appeal).where(Appeal.customer_id == customer_id, open_appeals).values(state="withdrawn")
    )
    drafts = Decision.state == "draft"
    work.session.execute(update(Decision).where(Decision.customer_id == customer_id, drafts).values(state="withdrawn"))
    work.session.execute(
        update(Authority)
        .where(Authority.customer_id == customer_id, Authority.ended_on.is_(None))
        .values(ended_on=work.today)
    )


def _blank_case(session: Session, customer_id: int) -> None:
    cases = select(Case.id).where(Case.customer_id == customer_id)
    decisions = select(Decision.id).where(Decision.customer_id == customer_id)
    appeals = select(Appeal.id).where(Appeal.customer_id == customer_id)
    incidents_of = update(Incident).where(Incident.customer_id == customer_id)
    session.execute(incidents_of.values(what_happened="", done_at_once="", place="", call_ref=""))
    incidents = select(Incident.id).where(Incident.customer_id == customer_id)
    session.execute(update(Weighing).where(Weighing.incident_id.in_(incidents)).values(how="", circumstances=[]))
    session.execute(update(Warning).where(Warning.case_id.in_(cases)).values(what_was_said=""))
    session.execute(update(Step).where(Step.case_id.in_(cases)).values(said="", reference=""))
    session.execute(update(SupportOffer).where(SupportOffer.case_id.in_(cases)).values(what="", outcome_said=""))
    session.execute(update(Question).where(Question.customer_id == customer_id).values(asks="", why="", answer=""))
    session.execute(update(Referral).where(Referral.customer_id == customer_id).values(why="", answer_why=""))
    session.execute(
        update(Case)
        .where(Case.customer_id == customer_id)
        .values(context={}, assessment=None, vulnerability="none", support="not_needed", stage="ended", outcome_why="")
    )
    session.execute(update(Signature).where(Signature.decision_id.in_(decisions)).values(dissent=""))
    session.execute(
        update(Restriction)
        .where(Restriction.customer_id == customer_id)
        .values(terms={}, reason="", proportionality="")
    )
    session.execute(
        update(Decision)
        .where(Decision.customer_id == customer_id)
        .values(
            considered="", tried_first="", action_reason="", not_warned_because=None, longer_period=None,
            notice={"preferred": True, "letter": True, "withheld": None}, findings=None, open_door=None,
        )
    )  # fmt: skip
    session.execute(delete(Evidence).where(Evidence.customer_id == customer_id))
    session.execute(update(Appeal).where(Appeal.customer_id == customer_id).values(grounds="", wanted="", reasons=None))
    session.execute(update(AppealAddition).where(AppealAddition.appeal_id.in_(appeals)).values(words=""))
    session.execute(update(AppealExtension).where(AppealExtension.appeal_id.in_(appeals)).values(reason=""))


def _blank_reviews(work: Work, customer_id: int) -> None:
    """What was asked, said and decided at reviews; what is under way ends."""
    mine = select(Review.id).where(Review.customer_id == customer_id)
    said: dict[str, Any] = {
        "asked": "",
        "reply": "",
        "reason": "",
        "director_reason": "",
        "further_why": "",
        "changes": {},
        "findings": None,
    }
    open_ones = update(Review).where(Review.customer_id == customer_id, Review.state == "open")
    work.session.execute(open_ones.values(state="dropped"))
    work.session.execute(update(Review).where(Review.customer_id == customer_id).values(**said))
    work.session.execute(update(ReviewSignature).where(ReviewSignature.review_id.in_(mine)).values(dissent=""))
    doors = update(OpenedChannel).where(OpenedChannel.customer_id == customer_id, OpenedChannel.closed_on.is_(None))
    work.session.execute(doors.values(closed_on=work.today, closed_why="erased"))


def _blank_fairness(session: Session, customer_id: int) -> None:
    """What they said about staff, what was answered to it, and risks; whose own record it is, of an advocate."""
    decisions = select(Decision.id).where(Decision.customer_id == customer_id)
    concerns = update(ConductConcern).where(ConductConcern.customer_id == customer_id)
    session.execute(concerns.values(what="", about_words="", found=None, state="closed"))
    session.execute(update(Matter).where(Matter.customer_id == customer_id).values(known_as=""))
    session.execute(update(RetaliationAnswer).where(RetaliationAnswer.decision_id.in_(decisions)).values(answer=""))
    session.execute(update(WithheldTest).where(WithheldTest.decision_id.in_(decisions)).values(reason=""))
    session.execute(update(RiskTo).where(RiskTo.customer_id == customer_id).values(keep_safe="", ended_why=""))
    session.execute(update(RiskFrom).where(RiskFrom.customer_id == customer_id).values(seen="", ended_why=""))
    session.execute(delete(Representative).where(Representative.customer_id == customer_id))


def _blank_letters(session: Session, customer_id: int) -> None:
    letters = select(Letter.id).where(Letter.customer_id == customer_id)
    blanked = {"stored_as": None, "sha256": None, "next_words": ""}
    session.execute(update(Delivery).where(Delivery.letter_id.in_(letters)).values(blanked))
    session.execute(update(LetterVersion).where(LetterVersion.letter_id.in_(letters)).values(content=b"", sha256=""))
    translating.blank(session, customer_id)
    session.execute(delete(LetterCode).where(LetterCode.customer_id == customer_id))
    session.execute(update(Letter).where(Letter.customer_id == customer_id).values(content=b"", sha256="", facts=None))
    session.execute(
        update(Message).where(Message.person == "customer", Message.person_id == customer_id).values(content=b"")
    )


def _blank_person(work: Work, person: Customer) -> None:
    for table in (SignInCode, OneTimeLink, HeldForm):
        work.session.execute(delete(table).where(table.person == "customer", table.person_id == person.id))
    person.name, person.date_of_birth, person.address = "", NO_DATE_OF_BIRTH, []
    person.format_options = {}
    person.email = person.phone = person.tenancy_ref = person.external_ref = None
    person.session_version += 1
    person.erased_at = work.now
