"""When what was decided begins: not before the person could read it (Equality Act 2010 s.20(6))."""

from __future__ import annotations

from datetime import date

from casework.rules.calendar import working_days_after
from casework.rules.pack import Pack


def takes_effect(pack: Pack, issued_on: date, wanted: date | None, *, immediate_risk: bool) -> date:
    """The first day on which a decision of `issued_on` binds the customer.

    Where someone's safety needs action now it is the day of issue. Else it is the day on which the letter counts as
    delivered, or the later day that the deciders want.
    """
    earliest = issued_on
    if not immediate_risk:
        earliest = working_days_after(issued_on, pack.floor["delivery"].table.count("working_days"))
    return max(earliest, wanted or earliest)


def binds_from(planned: date, delivered_on: date | None) -> date:
    """The first day that binds the customer, once the version that they can read reached them on `delivered_on`.

    A later delivery moves it, an earlier one does not; it never moves a day that binds the landlord.
    """
    return planned if delivered_on is None else max(planned, delivered_on)
