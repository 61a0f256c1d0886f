"""The meeting that reviews what is due in a month: one agenda, one case after the other, minutes (Watford 7.2)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from casework.actions import reviews, rows, text
from casework.actions.work import NotFoundError, RefusedError, Work
from casework.records import meetings, review_lists
from casework.records.base import new_ref
from casework.records.meetings import MeetingItem, ReviewMeeting
from casework.records.review_lists import Due
from casework.rules.calendar import months_after


def begin(work: Work, month: date) -> str:
    """Begin the meeting about a month: all that is due by its end, the late ones first. Returns its reference.

    Of a month whose meeting goes on, that one. Every review on the agenda is begun, so that the customer is invited.
    RefusedError("nothing_to_review") where nothing is due.
    """
    person = rows.acting_staff(work)
    first = month.replace(day=1)
    due = review_lists.due(work.session, months_after(first, 1))
    if not due:
        raise RefusedError("nothing_to_review")
    for customer_id in sorted({one.decision.customer_id for one in due}):
        rows.lock(work, customer_id)  # whoever begins the same meeting waits here
    known = select(ReviewMeeting.ref).where(ReviewMeeting.month == first, ReviewMeeting.closed_at.is_(None))
    going_on = work.session.scalar(known)
    if going_on is not None:
        return going_on
    meeting = ReviewMeeting(ref=new_ref("M"), month=first, began_by_id=person.id, began_at=work.now)
    work.session.add(meeting)
    work.session.flush()
    for position, one in enumerate(due):
        work.session.add(_item(work, meeting, position, one))
    work.session.flush()
    agenda = [one.decision.ref for one in due]
    work.record("meeting_begun", meeting.ref, month=first, agenda=agenda)
    return meeting.ref


def _item(work: Work, meeting: ReviewMeeting, position: int, due: Due) -> MeetingItem:
    begun = reviews.begin(work, due.decision.ref)
    review = review_lists.review(work.session, begun)
    return MeetingItem(
        meeting_id=meeting.id,
        decision_id=due.decision.id,
        review_id=review.id,
        position=position,
        put_off="",
        minute="",
    )


def minute(work: Work, meeting_ref: str, review_ref: str, said: str, *, put_off: str = "", seen: str = "") -> str:
    """Write what the meeting said about one case, and, where it is not decided here, why. The same twice is once.

    ``seen``: the minute that stood there when the page was opened. RefusedError: "meeting_is_closed",
    "minute_changed" where somebody wrote another one meanwhile.
    """
    rows.acting_staff(work)
    meeting = _open(work, meeting_ref)
    item = next((one for one in meeting.items if one.review.ref == review_ref), None)
    if item is None:
        raise NotFoundError(review_ref)
    words, why = text.lines(said, "minute", 8_000), text.lines(put_off, "put_off", 2_000)
    if (item.minute, item.put_off) == (words, why):
        return meeting.ref
    if item.minute != text.lines(seen, "minute", 8_000):
        raise RefusedError("minute_changed")
    before, item.minute, item.put_off = item.minute, words, why
    work.session.flush()
    after = {"minute": words, "put_off": why}
    work.record(
        "minute_written", item.review.ref, item.decision.customer_id, meeting=meeting.ref, before=before, after=after
    )
    return meeting.ref


def close(work: Work, meeting_ref: str, present: str) -> str:
    """Close the meeting: who was there is written down, and nothing in its minutes changes any more. Twice is once.

    RefusedError: "missing" (``field`` present), "agenda_open" while a case is neither decided nor put off.
    """
    person = rows.acting_staff(work)
    meeting = meetings.meeting(work.session, meeting_ref)
    if meeting.closed_at is not None:
        return meeting.ref
    meeting = _open(work, meeting_ref)
    who = text.needed(present, "present", 4_000)
    if not all(one.settled for one in meeting.items):
        raise RefusedError("agenda_open")
    meeting.present, meeting.closed_at, meeting.closed_by_id = who, work.now, person.id
    work.session.flush()
    came_of_it = [[one.decision.ref, one.review.ref, one.review.outcome, bool(one.put_off)] for one in meeting.items]
    work.record("meeting_closed", meeting.ref, present=who, items=came_of_it)
    return meeting.ref


def _open(work: Work, ref: str) -> ReviewMeeting:
    """The meeting, held against everybody else who writes in it. RefusedError("meeting_is_closed")."""
    held = select(ReviewMeeting.id).where(ReviewMeeting.ref == ref).with_for_update()
    if work.session.scalar(held) is None:
        raise NotFoundError(ref)
    work.session.expire_all()
    found = meetings.meeting(work.session, ref)
    if found.closed_at is not None:
        raise RefusedError("meeting_is_closed")
    return found
