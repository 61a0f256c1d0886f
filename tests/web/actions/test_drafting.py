"""Drafts, terms, actions and notices kept back: what is refused, and what is done once however often it is asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from casework.actions import decisions
from casework.actions.decisions import RestrictionFacts
from casework.actions.work import NotFoundError, RefusedError
from casework.records import desk, own
from casework.records.decisions import Decision
from casework.records.events import Event
from casework.records.letters import Delivery, Letter
from tests.people import USUAL, Town

MakeTown = Callable[[str], Town]


def stops(town: Town, decision: str) -> set[str]:
    """The codes with which issuing is refused; none when it would go out."""
    with town.database.reading() as session:
        answer = decisions.standing(session, town.pack, desk.decision(session, decision), town.today)
    return {finding.code for finding in answer.findings if finding.severity == "stop"}


def state(town: Town, decision: str) -> str:
    with town.database.reading() as session:
        return desk.decision(session, decision).state


def test_issuing_twice_is_issuing_once(town: Town) -> None:
    decision = town.decided()
    assert town.act("officer", decisions.issue, decision) == decision
    assert town.events("decision_issued") == 1
    with town.database.reading() as session:
        letters = select(func.count()).select_from(Letter).where(Letter.kind == "decision", Letter.language == "ar")
        assert session.scalar(letters) == 1


def test_the_same_form_sent_twice_is_one_draft_and_no_other_persons(town: Town) -> None:
    case = town.case()
    first = town.draft(case, form_key="same")
    assert town.draft(case, form_key="same") == first
    with pytest.raises(RefusedError, match="form_used"):
        town.act("decider", decisions.draft, case, town.facts(), "same")
    with town.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Decision)) == 1


def test_what_was_issued_or_withdrawn_does_not_change_any_more(town: Town) -> None:
    issued = town.decided()
    withdrawn = town.draft(town.case("neighbour", "form-2"), form_key="other")
    town.act("officer", decisions.withdraw, withdrawn, "The calls have stopped.")
    town.act("officer", decisions.withdraw, withdrawn, "The calls have stopped.")
    assert town.events("decision_withdrawn") == 1
    for decision, code in ((issued, "decision_is_issued"), (withdrawn, "decision_is_withdrawn")):
        with pytest.raises(RefusedError, match=code):
            town.act("officer", decisions.change, decision, town.facts())
        with pytest.raises(RefusedError, match=code):
            town.sign(decision, "decider-3")
    with pytest.raises(RefusedError, match="decision_is_issued"):
        town.act("officer", decisions.withdraw, issued, "No.")
    with pytest.raises(RefusedError, match="decision_is_withdrawn"):
        town.act("officer", decisions.issue, withdrawn)


@pytest.mark.parametrize(
    ("restriction", "code", "field"),
    [
        (RestrictionFacts("no_such_kind"), "unknown_kind", "restrictions[0].kind"),
        (RestrictionFacts("calls_at_set_times", {"days": []}), "terms_unreadable", "restrictions[0].days"),
        (
            RestrictionFacts("calls_at_set_times", {"days": ["tue"], "from": "11:00", "to": "10:00"}),
            "terms_unreadable",
            "restrictions[0].from",
        ),
        (RestrictionFacts("third_party_only", {"days": ["tue"]}), "terms_unreadable", "restrictions[0].days"),
    ],
)
def test_terms_that_say_nothing_are_refused_by_field(
    town: Town, restriction: RestrictionFacts, code: str, field: str
) -> None:
    with pytest.raises(RefusedError, match=code) as refused:
        town.draft(town.case(), restriction)
    assert refused.value.params["field"] == field


def test_a_refused_act_leaves_nothing_behind(town: Town) -> None:
    case = town.case()
    with town.database.reading() as session:
        before = session.scalar(select(func.count()).select_from(Event))
    with pytest.raises(RefusedError):
        town.draft(case, USUAL[town.landlord], RestrictionFacts("no_such_kind"))
    with town.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Event)) == before
        assert session.scalar(select(func.count()).select_from(Decision)) == 0


def test_a_reference_that_is_not_there_is_not_found(town: Town) -> None:
    with pytest.raises(NotFoundError):
        town.act("officer", decisions.issue, "D-0000-0000")


PAIRS = RestrictionFacts("visits_in_pairs", {}, "A worker was threatened at the door.", "Visits go on as before.")


def test_a_withheld_notice_goes_nowhere_and_shows_nowhere(town_of: MakeTown) -> None:
    town = town_of("calico-homes")
    decision = town.draft(town.case(), PAIRS, withheld="He said that he would find whoever signed such a letter.")
    town.sign(decision)
    assert stops(town, decision) == {"withholding_unjustified"}
    town.act("decider-2", decisions.sign_withholding, decision, "head_of_service")
    town.act("officer", decisions.issue, decision)
    with town.database.reading() as session:
        assert session.scalars(select(Letter.kind)).all() == ["withheld_record"]  # for staff alone
        assert session.scalar(select(func.count()).select_from(Delivery)) == 0
        assert own.arrangements(session, town.known["resident"].id, town.today).restrictions == ()
        reader = own.reader(session, town.known["resident"].id)
        assert own.own_decisions(session, reader) == ()
        with pytest.raises(NotFoundError):
            own.own_decision(session, reader, decision)
        assert len(desk.customers_restrictions(session, town.known["resident"].id)) == 1
    with pytest.raises(NotFoundError):
        town.appealed(decision)


def test_elsewhere_no_notice_is_withheld(town: Town) -> None:
    decision = town.draft(town.case(), withheld="We would rather not say.")
    town.sign(decision)
    assert stops(town, decision) == {"withholding_not_allowed"}


def test_actions_alone_can_be_decided(town_of: MakeTown) -> None:
    town = town_of("octavia")
    case = town.case()
    facts = replace(town.facts(), restrictions=(), actions=("police_report",), action_reason="A window was broken.")
    decision = town.act("officer", decisions.draft, case, facts, "actions")
    town.sign(decision, "decider-2")
    town.act("officer", decisions.issue, decision)
    assert state(town, decision) == "issued"
