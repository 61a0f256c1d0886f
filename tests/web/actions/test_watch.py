"""Promise 1 in deeds: a door that closes later opens again by itself, in the order that puts nobody at risk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from casework.actions import adjustments, decisions, night, people, reviews
from casework.actions.adjustments import AdjustmentFacts
from casework.actions.decisions import RestrictionFacts
from casework.actions.people import AuthorityFacts
from casework.actions.reviewing import ReviewFacts
from casework.actions.work import SYSTEM, Work
from casework.records import own
from casework.records.events import Event, read
from casework.records.people import Authority
from casework.records.reviews import OpenedChannel
from casework.rules.channels import usable_channels
from casework.rules.proposal import Restriction
from tests.people import Town
from tests.web.actions.test_reviews import at_night, count, held, review_of, rows, seen

MakeTown = Callable[[str], Town]
CALICO = "calico-homes"
THROUGH = RestrictionFacts("third_party_only", {}, "You shouted at four people.", "Your advocate may always reach us.")


def authority(town: Town) -> int:
    with town.database.reading() as session:
        found = select(Authority.id).where(Authority.customer_id == town.known["resident"].id)
        return session.scalars(found).one()


def ways(town: Town, key: str = "resident") -> frozenset[str]:
    """How the customer can reach the landlord, as their own page works it out."""
    with town.database.reading() as session:
        found = own.arrangements(session, town.known[key].id, town.today)
    rules = [Restriction(one.kind, one.terms) for one in found.restrictions if one.state == "in_force"]
    return usable_channels(town.pack, rules, found.advocate, found.cannot_use, found.opened)


def cannot_use(town: Town, *channels: str) -> None:
    for channel in channels:
        facts = AdjustmentFacts("We do not use it.", town.today + timedelta(days=90), channel)
        town.act("officer", adjustments.agree, town.ref("resident"), facts)


def opened(town: Town) -> list[str]:
    with town.database.reading() as session:
        return [one.channel for one in session.scalars(select(OpenedChannel)) if one.closed_on is None]


# At Octavia the kind closes letter and email alone, and Notting Hill Genesis does not have it.
@pytest.mark.parametrize("landlord", ["one-vision-housing", "watford-community-housing", CALICO])
@pytest.mark.parametrize(
    ("cannot", "opens"),
    [((), "letter"), (("letter",), "email"), (("letter", "email"), "telephone")],
)
def test_when_the_advocate_steps_down_the_least_risky_way_opens_at_once(
    town_of: MakeTown, landlord: str, cannot: tuple[str, ...], opens: str
) -> None:
    town = town_of(landlord)
    town.decided("resident", "form-1", THROUGH)
    cannot_use(town, *cannot)
    assert ways(town) == {"third_party"}
    town.act("advocate", people.end_authority, authority(town))
    assert ways(town) == {opens}
    assert count(town, "suspension", language="ar") == 1, "the customer is told"
    assert (review_of(town).why, review_of(town).state) == ("door_closed", "open"), "and staff have a review to hold"
    at_night(town)
    at_night(town, days=1)
    assert (opened(town), town.events("channel_opened")) == ([opens], 1)


@pytest.mark.clause("CAL-6b")
def test_one_way_stays_open_at_calico_whatever_ends(town_of: MakeTown) -> None:
    town = town_of(CALICO)
    town.decided("resident", "form-1", THROUGH)
    town.act("resident", people.end_authority, authority(town))
    assert ways(town) == {"letter"}
    with town.database.reading() as session:
        found = session.scalars(select(Event).where(Event.name == "channel_opened")).one()
        assert read(session, found)["source"] == "Calico Homes 6"


def test_an_authority_that_runs_out_by_itself_is_noticed_in_the_night(town: Town) -> None:
    town.decided("resident", "form-1", THROUGH)
    at_night(town, days=100)
    assert opened(town) == []
    town.later(days=266)
    with town.database.writing() as session:
        for row in rows(town):
            session.merge(row).review_on = town.today + timedelta(days=1)  # only the door is at stake here
    at_night(town)
    assert opened(town) == ["letter"]


def test_an_adjustment_that_closes_the_opened_way_opens_the_next(town: Town) -> None:
    town.decided("resident", "form-1", THROUGH)
    town.act("advocate", people.end_authority, authority(town))
    cannot_use(town, "letter")
    assert ways(town) == {"email"}
    cannot_use(town, "email", "telephone")
    assert ways(town) == {"in_person"}, "no visit opens by itself: the restriction stops instead"
    assert seen(town) == {"third_party_only": ("suspended", "door_closed")}


def test_where_a_worker_is_at_risk_no_visit_opens_and_a_director_decides(town: Town) -> None:
    case = town.case(immediate_risk=True)
    decision = town.draft(case, THROUGH)
    town.sign(decision)
    town.act("officer", decisions.issue, decision)
    town.act("advocate", people.end_authority, authority(town))
    cannot_use(town, "letter", "email", "telephone")
    assert seen(town) == {"third_party_only": ("in_force", None)}
    assert [one.director_by for one in rows(town)] == [town.today + timedelta(days=2)]
    at_night(town, days=3)
    assert seen(town) == {"third_party_only": ("suspended", "director_silent")}
    assert ways(town) == {"in_person"}


def test_what_opened_stays_until_a_review_even_if_somebody_speaks_for_them_again(town: Town) -> None:
    town.decided("resident", "form-1", THROUGH)
    town.act("advocate", people.end_authority, authority(town))
    facts = AuthorityFacts(town.ref("advocate"), ("speak",), "phone", town.today, town.today + timedelta(days=90))
    town.later(days=1)
    town.act("resident", people.authorise, town.ref("resident"), facts)
    assert ways(town) == {"third_party", "letter"}


def test_what_opened_closes_without_a_word_once_nothing_is_restricted(town: Town) -> None:
    town.decided("resident", "form-1", THROUGH)
    town.act("advocate", people.end_authority, authority(town))
    held(town, review_of(town).ref, ReviewFacts("lift", "All is well."))
    assert opened(town) == []
    assert len(ways(town)) == 4


def test_looking_twice_at_everybody_changes_nothing(town: Town) -> None:
    town.decided("resident", "form-1", THROUGH)
    town.act("advocate", people.end_authority, authority(town))
    before = town.events("channel_opened"), town.events("review_asked"), count(town, "suspension")
    for _ in range(3):
        night.run(town.database, lambda session: Work(session, SYSTEM, town.pack, town.now))
    assert (town.events("channel_opened"), town.events("review_asked"), count(town, "suspension")) == before


def test_a_door_that_never_closed_is_left_alone(town: Town) -> None:
    town.decided()
    cannot_use(town, "telephone")
    at_night(town)
    assert (opened(town), count(town, "suspension")) == ([], 0)
    assert town.act("officer", reviews.ask_early, town.ref("neighbour"), "Nothing applies to them.") == ()


def test_what_would_close_an_essential_service_is_suspended_whoever_decided_it(town: Town) -> None:
    town.decided()
    kind = town.pack.kinds["calls_at_set_times"]
    town.pack = replace(town.pack, kinds={**town.pack.kinds, kind.code: replace(kind, closes_services=("repair",))})
    at_night(town)
    at_night(town)
    assert seen(town) == {"calls_at_set_times": ("suspended", "essential_service")}
    assert (town.events("restrictions_suspended"), count(town, "suspension", language="ar")) == (1, 1)
