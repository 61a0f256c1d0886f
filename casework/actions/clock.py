"""The fair clock: what binds the customer counts from the day on which a version that they can read reached them.

A later delivery moves the first day of what was decided. It never moves a day that binds the landlord: the answer to
an appeal, the review.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, time, timedelta
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.actions import reply_days, rows
from casework.actions.work import NotFoundError, RefusedError, Work
from casework.records.decisions import Decision, Restriction
from casework.records.letters import Delivery, Letter
from casework.records.people import Customer
from casework.rules.calendar import LONDON, ONE_DAY, day_of
from casework.rules.notices import binds_from, takes_effect
from casework.rules.pack import Pack

_TELLS = ("decision", "visits_in_pairs", "ineligible_status")  # the letters that tell of a decision
_BINDING = ("intended", *_TELLS)  # and of something that will bind the customer
_CHANGES = ("review_outcome", "appeal_outcome")  # and of what was put in its place, or applies again
# A copy that nobody can have read: not made, not posted, come back, or never sent.
_NOT_OUT = ("waiting", "ready", "returned", "stopped")
_NOTED, _COUNTED = "noted", "counted"  # see records.letters.Delivery.delivered_how


def readable(customer: Customer, copies: Sequence[Delivery]) -> list[Delivery]:
    """The customer's own copies in the format that they need; all of their own where none is in that format."""
    own = [copy for copy in copies if copy.reader == "customer"]
    return [copy for copy in own if copy.format == customer.letter_format] or own


def delivered_on(session: Session, decision: Decision) -> date | None:
    """The first day on which the customer had the decision, or the intention, in a version that they can read."""
    return all_delivered_on(session, [decision])[decision.id]


def all_delivered_on(session: Session, decisions: Collection[Decision]) -> dict[int, date | None]:
    """The same of each of these decisions."""
    tells = select(Letter.decision_id, Delivery).join(Letter).where(Letter.kind.in_(_BINDING))
    about = tells.where(Letter.decision_id.in_([one.id for one in decisions]))
    found = session.execute(about.order_by(Delivery.letter_id, Delivery.id)).all()
    letters = [list(copies) for _letter, copies in groupby(found, lambda row: row[1].letter_id)]
    days: dict[int, list[date]] = {one.id: [] for one in decisions}
    for one in decisions:
        for made in letters:
            copies = readable(one.customer, [copy for about, copy in made if about == one.id])
            days[one.id] += [copy.delivered_on for copy in copies if copy.delivered_on]
    return {number: min(known, default=None) for number, known in days.items()}


def note_delivered(work: Work, letter_ref: str, delivery_id: int, on: date) -> str:
    """Note the day on which a copy of a letter reached its reader; what it tells of never begins before that day.

    The same day twice is once. RefusedError: "in_the_future", "before_the_letter", "not_sent_yet" while the copy is
    being made.
    """
    rows.acting_staff(work)
    letter = rows.letter(work, letter_ref)
    copy = next((one for one in letter.deliveries if one.id == delivery_id), None)
    if copy is None:
        raise NotFoundError(letter_ref)
    if (copy.delivered_on, copy.delivered_how) == (on, _NOTED):
        return letter.ref
    if copy.state == "waiting":
        raise RefusedError("not_sent_yet")
    if on > work.today:
        raise RefusedError("in_the_future", field="delivered_on")
    if on < day_of(letter.issued_at):
        raise RefusedError("before_the_letter", field="delivered_on")
    _came(work, letter, copy, on, _NOTED)
    return letter.ref


def count_delivered(work: Work, customer_id: int) -> int:
    """Count as delivered what was sent to somebody so many working days ago, and to who speaks for them; every night.

    What came back meanwhile was noted, and does not count. Returns how many copies. NotFoundError for somebody who was
    erased.
    """
    rows.lock(work, customer_id)
    of_them, until = Letter.customer_id == customer_id, counted_until(work)
    sent = select(Delivery).join(Letter).where(of_them, Delivery.state == "sent", Delivery.sent_at < until)
    counted = 0
    for copy in work.session.scalars(sent.order_by(Delivery.id)).all():
        if (day := counts_from(work.pack, copy)) is not None:
            _came(work, copy.letter, copy, day, _COUNTED)
            counted += 1
    return counted


def counted_until(work: Work) -> datetime:
    """The end of the last day of which all that was sent counts as delivered today."""
    day = work.today
    while takes_effect(work.pack, day, None, immediate_risk=False) > work.today:
        day -= ONE_DAY
    return datetime.combine(day + ONE_DAY, time(), LONDON)


def counts_from(pack: Pack, copy: Delivery) -> date | None:
    """The day on which a copy that was sent counts as delivered, unless it comes back."""
    if copy.sent_at is None:
        return None
    return takes_effect(pack, day_of(copy.sent_at), None, immediate_risk=False)


def _came(work: Work, letter: Letter, copy: Delivery, on: date, how: str) -> None:
    copy.state, copy.delivered_on, copy.delivered_how = "delivered", on, how
    work.session.flush()
    said = {"on": on, "how": how, "format": copy.format, "channel": copy.channel}
    work.record("letter_delivered", letter.ref, letter.customer_id, **said)
    decision = _binding(work, letter)
    first = delivered_on(work.session, decision) if decision is not None else None
    if decision is not None and first is not None:
        _move(work, decision, first)
    read = [one.delivered_on for one in readable(letter.customer, letter.deliveries) if one.delivered_on]
    if read:
        _move_changed(work, letter, min(read))


def hold_back(work: Work, customer_id: int) -> int:
    """Let nothing begin for a customer whose readable letter is not on its way yet; for every night.

    What would begin tomorrow or earlier moves to the day on which a letter sent today counts as delivered. Returns how
    many decisions were moved. NotFoundError for somebody who was erased.
    """
    rows.lock(work, customer_id)
    soon = select(Decision).where(
        Decision.customer_id == customer_id,
        Decision.state == "issued",
        Decision.starts_on >= work.today,
        Decision.starts_on <= work.today + timedelta(days=1),
    )
    moved = 0
    for decision in work.session.scalars(soon.order_by(Decision.id)).all():
        if not at_risk(decision) and _none_is_out(work, decision):
            moved += _move(work, decision, takes_effect(work.pack, work.today, None, immediate_risk=False))
    return moved + _hold_back_changes(work, customer_id)


def _hold_back_changes(work: Work, customer_id: int) -> int:
    """The same of what a review or an appeal changed, which another letter tells of."""
    tomorrow = work.today + timedelta(days=1)
    soon = select(Restriction.decision_id).where(
        Restriction.customer_id == customer_id, Restriction.starts_on.between(work.today, tomorrow)
    )
    tells = select(Letter).where(Letter.decision_id.in_(soon), Letter.kind.in_(_CHANGES)).order_by(Letter.id)
    unread = [one for one in work.session.scalars(tells).all() if _is_not_out(one)]
    return sum(_move_changed(work, one, _if_sent_today(work), until=tomorrow) for one in unread)


def _none_is_out(work: Work, decision: Decision) -> bool:
    """True where there is a letter about the decision, and no copy that the customer can read has gone out."""
    letters = work.session.scalars(
        select(Letter).where(Letter.decision_id == decision.id, Letter.kind.in_(_TELLS))
    ).all()
    copies = [copy for letter in letters for copy in readable(decision.customer, letter.deliveries)]
    return bool(copies) and all(copy.state in _NOT_OUT for copy in copies)


def goes_out(work: Work, letter: Letter) -> None:
    """Call before a copy goes out: where it is the first that can be read, nothing begins before it can have come.

    What has begun already stays: each night holds back what nobody was told of (``hold_back``).
    """
    if _is_not_out(letter):
        reply_days.move(work, letter)
        _move_changed(work, letter, _if_sent_today(work), why="sent_later", until=date.max)
    decision = _binding(work, letter)
    if decision is None or decision.state != "issued" or (begins_on(decision) or work.today) < work.today:
        return
    if _none_is_out(work, decision):
        _move(work, decision, takes_effect(work.pack, work.today, None, immediate_risk=False), why="sent_later")


def came_back(work: Work, letter: Letter) -> None:
    """A copy came back: what the letter tells of binds nobody before a copy that they can read is on its way again."""
    if _is_not_out(letter):
        _move_changed(work, letter, _if_sent_today(work), why="letter_returned")
    decision = _binding(work, letter)
    if decision is not None and decision.state == "issued" and _none_is_out(work, decision):
        _move(work, decision, takes_effect(work.pack, work.today, None, immediate_risk=False), why="letter_returned")


def _is_not_out(letter: Letter) -> bool:
    """Is there a copy for the customer, and none that they can read has gone out?"""
    copies = readable(letter.customer, letter.deliveries)
    return bool(copies) and all(copy.state in _NOT_OUT for copy in copies)


def _if_sent_today(work: Work) -> date:
    """The day on which a letter that is sent today counts as delivered."""
    return takes_effect(work.pack, work.today, None, immediate_risk=False)


def _move_changed(
    work: Work, letter: Letter, delivered: date, why: str = "delivered_later", until: date | None = None
) -> int:
    """Move the first day of what a review or an appeal changed, as this letter tells it; 1 where anything moved.

    What protects somebody does not wait. ``until``: only what has not begun, and would by that day.
    """
    if letter.kind not in _CHANGES or letter.decision_id is None:
        return 0
    decision = work.session.get_one(Decision, letter.decision_id)
    told = {one: one.starts_on for one in _standing(decision) if one.starts_on and _tells_of(letter, one)}
    late = {
        one: first
        for one, first in told.items()
        if not one.safety and first < delivered and (until is None or work.today <= first <= until)
    }
    if not late or decision.state != "issued":
        return 0
    before = min(late.values())
    for one in late:
        one.starts_on = delivered
    work.session.flush()
    work.record("start_moved", decision.ref, decision.customer_id, why=why, before=before, after=delivered)
    return 1


def _tells_of(letter: Letter, one: Restriction) -> bool:
    """Is this what the letter's appeal put in place, or what the review of its day put in place or let apply again?"""
    if letter.appeal_id is not None:
        return one.appeal_id == letter.appeal_id
    issued_on = day_of(letter.issued_at)
    return one.reviewed_on == issued_on and one.starts_on is not None and one.starts_on > issued_on


def begins_on(decision: Decision) -> date | None:
    """The first day on which anything of the decision that still stands binds the customer."""
    return min((one.starts_on for one in _standing(decision) if one.starts_on), default=decision.starts_on)


def _move(work: Work, decision: Decision, delivered: date, why: str = "delivered_later") -> int:
    """Move the first day of all that has not ended; 1 where it moved. Safety that needs action now does not wait.

    The day in the text of an intention stays as it was signed; that of its restrictions moves.
    """
    before = begins_on(decision)
    if before is None or at_risk(decision) or decision.state not in ("announced", "issued"):
        return 0
    if binds_from(before, delivered) == before:
        return 0
    for one in _standing(decision):
        one.starts_on = binds_from(one.starts_on or before, delivered)
    if decision.state == "issued" and decision.starts_on is not None:
        decision.starts_on = binds_from(decision.starts_on, delivered)
    work.session.flush()
    after = begins_on(decision)
    work.record("start_moved", decision.ref, decision.customer_id, why=why, before=before, after=after)
    return 1


def _standing(decision: Decision) -> list[Restriction]:
    return [one for one in decision.restrictions if one.state != "ended" and one.starts_on is not None]


def at_risk(decision: Decision) -> bool:
    """Does somebody's safety need action now? Then nothing waits for a letter."""
    return any(one.immediate_risk for one in decision.case.incidents)


def _binding(work: Work, letter: Letter) -> Decision | None:
    if letter.kind not in _BINDING or letter.decision_id is None:
        return None
    return work.session.get(Decision, letter.decision_id)
