"""The translators' page of one letter: a box for each sentence, and the words of the field beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import wtforms
from werkzeug.datastructures import MultiDict

from casework.actions.translating import LONGEST
from casework.records.translating import Passage
from casework.rules.pack import Pack
from casework.rules.vocabulary import CHANNELS
from letters import words
from letters.data import ESSENTIAL_SERVICES
from translations import LANGUAGES
from web.forms import Form, LongTextField, longest
from web.language import lazy_gettext as _l


class TranslationForm(Form):
    """Made by ``translation_form``: the box of a sentence is ``p`` and its number."""

    seen = wtforms.HiddenField()

    def written(self) -> dict[int, str]:
        """What stands in the boxes, by the number of the sentence."""
        boxes = {name: field for name, field in self._fields.items() if name.startswith("p") and name[1:].isdecimal()}
        return {int(name[1:]): str(field.data or "") for name, field in boxes.items()}


def translation_form(
    passages: Sequence[tuple[Passage, str, str]], seen: str, sent: MultiDict[str, str] | None = None
) -> TranslationForm:
    """``passages``: each with its English and what was written. ``sent``: what stands in the boxes instead."""
    fields: dict[str, Any] = {}
    for number, (one, english, _) in enumerate(passages, start=1):
        own = LANGUAGES[one.language]
        fields[f"p{one.id}"] = LongTextField(
            _l("{number}. In {language}", number=number, language=own.own_name),
            [longest(LONGEST)],
            rows=max(2, len(english) // 60 + 1),
            render_kw={"lang": own.code, "dir": own.direction},
        )
    known = {f"p{one.id}": written for one, _, written in passages}
    given: dict[str, Any] = {"data": {"seen": seen, **known}}
    if sent is not None:
        given["formdata"] = sent
    made: TranslationForm = type("TranslationForm", (TranslationForm,), fields)(**given)
    return made


def known_words(pack: Pack, language: str) -> Mapping[str, str]:
    """The words of the field as the portal and the letters say them, by the English ones."""
    found: dict[str, str] = {}
    for say, codes in (
        (words.channel, CHANNELS),
        (words.role, tuple(pack.roles)),
        (words.service, ESSENTIAL_SERVICES),
    ):
        found |= {say(code, "en").casefold(): say(code, language) for code in codes}
    named = {code: words.restriction_name(code, "en", pack).casefold() for code in pack.kinds_in_policy}
    return found | {english: words.restriction_name(code, language, pack) for code, english in named.items()}


def words_in(text: str, *lists: Mapping[str, str]) -> dict[str, str]:
    """The words of these lists that occur in a text; of two for one English word the first list's."""
    lower = text.casefold()
    found: dict[str, str] = {}
    for known in lists:
        found.update({one: said for one, said in known.items() if one in lower and one not in found})
    return dict(sorted(found.items()))
