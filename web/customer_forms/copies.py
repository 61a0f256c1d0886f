"""The form on which a reader says in which format and language they want a letter at once."""

from __future__ import annotations

from collections.abc import Iterable

import letters
from letters import words
from translations import LANGUAGES
from web.forms import Choice, Form, SelectField, needed
from web.language import current_language
from web.language import lazy_gettext as _l


class CopyForm(Form):
    """It only opens a page, so nobody can forge it."""

    class Meta(Form.Meta):
        csrf = False

    format = SelectField(_l("Format"), [needed(_l("Choose one"))])
    language = SelectField(_l("Language"), [needed(_l("Choose one"))])

    def of(self, kind: str, spoken: Iterable[str]) -> CopyForm:
        """Offer the formats of this kind of letter, and the languages in which it can be had."""
        made = letters.KINDS[kind].formats
        known = [code for code, one in letters.FORMATS.items() if code in made and one.kinds(kind)]
        self.format.offer(Choice(code, words.letter_format(code, current_language())) for code in known)
        self.language.offer(Choice(code, LANGUAGES[code].own_name) for code in spoken)
        return self
