"""The Ombudsman's bundle of one case, or of all cases and complaints of a customer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from casework.actions.bundles import OMBUDSMAN, Made
from casework.records import bundles as records
from casework.records import case_story, desk
from casework.records.case_story import CaseFile
from casework.records.cases import Case
from casework.records.people import Customer
from letters.tables import paper as printed
from staff.bundling import appealed, complained, proof
from staff.bundling.copies import copies, handed_out
from staff.bundling.paper import Given, paper
from web.database import pack

PAPER = "index.pdf"


def bundle(session: Session, customer: Customer, case: Case | None) -> Made | None:
    """All of it, finished: of one case, or of all cases and complaints; None where there are neither."""
    found = [case_story.case_file(session, one) for one in _cases(session, customer, case)]
    complaints = complained.of_bundle(session, customer.id, case.id if case else None)
    if not found and not complaints:
        return None
    about = complained.letters_about(session, customer.id, complaints)
    told = {one.id: one for one in (*(letter for file in found for letter in file.letters), *about)}
    sent = list(copies(session, tuple(told.values())))
    held = {copy.name: handed_out(session, copy) for copy in sent}
    there = {name: data for name, data in held.items() if data is not None}
    refs = {ref for file in found for ref in _refs(file)} | {one.ref for one in complaints}
    refs |= {one.ref for one in told.values()}
    acts = proof.chain(session, records.events_about(session, customer.id, refs))
    given = Given(customer, found, complaints, [copy for copy in sent if copy.name in there], len(acts))
    there |= appealed.sent_files(session, (one for file in found for one in file.appeals))
    there = {PAPER: printed.pdf(paper(given), pack().accent), **there}
    packed = proof.packed(
        session, there, acts,
        landlord=pack().name, about=case.ref if case else customer.ref, policy_version=pack().version,
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
    )  # fmt: skip
    return Made(OMBUDSMAN, customer.ref, case.ref if case else None, packed.data, packed.fingerprint)


def _cases(session: Session, customer: Customer, case: Case | None) -> Sequence[Case]:
    return [case] if case else desk.customers_cases(session, customer.id)


def _refs(file: CaseFile) -> set[str]:
    """The references of all that belongs to a case."""
    found = {file.case.ref, *(one.ref for one in file.case.incidents)}
    for part in (file.referrals, file.concerns, file.agreements, file.decisions, file.appeals, file.reviews):
        found |= {one.ref for one in part}
    found |= {one.ref for decision in file.decisions for one in decision.restrictions}
    return found | {one.ref for one in file.letters}
