"""A case through its stages: referral, enquiries, support, warnings, the file of a serious matter, and its end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

import letters as written
from casework.actions import (
    cases,
    decisions,
    hearings,
    incidents,
    letters,
    people,
    referrals,
    steps,
    support,
    warning_letters,
)
from casework.actions.decisions import RestrictionFacts
from casework.actions.warning_letters import LetterFacts
from casework.actions.work import RefusedError
from casework.records import case_desk, desk, own
from casework.records.cases import Case
from casework.records.cases import Warning as Warned
from casework.records.events import Event
from casework.records.letters import Letter
from casework.records.steps import Referral, Step, SupportOffer
from casework.rules import before
from letters.content import words_of
from tests.people import LANDLORDS, Town

MakeTown = Callable[[str], Town]
ALL = pytest.mark.parametrize("landlord", LANDLORDS)
WHY: dict[str, Any] = {
    "reason": "You threatened a worker.",
    "proportionality": "Two of us can come, so you keep your visits.",
}


def stage(town: Town, case: str) -> str:
    with town.database.reading() as session:
        return desk.case(session, case).stage


def stops(town: Town, decision: str) -> set[str]:
    with town.database.reading() as session:
        answer = decisions.standing(session, town.pack, desk.decision(session, decision), town.today)
    return {one.code for one in answer.findings if one.severity == "stop"}


def opened(town: Town, **facts: Any) -> str:
    return town.act("officer", incidents.open_case, town.incident(**facts))


def letter_text(town: Town, kind: str, customer: str = "resident") -> str:
    """The words of the newest letter of a kind to a customer, in the language that counts in law."""
    with town.database.reading() as session:
        chosen = select(Letter).where(Letter.kind == kind, Letter.customer_id == town.known[customer].id)
        letter = session.scalars(chosen.order_by(Letter.id)).all()[0]
        frozen = letters.frozen_of(session, letter)
    content = written.thaw(frozen).contents[-1]
    return "\n".join("".join(span.text for span in text) for block in content.blocks for text in words_of(block))


@ALL
def test_a_case_reaches_its_stages_in_order_and_ends_when_nothing_applies(town_of: MakeTown, landlord: str) -> None:
    town = town_of(landlord)
    case = opened(town)
    seen = [stage(town, case)]
    town.enquiries(case)
    seen.append(stage(town, case))
    town.act("officer", cases.assess, case, cases.AssessmentFacts("Spoke with the customer."))
    seen.append(stage(town, case))
    town.act("officer", cases.warn, case, cases.WarningFacts(town.today, "letter", "We may set times."))
    seen.append(stage(town, case))
    decision = town.draft(case)
    seen.append(stage(town, case))
    town.sign(decision)
    town.act("officer", decisions.issue, decision)
    seen.append(stage(town, case))
    appeal = town.appealed(decision)
    seen.append(stage(town, case))
    town.act("hearer", hearings.decide, town.taken(appeal), "uphold", "Nobody came, so she had to call.")
    seen.append(stage(town, case))
    enquired = "enquiries" if before.enquiries(town.pack) else "case"
    assert seen[:5] == ["case", enquired, "assessment", "warning", "decision"]
    assert seen[5] in ("notice", "in_force")
    assert seen[6:] == ["appeal", "ended"]
    with pytest.raises(RefusedError, match="case_is_ended"):
        town.act("officer", cases.assess, case, cases.AssessmentFacts("Again."))
    with pytest.raises(RefusedError, match="case_is_ended"):
        town.draft(case, form_key="draft-2")


def test_a_proposal_that_is_withdrawn_leads_back_to_the_work_before_it(town: Town) -> None:
    case = town.case()
    decision = town.draft(case)
    assert stage(town, case) == "decision"
    town.act("officer", decisions.withdraw, decision, "It settled by itself.")
    assert stage(town, case) == "warning"


@pytest.mark.clause("OVH-3.2.2")
def test_an_enquiry_is_ticked_off_once_and_shown_with_what_it_found(town: Town) -> None:
    case = opened(town)
    for _ in range(2):
        town.act("officer", steps.enquire, case, "phone_records", "Nineteen calls on Monday.")
    town.act(
        "officer", steps.enquire_all, case, {"customer_profile": "Lives alone.", "contact_records": "Two letters."}
    )
    with town.database.reading() as session:
        found = case_desk.steps(session, desk.case(session, case).id)
        assert {one.code for one in found} == {"phone_records", "customer_profile", "contact_records"}
        assert session.scalar(select(func.count()).select_from(Event).where(Event.name == "enquiry_made")) == 3
    town.act("officer", cases.assess, case, cases.AssessmentFacts("Spoke with her."))
    decision = town.draft(case)
    town.sign(decision)
    assert stops(town, decision) == {"enquiries_missing"}
    town.act("officer", steps.enquire, case, "staff_spoken_to", "Three of us.")
    assert stops(town, decision) == set()
    with pytest.raises(RefusedError, match="unknown_code"):
        town.act("officer", steps.enquire, case, "read_tea_leaves", "Nothing.")


def offered(town: Town, case: str, kind: str = "advocacy") -> str:
    facts = support.Offer(kind, "Somebody from the law centre who speaks for her.", town.today)
    refs = {town.act("officer", support.offer, case, facts) for _ in range(2)}
    assert len(refs) == 1  # pressed twice
    return refs.pop()


@pytest.mark.clause("OVH-3.2.3", "OVH-3.2.4")
@pytest.mark.parametrize("kind", support.KINDS)
def test_a_restriction_waits_for_what_comes_of_support(town: Town, kind: str) -> None:
    case = town.case()
    contributes = cases.AssessmentFacts("She lost her husband in May.", "contributes", "none")
    town.act("officer", cases.assess, case, contributes)
    decision = town.draft(case)
    town.sign(decision)
    assert stops(town, decision) == {"support_first"}
    offer = offered(town, case, kind)
    for outcome, waits in (("waiting", True), ("helps", True), ("made_no_difference", False), ("declined", False)):
        town.act("officer", support.came_of_it, offer, outcome, "She told us so.")
        assert stops(town, decision) == ({"support_first"} if waits else set()), outcome


@pytest.mark.clause("OVH-1.7")
def test_support_alone_is_the_full_outcome_of_a_case_and_closes_nothing(town: Town) -> None:
    case = opened(town)
    with pytest.raises(RefusedError, match="nothing_offered"):
        town.act("officer", support.close, case, "support", "It helps.")
    town.act("officer", support.came_of_it, offered(town, case), "helps", "No call for three weeks.")
    for _ in range(2):
        town.act("officer", support.close, case, "support", "The advocate helps.")
    with town.database.reading() as session:
        row = desk.case(session, case)
        assert (row.stage, row.outcome, row.ended_on) == ("ended", "support", town.today)
        seen = own.arrangements(session, town.known["resident"].id, town.today)
        assert seen.restrictions == ()
        assert "advocacy" in town.pack.support.kinds
        assert session.scalar(select(func.count()).select_from(Event).where(Event.name == "case_ended")) == 1


def test_a_case_in_which_something_applies_is_not_closed_by_hand(town: Town) -> None:
    case = town.case()
    town.draft(case)
    with pytest.raises(RefusedError, match="case_holds_something"):
        town.act("officer", support.close, case, "warning", "Enough.")


@pytest.mark.clause("OVH-3.2.5t")
def test_threats_open_a_file_that_no_panel_sees_and_a_manager_starts_the_action(town: Town) -> None:
    ordinary = opened(town)
    file = opened(town, form_key="form-2", serious=True)
    assert file != ordinary
    assert (stage(town, file), stage(town, ordinary)) == ("file", "case")
    with pytest.raises(RefusedError, match="case_is_file"):
        town.draft(file)
    with pytest.raises(RefusedError, match="role_may_not_decide"):
        town.act("officer", steps.start_action, file, "injunction", "She was threatened at her door.")
    with pytest.raises(RefusedError, match="not_a_file"):
        town.act("decider", steps.start_action, ordinary, "injunction", "She was threatened at her door.")
    for _ in range(2):
        town.act("decider", steps.start_action, file, "injunction", "She was threatened at her door.")
    with town.database.reading() as session:
        kept = [one for one in case_desk.steps(session, desk.case(session, file).id) if one.kind == "action"]
        assert [(one.code, one.done_by_id) for one in kept] == [("injunction", town.known["decider"].id)]
        assert file in town.waits("file")
    # A further threat joins the file; an ordinary incident does not.
    assert opened(town, form_key="form-3", serious=True) == file
    assert opened(town, form_key="form-4") == ordinary
    town.act("decider", support.close, file, "file", "The court made its order.")
    assert stage(town, file) == "ended"


@pytest.mark.clause("WCH-5.2")
def test_at_watford_the_report_to_the_police_is_on_record_before_the_decision_goes_out(town_of: MakeTown) -> None:
    town = town_of("watford-community-housing")
    case = town.case(serious=True, behaviour=("aggressive_or_abusive",))
    decision = town.draft(case, actions=("police_report",), action_reason="He threatened a worker.")
    town.sign(decision)
    assert stops(town, decision) == {"police_report_not_on_record"}
    for _ in range(2):
        town.act("officer", steps.report_to_police, case, town.today, "AB/123", "The threat, word by word.")
    assert stops(town, decision) == set()
    town.act("officer", decisions.issue, decision)
    with town.database.reading() as session:
        (report,) = [one for one in case_desk.steps(session, desk.case(session, case).id) if one.kind == "police"]
        assert (report.reference, report.done_on) == ("AB/123", town.today)


PAIRS = RestrictionFacts("visits_in_pairs", **WHY)


@pytest.mark.clause("CAL-5.1", "CAL-5.2b")
def test_at_calico_visits_in_pairs_come_with_a_letter_that_says_why_until_when_and_how_to_appeal(
    town_of: MakeTown,
) -> None:
    town = town_of("calico-homes")
    case = town.case(serious=True, behaviour=("aggressive_or_abusive",), channel="in_person", ended_how="meeting_left")
    ordinary = town.draft(case)
    town.sign(ordinary)
    assert stops(town, ordinary) == {"route_not_taken"}
    town.act("officer", decisions.withdraw, ordinary, "Not the right one.")
    pairs = town.draft(case, PAIRS, form_key="draft-2")
    town.sign(pairs)
    assert stops(town, pairs) == set()
    town.act("officer", decisions.issue, pairs)
    with town.database.reading() as session:
        (row,) = desk.customers_restrictions(session, town.known["resident"].id)  # what staff see before a visit
        assert (row.kind, row.decision.review_on) == ("visits_in_pairs", row.review_on)
        assert town.pack.kinds[row.kind].source == "Calico Homes 5.1"
        reviewed = row.review_on
    assert reviewed is not None
    said = letter_text(town, "visits_in_pairs")
    for words in (WHY["reason"], str(reviewed.year), "Head of Service", "10 working days", "Calico Homes 5.1"):
        assert words in said


@pytest.mark.clause("CAL-5.2a")
def test_at_calico_the_warning_names_the_clause_of_the_tenancy_and_what_may_follow(town_of: MakeTown) -> None:
    town = town_of("calico-homes")
    case = opened(town, behaviour=("aggressive_or_abusive",), warned=True)
    town.act("officer", cases.assess, case, cases.AssessmentFacts("Spoke with her."))
    decision = town.draft(case)
    town.sign(decision)
    assert stops(town, decision) == {"warning_letter_missing"}
    facts = LetterFacts("Please speak without shouting.", ("restriction", "tenancy_action"))
    for _ in range(2):
        town.act("officer", warning_letters.send, case, facts)
    assert stops(town, decision) == set()
    said = letter_text(town, "warning")
    for words in (
        "Please speak without shouting.",
        "clause 3.1.1",
        "your home could be at risk",
        "limit how you contact",
    ):
        assert words in said
    with town.database.reading() as session:
        (warning,) = session.scalars(select(Warned))
        assert warning.letter_ref is not None
        assert desk.letter(session, warning.letter_ref).kind == "warning"
        seen = own.arrangements(session, town.known["resident"].id, town.today)
        assert seen.restrictions == ()  # a warning restricts nothing
    with pytest.raises(RefusedError, match="missing"):
        town.act("officer", warning_letters.send, case, LetterFacts("Please stop.", ()))


@pytest.mark.clause("NHG-3.0")
def test_at_notting_hill_a_warning_may_point_to_the_occupancy_agreement(town_of: MakeTown) -> None:
    town = town_of("notting-hill-genesis")
    case = opened(town)
    facts = LetterFacts("Please call once a day.", ("restriction",), cites_agreement=True)
    town.act("officer", warning_letters.send, case, facts)
    assert "Your agreement for your home says how you and we treat each other" in letter_text(town, "warning")
    assert stage(town, case) == "warning"


def test_a_policy_that_does_not_speak_of_the_agreement_has_no_warning_that_cites_it(town: Town) -> None:
    facts = LetterFacts("Please call once a day.", ("restriction",), cites_agreement=True)
    with pytest.raises(RefusedError, match="no_agreement"):
        town.act("officer", warning_letters.send, opened(town), facts)


@pytest.mark.clause("OCT-4.3l")
def test_at_octavia_the_rungs_are_read_from_the_record(town_of: MakeTown) -> None:
    town = town_of("octavia")
    no_calls = RestrictionFacts("calls_not_taken", **WHY)
    case = town.case()  # a call that was ended, and a warning that asked for nothing
    decision = town.draft(case, no_calls)
    town.sign(decision)
    assert stops(town, decision) == {"ladder_not_taken"}
    asked = cases.WarningFacts(town.today, "letter", "Please stop calling like this.", about="calls", asks_to_stop=True)
    town.act("officer", cases.warn, case, asked)
    assert stops(town, decision) == {"ladder_not_taken"}
    town.later(days=1)
    assert opened(town, form_key="form-2") == case
    assert stops(town, decision) == set()


@pytest.mark.clause("OCT-3.2")
@pytest.mark.parametrize("kind", ["single_point_of_contact", "no_improvement_approvals"])
def test_at_octavia_streamlined_contact_and_limited_service_are_told_to_the_resident(
    town_of: MakeTown, kind: str
) -> None:
    town = town_of("octavia")
    terms = {"officer": "Olive Officer"} if kind == "single_point_of_contact" else {}
    decision = town.draft(town.case(), RestrictionFacts(kind, terms, **WHY), withheld="Better not to say.")
    town.sign(decision, "decider-2")
    assert "withholding_not_allowed" in stops(town, decision)
    town.act("officer", decisions.change, decision, town.facts(RestrictionFacts(kind, terms, **WHY)))
    town.sign(decision, "decider-2")
    assert town.pack.kinds[kind].in_policy
    assert stops(town, decision) == set()
    town.act("officer", decisions.issue, decision)
    assert WHY["reason"] in letter_text(town, "decision")


@pytest.mark.clause("OCT-4.5")
@pytest.mark.parametrize("action", ["tenancy_action", "police_report"])
def test_at_octavia_action_beside_a_restriction_is_recorded_and_the_home_is_said_to_be_at_risk(
    town_of: MakeTown, action: str
) -> None:
    town = town_of("octavia")
    assert town.pack.actions[action].source == "Octavia 4.5"
    assert action in warning_letters.consequences(town.pack)
    assert warning_letters.may_cite(town.pack, "tenant")
    decision = town.draft(town.case(), actions=(action,), action_reason="A worker was hit.")
    town.sign(decision, "decider-2")
    town.act("officer", decisions.issue, decision)
    with town.database.reading() as session:
        assert desk.decision(session, decision).actions == [action]
    assert "your tenancy and your home could be at risk" in letter_text(town, "decision")


@pytest.mark.clause("WCH-5.1")
@pytest.mark.parametrize(
    "kind", ["calls_at_set_times", "no_personal_contact", "relevant_issues_only", "documents_returned"]
)
def test_at_watford_a_restricted_customers_case_goes_on(town_of: MakeTown, kind: str) -> None:
    town = town_of("watford-community-housing")
    terms = {"days": ["tue"], "from": "10:00", "to": "11:00"} if kind == "calls_at_set_times" else {}
    decision = town.draft(town.case(), RestrictionFacts(kind, terms, **WHY))
    town.sign(decision)
    assert town.pack.kinds[kind].in_policy
    town.act("officer", decisions.issue, decision)
    said = letter_text(town, "decision")
    assert "You can reach us in these ways" in said
    assert "Repair" in said or "repair" in said
    again = town.incident(form_key="form-9")  # and what is reported next is taken as before
    assert town.act("officer", incidents.open_case, again)


@ALL
def test_an_act_on_the_spot_makes_the_assessment_due_in_five_working_days(town_of: MakeTown, landlord: str) -> None:
    town = town_of(landlord)
    incident = town.incident(immediate_risk=True)
    done = before.on_the_spot(town.pack)[:1]
    for _ in range(2):
        case = town.act("officer", steps.act_at_once, incident, done, "We left, and locked the door.")
    with town.database.reading() as session:
        row = desk.case(session, case)
        assert row.assess_by == date(2026, 11, 30)  # the act was on Monday 23 November
        assert case in town.waits("case_to_assess")
        assert [one.code for one in case_desk.steps(session, row.id)] == list(done)
    town.act("officer", cases.assess, case, cases.AssessmentFacts("Spoke with the customer."))
    assert town.waits("case_to_assess") == []


def test_what_was_written_about_a_person_goes_when_they_are_erased(town: Town) -> None:
    case = town.case()
    offered(town, case)
    town.act("officer", referrals.refer, town.incident(form_key="form-2"), "It is the fourth time.")
    town.act("system", people.erase_customer, town.ref("resident"))
    with town.database.reading() as session:
        left = [*session.scalars(select(Step.said)), *session.scalars(select(SupportOffer.what))]
        left += [*session.scalars(select(Referral.why)), *session.scalars(select(Case.outcome_why))]
    assert set(left) == {""}


def test_the_night_brings_a_case_from_its_notice_to_what_is_in_force(town: Town) -> None:
    case = town.case()
    decision = town.draft(case)
    town.sign(decision)
    town.act("officer", decisions.issue, decision)
    assert stage(town, case) == "notice"
    town.later(days=5)
    town.act("system", cases.settle, town.known["resident"].id)
    assert stage(town, case) == "in_force"
