"""The people of the demo and of the tests, one of each, as plain facts.

All of them are invented, and plainly so. Addresses are of no real place, telephone numbers come from the ranges that
Ofcom keeps for drama, and mail to example.org reaches nobody.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Final

from sqlalchemy import select

from casework.actions import adjustments, people
from casework.actions.adjustments import AdjustmentFacts
from casework.actions.people import AdvocateFacts, AuthorityFacts, CustomerFacts, StaffFacts
from casework.actions.work import Work
from casework.records.people import Advocate, Customer, StaffMember
from casework.rules import agreements
from casework.rules.pack import Pack

STAFF_AT: Final = "@staff.example.org"
PASSWORD: Final = "a door stands open"  # noqa: S105 - of invented people, and only with demo data


@dataclass(frozen=True)
class Staff:
    """A member of staff: the key under which people speak of them, a name, and roles at each landlord."""

    key: str
    name: str
    roles: tuple[str, ...]

    @property
    def facts(self) -> StaffFacts:
        return StaffFacts(
            name=self.name,
            email=staff_email(self.key),
            password=PASSWORD,
            roles=self.roles,
            totp_secret=totp_secret(self.key),
            password_hash=_hashed(),
        )


@dataclass(frozen=True)
class Known:
    """A person once they are on record. ``kind``: customer advocate staff."""

    kind: str
    id: int
    ref: str
    name: str
    roles: tuple[str, ...] = field(default=())


CUSTOMERS: Final[Mapping[str, CustomerFacts]] = {
    # Restricted; reads Arabic, in large print.
    "resident": CustomerFacts(
        kind="tenant",
        name="Samira Exemplar",
        date_of_birth=date(1979, 3, 4),
        address=("Flat 2", "14 Imaginary Street", "Sampletown", "ZZ1 4AB"),
        email="samira.exemplar@example.org",
        phone="07700 900101",
        tenancy_ref="T-100101",
        language="ar",
        letter_format="large_print",
        preferred_channel="email",
    ),
    # Restricted; cannot use letters in print, and chooses braille in the demo (see reaching).
    "resident-blind": CustomerFacts(
        kind="tenant",
        name="Walter Specimen",
        date_of_birth=date(1951, 11, 30),
        address=("3 Imaginary Street", "Sampletown", "ZZ1 4AC"),
        email="walter.specimen@example.org",
        phone="07700 900102",
        tenancy_ref="T-100102",
        language="en",
        letter_format="html",
        preferred_channel="email",
    ),
    "resident-unrestricted": CustomerFacts(
        kind="leaseholder",
        name="Megan Prawf",
        date_of_birth=date(1988, 8, 19),
        address=("7 Ffordd Dychymyg", "Sampletown", "ZZ2 7CD"),
        email="megan.prawf@example.org",
        phone="07700 900103",
        tenancy_ref="L-100103",
        language="cy",
        letter_format="pdf",
        preferred_channel="letter",
    ),
    "applicant": CustomerFacts(
        kind="applicant",
        name="Zofia Przykładowa",
        date_of_birth=date(1994, 1, 12),
        address=("c/o Sampletown Library", "Library Square", "Sampletown", "ZZ3 1EF"),
        email="zofia.przykladowa@example.org",
        phone="07700 900104",
        language="pl",
        letter_format="text",
        preferred_channel="email",
    ),
    # Lives next door to the resident, and may see nothing of theirs.
    "neighbour": CustomerFacts(
        kind="tenant",
        name="Nina Nextdoor",
        date_of_birth=date(1966, 6, 6),
        address=("Flat 1", "14 Imaginary Street", "Sampletown", "ZZ1 4AB"),
        email="nina.nextdoor@example.org",
        phone="07700 900105",
        tenancy_ref="T-100105",
    ),
}

# Customers of the demo alone, so that there is a case at every stage; their names say what they are there for.
FURTHER: Final[Mapping[str, CustomerFacts]] = {
    key: CustomerFacts(
        kind="tenant",
        name=name,
        date_of_birth=date(1970 + place, 2, 2),
        address=(f"{20 + place} Imaginary Street", "Sampletown", "ZZ1 4AD"),
        email=f"{name.replace(' ', '.').lower()}@example.org",
        phone=f"07700 9001{10 + place}",
        tenancy_ref=f"T-1001{10 + place}",
    )
    for place, (key, name) in enumerate(
        {
            "supported": "Sunil Supported",
            "warned": "Wanda Warned",
            "reviewed": "Rhys Reviewed",
            "overdue": "Olga Overdue",
            "intended": "Ida Intended",
            "agreeing": "Agnes Agreeable",
            "withheld": "Will Withheld",
        }.items()
    )
}

ADVOCATE: Final = AdvocateFacts(
    name="Ada Spokeswell",
    organisation="Sampletown Advice Centre",
    email="ada.spokeswell@advice.example.org",
    phone="01632 960501",
    address=("Sampletown Advice Centre", "2 Market Row", "Sampletown", "ZZ1 2GH"),
)
CLIENTS: Final[Mapping[str, tuple[str, ...]]] = {
    "resident": ("see", "letters", "speak", "appeal", "report"),
    "resident-blind": ("see", "speak"),
}
# What was agreed with whom: in words, and the channel that the person cannot use.
ADJUSTMENTS: Final[Mapping[str, tuple[str, str]]] = {
    "resident-blind": ("Nothing in print: everything in braille, or read aloud", "letter"),
}

_EVERYWHERE: Final = (
    Staff("officer", "Olive Officer", ("officer",)),
    Staff("translator", "Tomasz Translator", ("translator",)),
    Staff("translator-2", "Tamara Translator", ("translator",)),  # what one writes the other one checks
    Staff("auditor", "Audrey Auditor", ("auditor",)),
    Staff("administrator", "Adam Administrator", ("administrator",)),
    Staff("contractor", "Colin Contractor", ("contractor",)),
    Staff("equality-monitor", "Erin Evenhand", ("equality_monitor",)),
    Staff("monitor", "Mona Monitor", ("monitoring_team",)),
)
# Who decides (as many as the policy asks for) and who hears appeals, by landlord.
_DECIDERS: Final[Mapping[str, tuple[Staff, ...]]] = {
    "one-vision-housing": (
        Staff("decider", "Daria Decider", ("customer_access_manager",)),
        Staff("decider-2", "Dilip Decider", ("community_safety_team_leader",)),
        Staff("decider-3", "Dora Decider", ("neighbourhood_services_manager",)),
        Staff("decider-4", "Duncan Decider", ("independent_living_team_leader",)),
        Staff("hearer", "Hana Hearer", ("director",)),
    ),
    "watford-community-housing": (
        Staff("decider", "Daria Decider", ("service_caution_lead",)),
        Staff("decider-2", "Dilip Decider", ("caution_lead",)),
        Staff("decider-3", "Dora Decider", ("caution_lead",)),
        Staff("decider-4", "Duncan Decider", ("group_director_customer_services",)),
        Staff("hearer", "Hana Hearer", ("customer_experience_manager",)),
        Staff("hearer-2", "Hugh Hearer", ("chief_executive",)),
    ),
    "octavia": (
        Staff("decider", "Daria Decider", ("service_manager",)),
        Staff("decider-2", "Dilip Decider", ("assistant_director",)),
        Staff("hearer", "Hana Hearer", ("assistant_director",)),
        Staff("hearer-2", "Hugh Hearer", ("director",)),
    ),
    "notting-hill-genesis": (
        Staff("decider", "Daria Decider", ("manager",)),
        Staff("hearer", "Hana Hearer", ("head_of_service",)),
    ),
    "calico-homes": (
        Staff("decider", "Daria Decider", ("customer_experience_manager",)),
        Staff("decider-2", "Dilip Decider", ("head_of_service",)),
        Staff("hearer", "Hana Hearer", ("head_of_service",)),
    ),
}


@cache
def _hashed() -> str:
    """One hash for all of them: they share a password that the demo shows to everybody, and hashing takes long."""
    return people.HASHER.hash(PASSWORD)


def staff_email(key: str) -> str:
    """Where a member of the demo's staff signs in with."""
    return f"{key}{STAFF_AT}"


def staff_of(landlord: str, ranked: Mapping[str, int]) -> tuple[Staff, ...]:
    """The staff at a landlord. One that is not known here gets a decider and a hearer from its own roles.

    ``ranked``: the landlord's roles with their rank, for that case.
    """
    if landlord in _DECIDERS:
        return (*_EVERYWHERE, *_DECIDERS[landlord])
    lowest, *above = sorted(ranked, key=lambda role: ranked[role])
    senior = [role for role in above if ranked[role] >= 2] or [lowest]
    officer = Staff("officer", "Olive Officer", (lowest,))
    decider = Staff("decider", "Daria Decider", (senior[0],))
    hearer = Staff("hearer", "Hana Hearer", (senior[-1],))
    return (officer, *_EVERYWHERE[1:], decider, hearer)


def totp_secret(key: str) -> str:
    """The secret of an invented person's authenticator (base32), always the same, so that the demo can show codes."""
    return base64.b32encode(hashlib.sha256(f"open door demo {key}".encode()).digest()[:20]).decode()


def further_of(pack: Pack) -> dict[str, CustomerFacts]:
    """The further customers of the demo at a landlord: who stands for what its policy has not is not there."""
    has = {
        "intended": pack.appeals.intended,
        "agreeing": agreements.in_policy(pack),
        "withheld": "visits_in_pairs" in pack.notice.withheld_for,
    }
    return {key: facts for key, facts in FURTHER.items() if has.get(key, True)}


def register(work: Work, further: Mapping[str, CustomerFacts] | None = None) -> dict[str, Known]:
    """Put all of them on record in one transaction; returns them by key, as DESIGN calls them."""
    found: dict[str, Known] = {}
    for key, customer in {**CUSTOMERS, **(further or {})}.items():
        found[key] = _customer(work, people.register_customer(work, customer))
    ranks = {code: role.rank for code, role in work.pack.roles.items()}
    for member in staff_of(work.pack.key, ranks):
        found[member.key] = _staff(work, people.register_staff(work, member.facts), member.roles)
    found["advocate"] = _advocate(work, people.register_advocate(work, ADVOCATE))
    year = timedelta(days=365)
    for key, scope in CLIENTS.items():
        facts = AuthorityFacts(found["advocate"].ref, scope, "witnessed", work.today, work.today + year)
        people.authorise(work, found[key].ref, facts)
    for key, (what, cannot_use) in ADJUSTMENTS.items():
        adjustments.agree(work, found[key].ref, AdjustmentFacts(what, work.today + year, cannot_use))
    return found


def _customer(work: Work, ref: str) -> Known:
    row = work.session.scalars(select(Customer).where(Customer.ref == ref)).one()
    return Known("customer", row.id, ref, row.name)


def _advocate(work: Work, ref: str) -> Known:
    row = work.session.scalars(select(Advocate).where(Advocate.ref == ref)).one()
    return Known("advocate", row.id, ref, row.name)


def _staff(work: Work, ref: str, roles: tuple[str, ...]) -> Known:
    row = work.session.scalars(select(StaffMember).where(StaffMember.ref == ref)).one()
    return Known("staff", row.id, ref, row.name, roles)
