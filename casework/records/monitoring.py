"""What customers told about themselves so that outcomes can be compared, kept apart from everything else.

One Vision Housing 1.10. What one person said is encrypted with that person's key, is read by that person alone, and
enters the counts of ``casework.actions.equality``. No page of the back office, and nothing that has a part in a
decision, may import this module (tests/unit/test_monitoring_apart.py).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from casework.records import keys
from casework.records.base import Base
from casework.records.missing import NotFoundError
from casework.records.own import Reader

_ABOUT = "monitoring"


class MonitoringAnswer(Base):
    """One customer's answers, by codes of rules.monitoring. Taken back, they are empty; the row stays counted."""

    __tablename__ = "monitoring_answer"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), unique=True)
    answers: Mapped[bytes] = mapped_column(LargeBinary)  # {characteristic: answer} as JSON, with the person's key
    told_how: Mapped[str] = mapped_column(String(20))  # portal, or how it reached staff
    first_at: Mapped[datetime] = mapped_column(index=True)
    changed_at: Mapped[datetime]


def own_answers(session: Session, whose: Reader) -> Mapping[str, str]:
    """What the customer said. NotFoundError for an advocate: it is between the customer and us."""
    if whose.advocate_id is not None:
        raise NotFoundError("monitoring")
    return said(session, whose.customer_id)


def said(session: Session, customer_id: int) -> Mapping[str, str]:
    """What one customer said; nothing where they said nothing, or were erased."""
    row = session.scalar(select(MonitoringAnswer).where(MonitoringAnswer.customer_id == customer_id))
    return opened(session, row) if row is not None else {}


def of_each(session: Session, customer_ids: Iterable[int]) -> dict[int, Mapping[str, str]]:
    """What each of these customers said, for counting only."""
    wanted = sorted(set(customer_ids))
    found: dict[int, Mapping[str, str]] = {}
    for start in range(0, len(wanted), 500):  # SQLite takes so many values in a statement, and no more than 32,766
        some = MonitoringAnswer.customer_id.in_(wanted[start : start + 500])
        for row in session.scalars(select(MonitoringAnswer).where(some)):
            found[row.customer_id] = opened(session, row)
    return found


def sealed(session: Session, customer_id: int, answers: Mapping[str, str]) -> bytes:
    """The answers as they are kept."""
    return keys.encrypt(session, customer_id, json.dumps(answers, sort_keys=True).encode(), _ABOUT)


def opened(session: Session, row: MonitoringAnswer) -> Mapping[str, str]:
    """The answers of one row."""
    try:
        plain = keys.decrypt(session, row.customer_id, row.answers, _ABOUT)
    except keys.ErasedError:
        return {}
    answers: Mapping[str, str] = json.loads(plain)
    return answers


def blank(session: Session, customer_id: int) -> None:
    """Leave nothing of an erased customer. What was counted is about nobody, and stays."""
    session.execute(delete(MonitoringAnswer).where(MonitoringAnswer.customer_id == customer_id))
