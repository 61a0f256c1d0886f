"""The letters about reasonable adjustments, with what they are written from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from casework.actions import letter_facts, letters
from casework.actions.work import Work
from casework.records import adjustments as records
from casework.records.adjustments import AdjustmentBreach, AdjustmentRequest
from casework.records.people import Adjustment, Customer
from casework.rules import adjustments as rules
from casework.rules.calendar import day_of
from letters import data
from letters.kinds.adjustment_answer.data import AdjustmentAnswer, Thing
from letters.kinds.adjustment_received.data import AdjustmentReceived


def send_received(work: Work, row: AdjustmentRequest) -> None:
    """The receipt for a request."""
    customer = row.customer

    def facts(person: data.Person, code: data.SignIn | None) -> AdjustmentReceived:
        return AdjustmentReceived(
            person=person,
            contact=letter_facts.contact(work),
            reference=row.ref,
            issued_on=work.today,
            received_on=day_of(row.received_at),
            due_on=row.due_on,
            wanted=tuple(row.wanted),
            own_words=row.own_words,
            opened=letter_facts.still_open(work, customer),
            ombudsman=letter_facts.ombudsman(work.pack),
            recorded=data.Recorded(work.pack.contact.email),
            words_language=customer.language,
            sign_in=code,
        )

    letters.send(work, "adjustment_received", customer, facts)


def send_answer(work: Work, row: AdjustmentRequest) -> None:
    """The answer to a request: what is agreed, and with reasons what is not."""
    agreed = records.agreed_in(work.session, row)
    said = {
        "reference": row.ref,
        "outcome": row.state,
        "asked": tuple(row.wanted),
        "asked_words": row.own_words,
        "asked_on": day_of(row.received_at),
        "left_out": tuple(row.left_out),
        "reason": row.reason or "",
        "answer": row.answer,
        "offered": row.offered,
    }
    _send(work, row.customer, agreed, said)


def send_looked_at(work: Work, row: Adjustment, outcome: str, words: str) -> None:
    """Something agreed goes on after it was looked at again (goes_on), or has ended (ended)."""
    _send(work, row.customer, (row,), {"reference": row.ref, "outcome": outcome, "answer": words})


def send_put_right(work: Work, row: AdjustmentBreach) -> None:
    """What we found about something that was not done, and what we do about it."""
    said = {
        "reference": row.ref,
        "outcome": "put_right",
        "asked_words": row.what_happened,
        "asked_on": row.happened_on,
        "answer": row.answer,
    }
    _send(work, row.customer, (row.adjustment,), said)


def _send(work: Work, customer: Customer, things: Sequence[Adjustment], said: Mapping[str, Any]) -> None:
    """``things``: what the letter lists as agreed."""

    def facts(person: data.Person, code: data.SignIn | None) -> AdjustmentAnswer:
        return AdjustmentAnswer(
            person=person,
            contact=letter_facts.contact(work),
            issued_on=work.today,
            things=tuple(Thing(one.code or "", one.what) for one in things),
            review_on=max((one.review_on for one in things), default=None),
            clause=rules.source(work.pack),
            opened=letter_facts.still_open(work, customer),
            ombudsman=letter_facts.ombudsman(work.pack),
            recorded=data.Recorded(work.pack.contact.email),
            words_language=customer.language,
            sign_in=code,
            **said,
        )

    letters.send(work, "adjustment_answer", customer, facts)
