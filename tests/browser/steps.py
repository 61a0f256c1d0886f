"""What people do in the stories, each step by what they read on the page: roles, names and labels."""

from __future__ import annotations

import re
import time
from datetime import timedelta

import pyotp
import pypdfium2
from playwright.sync_api import Browser, expect

from casework.rules.before import enquiries
from casework.rules.calendar import months_after
from casework.rules.pack import load_pack
from letters import words
from tests.browser.eyes import Visitor, visitor
from tests.browser.running import Running
from web.access import london_today
from web.demo import people

TELLING_NAME = "O'Brien & <b>Söhne</b>"  # stands in free text, and must come out as typed everywhere
REASON = f"Nineteen calls in one morning, about the van of {TELLING_NAME}."
ACCESS_CODE = re.compile(r"\b[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}\b")
USED_STEPS: dict[tuple[str, str], int] = {}  # of a portal and a member of staff: the last code's half-minute
ONE_TIME_CODE = re.compile(r"(?<!\d\s)\b\d{6}\b")


def staff_sign_in(staff: Visitor, key: str) -> None:
    """With password and authenticator code, in a session of their own."""
    staff.goes_to("/staff/sign-in")
    staff.sees("Sign in to Open Door")
    staff.types("Work email address", people.staff_email(key))
    staff.types("Password", people.PASSWORD)
    staff.clicks("Continue")
    staff.sees("Enter your authenticator code")
    staff.types("Code from your authenticator app", unused_code(staff.url, key))
    staff.clicks("Sign in")
    staff.sees("My work")


def unused_code(url: str, key: str) -> str:
    """Each code works once: who signs in again within half a minute takes the next one, as soon as it is taken."""
    authenticator = pyotp.TOTP(people.totp_secret(key))
    step = max(int(time.time()) // authenticator.interval, USED_STEPS.get((url, key), 0) + 1)
    time.sleep(max(0, (step - 1) * authenticator.interval - time.time()))  # the portal takes one of a step ahead
    USED_STEPS[url, key] = step
    return str(authenticator.generate_otp(step))


def record_an_incident(officer: Visitor, customer: str) -> None:
    """Mistakes first: nothing typed is lost, and each is said beside its field."""
    officer.follows("Check before contact")
    officer.sees("Check before you contact")
    officer.types("Name, telephone number, address, postcode or reference", customer)
    officer.clicks("Search")
    officer.looks()
    officer.follows(customer)
    officer.sees(customer)
    officer.clicks("Write down an incident")
    officer.sees("Write down an incident")
    officer.types("What happened?", REASON)
    officer.types_date("What day was it?", 31, 2, 2026)
    officer.clicks("Save the incident")
    officer.reads("There is a problem")
    officer.looks()
    expect(officer.page.get_by_label(officer.said("What happened?"), exact=False).first).to_have_value(REASON)
    yesterday = london_today() - timedelta(days=1)
    officer.types_date("What day was it?", yesterday.day, yesterday.month, yesterday.year)
    officer.types("What time was it?", "10:15am")
    officer.chooses("Telephone")
    officer.chooses("Unreasonable persistence")
    officer.chooses("A member of staff")
    officer.chooses("That the behaviour is not acceptable, and why")
    officer.chooses("What would follow if it went on: a warning")
    officer.chooses("We ended the call")
    officer.clicks("Save the incident")
    officer.sees("Incident %(ref)s")
    officer.reads(TELLING_NAME)


def weigh_the_incident(officer: Visitor) -> None:
    """Answer what this landlord's policy asks before it calls behaviour unacceptable."""
    officer.clicks("Answer the questions")
    officer.sees("Does it count as unacceptable?")
    officer.looks()
    for box in officer.page.locator('input[name="effects"]').all():
        box.check()
    officer.types("How does it do that?", "Nobody else got through to us.")
    for name, value in (
        ("circumstances", "none_known"),
        ("persistence", "matter_acted_on"),
        ("cause", "without_cause"),
    ):
        for choice in officer.page.locator(f'input[name="{name}"][value="{value}"]').all():
            choice.check()
    officer.clicks("Save the answers")
    officer.sees("Incident %(ref)s")


def open_and_assess_a_case(officer: Visitor) -> None:
    if officer.page.get_by_role("button", name=officer.said("Answer the questions")).count():
        weigh_the_incident(officer)
    if officer.page.get_by_role("button", name=officer.said("Open a case")).count():
        officer.clicks("Open a case")
    else:
        officer.clicks("Open the case")
    officer.sees("Case %(ref)s")
    officer.follows("Write the assessment")
    officer.looks()
    officer.types("What do we know about this person's circumstances?", "We talked for an hour. Nothing else weighs.")
    for question in ("Is the person in a vulnerable situation?", "What about support?"):
        officer.page.get_by_role("group", name=officer.said(question)).get_by_role("radio").first.check()
    officer.clicks("Save the assessment")
    officer.sees("Case %(ref)s")


def make_enquiries(officer: Visitor, landlord: str) -> None:
    """Tick off what this landlord's policy has looked at before a decision; nothing where it lists nothing."""
    codes = enquiries(load_pack(landlord))
    if not codes:
        return
    officer.clicks("Write down the enquiries")
    officer.sees("Enquiries")
    officer.looks()
    for code in codes:
        officer.page.locator(f'textarea[name="{code}"]').fill("Nothing that we did not know.")
    officer.clicks("Save")
    officer.sees("Case %(ref)s")


def propose(officer: Visitor, landlord: str) -> str:
    """Propose what this landlord's policy has; first unfinished, and the page says what stands in the way and where
    that is written. Returns the address of the proposal."""
    proposing = officer.said("Propose a restriction")
    officer.page.get_by_role("link", name=proposing).or_(
        officer.page.get_by_role("button", name=proposing)
    ).first.click()
    officer.sees("Which restrictions do you propose?")
    pack = load_pack(landlord)
    agreement = "calls_at_set_times" not in pack.kinds_in_policy
    kind = "contact_agreement" if agreement else "calls_at_set_times"
    if "single_point_of_contact" in pack.kinds_in_policy and agreement:
        kind = "single_point_of_contact"
    officer.page.locator(f'input[value="{kind}"]').first.check()
    officer.clicks("Continue")
    officer.sees("Write the proposal")
    terms_of(officer, kind)
    officer.clicks("Save the proposal")
    officer.sees("Proposal %(ref)s")
    officer.reads("What still stands in the way", "Where this is written: %(source)s")
    officer.clicks("Change the proposal")
    officer.sees("Write the proposal")
    officer.types("Why is this needed?", REASON)
    officer.types("Why is nothing less enough?", "We asked twice. Nothing changed.")
    officer.types("What did you try first?", "Two calls back, and a visit.")
    officer.types(
        "How did you think about disability, vulnerability and language?", "We asked. Letters suit them well."
    )
    review = months_after(london_today(), 6)
    officer.types_date("When will this be reviewed?", review.day, review.month, review.year)
    officer.clicks("Save the proposal")
    officer.sees("Proposal %(ref)s")
    officer.reads(TELLING_NAME)
    return officer.page.url.removeprefix(officer.url)


def terms_of(officer: Visitor, kind: str) -> None:
    """The terms of a restriction, as its own fields ask."""
    if kind == "calls_at_set_times":
        officer.chooses(words.weekday("tue", officer.language))
        officer.types("From what time?", "10am")
        officer.types("Until what time?", "11am")
    elif kind == "single_point_of_contact":
        officer.types("Who is the one person to contact?", "Olive Officer")
    else:
        officer.types("What the customer agrees to", "I will ring once a week.")
        officer.types("What we agree to", "We will ring back within two days.")


def sign(decider: Visitor, address: str) -> None:
    """Read the proposal and sign it for oneself, first without an answer."""
    decider.goes_to(address)
    decider.sees("Proposal %(ref)s")
    button = decider.page.get_by_role("button", name=decider.said("Sign"), exact=True)
    button.click()
    decider.reads("There is a problem")
    decider.looks()
    roles = decider.page.get_by_role("group", name=decider.said("In which role do you sign?"))
    if roles.count():
        roles.get_by_role("radio").first.check()
    decider.chooses("Yes, I agree")
    button.click()
    decider.sees("Proposal %(ref)s")


def decided(portal: Running, browser: Browser, customer: str, language: str = "en") -> str:
    """The officer proposes; nobody can issue it before the people whom the policy names have signed. Returns its
    address."""
    with visitor(browser, portal.url, language=language) as officer:
        staff_sign_in(officer, "officer")
        record_an_incident(officer, customer)
        open_and_assess_a_case(officer)
        make_enquiries(officer, portal.landlord)
        address = propose(officer, portal.landlord)
        issue = officer.page.get_by_role("button", name=officer.said("Issue this decision"))
        for key in deciders(portal.landlord):
            officer.goes_to(address)
            if issue.count():
                break
            officer.reads("What still stands in the way")
            with visitor(browser, portal.url, language=language) as decider:
                staff_sign_in(decider, key)
                decider.goes_to(address)
                if decider.page.get_by_role("button", name=decider.said("Sign"), exact=True).count():
                    sign(decider, address)
        officer.goes_to(address)
        issue.first.click()
        officer.sees("Decision %(ref)s")
    return address


def deciders(landlord: str) -> list[str]:
    return [one.key for one in people.staff_of(landlord, {}) if one.key.startswith("decider")]


def hear(hearer: Visitor, outcome: str, why: str) -> None:
    """From the page of an appeal: take it and answer it, first with nothing said."""
    hearer.clicks("Take this appeal")
    hearer.looks()
    hearer.clicks("Write your answer")
    hearer.sees("Your answer to the appeal")
    hearer.clicks("Send your answer")
    hearer.reads("There is a problem")
    hearer.looks()
    hearer.chooses(outcome)
    hearer.types("Why?", why)
    hearer.clicks("Send your answer")
    hearer.sees("Appeal %(ref)s")


def access_code(visitor: Visitor, customer: str) -> str:
    """The code as it is printed in the newest letter to this customer, read from the PDF that goes out."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        visitor.goes_to("/demo")
        ready = (
            visitor.page.locator("li", has_text=customer)
            .filter(has_text="Decision")
            .filter(has=visitor.page.get_by_role("link"))
        )
        for place in range(ready.count()):
            href = ready.nth(place).get_by_role("link").get_attribute("href") or ""
            data = visitor.page.request.get(visitor.url + href).body()
            if data.startswith(b"%PDF") and (found := ACCESS_CODE.search(text_of(data))):
                return found.group()
        time.sleep(1)
    raise AssertionError(f"no letter with an access code for {customer}")


def text_of(pdf: bytes) -> str:
    """What a screen reader would speak of a PDF."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def emailed_code(visitor: Visitor, address: str) -> str:
    """The one-time code in the newest mail to this address. It stands alone: not part of a telephone number."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        visitor.goes_to("/demo")
        mails = visitor.page.locator("li", has_text=address).get_by_role("link")
        for href in [mails.nth(place).get_attribute("href") or "" for place in range(mails.count())]:
            visitor.goes_to(href)
            if found := ONE_TIME_CODE.search(visitor.page.locator("pre").inner_text()):
                return found.group()
        time.sleep(1)
    raise AssertionError(f"no code was sent to {address}")
