"""How a person says how to reach them, and that everything then goes there and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

import letters as rendering
from casework.actions import letters
from casework.actions import preferences as actions
from casework.actions.erasure import erase_customer
from casework.actions.preferences import PreferenceFacts
from casework.actions.work import RefusedError, Work
from casework.records import preferences as records
from casework.records.events import Event, read
from casework.records.letters import Delivery, Letter
from casework.records.outbox import Job
from casework.records.people import Advocate, Customer
from tests.web.doorway import Doorway
from tests.web.office import Office, open_office

SAFE = {
    "address": "c/o Sampletown Library\nLibrary Square\nZZ3 1EF",
    "email": "safe.nina@example.org",
    "never": ["post", "email", "phone"],
}
BIRTHDAY: dict[str, Any] = {"birthday-day": "6", "birthday-month": "6", "birthday-year": "1966"}


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with open_office(database_url, tmp_path) as made:
        for who in ("neighbour", "resident", "advocate", "officer"):
            made.browser(who).set_cookie("language", "en")
        yield made


def on_record(office: Office, who: str) -> Customer:
    with office.app.extensions["database"].reading() as session:
        found: Customer = session.get_one(Customer, office.town.known[who].id)
        return found


def letters_of(office: Office, who: str) -> list[tuple[str, str, str]]:
    """Kind, way and format of every copy for the customer, the oldest first."""
    with office.app.extensions["database"].reading() as session:
        copies = select(Letter.kind, Delivery.channel, Delivery.format).join(Delivery)
        mine = copies.where(Delivery.reader == "customer", Delivery.reader_id == office.town.known[who].id)
        return [(kind, channel, made_as) for kind, channel, made_as in session.execute(mine.order_by(Delivery.id))]


def words_of_letter(office: Office, who: str) -> str:
    """The newest letter as the person reads it here."""
    page = office.get(who, "/letters")
    [address, *_] = [href for href in page.links.values() if re.fullmatch(r"/letters/L-[\w-]+", href)]
    return office.get(who, address).main


# Preferences


@pytest.mark.clause("OVH-1.8")
def test_the_language_format_and_way_that_a_person_chose_are_those_of_their_next_letter(office: Office) -> None:
    office.done("neighbour", "/preferences/letters", {"language": "pl", "letter_format": "large_print"})
    ways = {"decisions_by": "email", "appointments_by": "telephone", "reminders_by": "text"}
    office.done("neighbour", "/preferences/ways", ways)
    page = office.get("neighbour", "/preferences", headers={"Accept-Language": "en"})
    assert 'lang="pl"' in page.html  # the account's language, on this device too
    office.town.decided("neighbour")
    assert letters_of(office, "neighbour") == [
        ("decision", "letter", "large_print"),
        ("decision", "email", "large_print"),
    ]
    with office.app.extensions["database"].reading() as session:
        assert session.scalar(select(Letter.language)) == "pl"


@pytest.mark.clause("OVH-1.8")
def test_how_big_a_person_wants_the_print_is_asked_once_and_each_copy_is_made_so(office: Office) -> None:
    to = office.done("neighbour", "/preferences/letters", {"letter_format": "large_print"})
    assert to == "/preferences/format"
    page = office.get("neighbour", to)
    tried = office.browser("neighbour").post(to, data={**page.form_data(), "size": "28", "do": "try"})
    assert tried.location.startswith("/formats/sample/large_print?")
    assert "size=28" in tried.location
    assert on_record(office, "neighbour").format_options == {}  # trying keeps nothing
    office.done("neighbour", to, {"size": "28"})
    assert "28 point" in office.get("neighbour", "/preferences").main
    office.town.decided("neighbour")
    with office.app.extensions["database"].reading() as session:
        chosen = session.scalars(select(Delivery.options)).all()
    assert {one["size"] for one in chosen} == {28}


def test_staff_write_down_the_format_and_the_letter_about_it_says_so(office: Office) -> None:
    at = f"/staff/customers/{office.town.ref('neighbour')}/preferences"
    office.done("officer", at, {"letter_format": "large_print", "size": "24", "how": "telephone"})
    assert "24 point" in words_of_letter(office, "neighbour")
    assert "24 point" in office.get("officer", f"/staff/customers/{office.town.ref('neighbour')}").main


def test_an_advocate_chooses_how_their_own_copies_come(office: Office) -> None:
    to = office.done("advocate", "/clients/details", {"letter_format": "large_print", "mail_as": "link"})
    office.done("advocate", to, {"size": "18"})
    with office.app.extensions["database"].reading() as session:
        mine = session.get_one(Advocate, office.town.known["advocate"].id)
        assert (mine.mail_as, mine.format_options["size"]) == ("link", 18)


@pytest.mark.parametrize("said", [{"size": 19}, {"paper": "blue"}, {"cells": True}, {"colour": "red"}])
def test_an_option_that_there_is_not_is_refused(office: Office, said: dict[str, Any]) -> None:
    with pytest.raises(RefusedError, match="unknown_code"):
        office.town.act("neighbour", actions.change, office.town.ref("neighbour"), PreferenceFacts(format_options=said))


@pytest.mark.clause("OVH-1.9.1")
def test_a_person_asks_for_another_way_and_staff_read_what_stands_in_it_before_anything_else(office: Office) -> None:
    said = "I cannot hear on the phone. A text works, or a relay."
    office.done("neighbour", "/preferences/help", {"note": said, "relay_uk": "y", "interpreter": "Punjabi"})
    office.done("neighbour", "/preferences/ways", {"appointments_by": "text", "reminders_by": "text"})
    assert said in office.get("neighbour", "/preferences").main
    page = office.get("officer", f"/staff/customers/{office.town.ref('neighbour')}").main
    assert said in page
    assert "Punjabi" in page
    assert "Text message" in page


@pytest.mark.clause("OVH-1.8")
@pytest.mark.parametrize(
    ("kind", "sent"), [("service_receipt", ["email"]), ("review_invitation", ["text"]), ("change_answer", [])]
)
def test_each_purpose_has_a_way_of_its_own(office: Office, kind: str, sent: list[str]) -> None:
    """Whatever the letter, its paper goes by post; beside it, the way that the person chose for this purpose."""
    ways = {"decisions_by": "letter", "appointments_by": "email", "reminders_by": "text"}
    office.done("neighbour", "/preferences/ways", ways)
    sample = rendering.KINDS[kind].sample()

    def send(work: Work) -> None:
        letters.send(work, kind, work.session.get_one(Customer, work.actor.id), lambda _person, _code: sample)

    office.town.act("neighbour", send)
    copies = [channel for _kind, channel, _format in letters_of(office, "neighbour") if channel != "letter"]
    assert copies + [message.channel for message in Doorway(office).post_box()] == sent


def test_a_way_that_nothing_on_record_serves_is_not_offered(office: Office) -> None:
    with office.app.extensions["database"].writing() as session:
        session.get_one(Customer, office.town.known["neighbour"].id).phone = None
    labels = office.get("neighbour", "/preferences/ways").main
    assert "Email" in labels
    assert "Text message" not in labels


def test_an_advocate_who_may_speak_changes_preferences_and_sees_nothing_of_what_is_safe(office: Office) -> None:
    base = f"/clients/{office.town.ref('resident')}"
    office.done("advocate", f"{base}/preferences/help", {"note": "Ring before noon"})
    office.done("resident", "/preferences/safe", SAFE)
    page = office.get("advocate", f"{base}/preferences").main
    assert "Ring before noon" in page
    assert "safe" not in page
    assert office.browser("advocate").get(f"{base}/preferences/safe").status_code == 404
    assert office.browser("advocate").get("/preferences/safe").status_code == 404


def test_the_same_form_sent_twice_is_one_change(office: Office) -> None:
    for _ in range(2):
        office.done("neighbour", "/preferences/help", {"note": "Leave a message"})
    with office.app.extensions["database"].reading() as session:
        named = session.scalars(select(Event).where(Event.name == "preferences_changed")).all()
        assert [read(session, one)["after"] for one in named] == [{"note": "Leave a message"}]


@pytest.mark.parametrize("format_", ["docx", "pdf", "large_print", "html", "text"])
def test_a_stranger_can_try_every_format(office: Office, format_: str) -> None:
    answer = office.app.test_client().get(f"/formats/sample/{format_}")
    assert answer.status_code == 200
    assert len(answer.data) > 1000
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_a_sample_of_a_format_that_is_not_made_is_not_there(office: Office) -> None:
    assert office.app.test_client().get("/formats/sample/papyrus").status_code == 404


# What is safe


def test_letters_go_to_the_safe_address_and_name_no_other(office: Office) -> None:
    office.done("neighbour", "/preferences/safe", SAFE)
    office.town.decided("neighbour")
    said = words_of_letter(office, "neighbour")
    assert "Library Square" in said
    assert "Imaginary Street" not in said
    assert ("decision", "letter", "pdf") in letters_of(office, "neighbour")


def test_no_letter_is_posted_where_post_is_not_safe(office: Office) -> None:
    office.done("neighbour", "/preferences/safe", {"never": ["post"], "email": "safe.nina@example.org"})
    office.town.decided("neighbour")
    assert letters_of(office, "neighbour") == [("decision", "email", "pdf")]
    assert "Imaginary Street" not in words_of_letter(office, "neighbour")


def test_somebody_needs_one_safe_way_to_get_letters(office: Office) -> None:
    page = office.refused("neighbour", "/preferences/safe", {"never": ["post", "email"]})
    assert page.errors == ["Give us one way that is safe: an address or an email."]
    page = office.refused("neighbour", "/preferences/safe", {"opens": "3pm", "closes": "9am", "note": "Ring twice"})
    assert page.errors == ["Enter a time after the one above"]
    assert page.field("What else must we know?").value == "Ring twice"


def test_staff_see_first_what_is_safe(office: Office) -> None:
    office.done(
        "neighbour", "/preferences/safe", {**SAFE, "opens": "9:30am", "days": ["tue"], "note": "Hang up on him"}
    )
    page = office.get("officer", f"/staff/customers/{office.town.ref('neighbour')}").main
    safe, usual = page.index("safe.nina@example.org"), page.index("How to contact this person now")
    assert safe < usual
    assert "Hang up on him" in page
    assert "Tuesday" in page


def test_what_was_signed_in_or_posted_before_opens_nothing_any_more(office: Office) -> None:
    office.town.decided("neighbour")
    code = re.search(r"\b[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}\b", words_of_letter(office, "neighbour"))
    assert code
    thief, by_letter = Doorway(office), Doorway(office)
    with office.browser("neighbour").session_transaction() as mine, thief.browser.session_transaction() as theirs:
        theirs.update(dict(mine))
    office.done("neighbour", "/preferences/safe", SAFE)
    assert office.browser("neighbour").get("/arrangements").status_code == 200
    assert thief.browser.get("/arrangements").status_code == 303
    assert by_letter.send("/sign-in/letter", code=code[0], **BIRTHDAY).status_code == 200
    assert by_letter.who() is None


def test_what_was_on_record_is_used_again_when_the_person_says_so(office: Office) -> None:
    office.done("neighbour", "/preferences/safe", SAFE)
    office.done("neighbour", "/preferences/safe/end", {}, form=1, at="/preferences/safe")
    office.town.decided("neighbour")
    assert "Imaginary Street" in words_of_letter(office, "neighbour")


def test_a_letter_by_mail_waits_for_the_safe_hours(office: Office) -> None:
    tomorrow = (datetime.now(UTC) + timedelta(days=2)).strftime("%a").lower()
    safe = {"email": "safe.nina@example.org", "never": ["post"], "days": [tomorrow], "opens": "10am", "closes": "11am"}
    office.done("neighbour", "/preferences/safe", safe)
    office.town.decided("neighbour")
    from web.background import make_worker

    make_worker(office.app).run_once()
    with office.app.extensions["database"].reading() as session:
        [job] = session.scalars(select(Job).where(Job.kind == "send_email")).all()
        assert job.run_after.strftime("%a").lower() == tomorrow
    assert [message.to for message in Doorway(office).post_box()] == ["safe.nina@example.org"]


def test_erasure_leaves_nothing_of_how_a_person_was_reached(office: Office) -> None:
    office.done("neighbour", "/preferences/safe", SAFE)
    office.done("neighbour", "/preferences/help", {"note": "Leave a message"})
    office.town.act("administrator", erase_customer, office.town.ref("neighbour"))
    with office.app.extensions["database"].reading() as session:
        number = office.town.known["neighbour"].id
        assert records.preference(session, number) is None
        assert records.safe_contact(session, number) is None


# By staff


def test_staff_write_it_down_and_the_person_gets_it_in_writing(office: Office) -> None:
    ref = office.town.ref("neighbour")
    office.done("officer", f"/staff/customers/{ref}/preferences", {"reminders_by": "text", "how": "telephone"})
    assert letters_of(office, "neighbour") == [("preferences_noted", "letter", "pdf")]
    assert "Text message" in words_of_letter(office, "neighbour")
    page = office.refused("officer", f"/staff/customers/{ref}/safe-contact", {"phone": "07700 900222"})
    assert page.errors == ["Choose how it reached us"]


def test_what_staff_note_as_safe_is_named_in_no_letter(office: Office) -> None:
    ref = office.town.ref("neighbour")
    office.done("officer", f"/staff/customers/{ref}/safe-contact", {**SAFE, "how": "in_person"})
    said = words_of_letter(_signed_in_again(office), "neighbour")
    assert "safe.nina" not in said
    assert "safe for you" in said


def _signed_in_again(office: Office) -> Office:
    """The neighbour's earlier session ended with the change; they come in anew."""
    version = on_record(office, "neighbour").session_version
    person = office.town.known["neighbour"]
    with office.browser("neighbour").session_transaction() as session:
        session["_user_id"] = f"customer:{person.id}:{version}"
    return office


def test_staff_sign_everybody_out_when_the_person_says_that_it_was_not_they(office: Office) -> None:
    ref = office.town.ref("neighbour")
    assert office.browser("neighbour").get("/arrangements").status_code == 200
    office.done("officer", f"/staff/customers/{ref}/sign-out", {}, form=1, at=f"/staff/customers/{ref}/safe-contact")
    assert office.browser("neighbour").get("/arrangements").status_code == 303


def test_the_record_shows_the_person_how_they_are_reached(office: Office) -> None:
    office.done("neighbour", "/preferences/help", {"note": "Ring before noon"})
    office.done("neighbour", "/preferences/safe", SAFE)
    said = office.get("neighbour", "/record/kept/reached").main
    assert "Ring before noon" in said
    assert "safe.nina@example.org" in said


def test_a_letter_that_still_names_the_unsafe_address_is_not_to_be_posted(office: Office) -> None:
    office.town.decided("neighbour")
    with office.app.extensions["database"].reading() as session:
        ref = session.scalar(select(Letter.ref))
    warning = "Do not post this letter"
    assert warning not in office.get("officer", f"/staff/letters/{ref}").main
    office.done("neighbour", "/preferences/safe", SAFE)
    assert warning in office.get("officer", f"/staff/letters/{ref}").main
