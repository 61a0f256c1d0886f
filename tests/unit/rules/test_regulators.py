"""Bodies outside the landlord: one dated record, of which the one that holds on a day is used."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from casework.rules import regulators, tables
from casework.rules.helplines import Helpline, helplines
from casework.rules.pack import load_pack
from casework.rules.regulators import HOUSING, LOCAL_GOVERNMENT, Ombudsman, ombudsman

MOVES = date(2027, 4, 1)


@pytest.fixture
def moved(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The Housing Ombudsman has another telephone number from a day on."""
    known = tables.shared("regulators")
    first = known.values["ombudsmen"][0]
    later = {**first, "phone": "0300 000 0000", "valid_from": MOVES}
    changed = tables.Table(known.name, {**known.values, "ombudsmen": [later, *known.values["ombudsmen"]]})
    monkeypatch.setattr(regulators, "shared", lambda _name: changed)
    ombudsman.cache_clear()
    yield
    ombudsman.cache_clear()


@pytest.mark.usefixtures("moved")
def test_a_letter_names_the_number_that_holds_on_its_day() -> None:
    pack = load_pack("octavia")
    assert pack.on(date(2027, 3, 31)).ombudsman.phone == "0300 111 3000"
    assert pack.on(MOVES).ombudsman.phone == "0300 000 0000"
    assert pack.on(date(2020, 1, 1)).ombudsman.phone == "0300 111 3000"  # before the first record, the first


def test_every_record_says_since_when_it_holds_and_when_somebody_looked() -> None:
    today = date(2026, 11, 23)
    known: list[Ombudsman | Helpline] = [ombudsman(code, today) for code in (HOUSING, LOCAL_GOVERNMENT)]
    known += helplines(today).values()
    for one in known:
        assert one.valid_from <= one.checked <= today
        assert one.phone
