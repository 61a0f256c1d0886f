"""A case from its first incident to its end: all that belongs to it, in order, with who is in it and what is due."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Final

from sqlalchemy import ColumnElement, Integer, bindparam, exists, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from casework.records import accounts, aftermath, agreements, case_desk, desk, evidence_desk, fair_desk
from casework.records.accounts import IncidentReply
from casework.records.aftermath import After, ColleagueSupport, IncidentDamage, RiskAssessment, UnconsentedRecording
from casework.records.agreements import BrokenPromise, ContactAgreement
from casework.records.appeals import Appeal, Evidence
from casework.records.cases import Case, Incident, Warning
from casework.records.decisions import Decision, Restriction
from casework.records.fairness import ConductConcern
from casework.records.letters import Letter
from casework.records.prepared import Prepared
from casework.records.reviews import Review, ReviewSignature
from casework.records.steps import Question, Referral, Step, SupportOffer
from casework.rules.calendar import day_of

APPLYING: Final = ("in_force", "suspended")
_NOON: Final = time(12, tzinfo=UTC)  # where only the day is known


@dataclass(frozen=True, slots=True)
class CaseFile:
    """Everything that belongs to one case."""

    case: Case
    decisions: tuple[Decision, ...]
    steps: tuple[Step, ...]
    offers: tuple[SupportOffer, ...]
    questions: tuple[Question, ...]
    concerns: tuple[ConductConcern, ...]
    replies: tuple[IncidentReply, ...]
    referrals: tuple[Referral, ...]
    agreements: tuple[ContactAgreement, ...]
    broken: tuple[BrokenPromise, ...]
    appeals: tuple[Appeal, ...]
    reviews: tuple[Review, ...]
    letters: tuple[Letter, ...]
    risks: tuple[RiskAssessment, ...]
    after: dict[int, After]  # by the number of an incident; nothing for one with which nothing goes
    files: dict[int, tuple[Evidence, ...]]  # the same

    @property
    def applying(self) -> list[Restriction]:
        """What the case's decisions hold in force now."""
        return [one for decision in self.decisions for one in decision.restrictions if one.state in APPLYING]


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that happened. ``code``: what; ``ref``: of what page; ``detail``: a code or a name; ``timed``: is the
    hour known, or the day alone?"""

    at: datetime
    code: str
    ref: str = ""
    who: str = ""
    detail: str = ""
    timed: bool = True


@dataclass(frozen=True, slots=True)
class Clock:
    """Something that is due by a day, and the day on which it was done."""

    code: str
    due_on: date
    ref: str = ""
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody who has a part in a case, and which; ``role``: the one in which they acted."""

    name: str
    code: str
    role: str = ""


def case_file(session: Session, case: Case) -> CaseFile:
    """All that belongs to a case, read once."""
    ((*found,),) = _THERE.rows(session.connection(), {"case": case.id})
    there = dict(zip(_ASKED, map(bool, found), strict=True))
    decisions = desk.case_decisions(session, case.id) if there["decisions"] else ()
    numbers = [one.id for one in decisions]
    restrictions = [one.id for decision in decisions for one in decision.restrictions]
    made = _agreements(session, case) if there["agreements"] else ()
    incidents = [one.id for one in case.incidents]
    return CaseFile(
        case=case,
        decisions=decisions,
        steps=case_desk.steps(session, case.id) if there["steps"] else (),
        offers=case_desk.offers(session, case.id) if there["offers"] else (),
        questions=case_desk.questions(session, case.id) if there["questions"] else (),
        concerns=fair_desk.cases_concerns(session, case.id) if there["concerns"] else (),
        replies=accounts.cases_replies(session, case.id) if there["replies"] else (),
        referrals=case_desk.cases_referrals(session, case.id) if there["referrals"] else (),
        agreements=made,
        broken=agreements.broken_under(session, [one.id for one in made], restrictions) if there["broken"] else (),
        appeals=_appeals(session, numbers) if there["appeals"] else (),
        reviews=_reviews(session, numbers) if there["reviews"] else (),
        letters=aftermath.letters_with(session, case.id, numbers) if there["letters"] else (),
        risks=aftermath.risk_assessments(session, case.id) if there["risks"] else (),
        after=aftermath.of_incidents(session, incidents if there["after"] else []),
        files=evidence_desk.of_incidents(session, incidents) if there["files"] else {},
    )


def part_in(file: CaseFile, staff_id: int) -> bool:
    """Does this member of staff own the case, or have they reported, done, written or heard something in it?"""
    case = file.case
    part = {case.owner_id, case.assessed_by_id, *(one.reported_by_id for one in case.incidents)}
    part |= {one.done_by_id for one in file.steps} | {one.offered_by_id for one in file.offers}
    part |= {one.asked_by_id for one in file.questions}
    part |= {one.given_by_id for one in case.warnings} | {one.assessed_by_id for one in file.risks}
    part |= {one.drafted_by_id for one in file.decisions} | {one.hearer_id for one in file.appeals}
    part |= {signature.staff_id for decision in file.decisions for signature in decision.signatures}
    part |= {signature.staff_id for review in file.reviews for signature in review.signatures}
    return staff_id in part


def people(file: CaseFile) -> tuple[Part, ...]:
    """Who is involved, each part of each person once."""
    return tuple(dict.fromkeys(_people(file)))


def timeline(file: CaseFile) -> tuple[Entry, ...]:
    """What happened, the first thing first."""
    found = [*_before(file), *_done(file), *_with_them(file), *_decided(file), *_after(file)]
    return tuple(sorted(found, key=lambda one: one.at))


def clocks(file: CaseFile) -> tuple[Clock, ...]:
    """What is and was due in the case: what still runs first, by its day."""
    return tuple(sorted(_clocks(file), key=lambda one: (one.done_on is not None, one.due_on)))


def _people(file: CaseFile) -> Iterator[Part]:
    case = file.case
    yield Part(case.owner.name, "owns")
    for incident in case.incidents:
        yield Part(incident.reported_by.name, "reported")
    for after in file.after.values():
        if after.recording and after.recording.manager:
            yield Part(after.recording.manager.name, "was_told")
    for decision in file.decisions:
        yield from (Part(one.staff.name, "signed", one.role) for one in decision.signatures)
    yield from (Part(one.hearer.name, "heard", one.hearer_role or "") for one in file.appeals if one.hearer)
    for review in file.reviews:
        yield from (Part(one.staff.name, "reviewed", one.role) for one in review.signatures)
    yield from (Part(str(one.terms["officer"]), "contact") for one in file.applying if one.terms.get("officer"))


def _before(file: CaseFile) -> Iterator[Entry]:
    """Incidents, and what was said about them, up to the case."""
    case = file.case
    for incident in case.incidents:
        yield Entry(incident.happened_at, "incident", incident.ref, incident.reported_by.name, incident.channel)
        after = file.after.get(incident.id)
        if after and after.recording:
            yield Entry(incident.happened_at, "recorded_us", incident.ref)
        if after and after.damage:
            yield Entry(incident.happened_at, "damage", incident.ref)
    for reply in file.replies:
        yield Entry(reply.said_at, "reply", reply.incident.ref)
    for referral in file.referrals:
        yield Entry(referral.made_at, "referred", referral.ref, referral.made_by.name)
        if referral.answered_at:
            by = referral.answered_by.name if referral.answered_by else ""
            yield Entry(referral.answered_at, "referral_answered", referral.ref, by)
    for concern in file.concerns:
        yield _on(concern.raised_on, "concern", concern.ref)
        if concern.closed_on:
            closer = concern.closed_by.name if concern.closed_by else ""
            yield _on(concern.closed_on, "concern_answered", concern.ref, closer)
    yield Entry(case.opened_at, "opened", "", case.owner.name)


def _done(file: CaseFile) -> Iterator[Entry]:
    """The work in the case: enquiries, risks, circumstances, warnings, agreements."""
    case = file.case
    for step in file.steps:
        yield _on(step.done_on, step.kind, "", step.done_by.name, step.code)
    for risk in file.risks:
        yield Entry(risk.recorded_at, "risk", "", risk.assessed_by.name, risk.moment)
    if case.assessed_on:
        yield _on(case.assessed_on, "assessed")
    for warning in case.warnings:
        yield _on(warning.given_on, "warning", "", warning.given_by.name, warning.how)
    for agreement in file.agreements:
        yield Entry(agreement.offered_at, "agreement", agreement.ref, agreement.offered_by.name)
        if agreement.answered_at:
            yield Entry(agreement.answered_at, f"agreement_{agreement.state}", agreement.ref)
    for broken in file.broken:
        yield _on(broken.happened_on, "promise_broken")


def _with_them(file: CaseFile) -> Iterator[Entry]:
    """What the customer was offered and asked before anything was decided, and what came of it."""
    for offer in file.offers:
        yield _on(offer.offered_on, "support", "", "", offer.kind)
        if offer.outcome_on:
            yield _on(offer.outcome_on, "support_came_to", "", "", offer.outcome)
    for question in file.questions:
        yield _on(question.asked_on, "asked", "", question.asked_by.name)
        if question.answered_on:
            yield _on(question.answered_on, "answer_came")


def _decided(file: CaseFile) -> Iterator[Entry]:
    """Decisions with their signatures, and what ended of them."""
    for decision in file.decisions:
        yield Entry(decision.drafted_at, "drafted", decision.ref, decision.drafted_by.name)
        for signature in decision.signatures:
            code = "signed" if signature.agrees else "said_no"
            yield Entry(signature.signed_at, code, decision.ref, signature.staff.name)
        if decision.announced_at:
            yield Entry(decision.announced_at, "announced", decision.ref)
        if decision.issued_at:
            yield Entry(decision.issued_at, "issued", decision.ref)
        for one in decision.restrictions:
            if one.ended_on:
                yield _on(one.ended_on, "ended", decision.ref, "", one.kind)


def _after(file: CaseFile) -> Iterator[Entry]:
    """Appeals, reviews, letters, and the end."""
    for appeal in file.appeals:
        if appeal.submitted_at:
            yield Entry(appeal.submitted_at, "appealed", appeal.ref)
        if appeal.decided_at:
            hearer = appeal.hearer.name if appeal.hearer else ""
            yield Entry(appeal.decided_at, "appeal_decided", appeal.ref, hearer, appeal.outcome or "")
    for review in file.reviews:
        yield Entry(review.opened_at, "review_opened", review.ref)
        if review.held_at:
            yield Entry(review.held_at, "review_held", review.ref)
    for letter in file.letters:
        yield Entry(letter.issued_at, "letter", letter.ref, "", letter.kind)
    if file.case.ended_on:
        yield _on(file.case.ended_on, "case_ended")


def _clocks(file: CaseFile) -> Iterator[Clock]:
    case = file.case
    if case.assess_by:
        yield Clock("assess", case.assess_by, case.ref, case.assessed_on)
    if file.risks and case.stage != "ended":
        yield Clock("risk", file.risks[0].review_on, case.ref)
    for question in file.questions:
        if question.answered_on or case.stage != "ended":
            yield Clock("question", question.answer_by, question.ref, question.answered_on)
    for agreement in file.agreements:
        answered = day_of(agreement.answered_at) if agreement.answered_at else None
        yield Clock("agreement", agreement.answer_by, agreement.ref, answered or agreement.ended_on)
        if agreement.stands:
            yield Clock("agreement_review", agreement.review_on, agreement.ref)
    yield from _clocks_of_decisions(file)


def _clocks_of_decisions(file: CaseFile) -> Iterator[Clock]:
    for appeal in file.appeals:
        if appeal.due_on and appeal.state != "withdrawn":
            yield Clock("appeal", appeal.due_on, appeal.ref, day_of(appeal.decided_at) if appeal.decided_at else None)
    for review in file.reviews:
        if review.state != "dropped":
            yield Clock("review", review.due_on, review.ref, day_of(review.held_at) if review.held_at else None)
    reviewed = {review.decision_id for review in file.reviews if review.state == "open"}
    for decision in file.decisions:
        days = [one.review_on for one in decision.restrictions if one.state in APPLYING and one.review_on]
        if days and decision.id not in reviewed:
            yield Clock("restrictions", min(days), decision.ref)


def _on(day: date, code: str, ref: str = "", who: str = "", detail: str = "") -> Entry:
    return Entry(datetime.combine(day, _NOON), code, ref, who, detail, timed=False)


def _agreements(session: Session, case: Case) -> tuple[ContactAgreement, ...]:
    mine = agreements.customers_agreements(session, case.customer_id)
    return tuple(one for one in mine if one.case_id == case.id)


def _appeals(session: Session, decision_ids: Sequence[int]) -> tuple[Appeal, ...]:
    handed_in = select(Appeal).where(Appeal.decision_id.in_(decision_ids), Appeal.submitted_at.is_not(None))
    return tuple(session.scalars(handed_in.options(joinedload(Appeal.hearer)).order_by(Appeal.id)))


def _reviews(session: Session, decision_ids: Sequence[int]) -> tuple[Review, ...]:
    signed = selectinload(Review.signatures).joinedload(ReviewSignature.staff)
    chosen = select(Review).where(Review.decision_id.in_(decision_ids)).options(signed)
    return tuple(session.scalars(chosen.order_by(Review.id)))


def _asked() -> dict[str, ColumnElement[bool]]:
    """What a case may have, each as a question with its number in it: most cases have little of all that there is."""
    number = bindparam("case", type_=Integer)
    incidents = select(Incident.id).where(Incident.case_id == number)
    decisions = select(Decision.id).where(Decision.case_id == number)
    restrictions = select(Restriction.id).where(Restriction.decision_id.in_(decisions))
    made = select(ContactAgreement.id).where(ContactAgreement.case_id == number)
    concern, of_case = ConductConcern.incident_id.in_(incidents), ConductConcern.case_id == number
    promise = BrokenPromise.agreement_id.in_(made) | BrokenPromise.restriction_id.in_(restrictions)
    warned = select(Warning.id).where(Warning.case_id == number, Warning.letter_ref.is_not(None))
    after = (UnconsentedRecording, IncidentDamage, ColleagueSupport)
    return {
        "decisions": decisions.exists(),
        "steps": exists().where(Step.case_id == number),
        "offers": exists().where(SupportOffer.case_id == number),
        "questions": exists().where(Question.case_id == number),
        "concerns": exists().where(concern | of_case),
        "replies": exists().where(IncidentReply.incident_id.in_(incidents)),
        "referrals": exists().where(Referral.case_id == number),
        "agreements": made.exists(),
        "broken": exists().where(promise),
        "appeals": exists().where(Appeal.decision_id.in_(decisions)),
        "reviews": exists().where(Review.decision_id.in_(decisions)),
        "letters": or_(
            exists().where(Letter.decision_id.in_(decisions)), exists().where(Letter.case_id == number), warned.exists()
        ),
        "risks": exists().where(RiskAssessment.case_id == number),
        "after": or_(*(exists().where(one.incident_id.in_(incidents)) for one in after)),
        "files": exists().where(Evidence.incident_id.in_(incidents)),
    }


_ASKED: Final = _asked()
_THERE: Final = Prepared(select(*_ASKED.values()))
