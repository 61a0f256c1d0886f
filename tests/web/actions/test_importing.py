"""Records from elsewhere: the whole file or nothing, each as it is, with what it lacks as tasks."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from datetime import timedelta

import pytest

from casework.actions import importing, night
from casework.actions.work import SYSTEM, RefusedError, Work
from casework.records import administration, desk, own
from casework.records.administration import ImportBatch, ImportTask
from casework.records.decisions import Restriction
from casework.records.letters import Letter
from casework.records.people import Customer
from casework.rules import imports
from casework.rules.imports import SHAPES, UnreadableFileError
from tests.people import Town

MakeTown = Callable[[str], Town]


def csv_of(*rows: dict[str, str]) -> bytes:
    columns = list(dict.fromkeys(name for row in rows for name in row))
    written = io.StringIO()
    out = csv.DictWriter(written, columns)
    out.writeheader()
    out.writerows(rows)
    return written.getvalue().encode()


def person(number: int, **more: str) -> dict[str, str]:
    given = {"number": f"H{number}", "name": f"Sample Person{number}", "date_of_birth": "1980-05-17"}
    return {**given, "address": f"{number} Example Street; Sampletown", "postcode": "ZZ99 9ZZ", **more}


def checked(town: Town, kind: str, data: bytes, key: str = "file-1") -> ImportBatch:
    ref = town.act("administrator", importing.check, kind, "housing.csv", data, key)
    with town.database.reading() as session:
        return administration.batch(session, ref)


def take_in(town: Town, kind: str, data: bytes, key: str = "file-1") -> ImportBatch:
    ref = town.act("administrator", importing.take_in, checked(town, kind, data, key).ref)
    with town.database.reading() as session:
        return administration.batch(session, ref)


def faults(batch: ImportBatch) -> list[tuple[int, str, str]]:
    return [(one["line"], one["column"], one["code"]) for one in batch.errors]


def codes(tasks: Iterable[ImportTask]) -> set[str]:
    return {one.code for one in tasks}


def test_a_file_of_customers_is_looked_through_first_and_taken_in_once(town: Town) -> None:
    before = town.count(Customer)
    rows = [person(1, telephone="01632 960001", language="cy", tenancy="T-1"), person(2, tenancy="T-1")]
    batch = checked(town, "customers", csv_of(*rows))
    assert (batch.state, batch.lines, batch.to_take, batch.wrong) == ("checked", 2, 2, 0)
    assert town.count(Customer) == before
    for _twice in range(2):
        town.act("administrator", importing.take_in, batch.ref)
    assert town.count(Customer) == before + 2
    with town.database.reading() as session:
        (found,) = desk.find_customers(session, "person1 sample")
        assert (found.external_ref, found.phone, found.language) == ("H1", "+441632960001", "cy")
        assert found.address == ["1 Example Street", "Sampletown", "ZZ99 9ZZ"]
        assert [one.external_ref for one in administration.joint_tenants(session, found)] == ["H2"]
        assert [one.id for one in desk.find_customers(session, "H1")] == [found.id]


def test_the_same_people_sent_again_are_left_as_they_are(town: Town) -> None:
    take_in(town, "customers", csv_of(person(1), person(2)))
    known = town.count(Customer)
    batch = take_in(town, "customers", csv_of(person(1, name="Another Name"), person(2), person(3)), "file-2")
    assert (batch.known, batch.to_take, town.count(Customer)) == (2, 1, known + 1)


def test_who_is_on_record_without_a_number_gets_one_and_is_not_there_twice(town: Town) -> None:
    with town.database.reading() as session:
        resident = session.get_one(Customer, town.known["resident"].id)
    known = town.count(Customer)
    row = person(1, name=resident.name.upper(), date_of_birth=resident.date_of_birth.isoformat())
    assert take_in(town, "customers", csv_of(row)).known == 1
    with town.database.reading() as session:
        assert session.get_one(Customer, resident.id).external_ref == "H1"
    assert town.count(Customer) == known


@pytest.mark.parametrize(
    ("typed", "column", "code"),
    [
        ({"name": " "}, "name", "missing"),
        ({"number": "H1"}, "number", "twice"),
        ({"date_of_birth": "2090-01-01"}, "date_of_birth", "not_a_birthday"),
        ({"date_of_birth": ""}, "date_of_birth", "missing"),
        ({"telephone": "ring me"}, "telephone", "phone_unreadable"),
        ({"email": "nobody"}, "email", "email_unreadable"),
        ({"language": "klingon"}, "language", "unknown_code"),
        ({"kind": "ghost"}, "kind", "unknown_code"),
    ],
)
def test_each_fault_is_named_with_its_line_and_column(
    town: Town, typed: dict[str, str], column: str, code: str
) -> None:
    batch = checked(town, "customers", csv_of(person(1), {**person(2), **typed}))
    assert faults(batch) == [(3, column, code)]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "no_lines"),
        (b"number,name,date_of_birth\n", "no_lines"),
        (b"\x00\x01\xff", "not_text"),
        (b"number,name\nH1,Sam\n", "column_missing"),
        (b"number,name,date_of_birth,shoe size\nH1,Sam,1980-01-01,9\n", "column_unknown"),
        (b"number,name,name,date_of_birth\n1,2,3,4\n", "column_twice"),
        (b'number,name,date_of_birth\nH1,"Sam,1980-01-01\n', "not_text"),
    ],
)
def test_a_file_of_no_use_gets_one_clear_answer(town: Town, data: bytes, code: str) -> None:
    with pytest.raises(RefusedError, match=code):
        checked(town, "customers", data)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_files_are_read_as_spreadsheets_save_them(encoding: str, separator: str) -> None:
    lines = (*SHAPES["customers"].needed, "", ""), ("",), ("H1", "Zoë", "17/5/1980", "", "")
    text = "".join(separator.join(cells) + "\r\n" for cells in lines)
    (line,) = imports.read("customers", text.encode(encoding))
    assert (line.number, line["name"], imports.day(line["date_of_birth"])) == (3, "Zoë", imports.day("1980-05-17"))


@pytest.mark.parametrize("kind", imports.KINDS)
def test_the_example_that_we_offer_can_be_read(kind: str) -> None:
    assert len(imports.read(kind, imports.example(kind).encode())) == 1
    with pytest.raises(UnreadableFileError, match="no_lines"):
        imports.read(kind, imports.example(kind).split("\r\n")[0].encode())


def calls(town: Town, whose: str = "neighbour", **more: str) -> dict[str, str]:
    starts = town.today - timedelta(days=30)
    given = {"customer": town.ref(whose), "kind": "calls_at_set_times", "starts_on": starts.isoformat()}
    return {**given, "days": "tue; thu", "from": "10:00", "to": "11:00", **more}


@pytest.mark.parametrize(
    ("landlord", "deciding"), [("one-vision-housing", "quorum_missing"), ("octavia", "not_authorised")]
)
def test_a_restriction_in_force_elsewhere_enters_as_it_is_and_what_it_lacks_becomes_tasks(
    town_of: MakeTown, landlord: str, deciding: str
) -> None:
    town = town_of(landlord)
    take_in(town, "restrictions", csv_of(calls(town)))
    with town.database.reading() as session:
        (row,) = desk.customers_restrictions(session, town.known["neighbour"].id)
        assert (row.state, row.terms) == ("in_force", {"days": ["tue", "thu"], "from": "10:00", "to": "11:00"})
        assert row.review_on is not None
        whose = own.reader(session, town.known["neighbour"].id)
        assert [one.ref for one in own.arrangements(session, whose.customer_id, town.today).restrictions] == [row.ref]
        lacking = codes(administration.customers_tasks(session, town.known["neighbour"].id))
    assert {"reason_missing", "proportionality_missing", "assessment_missing", "customer_not_told"} <= lacking
    assert deciding in lacking
    assert town.count(Letter) == 0


def test_what_the_file_says_is_not_asked_for_again(town: Town) -> None:
    review = town.today + timedelta(days=60)
    whole = calls(town, told_on=town.today.isoformat(), review_on=review.isoformat())
    take_in(town, "restrictions", csv_of({**whole, "reason": "Many calls.", "proportionality": "You can write."}))
    with town.database.reading() as session:
        lacking = codes(administration.customers_tasks(session, town.known["neighbour"].id))
    assert not lacking & {"reason_missing", "proportionality_missing", "customer_not_told", "review_missing"}


def test_the_customer_may_appeal_against_what_was_brought_in(town: Town) -> None:
    take_in(town, "restrictions", csv_of(calls(town, "resident")))
    with town.database.reading() as session:
        (row,) = desk.customers_restrictions(session, town.known["resident"].id)
        decision = row.decision.ref
    town.taken(town.appealed(decision))


def test_one_whose_review_is_overdue_does_not_go_on_in_silence(town: Town) -> None:
    overdue = calls(town, review_on=(town.today - timedelta(days=1)).isoformat())
    take_in(town, "restrictions", csv_of(overdue))
    night.run(town.database, lambda session: Work(session, SYSTEM, town.pack, town.now))
    with town.database.reading() as session:
        (row,) = desk.customers_restrictions(session, town.known["neighbour"].id)
        assert (row.state, row.suspended_why) == ("suspended", "review_missed")


def test_the_same_restrictions_sent_again_are_left_as_they_are(town: Town) -> None:
    take_in(town, "restrictions", csv_of(calls(town)))
    batch = take_in(town, "restrictions", csv_of(calls(town)), "file-2")
    assert (batch.known, batch.to_take, town.count(Restriction)) == (1, 0, 1)


@pytest.mark.parametrize(
    ("typed", "column", "code"),
    [
        ({"customer": "H999"}, "customer", "not_on_record"),
        ({"kind": "shouting"}, "kind", "unknown_kind"),
        ({"kind": "no_complaints_process", "days": "", "from": "", "to": ""}, "kind", "unlawful"),
        ({"from": "12:00"}, "from", "terms_unreadable"),
        ({"days": "someday"}, "days", "terms_unreadable"),
        ({"minutes": "30"}, "minutes", "not_of_kind"),
        ({"starts_on": "2090-01-01"}, "starts_on", "in_the_future"),
        ({"review_on": "soon"}, "review_on", "not_a_day"),
    ],
)
def test_a_restriction_that_cannot_be_read_is_named(town: Town, typed: dict[str, str], column: str, code: str) -> None:
    batch = checked(town, "restrictions", csv_of(calls(town), {**calls(town, "resident"), **typed}))
    assert faults(batch) == [(3, column, code)]


def test_a_door_stays_open_whatever_comes_in(town: Town) -> None:
    silent = {"customer": town.ref("neighbour"), "kind": "no_direct_contact", "starts_on": town.today.isoformat()}
    take_in(town, "restrictions", csv_of(silent))
    with town.database.reading() as session:
        assert own.opened(session, town.known["neighbour"].id) == ("letter",)


def test_only_an_administrator_brings_records_in_and_anybody_at_work_sees_to_what_they_lack(town: Town) -> None:
    with pytest.raises(RefusedError, match="administrator_only"):
        town.act("officer", importing.check, "customers", "x.csv", csv_of(person(1)), "file-1")
    take_in(town, "restrictions", csv_of(calls(town)))
    with town.database.reading() as session:
        task = administration.open_tasks(session)[0]
    with pytest.raises(RefusedError, match="missing"):
        town.act("officer", importing.finish_task, task.ref, " ")
    for _twice in range(2):
        town.act("officer", importing.finish_task, task.ref, "We wrote to the customer today.")
    with town.database.reading() as session:
        assert administration.task(session, task.ref).state == "done"


def test_a_file_that_was_discarded_is_not_taken_in(town: Town) -> None:
    batch = checked(town, "customers", csv_of(person(1)))
    town.act("administrator", importing.discard, batch.ref)
    with pytest.raises(RefusedError, match="import_is_discarded"):
        town.act("administrator", importing.take_in, batch.ref)
