"""Coming in by the landlord's own sign-on, with a real OpenID provider that these tests start."""

from __future__ import annotations

import time
import warnings
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from tests.web.inspect import inspect
from tests.web.office import Office, settings_of
from web.settings import SettingsError, SingleSignOn, read
from web.single_sign_on import Provider, SignOnError

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # what the provider itself is made of speaks of its own future
    import oidc_provider_mock

# The provider runs in this process, and what it is made of warns of its own future.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
SITE = "http://localhost"
OLIVE: dict[str, Any] = {
    "email": "officer@staff.example.org",
    "email_verified": True,
    "name": "Olive Officer",
    "groups": ["Everybody"],
}


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with oidc_provider_mock.run_server_in_thread() as server:
            yield f"http://localhost:{server.server_port}"


@pytest.fixture
def office(database_url: str, tmp_path: Path, issuer: str) -> Iterator[Office]:
    chosen = SingleSignOn(issuer, "open-door", "a secret", "groups", {"Directors": "director"}, trusts_email=False)
    made = Office(replace(settings_of(database_url, tmp_path, "one-vision-housing"), single_sign_on=chosen))
    yield made
    made.close()


def at_provider(address: str, subject: str, **claims: Any) -> str:
    """What somebody does at the provider: they say who they are, and are sent back; the address of that."""
    requests.put(f"{address.partition('/oauth2')[0]}/users/{subject}", json=claims, timeout=10)
    answer = requests.post(address, data={"sub": subject}, allow_redirects=False, timeout=10)
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"]


def there(browser: Any) -> str:
    answer = browser.get("/staff/sign-in/single")
    assert answer.status_code == 302
    return str(answer.location)


def came_back(office: Office, subject: str = "sub-1", **claims: Any) -> Any:
    browser = office.app.test_client()
    back = urlsplit(at_provider(there(browser), subject, **claims))
    return browser, browser.get(f"{back.path}?{back.query}")


def test_who_signs_in_at_the_organisation_comes_in_here(office: Office) -> None:
    start = office.app.test_client().get("/staff/sign-in")
    assert "Sign in with your organisation" in start.text
    browser, answer = came_back(office, **OLIVE)
    assert answer.location == "/staff/"
    assert "Olive Officer" in browser.get("/staff/account").text
    again = browser.get("/staff/sign-in/single/back?state=x&code=y", follow_redirects=True)
    assert "Begin again" in again.text


def test_groups_of_the_organisation_give_and_take_roles(office: Office) -> None:
    claims: dict[str, Any] = {**OLIVE, "groups": ["Directors"]}
    browser, _ = came_back(office, **claims)
    assert "Director" in browser.get("/staff/account").text
    browser, _ = came_back(office, **OLIVE)
    assert "Director" not in inspect(browser.get("/staff/account")).main
    newcomer: dict[str, Any] = {"email": "nell@staff.example.org", "name": "Nell Newcomer", "groups": ["Directors"]}
    browser, answer = came_back(office, "sub-nell", **newcomer)
    assert answer.location == "/staff/"
    nobody: dict[str, Any] = {"email": "noah@staff.example.org", "name": "Noah Nobody", "groups": []}
    browser, answer = came_back(office, "sub-noah", **nobody)
    assert answer.location == "/staff/sign-in"
    assert "You have no account here" in browser.get("/staff/sign-in").text


def test_a_word_that_is_not_about_this_journey_is_not_taken(office: Office) -> None:
    browser, other = office.app.test_client(), office.app.test_client()
    back = urlsplit(at_provider(there(browser), "sub-1", **OLIVE))
    there(other)
    stolen = other.get(f"{back.path}?{back.query}", follow_redirects=True)
    assert "Begin again" in stolen.text, "another browser's state"
    provider = Provider(office.app.extensions["settings"].single_sign_on, SITE)
    _, journey = provider.leave()
    code = parse_qs(back.query)["code"][0]
    with pytest.raises(SignOnError):
        provider.back(journey, code)  # another journey's nonce, and another verifier
    with pytest.raises(SignOnError):
        provider.back(journey, "made up")


def test_who_showed_the_organisation_too_little_does_not_come_in(office: Office) -> None:
    chosen = office.app.extensions["settings"]
    strong = replace(chosen.single_sign_on, strength=("mfa", "level-2"))
    office.app.extensions["settings"] = replace(chosen, single_sign_on=strong)
    browser = office.app.test_client()
    assert parse_qs(urlsplit(there(browser)).query)["acr_values"] == ["mfa level-2"]
    weak: list[dict[str, Any]] = [OLIVE, {**OLIVE, "amr": ["pwd"]}, {**OLIVE, "acr": "level-1"}]
    for number, claims in enumerate(weak):
        browser, answer = came_back(office, f"sub-weak-{number}", **claims)
        assert answer.location == "/staff/sign-in"
        assert "asked you for too little" in browser.get("/staff/sign-in").text
    for claims in ({**OLIVE, "amr": ["pwd", "mfa"]}, {**OLIVE, "acr": "level-2"}):
        assert came_back(office, "sub-1", **claims)[1].location == "/staff/"


def test_calls_go_to_the_address_that_was_set_and_to_no_other(
    office: Office, issuer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    called = list[str]()
    sent = requests.Session.send

    def note(self: requests.Session, request: requests.PreparedRequest, **given: Any) -> requests.Response:
        called.append(str(request.url))
        return sent(self, request, **given)

    browser = office.app.test_client()
    back = urlsplit(at_provider(there(browser), "sub-1", **OLIVE))
    monkeypatch.setattr(requests.Session, "send", note)
    assert browser.get(f"{back.path}?{back.query}").location == "/staff/"
    assert called
    assert all(one.startswith(f"{issuer}/") for one in called)
    elsewhere = {"issuer": issuer, "authorization_endpoint": "https://evil.example.org/authorize"}
    monkeypatch.setattr(Provider, "_metadata", lambda *_given: elsewhere)
    answer = browser.get("/staff/sign-in/single", follow_redirects=True)
    assert "The sign-in of your organisation did not work" in answer.text


def test_a_provider_that_is_away_leaves_the_other_ways_open(database_url: str, tmp_path: Path) -> None:
    chosen = SingleSignOn("http://localhost:9", "open-door", "", "groups", None, trusts_email=False)
    office = Office(replace(settings_of(database_url, tmp_path, "octavia"), single_sign_on=chosen))
    answer = office.app.test_client().get("/staff/sign-in/single", follow_redirects=True)
    assert "The sign-in of your organisation did not work" in answer.text
    assert "Password" in answer.text
    office.close()


def test_showing_once_more_who_one_is_asks_the_organisation_anew(office: Office) -> None:
    browser, _ = came_back(office, **OLIVE)
    with browser.session_transaction() as session:
        session["proved"] = int(time.time()) - 3600
    asked = browser.get("/staff/account/codes").location
    assert "your organisation" in browser.get(asked).text

    def proved(subject: str, asked_later: int = 0) -> str:
        address = browser.get("/staff/prove/single?next=/staff/account/codes").location
        assert "prompt=login" in address
        with browser.session_transaction() as session:
            session["journey"] = {**session["journey"], "at": session["journey"]["at"] + asked_later}
        back = urlsplit(at_provider(address, subject, **OLIVE))
        return str(browser.get(f"{back.path}?{back.query}").location)

    assert proved("sub-1", asked_later=3600) == "/staff/sign-in", "it let them in without asking anew"
    assert proved("sub-2").startswith("/staff/prove"), "somebody else's account"
    assert browser.get("/staff/account/codes").status_code == 303
    assert proved("sub-1") == "/staff/account/codes"
    assert browser.get("/staff/account/codes").status_code == 200


def test_who_comes_back_too_late_or_with_what_nobody_sent_begins_again(office: Office) -> None:
    browser, _ = came_back(office, **OLIVE)
    address = browser.get("/staff/prove/single").location
    with browser.session_transaction() as session:
        session["at"] = 0
    back = urlsplit(at_provider(address, "sub-1", **OLIVE))
    assert "Begin again" in browser.get(f"{back.path}?{back.query}", follow_redirects=True).text
    there(browser)
    assert "Begin again" in browser.get(f"{back.path}?state=%C3%A9&code=x", follow_redirects=True).text


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"OIDC_ISSUER": "http://login.example.org"}, "OIDC_ISSUER"),
        ({"OIDC_ISSUER": "https://login.example.org"}, "OIDC_CLIENT_ID"),
        ({"OIDC_ISSUER": "https://a.example.org", "OIDC_CLIENT_ID": "x", "OIDC_ROLES": "Heads=emperor"}, "emperor"),
    ],
)
def test_a_setting_of_it_that_cannot_be_used_is_named_at_the_start(
    given: dict[str, str], said: str, tmp_path: Path
) -> None:
    with pytest.raises(SettingsError, match=said):
        read({"DATA_DIR": str(tmp_path), "LANDLORD": "octavia", **given})


def test_roles_of_groups_are_read_from_one_line(tmp_path: Path) -> None:
    given = {"OIDC_ISSUER": "https://a.example.org/", "OIDC_CLIENT_ID": "x"}
    found = read(
        {"DATA_DIR": str(tmp_path), **given, "OIDC_ROLES": "A=b Team = officer; IT=administrator"}
    ).single_sign_on
    assert found is not None
    assert found.issuer == "https://a.example.org"
    assert found.roles == {"A=b Team": "officer", "IT": "administrator"}
