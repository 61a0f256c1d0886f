"""Nothing is kept longer than its time, a legal hold stops that, and each deletion can be proved."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select, update

from casework.actions import complaints, deaths, importing, people, retention
from casework.actions.complaints import AnswerFacts, ComplaintFacts
from casework.actions.concerns import ConcernFacts
from casework.actions.deaths import DeathFacts
from casework.actions.work import SYSTEM, RefusedError, Work
from casework.records import events, keys
from casework.records import retention as records
from casework.records.administration import ImportBatch
from casework.records.cases import Case, Incident, Warning
from casework.records.decisions import Decision, Restriction
from casework.records.events import Event
from casework.records.fairness import ConductConcern
from casework.records.letters import Delivery, Letter
from casework.records.people import Customer
from casework.records.retention import Deletion
from casework.records.signin import AccessLook
from tests.people import Town
from tests.web.actions.test_importing import csv_of, person


def night(town: Town) -> int:
    return retention.run(town.database, lambda session: Work(session, SYSTEM, town.pack, town.now))


def proofs(town: Town) -> list[Deletion]:
    with town.database.reading() as session:
        return list(session.scalars(select(Deletion).order_by(Deletion.id)))


def count(town: Town, *tables: type) -> list[int]:
    with town.database.reading() as session:
        return [session.scalar(select(func.count()).select_from(table)) or 0 for table in tables]


def faults(town: Town) -> list[events.Fault]:
    with town.database.reading() as session:
        return list(events.verify(session))


def ended(town: Town) -> None:
    """A decision whose case has ended on the town's day."""
    town.decided()
    town.act("officer", deaths.note, town.ref("resident"), DeathFacts("Their son", "letter"), "death-1")
    town.act("officer", deaths.put_right, town.ref("resident"), "It was somebody else.")


def test_a_case_goes_whole_when_its_time_is_over_and_leaves_a_proof(town: Town) -> None:
    ended(town)
    town.later(days=6 * 365)
    assert night(town) == 0
    town.later(days=8)
    assert night(town) == 1
    assert count(town, Case, Incident, Decision, Restriction, Warning) == [0, 0, 0, 0, 0]
    assert count(town, Letter, Delivery) == [0, 0]
    (proof,) = proofs(town)
    assert (proof.kind, proof.customer_ref, proof.rows["contact_case"]) == ("case", town.ref("resident"), 1)
    assert "Limitation Act 1980" in proof.source
    assert proof.events > 5
    with town.database.reading() as session:
        assert retention.still_there(session, proof) == ()
        about = session.scalars(select(Event).where(Event.subject.in_(proof.subjects))).all()
        assert len(about) == proof.events
        for one in about:
            with pytest.raises(keys.ErasedError):
                events.read(session, one)
        assert session.get_one(Customer, town.known["resident"].id).name
    assert faults(town) == []
    assert night(town) == 0


def test_content_that_is_taken_away_without_a_proof_is_found(town: Town) -> None:
    town.decided()
    with town.database.writing() as session:
        number = session.scalars(select(Event.number).where(Event.name == "decision_issued")).one()
        session.execute(update(Event).where(Event.number == number).values(payload=b""))
    assert [(one.number, "taken away" in one.says) for one in faults(town)] == [(number, True)]


def test_a_hold_keeps_everything_until_it_is_lifted(town: Town) -> None:
    ended(town)
    ref = town.ref("resident")
    held = [
        town.act("administrator", retention.place_hold, ref, "A claim before the county court.", "hold-1")
        for _twice in range(2)
    ]
    assert held[0] == held[1]
    town.later(days=6 * 365 + 8)
    assert night(town) == 0
    with pytest.raises(RefusedError, match="still_open"):
        town.act("administrator", people.erase_customer, ref)
    with pytest.raises(RefusedError, match="administrator_only"):
        town.act("officer", retention.lift_hold, held[0], "I say so.")
    for _twice in range(2):
        town.act("administrator", retention.lift_hold, held[0], "The claim was settled.")
    assert night(town) == 1


def test_what_is_still_relied_on_is_not_over(town: Town) -> None:
    town.decided()
    town.later(days=20 * 365)
    assert night(town) == 0
    assert count(town, Case, Incident) == [1, 1]


def test_an_incident_that_led_to_nothing_goes_after_a_year(town: Town) -> None:
    incident = town.incident("neighbour")
    town.later(days=367)
    assert night(town) == 1
    (proof,) = proofs(town)
    assert (proof.kind, proof.subjects) == ("incident", [incident])
    assert faults(town) == []


def test_a_person_goes_with_their_key_years_after_they_left(town: Town) -> None:
    with town.database.writing() as session:
        session.get_one(Customer, town.known["neighbour"].id).left_on = town.today
    town.later(days=6 * 365 + 3)
    assert night(town) == 1
    (proof,) = proofs(town)
    with town.database.reading() as session:
        gone = session.get_one(Customer, town.known["neighbour"].id)
        assert (gone.name, gone.address) == ("", [])
        assert session.get(keys.PersonKey, gone.id) is None
        assert retention.still_there(session, proof) == ()
    assert faults(town) == []


def test_a_person_who_came_back_with_a_complaint_does_not_go_before_it_has_had_its_time(town: Town) -> None:
    """Complaint Handling Code 5.12: nothing is destroyed while it waits, nor before the years for which it is kept."""
    with town.database.writing() as session:
        session.get_one(Customer, town.known["neighbour"].id).left_on = date(2020, 11, 20)
    facts = ComplaintFacts("You never paid my deposit back.")
    ref = town.act("neighbour", complaints.make, town.ref("neighbour"), facts, "complaint-1")
    assert night(town) == 0
    town.act("officer", complaints.acknowledge, ref, "You want your deposit back.")
    answer = AnswerFacts("upheld", "We forgot it.", "We pay it today.", "Nothing is left to do.")
    town.act("officer", complaints.answer, ref, answer)
    town.later(days=1)
    assert night(town) == 0
    with town.database.reading() as session:
        assert session.get_one(Customer, town.known["neighbour"].id).name


def test_an_incident_stays_while_what_the_customer_says_about_staff_in_it_is_looked_into(town: Town) -> None:
    concern = ConcernFacts("She shouted first.")
    town.incident("neighbour", concern=concern)
    town.later(days=367)
    assert night(town) == 0
    with town.database.writing() as session:
        session.execute(update(ConductConcern).values(state="closed"))
    assert night(town) == 1


def test_looks_and_files_that_nobody_took_in_go_with_one_proof_for_a_night(town: Town) -> None:
    with town.database.writing() as session:
        for key in ("resident", "neighbour"):
            look = {"actor": "staff", "actor_id": 1, "role": "officer", "page": "staff.customer"}
            session.add(AccessLook(at=datetime(2019, 1, 1, tzinfo=UTC), customer_id=town.known[key].id, **look))
    town.act("administrator", importing.check, "customers", "x.csv", csv_of(person(1)), "file-1")
    town.later(days=40)
    assert night(town) == 2
    assert {one.kind: one.rows for one in proofs(town)} == {
        "look": {"access_look": 2},
        "import_file": {"import_file": 1},
    }
    with town.database.reading() as session:
        batch = session.scalars(select(ImportBatch)).one()
        assert (batch.state, batch.stored_as) == ("discarded", None)
    assert count(town, AccessLook) == [0]


def test_a_proof_that_is_not_true_is_seen_to_be_so(town: Town) -> None:
    incident = town.incident("neighbour")
    with town.database.writing() as session:
        session.add(
            Deletion(
                ref="X-2345-6789", kind="incident", customer_ref=town.ref("neighbour"), subjects=[incident],
                kept_until=town.today, source="nobody", rows={}, files=0, events=0, event_number=1, deleted_at=town.now,
            )
        )  # fmt: skip
    with town.database.reading() as session:
        assert retention.still_there(session, records.deletion(session, "X-2345-6789")) == (incident, "event")


def test_what_a_hold_keeps_never_keeps_what_is_over_beyond_its_time(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "_AT_MOST", 1)
    town.incident("resident", "form-1")
    town.act("administrator", retention.place_hold, town.ref("resident"), "A claim.", "hold-1")
    incident = town.incident("neighbour", "form-2")
    town.later(days=367)
    assert night(town) == 1
    assert [proof.subjects for proof in proofs(town)] == [[incident]]
