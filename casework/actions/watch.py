"""The door watch: everyone who is restricted keeps a way of contact that they can use, and every essential service.

Asked after each act that could close a door, and each night for everybody. Looking twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from casework.actions import moves, proposals, review_letters, reviews, rows
from casework.actions.work import Work
from casework.records import own
from casework.records.decisions import Decision, Restriction
from casework.records.people import Customer
from casework.records.reviews import OpenedChannel
from casework.rules import safety
from casework.rules.calendar import working_days_after

DOOR_CLOSED = "door_closed"


def look(work: Work, customer_id: int) -> None:
    """See whether this person can still reach the landlord; if not, open the least risky way at once (RULES 7).

    What an open essential service forbids is suspended whatever it is. Where nothing can open by itself, what is no
    safety restriction is suspended, and a director has to decide about the rest.
    """
    person = rows.lock(work, customer_id)
    _keep_essential_services(work, person)
    applying = _applying(work, customer_id)
    if not applying:
        close(work, customer_id, "not_needed")
        return
    cannot_use, advocate = own.situation(work.session, customer_id, work.today)
    rules = [proposals.as_rule(one) for one in applying]
    found = safety.doors(work.pack, rules, advocate, cannot_use, ())
    if found.usable:
        close(work, customer_id, "not_needed", only=found.open)
        return
    if set(own.opened(work.session, customer_id)) - set(cannot_use):
        return
    channel = safety.channel_to_open(cannot_use)
    closing = [one for one in applying if work.pack.kinds[one.kind].closed_by(one.terms)]
    if not closing:
        return  # no restriction closes a door: this person can use none of the channels
    if channel is None:
        _suspend_or_ask(work, closing)
    else:
        _open(work, person, channel, closing)


def close(work: Work, customer_id: int, why: str, only: frozenset[str] | None = None) -> None:
    """End the ways that opened by themselves; ``only``: those that are open without it."""
    found = select(OpenedChannel).where(OpenedChannel.customer_id == customer_id, OpenedChannel.closed_on.is_(None))
    for one in work.session.scalars(found):
        if only is None or one.channel in only:
            one.closed_on, one.closed_why = work.today, why
            work.session.flush()
            work.record("channel_closed", one.customer.ref, customer_id, channel=one.channel, why=why)


def _applying(work: Work, customer_id: int) -> list[Restriction]:
    """What is in force. What begins in the next days counts already: the door must be open then too."""
    found = select(Restriction).where(Restriction.customer_id == customer_id, Restriction.state == "in_force")
    ordered = work.session.scalars(found.order_by(Restriction.decision_id, Restriction.position, Restriction.id))
    return [one for one in ordered if one.kind in work.pack.kinds]


def _open(work: Work, person: Customer, channel: str, closing: Sequence[Restriction]) -> None:
    work.session.add(OpenedChannel(customer_id=person.id, channel=channel, opened_on=work.today))
    work.session.flush()
    refs = [one.ref for one in closing]
    work.record(
        "channel_opened", person.ref, person.id, channel=channel, closed_by=refs, source=work.pack.remain_source
    )
    decision = closing[0].decision
    reviews.bring_forward(work, decision, DOOR_CLOSED)
    review_letters.send_suspension(work, decision, DOOR_CLOSED, {"stands": closing}, opened_now=(channel,))


def _suspend_or_ask(work: Work, closing: Sequence[Restriction]) -> None:
    """No way can open by itself: what protects nobody stops; about the rest a director decides."""
    stops = [one for one in closing if not one.safety]
    waits = [one for one in closing if one.safety and one.director_by is None]
    for one in waits:
        one.director_by = working_days_after(work.today, safety.director_decides_within())
    for decision in _decisions([*stops, *waits]):
        mine = [one for one in stops if one.decision_id == decision.id]
        suspend(work, decision, mine, DOOR_CLOSED)
        reviews.bring_forward(work, decision, DOOR_CLOSED)
        left = [one for one in waits if one.decision_id == decision.id]
        by = left[0].director_by if left else None
        became = {"suspended": mine, "waits": left}
        review_letters.send_suspension(work, decision, DOOR_CLOSED, became, decide_by=by)


def _keep_essential_services(work: Work, person: Customer) -> None:
    """What no law lets stand does not: another pack, or another law, may have come since it was decided."""
    applying = _applying(work, person.id)
    closed = safety.doors(work.pack, [proposals.as_rule(one) for one in applying], True, (), ()).essential_closed
    stops = [applying[place] for place in closed]
    for decision in _decisions(stops):
        mine = [one for one in stops if one.decision_id == decision.id]
        suspend(work, decision, mine, "essential_service")
        reviews.bring_forward(work, decision, DOOR_CLOSED)
        review_letters.send_suspension(work, decision, DOOR_CLOSED, {"suspended": mine})


def suspend(work: Work, decision: Decision, stops: Sequence[Restriction], why: str) -> None:
    """From now on these do not apply, until a review has been held."""
    if not stops:
        return
    for one in stops:
        moves.move("restriction", one, "suspended")
        one.suspended_on, one.suspended_why = work.today, why
    work.session.flush()
    refs = [one.ref for one in stops]
    work.record("restrictions_suspended", decision.ref, decision.customer_id, why=why, restrictions=refs)


def _decisions(found: Sequence[Restriction]) -> list[Decision]:
    return list({one.decision_id: one.decision for one in found}.values())
