"""Who is given an appeal, and an answer with reasons to each ground."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from casework.actions import allocating, grounds, hearings, more, notices
from casework.actions.grounds import GroundAnswer
from casework.actions.letters import frozen_of
from casework.actions.work import RefusedError
from casework.records import desk, oversight
from casework.records.appeals import Appeal
from casework.records.letters import Letter
from tests.people import Town
from tests.web.actions.test_at_once import at_once

MakeTown = Callable[[str], Town]


def appeal_of(town: Town, ref: str) -> Appeal:
    with town.database.reading() as session:
        return desk.appeal(session, ref)


def test_a_manager_who_took_no_part_gives_an_appeal_to_somebody_who_may_hear_it(town: Town) -> None:
    appeal = town.appealed(town.decided())
    hearer = town.ref("hearer")
    for who in ("officer", "decider", "auditor"):  # no manager, a decider, and no role of the policy
        with pytest.raises(RefusedError, match="may_not_allocate"):
            town.act(who, allocating.allocate, appeal, hearer)
    with pytest.raises(RefusedError) as refused:
        town.act("decider-3", allocating.allocate, appeal, town.ref("decider-2"))
    assert {one.code for one in refused.value.findings} == {"hearer_involved"}
    for _twice in range(2):
        town.act("decider-3", allocating.allocate, appeal, hearer)
    found = appeal_of(town, appeal)
    assert (found.state, found.hearer_id, found.hearer_role) == ("hearing", town.known["hearer"].id, "director")
    assert town.events("appeal_allocated") == 1
    with town.database.reading() as session:
        (told,) = oversight.notices(session, town.known["hearer"].id)
    assert (told.what, told.subject) == ("allocated", appeal)
    town.act("hearer", notices.seen, told.id)


def test_an_appeal_is_taken_from_a_hearer_only_knowingly_and_with_a_reason(town: Town) -> None:
    appeal = town.taken(town.appealed(town.decided()))
    with pytest.raises(RefusedError, match="appeal_is_hearing"):  # the page showed nobody yet
        town.act("decider-3", allocating.allocate, appeal, town.ref("decider-4"))
    with pytest.raises(RefusedError, match="missing"):
        town.act("decider-3", allocating.allocate, appeal, town.ref("decider-4"), town.ref("hearer"))
    town.act("decider-3", allocating.allocate, appeal, town.ref("decider-4"), town.ref("hearer"), "The hearer is ill.")
    with pytest.raises(RefusedError, match="not_the_hearer"):
        town.act("hearer", hearings.decide, appeal, "dismiss", "The hour is enough.")


def test_of_two_managers_at_once_one_wins(town: Town) -> None:
    appeal = town.appealed(town.decided())
    given = at_once(
        lambda: town.act("decider-3", allocating.allocate, appeal, town.ref("hearer")),
        lambda: town.act("hearer", allocating.allocate, appeal, town.ref("decider-4")),
    )
    assert sorted(str(one) for one in given) == sorted([appeal, "appeal_is_hearing"])
    assert town.events("appeal_allocated") == 1


def two_grounds(town: Town) -> str:
    appeal = town.taken(town.appealed(town.decided()))
    town.act("resident", more.tell, appeal, "My phone record shows nine calls, not 43.")
    town.act("hearer", grounds.note, appeal, "The number of calls is wrong.")
    return appeal


def answers(town: Town, appeal: str, *codes: str) -> dict[str, GroundAnswer]:
    with town.database.reading() as session:
        asked = grounds.of(session, desk.appeal(session, appeal))
        return {one.key: GroundAnswer(code, f"Why {code}.") for one, code in zip(asked, codes, strict=True)}


def test_each_ground_has_its_answer_and_the_letter_says_it(town: Town) -> None:
    appeal = two_grounds(town)
    given = answers(town, appeal, "not_accepted", "partly", "accepted")
    assert list(given)[0] == "words"
    for _twice in range(2):
        town.act("hearer", hearings.decide, appeal, "uphold", "The record was wrong.", answers=given)
    with town.database.reading() as session:
        kept = grounds.of(session, desk.appeal(session, appeal))
        letter = session.scalars(select(Letter).where(Letter.kind == "appeal_outcome")).first()
        assert letter is not None
        said = frozen_of(session, letter).decode()
    assert [one.answer for one in kept] == ["not_accepted", "partly", "accepted"]
    for words in ("The number of calls is wrong.", "Why partly.", "Why accepted."):
        assert words in said


@pytest.mark.parametrize(
    ("outcome", "codes", "problem"),
    [
        ("uphold", ("not_accepted",) * 3, "no_ground_accepted"),
        ("dismiss", ("accepted",) * 3, "all_grounds_accepted"),
        ("dismiss", ("accepted", "perhaps", "accepted"), "unknown_code"),
        ("dismiss", (), "unknown_code"),
    ],
)
def test_an_outcome_that_its_answers_do_not_bear_is_refused(
    town: Town, outcome: str, codes: tuple[str, ...], problem: str
) -> None:
    appeal = two_grounds(town)
    given = answers(town, appeal, *codes) if codes else {}
    with pytest.raises(RefusedError, match=problem):
        town.act("hearer", hearings.decide, appeal, outcome, "Because.", answers=given)  # type: ignore[arg-type]
    assert appeal_of(town, appeal).state == "hearing"


def test_dismissing_in_part_keeps_which_points_were_right(town: Town) -> None:
    appeal = two_grounds(town)
    given = answers(town, appeal, "not_accepted", "accepted", "accepted")
    town.act("hearer", hearings.decide, appeal, "dismiss", "The hour is enough all the same.", answers=given)
    assert appeal_of(town, appeal).outcome == "dismiss"


def test_one_ground_is_answered_by_the_reasons_of_the_whole(town: Town) -> None:
    appeal = town.taken(town.appealed(town.decided()))
    town.act("hearer", hearings.decide, appeal, "dismiss", "The hour is enough.")
    with pytest.raises(RefusedError, match="appeal_is_decided"):
        town.act("hearer", grounds.note, appeal, "Another point.")
