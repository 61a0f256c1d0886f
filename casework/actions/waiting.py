"""What waits for somebody, read from the record: one source for each kind of task, in the order of the work list.

A source tells which rows are open, by when, since when and whose they are. Which roles may do it, where not everybody
may, is asked of the rules (casework/actions/who_may.py).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import Select, and_, case, exists, func, null, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased
from sqlalchemy.sql import ColumnElement

from casework.actions.absences import ONE_CONTACT
from casework.records.accounts import Correction
from casework.records.adjustments import AdjustmentBreach, AdjustmentRequest, CallRecording
from casework.records.administration import ImportBatch, ImportTask
from casework.records.advocates import Naming
from casework.records.aftermath import ColleagueSupport, RiskAssessment, UnconsentedRecording
from casework.records.agreements import ContactAgreement
from casework.records.appeals import Appeal, HeldAppeal
from casework.records.cases import Case, Incident
from casework.records.changes import ChangeOfCircumstances
from casework.records.complaints import Complaint, ComplaintStage
from casework.records.consulting import CaseTeller, Consultation, LegalCheck
from casework.records.decisions import Decision, Restriction, Signature
from casework.records.fairness import ConductConcern, RiskFrom, RiskTo
from casework.records.filing import FiledItem, FiledReader
from casework.records.letters import Delivery, Letter
from casework.records.oversight import StaffNotice
from casework.records.parked import ParkedJob
from casework.records.people import Adjustment, Customer
from casework.records.requests import EssentialRequest
from casework.records.reviews import OpenedChannel, Review
from casework.records.services import OPEN, ServiceClock, ServiceRequest
from casework.records.steps import Referral
from casework.rules.changes import answer_by
from casework.rules.pack import Pack
from casework.rules.requests import IN_CONFIDENCE

APPLYING: Final = ("in_force", "suspended")
SIX_WEEKS: Final = timedelta(days=42)
AT_ANY_TIME: Final = timedelta(days=3_660)
TWO_WEEKS: Final = timedelta(days=14)
ONE_DAY: Final = timedelta(days=1)
UNCOVERED: Final = "contact_uncovered"
LEGAL: Final = "legal_advice"
AT_ONCE: Final = timedelta(0)

Column = InstrumentedAttribute[int] | InstrumentedAttribute[int | None]


@dataclass(frozen=True)
class Source:
    """One kind of task. ``rows``: six columns: number, reference of its page, customer, last day, since, owner.

    ``ahead``: it shows so long before its last day; None: from the day on which it began, and ``after`` more.
    ``watches``: the tables whose rows it is worked out from, with the column that holds the number. ``due``: the last
    day where a policy reckons it from the day on which it began.
    """

    kind: str
    number: ColumnElement[int] | Column
    rows: Select[*tuple[Any, ...]]
    watches: Mapping[type, str]
    ahead: timedelta | None = None
    after: timedelta = AT_ONCE
    due: Callable[[Pack, date], date] | None = field(default=None)


def _of(
    model: Any, since: Any, *where: ColumnElement[bool], due: Any = None, owner: Any = None, ref: Any = None
) -> Select[*tuple[Any, ...]]:
    return select(
        model.id,
        model.ref if ref is None else ref,
        model.customer_id,
        null() if due is None else due,
        since,
        null() if owner is None else owner,
    ).where(*where)


def _plain(kind: str, model: Any, since: Any, *where: ColumnElement[bool], **more: Any) -> Source:
    """A source that is read from one table alone."""
    options = {name: more.pop(name) for name in ("ahead", "after") if name in more}
    reckoned = more.pop("reckoned", None)
    return Source(kind, model.id, _of(model, since, *where, **more), {model: "id"}, due=reckoned, **options)


def _appeals() -> tuple[Source, ...]:
    waits = and_(Appeal.state == "received", Appeal.submitted_at.is_not(None))
    held = select(HeldAppeal.id, HeldAppeal.ref, null(), null(), HeldAppeal.received_at, null())
    return (
        _plain(
            "appeal_heard", Appeal, Appeal.submitted_at, Appeal.state == "hearing",
            due=Appeal.due_on, owner=Appeal.hearer_id,
        ),
        _plain("appeal_to_hear", Appeal, Appeal.submitted_at, waits, Appeal.heard_by.is_(None), due=Appeal.due_on),
        Source("appeal_to_match", HeldAppeal.id, held.where(HeldAppeal.state == "held"), {HeldAppeal: "id"}),
        _plain("appeal_to_send_on", Appeal, Appeal.submitted_at, waits, Appeal.heard_by.is_not(None)),
    )  # fmt: skip


def _decisions() -> tuple[Source, ...]:
    drafted = _of(Decision, Decision.drafted_at, Decision.state == "draft")
    unissued = Decision.state.in_(("draft", "announced"))
    ready = _of(Decision, Decision.drafted_at, unissued, owner=Decision.drafted_by_id)
    watches: Mapping[type, str] = {Decision: "id", Signature: "decision_id", Restriction: "decision_id"}
    return (
        Source("proposal_to_sign", Decision.id, drafted, watches),
        Source("proposal_to_issue", Decision.id, ready, watches),
    )


def _cases() -> tuple[Source, ...]:
    lives = Case.stage != "ended"
    unchecked = ~exists().where(LegalCheck.case_id == Case.id)
    said = exists().where(Incident.case_id == Case.id)
    decided = exists().where(Decision.case_id == Case.id, Decision.state == "issued")
    untold = exists().where(Consultation.case_id == Case.id, Consultation.informed_on.is_(None))
    teller = func.coalesce(CaseTeller.staff_id, Case.owner_id)
    to_inform = _of(Case, Case.opened_at, decided, untold, owner=teller)
    told: Mapping[type, str] = {Consultation: "case_id", Decision: "case_id", CaseTeller: "case_id"}
    answered = Referral.answered_at.is_not(None)
    return (
        _plain("referral", Referral, Referral.made_at, Referral.answered_at.is_(None)),
        _plain("answer", Referral, Referral.answered_at, answered, owner=Referral.made_by_id),
        Source(
            LEGAL, Case.id, _of(Case, Case.opened_at, lives, unchecked, said, owner=Case.owner_id),
            {Case: "id", Incident: "case_id", LegalCheck: "case_id"},
        ),
        Source("teams_to_tell", Case.id, to_inform.outerjoin(CaseTeller, CaseTeller.case_id == Case.id), told),
        _plain("file", Case, Case.opened_at, Case.stage == "file", owner=Case.owner_id),
        _plain(
            "case_to_assess", Case, Case.opened_at, Case.assessed_on.is_(None), lives,
            due=Case.assess_by, owner=Case.owner_id,
        ),
    )  # fmt: skip


def _after_incidents() -> tuple[Source, ...]:
    """Colleagues who asked for help, managers to tell of a recording, risks of a case to look at again."""
    asked, told, later = ColleagueSupport, UnconsentedRecording, aliased(RiskAssessment)
    help_asked = _of(asked, asked.asked_on, asked.state == "asked", ref=Incident.ref)
    untold = _of(told, Incident.recorded_at, told.manager_id.is_(None), ref=Incident.ref, owner=Incident.reported_by_id)
    of_case = select(func.max(later.id)).where(later.case_id == Case.id).correlate(Case).scalar_subquery()
    risks = _of(
        Case, RiskAssessment.assessed_on, Case.stage != "ended", due=RiskAssessment.review_on, owner=Case.owner_id
    )
    return (
        Source("help_asked", asked.id, help_asked.join(Incident, Incident.id == asked.incident_id), {asked: "id"}),
        Source("recording_to_tell", told.id, untold.join(Incident, Incident.id == told.incident_id), {told: "id"}),
        Source(
            "risk_assessment", Case.id, risks.join(RiskAssessment, RiskAssessment.id == of_case),
            {Case: "id", RiskAssessment: "case_id"}, ahead=TWO_WEEKS,
        ),
    )  # fmt: skip


def _reviews() -> tuple[Source, ...]:
    """One line for each decision: the first last day among what stands, or the day of the review that is under way."""
    under_way = aliased(Review)
    first = func.min(Restriction.review_on)
    sooner = case((under_way.due_on < first, under_way.due_on), else_=first)
    decide_by = func.min(Restriction.director_by)
    found = (
        select(Decision.id, func.coalesce(under_way.ref, Decision.ref), Decision.customer_id)
        .join(Restriction, Restriction.decision_id == Decision.id)
        .join(Case, Case.id == Decision.case_id)
        .outerjoin(under_way, and_(under_way.decision_id == Decision.id, under_way.state == "open"))
        .group_by(
            Decision.id, Decision.ref, Decision.customer_id, under_way.ref, under_way.due_on, Case.owner_id
        )
    )  # fmt: skip
    asked = found.add_columns(decide_by, decide_by, null()).where(
        Restriction.state == "in_force", Restriction.director_by.is_not(None), Restriction.kept_until.is_(None)
    )
    due = found.add_columns(sooner, first, Case.owner_id).where(
        Restriction.state.in_(APPLYING), Restriction.review_on.is_not(None)
    )
    watches: Mapping[type, str] = {Decision: "id", Restriction: "decision_id", Review: "decision_id"}
    return (
        Source("director", Decision.id, asked, watches, ahead=AT_ANY_TIME),
        Source("review", Decision.id, due, watches, ahead=SIX_WEEKS),
    )


def _adjustments() -> tuple[Source, ...]:
    return (
        _plain(
            "adjustment", AdjustmentRequest, AdjustmentRequest.received_at, AdjustmentRequest.state == "asked",
            due=AdjustmentRequest.due_on,
        ),
        _plain(
            "adjustment_not_done", AdjustmentBreach, AdjustmentBreach.told_at, AdjustmentBreach.state == "open",
            due=AdjustmentBreach.due_on,
        ),
        _plain(
            "adjustment_review", Adjustment, Adjustment.agreed_on, Adjustment.ended_on.is_(None),
            due=Adjustment.review_on, ahead=SIX_WEEKS,
        ),
        _plain(
            "recording", CallRecording, CallRecording.asked_at, CallRecording.state == "asked",
            due=CallRecording.call_on,
        ),
    )  # fmt: skip


def _told() -> tuple[Source, ...]:
    change, agreed = ChangeOfCircumstances, ContactAgreement
    confirm = or_(Naming.state == "to_check", and_(Naming.state == "invited", Naming.email.is_(None)))
    owner = {"owner": agreed.offered_by_id}
    return (
        _plain("advocate", Naming, Naming.named_at, confirm),
        _plain("change", change, change.received_at, change.state == "received", reckoned=answer_by),
        _plain(
            "correction", Correction, Correction.received_at, Correction.state == "received",
            due=Correction.answer_by,
        ),
        _plain(
            "offer", agreed, agreed.offered_at, agreed.state == "offered",
            due=agreed.answer_by, ahead=-ONE_DAY, **owner,
        ),
        _plain(
            "agreement", agreed, agreed.offered_at, agreed.state == "accepted",
            due=agreed.review_on, ahead=SIX_WEEKS, **owner,
        ),
    )  # fmt: skip


def _asked() -> tuple[Source, ...]:
    """Complaints and requests. What was told in confidence never comes on this list: it has its own, for few."""
    earlier = aliased(ComplaintStage)
    last = select(func.max(earlier.number)).where(earlier.complaint_id == Complaint.id).correlate(Complaint)
    next_day = case(
        (ComplaintStage.acknowledged_on.is_not(None), ComplaintStage.due_on), else_=ComplaintStage.acknowledge_by
    )
    complaints = _of(Complaint, Complaint.recorded_at, Complaint.state != "answered", due=next_day)
    stage = and_(ComplaintStage.complaint_id == Complaint.id, ComplaintStage.number == last.scalar_subquery())
    return (
        Source(
            "complaint", Complaint.id, complaints.join(ComplaintStage, stage),
            {Complaint: "id", ComplaintStage: "complaint_id"},
        ),
        _plain(
            "request", EssentialRequest, EssentialRequest.received_at, EssentialRequest.state == "received",
            EssentialRequest.service.not_in(IN_CONFIDENCE), due=EssentialRequest.answer_by,
        ),
        _plain("concern", ConductConcern, ConductConcern.raised_on, ConductConcern.state == "open"),
    )  # fmt: skip


def _services() -> tuple[Source, ...]:
    """Repairs and checks: by the first clock that nobody has met."""
    unsent = aliased(ServiceClock)
    owed = exists().where(unsent.request_id == ServiceRequest.id, unsent.code == "record", unsent.met_at.is_(None))
    open_ones = or_(ServiceRequest.state.in_(OPEN), and_(ServiceRequest.state == "done", owed))
    running = and_(ServiceClock.request_id == ServiceRequest.id, ServiceClock.met_at.is_(None))
    found = _of(ServiceRequest, ServiceRequest.received_at, open_ones, due=func.min(ServiceClock.due_on))
    chosen = found.outerjoin(ServiceClock, running).group_by(ServiceRequest.id)
    watches: Mapping[type, str] = {ServiceRequest: "id", ServiceClock: "request_id"}
    return (Source("service", ServiceRequest.id, chosen, watches, ahead=ONE_DAY),)


def _letters() -> tuple[Source, ...]:
    """A copy that is not made within a day waits for a translation or a format; one in print, for whoever posts it."""
    since = func.coalesce(Delivery.sent_at, Delivery.ready_at, Letter.issued_at)
    copies = select(Delivery.id, Letter.ref, Letter.customer_id, null(), since, null()).join(
        Letter, Letter.id == Delivery.letter_id
    )
    ready, in_print = Delivery.state == "ready", Delivery.channel == "letter"
    waits = or_(Delivery.state == "waiting", and_(ready, ~in_print))
    came_back = Delivery.state == "returned"
    watches: Mapping[type, str] = {Delivery: "id"}
    return (
        Source("letter_waiting", Delivery.id, copies.where(waits), watches, after=ONE_DAY),
        Source("letter_to_post", Delivery.id, copies.where(ready, in_print), watches),
        Source("letter_returned", Delivery.id, copies.where(came_back, Delivery.next_step.is_(None)), watches),
    )


def _brought_in() -> tuple[Source, ...]:
    """What records from elsewhere lack, from the day on which they were brought."""
    lacking = select(ImportTask.id, ImportTask.ref, ImportTask.customer_id, null(), ImportBatch.made_at, null())
    chosen = lacking.join(ImportBatch, ImportBatch.id == ImportTask.batch_id).where(ImportTask.state == "open")
    return (Source("brought_in", ImportTask.id, chosen, {ImportTask: "id"}),)


def _decided() -> tuple[Source, ...]:
    """What somebody was told was decided, until they have seen it; letters that their named reader has not read."""
    told = select(
        StaffNotice.id, StaffNotice.subject, StaffNotice.customer_id, null(), StaffNotice.told_at, StaffNotice.staff_id
    )
    reads = and_(FiledReader.customer_id == FiledItem.customer_id, FiledReader.ended_at.is_(None))
    unread = _of(
        FiledItem, FiledItem.logged_at, FiledItem.read_at.is_(None),
        due=FiledItem.received_on, owner=FiledReader.staff_id,
    ).outerjoin(FiledReader, reads)  # fmt: skip
    return (
        Source("told", StaffNotice.id, told.where(StaffNotice.seen_at.is_(None)), {StaffNotice: "id"}),
        Source("filed", FiledItem.id, unread, {FiledItem: "id"}),
    )


def _alarms() -> tuple[Source, ...]:
    """A door that opened by itself, a contact who is away and whom nobody covers, a risk to look at again; a job that
    the worker gave up."""
    of_customer = {"ref": Customer.ref}

    def joined(model: Any, since: Any, *where: ColumnElement[bool], **more: Any) -> Select[*tuple[Any, ...]]:
        found = _of(model, since, *where, **of_customer, **more)
        return found.join(Customer, Customer.id == model.customer_id)

    def risk(kind: str, model: Any) -> Source:
        rows = joined(model, model.recorded_on, model.ended_on.is_(None), due=model.review_on)
        return Source(kind, model.id, rows, {model: "id"}, ahead=TWO_WEEKS)

    left = select(Restriction.id, Decision.ref, Restriction.customer_id, null(), Restriction.starts_on, Case.owner_id)
    one_contact = left.join(Decision, Decision.id == Restriction.decision_id).join(Case, Case.id == Decision.case_id)
    named = one_contact.where(Restriction.kind == ONE_CONTACT, Restriction.state.in_(APPLYING))
    opened = joined(OpenedChannel, OpenedChannel.opened_on, OpenedChannel.closed_on.is_(None))
    return (
        _plain("parked", ParkedJob, ParkedJob.parked_at, ParkedJob.state == "open"),
        Source("door", OpenedChannel.id, opened, {OpenedChannel: "id"}),
        Source(UNCOVERED, Restriction.id, named, {Restriction: "id"}),
        risk("risk_to", RiskTo),
        risk("risk_from", RiskFrom),
    )


SOURCES: Final[Mapping[str, Source]] = {
    one.kind: one
    for part in (
        _appeals, _decisions, _cases, _after_incidents, _reviews, _alarms, _services, _adjustments, _told, _asked,
        _letters, _brought_in, _decided,
    )
    for one in part()
}  # fmt: skip
