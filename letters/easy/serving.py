"""Easy Read of letters about help, services, complaints, the record, and who speaks for somebody."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from letters import words
from letters.data import TurnedAway
from letters.easy import parts
from letters.easy.blocks import BLOCKS
from letters.easy.shape import EasyBlock, EasyPart
from letters.easy.writer import Writer
from letters.kinds.adjustment_answer.data import AdjustmentAnswer
from letters.kinds.adjustment_received.data import AdjustmentReceived
from letters.kinds.advocate_ended.data import AdvocateEnded
from letters.kinds.advocate_named.data import AdvocateNamed
from letters.kinds.agreement_offer.data import AgreementOffer
from letters.kinds.change_answer.data import ChangeAnswer
from letters.kinds.code_by_post.data import CodeByPost
from letters.kinds.complaint_stage.data import ComplaintStage
from letters.kinds.complaint_stage.wording import LAST
from letters.kinds.data_access.data import DataAccess
from letters.kinds.documents_returned.data import DocumentsReturned
from letters.kinds.hazard_summary.data import HazardSummary
from letters.kinds.last_answer.data import LastAnswer
from letters.kinds.preferences_noted.data import PreferencesNoted
from letters.kinds.record_note.data import RecordNote
from letters.kinds.refused_contact.data import RefusedContact
from letters.kinds.request_answer.data import RequestAnswer
from letters.kinds.service_receipt.data import ServiceReceipt
from letters.kinds.service_receipt.wording import EMERGENCY, target_day
from letters.kinds.status_ended.data import StatusEnded
from letters.kinds.support_offer.data import SupportOffer
from letters.phrases import Value

SAFETY_CHECK = "safety_check"
ALL_DONE = ("agreed", "goes_on")  # answers about an adjustment that need no reason
Parts = tuple[EasyPart, ...]


def _with_lead(w: Writer, data: Any, *lead: EasyBlock) -> Parts:
    """What the letter is about, and what stands in every letter."""
    opened = parts.still_open(w, data.opened, data.contact)
    return parts.first(w, data, *lead), opened, *parts.rest(w, data)


def _agreement(w: Writer, data: AgreementOffer) -> Parts:
    offer = w.block("agreement.offer", answer=w._.date(data.answer_by))
    return _with_lead(w, data, offer, w.block("agreement.ends", review=w._.date(data.review_on)))


def _support(w: Writer, data: SupportOffer) -> Parts:
    offer = w.block("support.offer", phone=w._.phone(data.contact.phone))
    kind = f"support.{data.kind}"
    return _with_lead(w, data, *((w.block(kind),) if kind in BLOCKS else ()), offer)


def _change(w: Writer, data: ChangeAnswer) -> Parts:
    told = w.block("change.told", told=w._.date(data.told_on))
    return _with_lead(w, data, told, w.block(f"change.{data.outcome}"))


def _last(w: Writer, data: LastAnswer) -> Parts:
    return _with_lead(w, data, w.block("last.answer"))


def _record(w: Writer, data: RecordNote) -> Parts:
    due = w._.date(data.answer_by) if data.answer_by else None
    return _with_lead(w, data, w.block(f"record.{data.about}", phone=w._.phone(data.contact.phone), due=due))


def _complaint(w: Writer, data: ComplaintStage) -> Parts:
    _ = w._
    if data.answer is None:
        dates = {"received": data.received_on, "understood": data.acknowledge_by, "due": data.due_on}
        said = {name: _.date(day) for name, day in dates.items()}
        return _with_lead(w, data, w.block(f"complaint.{data.step}", **said))
    answer = w.block(f"complaint.{data.answer.outcome}"), w.block("complaint.put_right")
    return _with_lead(w, data, *answer, *((w.block("complaint.again"),) if data.number < LAST else ()))


def _request(w: Writer, data: RequestAnswer) -> Parts:
    code = "request.answered" if data.answer else "request.received"
    return _with_lead(w, data, w.block(code, asked=w._.date(data.asked_on), due=w._.date(data.answer_by)))


def _adjustment_received(w: Writer, data: AdjustmentReceived) -> Parts:
    received = w.block("adjustment.received", due=w._.date(data.due_on))
    return _with_lead(w, data, received, *_things(w, data.wanted))


def _adjustment_answer(w: Writer, data: AdjustmentAnswer) -> Parts:
    review = w._.date(data.review_on) if data.review_on else None
    lead = (
        w.block(f"adjustment.{data.outcome}"),
        *_things(w, tuple(one.code for one in data.things if one.code)),
        w.block("adjustment.review", review=review),
        *((w.block("adjustment.why"),) if data.outcome not in ALL_DONE else ()),
    )
    return _with_lead(w, data, *lead)


def _things(w: Writer, codes: tuple[str, ...]) -> tuple[EasyBlock, ...]:
    """What is done differently; what has no code stands in the full letter."""
    return tuple(w.block("adjustment.thing", said=words.adjustment(code, w._.language)) for code in codes)


def _advocate_named(w: Writer, data: AdvocateNamed) -> Parts:
    _ = w._
    said = w.block(
        f"advocate.{data.outcome}",
        name=_.name(data.name),
        ends=_.date(data.ends_on),
        phone=_.phone(data.contact.phone),
    )
    return _with_lead(w, data, said, w.block("advocate.you"))


def _advocate_ended(w: Writer, data: AdvocateEnded) -> Parts:
    ended = w.block("advocate.ended", name=w._.name(data.name), ended=w._.date(data.ended_on))
    return _with_lead(w, data, ended, w.block("advocate.you"))


def _service(w: Writer, data: ServiceReceipt) -> Parts:
    _ = w._
    emergency = _.phone(data.contact.emergency_phone) if data.service == EMERGENCY else None
    booked: dict[str, Value] = {}
    if data.visit is not None:
        times = (words.time(at, _.language) for at in (data.visit.starts, data.visit.ends))
        booked = {"date": _.date(data.visit.on), **dict(zip(("start", "end"), times, strict=True))}
    event = "check" if (data.service, data.event) == (SAFETY_CHECK, "received") else data.event
    came = w.block(f"home.{event}", received=_.date(data.received_on), emergency=emergency, **booked)
    visit = w.block("home.booked", **booked)
    targets = (w.block("home.target", said=target_day(_, one)) for one in data.targets)
    after = w.block("home.next", date=_.date(data.next_on) if data.next_on else None)
    return _with_lead(w, data, *dict.fromkeys((came, visit, *targets, after)))


def _hazard(w: Writer, data: HazardSummary) -> Parts:
    found = w.block("home.danger" if data.danger else "home.no_danger")
    targets = (w.block("home.target", said=target_day(w._, one)) for one in data.targets)
    return _with_lead(w, data, found, *targets)


def _bidding(w: Writer, data: StatusEnded) -> Parts:
    return _with_lead(w, data, w.block("bidding.again", scheme=w._.name(data.scheme), last=w._.date(data.last_day)))


def _sent_back(w: Writer, data: DocumentsReturned) -> Parts:
    return _turned_away(w, data, w.block("sent_back.papers", came=w._.date(data.came_on)))


def _no_answer(w: Writer, data: RefusedContact) -> Parts:
    return _turned_away(w, data, w.block(f"no_answer.{data.outcome}", came=w._.date(data.came_on)))


def _turned_away(w: Writer, data: TurnedAway, lead: EasyBlock) -> Parts:
    missed = w.block("turned_away.missed", phone=w._.phone(data.contact.phone))
    found = (w.block("turned_away.found"),) if data.found else ()
    return (
        parts.first(w, data, lead, *found, missed),
        w.part(w._("Why"), parts.limit(w, data.restriction)),
        parts.still_open(w, data.opened, data.contact),
        parts.appeal(w, data.appeal, data.contact),
        *parts.rest(w, data),
    )


def _copy(w: Writer, data: DataAccess) -> Parts:
    to, phone = w._.name(data.regulator.name), w._.phone(data.regulator.phone)
    return _with_lead(w, data, w.block("copy.yours", regulator=to, phone=phone))


def _code(w: Writer, data: CodeByPost) -> Parts:
    asked = w.block("code.asked", phone=w._.phone(data.contact.phone))
    return parts.first(w, data, asked), parts.help_(w, data)


def _reach(w: Writer, data: PreferencesNoted) -> Parts:
    _ = w._
    noted = (
        w.block("reach.noted", phone=_.phone(data.contact.phone)),
        w.block("reach.language", language=_.language_name(data.letter_language)),
        w.block("reach.format", format=words.letter_format(data.letter_format, _.language)),
    )
    return parts.first(w, data, *noted), parts.help_(w, data)


KINDS: Mapping[str, Callable[[Writer, Any], Parts]] = {
    "support_offer": _support,
    "agreement_offer": _agreement,
    "change_answer": _change,
    "last_answer": _last,
    "record_note": _record,
    "complaint_stage": _complaint,
    "request_answer": _request,
    "adjustment_received": _adjustment_received,
    "adjustment_answer": _adjustment_answer,
    "advocate_named": _advocate_named,
    "advocate_ended": _advocate_ended,
    "service_receipt": _service,
    "hazard_summary": _hazard,
    "status_ended": _bidding,
    "documents_returned": _sent_back,
    "refused_contact": _no_answer,
    "data_access": _copy,
    "code_by_post": _code,
    "preferences_noted": _reach,
}
