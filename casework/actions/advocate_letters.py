"""What is written about who speaks for a customer: letters to the customer, short mails to the advocate.

A letter goes to the customer and to the advocate whom it is about. Other advocates get no copy: whom a customer
chooses, or sends away, is for the customer to tell.
"""

from __future__ import annotations

import letters as writing
from casework.actions import letter_facts, letters, messages
from casework.actions.work import Work
from casework.records.advocates import Naming
from casework.records.people import Advocate, Authority
from letters import data
from letters.kinds.advocate_ended.data import AdvocateEnded
from letters.kinds.advocate_named.data import AdvocateNamed
from letters.kinds.advocate_told.data import AdvocateTold

SIGN_IN_PAGE = "/sign-in"


def send_named(work: Work, naming: Naming) -> None:
    """Tell the customer how it stands with somebody whom they named, or who was named for them."""
    customer = naming.customer

    def facts(person: data.Person, code: data.SignIn | None) -> AdvocateNamed:
        return AdvocateNamed(
            person=person,
            contact=letter_facts.contact(work),
            reference=naming.ref,
            issued_on=work.today,
            name=naming.name,
            organisation=naming.organisation,
            kind=naming.kind,
            scope=tuple(naming.scope),
            ends_on=naming.ends_on,
            outcome={"invited": "asked", "to_check": "asked"}.get(naming.state, naming.state),
            why=naming.why,
            opened=letter_facts.still_open(work, customer),
            ombudsman=letter_facts.ombudsman(work.pack),
            recorded=data.Recorded(work.pack.contact.email),
            sign_in=code,
        )

    copies = () if naming.advocate_id is None else (naming.advocate_id,)
    letters.send(work, "advocate_named", customer, facts, copies_to=copies)


def send_ended(work: Work, authority: Authority, *, quiet: bool) -> None:
    """Tell both sides that an authority has ended; ``quiet``: nothing goes to the customer's home."""
    customer = authority.customer

    def facts(person: data.Person, code: data.SignIn | None) -> AdvocateEnded:
        return AdvocateEnded(
            person=person,
            contact=letter_facts.contact(work),
            issued_on=work.today,
            name=authority.advocate.name,
            organisation=authority.advocate.organisation or "",
            ended_on=authority.ended_on or work.today,
            ended_by=authority.ended_by or "",
            why=authority.ended_why,
            opened=letter_facts.still_open(work, customer),
            ombudsman=letter_facts.ombudsman(work.pack),
            recorded=data.Recorded(work.pack.contact.email),
            sign_in=code,
        )

    if not quiet:
        letters.send(work, "advocate_ended", customer, facts, copies_to=())
    if authority.ended_by != "advocate":
        tell(work, authority.advocate, "ended", customer.ref)


def invite(work: Work, naming: Naming, address: str) -> None:
    """Ask the advocate, by mail, at an address that only this mail holds. It does not say who asks."""
    if naming.email:
        _mail(work, naming.email, naming.customer.language, _told(work, "invited", address, naming.ref))


def tell(work: Work, advocate: Advocate, what: str, reference: str) -> None:
    """A short mail to an advocate: stands refused ended colleague. It names nobody but by a reference."""
    if advocate.email:
        _mail(work, advocate.email, advocate.language, _told(work, what, work.site + SIGN_IN_PAGE, reference))


def _told(work: Work, what: str, address: str, reference: str) -> AdvocateTold:
    return AdvocateTold(what, work.pack.name, address, work.pack.contact.phone, reference)


def _mail(work: Work, to: str, language: str, said: AdvocateTold) -> None:
    content = writing.compose("advocate_told", said, language)
    messages.queue(work, messages.worded("advocate_told", "email", to, content))
