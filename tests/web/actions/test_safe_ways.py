"""Once other ways are safe, nothing that went out to the old ones lets anybody in, or speaks for the customer."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from casework.actions import details, merging, messages, naming, preferences, sessions, sign_in, spoken_codes
from casework.actions.details import Details, details_of
from casework.actions.naming import AnswerFacts, NamingFacts
from casework.actions.preferences import SafeFacts
from casework.actions.work import NotFoundError, RefusedError
from casework.records.advocates import Naming
from casework.records.people import Customer
from casework.records.signin import Message
from casework.rules.calendar import months_after
from tests.people import Town
from tests.web.actions.test_advocates import facts, taken

OLD, SAFE = "nina.nextdoor@example.org", "safe.nina@example.org"
Ends = Callable[[Town], object]


def safe(**ways: object) -> Ends:
    """She names what is safe."""
    said = SafeFacts(**ways)  # type: ignore[arg-type]
    return lambda town: town.act("neighbour", preferences.set_safe, town.ref("neighbour"), said)


def noted(town: Town) -> object:
    """Staff write down for her what is safe."""
    said = SafeFacts(email=SAFE, how="telephone")
    return town.act("officer", preferences.set_safe, town.ref("neighbour"), said)


def put_right(**differs: object) -> Ends:
    """Staff put her details right."""

    def change(town: Town) -> object:
        with town.database.reading() as session:
            now = details_of(session.get_one(Customer, town.known["neighbour"].id))
        wanted: Details = replace(now, **differs)  # type: ignore[arg-type]
        return town.act("officer", details.put_right, town.ref("neighbour"), wanted)

    return change


def signed_out(town: Town) -> object:
    """She told staff that it was not she who was signed in."""
    return town.act("officer", sessions.end_by_staff, town.ref("neighbour"))


ENDS = [
    pytest.param(safe(email=SAFE), id="safe email"),
    pytest.param(safe(never=("phone",)), id="no phone"),
    pytest.param(noted, id="noted by staff"),
    pytest.param(put_right(phone="07700 900222"), id="another phone"),
    pytest.param(signed_out, id="signed out by staff"),
]


def last_words(town: Town) -> str:
    with town.database.reading() as session:
        out = messages.outgoing(session, session.scalars(select(Message.id).order_by(Message.id.desc())).first() or 0)
    assert out is not None
    return out.body


@pytest.mark.parametrize("ends", ENDS)
def test_a_code_that_was_sent_to_be_read_out_to_staff_is_nobodys_word_any_more(town: Town, ends: Ends) -> None:
    town.act("officer", spoken_codes.send, town.ref("neighbour"), "key-1")
    found = re.search(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b", last_words(town))
    assert found
    ends(town)
    named = facts(town, given_how="phone", code=found[0], how="telephone")
    with pytest.raises(RefusedError, match="code_wrong"):
        town.act("officer", naming.name, town.ref("neighbour"), named, "key-2")


@pytest.mark.parametrize("ends", ENDS)
def test_a_code_that_somebody_made_as_her_names_no_advocate_any_more(town: Town, ends: Ends) -> None:
    until = months_after(town.today, 6)
    code = town.act("neighbour", spoken_codes.offer, town.ref("neighbour"), ("see",), until, "key-1")
    ends(town)
    assert taken(town, code).refused == "wrong"


@pytest.mark.parametrize("ends", ENDS)
def test_a_sign_in_code_that_is_under_way_opens_nothing_any_more(town: Town, ends: Ends) -> None:
    asked = town.act(
        "system", sign_in.request_code, OLD, network="192.0.2.1", language="en", valid=timedelta(minutes=10)
    )
    found = re.search(r"\b\d{6}\b", last_words(town))
    assert found
    ends(town)
    assert town.act("system", sign_in.redeem_code, asked.handle, found[0], network="192.0.2.1").person is None


def invited(town: Town, mail: str, key: str) -> str:
    """An invitation to speak for her, of which the address lies in that mail; its reference."""
    named: NamingFacts = facts(town, email=mail)
    ref = town.act("neighbour", naming.name, town.ref("neighbour"), named, key)
    with town.database.writing() as session:
        row = session.scalars(select(Naming).where(Naming.ref == ref)).one()
        row.token_hash = naming.token_hash(session.info["keyring"], key)
    return ref


@pytest.mark.parametrize("ends", [safe(email=SAFE), safe(phone="07700 900222"), put_right(email=SAFE)])
def test_an_invitation_in_the_old_mailbox_is_taken_back_and_one_elsewhere_stands(town: Town, ends: Ends) -> None:
    taken_back = invited(town, OLD, "key-1")
    invited(town, "a@example.org", "key-2")
    ends(town)
    with pytest.raises(RefusedError, match="naming_is_withdrawn"):
        town.act("officer", naming.check, taken_back, "agreed", "")
    assert town.events("advocate_naming_withdrawn") == 1
    assert town.act("system", naming.answer_invitation, "key-2", AnswerFacts("Ada")) == "stands"


def test_an_invitation_in_a_mailbox_that_stays_safe_stands(town: Town) -> None:
    invited(town, OLD, "key-1")
    safe(never=("phone",))(town)
    assert town.act("system", naming.answer_invitation, "key-1", AnswerFacts("Ada")) == "stands"


def test_an_invitation_in_the_mailbox_of_a_record_that_joins_one_with_safe_ways_is_taken_back(town: Town) -> None:
    invited(town, OLD, "key-1")
    town.act("officer", preferences.set_safe, town.ref("resident"), SafeFacts(phone="01632 960123", how="telephone"))
    refs = town.ref("resident"), town.ref("neighbour")
    town.act("administrator", merging.merge, *refs, "The same person, seen with their passport.", "merge-1")
    with pytest.raises(NotFoundError):
        town.act("system", naming.answer_invitation, "key-1", AnswerFacts("Ada"))
