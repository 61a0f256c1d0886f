"""Nobody learns at a door whether somebody is on record: the same words, and the same statements in the same order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import pytest
from argon2 import PasswordHasher
from sqlalchemy import event, update

from casework.records.people import StaffMember
from tests.web.doorway import Doorway, letter_code
from tests.web.inspect import inspect
from tests.web.office import reference

RESIDENT, ADVOCATE = "samira.exemplar@example.org", "ada.spokeswell@advice.example.org"
BIRTHDAY: dict[str, Any] = {"birthday__day": "1", "birthday__month": "1", "birthday__year": "1931"}


class Seen(NamedTuple):
    """What a stranger can see of an answer, or measure of the work for it."""

    status: int
    place: str
    errors: list[str]
    statements: list[str]  # what the database was asked, without the values
    passwords: int  # that were compared, which takes long


@contextmanager
def watched(door: Doorway, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[list[str], list[str]]]:
    """The statements, and the hashes with which a password is compared, from here on."""
    statements, hashes = list[str](), list[str]()
    verify = PasswordHasher.verify

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(re.sub(r"\s+", " ", statement))

    def compare(self: PasswordHasher, hashed: str, password: str) -> bool:
        hashes.append(hashed)
        return bool(verify(self, hashed, password))

    event.listen(door.database.engine, "before_cursor_execute", note)
    with monkeypatch.context() as patched:
        patched.setattr(PasswordHasher, "verify", compare)
        yield statements, hashes
    event.remove(door.database.engine, "before_cursor_execute", note)


def seen(door: Doorway, monkeypatch: pytest.MonkeyPatch, path: str, **typed: Any) -> Seen:
    """Fill in the form at ``path`` and send it."""
    sent = door.get(path).form_data()
    given = {name.replace("__", "-"): value for name, value in typed.items()}
    with watched(door, monkeypatch) as (statements, hashes):
        answer = door.browser.post(path, data={**sent, **given})
    errors = [] if answer.status_code == 303 else inspect(answer).errors
    return Seen(answer.status_code, answer.location or "", errors, statements, len(hashes))


def test_asking_for_a_code_looks_the_same_for_everybody(door: Doorway, monkeypatch: pytest.MonkeyPatch) -> None:
    def ask(address: str) -> tuple[Seen, Seen]:
        stranger = Doorway(door.office)
        asked = seen(stranger, monkeypatch, "/sign-in", address=address)
        return asked, seen(stranger, monkeypatch, "/sign-in/code", code="000000")

    ask(RESIDENT)  # the first of a process does more, whoever it is
    nobody = ask("nobody.atall@example.org")
    assert nobody[0].place == "/sign-in/code"
    assert nobody[1].errors
    assert [ask(RESIDENT), ask(ADVOCATE)] == [nobody, nobody]
    assert ask("07700 900101") == ask("07700 900999")


def test_a_wrong_code_of_a_letter_looks_like_a_wrong_birthday(door: Doorway, monkeypatch: pytest.MonkeyPatch) -> None:
    code = letter_code(door)

    def tried(one: str) -> Seen:
        return seen(Doorway(door.office), monkeypatch, "/sign-in/letter", code=one, **BIRTHDAY)

    tried(code)
    assert tried(code).errors
    assert tried(code) == tried("2222-2222-2222")


def test_a_wrong_password_looks_the_same_for_everybody(door: Doorway, monkeypatch: pytest.MonkeyPatch) -> None:
    with door.database.writing() as session:  # invited, and never came
        session.execute(update(StaffMember).where(StaffMember.name == "Audrey Auditor").values(password_hash=""))

    def tried(who: str) -> Seen:
        email = f"{who}@staff.example.org"
        return seen(Doorway(door.office), monkeypatch, "/staff/sign-in", email=email, password="wrong")

    def tries(who: str) -> list[Seen]:
        """Up to the first two that a limit shuts out."""
        return [tried(who) for _ in range(12)]

    tried("director")
    nobody = tries("nobody")
    assert [one.passwords for one in nobody] == [*[1] * 10, 0, 0]
    assert tries("officer") == nobody
    assert tries("auditor") == nobody


def test_naming_somebody_tells_nobody_whether_they_speak_for_others(
    door: Doorway, monkeypatch: pytest.MonkeyPatch
) -> None:
    def named(email: str) -> list[str]:
        typed = {"kind": "advocate", "name": "Ada Spokeswell", "email": email, "scope": ["see"]}
        with watched(door, monkeypatch) as (statements, _):
            place = door.office.done("neighbour", "/advocates/new", typed)
            shown = door.office.get("neighbour", place).main
        return [shown.replace(email, "…").replace(reference(place), "…"), *statements]

    named("somebody@advice.example.org")
    assert named(ADVOCATE) == named("nobody@advice.example.org")
