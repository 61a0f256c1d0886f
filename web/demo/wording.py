"""A letter in the demo whose words of staff are being translated: the resident asked for them in Arabic."""

from __future__ import annotations

from typing import Final

from sqlalchemy import select

from casework.actions import translating
from casework.records import translating as records
from casework.records.letters import Letter
from web.demo.teller import Teller

_FIRST: Final = "وقت محدد للمكالمات هو أصغر تغيير يتيح للآخرين الوصول إلينا."
_TERMS: Final = {"repair": "الإصلاح", "review": "المراجعة", "officer": "الموظف المختص"}


def tell(teller: Teller) -> None:
    """The translation was asked for three days ago; one sentence is written, and some words are agreed on."""
    chosen = select(Letter).where(Letter.translation == "both", Letter.language == "ar").order_by(Letter.id)
    letter = teller.session.scalars(chosen).first()
    if letter is None:
        return
    ref = letter.ref
    teller.act("officer", 3, translating.ask, ref)
    for english, words in _TERMS.items():
        teller.act("translator", 2, translating.set_term, "ar", english, words)
    found = records.newest(teller.session, records.letter(teller.session, ref).id)
    one = next((one for one in found if "set time for calls" in records.read(teller.session, one, "english")), found[0])
    teller.act("translator", 2, translating.write, ref, {one.id: _FIRST}, translating.seen_of(found))
