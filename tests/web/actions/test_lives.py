"""What happens in lives: a death, a move alone or together, a new name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from casework.actions import adjustments, copies, deaths, moving_home, night, sign_in
from casework.actions.adjustments import WishFacts
from casework.actions.carriers import FileOutbox
from casework.actions.copies import AgainFacts
from casework.actions.deaths import DeathFacts
from casework.actions.moving_home import MoveFacts, NameFacts
from casework.actions.work import SYSTEM, RefusedError, Work
from casework.actions.worker import Worker
from casework.records import administration, desk, own
from casework.records.appeals import Appeal
from casework.records.cases import Case
from casework.records.letters import Delivery, Letter
from casework.records.people import Customer
from tests.people import LANDLORDS, Town

MakeTown = Callable[[str], Town]
TOLD = DeathFacts("Their daughter", "telephone", None, "01632 960777, in the evening")


def customer(town: Town, key: str) -> Customer:
    with town.database.reading() as session:
        return session.get_one(Customer, town.known[key].id)


def letters(town: Town) -> int:
    with town.database.reading() as session:
        return session.scalar(select(func.count()).select_from(Letter)) or 0


def died(town: Town, key: str = "death-1") -> str:
    return town.act("officer", deaths.note, town.ref("resident"), TOLD, key)


@pytest.mark.parametrize("landlord", LANDLORDS)
def test_after_a_death_nothing_restricts_and_nothing_is_sent(town_of: MakeTown, landlord: str, tmp_path: Path) -> None:
    town = town_of(landlord)
    decision = town.decided()
    town.appealed(decision)
    before = letters(town)
    assert died(town) == died(town, "death-2")
    with town.database.reading() as session:
        number = town.known["resident"].id
        assert desk.customers_restrictions(session, number) == ()
        assert {one.stage for one in session.scalars(select(Case))} == {"ended"}
        assert session.scalars(select(Appeal)).one().state == "withdrawn"
        waiting = select(Delivery.id).join(Letter).where(Letter.customer_id == number, Delivery.state != "stopped")
        assert session.scalars(waiting).all() == []
    carried = FileOutbox(tmp_path / "outbox", "no-reply@example.org")
    Worker(town.database, town.pack, "http://x", {"email": carried, "text": carried}).run_once()
    assert not list((tmp_path / "outbox").glob("*"))
    night.run(town.database, lambda session: Work(session, SYSTEM, town.pack, town.now))
    wish = WishFacts((), "Somebody else to write to", "telephone")
    town.act("officer", adjustments.ask, town.ref("resident"), wish, "a-1")
    assert (letters(town), town.events("death_noted")) == (before, 1)


def test_no_letter_is_sent_once_more_after_a_death(town: Town) -> None:
    town.decided()
    died(town)
    with town.database.reading() as session:
        letter = desk.customers_letters(session, town.known["resident"].id)[0].ref
    with pytest.raises(RefusedError, match="customer_died"):
        town.act("officer", copies.send_again, letter, AgainFacts("pdf", "en", "letter"), "again-1")


def test_nobody_signs_in_as_somebody_who_has_died(town: Town) -> None:
    email = customer(town, "resident").email
    assert email
    died(town)
    with town.database.writing() as session:
        work = Work(session, SYSTEM, town.pack, town.now)
        assert town.known["resident"].id not in {
            one.id for one in sign_in.people_at(work, "email", email) if one.kind == "customer"
        }


def test_a_death_told_by_mistake_is_put_right_and_nothing_ended_begins_again(town: Town) -> None:
    town.decided()
    died(town)
    for _twice in range(2):
        town.act("officer", deaths.put_right, town.ref("resident"), "It was their brother.")
    assert customer(town, "resident").died_on is None
    before = letters(town)
    town.act("officer", moving_home.rename, town.ref("resident"), NameFacts("Another Name", "telephone"))
    assert letters(town) > before
    with town.database.reading() as session:
        assert desk.customers_restrictions(session, town.known["resident"].id) == ()
    assert town.events("death_was_a_mistake") == 1


def test_what_we_are_told_of_a_death_must_make_sense(town: Town) -> None:
    for facts, code in (
        (replace(TOLD, told_by=" "), "missing"),
        (replace(TOLD, how="smoke"), "unknown_code"),
        (replace(TOLD, died_on=town.today + timedelta(days=1)), "in_the_future"),
    ):
        with pytest.raises(RefusedError, match=code):
            town.act("officer", deaths.note, town.ref("resident"), facts, "death-1")


def joint(town: Town) -> None:
    with town.database.writing() as session:
        for key in ("resident", "neighbour"):
            session.get_one(Customer, town.known[key].id).tenancy_ref = "T-1"


NEW = ("9 Example Square", "Sampletown", "ZZ99 9ZZ")


def test_joint_tenants_move_together_and_what_applies_goes_with_the_person_alone(town: Town) -> None:
    town.decided()
    joint(town)
    facts = MoveFacts(town.today, NEW, "telephone", "T-9", with_them=(town.ref("neighbour"),))
    refs = [town.act("officer", moving_home.move, town.ref("resident"), facts, "move-1") for _twice in range(2)]
    assert refs[0] == refs[1]
    for key in ("resident", "neighbour"):
        assert (customer(town, key).address, customer(town, key).tenancy_ref) == (list(NEW), "T-9")
    with town.database.reading() as session:
        assert len(desk.customers_restrictions(session, town.known["resident"].id)) == 1
        assert desk.customers_restrictions(session, town.known["neighbour"].id) == ()
        assert len(own.arrangements(session, town.known["resident"].id, town.today).restrictions) == 1
        assert [one.ref for one in desk.find_customers(session, "9 Example Square")]


def test_only_a_joint_tenant_moves_along(town: Town) -> None:
    facts = MoveFacts(town.today, NEW, "telephone", with_them=(town.ref("neighbour"),))
    with pytest.raises(RefusedError, match="no_joint_tenant"):
        town.act("officer", moving_home.move, town.ref("resident"), facts, "move-1")


def test_a_move_is_done_on_its_day_and_not_before_unless_it_is_taken_back(town: Town) -> None:
    old = customer(town, "resident").address
    later = MoveFacts(town.today + timedelta(days=3), NEW, "telephone")
    town.act("officer", moving_home.move, town.ref("resident"), later, "move-1")
    second = town.act("officer", moving_home.move, town.ref("neighbour"), later, "move-2")
    town.act("officer", moving_home.withdraw, second)
    kept = customer(town, "neighbour").address
    for days, there in ((1, old), (2, list(NEW))):
        town.later(days=days)
        night.run(town.database, lambda session: Work(session, SYSTEM, town.pack, town.now))
        assert customer(town, "resident").address == there
    assert customer(town, "neighbour").address == kept


@pytest.mark.parametrize("findable", [True, False])
def test_a_former_name_finds_a_person_only_where_they_let_it(town: Town, findable: bool) -> None:
    before = customer(town, "resident").name
    for _twice in range(2):
        town.act("officer", moving_home.rename, town.ref("resident"), NameFacts("Robin New", "in_person", findable))
    with town.database.reading() as session:
        assert [one.ref for one in desk.find_customers(session, "Robin New")] == [town.ref("resident")]
        assert bool(desk.find_customers(session, before)) == findable
        assert bool(administration.former_names(session, town.known["resident"].id)) == findable
    assert town.events("name_changed") == 1
