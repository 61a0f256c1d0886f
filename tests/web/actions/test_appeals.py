"""Appealing: by whom, against what, with which files; nothing is lost, and nothing is entered twice."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from casework.actions import appeals, decisions, evidence, hearings, people
from casework.actions.decisions import RestrictionFacts
from casework.actions.work import NotFoundError, RefusedError
from casework.records import desk, files, own
from casework.records.appeals import Appeal, Evidence
from casework.records.events import Event
from casework.records.letters import Letter
from casework.records.people import Authority
from casework.rules.evidence import most_bytes
from tests.people import Town

MakeTown = Callable[[str], Town]
PDF = "application/pdf"


def own_appeal(town: Town, key: str, ref: str) -> Appeal:
    with town.database.reading() as session:
        return own.own_appeal(session, own.reader(session, town.known[key].id), ref)


def test_a_draft_is_left_and_come_back_to(town: Town) -> None:
    decision = town.decided()
    appeal = town.act("resident", appeals.start, decision)
    town.act("resident", appeals.answer, appeal, grounds="لم يأتِ أحد.\r\nI called & <b>waited</b>.")
    town.later(days=20)
    assert town.act("resident", appeals.start, decision) == appeal
    town.act("resident", appeals.answer, appeal, wanted="One call a day.")
    kept = own_appeal(town, "resident", appeal)
    assert (kept.grounds, kept.wanted) == ("لم يأتِ أحد.\nI called & <b>waited</b>.", "One call a day.")
    assert (kept.new_evidence, kept.complaint_too, kept.due_on) == (None, None, None)


@pytest.mark.clause("CARD-2")
def test_handing_in_twice_gives_one_receipt(town: Town) -> None:
    appeal = town.appealed(town.decided())
    town.later(days=1)
    assert town.act("resident", appeals.submit, appeal) == appeal
    assert own_appeal(town, "resident", appeal).due_on == date(2026, 12, 7)
    assert town.count(Event, Event.name == "appeal_submitted") == 1
    assert town.count(Letter, Letter.kind == "appeal_received", Letter.language == "ar") == 1


def test_what_was_handed_in_does_not_change_any_more(town: Town) -> None:
    decision = town.decided()
    draft = town.act("resident", appeals.start, decision)
    sent = town.act("resident", evidence.attach, draft, "call log.pdf", b"%PDF- calls", PDF)
    town.act("resident", appeals.answer, draft, grounds="Nobody came.")
    town.act("resident", appeals.submit, draft)
    with pytest.raises(RefusedError, match="appeal_is_received"):
        town.act("resident", appeals.answer, draft, grounds="Something else.")
    with pytest.raises(RefusedError, match="appeal_is_received"):
        town.act("resident", evidence.remove, sent)


def test_an_appeal_without_a_word_of_why_is_not_sent(town: Town) -> None:
    appeal = town.act("resident", appeals.start, town.decided())
    town.act("resident", appeals.answer, appeal, grounds="  \n ")
    with pytest.raises(RefusedError, match="missing") as refused:
        town.act("resident", appeals.submit, appeal)
    assert refused.value.params == {"field": "grounds"}


@pytest.mark.clause("CARD-2")
def test_evidence_comes_back_byte_for_byte_and_lies_encrypted(town: Town) -> None:
    appeal = town.act("resident", appeals.start, town.decided())
    data = b"%PDF-1.7 the log of my calls"
    ref = town.act("resident", evidence.attach, appeal, "O'Brien & <b>Söhne</b>.pdf", data, PDF)
    with town.database.reading() as session:
        (kept,) = own.own_appeal(session, own.reader(session, town.known["resident"].id), appeal).evidence
        assert (kept.ref, kept.name, kept.size) == (ref, "O'Brien & <b>Söhne</b>.pdf", len(data))
        assert kept.sha256 == hashlib.sha256(data).hexdigest()
        assert files.get(session, town.known["resident"].id, kept.stored_as) == data
        folder = session.info["files"].folder
    assert all(data not in path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_the_same_file_sent_twice_is_kept_once(town: Town) -> None:
    appeal = town.act("resident", appeals.start, town.decided())
    first = town.act("resident", evidence.attach, appeal, "log.pdf", b"%PDF- log", PDF)
    assert town.act("resident", evidence.attach, appeal, "log.pdf", b"%PDF- log", PDF) == first
    assert town.count(Evidence) == 1


@pytest.mark.parametrize(
    ("data", "media_type", "code"),
    [
        (b"", PDF, "file_empty"),
        (b"x" * (most_bytes("pdf") + 1), PDF, "file_too_large"),
        (b"MZ\x90", "application/x-msdownload", "file_type"),
        (b"<svg/>", "image/svg+xml", "file_type"),
    ],
)
def test_a_file_that_we_cannot_take_is_refused_by_name(town: Town, data: bytes, media_type: str, code: str) -> None:
    appeal = town.act("resident", appeals.start, town.decided())
    with pytest.raises(RefusedError, match=code):
        town.act("resident", evidence.attach, appeal, "file", data, media_type)
    assert town.count(Evidence) == 0


def test_ten_files_are_the_most(town: Town) -> None:
    appeal = town.act("resident", appeals.start, town.decided())
    for number in range(10):
        town.act("resident", evidence.attach, appeal, f"{number}.txt", f"call {number}".encode(), "text/plain")
    with pytest.raises(RefusedError, match="too_many_files"):
        town.act("resident", evidence.attach, appeal, "11.txt", b"one more", "text/plain")


def test_a_file_that_was_taken_out_is_gone_from_the_disk(town: Town) -> None:
    appeal = town.act("resident", appeals.start, town.decided())
    ref = town.act("resident", evidence.attach, appeal, "log.pdf", b"%PDF- log", PDF)
    with town.database.reading() as session:
        stored_as = session.scalars(select(Evidence.stored_as)).one()
        assert files.get(session, town.known["resident"].id, stored_as)
    town.act("resident", evidence.remove, ref)
    with town.database.reading() as session, pytest.raises(FileNotFoundError):
        files.get(session, town.known["resident"].id, stored_as)
    assert town.count(Evidence) == 0


@pytest.mark.parametrize("stranger", ["neighbour", "resident-blind", "officer"])
def test_somebody_elses_appeal_is_simply_not_there(town: Town, stranger: str) -> None:
    decision = town.decided()
    appeal = town.act("resident", appeals.start, decision)
    sent = town.act("resident", evidence.attach, appeal, "log.pdf", b"%PDF- log", PDF)
    for action, ref in (
        (appeals.start, decision),
        (appeals.answer, appeal),
        (appeals.submit, appeal),
        (appeals.withdraw, appeal),
        (evidence.remove, sent),
    ):
        with pytest.raises(NotFoundError):
            town.act(stranger, action, ref)


def test_an_advocate_with_authority_appeals_for_the_customer(town: Town) -> None:
    appeal = town.appealed(town.decided(), by="advocate")
    assert own_appeal(town, "resident", appeal).made_by == "advocate"


def test_an_advocates_draft_is_the_advocates_own(town: Town) -> None:
    appeal = town.act("advocate", appeals.start, town.decided())
    with pytest.raises(NotFoundError):
        own_appeal(town, "resident", appeal)
    with pytest.raises(NotFoundError):
        town.act("resident", appeals.submit, appeal)


def test_an_advocate_without_the_scope_cannot_appeal(town: Town) -> None:
    decision = town.decided("resident-blind")
    with pytest.raises(NotFoundError):
        town.act("advocate", appeals.start, decision)


def test_an_advocate_cannot_appeal_after_the_last_day(town: Town) -> None:
    decision = town.decided()
    appeal = town.act("advocate", appeals.start, decision)
    town.act("advocate", appeals.answer, appeal, grounds="Nobody came.")
    with town.database.writing() as session:
        for authority in session.scalars(select(Authority)):
            authority.ends_on = town.today
    town.act("advocate", appeals.answer, appeal, wanted="A call a day.")
    town.later(days=1)
    with pytest.raises(NotFoundError):
        town.act("advocate", appeals.submit, appeal)


def test_an_authority_that_was_ended_ends_at_once(town: Town) -> None:
    decision = town.decided()
    with town.database.reading() as session:
        authority = desk.customer(session, town.ref("resident")).authorities[0].id
    town.act("resident", people.end_authority, authority)
    with pytest.raises(NotFoundError):
        town.act("advocate", appeals.start, decision)


def test_while_one_appeal_is_heard_another_is_pointed_to_it(town: Town) -> None:
    decision = town.decided()
    written_meanwhile = town.act("resident", appeals.start, decision)
    town.act("resident", appeals.answer, written_meanwhile, grounds="Mine.")
    handed_in = town.appealed(decision, by="advocate")
    with pytest.raises(RefusedError, match="appeal_is_open") as refused:
        town.act("resident", appeals.submit, written_meanwhile)
    assert refused.value.params == {"ref": handed_in}
    assert own_appeal(town, "resident", written_meanwhile).grounds == "Mine."


def test_nothing_is_appealed_that_stands_no_more(town: Town) -> None:
    decision = town.decided()
    appeal = town.taken(town.appealed(decision))
    town.act("hearer", hearings.decide, appeal, "uphold", "It was too strict.")
    with pytest.raises(RefusedError, match="nothing_to_appeal"):
        town.act("resident", appeals.start, decision)


def test_a_repeated_appeal_needs_something_new_where_the_policy_says_so(town_of: MakeTown) -> None:
    town = town_of("one-vision-housing")
    decision = town.decided()
    appeal = town.taken(town.appealed(decision))
    town.act("hearer", hearings.decide, appeal, "dismiss", "It is fair.")
    again = town.act("resident", appeals.start, decision)
    town.act("resident", appeals.answer, again, grounds="Still.", new_evidence=False)
    with pytest.raises(RefusedError) as refused:
        town.act("resident", appeals.submit, again)
    assert [finding.code for finding in refused.value.findings] == ["appeal_repeated"]
    town.act("resident", appeals.answer, again, new_evidence=True)
    town.act("resident", appeals.submit, again)
    assert own_appeal(town, "resident", again).state == "received"


def test_elsewhere_a_repeated_appeal_is_heard(town_of: MakeTown) -> None:
    town = town_of("calico-homes")
    decision = town.decided()
    appeal = town.taken(town.appealed(decision))
    town.act("hearer", hearings.decide, appeal, "dismiss", "It is fair.")
    assert own_appeal(town, "resident", town.appealed(decision, grounds="Still.")).state == "received"


def test_a_draft_decision_is_nobodys_to_appeal_or_to_see(town: Town) -> None:
    decision = town.draft(town.case())
    with pytest.raises(NotFoundError):
        town.act("resident", appeals.start, decision)


def test_the_customer_takes_back_what_an_advocate_handed_in(town: Town) -> None:
    appeal = town.appealed(town.decided(), by="advocate")
    town.act("resident", appeals.withdraw, appeal)
    town.act("resident", appeals.withdraw, appeal)
    assert own_appeal(town, "resident", appeal).state == "withdrawn"
    assert town.count(Event, Event.name == "appeal_withdrawn") == 1
    with pytest.raises(RefusedError, match="appeal_is_withdrawn"):
        town.act("advocate", appeals.submit, appeal)


def test_an_advocate_does_not_take_back_what_the_customer_handed_in(town: Town) -> None:
    appeal = town.appealed(town.decided())
    with pytest.raises(NotFoundError):
        town.act("advocate", appeals.withdraw, appeal)
    assert own_appeal(town, "resident", appeal).state == "received"


@pytest.mark.clause("CAL-7")
@pytest.mark.clause("OCT-4.2a")
@pytest.mark.parametrize("landlord", ["calico-homes", "octavia"])
def test_ten_working_days_count_no_weekend_and_no_bank_holiday(town_of: MakeTown, landlord: str) -> None:
    town = town_of(landlord)
    decision = town.decided()
    town.later(days=25)  # Friday 18 December 2026
    assert own_appeal(town, "resident", town.appealed(decision)).due_on == date(2027, 1, 6)


def test_words_too_long_for_any_page_are_refused_and_nothing_else_is_lost(town: Town) -> None:
    appeal = town.act("resident", appeals.start, town.decided())
    town.act("resident", appeals.answer, appeal, grounds="Nobody came.")
    with pytest.raises(RefusedError, match="too_long"):
        town.act("resident", appeals.answer, appeal, grounds="x" * 20_001)
    assert own_appeal(town, "resident", appeal).grounds == "Nobody came."


def test_signs_that_turn_the_line_around_do_not_get_in(town: Town) -> None:
    appeal = town.act("resident", appeals.start, town.decided())
    town.act("resident", appeals.answer, appeal, grounds="I\u202e paid\x00 \ue000")
    assert own_appeal(town, "resident", appeal).grounds == "I paid \ue000"


def test_an_intended_restriction_is_appealed_before_it_begins_and_never_does(town: Town) -> None:
    decision = town.draft(town.case(), starts_on=town.today + timedelta(days=30))
    town.sign(decision)
    town.act("officer", decisions.issue, decision)
    appeal = town.taken(town.appealed(decision))
    town.act("hearer", hearings.decide, appeal, "uphold", "It was not needed.")
    with town.database.reading() as session:
        assert own.arrangements(session, town.known["resident"].id, town.today).restrictions == ()


def test_several_restrictions_show_the_same_open_appeal(town: Town) -> None:
    more = RestrictionFacts("witness_present", {}, "A worker was shouted at.", "Somebody else sits by.")
    decision = town.draft(town.case(), *town.facts().restrictions, more)
    town.sign(decision)
    town.act("officer", decisions.issue, decision)
    appeal = town.appealed(decision)
    with town.database.reading() as session:
        seen = own.arrangements(session, town.known["resident"].id, town.today).restrictions
    assert [(one.kind, one.appeal_ref) for one in seen] == [("calls_at_set_times", appeal), ("witness_present", appeal)]
