"""The demo at each of the five landlords: a case at every stage, and what only some policies have."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from casework.actions import withheld
from casework.actions.letters import frozen_of
from casework.records.agreements import ContactAgreement
from casework.records.appeals import Appeal
from casework.records.asked import AskedCopy
from casework.records.cases import Case
from casework.records.changes import ChangeOfCircumstances
from casework.records.database import Database
from casework.records.decisions import Decision, Restriction
from casework.records.fairness import ConductConcern
from casework.records.letters import Delivery, Letter
from casework.records.outbox import Job
from casework.records.people import Customer
from casework.records.reviews import Review
from casework.records.steps import Referral
from tests import demos
from tests.databases import Databases
from tests.people import LANDLORDS
from tests.web.office import settings_of
from web.background import make_worker
from web.settings import read
from wsgi import create_app

SITE = "http://door.example:8157"
STAGES = {"case", "assessment", "support", "warning", "decision", "in_force", "review", "appeal"}
ENDED = {"notting-hill-genesis", "calico-homes", "watford-community-housing"}


@pytest.fixture(params=LANDLORDS)
def landlord(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def demo(landlord: str, database_url: str, tmp_path: Path) -> Iterator[Flask]:
    app = create_app(replace(settings_of(database_url, tmp_path, landlord), demo=True, base_url=SITE))
    runner = app.test_cli_runner()
    assert runner.invoke(args=["demo", "load"]).output == "The demo's people are here.\n"
    assert runner.invoke(args=["demo", "load"]).output == "There is data already; nothing was loaded.\n"
    yield app
    app.extensions["database"].engine.dispose()


def what_waits_for_an_answer_is_there(demo: Flask, database: Database) -> None:
    with database.reading() as session:
        assert set(session.scalars(select(Appeal.state))) == {"received", "decided"}
        reviews = session.scalars(select(Review).order_by(Review.id)).all()
        assert [(one.state, one.invited_on is not None, one.missed_on is not None) for one in reviews] == [
            ("open", True, False),
            ("open", True, True),
        ]
        assert session.scalars(select(ChangeOfCircumstances.state)).all() == ["received"]
        assert session.scalars(select(ConductConcern.state)).all() == ["open"]
        his = select(Delivery.format).join(Letter).join(Customer).where(Customer.name == "Walter Specimen")
        assert set(session.scalars(his.where(Delivery.reader == "customer"))) == {"braille", "pdf"}  # print comes along
        assert session.scalars(select(AskedCopy.format)).all() == ["audio"]
    assert "Olga Overdue" in demo.test_client().get("/demo").text
    assert demo.test_cli_runner().invoke(args=["demo", "link", "overdue"]).exit_code == 0
    assert demo.test_cli_runner().invoke(args=["events", "verify"]).exit_code == 0


def test_each_landlord_has_cases_at_every_stage_that_its_policy_knows(landlord: str, demo: Flask) -> None:
    database: Database = demo.extensions["database"]
    what_waits_for_an_answer_is_there(demo, database)
    with database.reading() as session:
        stages = set(session.scalars(select(Case.stage)))
        restrictions = {(one.kind, one.state) for one in session.scalars(select(Restriction))}
        assert stages - {"ended", "notice"} == STAGES
        assert ("ended" in stages, "notice" in stages) == (landlord in ENDED, landlord == "one-vision-housing")
        announced = "announced" in set(session.scalars(select(Decision.state)))
        assert announced == (landlord == "one-vision-housing")
        assert (("ineligible_status", "in_force") in restrictions) == (landlord == "one-vision-housing")
        assert (session.scalar(select(Referral.answer_why)) is not None) == (
            landlord in ("one-vision-housing", "watford-community-housing", "octavia")
        )
        told = session.scalars(select(Letter).where(Letter.kind == "decision")).first()
        assert told is not None
        assert SITE in frozen_of(session, told).decode()  # a letter's address and code open the portal that made it
        offered = session.scalars(select(ContactAgreement.state)).all()
        assert offered == (["offered"] if landlord == "notting-hill-genesis" else [])
        kept = [entry.open for entry in withheld.register(session)]
        assert kept == ([True] if landlord == "calico-homes" else [])


def test_no_trouble_is_called_over_what_the_stories_left_to_a_worker_that_has_just_begun(
    databases: Databases, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = Path(shutil.copytree(demos.loaded(databases, "octavia"), tmp_path / "demo"))
    app = create_app(read(demos.environment("octavia", demos.sqlite_in(folder), folder)))
    database: Database = app.extensions["database"]
    with database.reading() as session:
        assert session.scalars(select(Job.id)).first(), "nothing waits"
    make_worker(app).complain()
    database.engine.dispose()
    assert caplog.text == ""
