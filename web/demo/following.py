"""What followed incidents in the demo: a recording without asking, damage, risks looked at, help for a colleague."""

from __future__ import annotations

from sqlalchemy import select

from casework.actions import aftermath
from casework.actions.aftermath import AssessmentFacts, DamageFacts, RecordingFacts
from casework.records.cases import Case
from web.demo.teller import Teller


def tell(teller: Teller) -> None:
    """One of each, beside the case in which help is on offer."""
    visited = teller.incident(
        "supported", 6, channel="in_person", place="At their door", ended_how="meeting_left",
        what_happened="Slammed the door so hard that a pane broke. Said sorry at once.",
        done_at_once="Asked whether anybody was hurt.", damage=DamageFacts("A pane of the porch door", 8_500),
    )  # fmt: skip
    teller.act("decider", 5, aftermath.offer_help, visited, teller.known["officer"].ref, ("talk", "somebody_else"))
    recorded = RecordingFacts(challenged=True, end_warned=True, gave_reason=True, other_ways=("letter", "email"))
    teller.incident(
        "supported", 4, behaviour=(), examples=(), weighed=None, recording=recorded, asks_for_help=True,
        what_happened="Said at the end that the call was being recorded, because calls are hard to remember.",
        call_ref="TEL-20417",
    )  # fmt: skip
    case = select(Case.ref).where(Case.customer_id == teller.known["supported"].id).order_by(Case.id)
    risks = AssessmentFacts(
        "before", ("staff", "customer"), "The porch has broken glass until it is mended.",
        "The visit is in the morning, after the glazier.", teller.day(-20),
    )  # fmt: skip
    teller.act("officer", 3, aftermath.assess_risk, teller.session.scalars(case).first() or "", risks, "demo risk")
