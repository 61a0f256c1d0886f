"""Repairs, dangers in a home and safety checks: reported by the customer, for them, or by anybody in an emergency.

One Vision Housing 3.5.1 and 3.5.2. What is reported is kept before anything is asked of the rules, a danger is never
held up by what applies to the person, and the conditions of a visit are copied as instructions, without a why.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from casework.actions import acting_for, moves, rows, service_letters, text
from casework.actions.work import NotFoundError, RefusedError, Work
from casework.records import keys
from casework.records.base import new_ref
from casework.records.decisions import Decision, Restriction
from casework.records.own import withheld
from casework.records.people import Customer
from casework.records.services import OPEN, ServiceClock, ServiceNote, ServiceRequest
from casework.rules import services as rules
from casework.rules.safety import when_missed

NOBODY = "nobody"  # made by somebody who has not signed in
NOTES = ("more", "other_time")


@dataclass(frozen=True)
class Report:
    """What is wrong. ``about``: a problem of the rules; ``danger``: yes not_sure no. ``how``: as it reached staff."""

    about: str
    danger: str
    what: str = ""
    place: str = ""
    phone: str = ""
    reporter: str = ""  # who tells us, where nobody has signed in
    how: str = acting_for.PORTAL


@dataclass(frozen=True)
class CheckFacts:
    """A check that is asked for, or due. ``last_on``: the day of the one before, which staff know."""

    about: str
    what: str = ""
    last_on: date | None = None
    how: str = acting_for.PORTAL


def report(work: Work, customer_ref: str, facts: Report, form_key: str) -> str:
    """Put a repair or a danger on record and start its clock; the same form sent twice is one. Returns its reference.

    NotFoundError for an advocate who may not report. RefusedError: "unknown_code" (``field``), "missing" (``field``
    what) where there is no danger, "phone_unreadable", "form_used".
    """
    person = rows.customer(work, customer_ref)
    acting_for.allowed(work, person, "report")
    known = _sent_before(work, form_key, person.id)
    if known is not None:
        return known
    request = new_request(work, _checked(facts), _came_by(work, facts.how), form_key)
    request.customer_id = person.id
    keep(work, request)
    take_up(work, request, person)
    return request.ref


def report_unsigned(work: Work, facts: Report, form_key: str) -> str:
    """The same by somebody who has not signed in; staff find out whose home it is. The 24 hours run from now."""
    known = _sent_before(work, form_key, None)
    if known is not None:
        return known
    checked = _checked(replace(facts, danger=facts.danger or "not_sure"))
    request = new_request(work, checked, acting_for.PORTAL, form_key)
    request.made_by, request.made_by_id = NOBODY, 0
    request.reporter = text.line(facts.reporter, "reporter")
    request.place = text.needed(facts.place, "place", 2_000)
    keep(work, request)
    _start(work, request, rules.first_clocks(work.pack, request.service, work.now))
    return request.ref


def match(work: Work, ref: str, customer_ref: str) -> str:
    """Say whose home it is, for what was reported without signing in. RefusedError "is_matched" where somebody did."""
    rows.acting_staff(work)
    person = rows.customer(work, customer_ref)
    request = taken(work, ref)
    if request.customer_id == person.id:
        return request.ref
    if request.customer_id is not None:
        raise RefusedError("is_matched")
    request.customer_id = person.id
    _conditions(work, request, *_standing(work, person.id))
    work.session.flush()
    work.session.expire(request, ["customer"])
    on_record(work, request, "service_matched", {"what": request.what, "place": request.place})
    service_letters.send_receipt(work, request)
    return request.ref


def ask_for_check(work: Work, customer_ref: str, facts: CheckFacts, form_key: str) -> str:
    """Ask for a safety check, or say that one is due. Staff's knowledge of the last one starts its clock.

    Where such a check is open already it is that one, and what is told now goes with it.
    """
    person = rows.customer(work, customer_ref)
    acting_for.allowed(work, person, "report")
    known = _sent_before(work, form_key, person.id)
    if known is not None:
        return known
    if facts.about not in rules.CHECKS:
        raise RefusedError("unknown_code", field="about")
    if facts.last_on is not None and facts.last_on > work.today:
        raise RefusedError("in_the_future", field="last_on")
    same = select(ServiceRequest).where(
        ServiceRequest.customer_id == person.id, ServiceRequest.about == facts.about, ServiceRequest.state.in_(OPEN)
    )
    if (there := work.session.scalar(same)) is not None:
        return _told_of_open_check(work, there, facts)
    asked = Report(facts.about, "no", facts.what)
    request = new_request(work, asked, _came_by(work, facts.how), form_key)
    request.customer_id, request.last_check_on = person.id, facts.last_on if work.actor.kind == "staff" else None
    keep(work, request)
    last_on = request.last_check_on
    take_up(work, request, person, (rules.check_clock(request.about, last_on),) if last_on else ())
    return request.ref


def _told_of_open_check(work: Work, request: ServiceRequest, facts: CheckFacts) -> str:
    if words := text.lines(facts.what, "what", 8_000):
        note(work, request, "more", words)
    if work.actor.kind == "staff" and facts.last_on and all(one.code != "check" for one in request.running):
        request.last_check_on = facts.last_on
        _start(work, request, (rules.check_clock(request.about, facts.last_on),))
    return request.ref


def add(work: Work, ref: str, said: str, kind: str = "more") -> str:
    """More about a request, or that no offered time suits; the same words twice are once. What had ended opens again.

    RefusedError: "missing" (``field`` said), "unknown_code" (``field`` kind).
    """
    request = own(work, ref)
    words = text.needed(said, "said", 8_000)
    if kind not in NOTES:
        raise RefusedError("unknown_code", field="kind")
    if note(work, request, kind, words):
        _open_again(work, request, rules.first_clocks(work.pack, request.service, work.now))
    return request.ref


def worse(work: Work, ref: str) -> str:
    """It has become dangerous: an emergency from this moment, with its own 24 hours. Said twice it is once."""
    request = own(work, ref)
    if request.state in OPEN and any(one.code == "make_safe" and one.met_at is None for one in request.clocks):
        return request.ref
    request.service, request.danger = rules.EMERGENCY, "yes"
    on_record(work, request, "service_worse", service=request.service)
    _open_again(work, request, ())
    _start(work, request, rules.first_clocks(work.pack, rules.EMERGENCY, work.now))
    service_letters.send_receipt(work, request)
    return request.ref


def _open_again(work: Work, request: ServiceRequest, clocks: tuple[rules.Clock, ...]) -> None:
    """What had ended is to do again, from today, when the customer says that something is still wrong."""
    if request.state in OPEN:
        return
    moves.move("service", request, "received")
    request.ended_at = None
    on_record(work, request, "service_opened_again")
    _start(work, request, clocks)


def taken(work: Work, ref: str) -> ServiceRequest:
    """A request, its customer's lock held, as it stands now."""
    found = work.session.execute(
        select(ServiceRequest.id, ServiceRequest.customer_id).where(ServiceRequest.ref == ref)
    ).first()
    if found is None:
        raise NotFoundError(ref)
    if found.customer_id is not None:
        rows.lock(work, found.customer_id)
    chosen = select(ServiceRequest).where(ServiceRequest.id == found.id).with_for_update(key_share=True)
    return work.session.scalars(chosen.execution_options(populate_existing=True)).one()


def own(work: Work, ref: str) -> ServiceRequest:
    """A request on which the actor may act: the customer, an advocate who may report, or staff."""
    request = taken(work, ref)
    if request.customer_id is None:
        rows.acting_staff(work)
    else:
        acting_for.allowed(work, work.session.get_one(Customer, request.customer_id), "report")
    return request


def note(work: Work, request: ServiceRequest, kind: str, words: str) -> bool:
    """Keep what was said; False where it is what was said last."""
    last = request.notes[-1] if request.notes else None
    if last is not None and (last.kind, last.said, last.said_by) == (kind, words, work.actor.kind):
        return False
    request.notes.append(
        ServiceNote(
            request_id=request.id, kind=kind, said_by=work.actor.kind, said_by_id=work.actor.id, said=words, at=work.now
        )
    )
    work.session.flush()
    on_record(work, request, "service_note", {"said": words}, kind=kind)
    return True


def on_record(
    work: Work, request: ServiceRequest, name: str, words: Mapping[str, str] | None = None, **facts: object
) -> None:
    """Write the event of an act. ``words``, of a person or about one, only once we know whose key hides them."""
    said = words if words is not None and request.customer_id is not None else {}
    work.record(name, request.ref, request.customer_id or keys.NOBODY, **facts, **said)


def _sent_before(work: Work, form_key: str, customer_id: int | None) -> str | None:
    known = work.session.scalar(select(ServiceRequest).where(ServiceRequest.form_key == form_key))
    if known is None:
        return None
    if known.customer_id != customer_id and not (customer_id is None and known.made_by == NOBODY):
        raise RefusedError("form_used")
    return known.ref


def _checked(facts: Report) -> Report:
    """What is wrong, with codes that are known; where nothing is dangerous somebody says what it is."""
    if facts.about not in rules.PROBLEMS:
        raise RefusedError("unknown_code", field="about")
    danger = "yes" if facts.about == "gas_smell" else facts.danger
    if danger not in rules.DANGER:
        raise RefusedError("unknown_code", field="danger")
    if danger == "no":
        text.needed(facts.what, "what", 8_000)
    return replace(facts, danger=danger)


def _came_by(work: Work, how: str) -> str:
    came = acting_for.reached_by(work, how)
    if came is None:
        raise RefusedError("unknown_code", field="how")
    return came


def new_request(work: Work, facts: Report, came_how: str, form_key: str) -> ServiceRequest:
    is_check = facts.about in rules.CHECKS
    return ServiceRequest(
        ref=new_ref("J"),
        form_key=form_key,
        made_by=work.actor.kind,
        made_by_id=work.actor.id,
        came_how=came_how,
        service="safety_check" if is_check else rules.service_of(facts.about, facts.danger, work.today),
        about=facts.about,
        danger=facts.danger,
        what=text.lines(facts.what, "what", 8_000),
        place=text.lines(facts.place, "place", 2_000),
        reporter="",
        phone=text.phone(facts.phone),
        state="received",
        received_at=work.now,
        conditions=[],
        kept_conditions=[],
        found="",
        ended_words="",
    )


def keep(work: Work, request: ServiceRequest) -> None:
    """On record, with its event, before anything else is worked out."""
    work.session.add(request)
    work.session.flush()
    said = {"what": request.what, "place": request.place}
    on_record(work, request, "service_asked", said, how=request.came_how, about=request.about, danger=request.danger)


def take_up(work: Work, request: ServiceRequest, person: Customer, clocks: tuple[rules.Clock, ...] = ()) -> None:
    """Clocks, conditions and the receipt of what a customer reported; ``clocks``: where they are known already."""
    clocks = clocks or rules.first_clocks(work.pack, request.service, work.now)
    _start(work, request, clocks)
    told, kept = _standing(work, person.id)
    for row, clock in zip(request.clocks, clocks, strict=True):
        late = rules.longer(work.pack, clock, told, work.today)
        if late is not None:
            row.first_due_on, row.due_on, row.longer_source = row.due_on, late.due_on, late.source
    _conditions(work, request, told, kept)
    work.session.flush()
    service_letters.send_receipt(work, request)


def _start(work: Work, request: ServiceRequest, clocks: tuple[rules.Clock, ...]) -> None:
    for clock in clocks:
        request.clocks.append(clock_row(request, clock))
    work.session.flush()
    due = {one.code: one.due_at or one.due_on for one in clocks}
    on_record(work, request, "service_clock", due=due)


def clock_row(request: ServiceRequest, clock: rules.Clock) -> ServiceClock:
    """A clock of the rules, as it is kept."""
    return ServiceClock(
        request_id=request.id,
        code=clock.code,
        due_on=clock.due_on,
        due_at=clock.due_at,
        by_law=clock.by_law,
        source=clock.source,
        longer_why="",
    )


def _conditions(work: Work, request: ServiceRequest, told: list[rules.Standing], kept: list[rules.Standing]) -> None:
    request.conditions = list(rules.conditions(work.pack, told))
    request.kept_conditions = [code for code in rules.conditions(work.pack, kept) if code not in request.conditions]


def _standing(work: Work, customer_id: int) -> tuple[list[rules.Standing], list[rules.Standing]]:
    """What applies to the customer as they know it, and what was rightly kept from them."""
    found = work.session.scalars(
        select(Restriction)
        .join(Decision, Decision.id == Restriction.decision_id)
        .options(contains_eager(Restriction.decision))
        .where(Restriction.customer_id == customer_id, Restriction.state.in_(("in_force", "suspended")))
        .order_by(Restriction.id)
    ).all()
    begun = [one for one in found if one.starts_on is None or one.starts_on <= work.today]
    told = [_as_rule(one, work.today) for one in begun if not withheld(one.decision.notice)]
    kept = [_as_rule(one, work.today) for one in begun if withheld(one.decision.notice)]
    return told, kept


def _as_rule(one: Restriction, today: date) -> rules.Standing:
    """A review that was missed counts from the first moment, before the night has seen it."""
    in_time = when_missed(one.safety, one.review_on, one.kept_until, today) in ("in_time", "director")
    days = one.terms.get("working_days")
    return rules.Standing(
        one.kind, one.safety, one.state == "in_force" and in_time, days if isinstance(days, int) else None
    )
