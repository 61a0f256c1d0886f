"""Free words beside a restriction, where the policy leaves room for any other suitable action."""

from __future__ import annotations

from pathlib import Path

import pytest

from casework.records import desk
from tests.web.office import open_office, reference

ALSO = "Papers that you have sent before come back with O'Brien's <note>."
QUESTION = "Does anything else go with it?"
TYPED = {"r0_also": ALSO, "r0_reason": "40 copies.", "r0_proportionality": "Nothing less helped.", "do": "save"}


@pytest.mark.clause("WCH-5.4o")
def test_free_words_are_asked_for_kept_and_shown(database_url: str, tmp_path: Path) -> None:
    with open_office(database_url, tmp_path, "watford-community-housing") as office:
        path = f"/staff/decisions/new?case={office.town.case()}&next=yes&kind=documents_returned"
        address = office.done("officer", path, TYPED)
        assert f"In addition: {ALSO}" in office.get("officer", address).main
        again = office.get("officer", f"{address}/edit")
        assert again.field(QUESTION).value.strip() == ALSO
        office.done("officer", f"{address}/edit", {"r0_also": "", "do": "save"})
        with office.town.database.reading() as session:
            assert desk.decision(session, reference(address)).restrictions[0].terms == {}


def test_they_are_not_asked_for_where_the_policys_list_is_complete(database_url: str, tmp_path: Path) -> None:
    with open_office(database_url, tmp_path) as office:
        path = f"/staff/decisions/new?case={office.town.case()}&next=yes&kind=calls_at_set_times"
        assert QUESTION not in office.get("officer", path).main
