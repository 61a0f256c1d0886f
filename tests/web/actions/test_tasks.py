"""The work list: in step with the record, whoever changes it, and each line with one who has it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, func, select

from casework.actions import absences as actions
from casework.actions import assigning, changes, complaints, decisions, erasure, hearings, keeping, promises, teams
from casework.actions.absences import AbsenceFacts
from casework.actions.assigning import Receiver
from casework.actions.changes import ChangeFacts
from casework.actions.complaints import ComplaintFacts
from casework.actions.decisions import RestrictionFacts
from casework.actions.work import SYSTEM, NotFoundError, RefusedError, Work
from casework.records import absences, work_list
from casework.records.agreements import BrokenPromise
from casework.records.cases import Case
from casework.records.decisions import Restriction
from casework.records.tasks import Task
from casework.records.work_list import Asked, Reader
from tests.people import LANDLORDS, Town

MakeTown = Callable[[str], Town]


def kinds(town: Town) -> list[str]:
    """The kinds of all that waits."""
    with town.database.reading() as session:
        return sorted(session.scalars(select(Task.kind)))


def wrong(town: Town) -> int:
    """How many lines the night would have to put right."""
    with town.database.writing() as session:
        return keeping.keep_all(Work(session, SYSTEM, town.pack, town.now))


@pytest.mark.parametrize("landlord", LANDLORDS)
def test_the_list_follows_each_step_of_a_case_without_being_asked(town_of: MakeTown, landlord: str) -> None:
    town = town_of(landlord)
    case = town.case()
    assert wrong(town) == 0
    decision = town.draft(case)
    assert "proposal_to_sign" in kinds(town)
    assert "proposal_to_issue" not in kinds(town)
    town.sign(decision)
    assert "proposal_to_issue" in kinds(town)
    assert wrong(town) == 0
    town.act("officer", decisions.issue, decision)
    assert {"proposal_to_sign", "proposal_to_issue"}.isdisjoint(kinds(town))
    assert wrong(town) == 0
    appeal = town.appealed(decision)
    assert "appeal_to_hear" in kinds(town)
    town.taken(appeal)
    town.act("resident", changes.tell, town.ref("resident"), ChangeFacts("I have help now."), "change-1")
    told = ComplaintFacts("Nobody came.", "A plumber.")
    town.act("resident", complaints.make, town.ref("resident"), told, "complaint-1")
    assert {"appeal_heard", "change", "complaint"} <= set(kinds(town))
    assert wrong(town) == 0
    town.act("hearer", hearings.decide, appeal, "uphold", "The repair had been missed twice.")
    assert {"appeal_heard", "review"}.isdisjoint(kinds(town))
    assert wrong(town) == 0
    town.act("system", erasure.erase_customer, town.ref("resident"))
    assert wrong(town) == 0
    with town.database.reading() as session:
        mine = select(func.count()).select_from(Task).where(Task.customer_id == town.known["resident"].id)
        assert session.scalar(mine) == 0


def test_the_night_puts_a_list_right_that_nobody_kept(town: Town) -> None:
    town.decided()
    before = kinds(town)
    with town.database.writing() as session:
        session.execute(delete(Task))
    assert wrong(town) == len(before)
    assert kinds(town) == before


def lines(town: Town, who: str, whose: str = "mine", **more: Any) -> list[str]:
    """The kinds of the lines that a person reads."""
    with town.database.engine.connect() as connection:
        reader = work_list.reader(connection, town.known[who].id, town.known[who].roles, town.today)
        asked = Asked(whose, **more)
        found = work_list.lines(connection, reader, asked, town.today, town.today)
        counted = work_list.counts(connection, reader, asked, town.today, town.today)
        assert sum(counted.values()) == len(found), "each count is the length of its list"
        return [one.kind for one in found]


def key_of(town: Town, kind: str) -> str:
    with town.database.reading() as session:
        return session.scalars(select(Task.key).where(Task.kind == kind)).one()


def complained(town: Town) -> str:
    """A complaint that waits; the key of its line."""
    told = ComplaintFacts("Nobody came.", "A plumber.")
    town.act("resident", complaints.make, town.ref("resident"), told, "complaint-1")
    return key_of(town, "complaint")


def test_of_two_who_take_a_task_one_has_it_and_the_other_is_told(town: Town) -> None:
    key = complained(town)
    assert lines(town, "officer", "ours") == lines(town, "decider", "ours") == ["complaint"]
    assert [town.act("officer", assigning.take, [key]) for _twice in range(2)] == [1, 0]
    assert town.events("task_taken") == 1
    with pytest.raises(RefusedError, match="task_is_held"):
        town.act("decider", assigning.take, [key])
    assert lines(town, "officer") == ["complaint"]
    assert lines(town, "decider", "ours") == lines(town, "decider", "nobody") == []
    assert wrong(town) == 0, "the night leaves it with whom it was given to"


def test_what_is_handed_over_comes_with_a_note_and_only_from_who_has_it(town: Town) -> None:
    key = complained(town)
    to = Receiver(town.ref("decider"))
    for _twice in range(2):
        town.act("officer", assigning.hand_over, [(key, 0)], to, "She is best reached at noon.")
    assert town.events("task_handed_over") == 1
    assert lines(town, "decider") == ["complaint"]
    with pytest.raises(RefusedError, match="task_changed_hands"):
        town.act("hearer", assigning.hand_over, [(key, 0)], Receiver(town.ref("hearer")), "Mine.")
    with pytest.raises(RefusedError, match="may_not"):
        town.act("decider", assigning.hand_over, [(key, town.known["decider"].id)], Receiver(town.ref("auditor")))
    with pytest.raises(NotFoundError):
        town.act("officer", assigning.take, ["complaint-999"])


def test_what_only_few_may_do_shows_to_these_and_goes_to_nobody_else(town: Town) -> None:
    town.draft(town.case())
    key = key_of(town, "proposal_to_sign")
    assert "proposal_to_sign" in lines(town, "decider")
    assert "proposal_to_sign" not in lines(town, "officer", "ours"), "who reported it decides nothing"
    with pytest.raises(RefusedError, match="may_not"):
        town.act("officer", assigning.take, [key])


def test_a_team_shares_what_was_given_to_it(town: Town) -> None:
    key = complained(town)
    with pytest.raises(RefusedError, match="managers_only"):
        town.act("officer", teams.create, "North")
    north, again = (town.act("decider", teams.create, name) for name in ("North", "north"))
    assert north == again
    town.act("decider", teams.join, town.ref("officer"), north)
    town.act("decider", assigning.hand_over, [(key, 0)], Receiver(team_ref=north))
    assert lines(town, "officer", "ours") == lines(town, "officer", "team") == ["complaint"]
    assert lines(town, "hearer", "ours") == []
    town.act("officer", assigning.take, [key])
    assert lines(town, "officer") == ["complaint"]


def away(town: Town, who: str, cover: str = "", days: int = 3, key: str = "absence-1") -> str:
    ends = town.today + timedelta(days=days)
    facts = AbsenceFacts(town.ref(who), town.today, ends, town.ref(cover) if cover else "")
    return town.act("decider", actions.record, facts, key)


def test_what_a_person_had_shows_to_their_cover_until_they_are_back(town: Town) -> None:
    key = complained(town)
    town.act("officer", assigning.take, [key])
    away(town, "officer", "hearer")
    assert lines(town, "hearer") == ["complaint"]
    town.later(days=4)
    assert lines(town, "hearer") == []


def test_an_absence_is_ones_own_or_a_managers_to_record_and_its_days_make_sense(town: Town) -> None:
    facts = AbsenceFacts(town.ref("decider"), town.today, town.today)
    with pytest.raises(RefusedError, match="own_absence_only"):
        town.act("officer", actions.record, facts, "absence-2")
    ref = away(town, "officer")
    assert away(town, "officer") == ref
    with pytest.raises(RefusedError, match="absence_overlaps"):
        away(town, "officer", key="absence-3")
    with pytest.raises(RefusedError, match="covers_oneself"):
        town.act("officer", actions.change, ref, town.today, town.ref("officer"))
    for _twice in range(2):
        town.act("officer", actions.cancel, ref)
    assert town.events("absence_cancelled") == 1


ONE_CONTACT = RestrictionFacts(
    "single_point_of_contact", {"officer": "Olive Officer"}, "Twelve of us were called each day.", "One is enough."
)


def test_a_contact_who_is_away_and_whom_nobody_covers_is_an_alarm_and_counts_against_us(town_of: MakeTown) -> None:
    town = town_of("octavia")
    decision = town.decided("resident", "form-1", ONE_CONTACT)
    town.later(days=7)
    ref = away(town, "officer")
    assert "contact_uncovered" in kinds(town)
    for _twice in range(2):
        with town.database.writing() as session:
            actions.note_broken(Work(session, SYSTEM, town.pack, town.now), town.known["resident"].id)
    with town.database.reading() as session:
        broken = session.scalars(select(BrokenPromise)).one()
        applies = session.scalars(select(Restriction)).all()
        assert [one.code for one in promises.at_review(session, town.pack, list(applies))] == ["promises_broken"]
    assert (broken.reported_by, broken.happened_on) == ("system", town.today)
    town.act("officer", actions.change, ref, town.today + timedelta(days=3), town.ref("hearer"))
    assert "contact_uncovered" not in kinds(town), decision


def test_a_case_goes_to_another_owner_with_its_reviews(town: Town) -> None:
    town.decided()
    with town.database.reading() as session:
        case = session.scalars(select(Case.ref)).one()
    town.later(days=160)
    assert "review" in lines(town, "officer")
    for _twice in range(2):
        town.act("decider", assigning.hand_over_case, case, town.ref("hearer"), "")
    assert town.events("case_handed_over") == 1
    assert "review" in lines(town, "hearer")
    assert wrong(town) == 0


@pytest.mark.parametrize(
    ("more", "found"),
    [({"text": "samira"}, 1), ({"text": "walter"}, 0), ({"due": "late"}, 0), ({"kind": "change"}, 0)],
)
def test_the_list_is_searched_and_filtered(town: Town, more: dict[str, Any], found: int) -> None:
    complained(town)
    kept = [kind for kind in lines_of(town, **more) if kind == "complaint"]
    assert len(kept) == found


def lines_of(town: Town, **more: Any) -> list[str]:
    """What everybody has together."""
    person = town.known["officer"]
    with town.database.engine.connect() as connection:
        asked = Asked("all", **more)
        return [one.kind for one in work_list.lines(connection, Reader(person.id), asked, town.today, town.today)]


def test_a_day_on_which_we_are_closed_is_a_working_day_of_ours_alone(town: Town) -> None:
    friday, saturday = town.today + timedelta(days=4), town.today + timedelta(days=5)
    with pytest.raises(RefusedError, match="managers_only"):
        town.act("officer", teams.close, friday, "Moving house")
    with pytest.raises(RefusedError, match="closed_anyway"):
        town.act("decider", teams.close, saturday, "Moving house")
    for _twice in range(2):
        town.act("decider", teams.close, friday, "Moving house")
    assert town.events("day_closed") == 1
    with town.database.reading() as session:
        assert list(absences.closed_days(session, town.today)) == [friday]
    town.act("decider", teams.reopen, friday)
    with town.database.engine.connect() as connection:
        assert absences.closed_from(connection, town.today) == frozenset()
