"""A decision about plainly invented people, for `letters render --sample`, tests and the bench."""

from __future__ import annotations

import datetime

from letters.data import (
    AppealRoute,
    Circumstances,
    Contact,
    Incident,
    Ombudsman,
    Open,
    Person,
    Recorded,
    Restriction,
    SignIn,
)
from letters.kinds.decision.data import Decision, Steps

PERSON = Person("Robin Sample", "C-10442", ("12 Example Street", "Sampleton", "ZZ1 1ZZ"))
CONTACT = Contact(
    landlord="Example Homes",
    phone="01632 960100",
    emergency_phone="01632 960999",
    email="hello@example-homes.example",
    address=("1 Open Door Lane", "Sampleton", "ZZ1 2ZZ"),
    website="https://portal.example-homes.example",
    team="Customer Experience team",
    gas_phone="01632 960111",
)
OMBUDSMAN = Ombudsman(
    name="Housing Ombudsman Service",
    phone="01632 960500",
    website="https://ombudsman.example",
    checked_on=datetime.date(2026, 11, 2),
    address=("PO Box 1", "Sampleton", "ZZ1 3ZZ"),
)
RESTRICTIONS = (
    Restriction(
        kind="calls_at_set_times",
        terms={"days": ["tue", "thu"], "from": "10:00", "to": "11:00"},
        reason="In three weeks there were 64 calls about the same repair, up to nine in a day.",
        proportionality="Two hours in the week are enough for this repair, and every other way stays as it was.",
        clause="Example Homes 5.3",
        starts_on=datetime.date(2026, 11, 30),
        review_on=datetime.date(2027, 5, 28),
    ),
    Restriction(
        kind="visits_in_pairs",
        reason="A worker was shouted at and could not leave the hall.",
        proportionality="Visits go on as before; a second person only comes along.",
        clause="Example Homes 5.2",
        starts_on=datetime.date(2026, 11, 30),
        review_on=datetime.date(2027, 5, 28),
        safety=True,
    ),
)
CIRCUMSTANCES = Circumstances(
    considered="You told us that waiting without news makes you anxious. We now send a text after each step.",
    vulnerability="contributes",
    adjustments=("Letters in large print", "A text message on the day before each visit"),
    formats=("large_print",),
)
OPEN = Open(("telephone", "email", "letter", "in_person"))
APPEAL = AppealRoute(hearer_role="head_of_service", working_days=10, clause="Example Homes 7")
RECORDED = Recorded("data@example-homes.example", marker=True, audience=("staff", "contractors"))


def sample() -> Decision:
    """One decision with two restrictions and an action beside them."""
    return Decision(
        person=PERSON,
        contact=CONTACT,
        reference="D-2026-0117",
        issued_on=datetime.date(2026, 11, 23),
        decided_on=datetime.date(2026, 11, 20),
        incidents=(
            Incident(datetime.date(2026, 10, 27), "Nine calls in one afternoon.", "telephone"),
            Incident(datetime.date(2026, 11, 9), "Shouting at a plumber in the hall.", "in_person"),
        ),
        behaviours=("unreasonable_persistence", "aggressive_or_abusive"),
        restrictions=RESTRICTIONS,
        deciders=("customer_experience_manager", "head_of_service"),
        steps=Steps(
            told_on=datetime.date(2026, 10, 28),
            warned_on=datetime.date(2026, 11, 2),
            support="offered",
            tried="We gave you one officer's direct number. The calls to other teams went on.",
        ),
        circumstances=CIRCUMSTANCES,
        opened=OPEN,
        appeal=APPEAL,
        ombudsman=OMBUDSMAN,
        recorded=RECORDED,
        actions=("tenancy_action",),
        reviewers=("customer_experience_manager",),
        tenancy_clause="3.1.1",
        sign_in=SignIn("K7QF-2MWX-9RTD", "https://portal.example-homes.example/sign-in/letter"),
    )
