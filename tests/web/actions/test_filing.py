"""Reading and filing what a customer writes: told before, read by a named person, nothing in it goes unseen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from casework.actions import decisions, filing, hearings, reviewing, reviews, turning_away
from casework.actions.decisions import RestrictionFacts
from casework.actions.erasure import erase_customer
from casework.actions.letters import frozen_of
from casework.actions.reviewing import ReviewFacts
from casework.actions.turning_away import AwayFacts, Came
from casework.actions.work import RefusedError
from casework.records import desk
from casework.records import filing as records
from casework.records.events import Event
from casework.records.filing import FiledItem
from casework.records.letters import Letter
from casework.records.people import StaffMember
from casework.rules.calendar import months_after
from letters import thaw
from letters.content import words_of
from tests.people import Town

MakeTown = Callable[[str], Town]
FILED = RestrictionFacts(
    "read_and_file", {}, "You wrote 60 letters about a closed matter.", "New matters are answered."
)
GROUP_DIRECTOR = "decider-4"


@pytest.fixture
def town(town_of: MakeTown) -> Town:
    return town_of("watford-community-housing")


def stops(town: Town, decision: str) -> set[str]:
    with pytest.raises(RefusedError) as refused:
        town.act("officer", decisions.issue, decision)
    return {one.code for one in refused.value.findings if one.severity == "stop"}


def told(town: Town, case: str) -> None:
    said = "The matter of the fence is closed. Anything new is read and answered."
    town.act("officer", filing.told_last_answer, case, town.today, "letter", said)


def letters(town: Town, kind: str) -> int:
    with town.database.reading() as session:
        mine = (Letter.kind == kind, Letter.customer_id == town.known["resident"].id)
        rows = session.scalars(select(Letter).where(*mine)).all()
        return sum(any(one.reader == "customer" for one in row.deliveries) for row in rows)


def item(town: Town, ref: str) -> FiledItem:
    with town.database.reading() as session:
        return records.item(session, ref)


def came(town: Town, key: str = "came-1") -> str:
    return town.act("officer", filing.came_in, town.ref("resident"), Came(town.today, "letter", "About my wall."), key)


@pytest.mark.clause("WCH-5.5n")
def test_nothing_is_read_and_filed_before_the_customer_was_told_and_somebody_reads_it(town: Town) -> None:
    case = town.case()
    decision = town.draft(case, FILED)
    town.sign(decision, GROUP_DIRECTOR)
    assert stops(town, decision) == {"ladder_not_taken", "filed_reader_missing"}
    for _twice in range(2):
        told(town, case)
    assert letters(town, "last_answer") == 1
    assert stops(town, decision) == {"filed_reader_missing"}
    town.act("officer", filing.name_reader, town.ref("resident"), town.ref("decider-2"))
    town.act("officer", decisions.issue, decision)


@pytest.mark.clause("WCH-5.5n")
def test_the_named_person_reads_what_comes_in_and_says_where_danger_went(town: Town) -> None:
    town.act("officer", filing.name_reader, town.ref("resident"), town.ref("decider-2"))
    ref = came(town)
    assert came(town) == ref  # the same form twice
    for who in ("officer", "decider"):
        with pytest.raises(RefusedError, match="not_the_reader"):
            town.act(who, filing.read, ref, ("nothing",), "")
    with pytest.raises(RefusedError, match="missing"):
        town.act("decider-2", filing.read, ref, ("hazard",), " ")
    with pytest.raises(RefusedError, match="unknown_code"):
        town.act("decider-2", filing.read, ref, ("hazard", "nothing"), "Both?")
    for _twice in range(2):
        town.act("decider-2", filing.read, ref, ("hazard", "new_complaint"), "Reported as a hazard today.")
    found = item(town, ref)
    assert (found.found, found.read_by_id) == (["hazard", "new_complaint"], town.known["decider-2"].id)
    with town.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Event).where(Event.name == "filed_item_read")) == 1
    with pytest.raises(RefusedError, match="filed_item_is_read"):
        town.act("decider-2", filing.read, ref, ("nothing",), "")


def test_where_the_reader_leaves_nothing_more_is_filed_until_somebody_is_named(town: Town) -> None:
    town.act("officer", filing.name_reader, town.ref("resident"), town.ref("decider-2"))
    waiting = came(town)
    with town.database.writing() as session:
        gone = update(StaffMember).where(StaffMember.id == town.known["decider-2"].id)
        session.execute(gone.values(left_on=town.today - timedelta(days=1)))
    with pytest.raises(RefusedError, match="nobody_reads"):
        came(town, "came-2")
    with pytest.raises(RefusedError, match="unknown_code"):
        town.act("officer", filing.name_reader, town.ref("resident"), town.ref("decider-2"))
    town.act("officer", filing.name_reader, town.ref("resident"), town.ref("decider-3"))
    town.act("decider-3", filing.read, waiting, ("nothing",), "")
    with town.database.reading() as session:
        assert records.unread(session, town.known["decider-3"].id) == ()


def test_erasure_blanks_what_came_in(town: Town) -> None:
    town.act("officer", filing.name_reader, town.ref("resident"), town.ref("decider-2"))
    ref = came(town)
    town.act("system", erase_customer, town.ref("resident"))
    assert item(town, ref).what == ""


def limited(town: Town, *kinds: str) -> dict[str, str]:
    """Restrictions that apply from today, by their kind."""
    lines = [RestrictionFacts(kind, {}, "Eleven letters insulted us.", "Others are answered.") for kind in kinds]
    decision = town.draft(town.case(), *lines)
    town.sign(decision)
    town.act("officer", decisions.issue, decision)
    town.later(days=10)
    with town.database.reading() as session:
        return {one.kind: one.ref for one in desk.decision(session, decision).restrictions}


def away(town: Town, outcome: str, under: str, *found: str, copied: bool = True) -> AwayFacts:
    came_in = Came(town.today, "letter", "Two pages with insults.")
    return AwayFacts(came_in, outcome, under, found or ("nothing",), "Booked as V-2345." if found else "", copied)


@pytest.mark.clause("WCH-5.4")
def test_whoever_gets_no_answer_gets_one_receipt_that_says_why_and_where_to_go(town: Town) -> None:
    under = limited(town, "relevant_issues_only", "documents_returned")
    refused = away(town, "refused", under["relevant_issues_only"], "hazard")
    returned = away(town, "returned", under["documents_returned"])
    for facts, key in ((refused, "away-1"), (refused, "away-1"), (returned, "away-2")):
        town.act("officer", turning_away.turn_away, town.ref("resident"), facts, key)
    assert (letters(town, "refused_contact"), letters(town, "documents_returned")) == (1, 1)
    with town.database.reading() as session:
        row = session.scalars(select(Letter).where(Letter.kind == "refused_contact")).first()
        assert row is not None
        content = thaw(frozen_of(session, row)).contents[-1]
        said = " ".join(span.text for block in content.blocks for text in words_of(block) for span in text)
        assert len(records.items(session, town.known["resident"].id)) == 2
    for words in (
        "danger in a home",
        "Booked as V-2345.",
        "Watford Community Housing 5.4",
        "Housing Ombudsman Service",
    ):
        assert words in said


@pytest.mark.clause("WCH-5.4")
@pytest.mark.parametrize(
    ("outcome", "kind", "copied", "code"),
    [
        ("returned", "documents_returned", False, "copy_missing"),
        ("returned", "relevant_issues_only", True, "unknown_code"),
        ("refused", "documents_returned", True, "unknown_code"),
        ("destroyed", "documents_returned", True, "unknown_code"),
    ],
)
def test_nothing_is_refused_or_sent_back_without_a_restriction_that_says_so_and_a_copy(
    town: Town, outcome: str, kind: str, copied: bool, code: str
) -> None:
    under = limited(town, "relevant_issues_only", "documents_returned")
    with pytest.raises(RefusedError, match=code):
        facts = away(town, outcome, under[kind], copied=copied)
        town.act("officer", turning_away.turn_away, town.ref("resident"), facts, "away-1")
    assert letters(town, "refused_contact") == letters(town, "documents_returned") == 0


@pytest.mark.clause("WCH-5.5n")
def test_what_is_filed_has_a_receipt_where_a_decision_allows_no_answer(town: Town) -> None:
    case = town.case()
    told(town, case)
    town.act("officer", filing.name_reader, town.ref("resident"), town.ref("decider-2"))
    before = came(town)
    town.act("decider-2", filing.read, before, ("nothing",), "", tell=True)
    assert letters(town, "refused_contact") == 0  # nothing lets us leave it without an answer yet
    decision = town.draft(case, FILED)
    town.sign(decision, GROUP_DIRECTOR)
    town.act("officer", decisions.issue, decision)
    town.later(days=10)
    after = came(town, "came-2")
    for _ in range(2):
        town.act("decider-2", filing.read, after, ("nothing",), "", tell=True)
    assert letters(town, "refused_contact") == 1


@pytest.mark.clause("WCH-5.5n")
def test_neither_a_review_nor_an_appeal_has_letters_filed_while_nobody_is_named_to_read_them(town: Town) -> None:
    decision = town.decided()
    with town.database.reading() as session:
        case = desk.decision(session, decision).case.ref
        (ref,) = [one.ref for one in desk.decision(session, decision).restrictions]
    told(town, case)
    review = town.act("officer", reviews.begin, decision)
    until = months_after(town.today, 12)
    facts = ReviewFacts("alter", "Letters only tell us what we know.", until, {ref: FILED})
    town.act("officer", reviewing.propose, review, facts)
    town.act(GROUP_DIRECTOR, reviewing.sign, review, "group_director_customer_services", True)
    with pytest.raises(RefusedError) as held:
        town.act("officer", reviewing.hold, review)
    appeal = town.taken(town.appealed(decision), "hearer-2")
    with pytest.raises(RefusedError) as heard:
        town.act("hearer-2", hearings.decide, appeal, "vary", "Another way.", {ref: FILED})
    for refused in (held, heard):
        assert {one.code for one in refused.value.findings if one.severity == "stop"} == {"filed_reader_missing"}
    town.act("officer", filing.name_reader, town.ref("resident"), town.ref("decider-2"))
    town.act("officer", reviewing.hold, review)
