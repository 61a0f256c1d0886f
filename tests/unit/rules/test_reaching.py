"""Where a person is reached, and when."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.rules.reaching import RULED_OUT, Ways, reach, safe_from

LONDON = ZoneInfo("Europe/London")
HOME = Ways(("1 Home Street", "ZZ1 1AA"), "home@example.org", "+447700900001")


def test_what_is_safe_takes_the_place_of_what_is_on_record() -> None:
    goes = reach(HOME, Ways(email="safe@example.org"))
    assert (goes.address, goes.email, goes.phone) == (HOME.address, "safe@example.org", HOME.phone)


@given(st.sampled_from(RULED_OUT), st.sets(st.sampled_from(RULED_OUT)))
def test_what_is_ruled_out_is_never_used(one: str, more: set[str]) -> None:
    goes = reach(HOME, Ways(), {one, *more})
    used = {"post": bool(goes.address) or goes.by_post, "email": bool(goes.email), "phone": bool(goes.phone)}
    assert not used[one]
    assert {"email": HOME.email, "phone": HOME.phone, "post": None}[one] not in goes.codes_to


def test_a_code_goes_nowhere_else_once_a_safe_way_is_named() -> None:
    assert reach(HOME).codes_to == ("home@example.org", "+447700900001")
    assert reach(HOME, Ways(phone="+447700900222")).codes_to == ("+447700900222",)


@pytest.mark.parametrize(
    ("now", "days", "opens", "closes", "then"),
    [
        ("2026-11-23 09:00", (), None, None, "2026-11-23 09:00"),
        ("2026-11-23 09:00", (), "10:00", "12:00", "2026-11-23 10:00"),
        ("2026-11-23 11:00", (), "10:00", "12:00", "2026-11-23 11:00"),
        ("2026-11-23 13:00", (), "10:00", "12:00", "2026-11-24 10:00"),
        ("2026-11-23 13:00", ("mon",), "10:00", "12:00", "2026-11-30 10:00"),  # a Monday
        ("2026-11-23 13:00", ("fri",), None, None, "2026-11-27 00:00"),
        ("2026-10-24 23:00", ("sun",), "10:00", None, "2026-10-25 10:00"),  # the night in which the clock goes back
    ],
)
def test_a_mail_waits_for_the_next_safe_hour(
    now: str, days: tuple[str, ...], opens: str | None, closes: str | None, then: str
) -> None:
    moment, expected = (datetime.fromisoformat(one).replace(tzinfo=LONDON) for one in (now, then))
    assert safe_from(moment, days, opens, closes) == expected
