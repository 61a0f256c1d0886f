"""What a customer is asked before anything is decided, through the pages."""

from __future__ import annotations

from datetime import timedelta

from casework.actions import asking, incidents
from casework.actions.asking import QuestionFacts
from tests.web.office import Office


def test_a_customer_finds_the_question_and_answers_it(office: Office) -> None:
    town = office.town
    case = town.act("officer", incidents.open_case, town.incident())
    facts = QuestionFacts("What were the calls about?", "To know first.", town.today + timedelta(days=14))
    question = f"/questions/{town.act('officer', asking.ask, case, facts, 'question1')}"
    assert question in office.get("resident", "/incidents").links.values()
    page = office.refused("resident", question, {"answer": " "})
    assert len(page.errors) == 1
    office.done("resident", question, {"answer": "Nobody came."})
    assert office.get("resident", question).form_data()["answer"].strip() == "Nobody came."
    assert "Nobody came." in office.get("resident", "/record/kept/incidents").main
    assert "The customer answered" in office.get("officer", "/staff/told").main
    assert "Nobody came." in office.get("officer", f"/staff/cases/{case}").main
    office.get("neighbour", question, status=404)
