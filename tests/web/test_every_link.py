"""Every link on a page leads to what is there for whoever was offered it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import combinations
from pathlib import Path
from typing import Final

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from casework.records.people import Authority
from casework.rules.advocates import KINDS, SCOPES
from tests.web.conftest import demo_of
from tests.web.fuzzing import DECIDERS, FURTHER, NOT_WALKED, WHO, Seen, explore, shape, signed_in_now, start_of

FAR = pytest.mark.matrix
NOT_TRIED: Final = re.compile(r"^/(language|demo|static|leave)\b|sign-out")
OF_A_KIND: Final = 6  # addresses of one kind of page; of files, which take long to make, one
USUAL: Final = (*((one,) for one in SCOPES), *(("see", one) for one in SCOPES[1:]), KINDS["appointee"].scope)
SETS: Final = [
    pytest.param(given, id="+".join(given), marks=() if given in USUAL else FAR)
    for count in range(1, len(SCOPES) + 1)
    for given in combinations(SCOPES, count)
]


def dead(browser: FlaskClient, pages: Iterable[Seen]) -> set[str]:
    """The links that lead to nothing, by the kinds of page on which they stand."""
    answered: dict[str, int] = {}
    tried: Counter[str] = Counter()
    wrong = set()
    for page in pages:
        for address in page.links:
            kind = shape(address)
            most = 1 if NOT_WALKED.search(address) else OF_A_KIND
            if address not in answered and not NOT_TRIED.search(address) and tried[kind] < most:
                tried[kind] += 1
                with browser.get(address, follow_redirects=True) as answer:
                    answer.get_data()
                    answered[address] = answer.status_code
            if answered.get(address, 200) >= 400:
                wrong.add(f"{shape(page.path)} leads to {kind}: {answered[address]}")
    assert len(tried) > 15
    return wrong


@pytest.mark.parametrize("who", [*WHO, *FURTHER, *(pytest.param(who, marks=FAR) for who in DECIDERS)])
def test_no_link_leads_anybody_to_what_is_not_there_for_them(
    demo_app: Flask, seen: Callable[[str], list[Seen]], who: str
) -> None:
    assert dead(signed_in_now(demo_app, who, demo_app.test_client()), seen(who)) == set()


@pytest.mark.parametrize("given", SETS)
def test_no_link_leads_an_advocate_beyond_what_the_customer_lets_them_do(
    stories: Path, tmp_path: Path, given: tuple[str, ...]
) -> None:
    with demo_of(stories, tmp_path / "demo") as made:
        with made.extensions["database"].writing() as session:
            session.execute(update(Authority).values(scope=list(given)))
        browser = signed_in_now(made, "advocate", made.test_client())
        assert dead(browser, explore(browser, start_of("advocate"))) == set()
