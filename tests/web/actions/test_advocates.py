"""Who may speak for a customer: given by a code, by a paper, by an organisation; and what opens when it ends."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from casework.actions import advocates, forced, naming, people, representatives, sign_in, spoken_codes
from casework.actions.decisions import RestrictionFacts
from casework.actions.erasure import erase_customer
from casework.actions.forced import ForcedFacts
from casework.actions.naming import AnswerFacts, NamingFacts
from casework.actions.work import NotFoundError, RefusedError
from casework.records.advocates import ForcedWord, Naming, SpokenCode
from casework.records.arrangements import stands
from casework.records.letters import Letter
from casework.records.people import Advocate, Authority, Organisation
from casework.records.reviews import OpenedChannel
from casework.rules import advocates as rules
from casework.rules.calendar import months_after
from tests.people import Town

BORN = date(1966, 6, 6)  # the neighbour
THROUGH = RestrictionFacts("third_party_only", {}, "You shouted at four people.", "Your advocate may always reach us.")
ALL = ("see", "letters", "speak", "appeal", "report")


def facts(town: Town, **more: Any) -> NamingFacts:
    given: dict[str, Any] = {
        "kind": "advocate",
        "name": "Ada Newcomer",
        "scope": ALL,
        "ends_on": months_after(town.today, 12),
    }
    return NamingFacts(**{**given, **more})


def numbers(town: Town, customer: str) -> list[int]:
    """The authorities that stand for a customer today."""
    with town.database.reading() as session:
        chosen = select(Authority.id).where(
            Authority.customer_id == town.known[customer].id, stands(Authority, town.today)
        )
        return list(session.scalars(chosen))


def opened(town: Town) -> list[str]:
    with town.database.reading() as session:
        return [one.channel for one in session.scalars(select(OpenedChannel)) if one.closed_on is None]


def letter_code(town: Town, customer: str) -> str:
    """A code as a letter to this customer holds it."""
    code = sign_in.new_letter_code()
    with town.database.reading() as session:
        letter = session.scalars(select(Letter).where(Letter.customer_id == town.known[customer].id)).first()
    assert letter is not None
    town.act("system", sign_in.keep_letter_code, code, letter.id, town.known[customer].id)
    return code


def taken(town: Town, code: str, born: date = BORN, scope: tuple[str, ...] = ()) -> spoken_codes.TakenUp:
    return town.act("advocate", spoken_codes.take_up, code, born, scope, network="192.0.2.1")


@pytest.mark.parametrize(
    ("named", "shared"), [("harbour advice (town centre)", True), ("Harbour", True), ("Other Help", False)]
)
def test_whom_a_customer_trusts_at_one_place_no_other_gains_by_calling_them_its_own(
    town: Town, named: str, shared: bool
) -> None:
    """Whoever works at an organisation may write down anybody as a colleague there."""
    place = town.act("officer", advocates.register_organisation, "Harbour Advice")
    worker = town.act("officer", advocates.add_worker, place, "Vic Other", "vic@other.example.org")
    asked = facts(town, name="Vic Other", email="vic@other.example.org", organisation=named, everybody=True)
    ref = town.act("neighbour", naming.name, town.ref("neighbour"), asked, "key-1")
    with town.database.reading() as session:
        number = session.scalars(select(Advocate.id).where(Advocate.ref == worker)).one()
    town.known["vic"] = type(town.known["advocate"])("advocate", number, worker, "Vic Other")
    assert town.act("vic", naming.answer_signed_in, ref, True) == "stands"
    with town.database.reading() as session:
        [given] = [session.get_one(Authority, one) for one in numbers(town, "neighbour")]
        assert (given.advocate_id, given.organisation_id is not None) == (number, shared)


def test_a_door_opens_the_same_minute_in_which_the_last_worker_of_an_organisation_leaves(town: Town) -> None:
    town.act("resident", people.end_authority, numbers(town, "resident")[0])
    place = town.act("officer", advocates.register_organisation, "Harbour Advice")
    worker = town.act("officer", advocates.add_worker, place, "Ada Newcomer", "ada.new@advice.example.org")
    with town.database.reading() as session:
        number = session.scalars(select(Organisation.id)).one()
    until = months_after(town.today, 12)
    given = people.AuthorityFacts(worker, ALL, "witnessed", town.today, until, organisation_id=number)
    town.act("officer", people.authorise, town.ref("resident"), given)
    town.decided("resident", "form-1", THROUGH)
    assert opened(town) == []
    town.act("officer", advocates.remove_worker, place, worker)
    assert (numbers(town, "resident"), opened(town)) == ([], ["letter"])


def test_the_code_of_a_letter_gives_what_the_customer_said_for_a_short_time(town: Town) -> None:
    town.decided("neighbour")
    code = letter_code(town, "neighbour")
    assert taken(town, code, date(1966, 6, 7), ("appeal",)).refused == "wrong"
    assert taken(town, code).refused == "scope"
    assert taken(town, code, BORN, ("appeal",)).customer_ref == town.ref("neighbour")
    with town.database.reading() as session:
        given = session.get_one(Authority, numbers(town, "neighbour")[0])
        assert (given.given_how, given.scope) == ("letter_code", ["appeal"])
        assert given.ends_on == months_after(town.today, rules.BY_LETTER_CODE_MONTHS)


def test_a_code_of_a_letter_that_somebody_was_shut_out_with_does_not_bring_them_back(town: Town) -> None:
    town.decided("neighbour")
    code = letter_code(town, "neighbour")
    taken(town, code, BORN, ("appeal",))
    town.act("neighbour", people.end_authority, numbers(town, "neighbour")[0])
    assert taken(town, code, BORN, ("appeal",)).refused == "wrong"
    assert numbers(town, "neighbour") == []


def test_tries_at_codes_are_counted(town: Town) -> None:
    for _ in range(10):
        assert taken(town, "AAAA-BBBB").refused == "wrong"
    assert taken(town, "AAAA-BBBB").refused == "locked"


def test_a_code_that_is_too_old_or_was_used_gives_nothing(town: Town) -> None:
    until = months_after(town.today, 6)
    code = town.act("neighbour", spoken_codes.offer, town.ref("neighbour"), ("see",), until, "key-1")
    second = town.act("neighbour", spoken_codes.offer, town.ref("neighbour"), ("see",), until, "key-1")
    assert taken(town, code).refused == "wrong", "the second took its place"
    town.later(days=8)
    assert taken(town, second).refused == "wrong"


def test_a_code_that_was_sent_to_one_customer_names_nobody_for_another(town: Town) -> None:
    soon = town.now + timedelta(minutes=9)
    with town.database.writing() as session:
        code = session.info["keyring"].keyed_hash("spoken", "K7F39QPM")
        row = SpokenCode(
            form_key="key-1", customer_id=town.known["neighbour"].id, read_to="staff", scope=[], made_at=town.now,
            code_hash=code, expires_at=soon,
        )  # fmt: skip
        session.add(row)
    named = facts(town, given_how="phone", code="k7f3-9qpm", how="telephone")
    with pytest.raises(RefusedError, match="code_wrong"):
        town.act("officer", naming.name, town.ref("resident"), named, "key-2")
    town.act("officer", naming.name, town.ref("neighbour"), named, "key-3")
    with pytest.raises(RefusedError, match="code_wrong"):
        town.act("officer", naming.name, town.ref("neighbour"), named, "key-4")


def test_an_advocate_passes_nothing_on(town: Town) -> None:
    with pytest.raises(NotFoundError):
        town.act("advocate", naming.name, town.ref("resident"), facts(town), "key-1")
    until = months_after(town.today, 6)
    with pytest.raises(RefusedError, match="staff_only"):
        town.act("advocate", spoken_codes.offer, town.ref("resident"), ("see",), until, "key-2")
    with pytest.raises(NotFoundError):
        said = ForcedFacts("Somebody", "end", "By phone")
        town.act("advocate", forced.say, town.ref("resident"), said, "key-3")


@pytest.mark.parametrize(
    ("kind", "scope", "months", "refused"),
    [
        ("appointee", ("appeal",), 12, ("scope_not_of_kind", "scope")),
        ("litigation_friend", ("report",), 12, ("scope_not_of_kind", "scope")),
        ("advocate", (), 12, ("unknown_code", "scope")),
        ("friend", ("see",), 12, ("unknown_code", "kind")),
        ("advocate", ("see",), 25, ("ends_too_late", "ends_on")),
        ("advocate", ("see",), 0, ("in_the_past", "ends_on")),
        ("attorney", ALL, 24, None),
    ],
)
def test_each_kind_goes_no_further_than_its_paper(
    kind: str, scope: tuple[str, ...], months: int, refused: tuple[str, str] | None
) -> None:
    today = date(2026, 11, 23)
    assert rules.against(kind, scope, months_after(today, months), today) == refused


def test_an_invitation_works_for_thirty_days(town: Town) -> None:
    ref = town.act("neighbour", naming.name, town.ref("neighbour"), facts(town, email="a@example.org"), "key-1")
    with town.database.writing() as session:
        row = session.scalars(select(Naming).where(Naming.ref == ref)).one()
        row.token_hash = naming.token_hash(session.info["keyring"], "token")
    town.now += timedelta(days=31)
    with pytest.raises(RefusedError, match="invitation_over"):
        town.act("system", naming.answer_invitation, "token", AnswerFacts("Ada"))
    town.now -= timedelta(days=2)
    assert town.act("system", naming.answer_invitation, "token", AnswerFacts("Ada")) == "stands"
    assert town.act("system", naming.answer_invitation, "token", AnswerFacts("Ada")) == "stands", "twice is once"
    assert len(numbers(town, "neighbour")) == 1


def test_who_shares_a_mail_is_told_apart_by_name(town: Town) -> None:
    mail = "ada.spokeswell@advice.example.org"
    for key, name in (("key-1", "Ada Spokeswell"), ("key-2", "Bea Beside")):
        ref = town.act("neighbour", naming.name, town.ref("neighbour"), facts(town, name=name, email=mail), key)
        town.act("officer", naming.check, ref, "agreed", "")
    with town.database.reading() as session:
        names = session.scalars(select(Advocate.name).where(Advocate.email == mail).order_by(Advocate.id)).all()
    assert names == ["Ada Spokeswell", "Bea Beside"]


def test_nobody_ends_how_an_advocate_reads_their_own_record(town: Town) -> None:
    town.act("officer", representatives.as_person, town.ref("advocate"))
    with town.database.reading() as session:
        number = session.scalars(select(Authority.id).where(Authority.given_how == "own")).one()
    with pytest.raises(NotFoundError):
        town.act("advocate", people.end_authority, number)


def test_erasing_a_customer_erases_whom_they_named_and_what_they_said(town: Town) -> None:
    named = facts(town, email="a@example.org", organisation="Harbour Advice")
    town.act("neighbour", naming.name, town.ref("neighbour"), named, "key-1")
    town.act("neighbour", forced.say, town.ref("neighbour"), ForcedFacts("My son", "end", "By phone"), "key-2")
    until = months_after(town.today, 6)
    town.act("neighbour", spoken_codes.offer, town.ref("neighbour"), ("see",), until, "key-3")
    town.act("administrator", erase_customer, town.ref("neighbour"))
    with town.database.reading() as session:
        row = session.scalars(select(Naming)).one()
        said = session.scalars(select(ForcedWord)).one()
        assert (row.name, row.email, row.organisation, row.state, row.token_hash) == ("", None, "", "withdrawn", None)
        assert (said.who, said.reach, said.state) == ("", "", "closed")
        assert session.scalars(select(SpokenCode)).all() == []
