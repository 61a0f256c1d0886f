"""The back office may live on an inner network: the public side then has no address at which it answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.web.office import Office, settings_of
from tests.web.test_all_routes import access_of, address
from web.demo.people import staff_email
from web.settings import SettingsError, read
from web.side import side_of

INNER = "https://open-door.landlord.internal"


@pytest.fixture(params=["portal", "staff"])
def office(request: pytest.FixtureRequest, database_url: str, tmp_path: Path) -> Iterator[Office]:
    """One process of the two, with the same people on record."""
    made = Office(replace(settings_of(database_url, tmp_path, "octavia"), side=request.param, staff_url=INNER))
    yield made
    made.close()


def test_a_side_answers_at_its_own_addresses_and_no_others(office: Office) -> None:
    """Also to people who are signed in there, by every method."""
    side = office.app.extensions["settings"].side
    foreign = answered = 0
    for rule in office.app.url_map.iter_rules():
        with office.app.app_context():
            whose = side_of(rule.endpoint)
        methods = sorted((rule.methods or set()) & {"GET", "POST"})
        if whose not in (side, "both"):
            foreign += 1
            for who in ("resident", "officer"):
                for method in methods:
                    answer = office.browser(who).open(address(rule), method=method)
                    assert answer.status_code == 404, (rule.rule, who)
        elif "<" not in rule.rule and "GET" in methods and (whose == side or rule.endpoint.startswith("portal.")):
            answered += office.app.test_client().get(rule.rule).status_code in (200, 303)
    assert foreign > 50
    assert answered > 15


def test_what_both_sides_have_tells_nothing_of_anybody(office: Office) -> None:
    with office.app.app_context():
        shared = [rule.endpoint for rule in office.app.url_map.iter_rules() if side_of(rule.endpoint) == "both"]
    assert {access_of(office.app, endpoint) for endpoint in shared} == {"anyone"}


def test_staff_are_sent_to_the_address_of_the_back_office(database_url: str, tmp_path: Path) -> None:
    office = Office(replace(settings_of(database_url, tmp_path, "octavia"), staff_url=INNER))
    ran = office.app.test_cli_runner().invoke(args=["staff", "link", "--email", staff_email("administrator")])
    assert ran.output.startswith(f"{INNER}/staff/join/"), ran.output
    office.close()


def test_a_side_that_there_is_not_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="APP_SIDE is 'public'; it must be one of portal, staff, both"):
        read({"DATA_DIR": str(tmp_path), "APP_SIDE": "public"})
