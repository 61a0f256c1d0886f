"""What a worker gives up is seen by people, who have it tried again; and nothing takes every worker down with it."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import select, update

import letters
from casework.actions import messages, parked
from casework.actions.carriers import AddressRefusedError
from casework.actions.messages import Outgoing
from casework.actions.work import RefusedError, Work
from casework.actions.worker import Worker
from casework.records import outbox
from casework.records.letters import Delivery
from casework.records.parked import ParkedJob
from casework.records.people import StaffRole
from casework.rules.calendar import day_of
from tests.web.office import Office
from tests.web.test_worker import Mill
from web.background import make_worker


@pytest.fixture
def mill(database_url: str, tmp_path: Path) -> Iterator[Mill]:
    made = Mill(database_url, tmp_path)
    yield made
    made.database.engine.dispose()


class Carrier:
    """Counts what it is given by its reference; ``away``: takes nothing."""

    def __init__(self, *, away: bool = False) -> None:
        self.away, self.took = away, Counter[str]()

    def send(self, message: Outgoing) -> None:
        if self.away:
            raise ConnectionRefusedError
        self.took[message.ref] += 1

    def takes(self, _media_type: str, _size: int) -> bool:
        return True


def given_up(office: Office, monkeypatch: pytest.MonkeyPatch) -> Worker:
    """A letter of some time ago that no worker could make; back comes one whose clock is right."""
    office.town.now = start = datetime.now(UTC) - timedelta(hours=outbox.MOST_TRIES)
    with office.town.database.writing() as session:  # yesterday perhaps, and they had their roles then
        session.execute(update(StaffRole).values(starts_on=day_of(start)))
    office.town.decided("neighbour", "form-neighbour")
    worker = make_worker(office.app)
    with monkeypatch.context() as broken:
        broken.setattr(letters, "proved", _cannot)
        for hours in range(outbox.MOST_TRIES):
            replace(worker, clock=partial(_moment, start + timedelta(hours=hours))).run_once()
    office.town.now = datetime.now(UTC)
    return worker


def address_of_line(office: Office) -> str:
    """The page of the one thing on the work list that was given up."""
    [address] = {one for one in office.get("officer", "/staff/?kind=parked").links.values() if "/not-done/" in one}
    return address


def mails(place: Mill | Office, count: int) -> None:
    def queue(work: Work) -> None:
        for number in range(count):
            messages.queue(work, messages.Words("notice", "email", f"p{number}@example.org", "Hello", "Hello"))

    place.town.act("system", queue)


def test_staff_see_in_plain_words_what_could_not_be_done_and_have_it_tried_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = given_up(office, monkeypatch)
    assert "What the system could not do" in office.get("officer", "/staff/").text
    address = address_of_line(office)
    page = office.get("officer", address)
    for said in ("A letter could not be made", "Nina Nextdoor", "cannot be shown in that format", "RenderError"):
        assert said in page.text
    office.done("officer", address, {"how": parked.AGAIN})
    assert "/staff/not-done/" not in office.get("officer", "/staff/?kind=parked").html
    worker.run_once()
    with worker.database.reading() as session:
        assert {one.state for one in session.scalars(select(Delivery))} == {"ready"}
        assert [one.state for one in session.scalars(select(ParkedJob))] == ["again"]


def test_what_is_set_aside_has_a_reason_and_is_complained_of_no_more(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR)
    worker = given_up(office, monkeypatch)
    worker.complain()
    assert "were given up after" in caplog.text
    address = address_of_line(office)
    office.refused("officer", address, {"how": parked.ASIDE})
    office.done("officer", address, {"how": parked.ASIDE, "words": "Read to her on the phone."})
    with pytest.raises(RefusedError, match="noted_meanwhile"):
        office.town.act("decider", parked.settle, address.rsplit("/", 1)[1], parked.AGAIN, "")
    caplog.clear()
    worker.complain()
    assert worker.run_once() == 0
    assert "were given up after" not in caplog.text


def test_a_job_that_takes_its_worker_down_each_time_is_given_up_and_holds_up_no_other(mill: Mill) -> None:
    mails(mill, 2)
    poisoned = mill.jobs()[0].id
    for turn in range(outbox.MOST_TRIES):
        dying = mill.worker_later(minutes=3 * turn)
        job = dying._claim()
        assert job is not None
        assert job.id == poisoned
    assert mill.worker_later(minutes=3 * outbox.MOST_TRIES).run_once() == 1
    with mill.database.reading() as session:
        [line] = session.scalars(select(ParkedJob))
        assert (line.job_id, line.error, line.state) == (poisoned, outbox.LOST, "open")


def test_a_mail_server_that_is_away_for_a_day_costs_no_mail(mill: Mill) -> None:
    mails(mill, 3)
    carrier = Carrier(away=True)
    for minutes in range(0, 24 * 60, 5):
        replace(mill.worker_later(minutes=minutes), carriers={"email": carrier}).run_once()
    assert not any(job.parked_at for job in mill.jobs())
    carrier.away = False
    replace(mill.worker_later(hours=24 + 6), carriers={"email": carrier}).run_once()
    assert sorted(carrier.took.values()) == [1, 1, 1]


def test_an_address_that_nothing_will_ever_reach_is_left_to_people_at_once(office: Office) -> None:
    class NoSuchMailbox(Carrier):
        def send(self, message: Outgoing) -> None:
            raise AddressRefusedError

    mails(office, 1)
    replace(make_worker(office.app), carriers={"email": NoSuchMailbox()}).run_once()
    page = office.get("officer", address_of_line(office)).text
    assert "An email could not be sent" in page
    assert "Is the address right?" in page


def test_who_was_thought_dead_does_nothing_to_a_job_that_staff_had_tried_again(mill: Mill) -> None:
    mails(mill, 1)
    for hours in range(outbox.MOST_TRIES):
        slow = mill.worker_later(hours=hours)._claim()
    assert slow is not None
    later = mill.town.now + timedelta(hours=outbox.MOST_TRIES)
    with mill.database.writing() as session:
        assert outbox.give_up_lost(session, later)
        assert not outbox.finish(session, slow.id, slow.tries, later), "staff read that it was not done"
        outbox.try_again(session, slow.id, later)
    fresh = mill.worker_later(hours=outbox.MOST_TRIES + 1)._claim()
    assert fresh is not None
    with mill.database.writing() as session:
        assert not outbox.finish(session, slow.id, slow.tries, later)
        assert not outbox.fail(session, slow, "TimeoutError", later)
        assert outbox.finish(session, fresh.id, fresh.tries, later)


def test_workers_side_by_side_hand_over_each_mail_once(mill: Mill) -> None:
    mails(mill, 24)
    carrier = Carrier()
    working = [
        Thread(target=replace(mill.worker, carriers={"email": carrier}).run_once, name=f"worker {number}")
        for number in range(3)
    ]
    for one in working:
        one.start()
    for one in working:
        one.join()
    assert len(carrier.took) == 24
    assert set(carrier.took.values()) == {1}
    assert all(job.done_at and job.tries == 1 for job in mill.jobs())


def _cannot(*_given: object, **_more: object) -> letters.Rendered:
    raise letters.RenderError("no font has this sign")


def _moment(now: datetime) -> datetime:
    return now
