"""The residents of a measurement under load would notice what the portal loses."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from bench.acts import CountedBrowser, StatementCounter
from bench.residents import astray, move_in
from tests.databases import Databases
from tests.people import Town
from tests.web.office import settings_of
from wsgi import create_app


def test_whoever_measures_is_told_of_an_act_that_was_lost_done_twice_or_has_no_receipt(
    databases: Databases, tmp_path: Path
) -> None:
    app = create_app(settings_of(databases.new("sqlite"), tmp_path, "one-vision-housing"))
    database = app.extensions["database"]
    (resident,) = move_in(app, Town(database, "one-vision-housing", datetime.now(UTC)), 1)
    browser = CountedBrowser(app.test_client(use_cookies=False), StatementCounter(database.engine))
    resident.visit(browser, one_in=2)
    assert not resident.receipts
    resident.visit(browser, one_in=2)
    assert len(resident.receipts) == 1
    assert astray(database, [resident]) == []
    (ref, said) = resident.receipts.popitem()
    assert astray(database, [resident]) == [f"{ref} {said}"]
    resident.receipts |= {ref: said, "U-LOST-LOST": "what nobody kept"}
    assert astray(database, [resident]) == ["U-LOST-LOST what nobody kept"]
    del resident.receipts["U-LOST-LOST"]
    resident.visits -= 1
    resident.visit(browser)
    assert astray(database, [resident]) == [said]
    database.engine.dispose()
