"""Letters on paper: printed together and posted, come back, and sent once more in another way."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

import letters
from casework.actions import copies, preferences
from casework.actions.copies import AgainFacts
from casework.actions.letters import newest_of
from casework.actions.preferences import SafeFacts
from casework.actions.work import RefusedError
from casework.actions.worker import Worker
from casework.records import copies as records
from casework.records import desk
from casework.records.letters import Delivery, Letter
from casework.rules.calendar import working_days_after
from tests.people import Town

LARGE = AgainFacts("large_print", "en", "letter")


def ready(town: Town, customer: str = "neighbour", form_key: str = "form-1") -> str:
    """A decision's letter, finished; the neighbour reads English and gets it by post alone."""
    decision = town.decided(customer, form_key)
    Worker(town.database, town.pack, "http://127.0.0.1:8000", {}, clock=lambda: town.now).run_once()
    with town.database.reading() as session:
        number = desk.decision(session, decision).id
        return session.scalars(select(Letter.ref).where(Letter.decision_id == number)).first() or ""


def copy_of(town: Town, ref: str, place: int = 0) -> Delivery:
    with town.database.reading() as session:
        found = desk.letter(session, ref).deliveries[place]
        session.expunge_all()
        return found


def posted(town: Town, ref: str) -> None:
    pack = town.act("officer", copies.make_pack, f"pack{ref}")
    town.act("officer", copies.note_posted, pack, [copy_of(town, ref).id])


def test_what_is_ready_is_printed_together_and_posted_once(town: Town) -> None:
    ref = ready(town)
    pack = town.act("officer", copies.make_pack, "pack-1")
    assert town.act("officer", copies.make_pack, "pack-1") == pack
    with pytest.raises(RefusedError, match="nothing_ready"):
        town.act("hearer", copies.make_pack, "pack-2")
    for _ in range(2):
        town.act("officer", copies.note_posted, pack, [copy_of(town, ref).id])
    copy = copy_of(town, ref)
    assert (copy.state, copy.sent_at) == ("sent", town.now)
    assert town.events("letter_posted") == town.events("print_pack_made") == 1


def test_a_copy_that_was_not_posted_is_ready_again(town: Town) -> None:
    first, second = ready(town), ready(town, "resident-unrestricted", "form-2")
    pack = town.act("officer", copies.make_pack, "pack-1")
    with pytest.raises(RefusedError, match="nothing_posted"):
        town.act("officer", copies.note_posted, pack, [])
    town.act("officer", copies.note_posted, pack, [copy_of(town, first).id])
    assert copy_of(town, second).state == "ready"
    assert town.act("officer", copies.make_pack, "pack-2") != pack


def test_no_pack_holds_a_letter_to_an_address_that_is_not_safe_any_more(town: Town) -> None:
    ref = ready(town)
    safe = SafeFacts(address=("9 Safe Street", "Sampletown", "ZZ9 9ZZ"), how="telephone")
    town.act("officer", preferences.set_safe, town.ref("neighbour"), safe)
    Worker(town.database, town.pack, "http://127.0.0.1:8000", {}, clock=lambda: town.now).run_once()
    with town.database.reading() as session:
        kinds = {one.letter.ref for one in records.to_print(session)}
    assert ref in kinds
    pack = town.act("officer", copies.make_pack, "pack-1")
    with town.database.reading() as session:
        found = records.pack(session, pack)
        assert ref not in {one.letter.ref for one in records.in_pack(session, found.id)}


def test_a_letter_that_came_back_binds_nobody_until_one_is_on_its_way_again(town: Town) -> None:
    ref = ready(town)
    posted(town, ref)
    town.later(days=14)
    copy = copy_of(town, ref)
    for _ in range(2):
        town.act("officer", copies.note_returned, ref, copy.id, town.today, "gone_away")
    assert copy_of(town, ref).state == "returned"
    assert town.events("letter_returned") == town.events("start_moved") == 1
    assert first_day(town, ref) > working_days_after(town.today, 1)


def test_a_letter_that_lies_unposted_binds_nobody_before_it_can_have_come(town: Town) -> None:
    ref = ready(town)
    planned = first_day(town, ref)
    town.later(days=1)
    posted(town, ref)
    assert first_day(town, ref) > planned
    assert town.events("start_moved") == 1


def first_day(town: Town, ref: str) -> date:
    """The first day of what a letter tells of."""
    with town.database.reading() as session:
        rows = desk.customers_restrictions(session, desk.letter(session, ref).customer_id)
        return min(one.starts_on for one in rows if one.starts_on)


@pytest.mark.parametrize(
    ("days", "why", "code"),
    [(1, "gone_away", "in_the_future"), (-1, "gone_away", "before_the_letter"), (0, "eaten", "unknown_code")],
)
def test_a_return_that_cannot_be_is_refused(town: Town, days: int, why: str, code: str) -> None:
    ref = ready(town)
    copy = copy_of(town, ref)
    with pytest.raises(RefusedError, match="not_sent_yet"):
        town.act("officer", copies.note_returned, ref, copy.id, town.today, "refused")
    posted(town, ref)
    with pytest.raises(RefusedError, match=code):
        town.act("officer", copies.note_returned, ref, copy.id, town.today + timedelta(days=days), why)


def test_what_was_done_about_a_returned_letter_is_said_once(town: Town) -> None:
    ref = ready(town)
    posted(town, ref)
    copy = copy_of(town, ref)
    town.act("officer", copies.note_returned, ref, copy.id, town.today, "refused")
    for _ in range(2):
        town.act("officer", copies.settle, ref, copy.id, "other_way", "Read to them on the phone.")
    assert town.events("returned_letter_settled") == 1
    with pytest.raises(RefusedError, match="copy_is_settled"):
        town.act("officer", copies.settle, ref, copy.id, "stopped", "They moved away.")


def test_a_letter_goes_once_more_in_another_format_and_the_returned_one_is_settled(town: Town) -> None:
    ref = ready(town)
    posted(town, ref)
    copy = copy_of(town, ref)
    town.act("officer", copies.note_returned, ref, copy.id, town.today, "unreadable")
    for _ in range(2):
        town.act("officer", copies.send_again, ref, LARGE, "key1")
    again = copy_of(town, ref, -1)
    assert (again.format, again.channel, again.state) == ("large_print", "letter", "waiting")
    assert copy_of(town, ref).next_step == "sent_again"
    with town.database.reading() as session:
        assert len(desk.letter(session, ref).deliveries) == 2


@pytest.mark.clause("OVH-1.8")
def test_a_letter_goes_once_more_in_another_language_with_all_that_it_said(town: Town) -> None:
    ref = ready(town)
    town.act("officer", copies.send_again, ref, AgainFacts("pdf", "pl", "letter"), "key1")
    with town.database.reading() as session:
        letter = desk.letter(session, ref)
        frozen = letters.thaw(newest_of(session, letter))
        assert [one.language for one in frozen.contents] == ["pl", "en"]
        assert "43 times" in frozen.data.decode()
        assert letter.translation == "both"
        assert letter.versions[0].sha256 == frozen.sha256


def test_a_letter_sent_again_goes_to_the_address_of_today(town: Town) -> None:
    ref = ready(town)
    safe = SafeFacts(address=("9 Safe Street", "Sampletown", "ZZ9 9ZZ"), how="telephone")
    town.act("officer", preferences.set_safe, town.ref("neighbour"), safe)
    town.act("officer", copies.send_again, ref, AgainFacts("pdf", "en", "letter"), "key1")
    with town.database.reading() as session:
        frozen = letters.thaw(newest_of(session, desk.letter(session, ref)))
        assert letters.address_of(frozen)[1:] == safe.address
        assert "Imaginary Street" not in frozen.data.decode()


def test_a_way_that_nothing_on_record_can_serve_is_refused(town: Town) -> None:
    ref = ready(town)
    town.act("officer", preferences.set_safe, town.ref("neighbour"), SafeFacts(never=("post",), how="telephone"))
    with pytest.raises(RefusedError, match="no_such_way"):
        town.act("officer", copies.send_again, ref, LARGE, "key1")
    for wrong in (AgainFacts("wax", "en", "email"), AgainFacts("pdf", "xx", "email"), AgainFacts("pdf", "en", "owl")):
        with pytest.raises(RefusedError, match="unknown_code"):
            town.act("officer", copies.send_again, ref, wrong, "key2")


@pytest.mark.clause("OVH-3.2.6")
def test_who_prefers_email_is_told_by_email_and_by_a_letter_that_says_the_same(town: Town) -> None:
    ref = ready(town, "resident")
    with town.database.reading() as session:
        own = [one for one in desk.letter(session, ref).deliveries if one.reader == "customer"]
        assert {one.channel for one in own} == {"email", "letter"}
        assert {one.version_id for one in own} == {None}  # both are made from the words that were frozen at issue


def test_each_list_of_the_desk_is_as_long_as_its_count(town: Town) -> None:
    ready(town)
    since = town.now - timedelta(days=7)
    with town.database.reading() as session:
        counted = records.counts(session, since)
        for name in records.LISTS:
            rows = records.listed(session, name, since, "issued", down=True, page=1)
            assert len(rows) == counted[name]
        assert counted["ready"] >= 1
