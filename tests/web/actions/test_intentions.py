"""What is only intended: told, appealed before it begins, and in force only after somebody issued it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from casework.actions import announcing, appeals, decisions, hearings
from casework.actions.decisions import RestrictionFacts
from casework.actions.letters import frozen_of
from casework.actions.work import NotFoundError, RefusedError
from casework.records import desk, own
from casework.records.arrangements import Arrangement
from casework.records.decisions import Decision
from casework.records.events import Event
from casework.records.letters import Letter
from letters import thaw
from tests.people import USUAL, Town
from tests.unit.letters.examples import texts_of

MakeTown = Callable[[str], Town]
WITNESS = RestrictionFacts("witness_present", {}, "A worker was shouted at.", "Somebody else sits by.")
IN_THREE_WEEKS = timedelta(days=21)


def signed(town: Town, *restrictions: RestrictionFacts, starts_in: timedelta = IN_THREE_WEEKS) -> str:
    decision = town.draft(town.case(), *restrictions, starts_on=town.today + starts_in)
    town.sign(decision)
    return decision


def announced(town: Town, *restrictions: RestrictionFacts) -> str:
    return town.act("officer", announcing.announce, signed(town, *restrictions))


def seen(town: Town, key: str = "resident") -> tuple[Arrangement, ...]:
    with town.database.reading() as session:
        return own.arrangements(session, town.known[key].id, town.today).restrictions


def state(town: Town, decision: str) -> str:
    with town.database.reading() as session:
        return desk.decision(session, decision).state


def said(town: Town, kind: str) -> str:
    """The English words of the last letter of a kind to the resident."""
    with town.database.reading() as session:
        found = select(Letter).where(Letter.kind == kind, Letter.language == "ar").order_by(Letter.id.desc())
        frozen = thaw(frozen_of(session, session.scalars(found).first()))  # type: ignore[arg-type]
        return "\n".join(texts_of(replace(frozen, contents=frozen.contents[-1:])))


@pytest.mark.clause("OVH-3.4.1")
def test_an_intention_is_told_with_what_how_long_the_review_and_how_to_appeal(town: Town) -> None:
    decision = announced(town)
    (line,) = seen(town)
    assert (line.state, line.starts_on, line.decision_ref) == ("proposed", town.today + IN_THREE_WEEKS, decision)
    letter = said(town, "intended")
    for fact in (
        "It does not apply yet",
        "You may telephone us on Tuesdays, from 10 am to 11 am.",
        "Monday 14 December 2026",  # the first day on which it may start
        "Sunday 23 May 2027",  # the review
        "You can appeal before it starts",
        "One Vision Housing 3.4.1",
        "Housing Ombudsman",
    ):
        assert fact in letter, fact


@pytest.mark.clause("OVH-3.4.1")
def test_an_intention_that_is_appealed_with_success_never_starts(town: Town) -> None:
    decision = announced(town)
    appeal = town.taken(town.appealed(decision))
    town.act("hearer", hearings.decide, appeal, "uphold", "It is not needed.")
    assert seen(town) == ()
    assert state(town, decision) == "withdrawn"
    town.later(days=30)
    with pytest.raises(RefusedError, match="decision_is_withdrawn"):
        town.act("officer", decisions.issue, decision)
    assert seen(town) == ()


@pytest.mark.clause("OVH-3.4.1")
@pytest.mark.parametrize("landlord", ["octavia", "calico-homes"])
def test_an_intention_is_announced_only_where_the_policy_has_it(town_of: MakeTown, landlord: str) -> None:
    town = town_of(landlord)
    with pytest.raises(RefusedError, match="intentions_unknown"):
        announced(town)
    assert seen(town) == ()


def test_an_intention_limits_nobody_however_long_it_waits(town: Town) -> None:
    announced(town)
    town.later(days=60)
    assert [line.state for line in seen(town)] == ["proposed"]
    with town.database.reading() as session:
        assert desk.customers_restrictions(session, town.known["resident"].id) == ()


def test_an_intention_is_issued_from_its_day_on_and_not_before(town: Town) -> None:
    decision = announced(town)
    town.later(days=20)
    with pytest.raises(RefusedError, match="announced_for_later"):
        town.act("officer", decisions.issue, decision)
    town.later(days=1)
    for _ in range(2):
        assert town.act("officer", decisions.issue, decision) == decision
    (line,) = seen(town)
    assert (line.state, line.starts_on) == ("in_force", date(2026, 12, 16))  # two working days for its own letter
    assert "We are changing how you contact us" in said(town, "decision")


def test_the_first_appeal_holds_an_intention_up_and_a_second_does_not(town_of: MakeTown) -> None:
    town = town_of("one-vision-housing")
    decision = announced(town)
    appeal = town.appealed(decision)
    town.later(days=21)
    with pytest.raises(RefusedError, match="appeal_is_open") as refused:
        town.act("officer", decisions.issue, decision)
    assert refused.value.params == {"ref": appeal}
    town.act("hearer", hearings.decide, town.taken(appeal), "dismiss", "It is fair.")
    again = town.act("resident", appeals.start, decision)
    town.act("resident", appeals.answer, again, grounds="I was ill.", new_evidence=True)
    town.act("resident", appeals.submit, again)
    town.act("officer", decisions.issue, decision)
    assert state(town, decision) == "issued"


def test_what_an_appeal_left_of_an_intention_is_what_is_issued(town: Town) -> None:
    decision = announced(town, USUAL[town.landlord], WITNESS)
    appeal = town.taken(town.appealed(decision))
    calls, witness = seen(town)
    wider = replace(USUAL[town.landlord], terms={"days": ["mon", "tue"], "from": "10:00", "to": "12:00"})
    town.act("hearer", hearings.decide, appeal, "vary", "Milder.", {calls.ref: wider, witness.ref: "ends"})
    assert [line.state for line in seen(town)] == ["proposed"]
    town.later(days=21)
    town.act("officer", decisions.issue, decision)
    (line,) = seen(town)
    assert (line.kind, line.terms["days"], line.state) == ("calls_at_set_times", ["mon", "tue"], "in_force")
    assert "on Mondays and on Tuesdays" in said(town, "decision")
    assert "sits by" not in said(town, "decision")


def test_announcing_needs_all_that_issuing_needs(town: Town) -> None:
    decision = town.draft(town.case(), starts_on=town.today + IN_THREE_WEEKS)
    with pytest.raises(RefusedError) as refused:
        town.act("officer", announcing.announce, decision)
    assert {finding.code for finding in refused.value.findings if finding.severity == "stop"} == {"quorum_missing"}
    with pytest.raises(NotFoundError):
        town.act("resident", appeals.start, decision)


@pytest.mark.parametrize(("days", "code"), [(0, "starts_too_soon"), (2, "starts_too_soon"), (3, None)])
def test_the_announced_day_leaves_time_after_the_letter_came(town: Town, days: int, code: str | None) -> None:
    decision = signed(town, starts_in=timedelta(days=days))
    if code is None:
        town.act("officer", announcing.announce, decision)
        return
    with pytest.raises(RefusedError, match=code):
        town.act("officer", announcing.announce, decision)


def test_an_intention_does_not_change_and_is_announced_once(town: Town) -> None:
    decision = announced(town)
    assert town.act("officer", announcing.announce, decision) == decision
    with pytest.raises(RefusedError, match="decision_is_announced"):
        town.act("officer", decisions.change, decision, town.facts())
    with pytest.raises(RefusedError, match="decision_is_announced"):
        town.sign(decision, "decider-3")
    with town.database.reading() as session:
        events = select(func.count()).select_from(Event).where(Event.name == "decision_announced")
        assert session.scalar(events) == 1
        assert session.scalar(select(func.count()).select_from(Letter).where(Letter.kind == "intended")) == 2


def test_an_intention_that_is_given_up_is_gone_from_what_may_come(town: Town) -> None:
    decision = announced(town)
    for _ in range(2):
        town.act("officer", decisions.withdraw, decision, "We found another way.")
    assert seen(town) == ()
    letter = said(town, "intended")
    assert "We do not go on with it: nothing of it applies to you." in letter
    assert "Starts on" not in letter
    with town.database.reading() as session:
        (told,) = own.own_decisions(session, own.reader(session, town.known["resident"].id))
        assert isinstance(told, Decision)
        assert [line.ended_why for line in told.restrictions] == ["withdrawn"]
