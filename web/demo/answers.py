"""What was answered about the incidents of the demo, so that each counts by the landlord's own policy."""

from __future__ import annotations

from casework.actions.weighing import Weighed
from casework.rules.behaviour import NONE_KNOWN
from casework.rules.pack import Pack


def that_count(pack: Pack) -> Weighed:
    """Every question answered so that nothing stands in the way of a case."""
    threshold = pack.unacceptable.threshold
    return Weighed(
        circumstances=(NONE_KNOWN,),
        effects=threshold.effects if threshold.all_needed else threshold.effects[:1],
        how="Three of us were on the telephone all morning, and nobody else got through.",
        persistence="matter_acted_on",
        cause="without_cause",
        reminded=True,
    )


def example(pack: Pack, behaviour: str) -> tuple[str, ...]:
    """The first of the policy's examples of a kind of behaviour."""
    return pack.behaviour[behaviour].codes[:1] if behaviour in pack.behaviour else ()
