"""The Ombudsman's bundle of one case, or of all cases of a customer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from casework.actions.bundles import OMBUDSMAN, Made
from casework.records import bundles as records
from casework.records import case_story
from casework.records.case_story import CaseFile
from casework.records.cases import Case
from casework.records.people import Customer
from letters.tables import paper as printed
from staff.bundling import proof
from staff.bundling.copies import copies, handed_out
from staff.bundling.paper import Given, paper
from web.database import pack

PAPER = "index.pdf"


def bundle(session: Session, customer: Customer, cases: Sequence[Case], case_ref: str | None) -> Made:
    """All of it, finished. ``case_ref``: of the one case that it is about."""
    found = [case_story.case_file(session, one) for one in cases]
    sent = [copy for file in found for copy in copies(session, file.letters)]
    held = {copy.name: handed_out(session, copy) for copy in sent}
    there = {name: data for name, data in held.items() if data is not None}
    refs = {ref for file in found for ref in _refs(file)}
    acts = proof.chain(session, records.events_about(session, customer.id, refs))
    given = Given(customer, found, [copy for copy in sent if copy.name in there], len(acts))
    there = {PAPER: printed.pdf(paper(given), pack().accent), **there}
    packed = proof.packed(
        session, there, acts,
        landlord=pack().name, about=case_ref or customer.ref, policy_version=pack().version,
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
    )  # fmt: skip
    return Made(OMBUDSMAN, customer.ref, case_ref, packed.data, packed.fingerprint)


def _refs(file: CaseFile) -> set[str]:
    """The references of all that belongs to a case."""
    found = {file.case.ref, *(one.ref for one in file.case.incidents)}
    for part in (file.referrals, file.concerns, file.agreements, file.decisions, file.appeals, file.reviews):
        found |= {one.ref for one in part}
    found |= {one.ref for decision in file.decisions for one in decision.restrictions}
    return found | {one.ref for one in file.letters}
