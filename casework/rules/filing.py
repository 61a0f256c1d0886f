"""Reading and filing what a customer writes (Watford 5.5): nothing in it that the law has us act on goes unseen.

Somebody by name looks through all that comes in: danger in a home starts its clock by whatever way we hear of it, a
new complaint is one however it is made (Complaint Handling Code 1.2, 1.3), and what is new and relevant is answered.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from casework.rules.finding import Finding
from casework.rules.pack import Pack

READ_AND_FILE: Final = "read_and_file"
LAST_ANSWER: Final = "last_answer"  # the rung: the customer was told before that no more answers follow
NOTHING: Final = "nothing"
FOUND: Final = ("hazard", "safeguarding", "new_complaint", "essential_service", "new_information", NOTHING)


# What becomes of something that came in and gets no answer.
FILED: Final = "filed"
REFUSED: Final = "refused"
RETURNED: Final = "returned"
DOCUMENTS_RETURNED: Final = "documents_returned"
_OF_CONTACT: Final = frozenset({"who", "what", "when", "where", "how"})
_NO_REFUSAL: Final = frozenset({"visits_in_pairs", READ_AND_FILE, DOCUMENTS_RETURNED})


def allows(pack: Pack, kind: str, outcome: str) -> bool:
    """Does a restriction of this kind let staff refuse contact, send papers back, or file without an answer?

    What the law has us act on is acted on whatever this says (RULES 2).
    """
    if outcome == FILED:
        return kind == READ_AND_FILE
    if outcome == RETURNED:
        return kind == DOCUMENTS_RETURNED
    known = pack.kinds.get(kind)
    return outcome == REFUSED and known is not None and known.dimension in _OF_CONTACT and kind not in _NO_REFUSAL


def readable(found: Iterable[str]) -> bool:
    """Are these codes an answer: at least one, and nothing beside "nothing"?"""
    given = set(found)
    return bool(given) and given <= set(FOUND) and (NOTHING not in given or given == {NOTHING})


def reader_missing(pack: Pack, kinds: Sequence[str], reader: bool) -> tuple[Finding, ...]:
    """The finding for each restriction under which letters are read and filed while nobody is named to read them."""
    if reader:
        return ()
    places = [place for place, code in enumerate(kinds) if code == READ_AND_FILE]
    return tuple(
        Finding("filed_reader_missing", "stop", pack.kinds[READ_AND_FILE].source or pack.name, place)
        for place in places
    )
