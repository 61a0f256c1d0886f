"""The promises of Open Door, each as something that a person may rely on at every landlord.

The rooms prove their own parts in far more detail (tests/unit/rules, tests/unit/letters, tests/web); here each promise
is held once against the whole house, database and files included.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from casework.actions import appeals, decisions, evidence, hearings, proposals
from casework.actions.decisions import RestrictionFacts
from casework.actions.work import RefusedError
from casework.records import events, files, keys
from casework.records.appeals import Appeal
from casework.records.database import Database
from casework.records.decisions import Restriction
from casework.records.letters import Letter
from casework.rules.channels import usable_channels
from tests.databases import Databases
from tests.people import DECIDERS, LANDLORDS, USUAL, Town
from tests.unit.rules.examples import codes, imposing, restriction

KEY = keys.Keyring(b"a data key of thirty-two bytes!!")


@pytest.fixture
def no_database() -> None:
    """These promises are the whole house's: they may open one, unlike the other tests of this folder."""


@pytest.fixture
def database(databases: Databases, tmp_path: Path) -> Iterator[Database]:
    url = databases.new("sqlite")
    made = Database(url, KEY, tmp_path / "files")
    yield made
    made.engine.dispose()
    databases.drop(url)


@pytest.fixture(params=LANDLORDS)
def town(request: pytest.FixtureRequest, database: Database) -> Town:
    return Town(database, request.param)


# 1. A door stays open.


@pytest.mark.clause("CAL-6b")
@pytest.mark.parametrize("landlord", LANDLORDS)
def test_nobody_is_left_without_a_way_that_they_can_use(landlord: str) -> None:
    """Writing only, for a person who cannot write: refused everywhere, whoever signs it."""
    proposal = imposing(
        landlord,
        customer={"kind": "tenant", "cannot_use": ["email", "letter"], "advocate": False},
        restrictions=[restriction("only_channels", channels=["letter"])],
    )
    assert {"no_usable_channel", "no_open_channel"} & set(codes(landlord, proposal))


def test_what_is_in_force_leaves_a_usable_way(town: Town) -> None:
    town.decided()
    with town.database.reading() as session:
        lines = session.scalars(select(Restriction).where(Restriction.state == "in_force")).all()
        kinds = tuple(proposals.as_rule(line) for line in lines)
    assert lines
    assert usable_channels(town.pack, kinds, advocate=False, cannot_use=frozenset())


# 2. Nothing without a reason.


@pytest.mark.parametrize("missing", ["reason", "proportionality"])
def test_no_restriction_comes_into_force_without_its_reasons(town: Town, missing: str) -> None:
    usual = USUAL[town.landlord]
    words = {"reason": usual.reason, "proportionality": usual.proportionality, missing: "  "}
    decision = town.draft(town.case(), RestrictionFacts(usual.kind, usual.terms, **words))
    town.sign(decision)
    with pytest.raises(RefusedError) as refused:
        town.act("officer", decisions.issue, decision)
    assert f"{missing}_missing" in {finding.code for finding in refused.value.findings}


def test_no_restriction_comes_into_force_without_a_review_date(town: Town) -> None:
    decision = town.draft(town.case(), review_on=None)
    town.sign(decision)
    with pytest.raises(RefusedError) as refused:
        town.act("officer", decisions.issue, decision)
    assert "review_missing" in {finding.code for finding in refused.value.findings}


# 3. Nobody judges their own decision.


def test_no_decider_hears_an_appeal_against_their_own_decision(town: Town) -> None:
    decision = town.decided()
    appeal = town.act("resident", appeals.start, decision)
    town.act("resident", appeals.answer, appeal, grounds="It is wrong.", new_evidence=False, complaint_too=False)
    town.act("resident", appeals.submit, appeal)
    for key in (*DECIDERS[town.landlord], "officer"):
        with pytest.raises(RefusedError):
            town.act(key, hearings.take, appeal, town.known[key].roles[0])
    town.act("hearer", hearings.take, appeal, town.known["hearer"].roles[0])


# 4. The letter reaches the person.


def test_a_decision_comes_with_a_letter_in_the_readers_language(town: Town) -> None:
    decision = town.decided()
    with town.database.reading() as session:
        letter = session.scalars(select(Letter).where(Letter.kind == "decision")).first()
        assert letter is not None
        assert letter.language == "ar"
        assert {copy.format for copy in letter.deliveries} >= {"large_print"}, decision


# 5. The record proves itself.


def test_every_act_of_a_whole_case_is_on_a_chain_that_verifies_even_after_erasure(town: Town) -> None:
    town.decided()
    with town.database.writing() as session:
        keys.destroy(session, town.known["resident"].id)
    with town.database.reading() as session:
        assert list(events.verify(session)) == []
        names = set(session.scalars(select(events.Event.name)))
        assert names >= {"incident_recorded", "case_opened", "case_assessed", "decision_signed", "decision_issued"}
        own = session.scalars(select(events.Event).where(events.Event.person_id == town.known["resident"].id)).first()
        assert own is not None
        with pytest.raises(keys.ErasedError):
            events.read(session, own)


# 6. What the customer tells us is never lost.


def test_an_appeal_that_was_received_is_on_disk_with_its_evidence(town: Town) -> None:
    decision = town.decided()
    appeal = town.act("resident", appeals.start, decision)
    town.act("resident", appeals.answer, appeal, grounds="لم يتصل بي أحد", new_evidence=True, complaint_too=False)
    town.act("resident", evidence.attach, appeal, "photo.png", b"\x89PNG\r\n\x1a\n a door", "image/png")
    town.later(minutes=1)
    town.act("resident", appeals.submit, appeal)
    url, folder = str(town.database.engine.url), town.database.session().info["files"]
    town.database.engine.dispose()
    after_a_crash = Database(url, KEY, folder)
    with after_a_crash.reading() as session:
        kept = session.scalars(select(Appeal).where(Appeal.ref == appeal)).one()
        assert (kept.state, kept.grounds) == ("received", "لم يتصل بي أحد")
        assert kept.due_on is not None
        assert kept.due_on - town.today > timedelta(days=10)
        assert files.get(session, kept.customer_id, kept.evidence[0].stored_as).endswith(b"a door")
    after_a_crash.engine.dispose()
