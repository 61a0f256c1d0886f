"""A new colleague sets up how they sign in, adds a passkey and comes in by it: by keyboard, on a telephone's screen."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Browser, expect
from werkzeug.serving import make_server

from tests.browser.eyes import PHONE, Visitor, visitor
from tests.people import PASSWORD, totp_secret
from tests.web.doorway import Doorway
from tests.web.office import Office, settings_of

pytestmark = pytest.mark.browser
NEW = "kettle umbrella tram"


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    """A portal at an address with a name: browsers make passkeys at no other."""
    server = make_server("localhost", 0, lambda *_: [], threaded=True)
    site = f"http://localhost:{server.server_port}"
    made = Office(replace(settings_of(database_url, tmp_path, "octavia"), base_url=site))
    server.app = made.app
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield made
    server.shutdown()
    made.close()


def test_from_the_invitation_to_coming_in_by_passkey(office: Office, browser: Browser) -> None:
    site = office.app.extensions["settings"].base_url
    with visitor(browser, site, viewport=PHONE, scripts=True) as adam:
        signs_in(adam, "administrator@staff.example.org", PASSWORD, totp_secret("administrator"))
        adam.sees("People and roles")
        presses(adam, "Invite a colleague")
        adam.sees("Invite a colleague")
        adam.types("Name", "Nell Newcomer")
        adam.types("Work email address", "nell@staff.example.org")
        adam.page.get_by_label("Officer").focus()
        adam.page.keyboard.press("Space")
        presses(adam, "Send the link")
        adam.sees("Nell Newcomer")
        adam.reads("Invited until")
    link = re.search(r"/staff/join/\S+", Doorway(office).post_box()[-1].body)
    assert link
    with visitor(browser, site, viewport=PHONE, scripts=True) as nell:
        nell.goes_to(link[0])
        nell.sees("Set up how you sign in")
        key = nell.page.locator("#key").inner_text().replace(" ", "")
        nell.types("New password", NEW)
        nell.types("The same password again", NEW)
        nell.types("Code from your authenticator app", pyotp.TOTP(key).now())
        presses(nell, "Save")
        nell.sees("Your recovery codes")
        signs_in(nell, "nell@staff.example.org", NEW, key)
        nell.sees("My work")
        adds_a_passkey(nell)
        presses(nell, "Sign out")
        nell.page.wait_for_url("**/signed-out*")
        nell.goes_to("/staff/sign-in")
        nell.looks()
        presses(nell, "Sign in with a passkey")
        nell.sees("My work")


def adds_a_passkey(nell: Visitor) -> None:
    """In a device that asks for a finger, and gets it."""
    devices = nell.page.context.new_cdp_session(nell.page)
    devices.send("WebAuthn.enable")
    kind = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
    finger = {"hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True}
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": {**kind, **finger}})
    nell.goes_to("/staff/account")
    nell.sees("My sign-in")
    nell.follows("Add a passkey")
    nell.sees("Add a passkey")
    nell.types("What do you call this device?", "My telephone")
    presses(nell, "Add a passkey")
    nell.sees("My sign-in")
    nell.reads("The passkey is kept.", "My telephone")


def signs_in(who: Visitor, email: str, password: str, secret: str) -> None:
    who.goes_to("/staff/sign-in")
    who.sees("Sign in to Open Door")
    who.types("Work email address", email)
    who.types("Password", password)
    who.page.keyboard.press("Enter")
    who.sees("Enter your authenticator code")
    who.types("Code from your authenticator app", pyotp.TOTP(secret).at(int(time.time())))
    who.page.keyboard.press("Enter")
    expect(who.page).not_to_have_url(re.compile("/sign-in"))


def presses(who: Visitor, name: str) -> None:
    """Goes to a button and presses Enter."""
    who.page.get_by_role("button", name=name).first.focus()
    who.page.keyboard.press("Enter")
