"""What an act asks of the database hangs on the case that it is about, not on how large the landlord is."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import event, select

from casework.actions import appeals
from casework.actions.who_may import may
from casework.actions.work import SYSTEM, Work
from casework.records.appeals import Appeal
from tests.people import Town


def asked_with(town: Town, roles: int) -> int:
    """Statements for the question who may hear the one appeal, at a landlord with so many roles."""
    asked: list[str] = []
    pack = replace(town.pack, roles=dict(list(town.pack.roles.items())[:roles]))
    with town.database.reading() as session:
        number = session.scalars(select(Appeal.id)).one()

        def note(*given: object) -> None:
            asked.append(str(given[2]))

        event.listen(town.database.engine, "before_cursor_execute", note)
        may(Work(session, SYSTEM, pack, town.now), "appeal_to_hear", number)
        event.remove(town.database.engine, "before_cursor_execute", note)
    return len(asked)


def test_an_appeal_is_read_once_however_many_roles_could_hear_it(town: Town) -> None:
    town.appealed(town.decided())
    assert len(town.pack.roles) > 2
    asked_with(town, 2)  # whoever asks first reads the keys, too
    assert asked_with(town, 2) == asked_with(town, len(town.pack.roles)) > 1


def handed_in_with(town: Town, decision: str) -> int:
    """Statements for handing in an appeal against this decision, which is withdrawn again."""
    asked: list[str] = []

    def note(*given: object) -> None:
        asked.append(str(given[2]))

    appeal = town.act("resident", appeals.start, decision)
    town.act("resident", appeals.answer, appeal, grounds="Nobody came, so I had to call.")
    event.listen(town.database.engine, "before_cursor_execute", note)
    town.act("resident", appeals.submit, appeal)
    event.remove(town.database.engine, "before_cursor_execute", note)
    town.act("resident", appeals.withdraw, appeal)
    return len(asked)


def test_handing_an_appeal_in_asks_for_no_more_after_many_that_were_withdrawn(town: Town) -> None:
    decision = town.decided()
    first = handed_in_with(town, decision)
    assert [handed_in_with(town, decision) for _ in range(2)] == [first] * 2
    assert first < 120  # of what happened in between, much is asked once for all
