"""The worker and people, or two people, about the same thing at the same moment: one is first, the other sees it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import select

from casework.actions import (
    adjustments,
    assigning,
    clock,
    complaints,
    copies,
    deaths,
    evidence,
    post_codes,
    reviewing,
    reviews,
    rows,
)
from casework.actions.complaints import ComplaintFacts
from casework.actions.deaths import DeathFacts
from casework.actions.reviewing import ReviewFacts
from casework.actions.work import Work
from casework.actions.worker import Worker, note_gone_out
from casework.records.administration import CustomerDeath
from casework.records.appeals import Evidence
from casework.records.events import Event
from casework.records.letters import Delivery, Letter
from casework.records.people import Customer
from casework.records.signin import Message
from casework.records.tasks import Task
from tests.people import Town
from tests.web.actions.test_adjustments import NO, YES, asked
from tests.web.actions.test_at_once import at_once
from tests.web.actions.test_reviews import signed

A_WHILE = 0.4  # seconds; long enough for the other to come between, if nothing held them off


@pytest.fixture
def slowly(monkeypatch: pytest.MonkeyPatch) -> Callable[[ModuleType, str], None]:
    """Lets time pass after a function has read what it decides by, so that another act may come between."""

    def slow(module: ModuleType, name: str) -> None:
        real = getattr(module, name)

        def and_wait(*given: Any, **more: Any) -> object:
            found = real(*given, **more)
            time.sleep(A_WHILE)
            return found

        monkeypatch.setattr(module, name, and_wait)

    return slow


def only(town: Town, model: type, *where: Any) -> Any:
    with town.database.reading() as session:
        return session.scalars(select(model).where(*where)).one()


def test_a_file_that_is_found_harmful_while_somebody_lets_it_through_stays_shut(
    town: Town, slowly: Callable[[ModuleType, str], None]
) -> None:
    incident = town.incident()
    ref = town.act("officer", evidence.attach_to_incident, incident, "call.pdf", b"%PDF-1.4 a note", "application/pdf")
    number = only(town, Evidence, Evidence.ref == ref).id
    slowly(evidence, "_locked")
    at_once(
        lambda: town.act("officer", evidence.release, ref),
        lambda: town.act("system", evidence.note_scan, number, "Eicar"),
    )
    assert only(town, Evidence, Evidence.ref == ref).scan == "harmful"


def test_two_workers_who_are_asked_for_a_code_by_post_write_one_letter(
    town: Town, slowly: Callable[[ModuleType, str], None]
) -> None:
    person = only(town, Customer, Customer.id == town.known["neighbour"].id)
    said = post_codes.Said(person.name, person.date_of_birth, person.ref)
    for network in ("192.0.2.1", "192.0.2.2"):
        town.act("system", post_codes.ask, said, network=network)
    with town.database.reading() as session:
        numbers = list(session.scalars(select(Message.id).where(Message.kind == "post_code")))
    slowly(post_codes, "_may_be_posted")
    at_once(*[lambda number=number: town.act("system", post_codes.write, number) for number in numbers])
    assert (len(numbers), town.count(Letter, Letter.kind == post_codes.KIND)) == (2, 1)


def test_a_letter_is_posted_or_stopped_because_its_reader_died_and_never_both(
    town: Town, slowly: Callable[[ModuleType, str], None]
) -> None:
    town.decided("neighbour")
    Worker(town.database, town.pack, "http://portal.example", {}, clock=lambda: town.now).run_once()
    pack = town.act("officer", copies.make_pack, "pack-1")
    copy = only(town, Delivery, Delivery.channel == "letter")
    slowly(clock, "goes_out")
    at_once(
        lambda: town.act("officer", copies.note_posted, pack, [copy.id]),
        lambda: town.act(
            "officer", deaths.note, town.ref("neighbour"), DeathFacts("Their sister", "telephone"), "form-died"
        ),
    )
    posted = town.count(Event, Event.name == "letter_posted")
    assert only(town, Delivery, Delivery.id == copy.id).state == ("sent" if posted else deaths.STOPPED)
    assert only(town, CustomerDeath).stopped["letters"] == (0 if posted else 1)


def test_a_mail_is_noted_as_sent_or_stopped_because_its_reader_died_and_never_both(
    town: Town, slowly: Callable[[ModuleType, str], None]
) -> None:
    town.decided("resident-blind")
    Worker(town.database, town.pack, "http://portal.example", {}, clock=lambda: town.now).run_once()
    copy, mail = only(town, Delivery, Delivery.channel == "email"), only(town, Message, Message.channel == "email")
    slowly(clock, "goes_out")
    at_once(
        lambda: town.act("system", note_gone_out, mail.id, copy.id),
        lambda: town.act("officer", deaths.note, town.ref("resident-blind"), DeathFacts("A son", "telephone"), "died"),
    )
    mailed = town.count(Event, Event.name == "letter_mailed")
    assert only(town, Delivery, Delivery.id == copy.id).state == ("sent" if mailed else deaths.STOPPED)
    on_paper, by_mail = 1, 2  # the mail, and the copy that it brings
    assert only(town, CustomerDeath).stopped["letters"] == on_paper + (0 if mailed else by_mail)


def test_two_acts_that_wait_for_each_other_are_both_done(town: Town) -> None:
    met = threading.Barrier(2)

    def about(work: Work, *people: str) -> str:
        for person in people:
            rows.customer(work, town.ref(person))
            with suppress(threading.BrokenBarrierError):  # on SQLite, one writer at a time, nobody comes
                met.wait(1)
        return "done"

    given = at_once(
        lambda: town.act("officer", about, "resident", "neighbour"),
        lambda: town.act("officer", about, "neighbour", "resident"),
    )
    assert given == ["done", "done"]


def test_of_two_who_take_a_task_at_once_one_has_it_and_the_other_is_told(town: Town) -> None:
    told = ComplaintFacts("Nobody came.", "A plumber.")
    town.act("resident", complaints.make, town.ref("resident"), told, "complaint-1")
    key = only(town, Task, Task.kind == "complaint").key
    given = at_once(*[lambda who=who: town.act(who, assigning.take, [key]) for who in ("officer", "decider")])
    assert sorted(map(str, given)) == ["1", "task_is_held"]


def test_of_two_who_answer_a_request_at_once_one_answers_and_the_other_is_told(town: Town) -> None:
    ref = asked(town)
    given = at_once(
        lambda: town.act("officer", adjustments.answer, ref, YES),
        lambda: town.act("decider", adjustments.answer, ref, NO),
    )
    assert sum(str(one).startswith("adjustment_is_") for one in given) == 1
    assert town.count(Event, Event.name == "adjustment_answered") == 1


def test_a_review_held_by_several_at_once_changes_things_once(town: Town) -> None:
    decision = town.decided()
    review = town.act("officer", reviews.begin, decision)
    signed(town, review, ReviewFacts("lift", "The calls have stopped."))
    assert at_once(*[lambda: town.act("officer", reviewing.hold, review)] * 3) == [review] * 3
    assert town.count(Event, Event.name == "review_held") == 1
