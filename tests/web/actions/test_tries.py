"""Limits on tries hold however many processes count them."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest

from casework.actions import tries
from casework.actions.work import Work
from tests.people import Town

THREE = tries.Limit("code", 3, timedelta(hours=1))
AT_ONCE = 8


@pytest.mark.parametrize(
    ("address", "counted_as"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8::7", "2001:db8::/64"),
        (None, "unknown"),
    ],
)
def test_the_tries_of_one_home_are_counted_together_and_of_two_apart(address: str | None, counted_as: str) -> None:
    assert tries.network(address) == counted_as


def test_no_more_tries_are_counted_than_allowed_when_all_come_at_one_moment(town: Town) -> None:
    together = Barrier(AT_ONCE)

    def one_try(work: Work) -> datetime | None:
        until = tries.count(work, THREE, "192.0.2.1")
        work.session.flush()
        time.sleep(0.05)  # as long as a password takes to check
        return until

    def one_machine(_number: int) -> datetime | None:
        together.wait()
        return town.act("system", one_try)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(one_machine, range(AT_ONCE)))
    assert answers.count(None) == THREE.most
