"""An invented colleague changed their password."""

from __future__ import annotations

from letters.kinds.staff_notice.data import StaffNotice


def sample() -> StaffNotice:
    """At an invented landlord."""
    return StaffNotice(what="password", landlord="Example Homes")
