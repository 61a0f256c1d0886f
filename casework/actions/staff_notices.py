"""Mails to staff about their own account: whoever changes it, its owner hears of it."""

from __future__ import annotations

import letters
from casework.actions import messages
from casework.actions.work import Work
from casework.records.people import StaffMember
from letters.kinds.staff_notice.data import StaffNotice


def tell(work: Work, person: StaffMember, what: str) -> None:
    """Mail a person that this of theirs was changed. ``what``: of ``letters.kinds.staff_notice``."""
    send(work, person, "staff_notice", StaffNotice(what, work.pack.name))


def send(work: Work, person: StaffMember, kind: str, data: object) -> None:
    """Mail a person something of one of the kinds for staff; these are in English."""
    content = letters.compose(kind, data, "en")
    messages.queue(work, messages.worded(kind, "email", person.email, content, ("staff", person.id)))
