"""Two records of one person: made one whatever is going on, and made two again without anything lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from casework.actions import evidence, hearings, incidents, merging, people, preferences
from casework.actions.incidents import IncidentFacts
from casework.actions.letters import frozen_of
from casework.actions.work import NotFoundError, RefusedError
from casework.records import administration, backup, customer_links, desk, events, files, keys, own
from casework.records.administration import CustomerMerge
from casework.records.appeals import Appeal, Evidence
from casework.records.database import Database
from casework.records.letters import Letter
from casework.records.people import Customer
from casework.records.preferences import SafeContact
from casework.records.signin import LetterCode
from tests.databases import Databases
from tests.people import Town

PHOTO = b"\x89PNG\r\n\x1a\n" + b"a door that does not close" * 8


def merged(town: Town, kept: str = "neighbour", gone: str = "resident", key: str = "merge-1") -> str:
    refs = town.ref(kept), town.ref(gone)
    return town.act("administrator", merging.merge, *refs, "The same person, seen with their passport.", key)


def undone(town: Town, ref: str) -> str:
    return town.act("administrator", merging.undo, ref, "Two sisters, not one person.")


def customer(town: Town, key: str) -> Customer:
    with town.database.reading() as session:
        return session.get_one(Customer, town.known[key].id)


def everything(town: Town, key: str) -> dict[str, list[int]]:
    """All rows that name a customer, by table and column."""
    with town.database.reading() as session:
        found = {
            link.name: list(session.scalars(select(link.table.c.id).where(link.names(town.known[key].id))))
            for link in customer_links.links()
        }
    return {name: numbers for name, numbers in found.items() if numbers}


def faults(town: Town) -> list[events.Fault]:
    with town.database.reading() as session:
        return list(events.verify(session))


def test_all_that_was_on_either_record_is_on_the_one_that_is_kept(town: Town) -> None:
    town.decided("resident")
    town.incident("neighbour", "form-2")
    before = {**everything(town, "resident")}
    first, again = merged(town), merged(town)
    assert first == again
    assert everything(town, "resident") == {}
    after = everything(town, "neighbour")
    assert all(set(numbers) <= set(after[name]) for name, numbers in before.items() if name in after)
    assert set(before) - set(after) <= {"preference.customer_id"}
    with town.database.reading() as session:
        kept = town.known["neighbour"].id
        assert len(desk.customers_restrictions(session, kept)) == 1
        assert len(desk.customers_incidents(session, kept)) == 2
        assert [one.id for one in desk.find_customers(session, town.known["resident"].name)] == [kept]
        for letter in desk.customers_letters(session, kept):
            assert frozen_of(session, letter)
    assert faults(town) == []


def test_nobody_signs_in_to_the_record_that_went_and_nothing_is_written_about_it(town: Town) -> None:
    merged(town)
    with town.database.reading() as session, pytest.raises(NotFoundError):
        own.reader(session, town.known["resident"].id)
    with pytest.raises(RefusedError, match="customer_merged"):
        town.incident("resident")


def test_what_the_kept_record_lacked_it_takes_over_and_gives_back(town: Town) -> None:
    before = customer(town, "neighbour"), customer(town, "resident")
    with town.database.writing() as session:
        session.get_one(Customer, before[0].id).phone = None
        session.get_one(Customer, before[1].id).external_ref = "H77"
    ref = merged(town)
    kept = customer(town, "neighbour")
    assert (kept.phone, kept.external_ref, kept.name) == (before[1].phone, "H77", before[0].name)
    undone(town, ref)
    kept, gone = customer(town, "neighbour"), customer(town, "resident")
    assert (kept.phone, kept.external_ref) == (None, None)
    assert (gone.phone, gone.external_ref) == (before[1].phone, "H77")


def test_a_merge_during_an_appeal_stops_nothing_and_can_be_undone_after_the_answer(town: Town) -> None:
    decision = town.decided("resident")
    appeal = town.appealed(decision)
    sent = town.act("resident", evidence.attach, appeal, "door.png", PHOTO, "image/png")
    ref = merged(town)
    town.taken(appeal)
    late = town.act("neighbour", evidence.attach, appeal, "again.png", PHOTO + b"2", "image/png")
    town.act("hearer", hearings.decide, appeal, "uphold", "The repair had been missed twice.")
    with town.database.reading() as session:
        answers = session.scalars(select(Letter).where(Letter.kind == "appeal_outcome")).all()
        assert {one.customer_id for one in answers} == {town.known["neighbour"].id}
        assert "ar" in {one.language for one in answers}  # in the language of the person, whichever record knew it
    undone(town, ref)
    with town.database.writing() as session:  # the other one may be erased without any harm to this
        keys.destroy(session, town.known["neighbour"].id)
    with town.database.reading() as session:
        gone = town.known["resident"].id
        row = session.scalars(select(Appeal)).one()
        assert (row.customer_id, row.state) == (gone, "decided")
        for letter in session.scalars(select(Letter).where(Letter.appeal_id == row.id)):
            assert letter.customer_id == gone
            assert frozen_of(session, letter)
        for name in (sent, late):
            file = session.scalars(select(Evidence).where(Evidence.ref == name)).one()
            assert file.customer_id == gone
            assert files.get(session, gone, file.stored_as).startswith(PHOTO)
    assert faults(town) == []


def test_undoing_gives_each_what_it_had(town: Town) -> None:
    town.decided("resident")
    town.incident("neighbour", "form-2")
    before = everything(town, "resident"), everything(town, "neighbour")
    ref = merged(town)
    during = town.incident("neighbour", "form-3")
    for _twice in range(2):
        undone(town, ref)
    after = everything(town, "resident"), everything(town, "neighbour")
    assert after[0] == before[0]
    with town.database.reading() as session:
        number = desk.incident(session, during).id
        assert [one.id for one in desk.find_customers(session, town.known["resident"].name)] == [
            town.known["resident"].id
        ]
        assert own.reader(session, town.known["resident"].id)
    assert number in after[1]["incident.customer_id"]
    assert set(after[1]["incident.customer_id"]) - {number} == set(before[1]["incident.customer_id"])
    assert faults(town) == []


def test_a_safe_way_to_reach_somebody_is_never_lost_in_a_merge(town: Town) -> None:
    safe = preferences.SafeFacts(phone="01632 960123", how="telephone")
    town.act("officer", preferences.set_safe, town.ref("resident"), safe)
    merged(town)
    with town.database.reading() as session:
        assert session.scalars(select(SafeContact)).one().customer_id == town.known["neighbour"].id


@pytest.mark.parametrize("safe", ["neighbour", "resident"])
def test_who_holds_letters_of_the_other_record_does_not_come_in_where_one_has_safe_ways(town: Town, safe: str) -> None:
    other = {"neighbour": "resident", "resident": "neighbour"}[safe]
    for key in ("neighbour", "resident"):
        town.decided(key, f"form-{key}")
    with town.database.writing() as session:
        row = SafeContact(customer_id=town.known[safe].id, email="safe@example.org", set_at=town.now, note="")
        row.address, row.days, row.never = [], [], ["post"]
        session.add(row)
        lives = customer(town, "neighbour").session_version
        codes = {
            key: session.scalars(select(LetterCode.id).where(LetterCode.customer_id == town.known[key].id)).all()
            for key in (safe, other)
        }
    merged(town)
    with town.database.reading() as session:
        shut = set(session.scalars(select(LetterCode.id).where(LetterCode.ended_at.is_not(None))))
        assert set(codes[other]) <= shut
        assert not shut & set(codes[safe]), "what went to a safe place opens the door as before"
    assert customer(town, "neighbour").session_version == lives + (other == "neighbour")


@pytest.mark.parametrize(
    ("kept", "gone", "after"), [(None, 9, None), (9, None, None), (9, 5, 5), (5, 9, 5)], ids=str
)  # years ago
def test_who_is_a_customer_by_either_record_is_not_taken_for_one_who_left(
    town: Town, kept: int | None, gone: int | None, after: int | None
) -> None:
    left = {years: years and town.today.replace(year=town.today.year - years) for years in (kept, gone, after)}
    with town.database.writing() as session:
        for key, years in (("neighbour", kept), ("resident", gone)):
            session.get_one(Customer, town.known[key].id).left_on = left[years] or None
    ref = merged(town)
    assert customer(town, "neighbour").left_on == left[after]
    undone(town, ref)
    assert (customer(town, "neighbour").left_on, customer(town, "resident").left_on) == (left[kept], left[gone])


def test_erasing_the_person_erases_the_record_that_became_part_of_theirs(town: Town) -> None:
    town.decided("resident")
    merged(town)
    town.act("system", people.erase_customer, town.ref("neighbour"))
    gone = customer(town, "resident")
    assert (gone.name, gone.address, gone.email, gone.phone) == ("", [], None, None)
    with town.database.reading() as session:
        with pytest.raises(keys.ErasedError):
            keys.decrypt(session, gone.id, b"x" * 40, "anything")
        assert session.scalars(select(CustomerMerge)).one().why == ""
    assert faults(town) == []


@pytest.mark.parametrize(
    ("who", "kept", "gone", "code"),
    [
        ("officer", "neighbour", "resident", "administrator_only"),
        ("administrator", "neighbour", "neighbour", "same_record"),
    ],
)
def test_a_merge_is_refused_with_a_clear_reason(town: Town, who: str, kept: str, gone: str, code: str) -> None:
    with pytest.raises(RefusedError, match=code):
        town.act(who, merging.merge, town.ref(kept), town.ref(gone), "The same person.", "merge-1")


def test_a_form_that_was_open_during_a_merge_is_told_so(town: Town) -> None:
    merged(town)
    facts = IncidentFacts(town.now, "telephone", ("unreasonable_persistence",), "Rang again.")
    with pytest.raises(RefusedError, match="customer_merged"):
        town.act("officer", incidents.record, town.ref("resident"), facts, "form-9")
    with town.database.reading() as session:
        found = administration.merged_away(session, town.known["resident"].id)
        assert found is not None
        assert found.kept_ref == town.ref("neighbour")


def test_a_backup_taken_meanwhile_is_restored_whole(
    town: Town, databases: Databases, database_engine: str, tmp_path: Path
) -> None:
    first, second = sorted(("neighbour", "resident"), key=lambda key: town.known[key].id)
    merged(town, second, first)  # the one that came later is kept: its row comes later in the backup too
    backup.take(town.database, tmp_path / "files", tmp_path / "b.tar.gz")
    url = databases.new(database_engine)
    again = Database(url, keys.Keyring(b"a data key of thirty-two bytes!!"), tmp_path / "again")
    assert backup.restore(again, tmp_path / "again", tmp_path / "b.tar.gz") == []
    again.engine.dispose()
    databases.drop(url)
