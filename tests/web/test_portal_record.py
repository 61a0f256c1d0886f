"""A customer's own record: their side of what happened, what they ask to put right, who looked, and all to keep."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from casework.actions import (
    accounts,
    call_recordings,
    changes,
    complaints,
    concerns,
    decisions,
    more,
    people,
    referrals,
    services,
)
from casework.actions.accounts import AnswerFacts, CorrectionFacts
from casework.actions.call_recordings import RecordingFacts
from casework.actions.changes import ChangeFacts
from casework.actions.complaints import ComplaintFacts
from casework.actions.concerns import ConcernFacts
from casework.actions.decisions import RestrictionFacts
from casework.actions.people import CustomerFacts
from casework.actions.services import Report
from casework.records import desk
from casework.records.accounts import Correction, IncidentReply
from casework.records.people import StaffMember
from tests.web.office import Office, open_office, reference
from web.demo.people import Known

AWKWARD = "I rang O'Brien & <b>Söhne</b> اربع مرات"
SIDE = "Nobody rang me back, four times."


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with open_office(database_url, tmp_path) as made:
        for who in ("resident", "neighbour", "advocate", "applicant"):
            made.browser(who).set_cookie("language", "en")
        yield made


@pytest.fixture
def calico(database_url: str, tmp_path: Path) -> Iterator[Office]:
    """A landlord whose policy knows of notices that are kept back."""
    with open_office(database_url, tmp_path, "calico-homes") as made:
        made.browser("resident").set_cookie("language", "en")
        yield made


def unpacked(office: Office, who: str = "resident") -> dict[str, bytes]:
    answer = office.browser(who).get("/record/download")
    assert answer.status_code == 200
    data = answer.data
    answer.close()
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def test_a_resident_says_their_side_once_and_everyone_who_decides_reads_it(office: Office) -> None:
    incident = office.town.incident()
    page = office.get("resident", f"/incidents/{incident}/reply")
    assert "43 calls in three days" in page.main
    assert office.refused("resident", f"/incidents/{incident}/reply", {"words": " "}).errors == ["Write how you saw it"]
    sent = {**page.form_data(), "words": f"{SIDE} {AWKWARD}"}
    for _twice in range(2):
        assert office.browser("resident").post(f"/incidents/{incident}/reply", data=sent).status_code == 303
    assert office.town.count(IncidentReply) == 1
    assert SIDE in office.get("resident", f"/incidents/{incident}/reply").main
    assert SIDE in office.get("officer", f"/staff/incidents/{incident}").main
    asked = office.town.act("officer", referrals.refer, incident, "Is more needed?")
    assert SIDE in office.get("decider", f"/staff/referrals/{asked}").main


def test_the_customers_side_stands_where_it_is_decided_signed_and_heard(office: Office) -> None:
    town = office.town
    decision = town.decided()
    listed = office.get("resident", "/incidents")
    href = next(link for words, link in listed.links.items() if words.startswith("Read it, and tell us your side"))
    office.done("resident", href, {"words": SIDE})
    with office.app.extensions["database"].reading() as session:
        case = desk.decision(session, decision).case.ref
    for path in (f"/staff/decisions/{decision}", f"/staff/cases/{case}"):
        assert SIDE in office.get("decider", path).main, path
    appeal = town.appealed(decision)
    assert SIDE in office.get("hearer", f"/staff/appeals/{appeal}").main


def test_an_incident_of_which_somebody_was_not_told_is_not_there_yet(office: Office) -> None:
    incident = office.town.incident(told=False, warned=False)
    assert office.browser("resident").get(f"/incidents/{incident}/reply").status_code == 404
    assert "43 calls" not in unpacked(office)["index.html"].decode()


def test_what_is_anothers_is_not_there(office: Office) -> None:
    town = office.town
    incident = town.incident()
    asked = town.act(
        "resident", accounts.ask, town.ref("resident"), CorrectionFacts("details", "My name is misspelt."), "c-1"
    )
    for path in (f"/incidents/{incident}/reply", f"/incidents/{incident}/correction", f"/record/corrections/{asked}"):
        assert office.browser("neighbour").get(path).status_code == 404
        assert office.browser("neighbour").post(path, data={}).status_code in (400, 404, 405)
    client = f"/clients/{town.ref('resident')}"
    assert "43 calls" in office.get("advocate", f"{client}/incidents/{incident}/reply").main
    assert office.browser("advocate").get("/record").status_code in (303, 403, 404)
    assert office.browser("advocate").get(f"{client}/record").status_code == 404


def test_a_resident_asks_to_put_something_right_and_has_a_day_for_the_answer(office: Office) -> None:
    start = office.get("resident", "/record").links["Ask us to put something right"]
    empty = office.refused("resident", start, {})
    assert empty.errors == ["Choose what it is about", "Write what is wrong"]
    form = office.get("resident", start).form_data()
    sent = {**form, "part": "details", "wrong": AWKWARD, "right": "Rashid"}
    first, again = (office.browser("resident").post(start, data=sent) for _ in range(2))
    assert first.location == again.location
    assert office.town.count(Correction) == 1
    receipt = office.get("resident", first.location)
    assert reference(first.location) in receipt.main
    assert "You get our answer by" in receipt.main
    assert AWKWARD in receipt.main


def test_staff_put_it_right_with_reasons_and_whoever_wrote_it_may_not_answer(office: Office) -> None:
    incident = office.town.incident()
    ref = reference(
        office.done("resident", f"/incidents/{incident}/correction", {"wrong": "Four calls, not 43.", "right": "Four"})
    )
    assert ref in office.get("decider", "/staff/").main
    given = {"outcome": "corrected", "now_reads": "Four calls in three days.", "words": "The phone list shows four."}
    path = f"/staff/corrections/{ref}/answer"
    assert office.refused("officer", path, given).errors == ["You wrote what it is about. Somebody else answers."]
    assert office.refused("decider", path, {**given, "now_reads": ""}).errors == ["Write something here"]
    office.done("decider", path, given)
    answer = office.get("resident", f"/record/corrections/{ref}")
    assert "You were right. We have put it right." in answer.main
    for who, where in (("resident", f"/incidents/{incident}/reply"), ("officer", f"/staff/incidents/{incident}")):
        assert "Four calls in three days." in office.get(who, where).main


def test_what_is_not_put_right_keeps_the_customers_words_beside_it(office: Office) -> None:
    town = office.town
    incident = town.incident()
    facts = CorrectionFacts("incident", "Four calls, not 43.", incident=incident)
    ref = town.act("resident", accounts.ask, town.ref("resident"), facts, "c-1")
    town.act("decider", accounts.answer, ref, AnswerFacts("kept", "The list of the exchange shows 43."))
    assert "Four calls, not 43." in office.get("officer", f"/staff/incidents/{incident}").main
    assert "Information Commissioner" in office.get("resident", f"/record/corrections/{ref}").main


def test_staff_write_either_down_for_somebody_who_gets_a_letter(office: Office) -> None:
    incident, customer = office.town.incident(), office.town.ref("resident")
    office.done("officer", f"/staff/incidents/{incident}/reply", {"words": SIDE, "how": "telephone"})
    typed = {"part": "details", "wrong": "My flat is 3B.", "how": "in_person"}
    office.done("officer", f"/staff/customers/{customer}/corrections/new", typed)
    assert list(office.get("resident", "/letters").main.split()).count("record") == 2
    assert SIDE in office.get("resident", f"/incidents/{incident}/reply").main


@pytest.mark.clause("CAL-2")
def test_a_customer_sees_how_their_life_was_looked_at_who_looked_and_what_came_of_an_appeal(office: Office) -> None:
    town = office.town
    appeal = town.appealed(town.decided())
    town.act("resident", more.tell, appeal, "My neighbour saw it all.")
    record = office.get("resident", "/record")
    life = office.get("resident", "/record/kept/circumstances")
    assert "Spoke with the customer about how they live." in life.main
    assert "We found nothing that made it harder for you." in life.main
    appealed = office.get("resident", "/record/kept/appeals").main
    assert appeal in appealed
    assert "My neighbour saw it all." in appealed
    assert "Nobody has looked at it." in office.get("resident", "/record/looks").main
    office.get("officer", f"/staff/customers/{town.ref('resident')}")
    looks = office.get("resident", record.links["See who looked at your record"])
    assert "Officer" in looks.main
    assert "Olive" not in looks.main


def test_everything_is_downloaded_in_one_file_that_opens_without_us(office: Office) -> None:
    town = office.town
    decision = town.decided()
    incident_page = office.get("resident", "/incidents")
    href = next(link for words, link in incident_page.links.items() if words.startswith("Read it"))
    office.done("resident", href, {"words": AWKWARD})
    kept = unpacked(office)
    index = kept["index.html"].decode()
    assert decision in index
    assert "Söhne" in index
    assert "<b>Söhne" not in index
    assert "src=" not in index
    assert all(not line.strip().startswith("<link") for line in index.splitlines())
    letters = [name for name in kept if name.startswith("letters/")]
    assert letters
    assert all(f'href="{name}"' in index for name in letters)
    assert town.ref("neighbour") not in index


def test_each_thing_that_a_customer_told_us_is_in_the_file_to_keep(office: Office) -> None:
    town, ref = office.town, office.town.ref("resident")
    town.act("resident", changes.tell, ref, ChangeFacts("I have support.", "Let me ring again."), "f-1")
    complaint = town.act("resident", complaints.make, ref, ComplaintFacts("Nobody came."), "f-2")
    town.act("officer", complaints.acknowledge, complaint, "Nobody came.")
    answer = complaints.AnswerFacts("not_upheld", "We came.", "Nothing.", "Nothing is left.")
    town.act("officer", complaints.answer, complaint, answer)
    town.act("resident", complaints.escalate, complaint, "I was at home all day.")
    town.act("resident", concerns.raise_concern, ref, ConcernFacts("He shouted.", "The tall man"), "f-3")
    town.act("resident", accounts.ask, ref, CorrectionFacts("details", "My name.", "With two of n"), "f-4")
    tap = town.act("resident", services.report, ref, Report("other", "no", "The tap drips."), "f-5")
    town.act("resident", services.add, tap, "It is in the kitchen.")
    town.act("resident", call_recordings.ask, ref, RecordingFacts(town.today, "The tap and the door"), "f-6")
    index = unpacked(office)["index.html"].decode()
    said = ("Let me ring again.", "I was at home all day.", "The tall man", "With two of n", "It is in the kitchen.")
    assert [words for words in (*said, "The tap and the door") if words not in index] == []


def test_no_name_of_staff_and_nobody_elses_record_is_in_the_file(office: Office) -> None:
    office.town.decided()
    office.town.incident("neighbour", "form-2", what_happened="What only the neighbour was told.")
    index = unpacked(office)["index.html"].decode()
    with office.app.extensions["database"].reading() as session:
        names = session.scalars(select(StaffMember.name)).all()
    assert [name for name in names if name in index] == []
    assert "What only the neighbour" not in index


def test_nothing_of_a_notice_that_is_kept_back_shows_in_the_record(calico: Office) -> None:
    town = calico.town
    pairs = RestrictionFacts("visits_in_pairs", {}, "Followed an officer to the car.", "Two people instead of one.")
    case = town.case(what_happened="Followed an officer to the car.")
    assert "Followed an officer" in unpacked(calico)["index.html"].decode()
    draft = town.draft(case, pairs, withheld="Whoever tells would be in danger.")
    town.sign(draft)
    town.act("decider-2", decisions.sign_withholding, draft, "head_of_service")
    town.act("officer", decisions.issue, draft)
    index = unpacked(calico)["index.html"].decode()
    for told in ("Followed an officer", draft, case, "Two people instead"):
        assert told not in index
    assert "Read it" not in calico.get("resident", "/incidents").main


@pytest.mark.clause("CAL-3")
@pytest.mark.parametrize("kind", ["applicant", "visitor"])
def test_somebody_who_is_no_tenant_has_the_same_record_and_the_same_rights(office: Office, kind: str) -> None:
    town = office.town
    ref = town.act("officer", people.register_customer, CustomerFacts(kind, "Ann Example", date(1980, 1, 1)))
    with office.app.extensions["database"].reading() as session:
        town.known["ann"] = Known("customer", desk.customer(session, ref).id, ref, "Ann Example")
    incident = town.incident("ann")
    assert office.get("ann", "/record").h1 == "Your record"
    office.done("ann", f"/incidents/{incident}/reply", {"words": SIDE})
    office.done("ann", "/record/corrections/new", {"part": "details", "wrong": "I am Anne."})
    assert SIDE in unpacked(office, "ann")["index.html"].decode()


def test_what_somebody_said_of_their_record_goes_when_they_are_erased(office: Office) -> None:
    town = office.town
    incident = town.incident()
    town.act("resident", accounts.reply, incident, SIDE, "r-1")
    town.act("resident", accounts.ask, town.ref("resident"), CorrectionFacts("other", SIDE), "c-1")
    town.act("system", people.erase_customer, town.ref("resident"))
    with office.app.extensions["database"].reading() as session:
        assert session.scalars(select(IncidentReply.words)).all() == [""]
        assert session.scalars(select(Correction.wrong)).all() == [""]


def test_details_are_put_right_with_a_letter_and_every_session_ends_where_a_key_to_them_changed(office: Office) -> None:
    town, path = office.town, f"/staff/customers/{office.town.ref('resident')}/details"
    assert office.get("resident", "/record").h1 == "Your record"
    office.done("officer", path, {"name": "Rashid O'Brien"})
    assert "Rashid O'Brien" in office.get("resident", "/record/kept/details").main
    assert office.refused("officer", path, {"name": " "}).errors == ["Enter the name"]
    office.done("officer", path, {"email": "new@example.org"})
    assert office.browser("resident").get("/record").status_code == 303
    with office.app.extensions["database"].reading() as session:
        person = desk.customer(session, town.ref("resident"))
        told = [one.kind for one in desk.customers_letters(session, person.id)]
    assert (person.name, person.email) == ("Rashid O'Brien", "new@example.org")
    assert "record_note" in told
