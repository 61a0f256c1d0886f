"""Nobody is erased while something of theirs stands or waits for us, whoever asks for it; afterwards they are."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from casework.actions import (
    accounts,
    changes,
    complaints,
    concerns,
    erasure,
    hearings,
    merging,
    requests,
    retention,
    services,
)
from casework.actions.accounts import CorrectionFacts
from casework.actions.changes import ChangeFacts
from casework.actions.complaints import AnswerFacts, ComplaintFacts
from casework.actions.concerns import ConcernFacts
from casework.actions.requests import RequestFacts
from casework.actions.services import Report
from casework.actions.work import RefusedError
from casework.records.people import Customer
from casework.rules.retention import OPEN
from tests.people import Town

WHO = "resident"


def held(town: Town) -> str:
    return town.act("administrator", retention.place_hold, town.ref(WHO), "A claim before the county court.", "hold-1")


def asked(town: Town) -> str:
    return town.act(WHO, requests.ask, town.ref(WHO), RequestFacts("rent", "What do I owe?"), "ask-1")


def told(town: Town) -> str:
    return town.act(WHO, changes.tell, town.ref(WHO), ChangeFacts("I have support.", "Let me ring again."), "tell-1")


def corrected(town: Town) -> str:
    facts = CorrectionFacts("details", "My name.", "With two of n")
    return town.act(WHO, accounts.ask, town.ref(WHO), facts, "right-1")


def concerned(town: Town) -> str:
    return town.act(WHO, concerns.raise_concern, town.ref(WHO), ConcernFacts("He shouted.", "The tall man"), "who-1")


def complained(town: Town) -> str:
    return town.act(WHO, complaints.make, town.ref(WHO), ComplaintFacts("Nobody came."), "complaint-1")


def reported(town: Town) -> str:
    return town.act(WHO, services.report, town.ref(WHO), Report("other", "no", "The tap drips."), "tap-1")


def appealed(town: Town) -> str:
    return town.appealed(town.decided())


def stops(town: Town, key: str = WHO) -> dict[str, tuple[str, ...]]:
    """What keeps an administrator from erasing somebody."""
    try:
        town.act("administrator", erasure.erase_customer, town.ref(key))
    except RefusedError as refused:
        assert refused.code == "still_open"
        return {str(one.params["kind"]): tuple(one.params["refs"]) for one in refused.findings}  # type: ignore[arg-type]
    return {}


def name(town: Town, key: str = WHO) -> str:
    with town.database.reading() as session:
        return session.scalars(select(Customer.name).where(Customer.ref == town.ref(key))).one()


@pytest.mark.parametrize(
    ("kinds", "opened"),
    [
        (["hold"], held),
        (["restriction", "case"], lambda town: town.decided()),
        (["restriction", "appeal", "case"], appealed),
        (["case"], lambda town: town.case()),
        (["complaint"], complained),
        (["service"], reported),
        (["request"], asked),
        (["change"], told),
        (["correction"], corrected),
        (["concern"], concerned),
    ],
)
def test_nobody_is_erased_while_something_of_theirs_stands_or_waits(
    town: Town, kinds: list[str], opened: Callable[[Town], str]
) -> None:
    ref, who = opened(town), name(town)
    found = stops(town)
    assert list(found) == kinds
    assert set(kinds) <= set(OPEN)
    assert kinds[0] == "restriction" or found[kinds[-1]] == (ref,)
    assert name(town) == who


def test_once_all_of_it_is_over_the_record_is_erased(town: Town) -> None:
    appeal, complaint = appealed(town), complained(town)
    assert set(stops(town)) == {"restriction", "appeal", "case", "complaint"}
    town.act("hearer", hearings.decide, town.taken(appeal), "uphold", "It was not needed.")
    town.act("officer", complaints.acknowledge, complaint, "Nobody came.")
    town.act("officer", complaints.answer, complaint, AnswerFacts("upheld", "We did not.", "Sorry.", "Nothing."))
    assert stops(town) == {}
    assert name(town) == ""


def test_what_stands_in_a_record_that_became_part_of_theirs_keeps_them_too(town: Town) -> None:
    complaint = complained(town)
    refs = (town.ref("neighbour"), town.ref(WHO))
    town.act("administrator", merging.merge, *refs, "The same person, entered twice.", "merge-1")
    assert stops(town, "neighbour") == {"complaint": (complaint,)}


def test_only_an_administrator_learns_what_is_open(town: Town) -> None:
    town.case()
    with pytest.raises(RefusedError, match="administrator_only"):
        town.act("officer", erasure.erase_customer, town.ref(WHO))
