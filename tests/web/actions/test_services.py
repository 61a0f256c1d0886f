"""Repairs, dangers and safety checks: nothing that applies to a person keeps them from one, or makes it late."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from casework.actions import erasure, night, service_checks, service_letters, service_visits, services
from casework.actions.service_visits import Found
from casework.actions.services import CheckFacts, Report
from casework.actions.work import SYSTEM, NotFoundError, RefusedError, Work
from casework.records.decisions import Decision, Restriction
from casework.records.letters import Letter
from casework.records.services import ServiceNote, ServiceRequest, customers_requests, request
from casework.rules.services import EMERGENCY
from tests.people import LANDLORDS, Town
from tests.unit.rules.examples import TERMS

FAR = pytest.mark.matrix
TAP = Report("other", "no", "The tap drips. O'Brien & <b>Söhne</b> سباك")


def stored(town: Town, ref: str) -> ServiceRequest:
    with town.database.reading() as session:
        found = request(session, ref)
        session.expunge_all()
        return found


def kinds_of_letters(town: Town) -> list[str]:
    with town.database.reading() as session:
        return list(session.scalars(select(Letter.kind).order_by(Letter.id)))


def restricted(town: Town, customer: str = "resident") -> str:
    return town.decided(customer)


def becomes(town: Town, decision: str, kind: str, terms: dict[str, Any], **more: Any) -> None:
    """Let the restriction of a decision be of another kind, whatever the policy has."""
    with town.database.writing() as session:
        chosen = select(Decision.id).where(Decision.ref == decision).scalar_subquery()
        values = {"kind": kind, "terms": terms, "starts_on": town.today, **more}
        session.execute(update(Restriction).where(Restriction.decision_id == chosen).values(values))


@pytest.mark.clause("OVH-3.5.1")
@pytest.mark.clause("CARD-6")
@pytest.mark.parametrize("landlord", [*LANDLORDS[:2], *(pytest.param(one, marks=FAR) for one in LANDLORDS[2:])])
def test_under_every_restriction_a_repair_an_emergency_and_a_check_are_taken_with_the_days_of_the_law(
    town_of: Callable[[str], Town], landlord: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = town_of(landlord)
    decision = restricted(town)
    if landlord != LANDLORDS[0]:  # the letters are the same at every landlord, and take most of the time
        monkeypatch.setattr(service_letters, "send_receipt", lambda *_given: None)
    for number, (kind, restriction) in enumerate(town.pack.kinds.items()):
        becomes(town, decision, kind, TERMS.get(kind, {}), safety=restriction.safety)
        ref = town.ref("resident")
        emergency = stored(town, town.act("resident", services.report, ref, Report("flood", "yes"), f"e{number}"))
        assert emergency.service == EMERGENCY
        assert emergency.clocks[0].due_at == town.now + timedelta(hours=24)
        mould = stored(
            town, town.act("resident", services.report, ref, Report("damp_mould", "no", "Wet"), f"h{number}")
        )
        assert mould.clocks[0].due_on == date(2026, 12, 7)
        assert stored(town, town.act("resident", services.report, ref, TAP, f"r{number}")).service == "repair"
        check = town.act("resident", services.ask_for_check, ref, CheckFacts("gas_check"), f"c{number}")
        town.act("officer", service_visits.offer, check, *slot(town, 2 + number))
        chosen = stored(town, check).offered[-1].id
        town.act("resident", service_visits.book, check, chosen)
        booked = stored(town, check).booked
        assert booked is not None
        assert booked.id == chosen


def slot(town: Town, days: int) -> tuple[Any, Any]:
    starts = town.now + timedelta(days=days)
    return starts, starts + timedelta(hours=3)


@pytest.mark.clause("OVH-3.5.2")
def test_the_conditions_in_force_are_shown_and_the_longer_target_is_told(town: Town) -> None:
    decision = restricted(town)
    becomes(town, decision, "visits_in_pairs", {}, safety=True)
    ref = town.act("resident", services.report, town.ref("resident"), TAP, "form-a")
    before = stored(town, ref)
    assert before.conditions == ["visits_in_pairs"]
    town.act("officer", service_visits.make_longer, ref, "repair", date(2027, 2, 1), "Two plumbers come together.")
    after = stored(town, ref).clocks[0]
    assert (after.due_on, after.first_due_on) == (date(2027, 2, 1), before.clocks[0].due_on)
    assert after.longer_source == "One Vision Housing 3.5.2"
    assert kinds_of_letters(town)[-2:].count("service_receipt") >= 1


@pytest.mark.clause("OCT-3.4")
def test_a_varied_response_time_shows_in_the_target_from_the_start(town_of: Callable[[str], Town]) -> None:
    town = town_of("octavia")
    becomes(town, restricted(town), "response_times_varied", {"working_days": 40})
    found = stored(town, town.act("resident", services.report, town.ref("resident"), TAP, "form-a"))
    clock = found.clocks[0]
    assert clock.first_due_on is not None
    assert clock.due_on > clock.first_due_on
    assert clock.longer_source == town.pack.kinds["response_times_varied"].source


def test_a_day_of_the_law_and_a_policy_that_is_silent_are_never_made_longer(town_of: Callable[[str], Town]) -> None:
    town = town_of("calico-homes")
    becomes(town, restricted(town), "visits_in_pairs", {}, safety=True)
    later, why = date(2027, 3, 1), "Two of us come."
    for facts, code, refused in (
        (TAP, "repair", "policy_does_not"),
        (Report("flood", "yes"), "make_safe", "law_sets_it"),
    ):
        ref = town.act("resident", services.report, town.ref("resident"), facts, f"form-{code}")
        with pytest.raises(RefusedError) as error:
            town.act("officer", service_visits.make_longer, ref, code, later, why)
        assert error.value.code == refused


def test_what_is_rightly_kept_from_the_customer_goes_with_the_job_and_not_to_them(town: Town) -> None:
    decision = restricted(town)
    becomes(town, decision, "visits_in_pairs", {}, safety=True)
    with town.database.writing() as session:
        kept = {"preferred": True, "letter": True, "withheld": {"justification": "x", "signed_by_id": 1, "role": "r"}}
        session.execute(update(Decision).where(Decision.ref == decision).values(notice=kept))
    found = stored(town, town.act("resident", services.report, town.ref("resident"), TAP, "form-a"))
    assert (found.conditions, found.kept_conditions) == ([], ["visits_in_pairs"])


def test_the_same_form_twice_is_one_and_another_persons_form_is_refused(town: Town) -> None:
    first = town.act("resident", services.report, town.ref("resident"), TAP, "form-a")
    assert town.act("resident", services.report, town.ref("resident"), TAP, "form-a") == first
    with pytest.raises(RefusedError, match="form_used"):
        town.act("neighbour", services.report, town.ref("neighbour"), TAP, "form-a")
    with pytest.raises(NotFoundError):
        town.act("neighbour", services.report, town.ref("resident"), TAP, "form-b")
    for action in (services.worse, lambda work, ref: services.add(work, ref, "mine")):
        with pytest.raises(NotFoundError):
            town.act("neighbour", action, first)


def test_worse_is_an_emergency_from_that_moment_and_once(town: Town) -> None:
    ref = town.act("resident", services.report, town.ref("resident"), TAP, "form-a")
    town.later(days=2)
    town.act("resident", services.worse, ref)
    town.act("resident", services.worse, ref)
    found = stored(town, ref)
    assert [one.code for one in found.clocks] == ["repair", "make_safe"]
    assert found.clocks[1].due_at == town.now + timedelta(hours=24)


def test_what_was_found_is_told_at_once_with_the_days_of_the_works(town: Town) -> None:
    ref = town.act("resident", services.report, town.ref("resident"), Report("damp_mould", "no", "Wet wall"), "form-a")
    town.later(days=3)
    facts = Found(town.today, True, "Mould on the outer wall.", "We clean it and mend the gutter.")
    town.act("officer", service_visits.looked_into, ref, facts)
    found = stored(town, ref)
    assert {one.code for one in found.running} == {"safety_work", "works_begin", "works_begun"}
    assert "hazard_summary" in kinds_of_letters(town)
    with pytest.raises(RefusedError, match="nothing_to_do"):
        town.act("officer", service_visits.looked_into, ref, facts)
    town.act("resident", services.worse, ref)  # what was found then is written anew
    town.act("officer", service_visits.looked_into, ref, facts)
    assert [one.code for one in stored(town, ref).clocks].count("summary") == 2


def test_an_emergency_without_sign_in_runs_at_once_and_finds_its_customer_later(town: Town) -> None:
    facts = Report("flood", "yes", place="Flat 2, 14 Imaginary Street", reporter="A neighbour", phone="07700 900123")
    ref = town.act("system", services.report_unsigned, facts, "form-a")
    assert town.act("system", services.report_unsigned, facts, "form-a") == ref
    found = stored(town, ref)
    assert (found.customer_id, found.made_by, found.clocks[0].due_at) == (
        None,
        "nobody",
        town.now + timedelta(hours=24),
    )
    assert kinds_of_letters(town) == []
    town.act("officer", services.match, ref, town.ref("resident"))
    assert "service_receipt" in kinds_of_letters(town)
    with pytest.raises(RefusedError, match="is_matched"):
        town.act("officer", services.match, ref, town.ref("neighbour"))


def test_a_check_is_moved_done_and_sets_the_day_of_the_next(town: Town) -> None:
    due = CheckFacts("gas_check", last_on=date(2025, 12, 20), how="telephone")
    ref = town.act("officer", services.ask_for_check, town.ref("resident"), due, "form-a")
    assert stored(town, ref).running[0].due_on == date(2026, 12, 20)
    for days in (1, 2):
        town.act("officer", service_visits.offer, ref, *slot(town, days))
    first, second = stored(town, ref).offered
    town.act("resident", service_visits.book, ref, first.id)
    town.act("resident", service_visits.book, ref, second.id)
    moved = stored(town, ref)
    assert moved.booked is not None
    assert (moved.booked.id, [one.id for one in moved.offered]) == (second.id, [first.id])
    town.later(days=2, hours=4)
    town.act("officer", service_visits.visited, ref, second.id, "kept", "All is safe.")
    town.act("officer", service_visits.finish, ref, "Your boiler is safe.")
    done = stored(town, ref)
    assert done.next_check_on == date(2027, 12, 20)  # it came early, and keeps its date
    assert [one.code for one in done.running] == ["record"]
    town.act("officer", service_visits.meet, ref, "record")
    assert stored(town, ref).running == []


def test_what_is_told_of_a_check_that_is_open_already_goes_with_it(town: Town) -> None:
    ref = town.act("resident", services.ask_for_check, town.ref("resident"), CheckFacts("gas_check"), "form-a")
    told = CheckFacts("gas_check", "Only on Mondays.")
    for form in ("form-b", "form-b"):
        assert town.act("resident", services.ask_for_check, town.ref("resident"), told, form) == ref
    known = CheckFacts("gas_check", last_on=date(2025, 12, 20), how="telephone")
    for form in ("form-c", "form-d"):
        town.act("officer", services.ask_for_check, town.ref("resident"), known, form)
    found = stored(town, ref)
    assert [one.said for one in found.notes] == ["Only on Mondays."]
    assert [one.due_on for one in found.running] == [date(2026, 12, 20)]


def test_an_advocate_reports_within_the_scope_and_staff_write_down_how_it_came(town: Town) -> None:
    ref = town.act("advocate", services.report, town.ref("resident"), TAP, "form-a")
    assert stored(town, ref).made_by == "advocate"
    assert stored(town, ref).came_how == "portal"
    told = Report("other", "no", "The tap drips.", how="telephone")
    assert (
        stored(town, town.act("officer", services.report, town.ref("resident"), told, "form-b")).came_how == "telephone"
    )
    with pytest.raises(RefusedError, match="unknown_code"):
        town.act("officer", services.report, town.ref("resident"), TAP, "form-c")


def test_erasure_leaves_nothing_personal_of_a_request(town: Town) -> None:
    ref = town.act("resident", services.report, town.ref("resident"), TAP, "form-a")
    town.act("resident", services.add, ref, "The key is with my neighbour.")
    town.act("system", erasure.erase_customer, town.ref("resident"))
    found = stored(town, ref)
    assert (found.what, found.state) == ("", "closed")
    with town.database.reading() as session:
        assert session.scalars(select(ServiceNote)).all() == []


def test_the_next_check_begins_by_itself_in_good_time_and_once(town: Town) -> None:
    due = CheckFacts("gas_check", last_on=date(2025, 12, 20), how="telephone")
    ref = town.act("officer", services.ask_for_check, town.ref("neighbour"), due, "form-a")
    town.act("officer", service_visits.finish, ref, "All is safe.")
    neighbour = town.known["neighbour"].id
    town.later(days=330)  # 19 October 2027
    assert town.act("system", service_checks.begin_next, neighbour) == 0
    town.later(days=2)
    night.run(town.database, lambda session: Work(session, SYSTEM, town.pack, town.now))
    assert town.act("system", service_checks.begin_next, neighbour) == 0
    with town.database.reading() as session:
        begun = [one for one in customers_requests(session, neighbour) if one.state == "received"]
        assert [one.running[0].due_on for one in begun] == [date(2027, 12, 20)]


def test_what_is_said_after_the_end_is_kept_and_opens_it_again(town: Town) -> None:
    ref = town.act("resident", services.report, town.ref("resident"), TAP, "form-a")
    town.act("officer", service_visits.finish, ref, "The tap is new.")
    town.later(days=3)
    town.act("resident", services.add, ref, "It drips again.")
    town.act("resident", services.add, ref, "It drips again.")
    found = stored(town, ref)
    assert (found.state, len(found.notes)) == ("received", 1)
    assert [one.code for one in found.running] == ["repair"]
    town.act("officer", service_visits.finish, ref, "Nothing to do.", done=False)
    town.act("resident", services.worse, ref)
    assert [one.code for one in stored(town, ref).running if one.due_at] == ["make_safe"]
