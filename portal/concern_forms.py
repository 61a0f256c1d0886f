"""The form on which somebody says how a person who works here behaved."""

from __future__ import annotations

import wtforms

from web.forms import Form, LongTextField, TextField, longest, needed
from web.language import lazy_gettext as _l

LONGEST_TEXT = 8_000


class ConcernForm(Form):
    """What happened, and who it was if they know."""

    form_key = wtforms.HiddenField()
    what = LongTextField(
        _l("What happened?"),
        hint=_l("Say it in your own words and in any language."),
        rows=8,
        validators=[needed(_l("Write what happened")), longest(LONGEST_TEXT)],
    )
    about_words = TextField(
        _l("Who was it?"),
        hint=_l("A name, or what you remember. You can leave this empty."),
        validators=[longest(200)],
    )
