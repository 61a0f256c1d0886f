"""Members of staff are told what was decided: whoever reported it, and whoever has the case (Watford 4.3, 7.2)."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from casework.actions import rows
from casework.actions.work import NotFoundError, Work
from casework.records.cases import Case
from casework.records.oversight import StaffNotice
from casework.records.steps import Referral


def tell(work: Work, staff: Iterable[int | None], what: str, subject: str, customer_id: int) -> None:
    """Tell each of these people once; whoever acts knows already. For use inside an act that records its own event."""
    acting = work.actor.id if work.actor.kind == "staff" else None
    known = select(StaffNotice.staff_id).where(StaffNotice.what == what, StaffNotice.subject == subject)
    told = {acting, None, *work.session.scalars(known)}
    for person in sorted({one for one in staff if one is not None and one not in told}):
        notice = StaffNotice(staff_id=person, what=what, subject=subject, customer_id=customer_id, told_at=work.now)
        work.session.add(notice)
    work.session.flush()


def of_case(work: Work, case: Case) -> set[int]:
    """Who is told what comes of a case: its officer, who reported its incidents, and who asked about them."""
    asked = work.session.scalars(select(Referral.made_by_id).where(Referral.case_id == case.id))
    return {case.owner_id, *(one.reported_by_id for one in case.incidents), *asked}


def seen(work: Work, notice_id: int) -> None:
    """The person has read it. Twice is once. NotFoundError for what somebody else was told."""
    person = rows.acting_staff(work)
    notice = work.session.get(StaffNotice, notice_id)
    if notice is None or notice.staff_id != person.id:
        raise NotFoundError(str(notice_id))
    if notice.seen_at is None:
        notice.seen_at = work.now
        work.session.flush()
        work.record("notice_seen", notice.subject, notice.customer_id, what=notice.what)
