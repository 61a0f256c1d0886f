"""Cutting the words of staff in a letter into sentences for the translators."""

from __future__ import annotations

import letters
from casework.actions.work import Work
from casework.records import keys
from casework.records.letters import Letter
from casework.records.translating import Passage, about, digest_of
from casework.rules.copies import NONE


def cut(work: Work, letter: Letter, frozen: letters.Frozen, otherwise: str) -> str:
    """Put the sentences of staff on the translators' desk; ``otherwise``, or "none" where there are none."""
    found = letters.passages(frozen)
    for position, english in enumerate(found):
        passage = Passage(
            letter_id=letter.id,
            customer_id=letter.customer_id,
            position=position,
            language=frozen.language,
            digest=digest_of(work.session, english),
            words=b"",
            state="waiting",
        )
        passage.english = keys.encrypt(work.session, letter.customer_id, english.encode(), about("english", passage))
        work.session.add(passage)
    work.session.flush()
    return otherwise if found else NONE
