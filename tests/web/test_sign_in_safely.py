"""Codes where they are safe and by post, the mail that signs everybody out, and the quick way out."""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, select

from casework.actions import preferences
from casework.actions.preferences import SafeFacts
from casework.records.letters import Delivery, Letter
from casework.records.signin import Attempt, Message, SignInCode
from tests.web.doorway import Doorway
from web.background import make_worker

NINA, SAFE = "nina.nextdoor@example.org", "safe.nina@example.org"
ASKED: dict[str, Any] = {
    "name": "nina  NEXTDOOR",
    "birthday-day": "6",
    "birthday-month": "6",
    "birthday-year": "1966",
    "where": "zz14ab",
}


def named_safe(door: Doorway, **facts: Any) -> None:
    door.office.town.act("neighbour", preferences.set_safe, door.office.town.ref("neighbour"), SafeFacts(**facts))


def asked_by_post(door: Doorway, **other: Any) -> str:
    """Ask for a code by post; what the page then says."""
    form = door.get("/sign-in/help").form_data()
    answer = door.browser.post("/sign-in/help", data={**form, **ASKED, **other})
    assert answer.location == "/sign-in/by-post", door.browser.get("/sign-in/help").text
    return door.get("/sign-in/by-post").main


def worked(door: Doorway) -> None:
    make_worker(door.office.app).run_once()


def posted(door: Doorway) -> list[tuple[str, str, str]]:
    """Kind and way of every copy of a letter, and who reads it."""
    with door.database.reading() as session:
        copies = select(Letter.kind, Delivery.channel, Delivery.reader).join(Delivery).order_by(Delivery.id)
        return [(kind, channel, reader) for kind, channel, reader in session.execute(copies)]


# Where it is safe


def test_a_code_goes_to_the_safe_address_and_the_others_open_nothing(door: Doorway) -> None:
    named_safe(door, email=SAFE)
    for unsafe in (NINA, "07700 900105"):
        assert door.send("/sign-in", address=unsafe).location == "/sign-in/code"
    assert door.post_box() == []
    door.send("/sign-in", address=SAFE)
    assert [message.to for message in door.post_box()] == [SAFE]
    assert door.send("/sign-in/code", code=door.code()).location == "/arrangements"


def test_who_shares_an_address_does_not_come_in_as_somebody_who_named_another(door: Doorway) -> None:
    """Two people read one mailbox; she names a safe way. His own code, and her birthday, do not make him her."""
    from sqlalchemy import update

    from casework.records.people import Customer

    with door.database.writing() as session:
        him = door.office.town.known["applicant"].id
        session.execute(update(Customer).where(Customer.id == him).values(email=NINA))
    named_safe(door, email=SAFE)
    door.send("/sign-in", address=NINA)
    assert door.send("/sign-in/code", code=door.code()).location == "/arrangements"
    assert door.who() == f"customer:{him}"


def test_a_number_that_is_never_used_gets_no_code(door: Doorway) -> None:
    named_safe(door, never=("phone",))
    door.send("/sign-in", address="07700 900105")
    assert door.post_box() == []
    door.send("/sign-in", address=NINA)
    assert [message.to for message in door.post_box()] == [NINA]


# It was not me


def link(door: Doorway) -> str:
    found = re.search(r"http\S+?(/sign-in/not-me/\S+)", door.post_box()[-1].body)
    assert found
    return found[1]


def test_it_was_not_me_ends_every_session_and_the_code(door: Doorway) -> None:
    thief, browser = Doorway(door.office), door.office.browser("neighbour")
    thief.send("/sign-in", address=NINA)
    code, stop = door.code(), link(door)
    assert browser.get("/arrangements").status_code == 200
    page = door.get(stop)
    assert browser.get("/arrangements").status_code == 200, "looking at the page ended a session"
    assert "Everybody is signed out" in door.browser.post(stop, data=page.form_data()).text
    assert browser.get("/arrangements").status_code == 303
    assert "too old" in thief.refused("/sign-in/code", code=code).errors[0]


def test_it_was_not_me_ends_the_session_that_the_code_began(door: Doorway) -> None:
    thief = Doorway(door.office)
    thief.send("/sign-in", address=NINA)
    assert thief.send("/sign-in/code", code=door.code()).location == "/arrangements"
    door.send(link(door))
    assert thief.browser.get("/arrangements").status_code == 303


def test_a_link_that_is_too_old_or_made_up_says_whom_to_ring(door: Doorway) -> None:
    door.send("/sign-in", address=NINA)
    stop = link(door)
    door.earlier(SignInCode, "expires_at", timedelta(days=7, minutes=10))
    for address in (stop, "/sign-in/not-me/abc"):
        answer = door.send(address)
        assert answer.status_code == 410
        assert "tel:" in answer.text


def test_a_text_with_a_code_holds_no_link(door: Doorway) -> None:
    door.send("/sign-in", address="07700 900105")
    assert "http" not in door.post_box()[-1].body


# By post


def test_a_code_comes_by_post_to_the_address_on_record_and_opens_the_door(door: Doorway) -> None:
    asked_by_post(door)
    worked(door)
    assert posted(door) == [("code_by_post", "letter", "customer")]
    with door.database.reading() as session:
        from casework.actions.letters import frozen_of

        said = frozen_of(session, session.scalars(select(Letter)).one()).decode()
    assert "14 Imaginary Street" in said
    code = re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", said)
    assert code
    birthday: dict[str, Any] = {"birthday__day": "6", "birthday__month": "6", "birthday__year": "1966"}
    assert door.send("/sign-in/letter", code=code[0], **birthday).location == "/arrangements"


@pytest.mark.parametrize("where", ["T-100105", "ZZ1 4AB"])
def test_a_reference_does_as_well_as_a_postcode(door: Doorway, where: str) -> None:
    asked_by_post(door, where=where)
    worked(door)
    assert len(posted(door)) == 1


def test_nobody_learns_from_asking_by_post_whether_somebody_is_on_record(door: Doorway) -> None:
    """The same page and the same rows written; what was typed waits, encrypted, for the worker, and is then blanked."""

    def ask(**other: Any) -> tuple[str, Counter[str]]:
        rows = Counter[str]()

        def count(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            if statement.startswith(("INSERT", "UPDATE", "DELETE")):
                rows[" ".join(statement.split()[:3])] += 1

        event.listen(door.database.engine, "before_cursor_execute", count)
        said = asked_by_post(Doorway(door.office), **other)
        event.remove(door.database.engine, "before_cursor_execute", count)
        return said, rows

    assert ask() == ask(name="Nobody Atall") == ask(where="ZZ9 9ZZ")
    with door.database.reading() as session:
        kept = session.scalars(select(Message.content).where(Message.kind == "post_code")).all()
    assert len(kept) == 3
    assert not any(b"NEXTDOOR" in one for one in kept)
    worked(door)
    assert len(posted(door)) == 1
    with door.database.reading() as session:
        assert set(session.scalars(select(Message.content).where(Message.kind == "post_code"))) == {b""}


def test_asking_again_the_same_day_brings_one_letter(door: Doorway) -> None:
    for where in ("ZZ1 4AB", "T-100105"):
        asked_by_post(door, where=where)
    worked(door)
    assert len(posted(door)) == 1


@pytest.mark.parametrize("name", ["Nina Nextdoor", "Nobody Atall"])
def test_codes_by_post_can_be_asked_for_three_times_a_day(door: Doorway, name: str) -> None:
    for _ in range(3):
        asked_by_post(door, name=name)
    form = door.get("/sign-in/help").form_data()
    assert "There were too many tries" in door.browser.post("/sign-in/help", data={**form, **ASKED, "name": name}).text
    door.earlier(Attempt, "at", timedelta(days=1))
    asked_by_post(door, name=name)


def test_a_code_by_post_goes_to_the_safe_address_or_not_at_all(door: Doorway) -> None:
    named_safe(door, email=SAFE, never=("post",))
    asked_by_post(door)
    worked(door)
    assert posted(door) == []
    named_safe(door, address=("c/o Library", "ZZ3 1EF"), never=("post",))
    asked_by_post(door)
    worked(door)
    assert posted(door) == [("code_by_post", "letter", "customer")]


def test_no_advocate_gets_a_copy_of_a_code(door: Doorway) -> None:
    ada: dict[str, Any] = {
        "name": "Samira Exemplar",
        "birthday-day": "4",
        "birthday-month": "3",
        "birthday-year": "1979",
    }
    asked_by_post(door, **ada)
    worked(door)
    assert posted(door) == [("code_by_post", "letter", "customer")]


# Out


def test_the_quick_way_out_signs_out_and_leaves_nothing_to_go_back_to(door: Doorway) -> None:
    browser = door.office.browser("neighbour")
    page = door.office.get("neighbour", "/arrangements")
    [leave] = page.of_class("od-leave")
    answer = browser.get(leave.attrib["href"])
    assert answer.location == "https://www.bbc.co.uk/weather"
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert browser.get("/arrangements").status_code == 303


def test_the_sign_in_page_says_how_long_a_session_lasts(door: Doorway) -> None:
    assert "30 minutes" in door.get("/sign-in").main
    assert "12 hours" in door.get("/sign-in").main
