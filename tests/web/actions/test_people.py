"""People on record, incidents and cases, what each may read, and lawful erasure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, text

from casework.actions import adjustments, appeals, cases, evidence, incidents, people
from casework.actions.adjustments import AdjustmentFacts
from casework.actions.people import AuthorityFacts, StaffFacts
from casework.actions.work import NotFoundError, RefusedError
from casework.records import desk, events, keys, own, work_list
from casework.records.base import Base
from casework.records.cases import Case, Incident, Warning
from casework.records.events import Event
from casework.records.people import Customer
from tests.people import Town
from web.demo.people import CUSTOMERS


def names_found(town: Town, asked: str) -> list[str]:
    with town.database.reading() as session:
        return [one.name for one in desk.find_customers(session, asked)]


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("samira", "Samira Exemplar"),
        ("  SAMIRA   exem ", "Samira Exemplar"),
        ("przykładowa", "Zofia Przykładowa"),
        ("PRZYKŁADOWA", "Zofia Przykładowa"),
        ("07700 900102", "Walter Specimen"),
        ("+44 7700 900102", "Walter Specimen"),
        ("0044 7700 900102", "Walter Specimen"),
        ("t-100101", "Samira Exemplar"),
        ("zz2 7cd", "Megan Prawf"),
        ("ZZ27CD", "Megan Prawf"),
        ("MEGAN.PRAWF@example.org", "Megan Prawf"),
    ],
)
def test_staff_find_a_customer_by_whatever_the_caller_knows(town: Town, asked: str, name: str) -> None:
    assert names_found(town, asked) == [name]
    assert names_found(town, town.ref("applicant").lower()) == ["Zofia Przykładowa"]


@pytest.mark.parametrize("asked", ["", "   ", "%", "_", "zz%4ab", "nobody of that name", "07700 999999"])
def test_a_search_for_nobody_finds_nobody(town: Town, asked: str) -> None:
    assert names_found(town, asked) == []


def test_a_name_with_awkward_signs_is_kept_as_it_is(town: Town) -> None:
    awkward = "O'Brien & <b>Söhne</b>"
    ref = town.act("officer", people.register_customer, replace(CUSTOMERS["neighbour"], name=f" {awkward}\u202e "))
    with town.database.reading() as session:
        assert desk.customer(session, ref).name == awkward
    assert names_found(town, "o'brien & <b>sö") == [awkward]


def test_a_telephone_number_is_kept_in_one_way_however_it_was_written(town: Town) -> None:
    facts = replace(CUSTOMERS["neighbour"], phone="(07700) 900 199", email=" Nina@Example.ORG ")
    ref = town.act("officer", people.register_customer, facts)
    with town.database.reading() as session:
        found = desk.customer(session, ref)
        assert (found.phone, found.email) == ("+447700900199", "nina@example.org")
    with pytest.raises(RefusedError, match="phone_unreadable"):
        town.act("officer", people.register_customer, replace(facts, phone="ring the bell"))


def test_nobody_registers_themselves(town: Town) -> None:
    for key in ("resident", "advocate"):
        with pytest.raises(RefusedError, match="staff_only"):
            town.act(key, people.register_customer, CUSTOMERS["neighbour"])
        with pytest.raises(RefusedError, match="staff_only"):
            town.act(key, people.register_staff, StaffFacts("Eve", "eve@example.org", "x", ("director",)))


def test_a_role_that_the_landlord_does_not_have_is_refused(town: Town) -> None:
    with pytest.raises(RefusedError, match="unknown_role"):
        town.act("administrator", people.register_staff, StaffFacts("Eve", "eve@example.org", "x", ("caution_lead",)))
    with pytest.raises(RefusedError, match="email_taken"):
        town.act(
            "administrator", people.register_staff, StaffFacts("Eve", "Officer@Staff.example.org", "x", ("officer",))
        )


def test_passwords_and_secrets_lie_in_no_table_in_plain(town: Town) -> None:
    with town.database.engine.connect() as connection:
        for table in ("staff_member", "event"):
            kept = repr(connection.execute(text(f"SELECT * FROM {table}")).all())
            assert "a door stands open" not in kept
    with town.database.reading() as session:
        officer = desk.staff_member(session, town.known["officer"].id)
        assert officer.totp_secret != b""
        assert b"officer" not in officer.totp_secret


def test_the_same_incident_form_sent_twice_is_one_incident(town: Town) -> None:
    first = town.incident(form_key="same")
    assert town.incident(form_key="same") == first
    with pytest.raises(RefusedError, match="form_used"):
        town.incident("neighbour", form_key="same")
    with town.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Incident)) == 1


@pytest.mark.parametrize(
    ("facts", "code", "field"),
    [
        ({"channel": "pigeon"}, "unknown_code", "channel"),
        ({"behaviour": ()}, "unknown_code", "behaviour"),
        ({"behaviour": ("rude",)}, "unknown_code", "behaviour"),
        ({"what_happened": " "}, "missing", "what_happened"),
        ({"ended_how": "badly"}, "unknown_code", "ended_how"),
    ],
)
def test_an_incident_says_what_happened_in_words_and_codes(
    town: Town, facts: dict[str, Any], code: str, field: str
) -> None:
    with pytest.raises(RefusedError, match=code) as refused:
        town.incident(**facts)
    assert refused.value.params["field"] == field


def test_an_incident_that_has_not_happened_yet_is_refused(town: Town) -> None:
    with pytest.raises(RefusedError, match="in_the_future"):
        town.incident(happened_at=town.now + timedelta(minutes=1))


def test_a_second_incident_joins_the_open_case(town: Town) -> None:
    first = town.act("officer", incidents.open_case, town.incident(form_key="a"))
    second = town.act("officer", incidents.open_case, town.incident(form_key="b"))
    assert first == second
    assert town.act("officer", incidents.open_case, town.incident(form_key="a")) == first
    with town.database.reading() as session:
        assert len(desk.case(session, first).incidents) == 2
        assert session.scalar(select(func.count()).select_from(Case)) == 1


def test_the_same_assessment_or_warning_sent_twice_is_one(town: Town) -> None:
    case = town.act("officer", incidents.open_case, town.incident())
    for _ in range(2):
        town.act("officer", cases.assess, case, cases.AssessmentFacts("Spoke with her.", "present", "offered"))
        town.act("officer", cases.warn, case, cases.WarningFacts(town.today, "letter", "Please stop."))
    with town.database.reading() as session:
        names = session.scalars(select(Event.name).where(Event.name.in_(("case_assessed", "warning_given"))))
        assert sorted(names) == ["case_assessed", "warning_given"]
        assert session.scalar(select(func.count()).select_from(Warning)) == 1


def test_an_advocate_sees_the_clients_who_let_them_and_only_what_they_let(town: Town) -> None:
    advocate = town.known["advocate"].id
    with town.database.reading() as session:
        found = own.clients(session, advocate, town.today)
        assert [(one.name, "letters" in one.scope) for one in found] == [
            ("Samira Exemplar", True),
            ("Walter Specimen", False),
        ]
        assert own.client(session, advocate, town.ref("resident"), "letters", town.today).advocate_id == advocate
        for ref, scope in (
            (town.ref("resident-blind"), "letters"),
            (town.ref("neighbour"), "see"),
            ("C-0000-0000", "see"),
        ):
            with pytest.raises(NotFoundError):
                own.client(session, advocate, ref, scope, town.today)
        assert own.clients(session, advocate, town.today + timedelta(days=366)) == ()


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"scope": ()}, "unknown_code"),
        ({"scope": ("everything",)}, "unknown_code"),
        ({"given_how": "overheard"}, "unknown_code"),
        ({"ends_on": date(2026, 11, 22)}, "ends_before_start"),
    ],
)
def test_an_authority_says_what_how_and_until_when(town: Town, facts: dict[str, Any], code: str) -> None:
    day = town.today
    given = AuthorityFacts(town.ref("advocate"), ("see",), "phone", day, day)
    with pytest.raises(RefusedError, match=code):
        town.act("officer", people.authorise, town.ref("neighbour"), replace(given, **facts))


def test_a_customer_gives_authority_for_themselves_only(town: Town) -> None:
    given = AuthorityFacts(town.ref("advocate"), ("see",), "portal", town.today, town.today)
    town.act("neighbour", people.authorise, town.ref("neighbour"), given)
    with pytest.raises(NotFoundError):
        town.act("neighbour", people.authorise, town.ref("resident"), given)
    with town.database.reading() as session:
        authority = desk.customer(session, town.ref("resident")).authorities[0].id
    with pytest.raises(NotFoundError):
        town.act("neighbour", people.end_authority, authority)


def test_an_adjustment_is_known_wherever_channels_are_reckoned(town: Town) -> None:
    facts = AdjustmentFacts("No telephone: writing only", town.today + timedelta(days=365), "telephone")
    town.act("officer", adjustments.agree, town.ref("neighbour"), facts)
    with town.database.reading() as session:
        seen = own.arrangements(session, town.known["neighbour"].id, town.today)
        assert (seen.cannot_use, seen.advocate) == (("telephone",), False)
        assert own.arrangements(session, town.known["resident-blind"].id, town.today).cannot_use == ("letter",)
        assert own.arrangements(session, town.known["resident"].id, town.today).advocate


def test_letters_belong_to_whom_a_copy_was_made_for(town: Town) -> None:
    town.decided("resident-blind")
    with town.database.reading() as session:
        reader = own.reader(session, town.known["resident-blind"].id)
        (letter,) = own.own_letters(session, reader)
        assert own.own_letter(session, reader, letter.ref).id == letter.id
        for key in ("neighbour", "resident"):
            stranger = own.reader(session, town.known[key].id)
            with pytest.raises(NotFoundError):
                own.own_letter(session, stranger, letter.ref)
        advocate = own.client(session, town.known["advocate"].id, town.ref("resident-blind"), "see", town.today)
        with pytest.raises(NotFoundError):
            own.own_letter(session, advocate, letter.ref)


def test_the_work_list_says_what_waits_for_whom(town: Town) -> None:
    other = town.act("officer", incidents.open_case, town.incident("neighbour", "other"))
    draft = town.draft(town.case("resident-blind", "blind"), form_key="waiting")
    town.sign(draft, "decider")
    appeal = town.appealed(town.decided())
    assert mine(town, "officer", "case_to_assess") == [other]
    assert mine(town, "decider-2", "proposal_to_sign") == [draft]
    assert mine(town, "decider", "proposal_to_sign") == []
    assert mine(town, "hearer", "appeal_to_hear") == [appeal]
    assert mine(town, "officer", "review") == []
    town.later(days=150)
    assert len(mine(town, "officer", "review")) == 1
    town.later(days=-150)
    town.taken(appeal)
    assert mine(town, "hearer", "appeal_heard") == [appeal]
    with town.database.reading() as session:
        assert desk.appeals_waiting(session) == ()


def mine(town: Town, who: str, kind: str) -> list[str]:
    """What a person has to do, or may do as one of few, of one kind."""
    person = town.known[who]
    with town.database.engine.connect() as connection:
        reader = work_list.reader(connection, person.id, person.roles, town.today)
        found = work_list.lines(connection, reader, work_list.Asked("mine", kind), town.today, town.today)
        return [one.ref for one in found]


def personal_words(town: Town) -> str:
    """Every value of every table, as somebody with the database's password reads it."""
    with town.database.engine.connect() as connection:
        return "\n".join(
            repr(connection.execute(select(table)).all())
            for table in Base.metadata.sorted_tables
            if table.name != "job"
        )


def test_erasure_leaves_nothing_personal_and_the_chain_whole(town: Town) -> None:
    secrets = (
        "Samira",
        "07700900101",
        "7700900101",
        "samira.exemplar",
        "ZZ1 4AB",
        "nobody came",
        "43 calls",
        "mum.pdf",
    )
    decision = town.decided()
    draft = town.act("resident", appeals.start, decision)
    town.act("resident", appeals.answer, draft, grounds="But nobody came")
    town.act("resident", evidence.attach, draft, "mum.pdf", b"%PDF- mum", "application/pdf")
    town.act("resident", appeals.submit, draft)
    assert all(secret in personal_words(town) for secret in ("Samira", "nobody came", "43 calls", "mum.pdf"))
    nina = personal_words(town).count("Nina")
    town.act("system", people.erase_customer, town.ref("resident"))
    left = personal_words(town)
    assert [
        secret for secret in secrets if secret in left.replace("14 Imaginary Street', 'Sampletown', 'ZZ1 4AB'", "")
    ] == []
    assert left.count("Nina") == nina
    with town.database.reading() as session:
        assert list(events.verify(session)) == []
        assert session.get(keys.PersonKey, town.known["resident"].id) is None
        stored = [path for path in session.info["files"].folder.rglob("*") if path.is_file()]
        about = session.scalars(select(Event).where(Event.person_id == town.known["resident"].id)).all()
        assert len(about) > 10
        for event in about:
            with pytest.raises(keys.ErasedError):
                events.read(session, event)
        assert own.arrangements(session, town.known["resident"].id, town.today).restrictions == ()
    assert stored == []
    assert names_found(town, "samira") == []
    assert names_found(town, "exemplar") == []


def test_after_erasure_nothing_more_is_written_about_the_person(town: Town) -> None:
    case = town.case()
    town.act("system", people.erase_customer, town.ref("resident"))
    with pytest.raises(NotFoundError):
        town.incident(form_key="later")
    with pytest.raises(NotFoundError):
        town.draft(case)
    with pytest.raises(NotFoundError):
        town.act("system", people.erase_customer, town.ref("resident"))
    with town.database.reading() as session:
        assert session.get(keys.PersonKey, town.known["resident"].id) is None
        erased = session.scalars(select(Customer).where(Customer.erased_at.is_not(None))).one()
        assert (erased.name, erased.email, erased.phone, erased.address) == ("", None, None, [])
        with pytest.raises(NotFoundError):
            own.reader(session, erased.id)


def test_only_an_administrator_erases(town: Town) -> None:
    for key in ("officer", "hearer"):
        with pytest.raises(RefusedError, match="administrator_only"):
            town.act(key, people.erase_customer, town.ref("resident"))
    with pytest.raises(RefusedError, match="staff_only"):
        town.act("resident", people.erase_customer, town.ref("resident"))


def test_an_erasure_that_fails_keeps_every_file(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = town.act("resident", appeals.start, town.decided())
    town.act("resident", evidence.attach, draft, "log.pdf", b"%PDF- log", "application/pdf")

    def lost(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(keys, "destroy", lost)
    with pytest.raises(OSError, match="full"):
        town.act("system", people.erase_customer, town.ref("resident"))
    with town.database.reading() as session:
        stored = [path for path in session.info["files"].folder.rglob("*") if path.is_file()]
        assert len(stored) == 1
        assert desk.customer(session, town.ref("resident")).name == "Samira Exemplar"
