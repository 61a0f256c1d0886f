"""The board's paper of a month: made once from that month's figures, and the same ever after."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from casework.actions import rows
from casework.actions.work import RefusedError, Work
from casework.records.published import BoardPaper
from casework.rules.reporting import month_of


def make(work: Work, month: date, content: Mapping[str, Any]) -> date:
    """Keep the paper of a month; where there is one, that stays. ``content``: letters.tables.Paper as plain values.

    RefusedError: "staff_only", "month_not_over".
    """
    staff = rows.acting_staff(work)
    span = month_of(month)
    if span.last_on >= work.today:
        raise RefusedError("month_not_over")
    if work.session.scalar(select(BoardPaper.id).where(BoardPaper.month == span.first_on)) is not None:
        return span.first_on
    as_kept = json.dumps(content, sort_keys=True, ensure_ascii=False).encode()
    made = BoardPaper(month=span.first_on, content=dict(content), made_by_id=staff.id, made_at=work.now)
    made.sha256 = hashlib.sha256(as_kept).hexdigest()
    try:
        with work.session.begin_nested():
            work.session.add(made)
    except IntegrityError:  # somebody else made it in the same moment
        return span.first_on
    work.record("board_paper_made", span.first_on.isoformat(), sha256=made.sha256)
    return span.first_on
