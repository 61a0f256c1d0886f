"""Writing a proposal without scripts: nothing typed is lost, and two people at once do not overwrite one another."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from casework.actions.drafting import RestrictionFacts
from casework.records import desk
from casework.records.decisions import Decision
from tests.people import LANDLORDS
from tests.web.inspect import Page, inspect, words
from tests.web.office import Office, open_office, reference

CALLS: dict[str, Any] = {
    "r0_days": ["tue", "thu"],
    "r0_from": "10am",
    "r0_to": "11:30am",
    "r0_reason": "O'Brien & <b>Söhne</b> rang 43 times.",
    "r0_proportionality": "An hour is enough.",
}


def step_two(case: str, *kinds: str) -> str:
    return f"/staff/decisions/new?case={case}&next=yes" + "".join(f"&kind={kind}" for kind in kinds)


def pressed(office: Office, page: Page, path: str, **typed: Any) -> Page:
    """The page that follows when a button of a form in progress is pressed."""
    return inspect(office.browser("officer").post(path, data={**page.form_data(), **typed}))


def kept(office: Office, address: str) -> Decision:
    with office.town.database.reading() as session:
        return desk.decision(session, reference(address))


def test_a_proposal_keeps_the_terms_as_they_were_typed(office: Office) -> None:
    path = step_two(office.town.case(), "calls_at_set_times")
    decision = kept(office, office.done("officer", path, {**CALLS, "do": "save"}))
    assert decision.restrictions[0].terms == {"days": ["tue", "thu"], "from": "10:00", "to": "11:30"}
    page = office.get("officer", f"/staff/decisions/{decision.ref}")
    assert "You may telephone us on Tuesdays and on Thursdays, from 10 am to 11:30 am." in page.main
    assert CALLS["r0_reason"] in page.main


def test_adding_and_taking_out_a_restriction_loses_nothing_else(office: Office) -> None:
    path = step_two(office.town.case(), "calls_at_set_times")
    page = office.get("officer", path)
    page = pressed(office, page, path, **CALLS, tried_first="We talked.", do="add", more="no_reinvestigation")
    assert not page.errors
    assert "2. Matters that are settled" in page.main
    both = {**CALLS, "kind": ["calls_at_set_times", "no_reinvestigation"]}
    page = pressed(office, page, path, **both, r1_issues="The fence", r1_reason="Settled in May.", do="remove-0")
    assert not page.errors
    left = page.form_data()
    assert left["kind"] == "no_reinvestigation"
    assert (left["r0_issues"].strip(), left["r0_reason"].strip()) == ("The fence", "Settled in May.")
    assert left["tried_first"].strip() == "We talked."


def test_the_enter_key_saves_and_takes_nothing_away(office: Office) -> None:
    page = office.get("officer", step_two(office.town.case(), "calls_at_set_times"))
    first = next(button for form in page.all("main") for button in form.iter("button"))
    assert (first.get("name"), first.get("value")) == ("do", "save")


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (
            {"review_on-day": "31", "review_on-month": "2", "review_on-year": "2027"},
            "There is no such day in that month",
        ),
        ({"review_on-day": "1", "review_on-month": "2", "review_on-year": "2020"}, "Enter a day that is still to come"),
        ({"r0_days": []}, "Calls at set times: choose at least one day"),
        ({"r0_to": "9:59am"}, "Enter a time that is later than the start"),
        ({"r0_from": "soon"}, "Write the time like"),
        ({"r0_reason": "x" * 4001}, "Your text is 1 character too long"),
    ],
)
def test_a_mistake_in_a_proposal_loses_nothing(office: Office, wrong: dict[str, Any], says: str) -> None:
    path = step_two(office.town.case(), "calls_at_set_times")
    page = office.refused("officer", path, {**CALLS, "do": "save", **wrong})
    assert [error for error in page.errors if says in error], page.errors
    assert page.form_data()["r0_proportionality"].strip() == CALLS["r0_proportionality"]


def test_a_proposal_of_nothing_is_refused_in_words(office: Office) -> None:
    page = office.refused("officer", step_two(office.town.case()), {"do": "save"})
    assert "Choose at least one restriction" in page.errors[0]


def test_the_same_form_sent_twice_is_one_proposal(office: Office) -> None:
    path = step_two(office.town.case(), "calls_at_set_times")
    sent = {**office.get("officer", path).form_data(), **CALLS, "do": "save"}
    first, second = (office.browser("officer").post(path, data=sent).location for _ in range(2))
    assert first == second


def test_who_saves_second_sees_what_changed_and_keeps_their_text(office: Office) -> None:
    draft = office.town.draft(office.town.case())
    path = f"/staff/decisions/{draft}/edit"
    mine = office.get("officer", path)
    office.done("decider", path, {"r0_reason": "The decider's words.", "do": "save"})
    page = pressed(office, mine, path, r0_reason="The officer's words.", do="save")
    assert "Someone changed this proposal" in page.errors[0]
    assert page.form_data()["r0_reason"].strip() == "The officer's words."
    assert kept(office, draft).restrictions[0].reason == "The decider's words."
    answer = office.browser("officer").post(path, data={**page.form_data(), "do": "save"})
    assert answer.location == f"/staff/decisions/{draft}"
    assert kept(office, draft).restrictions[0].reason == "The officer's words."


def test_nobody_signs_a_text_that_they_have_not_read(office: Office) -> None:
    draft = office.town.draft(office.town.case())
    path = f"/staff/decisions/{draft}"
    read = office.get("decider", path).form_data(-1)
    office.done("officer", f"{path}/edit", {"r0_reason": "Other words.", "do": "save"})
    answer = office.browser("decider").post(f"{path}/sign", data={**read, "agrees": "no", "dissent": "Too long."})
    page = inspect(answer)
    assert "Someone changed this proposal" in page.errors[0]
    assert page.field("If you do not agree: why?").value.strip() == "Too long."
    assert kept(office, draft).signatures == []


def test_an_earlier_signature_no_longer_counts_and_is_named(office: Office) -> None:
    draft = office.town.draft(office.town.case())
    office.town.sign(draft, "decider")
    office.done("officer", f"/staff/decisions/{draft}/edit", {"r0_reason": "Other words.", "do": "save"})
    page = office.get("officer", f"/staff/decisions/{draft}")
    assert "Nobody has signed this text yet." in page.main
    assert "Signed an earlier text, and may sign again: Daria Decider." in page.main


def test_who_disagrees_must_say_why(office: Office) -> None:
    draft = f"/staff/decisions/{office.town.draft(office.town.case())}"
    page = office.refused("decider", f"{draft}/sign", {"agrees": "no"}, form=-1)
    assert page.errors == ["Write why you do not agree: it is kept with the decision"]
    office.done("decider", f"{draft}/sign", {"agrees": "no", "dissent": "A warning would do."}, form=-1)
    page = office.get("decider-2", draft)
    assert "Does not agree" in page.main
    assert "A warning would do." in page.main


def test_issuing_twice_at_once_is_issuing_once(office: Office) -> None:
    draft = office.town.draft(office.town.case())
    office.town.sign(draft)
    path = f"/staff/decisions/{draft}"
    sent = office.get("officer", path).form_data(0)
    for who in ("officer", "decider"):
        data = {**sent, "csrf_token": office.token(who)}
        assert office.browser(who).post(f"{path}/issue", data=data).location == path
    assert len(kept(office, draft).restrictions) == 1


def test_an_issued_decision_can_no_longer_be_changed(office: Office) -> None:
    decision = office.town.decided()
    answer = office.browser("officer").get(f"/staff/decisions/{decision}/edit")
    assert answer.location == f"/staff/decisions/{decision}"


@pytest.mark.parametrize("landlord", LANDLORDS)
def test_each_landlord_offers_its_own_restrictions_with_their_clauses(
    landlord: str, database_url: str, tmp_path: Path
) -> None:
    with open_office(database_url, tmp_path, landlord) as office:
        page = office.get("officer", f"/staff/decisions/new?case={office.town.case('neighbour')}")
        pack = office.town.pack
        offered = {box.get("value") for box in page.all("input") if box.get("name") == "kind"}
        assert offered <= set(pack.kinds_in_policy)
        for code in offered:
            assert f"({pack.kinds[str(code)].source})" in page.main
        for code in set(pack.kinds_in_policy) - offered:
            assert str(pack.kinds[code].source) in page.main.partition("Closed for now, and why")[2]


def test_a_closed_restriction_says_what_would_open_it(office: Office) -> None:
    page = office.get("officer", f"/staff/decisions/new?case={office.town.case('neighbour')}")
    closed = page.main.partition("Closed for now, and why")[2]
    assert "nobody has authority to do that" in closed
    assert "Record the authority of someone whom the customer has chosen" in closed


def test_the_letter_is_shown_in_the_customers_language_and_nothing_is_kept(office: Office) -> None:
    draft = office.town.draft(office.town.case())
    page = office.get("officer", f"/staff/decisions/{draft}/letter")
    assert any(part.get("lang") == "ar" and part.get("dir") == "rtl" for part in page.all("article"))
    found = kept(office, draft)
    assert (found.state, found.restrictions[0].state) == ("draft", "proposed")
    with office.town.database.reading() as session:
        assert desk.customers_letters(session, found.customer_id) == ()


def test_what_somebody_left_open_is_shown_before_the_letter_goes_out(office: Office) -> None:
    open_end = RestrictionFacts("relevant_issues_only", {}, "In [month] you rang 64 times.", "One way is enough.")
    draft = office.town.draft(office.town.case(), open_end)
    assert "looks unfinished: [month]" in office.get("officer", f"/staff/decisions/{draft}/letter").main


def test_an_unfinished_proposal_has_no_letter_yet(office: Office) -> None:
    draft = office.town.draft(office.town.case(), review_on=None)
    assert "The letter cannot be written yet" in office.get("officer", f"/staff/decisions/{draft}/letter").main


def test_a_proposal_can_be_given_up_and_says_why(office: Office) -> None:
    draft = office.town.draft(office.town.case())
    path = f"/staff/decisions/{draft}/withdraw"
    assert office.refused("officer", path, {"why": ""}).errors == ["Write why"]
    office.done("officer", path, {"why": "She has stopped calling."})
    assert "Withdrawn" in office.get("officer", f"/staff/decisions/{draft}").main


def test_the_doors_that_stay_open_are_proved_for_this_person(office: Office) -> None:
    only_letters = RestrictionFacts("only_channels", {"channels": ["letter"]}, "Because.", "Nothing less.")
    draft = office.town.draft(office.town.case("resident-blind"), only_letters)
    page = office.get("decider", f"/staff/decisions/{draft}")
    doors = {said[0]: said[1:] for row in page.all("tr") if len(said := [words(cell) for cell in row]) == 3}
    assert doors["Letter"] == ["Open, but not for this person", "By their adjustments this person cannot use it."]
    assert doors["Telephone"] == ["Closed", "Closed by: Only some ways to contact us"]
    assert doors["Through someone who speaks for them"][0] == "Open"


@pytest.mark.clause("WCH-4.3")
def test_a_later_review_waits_for_whom_the_policy_names(database_url: str, tmp_path: Path) -> None:
    with open_office(database_url, tmp_path, "watford-community-housing") as office:
        later = office.town.today.replace(year=office.town.today.year + 2, day=1)
        draft = office.town.draft(office.town.case(), review_on=later, longer_period="The court case lasts until then.")
        office.town.sign(draft)
        path = f"/staff/decisions/{draft}"
        source = office.town.pack.review.source
        assert source in office.get("officer", path).main.partition("What still stands in the way")[2]
        assert "Yes, as" not in office.get("decider-2", path).main  # a Caution Lead may not
        forced = {"seen": office.get("hearer", path).form_data(-1)["seen"], "what": "longer", "role": "caution_lead"}
        office.force("decider-2", f"{path}/approve", forced)
        assert "Nothing stands in the way any more" not in office.get("officer", path).main
        office.done("hearer", f"{path}/approve", {}, form=-1, at=path)
        assert "Nothing stands in the way any more" in office.get("officer", path).main
        assert "Done for this text, as Customer Experience Manager." in office.get("officer", path).main


def test_a_notice_is_kept_back_only_where_it_was_signed_off(database_url: str, tmp_path: Path) -> None:
    with open_office(database_url, tmp_path, "calico-homes") as office:
        case = office.town.case()
        kind = {"do": "save", "r0_reason": "A threat.", "r0_proportionality": "One alone is not safe."}
        kind["considered"] = "We asked what she needs."
        address = office.done(
            "officer", step_two(case, "visits_in_pairs"), {**kind, "withheld": "Knowing it would put her in danger."}
        )
        office.town.sign(reference(address))
        assert "What still stands in the way" in office.get("officer", address).main
        office.done("hearer", f"{address}/approve", {}, form=-1, at=address)
        office.done("officer", f"{address}/issue", {}, at=address)
        page = office.get("officer", address)
        assert "No letter went out: the notice is withheld." in page.main
        record = next(href for href in page.links.values() if href.startswith("/staff/letters/L-"))
        assert "It is never sent to the customer." in office.get("officer", record).main
        office.get("officer", f"{record}/again", status=404)


def test_a_proposal_typed_over_a_lapsed_session_is_given_back(office: Office) -> None:
    path = step_two(office.town.case(), "calls_at_set_times")
    sent = {**office.get("officer", path).form_data(), **CALLS, "do": "save"}
    office.lapse("officer")
    office.browser("officer").post(path, data=sent, headers={"Origin": "http://localhost"})
    office.sign_in("officer")
    page = office.get("officer", "/staff/decisions/new")
    assert "1. Calls at set times" in page.main
    kept_again = page.form_data()
    assert kept_again["r0_reason"].strip() == CALLS["r0_reason"]
    answer = office.browser("officer").post("/staff/decisions/new", data={**kept_again, **CALLS, "do": "save"})
    assert kept(office, answer.location).restrictions[0].reason == CALLS["r0_reason"]
