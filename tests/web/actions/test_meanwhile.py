"""What waits to go out, and what happens meanwhile: a safe address, a death, an advocate who is one no more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from casework.actions import (
    agreements,
    clock,
    copies,
    deaths,
    naming,
    people,
    preferences,
    printing,
    reviewing,
    reviews,
    spoken_codes,
    translating,
)
from casework.actions.carriers import FileOutbox, Sent
from casework.actions.deaths import DeathFacts
from casework.actions.preferences import PreferenceFacts, SafeFacts
from casework.actions.work import SYSTEM, RefusedError, Work
from casework.actions.worker import Worker
from casework.records import copies as records
from casework.records import troubles
from casework.records.advocates import Naming
from casework.records.agreements import ContactAgreement
from casework.records.audit import ChainCheck
from casework.records.letters import Delivery, Letter
from casework.records.people import Authority, Customer
from casework.records.reviews import Review
from casework.records.signin import Message
from casework.rules.calendar import working_days_after, working_days_between
from tests.people import Town
from tests.web.actions.test_advocates import facts as named
from tests.web.actions.test_translating import decided as held

SAFE = SafeFacts(email="walter.safe@example.org", opens="10:00", closes="12:00", how="telephone")
ADVOCATE = "ada.spokeswell@advice.example.org"
TOLD = DeathFacts("Their sister", "telephone")


def worked(town: Town, folder: Path | None = None) -> list[Sent]:
    """What waits is done; without a folder nothing carries mails, and they wait. All that was sent so far."""
    carried = FileOutbox(folder or Path(), "no-reply@example.org")
    carriers = {"email": carried, "text": carried} if folder else {}
    Worker(town.database, town.pack, "http://portal.example", carriers, clock=lambda: town.now).run_once()
    return carried.sent() if folder else []


def states(town: Town, reader: str) -> set[str]:
    with town.database.reading() as session:
        return set(session.scalars(select(Delivery.state).where(Delivery.reader == reader)))


def finished(town: Town) -> None:
    """Every copy is there, as far as its state says so."""
    with town.database.writing() as session:
        for copy in session.scalars(select(Delivery)):
            copy.state = "ready"


def ended(town: Town) -> None:
    with town.database.reading() as session:
        mine = select(Authority.id).where(Authority.customer_id == town.known["resident"].id)
        number = session.scalars(mine).one()
    town.act("resident", people.end_authority, number)


def test_a_mail_that_waited_goes_to_the_address_and_in_the_hours_that_are_safe_by_now(
    town: Town, tmp_path: Path
) -> None:
    town.decided("resident-blind")
    worked(town)
    town.act("officer", preferences.set_safe, town.ref("resident-blind"), SAFE)
    town.later(hours=4)
    for _twice in range(2):
        assert worked(town, tmp_path) == []
    with town.database.reading() as session:
        assert troubles.found(session.connection(), town.now) == [], "it waits, and nothing is amiss"
    town.later(hours=20)
    assert {one.to for one in worked(town, tmp_path)} == {SAFE.email}


def test_an_advocate_who_was_one_gets_no_letter_that_waited(town: Town, tmp_path: Path) -> None:
    town.decided()
    worked(town)
    ended(town)
    sent = worked(town, tmp_path)
    assert [one.files for one in sent if one.to == ADVOCATE] == [()], "they are told that it has ended, and no more"
    assert states(town, "advocate") == {"stopped"}
    assert any(one.files for one in sent), "the customer gets theirs"


def test_an_advocate_whose_time_ran_out_gets_no_letter_that_waited(town: Town, tmp_path: Path) -> None:
    town.decided()
    with town.database.writing() as session:
        mine = select(Authority).where(Authority.customer_id == town.known["resident"].id)
        session.scalars(mine).one().ends_on = town.today
    town.later(days=1)
    assert ADVOCATE not in {one.to for one in worked(town, tmp_path)}
    assert states(town, "advocate") == {"stopped"}


def test_after_a_death_no_mail_that_waited_goes_out_to_anybody(town: Town, tmp_path: Path) -> None:
    town.decided()
    worked(town)
    town.act("officer", deaths.note, town.ref("resident"), TOLD, "death-1")
    assert worked(town, tmp_path) == []


def test_nobody_becomes_an_advocate_of_somebody_who_has_died(town: Town) -> None:
    ref = town.act("neighbour", naming.name, town.ref("neighbour"), named(town, email="a@example.org"), "key-1")
    with town.database.writing() as session:
        row = session.scalars(select(Naming).where(Naming.ref == ref)).one()
        row.token_hash = naming.token_hash(session.info["keyring"], "token")
    code = town.act("neighbour", spoken_codes.offer, town.ref("neighbour"), ("see",), named(town).ends_on, "key-2")
    with town.database.reading() as session:
        born = session.get_one(Customer, town.known["neighbour"].id).date_of_birth
    town.act("officer", deaths.note, town.ref("neighbour"), TOLD, "death-1")
    assert town.act("advocate", spoken_codes.take_up, code, born, (), network="192.0.2.1").refused == "wrong"
    with pytest.raises(RefusedError, match="naming_is_withdrawn"):
        town.act("officer", naming.check, ref, "agreed", "")


def test_a_letter_that_is_let_go_after_a_death_is_announced_to_nobody(town: Town) -> None:
    town.act("resident", preferences.change, town.ref("resident"), PreferenceFacts(decisions_by="text"))
    ref = held(town, first=True)
    town.act("officer", deaths.note, town.ref("resident"), TOLD, "death-1")
    town.act("officer", translating.send_as_it_is, ref)
    with town.database.reading() as session:
        assert session.scalars(select(Message.kind).where(Message.channel == "text")).all() == []


@pytest.mark.parametrize("by", ["death", "safe"])
def test_a_pack_that_was_made_before_prints_and_posts_nothing_that_may_not_go(town: Town, by: str) -> None:
    town.decided("neighbour")
    finished(town)
    ref = town.act("officer", copies.make_pack, "pack-1")
    if by == "death":
        town.act("officer", deaths.note, town.ref("neighbour"), TOLD, "death-1")
    else:
        safe = SafeFacts(address=("9 Safe Street", "Sampletown", "ZZ9 9ZZ"), how="telephone")
        town.act("officer", preferences.set_safe, town.ref("neighbour"), safe)
    with town.database.reading() as session:
        work = Work(session, SYSTEM, town.pack, town.now)
        assert printing.in_postal_order(work, records.pack(session, ref)) == []


def test_a_code_to_read_out_goes_where_it_is_safe(town: Town, tmp_path: Path) -> None:
    safe = SafeFacts(phone="07700 900199", never=("email", "phone"), how="telephone")
    town.act("officer", preferences.set_safe, town.ref("neighbour"), safe)
    town.act("officer", spoken_codes.send, town.ref("neighbour"), "code-1")
    assert [one.to for one in worked(town, tmp_path) if one.channel == "text"] == ["+447700900199"]


def test_a_day_to_answer_by_does_not_wait_for_the_copy_of_an_advocate(
    town_of: Callable[[str], Town],
) -> None:
    town = town_of("notting-hill-genesis")
    case = town.case()
    answer, review = town.today + timedelta(days=14), town.today + timedelta(days=90)
    facts = agreements.OfferFacts(("I write and do not shout.",), ("We answer.",), "We spoke.", answer, review)
    town.act("officer", agreements.offer, case, facts, "offer-1")
    with town.database.reading() as session:
        theirs, mine = (
            session.scalars(select(Letter.ref).join(Delivery).where(Delivery.reader == who).distinct()).one()
            for who in ("advocate", "customer")
        )
    town.later(days=7)
    for ref, expected in (
        (theirs, answer),
        (mine, working_days_after(town.today, working_days_between(town.today - timedelta(days=7), answer))),
    ):
        with town.database.writing() as session:
            letter = session.scalars(select(Letter).where(Letter.ref == ref)).one()
            clock.goes_out(Work(session, SYSTEM, town.pack, town.now), letter)
        with town.database.reading() as session:
            assert session.scalars(select(ContactAgreement.answer_by)).one() == expected


def test_a_letter_of_a_summer_night_reaches_nobody_on_the_day_before(town: Town) -> None:
    town.decided("neighbour")
    finished(town)
    town.now = datetime(2027, 6, 30, 23, 30, tzinfo=UTC)  # half past midnight on 1 July in England
    with town.database.writing() as session:
        copy = session.scalars(select(Delivery).where(Delivery.reader == "customer")).one()
        copy.letter.issued_at = town.now
        ref, number = copy.letter.ref, copy.id
    with pytest.raises(RefusedError, match="before_the_letter"):
        town.act("officer", clock.note_delivered, ref, number, town.now.date())


def test_the_chain_is_walked_along_once_a_day_however_often_the_worker_tidies_up(town: Town) -> None:
    for hours, walks in ((0, 1), (1, 1), (18, 1), (5, 2), (-48, 3)):  # and again where a clock was set back
        town.later(hours=hours)
        Worker(town.database, town.pack, "http://portal.example", {}, clock=lambda: town.now).tidy()
        assert town.count(ChainCheck) == walks


def test_a_customer_has_all_of_the_last_day_to_answer_an_invitation(town: Town) -> None:
    ref = town.act("officer", reviews.begin, town.decided())
    with town.database.reading() as session:
        found = session.scalars(select(Review).where(Review.ref == ref)).one()
        assert found.reply_by is not None
        said = [reviewing.heard(found, found.reply_by + timedelta(days=days)) for days in (-1, 0, 1)]
    assert said == [False, False, True]
