"""Complaints and appeals in the Ombudsman's bundle: whole, and none that it is not about."""

from __future__ import annotations

import json

import pypdfium2
from sqlalchemy import select, update

from casework.actions import appeals, complaints, evidence, extending, grounds, hearings, more
from casework.actions.complaints import AnswerFacts, ComplaintFacts
from casework.actions.grounds import GroundAnswer
from casework.records import desk, files
from casework.records.appeals import Evidence
from casework.records.bundles import Bundle
from casework.records.cases import Case
from casework.records.letters import Delivery, Letter
from casework.rules.calendar import working_days_after
from tests.web.office import Office
from tests.web.test_staff_bundles import AT, MANAGER, made, rows, taken


def complained(office: Office, form_key: str, decision: str = "") -> str:
    """A complaint of the resident that was answered at both stages."""
    town = office.town
    facts = ComplaintFacts("Nobody came.", "Somebody should.", decision)
    ref = town.act("resident", complaints.make, town.ref("resident"), facts, form_key)
    for who, answer in (("hearer", "upheld"), ("administrator", "not_upheld")):
        town.act("officer", complaints.acknowledge, ref, f"You say that nobody came: {who}.")
        said = AnswerFacts(answer, f"The van broke down: {who}.", "We are sorry.", "Nothing is left.")
        town.act(who, complaints.answer, ref, said)
        if answer == "upheld":
            town.act("resident", complaints.escalate, ref, "It was not the van.")
    return ref


def test_complaints_go_along_with_both_stages_their_letters_and_what_was_done(office: Office) -> None:
    ref = complained(office, "complaint-1")
    row, packed = made(office)
    with office.town.database.writing() as session:
        for copy in session.scalars(select(Delivery)):
            copy.stored_as = files.put(session, copy.letter.customer_id, b"a letter")
    assert row.case_id is None
    text_of = "".join(one.get_textpage().get_text_range() for one in pypdfium2.PdfDocument(packed.read("index.pdf")))
    said = " ".join(text_of.split())
    for words in (
        f"Complaint {ref}",
        "Somebody should.",
        "You say that nobody came: hearer.",
        "The van broke down: hearer.",
        "It was not the van.",
        "The van broke down: administrator.",
        "We do not think that we did wrong",
        "23 November 2026",
    ):
        assert words in said, words
    acts = [one for one in json.loads(packed.read("events.json")) if one["subject"] == ref]
    assert [one["name"] for one in acts].count("complaint_answered") == 2
    assert all(one["content"] for one in acts)
    office.done(MANAGER, f"{AT}/new", {"kind": "ombudsman", "about": office.town.ref("resident")})
    packed = taken(office, rows(office, Bundle)[-1].ref)
    of_it = {one.ref for one in rows(office, Letter) if one.kind == "complaint_stage"}
    assert {name.split("/")[1] for name in packed.namelist() if name.startswith("letters/")} == of_it


def test_the_bundle_of_one_case_holds_the_complaints_about_it_alone(office: Office) -> None:
    decision = office.town.decided()
    about, other = complained(office, "complaint-1", decision), complained(office, "complaint-2")
    case = rows(office, Case)[0].ref
    office.done(MANAGER, f"{AT}/new", {"kind": "ombudsman", "about": case})
    packed = taken(office, rows(office, Bundle)[0].ref)
    said = "".join(one.get_textpage().get_text_range() for one in pypdfium2.PdfDocument(packed.read("index.pdf")))
    assert about in said
    assert other not in said
    assert other.encode() not in packed.read("events.json")


def test_where_there_is_neither_a_case_nor_a_complaint_the_form_says_so(office: Office) -> None:
    page = office.refused(MANAGER, f"{AT}/new", {"kind": "ombudsman", "about": office.town.ref("neighbour")})
    assert any("no complaint of theirs" in error for error in page.errors)


def test_an_appeal_goes_along_with_what_was_sent_added_and_answered(office: Office) -> None:
    town = office.town
    draft = town.act("resident", appeals.start, town.decided())
    town.act("resident", appeals.answer, draft, grounds="Nobody came, so I had to call.")
    for name in ("clean.pdf", "waits.pdf"):
        town.act("resident", evidence.attach, draft, name, b"%PDF- " + name.encode(), "application/pdf")
    town.act("resident", appeals.submit, draft)
    with town.database.writing() as session:
        session.execute(update(Evidence).where(Evidence.name == "clean.pdf").values(scan="clean"))
    town.act("resident", more.tell, draft, "My neighbour saw it.", "portal")
    town.taken(draft)
    until = working_days_after(town.today, 12)
    town.act("hearer", extending.extend, draft, until, "We wait for the record of the calls.")
    with town.database.reading() as session:
        keys = [one.key for one in grounds.of(session, desk.appeal(session, draft))]
    answers = {key: GroundAnswer("not_accepted", f"Somebody came: {place}.") for place, key in enumerate(keys)}
    town.act("hearer", hearings.decide, draft, "dismiss", "It was needed.", answers=answers)
    _row, packed = made(office)
    sent = [name for name in packed.namelist() if name.startswith("files/")]
    assert [packed.read(name) for name in sent] == [b"%PDF- clean.pdf"]
    said = "".join(one.get_textpage().get_text_range() for one in pypdfium2.PdfDocument(packed.read("index.pdf")))
    said = " ".join(said.split())
    for words in (
        "My neighbour saw it.",
        "We wait for the record of the calls.",
        "Somebody came: 0.",
        "Somebody came: 1.",
        "We do not agree with this.",
        "In quarantine",
        town.known["hearer"].name,
    ):
        assert words in said, words
