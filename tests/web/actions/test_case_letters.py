"""What a case holds before a decision reaches the customer in writing, once, and whoever may have their letters."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

import letters as written
from casework.actions import asking, cases, decisions, incidents, letters, people, preview, steps, support, withheld
from casework.actions.asking import AnswerFacts, QuestionFacts
from casework.actions.decisions import RestrictionFacts
from casework.actions.support import Offer
from casework.actions.work import NotFoundError, RefusedError, Work
from casework.records import case_desk, case_story, desk, own, own_record
from casework.records.cases import Incident, Warning
from casework.records.letters import Letter
from casework.records.oversight import StaffNotice
from casework.records.steps import Question
from letters.content import words_of
from tests.people import DECIDERS, Town

MakeTown = Callable[[str], Town]
SAID = "Please ring once a day at most."


def opened(town: Town, **facts: Any) -> str:
    return town.act("officer", incidents.open_case, town.incident(**facts))


def sent(town: Town, kind: str) -> list[str]:
    """The words of every letter of a kind to the resident, each in the language that counts in law."""
    with town.database.reading() as session:
        mine = Letter.kind == kind, Letter.customer_id == town.known["resident"].id
        found = [letters.frozen_of(session, one) for one in session.scalars(select(Letter).where(*mine))]
    contents = [written.thaw(frozen).contents[-1] for frozen in found]
    return [
        "\n".join("".join(span.text for span in text) for block in content.blocks for text in words_of(block))
        for content in contents
    ]


def readers(town: Town, kind: str) -> set[str]:
    with town.database.reading() as session:
        found = session.scalars(select(Letter).where(Letter.kind == kind)).all()
        return {copy.reader for letter in found for copy in letter.deliveries}


@pytest.mark.parametrize("how", cases.WARNED_HOW)
def test_a_spoken_warning_comes_in_writing_once_and_a_written_one_does_not_come_twice(town: Town, how: str) -> None:
    case = opened(town)
    facts = cases.WarningFacts(town.today, how, SAID, asks_to_stop=True)
    for _ in range(2):
        town.act("officer", cases.warn, case, facts)
    spoken = how in ("in_person", "telephone")
    found = sent(town, "verbal_warning")
    assert bool(found) == spoken
    if spoken:
        assert readers(town, "verbal_warning") == {"customer", "advocate"}
        assert SAID in found[0]
        assert "It changes nothing in how you may contact us." in found[0]
        with town.database.reading() as session:
            (warning,) = session.scalars(select(Warning))
            assert desk.letter(session, warning.letter_ref or "").kind == "verbal_warning"
            shown = case_story.case_file(session, desk.case(session, case)).letters
            assert {letter.kind for letter in shown} == {"verbal_warning"}


def test_at_calico_the_record_of_a_spoken_warning_is_not_the_letter_of_warning(town_of: MakeTown) -> None:
    town = town_of("calico-homes")
    case = opened(town, behaviour=("aggressive_or_abusive",))
    town.act("officer", cases.assess, case, cases.AssessmentFacts("Spoke with her."))
    town.act("officer", cases.warn, case, cases.WarningFacts(town.today, "telephone", SAID))
    decision = town.draft(case)
    town.sign(decision)
    with town.database.reading() as session:
        found = decisions.standing(session, town.pack, desk.decision(session, decision), town.today).findings
    assert "warning_letter_missing" in {one.code for one in found}


@pytest.mark.parametrize(
    ("risk", "ended", "letters_"), [(True, "call_ended", 1), (True, "not_ended", 0), (False, "call_ended", 0)]
)
def test_who_was_cut_off_because_of_a_risk_is_told_why_once(town: Town, risk: bool, ended: str, letters_: int) -> None:
    incident = town.incident(immediate_risk=risk, ended_how=ended, told=False)
    for said in ("We left, and locked the door.", "We left by the back door."):
        town.act("officer", steps.act_at_once, incident, ("record_it",), said)
    found = sent(town, "immediate_notice")
    assert len(found) == letters_ * len(readers(town, "immediate_notice"))
    if letters_:
        assert readers(town, "immediate_notice") == {"customer", "advocate"}
        for words in ("We left, and locked the door.", "end the call, visit or meeting", "Monday 30 November 2026"):
            assert words in found[0]
        with town.database.reading() as session:
            assert session.scalars(select(Incident)).one().letter_ref is not None
            seen = own_record.own_incidents(session, own.Reader(town.known["resident"].id, town.ref("resident")))
            assert len(seen) == 1  # nobody told them on the spot: the letter did


def test_what_the_letter_of_a_decision_tells_comes_in_no_second_letter(town: Town) -> None:
    incident = town.incident(immediate_risk=True)
    case = town.case()  # the same incident
    decision = town.draft(case)
    town.sign(decision)
    town.act("officer", decisions.issue, decision)
    town.act("officer", steps.act_at_once, incident, ("end_the_contact",), "We hung up.")
    assert sent(town, "immediate_notice") == []


def test_an_offer_of_help_comes_in_writing_once(town: Town) -> None:
    case = opened(town)
    for _ in range(2):
        town.act("officer", support.offer, case, Offer("advocacy", "Sam from the law centre.", town.today))
    assert readers(town, "support_offer") == {"customer", "advocate"}
    assert len(sent(town, "support_offer")) == 2  # the customer's, and the advocate's copy
    assert "Sam from the law centre." in sent(town, "support_offer")[0]


def asked(town: Town, case: str, form_key: str = "question1") -> str:
    facts = QuestionFacts("What were the calls about?", "We want to know first.", town.today + timedelta(days=14))
    (ref,) = {town.act("officer", asking.ask, case, facts, form_key) for _ in range(2)}  # pressed twice
    return ref


def test_a_customer_is_asked_by_letter_before_anything_is_decided(town: Town) -> None:
    case = opened(town)
    asked(town, case)
    found = sent(town, "information_request")
    assert len(found) == 2
    for words in (
        "What were the calls about?",
        "Monday 7 December 2026",
        "Nothing is decided",
        "One Vision Housing 3.2.2",
    ):
        assert words in found[0]


def test_what_the_customer_answered_stands_in_the_case(town: Town) -> None:
    case = opened(town)
    question = asked(town, case)
    for _ in range(2):
        town.act("officer", asking.answered, question, AnswerFacts("Nobody came.", "telephone", town.today))
    with town.database.reading() as session:
        (row,) = case_desk.questions(session, desk.case(session, case).id)
        assert (row.answer, row.answered_how, row.answered_on) == ("Nobody came.", "telephone", town.today)
        clocks = case_story.clocks(case_story.case_file(session, desk.case(session, case)))
        assert [one.done_on for one in clocks if one.code == "question"] == [town.today]


def test_nothing_is_decided_while_the_customer_may_still_answer(town: Town) -> None:
    case = town.case()
    question = asked(town, case)
    decision = town.draft(case)
    town.sign(decision)
    with pytest.raises(RefusedError, match="not_allowed") as refused:
        town.act("officer", decisions.issue, decision)
    assert [one.code for one in refused.value.findings if one.severity == "stop"] == ["answer_awaited"]
    town.act("officer", asking.answered, question, AnswerFacts("Nobody came.", "telephone", town.today))
    town.act("officer", decisions.issue, decision)
    with pytest.raises(RefusedError, match="decided_already"):
        asked(town, case, "question2")


def test_a_customer_answers_in_the_portal_and_nobody_else_does(town: Town) -> None:
    question = asked(town, opened(town))
    said = AnswerFacts("Nobody came.", "portal", town.today)
    with pytest.raises(NotFoundError):
        town.act("neighbour", asking.answered, question, said)
    town.act("resident", asking.answered, question, said)
    with town.database.reading() as session:
        reader = own.reader(session, town.known["resident"].id)
        assert [one.answered_how for one in own_record.own_questions(session, reader)] == ["portal"]
        assert len(own_record.own_incidents(session, reader)) == 1
        assert session.scalars(select(StaffNotice.what)).all() == ["answer"]  # whoever has the case
        neighbour = own.reader(session, town.known["neighbour"].id)
        assert own_record.own_questions(session, neighbour) == ()


def test_a_question_and_its_answer_go_when_the_customer_is_erased(town: Town) -> None:
    question = asked(town, opened(town))
    town.act("officer", asking.answered, question, AnswerFacts("Nobody came.", "telephone", town.today))
    town.act("system", people.erase_customer, town.ref("resident"))
    with town.database.reading() as session:
        row = session.scalars(select(Question)).one()
        assert (row.asks, row.why, row.answer) == ("", "", "")


def test_a_question_leaves_time_for_its_letter_to_come(town: Town) -> None:
    facts = QuestionFacts("What was it about?", "To know.", town.today + timedelta(days=1))
    with pytest.raises(RefusedError, match="answer_too_soon"):
        town.act("officer", asking.ask, opened(town), facts, "question1")
    assert sent(town, "information_request") == []


def test_a_notice_of_two_visitors_that_was_kept_back_goes_out_once_the_customer_is_told(town_of: MakeTown) -> None:
    town = town_of("calico-homes")
    pairs = RestrictionFacts("visits_in_pairs", {}, "He was followed to his car.", "Visits go on, by two.")
    case = town.case(serious=True, behaviour=("aggressive_or_abusive",), channel="in_person")
    decision = town.draft(case, pairs, withheld="He said that he would wait for the writer.")
    town.sign(decision, *DECIDERS["calico-homes"])
    with town.database.session() as session:
        shown = preview.decision_letter(Work(session, town.actor("officer"), town.pack, town.now), decision)
        session.rollback()
    assert shown.kind == "visits_in_pairs"  # what staff read before it goes out
    town.act("hearer", decisions.sign_withholding, decision, "head_of_service")
    town.act("officer", decisions.issue, decision)
    assert sent(town, "visits_in_pairs") == []
    town.act("hearer", withheld.tell, decision, "head_of_service", "The danger has passed.")
    assert "Two people come instead of one." in sent(town, "visits_in_pairs")[0]
    assert sent(town, "decision") == []
