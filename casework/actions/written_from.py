"""What a letter was written from, as it was kept with it: the same letter can be written anew from it."""

from __future__ import annotations

import json

from sqlalchemy.orm import Session

import letters
from casework.records import keys
from casework.records.letters import Letter


def facts_of(session: Session, letter: Letter) -> object:
    """The data of the letter's kind. LetterError for a letter from before they were kept, or that they changed since.

    keys.ErasedError after an erasure.
    """
    if letter.facts is None:
        raise letters.LetterError("nothing is kept of what this letter was written from")
    written = keys.decrypt(session, letter.customer_id, letter.facts, f"facts {letter.ref}")
    said: object = letters.read(letters.KINDS[letter.kind].data, json.loads(written))
    return said
