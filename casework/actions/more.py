"""Words that come to an appeal after it was handed in: from whoever may read it, or through staff."""

from __future__ import annotations

from casework.actions import acting_for, appeals, text
from casework.actions.work import RefusedError, Work
from casework.records.appeals import AppealAddition


def tell(work: Work, appeal_ref: str, words: str, how: str = acting_for.PORTAL) -> str:
    """Add words to an appeal that waits for its answer; the same words sent twice in a row are added once.

    ``how``: in which way they reached staff, where they write them down. Returns the appeal's reference. RefusedError:
    "missing" (``field`` words), "unknown_code" (``field`` how), "appeal_is_draft" and so on.
    """
    appeal = appeals.open_to_more(work, appeal_ref)
    if appeal.state == "draft":
        raise RefusedError("appeal_is_draft", ref=appeal.ref)
    came_by = acting_for.reached_by(work, how)
    if came_by is None:
        raise RefusedError("unknown_code", field="how")
    said = text.needed(words, "words")
    last = appeal.additions[-1] if appeal.additions else None
    if last is not None and (last.words, last.said_by, last.said_by_id) == (said, work.actor.kind, work.actor.id):
        return appeal.ref
    addition = AppealAddition(
        appeal=appeal,
        words=said,
        said_by=work.actor.kind,
        said_by_id=work.actor.id,
        how=came_by,
        said_at=work.now,
    )
    work.session.add(addition)
    appeal.new_evidence = True
    work.session.flush()
    work.record("appeal_added_to", appeal.ref, appeal.customer_id, how=came_by, after=said)
    return appeal.ref
