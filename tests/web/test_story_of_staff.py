"""A case from the first incident to the answer to an appeal, through the pages, for each landlord."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from casework.records import desk
from tests.people import DECIDERS, LANDLORDS, USUAL
from tests.web.inspect import Page, inspect
from tests.web.office import Office, open_office, reference

INCIDENT = {
    "happened_on-day": "20",
    "happened_on-month": "11",
    "happened_on-year": "2025",
    "happened_at": "2:30pm",
    "channel": "telephone",
    "behaviour": "unreasonable_persistence",
    "what_happened": "43 calls in three days.\nThree of us were kept from work.",
    "affected": "staff",
    "said": ["told", "warned"],
    "ended_how": "call_ended",
}
ASSESSMENT = {"assessment": "Spoke with her about how she lives.", "vulnerability": "none", "support": "not_needed"}
WHY = {"reason": "You telephoned 43 times in three days.", "proportionality": "One hour a week is enough."}
# Someone whose role the policy does not let decide an ordinary restriction, or who reported it.
MAY_NOT_SIGN = ("officer", "auditor")


@pytest.fixture(params=LANDLORDS)
def office(request: pytest.FixtureRequest, database_url: str, tmp_path: Path) -> Iterator[Office]:
    with open_office(database_url, tmp_path, request.param) as found:
        yield found


def case_of(office: Office) -> str:
    """An incident written down, a case opened on it, the circumstances looked at: all by the officer."""
    who = office.town.ref("resident")
    incident = office.done("officer", f"/staff/incidents/new?customer={who}", INCIDENT)
    office.weighed("officer", incident)
    case = office.done("officer", f"{incident}/case", {}, at=incident)
    office.done("officer", f"{case}/assessment", ASSESSMENT)
    office.enquiries(case)
    return case


def terms_of(office: Office) -> dict[str, Any]:
    """The usual restriction of this landlord as a person types it."""
    usual = USUAL[office.town.landlord]
    typed = {
        f"r0_{name}": "\n".join(value) if name.startswith("promises") else value for name, value in usual.terms.items()
    }
    return {**typed, **{f"r0_{name}": text for name, text in WHY.items()}}


def drafted(office: Office, case: str, **typed: Any) -> str:
    ref, kind = reference(case), USUAL[office.town.landlord].kind
    path = f"/staff/decisions/new?case={ref}&next=yes&kind={kind}"
    whole = {"do": "save", "considered": "Asked about language and format.", "tried_first": "Talked, and warned."}
    return office.done("officer", path, {**terms_of(office), **whole, **typed})


def sign(office: Office, who: str, decision: str, **typed: Any) -> str:
    role = office.town.known[who].roles[0]
    return office.done(who, f"{decision}/sign", {"role": role, "agrees": "yes", **typed}, form=-1)


def section(page: Page, heading: str) -> str:
    """What stands between a heading and the next."""
    assert heading in page.main, heading
    return page.main.partition(heading)[2]


@pytest.mark.clause("CARD-7")
def test_a_case_goes_from_incident_to_the_answer_to_an_appeal(office: Office) -> None:
    case = case_of(office)
    decision = drafted(office, case)

    page = office.get("officer", decision)
    assert "What still stands in the way" in page.main
    assert "Where this is written: " in page.main
    assert "Issue this decision" not in page.main
    for who in DECIDERS[office.town.landlord]:
        assert reference(decision) in office.get(who, "/staff/").main
        sign(office, who, decision)
    page = office.get("officer", decision)
    assert "Nothing stands in the way any more" in page.main
    assert office.done("officer", f"{decision}/issue", {}, at=decision) == decision

    page = office.get("officer", decision)
    assert "Issued" in page.main
    assert "Being made" in page.main
    letters = [address for address in page.links.values() if address.startswith("/staff/letters/")]
    assert letters
    assert (
        "••••" in office.get("officer", letters[0]).main
        or "access code is hidden" in office.get("officer", letters[0]).main
    )
    assert "Calls" in page.main or "Limited time" in page.main or "Contact agreement" in page.main

    appeal = f"/staff/appeals/{office.town.appealed(reference(decision))}"
    page = office.get("decider", appeal)
    assert "No. The reasons:" in page.main
    assert "Take this appeal" not in page.main
    page = office.get("hearer", appeal)
    assert "Take this appeal" in page.main
    office.done("hearer", f"{appeal}/take", {}, at=appeal)
    office.done("hearer", f"{appeal}/decide", {"outcome": "uphold", "reasons": "Nobody came, so she had to call."})
    page = office.get("officer", decision)
    assert "Ended" in section(page, "What the customer reads")
    assert "The appeal is upheld" in office.get("officer", appeal).main


def test_what_stands_in_the_way_is_shown_with_its_clause(office: Office) -> None:
    decision = drafted(office, case_of(office), r0_reason="", r0_proportionality=" ")
    page = office.get("decider", decision)
    for source in (office.town.pack.decision.source, office.town.pack.floor["reasons"].source):
        assert f"Where this is written: {source}" in page.main
    assert page.main.count("Not written yet.") >= 2
    assert "Issue this decision" not in page.main


@pytest.mark.parametrize("who", MAY_NOT_SIGN)
def test_who_may_not_decide_is_given_no_form_to_sign(office: Office, who: str) -> None:
    decision = drafted(office, case_of(office))
    page = office.get(who, decision)
    assert "In which role do you sign?" not in page.main


def test_a_signature_that_no_page_offered_is_refused_with_the_reason(office: Office) -> None:
    decision = drafted(office, case_of(office))
    seen = office.get("decider", decision).form_data(-1)["seen"]
    answer = office.force("officer", f"{decision}/sign", {"seen": seen, "role": "officer", "agrees": "yes"})
    assert "You cannot sign this one" in inspect(answer).errors[0]
    with office.town.database.reading() as session:
        assert desk.decision(session, reference(decision)).signatures == []


def test_issuing_too_early_is_refused_with_every_reason(office: Office) -> None:
    decision = drafted(office, case_of(office))
    seen = office.get("decider", decision).form_data(-1)["seen"]
    page = inspect(office.force("officer", f"{decision}/issue", {"seen": seen}))
    assert any(office.town.pack.decision.source in error for error in page.errors)
    with office.town.database.reading() as session:
        assert desk.decision(session, reference(decision)).state == "draft"


def test_who_decided_cannot_take_the_appeal_whatever_they_send(office: Office) -> None:
    decision = office.town.decided()
    appeal = f"/staff/appeals/{office.town.appealed(decision)}"
    office.force("decider", f"{appeal}/take", {})
    page = office.get("decider", appeal)
    assert "Waiting for a hearer" in page.main
    assert "No. The reasons:" in page.main
    answer = office.force("decider", f"{appeal}/decide", {"outcome": "dismiss", "reasons": "I was right."})
    assert (
        "Someone else hears this appeal" in inspect(answer).errors[0] or "Nobody has taken" in inspect(answer).errors[0]
    )
