"""People and roles in the back office, and a person's own sign-in."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyotp
import pytest
from sqlalchemy import select

from casework.actions import staff_roles
from casework.actions.people import totp_secret as secret_of
from casework.actions.work import SYSTEM, Work
from casework.records.people import StaffMember
from tests.people import PASSWORD, totp_secret
from tests.soft_passkey import SoftPasskey
from tests.web.doorway import Doorway
from tests.web.office import Office, settings_of

NEW = "kettle umbrella tram"
DAY = {"starts_on-day": "1", "starts_on-month": "1", "starts_on-year": "2031"}


def address(office: Office, who: str, *more: str) -> str:
    return "/".join(("/staff/people", office.town.ref(who), *more))


def forget_proof(office: Office, who: str) -> None:
    """The person has been signed in for eleven minutes."""
    with office.browser(who).session_transaction() as session:
        session["proved"] = int(time.time()) - 11 * 60


# People and roles


def test_an_administrator_begins_with_the_people_and_sees_who_holds_which_role(office: Office) -> None:
    assert office.browser("administrator").get("/staff/").location == "/staff/people"
    page = office.get("administrator", "/staff/people")
    assert "Olive Officer" in page.main
    assert "Works here" in page.main
    assert all(word in page.main for word in ("Administrator", "Director", "Nobody"))
    turned = office.get("administrator", "/staff/people?sort=-name").main
    assert turned.index("Olive Officer") < turned.index("Adam Administrator")


def test_a_colleague_is_invited_sets_up_and_comes_in(office: Office) -> None:
    door = Doorway(office)
    typed = {"name": "Nell Newcomer", "email": "Nell@staff.example.org", "roles": ["officer"]}
    person = office.done("administrator", "/staff/people/new", typed)
    assert "Invited until" in office.get("administrator", person).main
    link = re.search(r"/staff/join/\S+", door.post_box()[-1].body)
    assert link
    page = door.get(link[0])
    secret = re.search(r"(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}", page.main)
    assert secret
    code = pyotp.TOTP(secret[0].replace(" ", "")).now()
    short = door.refused(link[0], password="short", password_again="short", code=code)
    assert "Use at least 12 characters" in short.errors[0]
    named = door.refused(link[0], password="nell.newcomer", password_again="nell.newcomer", code=code)
    assert "Do not use your name" in named.errors[0]
    differ = door.refused(link[0], password=NEW, password_again="another one", code=code)
    assert "The two passwords differ" in differ.errors[0]
    joined = door.send(link[0], password=NEW, password_again=NEW, code=code)
    assert len(re.findall(r"[2-9A-Z]{4}-[2-9A-Z]{4}", joined.text)) == 10
    door.send("/staff/sign-in", email="nell@staff.example.org", password=NEW)
    assert door.send("/staff/sign-in/code", code=code).location == "/staff/"
    assert door.browser.get("/staff/join/made-up").status_code == 410


def test_a_role_is_given_from_a_day_on_and_taken_away_at_once(office: Office) -> None:
    page = address(office, "officer")
    office.done("administrator", f"{page}/roles/new", {"role": "director", **DAY})
    shown = office.get("administrator", page)
    assert "Wednesday 1 January 2031" in shown.main
    assert "Adam Administrator" in shown.main, "who gave it"
    office.force("administrator", f"{page}/roles/officer/end", {})
    assert office.browser("officer").get("/staff/customers").status_code == 403


def test_refusals_are_said_in_words_and_nothing_typed_is_lost(office: Office) -> None:
    typed: dict[str, Any] = {"name": "Second Olive", "email": "officer@staff.example.org", "roles": ["officer"]}
    said = office.refused("administrator", "/staff/people/new", typed)
    assert said.errors == ["Somebody here has this address already."]
    assert said.field("Name").value == "Second Olive"
    own = address(office, "administrator", "leave")
    assert "Nobody else could let people in" in office.refused("administrator", own, {}).errors[0]


def test_who_loses_their_role_while_they_write_reads_why_and_keeps_their_words(office: Office) -> None:
    words = "Nobody knew that the lift was broken for a week."
    form = office.get("officer", f"/staff/changes/new?customer={office.town.ref('neighbour')}").form_data()
    office.town.act("administrator", staff_roles.take_away, office.town.ref("officer"), "officer")
    answer = office.browser("officer").post("/staff/changes/new", data={**form, "what_changed": words})
    assert answer.status_code == 403
    assert words in answer.text
    assert "copy them for a colleague" in answer.text


def test_who_leaves_at_once_is_out_of_every_browser_and_their_work_is_listed(office: Office) -> None:
    office.town.taken(office.town.appealed(office.town.decided("neighbour"), by="neighbour"))
    page = address(office, "hearer")
    assert office.browser("hearer").get("/staff/").status_code == 200
    listed = office.get("administrator", f"{page}/leave").main
    assert re.search(r"What waits for them \([1-9]", listed)
    assert "Nina Nextdoor" not in listed, "whose case it is is not for an administrator"
    office.done("administrator", f"{page}/leave", {"at_once": "yes"})
    assert office.browser("hearer").get("/staff/").status_code == 303
    assert "Hana Hearer" in office.get("administrator", "/staff/people?show=left").main
    office.force("administrator", f"{page}/come-back", {})
    assert "Hana Hearer" in office.get("administrator", "/staff/people").main


def test_an_administrator_signs_a_colleague_out_and_lets_them_try_again(office: Office) -> None:
    door, page = Doorway(office), address(office, "officer")
    assert office.browser("officer").get("/staff/").status_code == 200
    office.force("administrator", f"{page}/sign-out", {})
    assert office.browser("officer").get("/staff/").status_code == 303
    for _ in range(11):
        door.refused("/staff/sign-in", email="officer@staff.example.org", password="wrong")
    assert "Too many tries until" in office.get("administrator", page).main
    office.force("administrator", f"{page}/unlock", {})
    assert door.send("/staff/sign-in", email="officer@staff.example.org", password=PASSWORD).status_code == 303


def test_an_auditor_reads_who_holds_what_and_changes_nothing(office: Office) -> None:
    page = office.get("auditor", address(office, "officer"))
    assert not list(next(page.all("main")).iter("form"))
    assert office.browser("officer").get("/staff/people").status_code == 403


# My own sign-in


@pytest.mark.parametrize("who", ["officer", "translator", "contractor", "administrator", "auditor"])
def test_everybody_finds_their_own_sign_in_whatever_their_role(office: Office, who: str) -> None:
    page = office.get(who, "/staff/account")
    assert f"{who}@staff.example.org" in page.main


def test_another_password_ends_every_other_session_and_keeps_this_one(office: Office) -> None:
    other = Doorway(office)
    with other.browser.session_transaction() as there, office.browser("officer").session_transaction() as here:
        there.update(here)
    assert other.browser.get("/staff/").status_code == 200
    office.done("officer", "/staff/account/password", {"password": NEW, "password_again": NEW})
    assert other.browser.get("/staff/").status_code == 303
    assert office.browser("officer").get("/staff/").status_code == 200
    assert other.send("/staff/sign-in", email="officer@staff.example.org", password=NEW).status_code == 303


def test_ending_the_other_sessions_shows_nobody_who_one_is_and_makes_this_one_no_younger(office: Office) -> None:
    """Else whoever finds an unlocked screen could press that button, and then do the gravest acts."""
    forget_proof(office, "officer")
    with office.browser("officer").session_transaction() as session:
        session["since"] = begun = session["since"] - 60 * 60
    assert office.force("officer", "/staff/account/sign-out", {}).location == "/staff/account"
    assert office.browser("officer").get("/staff/account/password").location.startswith("/staff/prove")
    with office.browser("officer").session_transaction() as session:
        assert session["since"] == begun


def test_another_authenticator_takes_the_place_of_the_old_one(office: Office) -> None:
    page = office.get("officer", "/staff/account/authenticator")
    shown = re.search(r"(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}", page.main)
    assert shown
    secret = shown[0].replace(" ", "")
    form = page.form_data()
    again = office.browser("officer").post("/staff/account/authenticator", data={**form, "code": "000000"})
    assert shown[0] in again.text, "the key stays the same while the code is mistyped"
    sent = {**form, "code": pyotp.TOTP(secret).now()}
    assert office.browser("officer").post("/staff/account/authenticator", data=sent).status_code == 303
    with office.app.extensions["database"].reading() as session:
        person = session.scalars(select(StaffMember).where(StaffMember.ref == office.town.ref("officer"))).one()
        assert secret_of(Work(session, SYSTEM, office.town.pack), person) == secret


def test_recovery_codes_are_shown_once_and_open_the_door(office: Office) -> None:
    shown = office.post("officer", "/staff/account/codes", {}).text
    [code, *_] = re.findall(r"[2-9A-Z]{4}-[2-9A-Z]{4}", shown)
    assert code not in office.get("officer", "/staff/account/codes").main
    door = Doorway(office)
    door.send("/staff/sign-in", email="officer@staff.example.org", password=PASSWORD)
    assert "not right" in door.refused("/staff/sign-in/recovery", code="2222-2222").errors[0]
    assert door.send("/staff/sign-in/recovery", code=code).location == "/staff/"
    assert "9" in office.get("officer", "/staff/account").main


# Passkeys


def passkey_options(text: str) -> str:
    from html import unescape

    found = re.search(r'data-options="([^"]+)"', text)
    assert found
    return unescape(found[1])


@pytest.fixture
def secure(database_url: str, tmp_path: Path) -> Iterator[Office]:
    """An office at an address where browsers make passkeys."""
    made = Office(replace(settings_of(database_url, tmp_path, "octavia"), base_url="http://localhost"))
    yield made
    made.close()


def test_a_passkey_is_added_opens_the_door_and_is_removed(secure: Office) -> None:
    device, door = SoftPasskey("http://localhost", "localhost"), Doorway(secure)
    new = "/staff/account/passkeys/new"
    page = secure.browser("officer").get(new)
    typed = {"name": "My telephone", "passkey": device.made(passkey_options(page.text))}
    form = {**secure_form(page.text), **typed}
    assert secure.browser("officer").post(new, data=form).location == "/staff/account"
    start = door.browser.get("/staff/sign-in")
    assert "script-src 'self'" in start.headers["Content-Security-Policy"]
    sent = {"csrf_token": secure_form(start.text)["csrf_token"], "passkey": device.used(passkey_options(start.text))}
    assert door.browser.post("/staff/sign-in/passkey", data=sent).location == "/staff/"
    forget_proof(secure, "officer")
    asked = secure.browser("officer").get("/staff/prove?next=/staff/account/codes")
    proof = {**secure_form(asked.text), "passkey": device.used(passkey_options(asked.text))}
    assert secure.browser("officer").post("/staff/prove/passkey", data=proof).location == "/staff/account/codes"
    account = secure.browser("officer").get("/staff/account").text
    remove = re.search(r'action="(/staff/account/passkeys/\S+/remove)"', account)
    assert remove
    secure.force("officer", remove[1], {})
    start = door.browser.get("/staff/sign-in")
    sent = {"csrf_token": secure_form(start.text)["csrf_token"], "passkey": device.used(passkey_options(start.text))}
    assert "does not open the door" in door.browser.post("/staff/sign-in/passkey", data=sent).text


def test_where_browsers_make_no_passkeys_the_page_says_so_and_offers_none(office: Office) -> None:
    assert "passkey.js" not in office.browser("officer").get("/staff/sign-in").text
    assert "only at a secure address" in office.get("officer", "/staff/account").main


def secure_form(text: str) -> dict[str, str]:
    """The token of a page's forms, and where it leads on to."""
    token = re.search(r'name="csrf_token" value="([^"]+)"', text)
    wanted = re.search(r'name="next"[^>]* value="([^"]*)"', text)
    assert token
    return {"csrf_token": token[1], "next": wanted[1] if wanted else ""}


# The gravest acts


def test_the_gravest_acts_are_these(office: Office) -> None:
    views = office.app.view_functions
    grave = {name for name, view in views.items() if getattr(view, "grave", False)}
    assert {
        "staff.decision_issue",
        "staff.evidence_release",
        "staff.person_new",
        "staff.person_role_new",
        "staff.person_link",
        "staff.account_password",
        "staff.account_authenticator",
        "staff.account_codes",
        "staff.account_passkey_new",
        "staff.bundle_new",
        "staff.bundle_take_out",
        "staff.bundle_take",
    } <= grave


def test_a_role_is_given_only_after_the_password_and_nothing_typed_is_lost(office: Office) -> None:
    page = f"{address(office, 'officer')}/roles/new"
    forget_proof(office, "administrator")
    answer = office.post("administrator", page, {"role": "director", **DAY})
    assert answer.location == f"/staff/prove?next={page}"
    assert "director" not in office.get("administrator", address(office, "officer")).main.casefold()
    wrong = office.refused("administrator", answer.location, {"password": "wrong"})
    assert wrong.errors == ["This is not your password. Check it and type it again."]
    assert office.done("administrator", answer.location, {"password": PASSWORD}) == page
    back = office.get("administrator", page)
    assert back.form_data()["role"] == "director"
    assert back.form_data()["starts_on-year"] == "2031"
    assert office.done("administrator", page, {}) == address(office, "officer")


def test_a_code_of_the_authenticator_does_as_well_as_the_password(office: Office) -> None:
    forget_proof(office, "officer")
    code = pyotp.TOTP(totp_secret("officer")).now()
    asked = office.browser("officer").get("/staff/account/password").location
    assert office.done("officer", asked, {"code": code}) == "/staff/account/password"
    assert office.browser("officer").get("/staff/account/password").status_code == 200


def test_ten_wrong_proofs_close_the_way_for_a_while(office: Office) -> None:
    forget_proof(office, "officer")
    for _ in range(10):
        office.refused("officer", "/staff/prove", {"password": "wrong"})
    assert "There were too many tries" in office.refused("officer", "/staff/prove", {"password": PASSWORD}).errors[0]


def test_a_decision_is_issued_only_by_somebody_who_showed_lately_that_it_is_they(office: Office) -> None:
    decision = office.town.draft(office.town.case())
    office.town.sign(decision)
    forget_proof(office, "officer")
    page = f"/staff/decisions/{decision}"
    seen = office.get("officer", page).form_data().get("seen", "")
    answer = office.force("officer", f"{page}/issue", {"seen": seen})
    assert answer.location == f"/staff/prove?next={page}"
    assert "Issued" not in office.get("officer", page).main
    office.done("officer", answer.location, {"password": PASSWORD})
    assert office.force("officer", f"{page}/issue", {"seen": seen}).location == page
    assert "Issued" in office.get("officer", page).main
