"""Whoever walks through the portal, and whoever opens what another saw, meets nothing of anybody else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest
from flask import Flask
from sqlalchemy import select

from casework.records import sealed
from casework.records.advocates import ForcedWord, Naming
from casework.records.base import Base
from casework.records.people import Authority, Customer
from casework.records.requests import EssentialRequest
from tests.web import planted as words
from tests.web.conftest import demo_of
from tests.web.fuzzing import FURTHER, NOT_WALKED, WHO, Seen, faults, read, signed_in_now, start_of, text_of, tried
from web.demo.people import CUSTOMERS

FAR = pytest.mark.matrix
STEPS = 25
# Who reads what was told in confidence: managers alone (casework/rules/requests.py).
TOLD = ("decider", "hearer")


@dataclass(frozen=True)
class Others:
    """What identifies others, and each word planted in what is on record of them."""

    said: frozenset[str]
    words: frozenset[str]

    def met(self, text: str) -> list[str]:
        """What of it a page shows."""
        found = self.words & set(words.WORD.findall(text))
        return [*(said for said in self.said if said in text), *(words.name(one) for one in found)]


@pytest.fixture(scope="module")
def demo_app(planted: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The demo's portal, with a word of its own in each text of its record."""
    with demo_of(planted, tmp_path_factory.mktemp("planted")) as made:
        yield made


def others_of(app: Flask, who: str) -> Others:
    """Every other customer, and each thing that is theirs."""
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
        return Others(frozenset(found), words.words_of(session, numbers))


@pytest.mark.parametrize("who", ["resident", "neighbour", "advocate", pytest.param("applicant", marks=FAR)])
def test_a_random_walk_meets_nothing_of_another_customer(demo_app: Flask, who: str, walks: int) -> None:
    others, browser = others_of(demo_app, who), signed_in_now(demo_app, who, demo_app.test_client())
    start = start_of(who)
    wrong: list[str] = []

    def wander(seed: int) -> None:
        draw, path = Random(seed), start  # noqa: S311
        for _ in range(STEPS):
            answer = browser.get(path, follow_redirects=True)
            wrong.extend(f"{path} {fault}" for fault in faults(answer))
            if answer.mimetype != "text/html":
                return
            wrong.extend(f"{path} shows {said}" for said in others.met(text_of(answer)))
            on = [one for one in read(path, answer).links if not NOT_WALKED.search(one)]
            path = draw.choice(on or [start])

    tried(walks, wander)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("who", "whose"),
    [
        ("neighbour", "resident"),
        ("neighbour", "officer"),
        pytest.param("neighbour", "resident-blind", marks=FAR),
        pytest.param("advocate", "resident-unrestricted", marks=FAR),  # is no client of theirs
        pytest.param("advocate", "officer", marks=FAR),
        pytest.param("contractor", "resident", marks=FAR),
        pytest.param("contractor", "officer", marks=FAR),
    ],
)
def test_an_address_that_another_saw_shows_nothing_of_theirs(
    demo_app: Flask, seen: Callable[[str], list[Seen]], who: str, whose: str
) -> None:
    browser, others = signed_in_now(demo_app, who, demo_app.test_client()), others_of(demo_app, who)
    own = others.met(text_of(browser.get(start_of(who)))) if who == "contractor" else ()  # their jobs are theirs
    wrong = [
        f"{page.path} shows {said}"
        for page in seen(whose)
        for said in others.met(text_of(browser.get(page.path, follow_redirects=True)))
        if said not in page.path and said not in own  # what stands in an address a page may say back
    ]
    assert not wrong, "\n".join(wrong)
    assert sum("." in said for page in seen(whose) for said in others.met(page.text)) > 10, "there is much to be met"


@pytest.mark.parametrize("who", ["monitor", "equality-monitor", "translator", "contractor"])
def test_staff_without_a_say_in_cases_meet_the_name_of_no_customer_and_no_word_of_a_record(
    demo_app: Flask, seen: Callable[[str], list[Seen]], who: str
) -> None:
    """A contractor meets the names of those at whose homes they have a job."""
    with demo_app.extensions["database"].reading() as session:
        names = {said for one in session.scalars(select(Customer)) for said in (one.name, one.email, one.phone) if said}
    pages = seen(who)
    own = [said for said in names if said in pages[0].text] if who == "contractor" else []
    wrong = [f"{page.path} shows {said}" for page in pages for said in names if said in page.text and said not in own]
    wrong += [f"{page.path} shows {words.name(one)}" for page in pages for one in words.WORD.findall(page.text)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    "who",
    [
        *WHO,
        "decider",
        "auditor",
        *(pytest.param(who, marks=FAR) for who in FURTHER if who not in {"decider", "auditor"}),
    ],
)
def test_what_was_told_in_confidence_meets_managers_and_nobody_else(
    demo_app: Flask, seen: Callable[[str], list[Seen]], who: str
) -> None:
    with demo_app.extensions["database"].reading() as session:
        rows: list[EssentialRequest | ForcedWord] = [*session.scalars(select(ForcedWord))]
        rows += [one for one in session.scalars(select(EssentialRequest)) if one.in_confidence]
        told = {
            words.word(column, row.id)
            for row in rows
            for column in sealed.columns()
            if column.table.name == row.__tablename__
        }
    met = [f"{page.path} shows {one}" for page in seen(who) for one in told & set(words.WORD.findall(page.text))]
    assert bool(met) is (who in TOLD), "\n".join(met)


@pytest.fixture
def walks(request: pytest.FixtureRequest) -> int:
    return 40 if request.config.getoption("--matrix") else 2
