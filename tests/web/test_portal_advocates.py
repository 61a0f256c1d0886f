"""Who speaks for a customer: named, asked, ended, and told in private, as each side uses the pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from casework.actions import messages, naming
from casework.records.advocates import ForcedWord, LetterRead, Naming
from casework.records.letters import Delivery, Letter
from casework.records.people import Advocate, Authority
from casework.records.signin import AccessLook, Message
from tests.web.inspect import inspect
from tests.web.office import Office, open_office
from tests.web.walking import walk

ADA = "ada.new@advice.example.org"
NAMED: dict[str, Any] = {
    "kind": "advocate", "name": "Ada Newcomer", "email": ADA, "scope": ["see", "letters", "speak", "appeal"],
}  # fmt: skip


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with open_office(database_url, tmp_path) as made:
        for who in ("resident", "neighbour", "advocate", "resident-unrestricted"):
            made.browser(who).set_cookie("language", "en")
        yield made


def mails(office: Office) -> list[messages.Outgoing]:
    with office.app.extensions["database"].reading() as session:
        numbers = session.scalars(select(Message.id).order_by(Message.id))
        return [found for one in numbers if (found := messages.outgoing(session, one)) is not None]


def invitation(office: Office) -> str:
    """The address in the last invitation."""
    found = re.findall(r"/invitations/[\w-]+", "\n".join(mail.body for mail in mails(office)))
    assert isinstance(found[-1], str)
    return found[-1]


def answered(office: Office, path: str, **typed: str) -> str:
    """A stranger's browser answers an invitation; the page that follows."""
    browser = office.app.test_client()
    browser.set_cookie("language", "en")
    form = inspect(browser.get(path)).form_data()
    answer = browser.post(path, data={**form, **typed}, follow_redirects=True)
    return inspect(answer).main


def rows(office: Office, model: Any) -> list[Any]:
    with office.app.extensions["database"].reading() as session:
        return list(session.scalars(select(model).order_by(model.id)))


def join(office: Office, key: str, row: Advocate) -> None:
    """Let somebody who is on record now use a browser of their own."""
    known = type(office.town.known["advocate"])
    office.town.known[key] = known("advocate", row.id, row.ref, row.name)
    office.browser(key).set_cookie("language", "en")


def newcomer(office: Office) -> Advocate:
    found: list[Advocate] = [one for one in rows(office, Advocate) if one.name == "Ada Newcomer"]
    return found[0]


def accepted(office: Office, **typed: Any) -> Advocate:
    """The neighbour names somebody, who says yes, and has a browser from now on."""
    office.done("neighbour", "/advocates/new", {**NAMED, **typed})
    answered(office, invitation(office), answer="yes", name="Ada Newcomer")
    found = newcomer(office)
    join(office, "ada", found)
    return found


@pytest.mark.clause("CARD-4")
def test_a_resident_names_an_advocate_sets_what_they_may_do_and_ends_it(office: Office) -> None:
    named = office.done("neighbour", "/advocates/new", {**NAMED, "scope": ["see", "speak"]})
    assert "We ask them by email" in office.get("neighbour", named).main
    mail = mails(office)[-1]
    assert mail.to == ADA
    assert "Nina" not in mail.body + mail.subject, "whoever sees the mail learns no name"
    page = answered(office, invitation(office), answer="yes", name="Ada Newcomer")
    assert "You said yes" in page
    join(office, "ada", newcomer(office))
    client = f"/clients/{office.town.ref('neighbour')}"
    office.get("ada", f"{client}/arrangements")
    office.get("ada", f"{client}/letters", status=404)
    office.get("ada", f"{client}/appeals", status=404)
    assert "Speaks for you" in office.get("neighbour", named).main
    listed = office.get("neighbour", "/advocates")
    assert "Ada Newcomer" in listed.main
    office.done("neighbour", listed.links["End this"], {})
    office.get("ada", f"{client}/arrangements", status=404)
    assert "Nobody speaks for you" in office.get("neighbour", "/advocates").main
    assert mails(office)[-1].subject == "You no longer speak for someone"


@pytest.mark.clause("CARD-5")
def test_an_advocate_sees_only_what_was_consented_to_and_appeals_for_a_resident(office: Office) -> None:
    town = office.town
    decision = town.decided("neighbour")
    accepted(office, scope=["appeal"])
    client = f"/clients/{town.ref('neighbour')}"
    for page in ("arrangements", "letters", "changes", "record", "advocates"):
        assert office.browser("ada").get(f"{client}/{page}").status_code == 404, page
    draft = office.done("ada", f"{client}/appeals/new?decision={decision}", {})
    office.done("ada", f"{draft}/why", {"grounds": "Nobody came."})
    office.done("ada", f"{draft}/want", {"wanted": "End it."})
    office.done("ada", f"{draft}/new-evidence", {"new_evidence": "no"})
    office.done("ada", f"{draft}/complaint", {"complaint_too": "no"})
    office.done("ada", f"{draft}/check", {})
    assert "answer due by" in office.get("ada", "/clients").main
    assert "Nobody came." in office.get("neighbour", draft.removeprefix(client)).main
    office.get("ada", f"/clients/{town.ref('resident')}/appeals", status=404)


def test_an_advocate_finds_all_that_they_may_do_though_they_may_not_see_what_applies(office: Office) -> None:
    """As an appointee, who deals with benefits and with nothing else (SI 1987/1968 reg.33)."""
    office.town.decided("neighbour")
    accepted(office, scope=["speak", "report"])
    client = f"/clients/{office.town.ref('neighbour')}"
    walked = {path: page for path, _size, page in walk(office.browser("ada"), "/clients")}
    doors = ("repairs/new", "complaints/new", "safeguarding", "adjustments", "preferences", "changes/new", "incidents")
    assert {f"{client}/{door}" for door in doors} <= set(walked)
    assert "Other ways that are open" not in walked[f"{client}/services"].main
    assert f"{client}/arrangements" not in {link for page in walked.values() for link in page.links.values()}


def test_a_form_sent_twice_names_one_person_and_asks_once(office: Office) -> None:
    form = {**office.get("neighbour", "/advocates/new").form_data(), **NAMED}
    first, second = (office.browser("neighbour").post("/advocates/new", data=form) for _ in range(2))
    assert first.location == second.location
    assert (len(rows(office, Naming)), len(mails(office))) == (1, 1)


def test_an_advocate_who_is_asked_may_say_no(office: Office) -> None:
    named = office.done("neighbour", "/advocates/new", NAMED)
    assert "You said no" in answered(office, invitation(office), answer="no", name="Ada Newcomer")
    assert "They said no" in office.get("neighbour", named).main
    assert "You said no" in inspect(office.app.test_client().get(invitation(office))).main
    assert not [one for one in rows(office, Advocate) if one.email == ADA]


def test_an_invitation_that_was_taken_back_opens_nothing(office: Office) -> None:
    named = office.done("neighbour", "/advocates/new", NAMED)
    path = invitation(office)
    office.done("neighbour", f"{named}/withdraw", {}, at=named)
    assert office.app.test_client().get(path).status_code == 404
    assert office.app.test_client().get("/invitations/made-up").status_code == 404
    assert not [one for one in rows(office, Authority) if one.customer_id == office.town.known["neighbour"].id]


def test_a_wrong_form_says_what_is_missing_and_keeps_what_was_typed(office: Office) -> None:
    page = office.refused("neighbour", "/advocates/new", {"kind": "appointee", "name": "O'Brien", "scope": ["appeal"]})
    assert "Someone of this kind may do less. Choose fewer things, or name them as your advocate" in page.errors
    assert page.field("Their full name").value == "O'Brien"
    late = {"ends_on-day": "1", "ends_on-month": "1", "ends_on-year": "2199"}
    assert "Enter a day within the next two years" in office.refused("neighbour", "/advocates/new", late).errors


def test_somebody_whom_a_court_named_waits_until_the_paper_was_seen(office: Office) -> None:
    named = office.done("neighbour", "/advocates/new", {**NAMED, "kind": "deputy"})
    assert "paper" in answered(office, invitation(office), answer="yes", name="Ada Newcomer")
    join(office, "ada", newcomer(office))
    client = f"/clients/{office.town.ref('neighbour')}/arrangements"
    office.get("ada", client, status=404)
    ref = named.rsplit("/", 1)[1]
    assert "Ada Newcomer" in office.get("officer", "/staff/advocates").main
    office.refused("officer", f"/staff/advocates/{ref}/answer", {"proof": "none", "why": ""})
    office.done("officer", f"/staff/advocates/{ref}/answer", {"proof": "court_order"})
    office.get("ada", client)
    assert "Court order" in office.get("officer", f"/staff/advocates/{ref}").main


def test_a_refusal_gives_its_reason_to_the_customer(office: Office) -> None:
    named = office.done("neighbour", "/advocates/new", {**NAMED, "kind": "attorney"})
    answered(office, invitation(office), answer="yes", name="Ada Newcomer")
    ref = named.rsplit("/", 1)[1]
    office.done("officer", f"/staff/advocates/{ref}/answer", {"proof": "none", "why": "The paper is not registered."})
    assert "The paper is not registered." in office.get("neighbour", named).main
    assert "advocate_named" in [one.kind for one in rows(office, Letter)]


def test_a_code_read_out_lets_an_advocate_do_what_the_customer_chose(office: Office) -> None:
    made = inspect(office.post("neighbour", "/advocates/code", {"scope": ["see", "appeal"]}))
    code = re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}", made.main)
    assert code
    wrong = {"code": code[0], "birthday-day": "1", "birthday-month": "1", "birthday-year": "1960"}
    right = {"code": code[0].lower(), "birthday-day": "6", "birthday-month": "6", "birthday-year": "1966"}
    assert office.refused("advocate", "/clients/new", wrong).errors == [
        "This code and date of birth do not go together, or the code is too old"
    ]
    office.done("advocate", "/clients/new", right)
    client = f"/clients/{office.town.ref('neighbour')}"
    office.get("advocate", f"{client}/arrangements")
    office.get("advocate", f"{client}/letters", status=404)
    assert "Ada Spokeswell" in office.get("neighbour", "/advocates").main
    assert [one.kind for one in rows(office, Letter)] == ["advocate_named"], "the customer is told"
    office.done("neighbour", office.get("neighbour", "/advocates").links["End this"], {})
    office.post("advocate", "/clients/new", right)
    office.get("advocate", f"{client}/arrangements", status=404)


def test_what_is_said_in_private_is_seen_by_staff_and_never_by_an_advocate(office: Office) -> None:
    said = {"who": "Ada Spokeswell", "wanted": "talk_first", "reach": "At work, before 9", "what": "She took my phone"}
    letters = len(rows(office, Letter))
    told = office.done("resident", "/advocates/private", said)
    assert "It is safe with us" in office.get("resident", told).main
    assert (len(rows(office, Letter)), mails(office)) == (letters, []), "nothing is sent to anybody"
    client = f"/clients/{office.town.ref('resident')}"
    for path in (told, f"{client}{told}", f"{client}/advocates", "/advocates/private"):
        assert office.browser("advocate").get(path).status_code == 404, path
    for path in ("/clients", f"{client}/arrangements", f"{client}/letters", f"{client}/incidents"):
        shown = office.get("advocate", path).html
        assert "private" not in shown, path
        assert "took my phone" not in shown, path
    ref = told.rsplit("/", 1)[1]
    assert "Told us in private" in office.get("decider", "/staff/").main
    for path in ("/staff/", "/staff/advocates", f"/staff/customers/{office.town.ref('resident')}"):
        assert "in private" not in office.get("officer", path).main, "it is for few"
    assert office.browser("officer").get(f"/staff/advocates/private/{ref}").status_code == 403
    page = office.get("decider", f"/staff/advocates/private/{ref}")
    assert "At work, before 9" in page.main
    assert "Do not write of it in a letter" in page.main
    looks = {one.page for one in rows(office, AccessLook)}
    assert not [one for one in looks if "private" in one], "the list of looks gives nothing away"
    number = next(one.id for one in rows(office, Authority) if one.customer_id == office.town.known["resident"].id)
    office.done("decider", f"/staff/advocates/private/{ref}", {"ends": [str(number)], "done": "Spoke with her."})
    assert [one.state for one in rows(office, ForcedWord)] == ["closed"]
    assert office.browser("advocate").get(f"{client}/arrangements").status_code == 404
    assert "advocate_ended" not in [one.kind for one in rows(office, Letter)], "no letter to the home"


def test_nobody_else_ends_or_reads_what_is_between_a_customer_and_an_advocate(office: Office) -> None:
    named = office.done("neighbour", "/advocates/new", NAMED)
    office.get("resident", named, status=404)
    number = next(one.id for one in rows(office, Authority) if one.customer_id == office.town.known["resident"].id)
    assert office.browser("neighbour").get(f"/advocates/standing/{number}/end").status_code == 404
    assert office.browser("advocate").get(named).status_code == 404
    assert office.browser("advocate").get(f"/clients/{office.town.ref('neighbour')}/end").status_code == 404


def test_an_advocate_finds_new_letters_and_says_that_they_are_read(office: Office) -> None:
    office.town.decided("resident")
    page = office.get("advocate", "/clients")
    assert "1 letter that you have not read" in page.main
    letter = next(one for one in rows(office, Delivery) if one.reader == "advocate")
    ref = next(one.ref for one in rows(office, Letter) if one.id == letter.letter_id)
    client = f"/clients/{office.town.ref('resident')}"
    office.get("advocate", f"{client}/letters/{ref}")
    assert rows(office, LetterRead) == [], "looking writes nothing"
    assert office.done("advocate", f"{client}/letters/{ref}/read", {}, at="/clients") == f"{client}/letters/{ref}"
    assert "that you have not read" not in office.get("advocate", "/clients").main


def test_an_advocate_stops_speaking_for_somebody(office: Office) -> None:
    client = f"/clients/{office.town.ref('resident')}"
    office.done("advocate", f"{client}/end", {})
    office.get("advocate", f"{client}/arrangements", status=404)
    assert "Samira" not in office.get("advocate", "/clients").main
    assert "Nobody speaks for you" in office.get("resident", "/advocates").main


def test_an_advocate_chooses_the_format_of_their_own_copies(office: Office) -> None:
    office.done("advocate", "/clients/details", {"letter_format": "large_print", "language": "cy"})
    office.town.decided("resident")
    copies = {one.reader: one.format for one in rows(office, Delivery)}
    assert copies["advocate"] == "large_print"
    row = next(one for one in rows(office, Delivery) if one.reader == "advocate")
    assert next(one for one in rows(office, Letter) if one.id == row.letter_id).language == "cy"


def test_colleagues_share_the_people_who_trust_their_organisation_and_only_them(office: Office) -> None:
    accepted(office, organisation="Harbour Advice", everybody="y")
    office.done("ada", "/clients/colleagues", {"name": "Cora Colleague", "email": "cora@advice.example.org"})
    join(office, "cora", next(one for one in rows(office, Advocate) if one.name == "Cora Colleague"))
    client = f"/clients/{office.town.ref('neighbour')}"
    office.town.decided("neighbour")
    letter = next(one for one in rows(office, Delivery) if one.reader == "advocate").letter_id
    ref = next(one.ref for one in rows(office, Letter) if one.id == letter)
    assert "Nina Nextdoor" in office.get("cora", "/clients").main
    office.get("cora", f"{client}/letters/{ref}")
    office.get("advocate", f"{client}/arrangements", status=404)
    page = office.get("ada", "/clients/colleagues")
    assert "Cora Colleague" in page.main
    cora = office.town.ref("cora")
    office.done("ada", f"/clients/colleagues/{cora}/remove", {}, at="/clients/colleagues")
    office.get("cora", f"{client}/arrangements", status=404)
    office.get("ada", f"{client}/arrangements")


def test_an_organisation_goes_on_when_the_one_who_was_named_leaves(office: Office) -> None:
    ada = accepted(office, organisation="Harbour Advice", everybody="y")
    office.done("ada", "/clients/colleagues", {"name": "Cora Colleague", "email": "cora@advice.example.org"})
    join(office, "cora", next(one for one in rows(office, Advocate) if one.name == "Cora Colleague"))
    client = f"/clients/{office.town.ref('neighbour')}/arrangements"
    office.done("cora", f"/clients/colleagues/{ada.ref}/remove", {}, at="/clients/colleagues")
    office.get("ada", client, status=404)
    office.get("cora", client)
    assert "Cora Colleague" in office.get("neighbour", "/advocates").main


def test_an_organisation_of_the_same_name_gets_nobody_elses_clients(office: Office) -> None:
    accepted(office, organisation="Harbour Advice", everybody="y")
    office.done("resident-unrestricted", "/advocates/new", {
        **NAMED, "name": "Eve Else", "email": "eve@example.org", "organisation": "Harbour Advice", "everybody": "y",
    })  # fmt: skip
    answered(office, invitation(office), answer="yes", name="Eve Else")
    join(office, "eve", next(one for one in rows(office, Advocate) if one.name == "Eve Else"))
    page = office.get("eve", "/clients").main
    assert ("Megan Prawf" in page, "Nina Nextdoor" in page) == (True, False)


def test_staff_write_down_an_advocate_when_the_customer_reads_out_a_code(office: Office) -> None:
    new = f"/staff/customers/{office.town.ref('neighbour')}/advocates/new"
    typed = {**NAMED, "email": "", "given_how": "phone", "how": "telephone"}
    refused = office.refused("officer", new, {**typed, "code": "K7F3-9QPM"}, form=1)
    assert "This is not a code that we sent" in str(refused.errors)
    office.done("officer", new.replace("/new", "/code"), {}, at=new)
    sent = mails(office)[-1]
    code = re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}", sent.body)
    assert (sent.channel, sent.to) == ("text", "+447700900105")
    assert code
    named = office.done("officer", new, {**typed, "code": code[0]}, form=1)
    office.refused("officer", new, {**typed, "code": code[0]}, form=1)
    office.done("officer", f"{named}/answer", {"proof": "agreed"})
    assert "They speak for the customer." in office.get("officer", named).main
    kinds = [one.kind for one in rows(office, Letter) if one.customer_id == office.town.known["neighbour"].id]
    assert kinds.count("advocate_named") >= 2, "the receipt goes to the person, and so does the answer"


def test_what_staff_write_down_needs_a_witness_or_a_code(office: Office) -> None:
    new = f"/staff/customers/{office.town.ref('neighbour')}/advocates/new"
    typed = {**NAMED, "given_how": "witnessed", "how": "in_person"}
    assert office.refused("officer", new, typed, form=1).errors
    office.done("officer", new, {**typed, "witness": "Wilma Witness, the support worker"}, form=1)
    assert [(one.given_how, one.named_how) for one in rows(office, Naming)] == [("witnessed", "in_person")]


def test_nobody_is_asked_without_end(office: Office) -> None:
    for number in range(naming.MOST_WAITING):
        office.done("neighbour", "/advocates/new", {**NAMED, "email": f"a{number}@example.org"})
    page = inspect(office.post("neighbour", "/advocates/new", NAMED), status=409)
    assert "Many people were asked already" in page.main


def test_staff_end_an_authority_with_a_reason_that_the_customer_reads(office: Office) -> None:
    number = next(one.id for one in rows(office, Authority) if one.customer_id == office.town.known["resident"].id)
    office.refused("officer", f"/staff/authorities/{number}/end", {"why": ""})
    office.done("officer", f"/staff/authorities/{number}/end", {"why": "Ada Spokeswell has retired."})
    ref = next(one.ref for one in rows(office, Letter) if one.kind == "advocate_ended")
    assert "Ada Spokeswell has retired." in office.get("resident", f"/letters/{ref}").main
    assert (
        "Nobody speaks for this person."
        in office.get("officer", f"/staff/customers/{office.town.ref('resident')}").main
    )


def test_staff_put_an_organisation_on_record_with_who_works_there(office: Office) -> None:
    place = office.done("officer", "/staff/organisations/new", {"name": "Harbour Advice"})
    office.done("officer", place, {"name": "Cora Colleague", "email": "cora@advice.example.org"}, form=0)
    assert "Cora Colleague" in office.get("officer", place).main
    other = office.done("officer", "/staff/organisations/new", {"name": "Hill Advice"})
    assert office.refused("officer", other, {"name": "Cora Colleague", "email": "cora@advice.example.org"}).errors
    cora = next(one.ref for one in rows(office, Advocate) if one.name == "Cora Colleague")
    office.done("officer", f"{place}/workers/{cora}/remove", {}, at=place)
    assert "Cora Colleague" not in office.get("officer", place).main


def test_staff_write_down_what_was_said_in_private_and_it_leaves_their_hands(office: Office) -> None:
    new = f"/staff/customers/{office.town.ref('neighbour')}/private/new"
    said = {"who": "My son", "wanted": "end", "reach": "At work", "how": "telephone"}
    assert office.done("officer", new, said) == f"/staff/customers/{office.town.ref('neighbour')}"
    assert [(one.who, one.told_how) for one in rows(office, ForcedWord)] == [("My son", "telephone")]


def test_somebody_who_asks_an_advocate_on_record_is_found_in_their_list(office: Office) -> None:
    mail = "ada.spokeswell@advice.example.org"
    office.done("neighbour", "/advocates/new", {**NAMED, "name": "Ada", "email": mail})
    asked = office.get("advocate", "/clients")
    assert "Nina Nextdoor asks you to speak for them" in asked.main
    ref = rows(office, Naming)[0].ref
    office.done("advocate", f"/clients/invitations/{ref}/yes", {}, at="/clients")
    office.get("advocate", f"/clients/{office.town.ref('neighbour')}/arrangements")
    stranger = office.done("neighbour", "/advocates/new", NAMED).rsplit("/", 1)[1]
    token = office.get("advocate", "/clients").form_data()["csrf_token"]
    answer = office.browser("advocate").post(f"/clients/invitations/{stranger}/yes", data={"csrf_token": token})
    assert answer.status_code == 404, "it was somebody else who was asked"
