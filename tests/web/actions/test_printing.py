"""What is posted: in the order of the post, with the format that its reader needs, and when it counts as delivered."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pypdfium2
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from casework.actions import agreements, clock, copies, night, printing
from casework.actions.work import SYSTEM, Work
from casework.actions.worker import Worker
from casework.records import copies as records
from casework.records import desk
from casework.records.agreements import ContactAgreement
from casework.records.letters import Delivery, Letter
from casework.records.people import Customer
from casework.rules.calendar import working_days_after, working_days_between
from casework.rules.copies import postal_order, postcode
from casework.rules.pack import load_pack
from letters.printing import Labels
from tests.people import Town

LONDON = ZoneInfo("Europe/London")
LABELS = Labels(
    "en", "Post", "Both sides", "Not inside", "Number", "Letter", "Format", "Pages", "File", ("", "L", "To", "F", "P"),
    ("Number", "Letter", "Name", "Address", "Postcode", "Format", "Pages", "File", "Note"),
)  # fmt: skip


def wants(town: Town, who: str, made_as: str, **options: object) -> None:
    with town.database.writing() as session:
        person = session.get_one(Customer, town.known[who].id)
        person.letter_format, person.format_options = made_as, options


def lives_at(town: Town, who: str, *lines: str) -> None:
    with town.database.writing() as session:
        session.get_one(Customer, town.known[who].id).address = list(lines)


def work_done(town: Town) -> None:
    Worker(town.database, town.pack, "http://127.0.0.1:8000", {}, clock=lambda: town.now).run_once()


def copies_of(town: Town) -> dict[tuple[str, str], Delivery]:
    """The customers' copies on paper, by reader and format."""
    with town.database.reading() as session:
        found = session.scalars(
            select(Delivery).where(Delivery.reader == "customer", Delivery.channel == "letter")
        ).all()
        session.expunge_all()
        return {(str(one.reader_id), one.format): one for one in found}


def in_pack(town: Town, ref: str) -> list[Delivery]:
    with town.database.reading() as session:
        work = Work(session, town.actor("officer"), town.pack, town.now)
        return printing.in_postal_order(work, records.pack(session, ref))


def files_in(town: Town, ref: str) -> dict[str, bytes]:
    out = io.BytesIO()
    with town.database.reading() as session:
        work = Work(session, town.actor("officer"), town.pack, town.now)
        pack = records.pack(session, ref)
        printing.pack_files(work, pack, LABELS, lambda code, _options: code, "Plain", out=out)
    with zipfile.ZipFile(out) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize(
    ("address", "found"),
    [
        (("1 A Street", "Sampletown", "ZZ1 4AB"), "ZZ1 4AB"),
        (("1 A Street, b12 3cd",), "B12 3CD"),
        (("1 A Street", "SW1A1AA"), "SW1A 1AA"),
        (("Nowhere",), ""),
    ],
)
def test_a_postcode_is_found_however_it_is_written(address: tuple[str, ...], found: str) -> None:
    assert postcode(address) == found


def test_postmen_walk_district_two_before_district_twelve_and_end_with_what_has_no_postcode() -> None:
    walked = ["B2 4QA", "B2 5AA", "B12 1AA", "CV1 1AA", "W1A 1AA", "W2 1AA", "Far away"]
    assert sorted(reversed(walked), key=lambda line: postal_order(("1 A Street", line))) == walked


def test_a_pack_lies_in_postal_order(town: Town) -> None:
    lives_at(town, "neighbour", "1 Example Road", "Sampletown", "ZZ12 1AA")
    lives_at(town, "resident-unrestricted", "2 Example Road", "Sampletown", "ZZ2 1AA")
    town.decided("neighbour")
    town.decided("resident-unrestricted", "form-2")
    work_done(town)
    ref = town.act("officer", copies.make_pack, "pack-1")
    assert [one.letter.customer.name for one in in_pack(town, ref)][0] == town.known["resident-unrestricted"].name


def test_print_waits_for_the_braille_and_both_go_in_one_pack(town: Town) -> None:
    wants(town, "neighbour", "braille", grade=1, cells=30)
    town.decided("neighbour")
    number = str(town.known["neighbour"].id)
    asked = copies_of(town)
    assert {made_as for who, made_as in asked if who == number} == {"braille", "pdf"}
    assert asked[number, "braille"].options == {"grade": 1, "cells": 30}
    work_done(town)
    with town.database.writing() as session:  # as if the braille took longer
        session.get_one(Delivery, asked[number, "braille"].id).state = "waiting"
    with town.database.reading() as session:
        assert number not in {str(one.reader_id) for one in records.to_print(session)}
    with town.database.writing() as session:
        session.get_one(Delivery, asked[number, "braille"].id).state = "ready"
    ref = town.act("officer", copies.make_pack, "pack-1")
    assert [one.format for one in in_pack(town, ref)] == ["braille", "pdf"]
    files = files_in(town, ref)
    [braille] = [data for name, data in files.items() if name.endswith(".brf")]
    assert max(map(len, braille.decode("ascii").replace("\f", "").splitlines())) <= 30
    rows = list(csv.reader(io.StringIO(files[f"{ref}.csv"].decode("utf-8-sig"))))
    assert [row[5] for row in rows[1:]] == ["braille", "pdf"]
    assert rows[1][7] in files
    printed = pypdfium2.PdfDocument(files[f"{ref}.pdf"])
    assert rows[1][7] in "".join(page.get_textpage().get_text_range() for page in printed)


def test_no_name_in_the_table_of_a_pack_is_read_as_a_formula(town: Town) -> None:
    with town.database.writing() as session:
        session.get_one(Customer, town.known["neighbour"].id).name = "=1+1"
    town.decided("neighbour")
    work_done(town)
    ref = town.act("officer", copies.make_pack, "pack-1")
    assert b"'=1+1" in files_in(town, ref)[f"{ref}.csv"]


def posted(town: Town) -> Delivery:
    """The neighbour's letter, posted today."""
    town.decided("neighbour")
    work_done(town)
    ref = town.act("officer", copies.make_pack, "pack-1")
    town.act("officer", copies.note_posted, ref, [one.id for one in in_pack(town, ref)])
    return copies_of(town)[str(town.known["neighbour"].id), "pdf"]


def counted(town: Town) -> None:
    night.arrived(town.database, lambda session: Work(session, SYSTEM, town.pack, town.now))


def test_a_posted_letter_counts_as_delivered_two_working_days_later(town: Town) -> None:
    copy = posted(town)
    due = working_days_after(town.today, 2)
    while town.today < due - timedelta(days=1):
        town.later(days=1)
    counted(town)
    assert copy_now(town, copy).state == "sent"
    town.later(days=1)
    for _ in range(2):
        counted(town)
    now = copy_now(town, copy)
    assert (now.state, now.delivered_on, now.delivered_how) == ("delivered", due, "counted")


def test_a_letter_that_came_back_is_never_counted_as_delivered(town: Town) -> None:
    copy = posted(town)
    town.later(days=1)
    town.act("officer", copies.note_returned, ref_of(town, copy), copy.id, town.today, "gone_away")
    town.later(days=9)
    counted(town)
    assert (copy_now(town, copy).state, copy_now(town, copy).delivered_on) == ("returned", None)


def test_a_night_counts_what_each_reader_was_sent_whoever_elses_letters_cannot_be_counted(
    town: Town, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for key in ("neighbour", "resident"):
        town.decided(key, f"form-{key}")
    with town.database.writing() as session:
        for copy in session.scalars(select(Delivery)):
            copy.state, copy.sent_at = "sent", town.now
    assert {copy.reader for copy in sent_copies(town)} == {"customer", "advocate"}
    count, neighbour = clock.count_delivered, town.known["neighbour"].id

    def fails_for_one(work: Work, customer_id: int) -> int:
        if customer_id == neighbour:
            raise ValueError("a fault")
        return count(work, customer_id)

    monkeypatch.setattr(clock, "count_delivered", fails_for_one)
    town.later(days=9)
    counted(town)
    assert {copy.letter.customer_id for copy in sent_copies(town)} == {neighbour}
    assert "ValueError" in caplog.text
    assert town.known["neighbour"].name not in caplog.text
    town.now = town.now.replace(year=town.now.year + 20)  # of which nobody knows the bank holidays
    counted(town)
    assert "no letter is counted as delivered" in caplog.text


def sent_copies(town: Town) -> list[Delivery]:
    with town.database.reading() as session:
        found = session.scalars(select(Delivery).where(Delivery.state == "sent").options(joinedload(Delivery.letter)))
        copies = list(found)
        session.expunge_all()
        return copies


@pytest.mark.parametrize(("month", "days"), [(3, 20), (12, 27)])  # the clocks go forward and Easter; two bank holidays
def test_what_is_looked_for_at_night_is_what_counts_as_delivered_by_then(month: int, days: int) -> None:
    pack = load_pack("one-vision-housing")
    midnights = [datetime(2026, month, 1, tzinfo=LONDON) + timedelta(days=count) for count in range(days + 25)]
    for today in midnights[days - 10 :]:
        work = Work(Session(), SYSTEM, pack, today.replace(hour=2))
        until = clock.counted_until(work)
        for sent_at in (one + timedelta(minutes=late) for one in midnights for late in (0, 1439)):
            comes = clock.counts_from(pack, Delivery(sent_at=sent_at.astimezone(UTC)))
            assert (sent_at < until) == (comes is not None and comes <= work.today)


def test_what_was_decided_begins_only_once_the_braille_can_have_come(town: Town) -> None:
    wants(town, "neighbour", "braille")
    town.decided("neighbour")
    work_done(town)
    number = str(town.known["neighbour"].id)
    ref = town.act("officer", copies.make_pack, "pack-1")
    town.act("officer", copies.note_posted, ref, [copies_of(town)[number, "pdf"].id])  # the print alone
    for _night in range(7):
        town.later(days=1)
        counted(town)
        town.act("system", clock.hold_back, town.known["neighbour"].id)
    ref = town.act("officer", copies.make_pack, "pack-2")
    town.act("officer", copies.note_posted, ref, [copies_of(town)[number, "braille"].id])
    assert first_day(town) >= working_days_after(town.today, 2)


def test_a_day_to_answer_by_counts_from_when_the_readable_letter_went_out(
    town_of: Callable[[str], Town],
) -> None:
    town = town_of("notting-hill-genesis")
    wants(town, "neighbour", "large_print")
    case = town.case("neighbour")
    answer, review = town.today + timedelta(days=14), town.today + timedelta(days=90)
    facts = agreements.OfferFacts(("I write and do not shout.",), ("We answer.",), "We spoke.", answer, review)
    town.act("officer", agreements.offer, case, facts, "offer-1")
    work_done(town)
    named = answer_by(town)
    town.later(days=7)
    ref = town.act("officer", copies.make_pack, "pack-1")
    town.act("officer", copies.note_posted, ref, [one.id for one in in_pack(town, ref)])
    assert answer_by(town) == working_days_after(
        town.today, working_days_between(town.today - timedelta(days=7), named)
    )


def answer_by(town: Town) -> date:
    with town.database.reading() as session:
        return session.scalars(select(ContactAgreement.answer_by)).one()


def first_day(town: Town) -> date:
    with town.database.reading() as session:
        rows = desk.customers_restrictions(session, town.known["neighbour"].id)
        return min(one.starts_on for one in rows if one.starts_on)


def copy_now(town: Town, copy: Delivery) -> Delivery:
    with town.database.reading() as session:
        found = session.get_one(Delivery, copy.id)
        session.expunge_all()
        return found


def ref_of(town: Town, copy: Delivery) -> str:
    with town.database.reading() as session:
        return session.get_one(Letter, copy.letter_id).ref
