"""Pages are kept as they were drawn, and nobody ever reads one that holds no more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import event, func, select

from casework.actions import preferences
from casework.actions.preferences import PreferenceFacts
from casework.records import versions
from casework.records.letters import Delivery
from casework.records.people import StaffMember
from casework.records.signin import AccessLook
from tests.web.office import Office, open_office
from web import kept


@pytest.fixture
def office(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setattr(kept, "mode", "keep")
    with open_office(database_url, tmp_path) as made:
        yield made


def statements(office: Office, who: str, path: str) -> int:
    """How many statements the database answers while this page is opened."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    engine = office.town.database.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        office.get(who, path)
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return len(asked)


def looks(office: Office) -> int:
    with office.town.database.reading() as session:
        return session.scalars(select(func.count()).select_from(AccessLook)).one()


def test_a_page_opened_again_asks_the_database_for_next_to_nothing(office: Office) -> None:
    case = f"/staff/cases/{office.town.case()}"
    first = statements(office, "officer", case)
    statements(office, "officer", case)
    assert statements(office, "officer", case) <= 1 < first


def test_each_look_is_noted_also_at_a_page_that_was_kept(office: Office) -> None:
    case = f"/staff/cases/{office.town.case()}"
    before = looks(office)
    for _ in range(4):
        office.get("officer", case)
    assert looks(office) - before == 4


def versions_of(office: Office, *who: str) -> list[object]:
    with office.town.database.engine.connect() as connection:
        return [versions.standing(connection, office.town.known[one].id) for one in who]


def test_a_row_below_the_record_of_a_customer_makes_it_new_and_no_other(office: Office) -> None:
    office.town.decided("resident")
    mine, theirs = versions_of(office, "resident", "neighbour")
    with office.town.database.writing() as session:  # hangs under the letter, which hangs under the customer
        session.scalars(select(Delivery)).all()[0].state = "returned"
    now_mine, now_theirs = versions_of(office, "resident", "neighbour")
    assert now_mine != mine
    assert now_theirs == theirs


def test_what_is_written_about_a_customer_shows_at_once(office: Office) -> None:
    town = office.town
    customer = f"/staff/customers/{town.ref('resident')}"
    for _ in range(3):
        page = office.get("officer", customer)
    assert "Loud and slow" not in page.main
    town.act("resident", preferences.change, town.ref("resident"), PreferenceFacts(interpreter="Loud and slow"))
    assert "Loud and slow" in office.get("officer", customer).main


def test_a_change_of_no_one_customer_shows_on_each_page(office: Office) -> None:
    case = f"/staff/cases/{office.town.case()}"
    for _ in range(3):
        page = office.get("officer", case)
    assert "Asked Anew" not in page.main
    with office.town.database.writing() as session:
        for one in session.scalars(select(StaffMember)):
            one.name = "Asked Anew"
    assert "Asked Anew" in office.get("officer", case).main


def test_nobody_reads_a_page_that_was_kept_for_another(office: Office) -> None:
    town = office.town
    decision = town.decided("resident")
    for who in ("resident", "resident", "resident", "neighbour"):
        page = office.get(who, "/arrangements")
    assert decision not in page.html
    case = f"/staff/cases/{town.case()}"
    for _ in range(3):
        office.get("officer", case)
    assert office.browser("resident").get(case).status_code == 303
    assert office.browser("neighbour").get(case).status_code == 303
