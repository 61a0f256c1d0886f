"""Whoever walks through the portal, and whoever opens what another saw, meets nothing of anybody else."""

from __future__ import annotations

from collections.abc import Callable, Collection
from random import Random

import pytest
from flask import Flask
from sqlalchemy import select

from casework.records.advocates import Naming
from casework.records.base import Base
from casework.records.people import Authority, Customer
from tests.web.fuzzing import NOT_WALKED, Seen, faults, read, signed_in_now, start_of, text_of, tried
from web.demo.people import CUSTOMERS

FAR = pytest.mark.matrix
STEPS = 25


def others_data(app: Flask, who: str) -> frozenset[str]:
    """What identifies every other customer, and each thing that is theirs."""
    own = CUSTOMERS[who].email if who in CUSTOMERS else ""
    with app.extensions["database"].reading() as session:
        clients = set(session.scalars(select(Authority.customer_id))) if who == "advocate" else set()
        others = [one for one in session.scalars(select(Customer)) if one.email != own and one.id not in clients]
        found = {said for one in others for said in (one.ref, one.name, one.email, one.phone, one.tenancy_ref) if said}
        numbers = [one.id for one in others]
        for table in Base.metadata.tables.values():
            if {"ref", "customer_id"} <= set(table.c.keys()):
                found |= set(session.scalars(select(table.c.ref).where(table.c.customer_id.in_(numbers))))
        if who == "advocate":  # is told the name of who asks them to speak, and no more
            asking = {one.customer_id: one.ref for one in session.scalars(select(Naming))}
            found -= {one.name for one in others if one.id in asking} | set(asking.values())
    return frozenset(found)


def met(text: str, others: Collection[str]) -> list[str]:
    return [said for said in others if said in text]


@pytest.mark.parametrize("who", ["resident", "neighbour", "advocate", pytest.param("applicant", marks=FAR)])
def test_a_random_walk_meets_nothing_of_another_customer(demo_app: Flask, who: str, walks: int) -> None:
    others, browser = others_data(demo_app, who), signed_in_now(demo_app, who, demo_app.test_client())
    start = start_of(who)
    wrong: list[str] = []

    def wander(seed: int) -> None:
        draw, path = Random(seed), start  # noqa: S311
        for _ in range(STEPS):
            answer = browser.get(path, follow_redirects=True)
            wrong.extend(f"{path} {fault}" for fault in faults(answer))
            if answer.mimetype != "text/html":
                return
            wrong.extend(f"{path} shows {said}" for said in met(text_of(answer), others))
            on = [one for one in read(path, answer).links if not NOT_WALKED.search(one)]
            path = draw.choice(on or [start])

    tried(walks, wander)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("who", ["neighbour", *(pytest.param(who, marks=FAR) for who in ("advocate", "contractor"))])
@pytest.mark.parametrize("whose", ["resident", "officer", pytest.param("resident-blind", marks=FAR)])
def test_an_address_that_another_saw_shows_nothing_of_theirs(
    demo_app: Flask, seen: Callable[[str], list[Seen]], who: str, whose: str
) -> None:
    browser, others = signed_in_now(demo_app, who, demo_app.test_client()), others_data(demo_app, who)
    if who == "contractor":  # their own jobs are theirs
        others -= set(met(text_of(browser.get(start_of(who))), others))
    addresses = [page.path for page in seen(whose)]
    wrong = [
        f"{path} shows {said}"
        for path in addresses
        for said in met(text_of(browser.get(path, follow_redirects=True)), others)
        if said not in path  # which a page may say back
    ]
    assert not wrong, "\n".join(wrong)
    assert len(addresses) > 50


@pytest.mark.parametrize("who", ["monitor", "equality-monitor", "translator", "contractor"])
def test_staff_without_a_say_in_cases_meet_the_name_of_no_customer(
    demo_app: Flask, seen: Callable[[str], list[Seen]], who: str
) -> None:
    """A contractor meets those at whose homes they have a job."""
    with demo_app.extensions["database"].reading() as session:
        names = {said for one in session.scalars(select(Customer)) for said in (one.name, one.email, one.phone) if said}
    pages = seen(who)
    own = met(pages[0].text, names) if who == "contractor" else []
    wrong = [f"{page.path} shows {said}" for page in pages for said in met(page.text, names) if said not in own]
    assert not wrong, "\n".join(wrong)


@pytest.fixture
def walks(request: pytest.FixtureRequest) -> int:
    return 40 if request.config.getoption("--matrix") else 2
