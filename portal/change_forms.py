"""The form on which a person tells what has changed in their life."""

from __future__ import annotations

import wtforms

from casework.actions.changes import ChangeFacts
from web.forms import Form, LongTextField, longest, needed
from web.language import lazy_gettext as _l

LONGEST_TEXT = 10_000


class ChangeForm(Form):
    """What has changed, and what should happen because of it."""

    form_key = wtforms.HiddenField()
    what_changed = LongTextField(
        _l("What has changed?"),
        [needed(_l("Write what has changed")), longest(LONGEST_TEXT)],
        hint=_l("For example: you have support now, your health or your home is different, or the problem is solved."),
        rows=8,
    )
    wanted = LongTextField(
        _l("What would you like to happen?"),
        [longest(LONGEST_TEXT)],
        hint=_l("You can leave this empty."),
        rows=4,
    )

    def facts(self) -> ChangeFacts:
        """What the action takes; call it after the form was found valid."""
        return ChangeFacts(str(self.what_changed.data), self.wanted.data or "")
