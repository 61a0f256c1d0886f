"""Whatever anybody sends, in any field and to any address, is answered in plain words; and nobody meets another's data.

`make test` sends the same sample each time, `make test-all` far more, and other things each time.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from casework.records.base import Base
from tests.web.fuzzing import asked, encoded, explore, faults, signed_in_now, tried
from web import kept

AS_A_FORM = "application/x-www-form-urlencoded"
FAR = pytest.mark.matrix
START = {"resident": "/arrangements", "resident-blind": "/arrangements", "advocate": "/clients"}
WHO = ["resident", "advocate", "officer", "administrator"]
FURTHER = ["neighbour", "applicant", "decider", "hearer", "translator", "auditor", "contractor", "monitor",
           "equality-monitor", "resident-blind", "resident-unrestricted"]  # fmt: skip
EVERYBODY = [*WHO, *(pytest.param(who, marks=FAR) for who in FURTHER)]
CUSTOMERS = ["resident", "neighbour", "advocate"]


def start_of(who: str) -> str:
    staff = who in (*WHO[2:], *FURTHER[2:9])
    return "/staff/" if staff else START.get(who, "/arrangements")


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
def test_any_bytes_in_any_field_are_answered_in_plain_words(unguarded: Flask, who: str, examples: int) -> None:
    browser = signed_in_now(unguarded, who, unguarded.test_client())
    forms = {form.address: form for page in explore(browser, start_of(who)) for form in page.forms}
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


@pytest.mark.parametrize("who", [None, *EVERYBODY])
def test_any_address_with_any_query_is_answered_in_plain_words(
    unguarded: Flask, who: str | None, examples: int
) -> None:
    browser = unguarded.test_client()
    signs_out = {"/sign-out", "/staff/account/sign-out"}
    rules = [rule for rule in unguarded.url_map.iter_rules() if rule.rule not in signs_out]
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
