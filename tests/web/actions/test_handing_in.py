"""Where an appeal goes: heard here, told why not, or to the body that hears it; and the fair clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

import pytest
from sqlalchemy import select

from casework.actions import (
    appeals,
    clock,
    complaints,
    decisions,
    erasure,
    hearings,
    incidents,
    sent_on,
    support,
    taking_in,
)
from casework.actions.decisions import RestrictionFacts
from casework.actions.letters import frozen_of
from casework.actions.work import NotFoundError, RefusedError
from casework.records import desk, own
from casework.records.appeals import Appeal
from casework.records.decisions import Decision
from casework.records.letters import Delivery, Letter
from casework.records.reviews import Review
from letters import thaw
from tests.people import USUAL, Town
from tests.unit.letters.examples import texts_of

MakeTown = Callable[[str], Town]
STATUS = RestrictionFacts("ineligible_status", {"scheme": "Sample Homes"}, "False papers.", "For a year only.")
WORKS = RestrictionFacts("planned_works_withheld", {}, "Two fitters were hit.", "Repairs go on.")
CALLED = taking_in.TakenIn("telephone", date(2026, 11, 24), "Nobody came, so I had to call.", "Let me call.")


def appeal_of(town: Town, ref: str) -> Appeal:
    with town.database.reading() as session:
        return desk.appeal(session, ref)


def said(town: Town, kind: str, language: str = "ar") -> str:
    """The English words of the one letter of a kind."""
    with town.database.reading() as session:
        letter = session.scalars(select(Letter).where(Letter.kind == kind, Letter.language == language)).one()
        frozen = thaw(frozen_of(session, letter))
        return "\n".join(texts_of(replace(frozen, contents=frozen.contents[-1:])))


def standing(town: Town, key: str) -> list[str]:
    with town.database.reading() as session:
        return [one.kind for one in own.arrangements(session, town.known[key].id, town.today).restrictions]


def dismissed(town: Town) -> str:
    """A decision whose first appeal was not upheld."""
    decision = town.decided()
    town.act("hearer", hearings.decide, town.taken(town.appealed(decision)), "dismiss", "It is fair.")
    return decision


def stops(town: Town, appeal: str, key: str) -> list[str]:
    with town.database.reading() as session:
        person = desk.staff_member(session, town.known[key].id)
        found = hearings.may_hear(session, town.pack, desk.appeal(session, appeal), person, town.today)
    return [finding.code for finding in found]


# --- repeated


@pytest.mark.clause("OVH-3.4.2")
def test_a_repeated_appeal_is_refused_in_writing_with_its_reason_and_the_next_step(town: Town) -> None:
    decision = dismissed(town)
    again = town.act("resident", appeals.start, decision)
    town.act("resident", appeals.answer, again, grounds="Still.", new_evidence=False)
    with pytest.raises(RefusedError) as refused:
        town.act("resident", appeals.submit, again)
    assert [finding.code for finding in refused.value.findings] == ["appeal_repeated"]
    for _ in range(2):
        assert town.act("resident", appeals.submit, again, anyway=True) == again
    assert (appeal_of(town, again).state, appeal_of(town, again).due_on) == ("not_accepted", None)
    letter = said(town, "appeal_not_accepted")
    for fact in ("You sent nothing new", "One Vision Housing 3.4.2", "Housing Ombudsman", "Do you have something new?"):
        assert fact in letter, fact
    newer = town.act("resident", appeals.start, decision)
    town.act("resident", appeals.answer, newer, grounds="My doctor wrote.", new_evidence=True)
    assert appeal_of(town, town.act("resident", appeals.submit, newer)).state == "received"


@pytest.mark.clause("OCT-3.5")
@pytest.mark.clause("CAL-7")
@pytest.mark.parametrize(
    ("landlord", "facts"),
    [
        ("octavia", ["ask the Housing Ombudsman", "Where this is written: Octavia 3.5"]),
        ("calico-homes", ["complaints and feedback policy", "ask the Housing Ombudsman", "written: Calico Homes 7"]),
    ],
)
def test_the_answer_to_an_appeal_names_every_next_step(town_of: MakeTown, landlord: str, facts: list[str]) -> None:
    town = town_of(landlord)
    dismissed(town)
    letter = said(town, "appeal_outcome")
    assert [fact for fact in facts if fact not in letter] == []


# --- what the letter about a decision says


def test_where_safety_is_at_stake_the_letter_says_who_decides_after_a_missed_review(town_of: MakeTown) -> None:
    town = town_of("octavia")
    decision = town.draft(town.case(serious=True, behaviour=("aggressive_or_abusive",)))
    town.sign(decision)
    town.act("officer", decisions.issue, decision)
    letter = said(town, "decision")
    assert "a director must decide within two working days" in letter
    assert "If we miss the review, what we decided stops" not in letter


def test_the_letter_claims_no_look_at_circumstances_that_nobody_took_yet(town: Town) -> None:
    decision = town.draft(town.act("officer", incidents.open_case, town.incident(immediate_risk=True)))
    town.sign(decision)
    town.act("officer", decisions.issue, decision)
    letter = said(town, "decision")
    assert "We do that by Monday 30 November 2026." in letter
    assert "Before we decided, we looked at your health" not in letter


@pytest.mark.clause("OVH-3.2.3")
def test_the_letter_says_what_came_of_the_help_that_was_offered(town: Town) -> None:
    case = town.case()  # at the assessment nobody knew of a need
    offer = town.act("officer", support.offer, case, support.Offer("advocacy", "A talk with Ada.", town.today))
    town.act("officer", support.came_of_it, offer, "declined", "Not now.")
    decision = town.draft(case)
    town.sign(decision)
    town.act("officer", decisions.issue, decision)
    assert "We offered you support. You did not want it then." in said(town, "decision")


# --- who hears


@pytest.mark.clause("OCT-4.2b")
def test_a_director_reviews_a_limit_on_service(town_of: MakeTown) -> None:
    town = town_of("octavia")
    decision = town.draft(town.case(), WORKS)
    town.sign(decision, "decider-2")
    appeal = town.appealed(town.act("officer", decisions.issue, decision))
    with pytest.raises(RefusedError) as refused:
        town.taken(appeal, "hearer")  # an Assistant Director
    assert [finding.code for finding in refused.value.findings] == ["hearer_wrong_role"]
    town.taken(appeal, "hearer-2")
    assert (appeal_of(town, appeal).hearer_role, appeal_of(town, appeal).due_on) == ("director", date(2026, 12, 7))


@pytest.mark.clause("WCH-6.3")
def test_somebody_more_senior_and_not_involved_answers_in_writing(town_of: MakeTown) -> None:
    town = town_of("watford-community-housing")
    appeal = town.appealed(town.decided())
    with town.database.reading() as session:
        found = hearings.who_may_hear(session, town.pack, desk.appeal(session, appeal), town.today)
        assert {(one.staff.name, one.role) for one in found} == {
            ("Duncan Decider", "group_director_customer_services"),
            ("Hana Hearer", "customer_experience_manager"),
            ("Hugh Hearer", "chief_executive"),
        }
    town.act("hearer", hearings.decide, town.taken(appeal), "dismiss", "It still applies.")
    assert "It still applies." in said(town, "appeal_outcome")
    assert "Customer Experience Manager" in said(town, "appeal_outcome")


@pytest.mark.clause("WCH-6.3")
def test_whoever_was_in_the_case_before_does_not_hear_the_appeal(town_of: MakeTown) -> None:
    town = town_of("watford-community-housing")
    case = town.case()
    longer = town.draft(case, form_key="another", longer_period="A more serious risk.")
    town.act("hearer", decisions.approve_longer_period, longer, "customer_experience_manager")
    town.act("officer", decisions.withdraw, longer, "Another one is enough.")
    decision = town.draft(case)
    town.sign(decision)
    appeal = town.appealed(town.act("officer", decisions.issue, decision))
    assert stops(town, appeal, "hearer") == ["hearer_involved"]
    assert stops(town, appeal, "hearer-2") == []
    town.act("hearer-2", hearings.decide, town.taken(appeal, "hearer-2"), "dismiss", "It still applies.")
    assert stops(town, town.appealed(decision, grounds="Still."), "hearer-2") == ["hearer_involved"]


# --- the body outside


@pytest.mark.clause("OVH-3.7.2")
def test_an_appeal_about_bidding_is_sent_to_the_scheme_board_and_not_decided_here(town: Town) -> None:
    appeal = town.appealed(town.decided("applicant", "form-1", STATUS), by="applicant")
    handed_in = appeal_of(town, appeal)
    assert (handed_in.state, handed_in.heard_by, handed_in.due_on) == ("received", "scheme_board", None)
    with pytest.raises(RefusedError) as refused:
        town.taken(appeal)
    assert [finding.code for finding in refused.value.findings] == ["appeal_elsewhere"]
    for _ in range(2):
        assert town.act("officer", sent_on.send_on, appeal) == appeal
    assert appeal_of(town, appeal).state == "sent_on"
    letter = said(town, "appeal_sent_on", "pl")
    for fact in ("to the Scheme Board", "One Vision Housing 3.7.2", "Nobody came, so I had to call."):
        assert fact in letter, fact
    council = "Local Government and Social Care Ombudsman"  # for a council's list of homes, beside our own
    town.act("officer", complaints.of_appeal, appeal)
    assert all(council in said(town, kind, "pl") for kind in ("appeal_received", "appeal_sent_on", "complaint_stage"))
    with pytest.raises(RefusedError):
        town.taken(appeal)


@pytest.mark.clause("OVH-3.7.2")
@pytest.mark.parametrize(("outcome", "left"), [("uphold", []), ("dismiss", ["ineligible_status"])])
def test_what_the_scheme_board_answers_is_carried_out_and_told(
    town: Town, outcome: Literal["uphold", "dismiss"], left: list[str]
) -> None:
    appeal = town.appealed(town.decided("applicant", "form-1", STATUS), by="applicant")
    with pytest.raises(RefusedError, match="appeal_is_received"):
        town.act("officer", sent_on.note_answer, appeal, outcome, "The papers were real.")
    town.act("officer", sent_on.send_on, appeal)
    for _ in range(2):
        town.act("officer", sent_on.note_answer, appeal, outcome, "The papers were real.")
    assert standing(town, "applicant") == left
    assert (appeal_of(town, appeal).outcome, appeal_of(town, appeal).hearer_role) == (outcome, "scheme_board")
    assert "The Scheme Board answered your appeal" in said(town, "appeal_outcome", "pl")


@pytest.mark.clause("OVH-3.6.3")
def test_what_else_applies_is_looked_at_after_the_scheme_board_upheld_an_appeal(town: Town) -> None:
    town.decided("applicant", "form-2")
    appeal = town.appealed(town.decided("applicant", "form-1", STATUS), by="applicant")
    town.act("officer", sent_on.send_on, appeal)
    town.act("officer", sent_on.note_answer, appeal, "uphold", "The papers were real.")
    with town.database.reading() as session:
        assert session.scalars(select(Review.why)).all() == ["successful_appeal"]


def test_an_appeal_at_the_scheme_board_waits_for_nobody_once_the_person_is_erased(town: Town) -> None:
    appeal = town.appealed(town.decided("applicant", "form-1", STATUS), by="applicant")
    town.act("officer", sent_on.send_on, appeal)
    town.act("system", erasure.erase_customer, town.ref("applicant"))
    assert appeal_of(town, appeal).state == "withdrawn"


def test_an_appeal_that_we_hear_goes_to_nobody_else(town: Town) -> None:
    appeal = town.appealed(town.decided())
    assert "Local Government" not in said(town, "appeal_received")
    with pytest.raises(RefusedError, match="heard_here"):
        town.act("officer", sent_on.send_on, appeal)
    with pytest.raises(RefusedError, match="heard_here"):
        town.act("officer", sent_on.note_answer, appeal, "uphold", "We say so.")


# --- taken in by staff


@pytest.mark.clause("OVH-3.4.2")
@pytest.mark.parametrize("how", ["telephone", "in_person", "letter", "email", "third_party"])
def test_an_appeal_is_taken_in_whatever_way_it_comes(town: Town, how: str) -> None:
    """However the customer may contact us otherwise: an appeal is never closed by a restriction."""
    decision = town.decided("resident", "form-1", USUAL[town.landlord])
    town.later(days=3)
    facts = replace(CALLED, how=how)
    ref = town.act("officer", taking_in.take_in, decision, facts, "taken-1")
    assert town.act("officer", taking_in.take_in, decision, facts, "taken-1") == ref
    found = appeal_of(town, ref)
    assert (found.state, found.how, found.made_by, found.grounds) == ("received", how, "staff", CALLED.grounds)
    assert found.due_on == date(2026, 12, 8)  # ten working days after the call, not after it was written down
    with town.database.reading() as session:
        assert own.own_appeal(session, own.reader(session, town.known["resident"].id), ref).ref == ref
    assert town.letters("appeal_received") == 2  # the customer's, and the copy of who speaks for them


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"grounds": " "}, "missing"),
        ({"how": "fax"}, "unknown_code"),
        ({"received_on": date(2026, 11, 25)}, "in_the_future"),
        ({"received_on": date(2026, 11, 22)}, "before_the_letter"),
    ],
)
def test_an_appeal_that_cannot_be_is_not_taken_in(town: Town, change: dict[str, object], code: str) -> None:
    decision = town.decided()
    town.later(days=1)
    with pytest.raises(RefusedError, match=code):
        town.act("officer", taking_in.take_in, decision, replace(CALLED, **change), "taken-1")  # type: ignore[arg-type]
    assert town.letters("appeal_received") == 0


def test_staff_take_in_no_appeal_against_a_draft_and_customers_none_at_all(town: Town) -> None:
    draft = town.draft(town.case())
    with pytest.raises(NotFoundError):
        town.act("officer", taking_in.take_in, draft, replace(CALLED, received_on=town.today), "taken-1")
    with pytest.raises(RefusedError, match="staff_only"):
        town.act("resident", taking_in.take_in, draft, CALLED, "taken-2")


# --- the fair clock


def copies(town: Town, decision: str) -> tuple[str, list[Delivery]]:
    """The letter about a decision, and the customer's copies, all of them sent."""
    with town.database.writing() as session:
        found = desk.decision(session, decision)
        letter = session.scalars(select(Letter).where(Letter.decision_id == found.id).order_by(Letter.id)).first()
        assert letter is not None
        for copy in letter.deliveries:
            copy.state = "sent"
        return letter.ref, list(letter.deliveries)


def begins(town: Town, decision: str) -> tuple[date | None, date | None]:
    with town.database.reading() as session:
        (line,) = desk.decision(session, decision).restrictions
        return line.starts_on, line.review_on


@pytest.mark.clause("CARD-4")
def test_nothing_binds_before_the_version_that_the_person_can_read_came(town: Town) -> None:
    decision = town.decided()
    ref, (post, _email) = copies(town, decision)
    assert begins(town, decision) == (date(2026, 11, 25), date(2027, 5, 23))
    town.later(days=10)
    for _ in range(2):
        town.act("officer", clock.note_delivered, ref, post.id, date(2026, 12, 1))
    assert begins(town, decision) == (date(2026, 12, 1), date(2027, 5, 23))  # the landlord's day stays


def test_an_earlier_delivery_moves_nothing(town: Town) -> None:
    decision = town.decided()
    ref, (post, _email) = copies(town, decision)
    town.later(days=1)
    town.act("officer", clock.note_delivered, ref, post.id, date(2026, 11, 24))
    assert begins(town, decision)[0] == date(2026, 11, 25)


def test_print_that_the_person_cannot_read_does_not_start_the_clock(town: Town) -> None:
    decision = town.decided("resident-blind")
    ref, sent = copies(town, decision)
    by_post = next(copy for copy in sent if copy.channel == "letter")
    town.later(days=2)
    town.act("officer", clock.note_delivered, ref, by_post.id, town.today)
    with town.database.reading() as session:
        found = session.scalars(select(Decision).where(Decision.ref == decision)).one()
        assert clock.delivered_on(session, found) is None
    email = next(copy for copy in sent if copy.channel == "email")
    town.later(days=3)
    town.act("officer", clock.note_delivered, ref, email.id, town.today)
    assert begins(town, decision)[0] == town.today


def test_a_letter_that_is_still_being_made_lets_nothing_begin(town: Town) -> None:
    decision = town.decided()
    town.later(days=1)
    assert town.act("system", clock.hold_back, town.known["resident"].id) == 1
    assert begins(town, decision)[0] == date(2026, 11, 26)


def test_where_safety_needs_action_now_the_clock_waits_for_nobody(town: Town) -> None:
    decision = town.draft(town.case(immediate_risk=True))
    town.sign(decision)
    town.act("officer", decisions.issue, decision)
    ref, (post, _email) = copies(town, decision)
    town.later(days=10)
    town.act("officer", clock.note_delivered, ref, post.id, town.today)
    assert begins(town, decision)[0] == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("days", "code"), [(1, "in_the_future"), (-1, "before_the_letter")], ids=["tomorrow", "before it was issued"]
)
def test_a_day_of_delivery_that_cannot_be_is_refused(town: Town, days: int, code: str) -> None:
    ref, (post, _email) = copies(town, town.decided())
    with pytest.raises(RefusedError, match=code):
        town.act("officer", clock.note_delivered, ref, post.id, town.today + timedelta(days=days))
