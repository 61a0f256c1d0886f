"""Every letter is made, once, in the reader's language and format, whatever happens to the workers."""

from __future__ import annotations

import hashlib
import logging
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

import letters
from casework.actions import letters as letter_actions
from casework.actions import markers, people, preferences, sign_in
from casework.actions.carriers import FileOutbox
from casework.actions.work import Work
from casework.actions.worker import Worker
from casework.records import events, files, outbox
from casework.records.database import Database
from casework.records.events import Event
from casework.records.keys import Keyring
from casework.records.letters import Delivery, Letter
from casework.records.outbox import Job
from casework.records.people import Customer
from casework.records.signin import Message
from letters.formats import pdf
from letters.kinds.decision.sample import sample
from tests.people import Town
from tests.web.killed_workers import DATA_KEY
from web.settings import ROOT

MANY, PRINTED = 60, 5
WITH_MARKERS = "watford-community-housing"  # whose policy has them, so that there is something to hand over


class Mill:
    """A town, a worker, and the outbox that it writes to."""

    def __init__(self, url: str, folder: Path, landlord: str = "octavia") -> None:
        self.database = Database(url, Keyring(DATA_KEY), folder / "files")
        self.town = Town(self.database, landlord)
        self.outbox = FileOutbox(folder / "outbox", "portal@example.org")
        self.worker = self.worker_later()

    def worker_later(self, **by: float) -> Worker:
        carriers = {"email": self.outbox, "text": self.outbox}
        town, later = self.town, timedelta(**by)
        return Worker(self.database, town.pack, "http://portal.example", carriers, clock=lambda: town.now + later)

    def decided(self, who: str) -> None:
        """A decision about that person, and so a letter."""
        self.town.decided(who, f"form-{who}")

    def deliveries(self) -> list[tuple[str, str, str, str]]:
        with self.database.reading() as session:
            found = session.scalars(select(Delivery).order_by(Delivery.id))
            return [(one.reader, one.format, one.channel, one.state) for one in found]

    def made(self) -> dict[str, int]:
        """How often each letter was made."""
        return self.counted("letter_made")

    def counted(self, name: str) -> dict[str, int]:
        """What an act of this name was done to, and how often, by the record of acts."""
        with self.database.reading() as session:
            found = select(Event.subject, func.count()).where(Event.name == name).group_by(Event.subject)
            return {subject: count for subject, count in session.execute(found)}

    def jobs(self) -> list[Job]:
        with self.database.reading() as session:
            return list(session.scalars(select(Job).order_by(Job.id)))


@pytest.fixture
def mill(database_url: str, tmp_path: Path) -> Iterator[Mill]:
    made = Mill(database_url, tmp_path)
    yield made
    made.database.engine.dispose()


def queue_many(work: Work) -> None:
    """So many letters to one customer, some on paper and the rest by email."""
    customer = work.session.scalars(select(Customer).where(Customer.email.is_not(None))).first()
    assert customer is not None
    frozen = letters.freeze("decision", sample(), "en")
    for number in range(MANY):
        about: dict[str, int | None] = {"decision_id": None, "appeal_id": None, "case_id": None}
        letter = letter_actions._keep(work, customer, frozen, about, sample())
        made_as, channel = ("pdf", "letter") if number < PRINTED else (("text", "html")[number % 2], "email")
        letter_actions.deliver(work, letter, ("customer", customer.id), made_as, channel)


def test_each_letter_mail_and_hand_over_is_done_once_however_often_one_of_several_workers_is_killed(
    database_url: str, tmp_path: Path
) -> None:
    mill = Mill(database_url, tmp_path, WITH_MARKERS)
    mill.town.act("system", queue_many)
    markers_file = mill.town.act("officer", markers.make_file, "file-1")
    command = [sys.executable, "-m", "tests.web.killed_workers", database_url, str(tmp_path), WITH_MARKERS, "a seed"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
    assert ended.returncode == 0, ended.stderr[-2000:]
    assert int(ended.stdout) >= 5, "too few were killed for this to prove anything"
    assert all(job.done_at for job in mill.jobs()), ended.stderr[-2000:]
    assert sorted(mill.made().values()) == [1] * MANY
    assert sorted(mill.counted("letter_mailed").values()) == [1] * (MANY - PRINTED)
    assert mill.counted("marker_file_loaded") == {markers_file: 1}
    assert (tmp_path / "housing" / f"{markers_file}.csv").is_file()
    with mill.database.reading() as session:
        assert list(events.verify(session)) == []
        for delivery in session.scalars(select(Delivery)):
            content = files.get(session, delivery.letter.customer_id, str(delivery.stored_as))
            assert hashlib.sha256(content).hexdigest() == delivery.sha256
        assert session.scalar(select(func.count()).select_from(Message)) == MANY - PRINTED
    assert len(mill.outbox.sent()) == MANY - PRINTED
    mill.database.engine.dispose()


def test_a_worker_that_was_thought_dead_changes_nothing(mill: Mill, monkeypatch: pytest.MonkeyPatch) -> None:
    """While it slept over its letter its lease ended, and another one has made the letter."""
    mill.decided("neighbour")
    real = letters.proved
    slept: list[bool] = []

    def sleepy(*given: object, **more: object) -> letters.Rendered:
        if not slept:
            slept.append(True)
            assert mill.worker_later(minutes=3).run_once() == 1
        return real(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(letters, "proved", sleepy)
    assert mill.worker.run_once() == 0
    assert list(mill.made().values()) == [1]


def test_the_customer_gets_a_letter_by_post_and_by_email_where_they_like_that(mill: Mill) -> None:
    for who in ("resident", "neighbour", "resident-blind"):
        mill.decided(who)
    mill.worker.run_once()
    assert sorted(mill.deliveries()) == [
        ("advocate", "pdf", "email", "sent"),
        ("customer", "html", "email", "sent"),
        ("customer", "large_print", "email", "sent"),
        ("customer", "large_print", "letter", "ready"),
        ("customer", "pdf", "letter", "ready"),
        ("customer", "pdf", "letter", "ready"),
    ]


def test_the_mail_brings_the_letter_and_says_nothing_of_what_is_in_it(mill: Mill) -> None:
    mill.decided("resident-blind")
    mill.worker.run_once()
    [mail] = mill.outbox.sent()
    assert (mail.to, mail.subject) == ("walter.specimen@example.org", "A letter for you")
    for personal in ("Walter", "Specimen", mill.town.ref("resident-blind"), "decision", "restrict"):
        assert personal not in mail.subject + mail.body
    [(name, kind, content)] = mail.files
    assert name.endswith(".html")
    assert kind == "text/html"
    assert "Walter Specimen" in content.decode()


def test_who_likes_a_link_gets_no_file_and_the_address_of_the_letter(mill: Mill) -> None:
    mill.town.act(
        "resident-blind",
        preferences.change,
        mill.town.ref("resident-blind"),
        preferences.PreferenceFacts(mail_as="link"),
    )
    mill.decided("resident-blind")
    mill.worker.run_once()
    [mail] = mill.outbox.sent()
    assert mail.files == ()
    with mill.database.reading() as session:
        ref = session.scalars(select(Letter.ref)).one()
    for said in (mail.body, mail.html):
        assert f"portal.example/letters/{ref}" in said
        assert "Walter" not in said


def test_a_letter_is_sent_once_its_mail_was_handed_over(mill: Mill) -> None:
    mill.decided("resident-blind")
    replace(mill.worker, carriers={}).run_once()
    assert ("customer", "html", "email", "ready") in mill.deliveries()
    mill.worker.run_once()
    assert ("customer", "html", "email", "sent") in mill.deliveries()


def test_nothing_goes_out_before_the_letter_is_made(mill: Mill, monkeypatch: pytest.MonkeyPatch) -> None:
    mill.decided("resident")
    monkeypatch.setattr(letters, "proved", _cannot)
    mill.worker.run_once()
    assert {state for *_, state in mill.deliveries()} == {"waiting"}
    assert mill.outbox.sent() == []


def test_an_advocate_gets_a_copy_without_the_access_code(mill: Mill) -> None:
    mill.decided("resident")
    with mill.database.reading() as session:
        texts = {
            delivery.reader: letters.render(
                letter_actions.frozen_of(session, delivery.letter),
                "text",
                letter_actions.letterhead_of(mill.town.pack, "http://portal.example"),
            ).data.decode()
            for delivery in session.scalars(select(Delivery))
        }
        languages = dict(
            session.execute(
                select(Delivery.reader, Letter.language).join(Letter, Letter.id == Delivery.letter_id)
            ).all()
        )
    assert languages == {"customer": "ar", "advocate": "en"}
    [mine] = {
        word for word in texts["customer"].replace("\u2066", " ").replace("\u2069", " ").split() if _is_code(word)
    }
    assert not any(_is_code(word) for word in texts["advocate"].split())
    birthday = people_birthday(mill, "resident")
    tried = mill.town.act("system", sign_in.redeem_letter_code, mine, birthday, network="192.0.2.1")
    assert tried.person is not None
    assert tried.person.id == mill.town.known["resident"].id


def test_an_advocate_without_that_scope_gets_no_copy(mill: Mill) -> None:
    mill.decided("resident-blind")  # the advocate may see, and speak
    assert {reader for reader, *_ in mill.deliveries()} == {"customer"}


def test_a_letter_that_fails_is_tried_again_and_holds_up_no_other(mill: Mill, monkeypatch: pytest.MonkeyPatch) -> None:
    mill.decided("resident-blind")
    mill.decided("neighbour")
    real = letters.proved

    def not_as_page(frozen: bytes, made_as: str, *given: object, **more: object) -> letters.Rendered:
        return _cannot() if made_as == "html" else real(frozen, made_as, *given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(letters, "proved", not_as_page)
    assert mill.worker.run_once() == 2
    monkeypatch.undo()
    assert mill.worker.run_once() == 0, "it is not tried again at once"
    assert mill.worker_later(minutes=1).run_once() == 2  # the letter, and the mail that brings it
    assert {state for *_, state in mill.deliveries()} <= {"ready", "sent"}


def test_a_copy_with_the_words_of_another_letter_does_not_go_out(mill: Mill, monkeypatch: pytest.MonkeyPatch) -> None:
    mill.decided("neighbour")
    another, printed = letters.freeze("decision", sample(), "en"), pdf.pdf
    monkeypatch.setattr(pdf, "pdf", lambda _frozen, head: printed(another, head))
    mill.worker.run_once()
    assert {state for *_, state in mill.deliveries()} == {"waiting"}
    assert {job.last_error for job in mill.jobs()} == {"RenderError"}
    monkeypatch.undo()
    mill.worker_later(minutes=1).run_once()
    assert {state for *_, state in mill.deliveries()} == {"ready"}


def test_a_letter_that_never_succeeds_is_left_to_people_and_complained_of(
    mill: Mill, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    mill.decided("neighbour")
    monkeypatch.setattr(letters, "proved", _cannot)
    for tries in range(outbox.MOST_TRIES + 2):
        mill.worker_later(hours=tries).run_once()
    [job] = mill.jobs()
    assert job.tries == outbox.MOST_TRIES
    assert job.parked_at is not None
    assert job.last_error == "RenderError"
    mill.worker.complain()
    assert f"1 jobs of the kind make_delivery were given up after {outbox.MOST_TRIES} tries" in caplog.text
    assert "Nina" not in caplog.text


def test_mail_waits_and_is_complained_of_where_nothing_carries_it(mill: Mill, caplog: pytest.LogCaptureFixture) -> None:
    mill.decided("resident-blind")
    without = replace(mill.worker, carriers={})
    without.run_once()
    for hours in range(50):
        replace(mill.worker_later(hours=hours), carriers={}).run_once()
    without.complain()
    assert "1 jobs of the kind send_email wait: nothing is set that could do them" in caplog.text
    assert mill.worker.run_once() == 1
    assert len(mill.outbox.sent()) == 1


def test_a_mail_that_can_carry_no_such_file_says_where_the_letter_is(mill: Mill) -> None:
    class NoPages(FileOutbox):
        def takes(self, media_type: str, size: int) -> bool:
            return size > 0 and not media_type.startswith("text/html")

    mill.decided("resident-blind")
    outbox = NoPages(mill.outbox.folder, mill.outbox.sender)
    replace(mill.worker, carriers={"email": outbox}).run_once()
    [mail] = [one for one in outbox.sent() if one.to == "walter.specimen@example.org"]
    assert mail.files == ()
    assert "Read the letter here" in mail.body
    assert "attached" not in mail.body


def test_what_cannot_be_handed_over_is_tried_again(mill: Mill, caplog: pytest.LogCaptureFixture) -> None:
    class Broken:
        def send(self, _message: object) -> None:
            raise ConnectionError("mail for walter.specimen@example.org refused")

        def takes(self, _media_type: str, _size: int) -> bool:
            return True

    mill.decided("resident-blind")
    replace(mill.worker, carriers={"email": Broken()}).run_once()
    assert mill.outbox.sent() == []
    assert "walter" not in caplog.text
    assert mill.worker_later(minutes=1).run_once() == 1
    assert len(mill.outbox.sent()) == 1


def test_an_erased_persons_letters_are_not_made(mill: Mill) -> None:
    mill.decided("resident-blind")
    mill.town.act("system", people.erase_customer, mill.town.ref("resident-blind"))
    mill.worker.run_once()
    assert mill.made() == {}
    assert all(job.done_at for job in mill.jobs())


def test_words_with_a_code_in_them_are_blanked_after_a_day(mill: Mill) -> None:
    def ask(work: Work) -> None:
        sign_in.request_code(
            work, "walter.specimen@example.org", network="192.0.2.1", language="en", valid=timedelta(minutes=10)
        )

    mill.town.act("system", ask)
    mill.decided("resident-blind")
    mill.worker.run_once()
    mill.worker_later(hours=25).tidy()
    with mill.database.reading() as session:
        kept = {message.kind: bool(message.content) for message in session.scalars(select(Message))}
    assert kept == {"sign_in_code": False, "letter_ready": True}


def test_an_idle_worker_takes_no_lock(mill: Mill) -> None:
    mill.worker.run_once()
    with mill.database.writing():  # would wait for it, and fail, if it wanted to write
        assert mill.worker.run_once() == 0


def test_messages_are_kept_where_nobody_reads_them(mill: Mill) -> None:
    mill.decided("resident-blind")
    mill.worker.run_once()
    with mill.database.reading() as session:
        [message] = session.scalars(select(Message))
        assert b"walter" not in message.content
        assert all("walter" not in str(job.payload) + job.key for job in session.scalars(select(Job)))


def test_the_log_of_a_fault_names_no_person(
    mill: Mill, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)

    def tells(*_given: object, **_more: object) -> letters.Rendered:
        raise letters.RenderError("no font has the sign of Nina Nextdoor")

    mill.decided("neighbour")
    monkeypatch.setattr(letters, "proved", tells)
    mill.worker.run_once()
    assert "RenderError" in caplog.text
    assert "Nina" not in caplog.text


def _cannot(*_given: object, **_more: object) -> letters.Rendered:
    raise letters.RenderError("no font has this sign")


def _is_code(word: str) -> bool:
    return re.fullmatch(r"(?:[2-9A-Z]{4}-){2}[2-9A-Z]{4}", word.strip(".,:")) is not None


def people_birthday(mill: Mill, who: str) -> date:
    with mill.database.reading() as session:
        return session.get_one(Customer, mill.town.known[who].id).date_of_birth
