"""The forms on which a person tells what has changed in their life, and adds to it."""

from __future__ import annotations

import wtforms

from casework.actions.changes import ChangeFacts
from portal.appeal_forms import LIMITS
from web.forms import FilesField, Form, LongTextField, longest, needed
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

    files = FilesField(_l("Add a file"), hint=LIMITS)

    def facts(self) -> ChangeFacts:
        """What the action takes; call it after the form was found valid."""
        return ChangeFacts(str(self.what_changed.data), self.wanted.data or "")


class ChangeFilesForm(Form):
    """Files for a change that we were told of."""

    files = FilesField(_l("Add a file"), [needed(_l("Choose a file"))], hint=LIMITS)
