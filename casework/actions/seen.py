"""Acting on exactly the text that the person has read: if somebody changed it meanwhile, nothing is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, ParamSpec

from casework.actions import rows
from casework.actions.work import RefusedError, Work
from casework.records.decisions import Decision

Given = ParamSpec("Given")


def as_seen(
    work: Work,
    decision_ref: str,
    seen: str,
    action: Callable[Concatenate[Work, str, Given], str],
    /,
    *args: Given.args,
    **kwargs: Given.kwargs,
) -> str:
    """Do the action if the decision still has the text with this hash; both in one transaction.

    RefusedError("changed_meanwhile") otherwise, and whatever the action refuses.
    """
    decision = rows.taken(work, Decision, decision_ref)
    if decision.content_hash != seen:
        raise RefusedError("changed_meanwhile")
    return action(work, decision_ref, *args, **kwargs)
