"""Two people at the same moment, or one who clicks twice: one effect, and nobody waits for ever."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from casework.actions import appeals, decisions, hearings, incidents, services, sign_in
from casework.actions.decisions import RestrictionFacts
from casework.actions.services import Report
from casework.actions.work import RefusedError
from casework.records import desk, events, own
from casework.records.appeals import Appeal
from casework.records.cases import Case, Incident
from casework.records.decisions import Decision, Signature
from casework.records.events import Event
from casework.records.letters import Letter
from casework.records.services import ServiceRequest
from casework.records.signin import SignInCode
from tests.people import Town

AT_ONCE = 4


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Run all of these at the same moment; returns what each gave back, or the refusal it met."""
    start, given = threading.Barrier(len(acts)), list[object]()

    def run(act: Callable[[], object]) -> None:
        start.wait()
        try:
            given.append(act())
        except RefusedError as refused:
            given.append(refused.code)

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(given) == len(acts), "somebody still waits, or met another error"
    return given


def test_the_same_incident_sent_several_times_at_once(town: Town) -> None:
    refs = at_once(*[lambda: town.incident(form_key="same")] * AT_ONCE)
    assert len(set(refs)) == 1
    assert town.count(Incident) == 1


def test_the_same_case_opened_by_several_at_once(town: Town) -> None:
    incident = town.incident()
    refs = at_once(*[lambda: town.act("officer", incidents.open_case, incident)] * AT_ONCE)
    assert (len(set(refs)), town.count(Case)) == (1, 1)


def test_the_same_draft_sent_several_times_at_once(town: Town) -> None:
    case = town.case()
    refs = at_once(*[lambda: town.draft(case, form_key="same")] * AT_ONCE)
    assert (len(set(refs)), town.count(Decision)) == (1, 1)


def test_a_signature_given_twice_at_once_is_one(town: Town) -> None:
    decision = town.draft(town.case())
    at_once(*[lambda: town.sign(decision, "decider")] * AT_ONCE)
    assert (town.count(Signature), town.count(Event, Event.name == "decision_signed")) == (1, 1)


def test_a_whole_panel_signs_at_the_same_moment(town: Town) -> None:
    decision = town.draft(town.case())
    panel = ("decider", "decider-2", "decider-3", "decider-4")
    at_once(*[lambda key=key: town.sign(decision, key) for key in panel])
    assert town.count(Signature) == len(panel)


def test_a_decision_issued_by_several_at_once_goes_out_once(town: Town) -> None:
    decision = town.draft(town.case())
    town.sign(decision)
    at_once(*[lambda: town.act("officer", decisions.issue, decision)] * AT_ONCE)
    assert town.count(Event, Event.name == "decision_issued") == 1
    assert town.count(Letter, Letter.kind == "decision", Letter.language == "ar") == 1


def test_a_text_changed_while_it_is_issued_is_not_what_goes_out(town: Town) -> None:
    decision = town.draft(town.case())
    town.sign(decision)
    other = RestrictionFacts("witness_present", {}, "Another reason.", "Another weighing.")
    given = at_once(
        lambda: town.act("officer", decisions.issue, decision),
        lambda: town.act("officer", decisions.change, decision, town.facts(other)),
    )
    with town.database.reading() as session:
        kinds = [one.kind for one in desk.decision(session, decision).restrictions]
        if "decision_is_issued" in given:
            assert kinds == ["calls_at_set_times"]
        else:
            assert (given.count("not_allowed"), kinds) == (1, ["witness_present"])


def test_two_decisions_issued_at_once_leave_a_door_open(town: Town) -> None:
    only = [
        RestrictionFacts("only_channels", {"channels": [channel]}, "You called 90 times.", "One way stays.")
        for channel in ("letter", "email")
    ]
    drafts = []
    for number, restriction in enumerate(only):
        case = town.case("neighbour", f"form-{number}")
        drafts.append(town.draft(case, restriction, form_key=f"draft-{number}"))
        town.sign(drafts[-1])
    given = at_once(*[lambda ref=ref: town.act("officer", decisions.issue, ref) for ref in drafts])
    assert given.count("not_allowed") == 1
    with town.database.reading() as session:
        assert len(own.arrangements(session, town.known["neighbour"].id, town.today).restrictions) == 1


@pytest.mark.clause("CARD-2")
def test_an_appeal_handed_in_several_times_at_once_has_one_receipt(town: Town) -> None:
    appeal = town.act("resident", appeals.start, town.decided())
    town.act("resident", appeals.answer, appeal, grounds="Nobody came.")
    refs = at_once(*[lambda: town.act("resident", appeals.submit, appeal)] * AT_ONCE)
    assert refs == [appeal] * AT_ONCE
    assert town.count(Event, Event.name == "appeal_submitted") == 1
    assert town.count(Letter, Letter.kind == "appeal_received", Letter.language == "ar") == 1


def test_an_appeal_started_twice_at_once_is_one_draft(town: Town) -> None:
    decision = town.decided()
    refs = at_once(*[lambda: town.act("resident", appeals.start, decision)] * AT_ONCE)
    assert (len(set(refs)), town.count(Appeal)) == (1, 1)


def test_the_customer_and_the_advocate_hand_in_at_once_and_one_is_heard(town: Town) -> None:
    decision = town.decided()
    drafts = {}
    for key in ("resident", "advocate"):
        drafts[key] = town.act(key, appeals.start, decision)
        town.act(key, appeals.answer, drafts[key], grounds=f"The {key}'s words.")
    given = at_once(*[lambda key=key: town.act(key, appeals.submit, drafts[key]) for key in drafts])
    assert given.count("appeal_is_open") == 1
    assert town.count(Appeal, Appeal.state == "received") == 1


def test_two_who_take_the_same_appeal_at_once(town: Town) -> None:
    appeal = town.appealed(town.decided())
    given = at_once(lambda: town.taken(appeal, "hearer"), lambda: town.taken(appeal, "decider-3"))
    assert sorted(map(str, given)) == sorted([appeal, "appeal_is_hearing"])
    assert town.count(Event, Event.name == "appeal_taken") == 1


def test_an_appeal_decided_twice_at_once_has_one_outcome(town: Town) -> None:
    appeal = town.taken(town.appealed(town.decided()))
    outcomes = ("uphold", "dismiss")
    at_once(
        *[
            lambda outcome=outcome: town.act("hearer", hearings.decide, appeal, outcome, "Because.")
            for outcome in (*outcomes, *outcomes)
        ]
    )
    assert town.count(Event, Event.name == "appeal_decided") == 1
    assert town.count(Letter, Letter.kind == "appeal_outcome", Letter.language == "ar") == 1
    with town.database.reading() as session:
        heard = desk.appeal(session, appeal)
        left = own.arrangements(session, town.known["resident"].id, town.today).restrictions
        assert len(left) == (0 if heard.outcome == "uphold" else 1)


def test_an_appeal_withdrawn_while_it_is_decided_ends_one_way(town: Town) -> None:
    appeal = town.taken(town.appealed(town.decided()))
    given = at_once(
        lambda: town.act("resident", appeals.withdraw, appeal),
        lambda: town.act("hearer", hearings.decide, appeal, "uphold", "It was too strict."),
    )
    with town.database.reading() as session:
        state = desk.appeal(session, appeal).state
        left = own.arrangements(session, town.known["resident"].id, town.today).restrictions
        assert list(events.verify(session)) == []
    assert (state, len(left)) in (("withdrawn", 1), ("decided", 0))
    assert {"appeal_is_decided", "appeal_is_withdrawn"} & set(map(str, given))


def test_many_acts_about_many_people_at_once_make_one_chain(town: Town) -> None:
    customers = ("resident", "neighbour", "applicant", "resident-blind")
    at_once(*[lambda key=key: town.incident(key, form_key=f"at-once-{key}") for key in customers])
    with town.database.reading() as session:
        assert list(events.verify(session)) == []
        numbers = list(session.scalars(select(Event.number).order_by(Event.number)))
    assert numbers == list(range(1, len(numbers) + 1))


def test_an_emergency_that_somebody_unknown_reports_several_times_at_once(town: Town) -> None:
    told = Report("flood", "yes", place="Flat 2, 14 Imaginary Street", reporter="A neighbour", phone="07700 900123")
    refs = at_once(*[lambda: town.act("system", services.report_unsigned, told, "same")] * AT_ONCE)
    assert (len(set(refs)), town.count(ServiceRequest)) == (1, 1)


def test_a_button_pressed_several_times_sends_one_code_to_sign_in_with(town: Town) -> None:
    def ask() -> object:
        return town.act(
            "system", sign_in.request_code, "samira@example.org",
            network="192.0.2.1", language="en", valid=timedelta(minutes=10), form_key="same",
        )  # fmt: skip

    asked = at_once(*[ask] * AT_ONCE)
    assert (len(set(asked)), town.count(SignInCode)) == (1, 1)
    town.later(minutes=1)
    assert ask() not in asked, "whoever goes back and asks once more gets another code"
