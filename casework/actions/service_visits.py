"""What becomes of a request: visits offered, booked and moved, what was found, a longer target, and its end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from casework.actions import moves, rows, service_letters, text
from casework.actions.services import clock_row, note, on_record, own, taken
from casework.actions.work import NotFoundError, RefusedError, Work
from casework.records.services import ServiceClock, ServiceRequest, ServiceVisit
from casework.rules import services as rules
from casework.rules.calendar import day_of, local


@dataclass(frozen=True)
class Found:
    """What was found on the day on which the looking ended, and what follows. ``danger``: there is a hazard."""

    ended_on: date
    danger: bool
    found: str
    doing: str


def offer(work: Work, ref: str, starts_at: datetime, ends_at: datetime) -> str:
    """Offer a time for a visit; the same time twice is one.

    RefusedError: "in_the_past" (``field`` day), "ends_first" (``field`` ends), "service_is_done".
    """
    rows.acting_staff(work)
    request = _open(work, ref)
    if starts_at <= work.now:
        raise RefusedError("in_the_past", field="day")
    if ends_at <= starts_at:
        raise RefusedError("ends_first", field="ends")
    if any(one.starts_at == starts_at and one.state in ("offered", "booked") for one in request.visits):
        return request.ref
    visit = ServiceVisit(request_id=request.id, starts_at=starts_at, ends_at=ends_at, state="offered", note="")
    request.visits.append(visit)
    work.session.flush()
    on_record(work, request, "visit_offered", starts_at=starts_at, ends_at=ends_at)
    return request.ref


def book(work: Work, ref: str, visit_id: int) -> str:
    """Book one of the times that are offered, or move to it: the time booked before is on offer again.

    RefusedError: "visit_is_gone" for a time that is offered no more, "service_is_…".
    """
    request = own(work, ref)
    chosen = next((one for one in request.visits if one.id == visit_id), None)
    if chosen is None:
        raise NotFoundError(ref)
    if chosen.state == "booked":
        return request.ref
    if chosen.state != "offered" or chosen.starts_at <= work.now:
        raise RefusedError("visit_is_gone")
    moves.move("service", request, "booked")
    before = request.booked
    if before is not None:
        before.state, before.booked_by = "offered", None
    chosen.state, chosen.booked_by = "booked", work.actor.kind
    work.session.flush()
    moved = before.starts_at if before else None
    on_record(work, request, "visit_booked", starts_at=chosen.starts_at, before=moved)
    service_letters.send_receipt(work, request, "booked")
    return request.ref


def visited(work: Work, ref: str, visit_id: int, came: str, words: str) -> str:
    """Say how a visit went: "kept", "no_access" (nobody opened) or "missed" (we did not come). Once for each visit.

    RefusedError: "unknown_code" (``field`` came), "missing" (``field`` words), "visit_is_gone", "in_the_future".
    """
    rows.acting_staff(work)
    request = taken(work, ref)
    visit = next((one for one in request.visits if one.id == visit_id), None)
    if visit is None:
        raise NotFoundError(ref)
    if came not in ("kept", "no_access", "missed"):
        raise RefusedError("unknown_code", field="came")
    said = text.needed(words, "words", 4_000)
    if visit.state == came:
        return request.ref
    if visit.state != "booked":
        raise RefusedError("visit_is_gone")
    if visit.starts_at > work.now:
        raise RefusedError("in_the_future", field="came")
    visit.state, visit.note = came, said
    moves.move("service", request, "received")
    work.session.flush()
    on_record(work, request, "visit_over", {"said": said}, came=came, attempts=request.attempts)
    return request.ref


def looked_into(work: Work, ref: str, facts: Found) -> str:
    """What was found, told to the customer in their own format at once (regulation 9); works get their days.

    Once. RefusedError: "missing" (``field``), "in_the_future", "before_the_report" (``field`` ended_on),
    "nothing_to_do", "not_matched".
    """
    rows.acting_staff(work)
    request = _open(work, ref)
    found, doing = text.needed(facts.found, "found", 8_000), text.needed(facts.doing, "doing", 8_000)
    if not request.to_look_into:
        raise RefusedError("nothing_to_do")
    if request.customer_id is None:
        raise RefusedError("not_matched")
    if facts.ended_on > work.today:
        raise RefusedError("in_the_future", field="ended_on")
    if facts.ended_on < day_of(request.received_at):
        raise RefusedError("before_the_report", field="ended_on")
    for clock in (one for one in request.clocks if one.code == "investigate" and one.met_at is None):
        clock.met_at = work.now if facts.ended_on == work.today else _evening(work, facts.ended_on)
    clocks = rules.clocks_after_looking(facts.ended_on, danger=facts.danger)
    request.clocks.extend(clock_row(request, one) for one in clocks)
    request.found = f"{found}\n\n{doing}"
    _running(request, "summary").met_at = work.now
    work.session.flush()
    due = {one.code: one.due_on for one in clocks}
    on_record(work, request, "hazard_looked_into", {"found": found, "doing": doing}, due=due)
    service_letters.send_summary(work, request, found, doing, facts.ended_on, danger=facts.danger)
    return request.ref


def meet(work: Work, ref: str, code: str) -> str:
    """One thing that was due is done: made safe, works begun, the record sent. Said twice it is once."""
    rows.acting_staff(work)
    request = taken(work, ref)
    clock = next((one for one in request.clocks if one.code == code), None)
    if clock is None:
        raise NotFoundError(ref)
    if all(one.met_at for one in request.clocks if one.code == code):
        return request.ref
    _running(request, code).met_at = work.now
    work.session.flush()
    on_record(work, request, "service_clock_met", code=code)
    return request.ref


def make_longer(work: Work, ref: str, code: str, due_on: date, why: str) -> str:
    """Give a target of our own more days because of how the visit must be made, and tell the customer why.

    RefusedError: "law_sets_it", "policy_does_not", "no_condition" (casework.rules.services.why_not_longer), "not_later"
    (``field`` due_on), "missing" (``field`` why).
    """
    rows.acting_staff(work)
    request = _open(work, ref)
    clock = _running(request, code)
    said = text.needed(why, "why", 4_000)
    if (clock.due_on, clock.longer_why) == (due_on, said):
        return request.ref
    refused = rules.why_not_longer(work.pack, by_law=clock.by_law, conditions=bool(request.conditions))
    if refused is not None:
        raise RefusedError(refused)
    if due_on <= clock.due_on:
        raise RefusedError("not_later", field="due_on")
    before = clock.due_on
    clock.first_due_on = clock.first_due_on or before
    clock.due_on, clock.longer_why = due_on, said
    clock.longer_source = work.pack.kinds[rules.LONGER].source
    work.session.flush()
    on_record(work, request, "service_longer", {"why": said}, before=before, after=due_on)
    service_letters.send_receipt(work, request, "longer")
    return request.ref


def finish(work: Work, ref: str, words: str, *, done: bool = True) -> str:
    """The work is done, or nothing is to be done and ``words`` say why. A check that is done sets the day of the next.

    RefusedError: "missing" (``field`` words), "service_is_done", "service_is_closed".
    """
    rows.acting_staff(work)
    request = taken(work, ref)
    said = text.needed(words, "words", 8_000)
    to = "done" if done else "closed"
    if request.state == to and request.ended_words == said:
        return request.ref
    moves.move("service", request, to)
    request.ended_at, request.ended_words = work.now, said
    for clock in request.clocks if done else ():
        clock.met_at = clock.met_at or work.now
    for visit in request.visits:
        if visit.state in ("offered", "booked"):
            visit.state = "kept" if done and visit.state == "booked" and visit.starts_at <= work.now else "released"
    if done and request.about in rules.CHECKS:
        _next_check(work, request)
    work.session.flush()
    on_record(work, request, "service_ended", {"said": said}, state=to)
    service_letters.send_receipt(work, request, to)
    return request.ref


def staff_note(work: Work, ref: str, words: str) -> str:
    """What staff tried or arranged, for the log of what was done; never shown to the customer as an answer."""
    rows.acting_staff(work)
    request = taken(work, ref)
    note(work, request, "attempt", text.needed(words, "said", 4_000))
    return request.ref


def _next_check(work: Work, request: ServiceRequest) -> None:
    due = next((one.due_on for one in request.clocks if one.code == "check"), None)
    counted = rules.counts_from(request.about, due, work.today)
    request.next_check_on = rules.check_clock(request.about, counted).due_on
    record = rules.record_clock(request.about, work.today)
    if record is not None:
        request.clocks.append(clock_row(request, record))


def _open(work: Work, ref: str) -> ServiceRequest:
    request = taken(work, ref)
    moves.check("service", request.state, request.state)
    return request


def _running(request: ServiceRequest, code: str) -> ServiceClock:
    found = next((one for one in request.clocks if one.code == code and one.met_at is None), None)
    if found is None:
        raise NotFoundError(request.ref)
    return found


def _evening(work: Work, day: date) -> datetime:
    """A moment of an earlier day, for what staff write down later."""
    return local(work.now).replace(year=day.year, month=day.month, day=day.day)
