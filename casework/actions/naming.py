"""Naming somebody who speaks for a customer: named, asked, answered, and, where a paper must show it, confirmed."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import select

from casework.actions import acting_for, advocate_letters, authorities, moves, rows, spoken_codes, text
from casework.actions.authorities import AuthorityFacts, self_or_staff
from casework.actions.work import NotFoundError, RefusedError, Work
from casework.records import advocates as records
from casework.records import keys
from casework.records.advocates import Naming
from casework.records.base import new_ref
from casework.records.people import Advocate, Customer, Organisation
from casework.rules import advocates as rules
from letters import FORMATS

INVITATION_PAGE: Final = "/invitations/"
MOST_WAITING: Final = 10  # nobody needs more, and a mail to a stranger is one too many
INVITED_FOR: Final = timedelta(days=30)


@dataclass(frozen=True)
class NamingFacts:
    """Who is to speak for the customer, and what they may do until when.

    ``everybody``: anybody who works at the organisation. Staff alone: ``given_how`` (phone letter_code witnessed)
    with the ``code`` that the customer read out or the ``witness`` who was there, and ``how`` it reached them.
    """

    kind: str
    name: str
    scope: tuple[str, ...]
    ends_on: date
    email: str | None = None
    phone: str | None = None
    organisation: str = ""
    everybody: bool = False
    given_how: str = acting_for.PORTAL
    how: str = acting_for.PORTAL
    code: str = ""
    witness: str = ""


@dataclass(frozen=True)
class AnswerFacts:
    """Who says yes to an invitation, and how they like their own copies."""

    name: str
    organisation: str = ""
    language: str = "en"
    letter_format: str = "pdf"


def name(work: Work, customer_ref: str, facts: NamingFacts, form_key: str) -> str:
    """Name somebody, and ask them; the same form sent twice is one. Returns the reference.

    RefusedError: those of rules.advocates.against, "missing", "phone_unreadable", "code_wrong" (``field`` code),
    "form_used", "too_many_asked". NotFoundError for an advocate: nobody passes on what was given to them.
    """
    person = rows.customer(work, customer_ref)
    if work.actor.kind == "advocate":
        raise NotFoundError(customer_ref)
    self_or_staff(work, person)
    known = rows.sent_before(work, Naming, form_key, customer_id=person.id)
    if known is not None:
        return known
    wrong = rules.against(facts.kind, facts.scope, facts.ends_on, work.today)
    if wrong is not None:
        raise RefusedError(wrong[0], field=wrong[1])
    if len(records.customers_namings(work.session, person.id)) >= MOST_WAITING:
        raise RefusedError("too_many_asked")
    naming = _new(work, person, facts, form_key)
    work.session.add(naming)
    work.session.flush()
    after = {"kind": naming.kind, "name": naming.name, "scope": naming.scope, "until": naming.ends_on}
    work.record("advocate_named", naming.ref, person.id, after=after, given=naming.given_how, how=naming.named_how)
    _invite(work, naming)
    if work.actor.kind != "customer":
        advocate_letters.send_named(work, naming)
    return naming.ref


def withdraw(work: Work, ref: str) -> str:
    """The customer thinks again before the answer came; twice is once. Returns the reference."""
    naming = rows.taken(work, Naming, ref)
    if work.actor.kind == "advocate":
        raise NotFoundError(ref)
    self_or_staff(work, naming.customer)
    if naming.state != "withdrawn":
        _take_back(work, naming)
    return naming.ref


def take_back_at(work: Work, person: Customer, addresses: Collection[str | None]) -> None:
    """Take back each invitation that lies in one of these mailboxes: they were the customer's, and are safe no more."""
    for naming in records.customers_namings(work.session, person.id):
        if naming.state == "invited" and naming.email is not None and naming.email in addresses:
            _take_back(work, naming)


def answer_invitation(work: Work, token: str, facts: AnswerFacts | None) -> str:
    """Whoever holds the address in the mail says yes (``facts``) or no (None). Returns the state that follows.

    The address proves that the mail is theirs; signing in later asks for a code to the same mail. RefusedError
    "invitation_over" when it was answered otherwise, taken back, or is too old. The same answer twice is one.
    """
    naming = _by_token(work, token)
    if naming.state == "invited" and work.now - naming.named_at <= INVITED_FOR:
        if facts is None:
            return _decline(work, naming)
        return _accept(work, naming, _advocate(work, naming, facts))
    again = ("declined",) if facts is None else ("to_check", "stands")
    if naming.state not in again:
        raise RefusedError("invitation_over")
    return naming.state


def answer_signed_in(work: Work, ref: str, accepts: bool) -> str:
    """An advocate who is signed in answers an invitation to the email on their record. Returns the state."""
    me = work.session.get(Advocate, work.actor.id) if work.actor.kind == "advocate" else None
    naming = rows.taken(work, Naming, ref)
    if me is None or not me.email or naming.email != me.email:
        raise NotFoundError(ref)
    if naming.state != "invited":
        return naming.state
    return _accept(work, naming, me) if accepts else _decline(work, naming)


def check(work: Work, ref: str, proof: str | None, why: str) -> str:
    """Staff answer for the landlord: the paper was seen, or they said yes by phone; or no, with the reason.

    ``proof``: the paper, "agreed" for an advocate who told staff that they will; None: refused. An advocate is never
    refused without a reason (Complaint Handling Code 3.6), and the customer reads it. RefusedError: "unknown_code"
    (``field`` proof), "missing" (``field`` why).
    """
    staff = rows.acting_staff(work)
    naming = rows.taken(work, Naming, ref)
    if naming.state in ("stands", "refused") and naming.checked_by_id == staff.id:
        return naming.state
    naming.checked_by_id = staff.id
    if proof is None:
        naming.why = text.needed(why, "why", 4000)
        moves.move("naming", naming, "refused")
        naming.token_hash = None
        work.session.flush()
        work.record("advocate_refused", naming.ref, naming.customer_id, why=naming.why)
        advocate_letters.send_named(work, naming)
        if naming.advocate is not None:
            advocate_letters.tell(work, naming.advocate, "refused", naming.customer.ref)
        return naming.state
    if proof not in (rules.KINDS[naming.kind].proofs or ("agreed",)):
        raise RefusedError("unknown_code", field="proof")
    naming.proof = proof
    return _accept(work, naming, naming.advocate or _advocate(work, naming, AnswerFacts(naming.name)))


def _new(work: Work, person: Customer, facts: NamingFacts, form_key: str) -> Naming:
    came_by = acting_for.reached_by(work, facts.how)
    if came_by is None:
        raise RefusedError("unknown_code", field="how")
    given_how, witness = _consent(work, person, facts)
    return Naming(
        ref=new_ref("P"),
        form_key=form_key,
        customer_id=person.id,
        customer=person,
        kind=facts.kind,
        name=text.line(text.needed(facts.name, "name", 200), "name"),
        organisation=text.line(facts.organisation, "organisation"),
        everybody=facts.everybody and bool(facts.organisation.strip()),
        email=text.email(facts.email),
        phone=text.phone(facts.phone),
        scope=[scope for scope in rules.SCOPES if scope in facts.scope],
        ends_on=facts.ends_on,
        given_how=given_how,
        witness=witness,
        named_by=work.actor.kind,
        named_by_id=work.actor.id,
        named_how=came_by,
        named_at=work.now,
        state="invited",
    )


def _consent(work: Work, person: Customer, facts: NamingFacts) -> tuple[str, str]:
    """How we know that the customer wants it, and who was there. A paper speaks for itself, once staff have seen it."""
    if work.actor.kind == "customer":
        return acting_for.PORTAL, ""
    if rules.KINDS[facts.kind].proofs:
        return "proof", ""
    if facts.given_how == "witnessed":
        return facts.given_how, text.line(text.needed(facts.witness, "witness", 200), "witness")
    if facts.given_how not in ("phone", "letter_code"):
        raise RefusedError("unknown_code", field="given_how")
    spoken_codes.heard_by_staff(work, person, facts.given_how, facts.code)
    return facts.given_how, ""


def _take_back(work: Work, naming: Naming) -> None:
    moves.move("naming", naming, "withdrawn")
    naming.token_hash = None
    work.session.flush()
    work.record("advocate_naming_withdrawn", naming.ref, naming.customer_id)


def _invite(work: Work, naming: Naming) -> None:
    if naming.email is None:
        return
    token = secrets.token_urlsafe(24)
    naming.token_hash = token_hash(keys.keyring(work.session), token)
    work.session.flush()
    advocate_letters.invite(work, naming, f"{work.site}{INVITATION_PAGE}{token}")


def token_hash(ring: keys.Keyring, token: str) -> str:
    """The hash under which the address of an invitation is kept."""
    return ring.keyed_hash("invitation", token)


def _by_token(work: Work, token: str) -> Naming:
    known = records.invited(work.session, token_hash(keys.keyring(work.session), token))
    return rows.taken(work, Naming, known.ref)


def _decline(work: Work, naming: Naming) -> str:
    moves.move("naming", naming, "declined")
    naming.answered_at = work.now
    work.session.flush()
    work.record("advocate_declined", naming.ref, naming.customer_id)
    advocate_letters.send_named(work, naming)
    return naming.state


def _accept(work: Work, naming: Naming, advocate: Advocate) -> str:
    """They said yes. Where a paper has to show their power, staff look at it first."""
    naming.advocate_id, naming.answered_at = advocate.id, naming.answered_at or work.now
    if rules.KINDS[naming.kind].proofs and naming.proof is None:
        moves.move("naming", naming, "to_check")
        work.session.flush()
        work.record("advocate_accepted", naming.ref, naming.customer_id, advocate=advocate.ref)
        return naming.state
    moves.move("naming", naming, "stands")
    given = AuthorityFacts(
        advocate.ref, tuple(naming.scope), naming.given_how, work.today, max(naming.ends_on, work.today),
        naming.kind, _organisation(work, naming, advocate),
    )  # fmt: skip
    naming.authority_id = authorities.give(work, naming.customer, advocate, given).id
    work.session.flush()
    work.session.expire(naming, ["advocate", "authority"])
    work.record(
        "advocate_confirmed", naming.ref, naming.customer_id, advocate=advocate.ref, proof=naming.proof or "accepted"
    )
    advocate_letters.send_named(work, naming)
    if naming.checked_by_id is not None:
        advocate_letters.tell(work, advocate, "stands", naming.customer.ref)
    return naming.state


def _advocate(work: Work, naming: Naming, facts: AnswerFacts) -> Advocate:
    """The advocate on record with this mail and name, else a new one: whoever shares a mail is told apart by name."""
    if work.actor.kind == "advocate":
        return work.session.get_one(Advocate, work.actor.id)
    said = text.line(text.needed(facts.name, "name", 200), "name")
    if naming.email:
        for known in work.session.scalars(select(Advocate).where(Advocate.email == naming.email).order_by(Advocate.id)):
            if known.name.casefold() == said.casefold():
                return known
    row = Advocate(
        ref=new_ref("V"),
        name=said,
        organisation=text.line(facts.organisation or naming.organisation, "organisation") or None,
        email=naming.email,
        phone=naming.phone,
        address=[],
        language=facts.language,
        letter_format=facts.letter_format if facts.letter_format in FORMATS else "pdf",
        created_at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    work.record("advocate_registered", row.ref, after={"name": row.name, "organisation": row.organisation})
    return row


def _organisation(work: Work, naming: Naming, advocate: Advocate) -> int | None:
    """Where the customer let everybody there act: the organisation of the advocate, put on record if it is new.

    Never one that is known by the same name only: its workers would gain, and give, what nobody let them have. Nor one
    that the customer did not name: whoever works at one may say of anybody that they do, too.
    """
    if not naming.everybody:
        return None
    known = advocate.organisation_id is not None
    if known and not rules.same_organisation(naming.organisation, advocate.organisation or ""):
        return None
    if advocate.organisation_id is None:
        row = Organisation(ref=new_ref("O"), name=naming.organisation, created_at=work.now)
        work.session.add(row)
        work.session.flush()
        advocate.organisation_id, advocate.organisation = row.id, row.name
        work.record("organisation_registered", row.ref, after={"name": row.name})
    return advocate.organisation_id
