"""An appeal without sign-in is held as it came, matched by staff, and counts from the day on which it came."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from casework.actions import evidence, held_appeals
from casework.actions.held_appeals import Said
from casework.actions.work import NotFoundError, RefusedError
from casework.records import desk, events, files, held_desk
from casework.records.appeals import Appeal, Evidence, HeldAppeal
from casework.records.events import Event
from casework.records.letters import Letter
from tests.people import Town

PDF = "application/pdf"
WORDS = Said("D-2222-2222", "Samira Exemplar", "لم يأتِ أحد، لذلك اتصلت.", born="1988-04-12", wanted="End it.")


def held(town: Town, said: Said = WORDS, form_key: str = "open-1", network: str = "192.0.2.7") -> str:
    return town.act("system", held_appeals.hand_in, said, form_key, network=network, language="ar")


def test_the_same_form_twice_is_one_appeal_held(town: Town) -> None:
    assert held(town) == held(town)
    assert town.count(HeldAppeal) == 1


def test_what_was_said_lies_encrypted_until_staff_match_it(town: Town) -> None:
    ref = held(town)
    with town.database.reading() as session:
        found = held_desk.held_appeal(session, ref)
        assert b"Samira" not in found.said
        about_it = session.scalars(select(Event).where(Event.subject == ref))
        assert "Samira" not in str([events.read(session, event) for event in about_it])
        assert held_appeals.said_in(session, found) == WORDS


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (replace(WORDS, letter="  "), "letter"),
        (replace(WORDS, name="  "), "name"),
        (replace(WORDS, grounds="  "), "grounds"),
    ],
)
def test_what_is_needed_to_find_the_decision_is_asked_for(town: Town, said: Said, field: str) -> None:
    with pytest.raises(RefusedError, match="missing") as refused:
        held(town, said)
    assert refused.value.params == {"field": field}


def test_one_connection_cannot_flood_us_and_another_is_still_heard(town: Town) -> None:
    for number in range(30):
        held(town, form_key=f"open-{number}")
    with pytest.raises(RefusedError, match="too_many_tries"):
        held(town, form_key="open-more")
    assert held(town, form_key="open-7"), "one that we have is not counted again"
    assert held(town, form_key="open-elsewhere", network="192.0.2.8")


def test_matched_it_counts_from_the_day_on_which_it_came(town: Town) -> None:
    decision = town.decided()
    ref = held(town, replace(WORDS, letter=decision, complaint_too=True))
    town.act("system", held_appeals.attach, ref, "door.pdf", b"%PDF- a door", PDF)
    came = town.today
    town.later(days=3)
    appeal = town.act("officer", held_appeals.match, ref, decision)
    assert town.act("officer", held_appeals.match, ref, decision) == appeal
    with town.database.reading() as session:
        found = desk.appeal(session, appeal)
        assert (found.state, found.received_on, found.grounds) == ("received", came, WORDS.grounds)
        assert (found.made_by, found.made_by_id) == ("customer", town.known["resident"].id)
        assert found.complaint_too
        (sent,) = found.evidence
        assert files.get(session, found.customer_id, sent.stored_as) == b"%PDF- a door"
        assert held_appeals.said_in(session, held_desk.held_appeal(session, ref)) is None
        receipts = select(func.count()).select_from(Letter).where(Letter.kind == "appeal_received")
        assert session.scalar(receipts.where(Letter.language == "ar")) == 1
        assert list(events.verify(session)) == []
        assert sum(path.is_file() for path in session.info["files"].folder.rglob("*")) == 1, (
            "the copy under our own key is gone"
        )


def test_matched_while_another_appeal_waits_it_is_added_to_that_one(town: Town) -> None:
    decision = town.decided()
    waiting = town.appealed(decision)
    assert town.act("officer", held_appeals.match, held(town), decision) == waiting
    with town.database.reading() as session:
        found = desk.appeal(session, waiting)
        assert [one.words for one in found.additions] == [f"{WORDS.grounds}\n\nEnd it."]
    assert town.count(Appeal) == 1


def test_a_held_appeal_is_matched_once_and_by_staff(town: Town) -> None:
    decision, other = town.decided(), town.decided("neighbour", "form-2")
    ref = held(town)
    with pytest.raises(RefusedError, match="staff_only"):
        town.act("resident", held_appeals.match, ref, decision)
    town.act("officer", held_appeals.match, ref, decision)
    with pytest.raises(RefusedError, match="held_appeal_is_matched"):
        town.act("officer", held_appeals.match, ref, other)
    with pytest.raises(RefusedError, match="held_appeal_is_matched"):
        town.act("officer", held_appeals.close, ref, "Nobody there.")


def test_a_proposal_of_which_nobody_was_told_matches_nothing(town: Town) -> None:
    draft = town.draft(town.case())
    with pytest.raises(NotFoundError):
        town.act("officer", held_appeals.match, held(town), draft)


def test_what_was_settled_long_ago_is_cleared_away_with_its_files(town: Town) -> None:
    ref = held(town)
    town.act("system", held_appeals.attach, ref, "door.pdf", b"%PDF- a door", PDF)
    town.act("officer", held_appeals.close, ref, "We rang; it was about another landlord.")
    for days, left in ((179, 1), (181, 0)):
        with town.database.writing() as session:
            held_appeals.purge(session, town.now + timedelta(days=days))
        assert town.count(Evidence) == left
    with town.database.reading() as session:
        assert held_appeals.said_in(session, held_desk.held_appeal(session, ref)) is None


@pytest.mark.parametrize("typed", ["{ref}", " {lower} ", "{packed}"])
def test_a_reference_is_understood_as_people_type_it(town: Town, typed: str) -> None:
    decision = town.decided()
    asked = typed.format(ref=decision, lower=decision.lower(), packed=decision.replace("-", ""))
    with town.database.reading() as session:
        found = held_desk.decision_of(session, asked)
        assert found is not None
        assert found.ref == decision
        letter = session.scalars(select(Letter.ref).where(Letter.kind == "decision")).first()
        assert held_desk.decision_of(session, str(letter)) == found
        assert held_desk.decision_of(session, "D-2222-2222") is None


def test_more_can_be_sent_until_the_answer_and_not_after_it(town: Town) -> None:
    from casework.actions import grounds, hearings, more
    from casework.actions.grounds import GroundAnswer

    appeal = town.taken(town.appealed(town.decided()))
    for _again in range(2):
        town.act("resident", more.tell, appeal, "She came at last, on Tuesday.")
    town.act("advocate", evidence.attach, appeal, "note.pdf", b"%PDF- note", PDF)
    town.act("officer", more.tell, appeal, "He rang: nobody came again.", "telephone")
    with pytest.raises(NotFoundError):
        town.act("neighbour", more.tell, appeal, "Me too.")
    with town.database.reading() as session:
        found = desk.appeal(session, appeal)
        assert [(one.said_by, one.how) for one in found.additions] == [("customer", "portal"), ("staff", "telephone")]
        assert found.new_evidence
        each = {one.key: GroundAnswer("not_accepted", "It is fair.") for one in grounds.of(session, found)}
    town.act("hearer", hearings.decide, appeal, "dismiss", "It is fair.", answers=each)
    with pytest.raises(RefusedError, match="appeal_is_decided"):
        town.act("resident", more.tell, appeal, "Too late?")
