"""An answer to an appeal that comes later than it was due: once, for a reason that the customer is told in time."""

from __future__ import annotations

from datetime import date

from casework.actions import appeal_letters, rows, text
from casework.actions.work import NotFoundError, RefusedError, Work
from casework.records.appeals import Appeal, AppealExtension
from casework.rules.appeals import is_late, latest_extension


def extend(work: Work, appeal_ref: str, until: date, reason: str) -> str:
    """Put off the answer to an appeal that this person hears, and write to the customer why; the same twice is once.

    RefusedError: "not_the_hearer", "extended_before", "missing" (``field`` reason), "extended_too_late" (the day on
    which it was due is past), "extended_to_the_past" and "extended_too_far" (``field`` until). NotFoundError for what
    was not handed in.
    """
    hearer = rows.acting_staff(work)
    appeal = rows.taken(work, Appeal, appeal_ref)
    if appeal.submitted_at is None:
        raise NotFoundError(appeal_ref)
    if appeal.hearer_id != hearer.id or appeal.state != "hearing" or appeal.due_on is None:
        raise RefusedError("not_the_hearer")
    why = text.needed(reason, "reason")
    if appeal.extensions:
        if (appeal.due_on, appeal.extensions[-1].reason) == (until, why):
            return appeal.ref
        raise RefusedError("extended_before")
    _check_day(work, appeal.due_on, until)
    extension = AppealExtension(
        appeal=appeal,
        due_before=appeal.due_on,
        due_on=until,
        reason=why,
        extended_by_id=hearer.id,
        role=appeal.hearer_role or "",
        extended_at=work.now,
    )
    work.session.add(extension)
    appeal.due_on = until
    work.session.flush()
    before = extension.due_before
    work.record("appeal_extended", appeal.ref, appeal.customer_id, before=before, after=until, why=why)
    appeal_letters.send_extended(work, appeal, extension)
    return appeal.ref


def _check_day(work: Work, due: date, until: date) -> None:
    if is_late(due, work.today):
        raise RefusedError("extended_too_late")
    if until <= due:
        raise RefusedError("extended_to_the_past", field="until")
    if until > latest_extension(work.pack, due):
        raise RefusedError("extended_too_far", field="until")
