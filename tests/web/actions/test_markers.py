"""What is handed out about a person comes back: to contractors by job, to the housing system by file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from casework.actions import details, erasure, hearings, markers, service_visits, services
from casework.actions.decisions import RestrictionFacts
from casework.actions.work import NotFoundError, RefusedError, Work
from casework.records import markers as records
from casework.records import search
from casework.records.events import Event
from casework.records.markers import JobInstruction, MarkerCopy
from tests.people import USUAL, Town

MakeTown = Callable[[str], Town]
IN_PAIRS = RestrictionFacts("visits_in_pairs", {}, "You threatened a worker.", "Two of us come, so visits go on.")
TAP = services.Report("other", "no", "The tap drips.")
TWO = ["two_attend"]  # what a job shows while the customer is still being told of the decision


def told(town: Town, days: int = 7) -> str:
    job = town.act("resident", services.report, town.ref("resident"), TAP, "tap")
    town.act("officer", markers.tell, job, town.ref("contractor"), town.today + timedelta(days=days))
    return job


def shown(town: Town, job: str) -> list[str]:
    with town.database.reading() as session:
        row = records.job_of(session, town.known["contractor"].id, job)
        return list(markers.shown(Work(session, town.actor("contractor"), town.pack, town.now), row))


def copy(town: Town, job: str) -> JobInstruction:
    with town.database.reading() as session:
        return records.job_of(session, town.known["contractor"].id, job)


def upheld(town: Town, decision: str) -> None:
    appeal = town.taken(town.appealed(decision))
    town.act("hearer", hearings.decide, appeal, "uphold", "It was somebody else.")


def lines(town: Town, ref: str) -> list[tuple[str, str, date | None]]:
    with town.database.reading() as session:
        copies = records.copies(session, records.file(session, ref).id)
        return [(one.act, one.instruction, one.valid_until) for one in copies]


def events(town: Town) -> int:
    with town.database.reading() as session:
        return session.scalar(select(func.count()).select_from(Event)) or 0


@pytest.mark.clause("WCH-3.1")
@pytest.mark.parametrize(
    ("landlord", "restriction", "codes"),
    [("calico-homes", IN_PAIRS, TWO), ("watford-community-housing", USUAL["watford-community-housing"], [])],
)
def test_a_contractor_has_what_keeps_them_safe_and_nothing_of_how_somebody_telephones(
    town_of: MakeTown, landlord: str, restriction: RestrictionFacts, codes: list[str]
) -> None:
    town = town_of(landlord)
    town.decided("resident", "form-1", restriction)
    job = told(town)
    assert shown(town, job) == codes
    with pytest.raises(RefusedError, match="changed_meanwhile"):
        town.act("contractor", markers.confirm, job, ["no_direct_contact"])
    town.act("contractor", markers.confirm, job, codes)
    before = events(town)
    town.act("contractor", markers.confirm, job, codes)
    assert copy(town, job).received == codes
    assert events(town) == before
    with pytest.raises(NotFoundError):
        town.act("officer", markers.confirm, job, codes)


def test_an_instruction_is_called_back_when_what_it_tells_of_ends(town_of: MakeTown) -> None:
    town = town_of("calico-homes")
    decision = town.decided("resident", "form-1", IN_PAIRS)
    job = told(town)
    town.act("contractor", markers.confirm, job, TWO)
    upheld(town, decision)
    assert shown(town, job) == []
    assert copy(town, job).received == TWO
    town.act("contractor", markers.confirm, job, [])
    assert copy(town, job).received == []


@pytest.mark.parametrize("how", ["late", "over", "taken back"])
def test_an_instruction_lapses_by_itself_and_with_its_job(town_of: MakeTown, how: str) -> None:
    town = town_of("calico-homes")
    town.decided("resident", "form-1", IN_PAIRS)
    job = told(town)
    if how == "late":
        town.later(days=8)
    elif how == "over":
        town.act("officer", service_visits.finish, job, "Mended.")
    else:
        for _ in range(2):
            town.act("officer", markers.take_back, job, town.ref("contractor"))
    assert shown(town, job) == []


def test_only_a_contractor_is_told_and_for_no_longer_than_a_job_takes(town: Town) -> None:
    job, day = told(town), town.today + timedelta(days=3)
    before = events(town)
    town.act("officer", markers.tell, job, town.ref("contractor"), town.today + timedelta(days=7))
    assert events(town) == before
    with pytest.raises(NotFoundError):
        town.act("officer", markers.tell, job, town.ref("translator"), day)
    for wrong in (town.today - timedelta(days=1), town.today + timedelta(days=15)):
        with pytest.raises(RefusedError):
            town.act("officer", markers.tell, job, town.ref("contractor"), wrong)


@pytest.mark.clause("WCH-4.4")
def test_a_file_sets_each_marker_without_a_last_day_until_it_is_reviewed_and_then_removes_it(
    town_of: MakeTown,
) -> None:
    town = town_of("watford-community-housing")
    decision = town.decided()
    town.later(days=7)
    first = town.act("officer", markers.make_file, "file-1")
    assert first == town.act("officer", markers.make_file, "file-1")
    assert lines(town, first) == [("set", "calls_at_set_times", None)]
    upheld(town, decision)
    for key in ("file-2", "file-3"):  # until somebody says that one is loaded, each asks for the removal again
        last = town.act("officer", markers.make_file, key)
        assert [line[:2] for line in lines(town, last)] == [("remove", "calls_at_set_times")]
    town.act("officer", markers.loaded, last)
    before = events(town)
    town.act("officer", markers.loaded, last)
    assert events(town) == before
    assert lines(town, town.act("officer", markers.make_file, "file-4")) == []


def test_a_policy_without_markers_makes_no_file(town_of: MakeTown) -> None:
    with pytest.raises(RefusedError, match="no_markers"):
        town_of("octavia").act("officer", markers.make_file, "file-1")


def test_a_person_is_found_by_what_is_on_record_today_and_not_once_they_are_erased(town: Town) -> None:
    ref, number = town.ref("neighbour"), town.known["neighbour"].id

    def found(typed: str) -> bool:
        with town.database.reading() as session:
            return number in search.find(session.connection(), typed)

    right = details.Details("Nina Newname", date(1966, 6, 6), ("9 Other Road", "Sampletown", "ZZ9 9ZZ"))
    assert found("nextdoor")
    assert found("nina imaginary")
    town.act("officer", details.put_right, ref, right)
    assert found("9 other road")
    assert not found("nextdoor")
    assert not found("07700 900105")
    town.act("administrator", erasure.erase_customer, ref)
    assert not found("newname")


def test_what_was_handed_out_about_an_erased_person_is_still_called_back(town_of: MakeTown) -> None:
    town = town_of("calico-homes")
    town.decided()
    town.later(days=7)
    town.act("officer", markers.make_file, "file-1")
    town.act("system", erasure.erase_customer, town.ref("resident"))
    last = town.act("officer", markers.make_file, "file-2")
    assert [line[0] for line in lines(town, last)] == ["remove"]
    with town.database.reading() as session:
        assert [one.customer.name for one in session.scalars(select(MarkerCopy))] == ["", ""]
