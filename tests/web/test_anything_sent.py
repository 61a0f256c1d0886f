"""Whatever anybody sends, in any field and to any address, is answered in plain words.

`make test` sends the same sample each time, `make test-all` far more, as far more people.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from random import Random

import pytest
from flask import Flask
from sqlalchemy import select

from casework.records.base import Base
from tests.web.fuzzing import FURTHER, WHO, Seen, asked, encoded, faults, headers_of, signed_in_now, tried, uploaded
from web import kept

AS_A_FORM = "application/x-www-form-urlencoded"
EVERYBODY = [*WHO, *(pytest.param(who, marks=pytest.mark.matrix) for who in FURTHER)]
Pages = Callable[[str], list[Seen]]


@pytest.fixture(autouse=True)
def _pages_are_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "mode", "keep")


@pytest.fixture
def unguarded(demo_app: Flask) -> Iterator[Flask]:
    """The portal without the check of tokens: what is sent comes through to the views."""
    demo_app.config["WTF_CSRF_ENABLED"] = False
    yield demo_app
    demo_app.config["WTF_CSRF_ENABLED"] = True


@pytest.mark.parametrize("who", EVERYBODY)
def test_any_bytes_in_any_field_are_answered_in_plain_words(
    unguarded: Flask, seen: Pages, who: str, examples: int
) -> None:
    browser = signed_in_now(unguarded, who, unguarded.test_client())
    forms = {form.address: form for page in seen(who) for form in page.forms}
    wrong: list[str] = []

    def send(seed: int) -> None:
        for form in forms.values():
            sent = form.filled(seed)
            answer = browser.post(form.address, data=encoded(sent), content_type=AS_A_FORM)
            wrong.extend(f"{form.address} {fault}, sent {sent!r:.900}" for fault in faults(answer))
            if answer.status_code == 303 and "sign" in answer.location:
                signed_in_now(unguarded, who, browser)

    tried(examples, send)
    assert not wrong, "\n".join(wrong)
    assert len(forms) >= 3


# Werkzeug leaves a file of a body that breaks off to be closed by itself.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("who", ["resident", "officer", "administrator"])
def test_anything_sent_as_a_file_is_answered_in_plain_words(
    unguarded: Flask, seen: Pages, who: str, examples: int
) -> None:
    browser = signed_in_now(unguarded, who, unguarded.test_client())
    forms = {form.address: form for page in seen(who) for form in page.forms if form.files}
    wrong: list[str] = []

    def send(seed: int) -> None:
        for form in forms.values():
            body, kind, length = uploaded(form, seed)
            answer = browser.post(form.address, input_stream=BytesIO(body), content_type=kind, content_length=length)
            wrong.extend(f"{form.address} {fault}, sent {kind} {body!r:.900}" for fault in faults(answer))

    tried(5 * examples, send)
    assert not wrong, "\n".join(wrong)
    assert forms


@pytest.mark.parametrize("who", [None, *EVERYBODY])
def test_any_address_with_any_query_is_answered_in_plain_words(
    unguarded: Flask, who: str | None, examples: int, request: pytest.FixtureRequest
) -> None:
    """By each of the people in `make test` a share of the addresses, all of them among them."""
    browser = unguarded.test_client()
    signs_out = {"/sign-out", "/staff/account/sign-out"}
    rules = [rule for rule in unguarded.url_map.iter_rules() if rule.rule not in signs_out]
    if not request.config.getoption("--matrix"):
        rules = rules[(None, *WHO).index(who) :: 1 + len(WHO)]
    known, wrong = references(unguarded), list[str]()
    if who:
        signed_in_now(unguarded, who, browser)

    def ask(seed: int) -> None:
        for rule in rules:
            method, address = asked(rule, known, seed)
            answer = browser.open(address, method=method)
            wrong.extend(f"{method} {address:.900} {fault}" for fault in faults(answer))
            answer.close()
            if who and answer.status_code == 303 and "sign" in answer.location:
                signed_in_now(unguarded, who, browser)

    tried(examples, ask)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("who", ["resident", "officer"])
def test_any_headers_and_cookies_are_answered_in_plain_words(
    demo_app: Flask, seen: Pages, who: str, examples: int
) -> None:
    browser = signed_in_now(demo_app, who, demo_app.test_client())
    session = browser.get_cookie(demo_app.config["SESSION_COOKIE_NAME"])
    assert session is not None
    stranger, wrong = demo_app.test_client(use_cookies=False), list[str]()
    addresses = ["/", "/sign-in", "/staff/sign-in", "/healthz", "/static/none", *(page.path for page in seen(who))]

    def ask(seed: int) -> None:
        for address in Random(seed).sample(addresses, 30):
            sent = headers_of(seed, address, {session.key: session.value})
            answer = stranger.open(address, method="GET", environ_overrides=sent)
            wrong.extend(f"{address} {fault}, sent {sent!r:.900}" for fault in faults(answer))
            answer.close()

    tried(4 * examples, ask)
    assert not wrong, "\n".join(wrong)


def references(app: Flask) -> dict[str, str]:
    """One reference of each kind of thing on record."""
    found: dict[str, str] = {}
    with app.extensions["database"].reading() as session:
        for table in Base.metadata.tables.values():
            if "ref" in table.c and (ref := session.scalar(select(table.c.ref).limit(1))):
                found[table.name] = ref
    return found


@pytest.fixture
def examples(request: pytest.FixtureRequest) -> int:
    """How often each form is sent, and each address asked for."""
    return 40 if request.config.getoption("--matrix") else 1
