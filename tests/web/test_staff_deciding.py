"""The pages on which it is decided, heard and reviewed: what they show beside, and what happens to what was typed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from casework.actions import decisions, filing, grounds, more
from casework.actions.decisions import RestrictionFacts
from casework.records import desk
from casework.records.decisions import Restriction
from casework.records.oversight import SimilarCount
from tests.web.inspect import inspect
from tests.web.office import Office, reference

BY_LETTER = RestrictionFacts("only_channels", {"channels": ["letter"]}, "You called 90 times.", "You can still write.")
FILED = RestrictionFacts(
    "read_and_file", {}, "You wrote 60 letters about a closed matter.", "New matters are answered."
)


def test_the_open_door_is_a_table_of_services_and_ways(office: Office) -> None:
    page = office.get("decider", f"/staff/decisions/{office.town.draft(office.town.case(), BY_LETTER)}")
    table = next(one for one in page.all("table") if "What this person can use" in "".join(one.itertext()))
    rows = [[" ".join("".join(cell.itertext()).split()) for cell in row] for row in table.iter("tr")]
    lines = {row[0]: row[1:] for row in rows}
    assert lines["Everything else"] == ["Closed", "Closed", "Closed", "Open", "Open"]
    assert lines["Emergency repairs"] == ["Open"] * 5
    assert len(lines) == len(office.town.pack.essential_services) + 2  # the head, and everything else
    assert "A door stays open for everything." in page.main


def test_what_less_was_possible_is_asked_about_and_kept(office: Office) -> None:
    case = office.town.case()
    page = office.get("officer", f"/staff/decisions/new?case={case}&next=yes&kind=only_channels")
    assert "Less that was possible" in page.main
    assert "Calls at set times" in page.main
    draft = office.town.draft(case, BY_LETTER)
    assert "Less that was possible" in office.get("decider", f"/staff/decisions/{draft}").main


@pytest.mark.parametrize(("cases", "says"), [(9, "Fewer than 10"), (12, "5 with it, 7 without")])
def test_similar_cases_stand_beside_a_proposal_in_groups_of_ten(office: Office, cases: int, says: str) -> None:
    kind = "calls_at_set_times"
    with office.town.database.writing() as session:
        for one, imposed in ((kind, 5), ("", 0)):
            row = {"behaviour": "unreasonable_persistence", "kind": one, "cases": cases, "imposed": imposed}
            session.add(SimilarCount(**row, ended_early=1, counted_on=office.town.today))
    page = office.get("decider", f"/staff/decisions/{office.town.draft(office.town.case())}")
    assert says in page.main


def test_a_proposal_is_read_beforehand_as_a_plan_and_in_the_customers_format(office: Office) -> None:
    later = office.town.today + timedelta(days=40)
    draft = office.town.draft(office.town.case("resident-unrestricted"), starts_on=later)
    path = f"/staff/decisions/{draft}/letter"
    as_decision, as_plan = office.get("officer", path).main, office.get("officer", f"{path}?kind=intended").main
    assert as_decision != as_plan
    answer = office.browser("officer").get(f"{path}/file?kind=intended")
    assert answer.data.startswith(b"%PDF")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "Nothing has been sent." in office.get("officer", path).main


def test_a_manager_gives_an_appeal_to_a_hearer(office: Office) -> None:
    appeal = f"/staff/appeals/{office.town.appealed(office.town.decided())}"
    assert "Give it to a hearer" not in office.get("decider", appeal).links
    office.get("decider-3", office.get("decider-3", appeal).links["Give it to a hearer"])
    page = office.refused("decider-3", f"{appeal}/allocate", {"hearer": ""})
    assert "Choose who hears it" in page.errors
    office.done("decider-3", f"{appeal}/allocate", {"hearer": office.town.ref("hearer")})
    assert "You hear this appeal" in office.get("hearer", appeal).main
    assert "You were given an appeal to hear" in office.get("hearer", "/staff/told").main


def test_a_manager_who_is_slower_sees_who_has_it(office: Office) -> None:
    ref = office.town.appealed(office.town.decided())
    path = f"/staff/appeals/{ref}/allocate"
    typed = {**office.get("decider-3", path).form_data(), "hearer": office.town.ref("decider-4")}
    office.town.taken(ref)
    page = inspect(office.browser("decider-3").post(path, data=typed))
    assert "Someone else took this appeal while you were reading." in page.errors
    assert "Hana Hearer hears this appeal" in page.main


def heard(office: Office) -> str:
    appeal = office.town.taken(office.town.appealed(office.town.decided()))
    office.town.act("resident", more.tell, appeal, "My phone record shows nine calls.")
    office.town.act("hearer", grounds.note, appeal, "The number of calls is wrong.")
    return f"/staff/appeals/{appeal}"


def test_each_point_is_answered_beside_the_record(office: Office) -> None:
    appeal = heard(office)
    page = office.get("hearer", f"{appeal}/decide")
    for words in ("Nobody came, so I had to call.", "The number of calls is wrong.", "You telephoned 43 times"):
        assert words in page.main
    typed: dict[str, Any] = {"outcome": "uphold", "reasons": "The record was wrong."}
    for place in range(3):
        typed |= {f"g{place}_answer": "not_accepted", f"g{place}_reasons": f"Reason {place}."}
    refused = office.refused("hearer", f"{appeal}/decide", typed)
    assert refused.form_data()["g1_reasons"].strip() == "Reason 1."
    assert "Write your reasons" in office.refused("hearer", f"{appeal}/decide", {**typed, "g2_reasons": ""}).errors
    office.done("hearer", f"{appeal}/decide", {**typed, "g2_answer": "accepted"})
    assert "Reason 2." in office.get("officer", appeal).main
    office.browser("resident").set_cookie("language", "en")
    own = office.get("resident", appeal.replace("/staff", ""))
    for words in ("We agree with this.", "Reason 2.", "The number of calls is wrong."):
        assert words in own.main


@pytest.mark.clause("WCH-7.2")
def test_a_meeting_goes_from_the_agenda_to_the_minutes(watford: Office) -> None:
    watford.town.decided()
    due = watford.town.today + timedelta(days=3)
    with watford.town.database.writing() as session:
        session.execute(update(Restriction).values(review_on=due))
    month = f"/staff/reviews?month={due:%Y-%m}"
    assert "Begin the meeting" in watford.get("decider", month).main
    meeting = watford.done("decider", "/staff/reviews/meeting", {}, form=0, at=month)
    page = watford.get("decider", meeting)
    review = page.links["Decide this case"]
    assert "Back to the agenda of the meeting" in watford.get("decider", review).links
    refused = watford.refused("decider", f"{meeting}/close", {"present": "Daria, Dilip"}, at=meeting)
    assert "nobody has decided or put off" in refused.errors[0]
    minute = f"{meeting}/{reference(review)}"
    watford.done("decider", minute, {"minute": "We looked at the calls.", "put_off": "The officer is ill."})
    watford.done("decider", f"{meeting}/close", {"present": "Daria, Dilip"}, at=meeting)
    minutes = watford.get("auditor", meeting).main
    for words in ("We looked at the calls.", "The officer is ill.", "Daria, Dilip", "does not change", "Olive Officer"):
        assert words in minutes or words == "does not change"
    assert "Close the meeting" not in minutes


@pytest.mark.clause("WCH-5.5n")
def test_what_is_filed_is_read_by_its_reader_from_the_page(watford: Office) -> None:
    town, case = watford.town, watford.town.case()
    assert "The last answer" in watford.get("officer", f"/staff/cases/{case}").main
    said = "The matter of the fence is closed. Anything new is answered."
    watford.done("officer", f"/staff/cases/{case}/last-answer", {"how": "letter", "said": said})
    assert said in watford.get("officer", f"/staff/cases/{case}").main
    decision = town.draft(case, FILED)
    town.sign(decision, "decider-4")
    filed = watford.get("officer", f"/staff/decisions/{decision}").links["Name the reader"]
    watford.done("officer", f"{filed}/reader", {"reader": town.ref("decider-2")})
    town.act("officer", decisions.issue, decision)
    watford.done("officer", f"{filed}/new", {"channel": "letter", "what": "Water runs down my wall."})
    item = next(href for href in watford.get("decider-2", "/staff/").links.values() if href.startswith("/staff/filed/"))
    assert "reads it" in watford.get("officer", item).main
    page = watford.refused("decider-2", item, {"found": ["hazard"], "done": ""})
    assert "Write something here" in page.errors
    watford.done("decider-2", item, {"found": ["hazard"], "done": "Reported as V-2345-6789."})
    assert "Reported as V-2345-6789." in watford.get("auditor", filed).main


@pytest.mark.clause("WCH-5.4")
def test_papers_go_back_from_the_page_with_a_receipt_and_never_without_a_copy(watford: Office) -> None:
    town = watford.town
    papers = RestrictionFacts("documents_returned", {}, "You sent 400 pages again.", "New papers are kept.")
    decision = town.draft(town.case(), papers)
    town.sign(decision)
    town.act("officer", decisions.issue, decision)
    with town.database.writing() as session:
        [line] = desk.decision(session, decision).restrictions
        line.starts_on = town.today
    filed = f"/staff/customers/{town.ref('resident')}/filed"
    sent = {"channel": "letter", "what": "Forty pages.", "outcome": "returned", "under": line.ref, "found": ["nothing"]}
    page = watford.refused("officer", watford.get("officer", filed).links["It got no answer"], sent)
    assert "once a copy of each is on record" in " ".join(page.errors)
    watford.done("officer", f"{filed}/away", {**sent, "copied": "y"})
    receipt = next(
        href for href in watford.get("auditor", filed).links.values() if href.startswith("/staff/letters/L-")
    )
    assert "Your papers come back to you" in watford.get("officer", receipt).main


@pytest.mark.clause("OCT-5.1")
def test_the_monitoring_team_sees_what_was_authorised_and_nobodys_name(office: Office) -> None:
    decision = office.town.decided()
    page = office.get("monitor", "/staff/authorised")
    assert decision in page.main
    assert office.town.known["resident"].name not in page.html
    with office.town.database.writing() as session:
        row = {"behaviour": "unreasonable_persistence", "cases": 20, "imposed": 15, "ended_early": 4}
        session.add(SimilarCount(**row, kind="calls_at_set_times", counted_on=office.town.today))
    assert "15 with it, 5 without" in office.get("monitor", "/staff/authorised").main
    one = next(href for href in page.links.values() if href.startswith("/staff/authorised/"))
    office.done("monitor", one, {"note": "As in other cases."})
    assert "As in other cases." in office.get("auditor", "/staff/authorised").main
    office.get("officer", one, status=403)
    office.get("monitor", f"/staff/decisions/{decision}", status=403)


def test_what_an_officer_was_told_goes_once_they_have_seen_it(office: Office) -> None:
    decision = office.town.draft(office.town.case())
    office.town.sign(decision)
    office.town.act("decider", decisions.issue, decision)
    assert "What was decided (1)" in office.get("officer", "/staff/").main
    assert "A decision was issued" in office.get("officer", f"/staff/told/{decision}").main
    page = office.get("officer", "/staff/told")
    action = next(form.get("action", "") for form in next(page.all("main")).iter("form"))
    office.done("officer", action, {}, at="/staff/told")
    assert "A decision was issued" not in office.get("officer", "/staff/told").main
    assert office.force("decider", action, {}).status_code == 404


def test_a_reader_is_somebody_who_works_on_cases(watford: Office) -> None:
    filed = f"/staff/customers/{watford.town.ref('resident')}/filed"
    page = watford.refused("officer", f"{filed}/reader", {"reader": watford.town.ref("translator")})
    assert "Choose who reads it" in page.errors
    watford.town.act("officer", filing.name_reader, watford.town.ref("resident"), watford.town.ref("decider-2"))
    assert "Dilip Decider" in watford.get("auditor", filed).main


def test_what_was_typed_about_a_letter_outlives_a_lapsed_session(watford: Office) -> None:
    watford.town.act("officer", filing.name_reader, watford.town.ref("resident"), watford.town.ref("decider-2"))
    path = f"/staff/customers/{watford.town.ref('resident')}/filed/new"
    typed = {**watford.get("officer", path).form_data(), "channel": "letter", "what": "Water runs down my wall."}
    watford.lapse("officer")
    assert watford.browser("officer").post(path, data=typed).status_code == 303
    watford.sign_in("officer")
    assert watford.get("officer", path).form_data()["what"].strip() == "Water runs down my wall."
