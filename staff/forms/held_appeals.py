"""An appeal that came without sign-in: matched to a decision, or settled without one."""

from __future__ import annotations

import wtforms

from web.forms import Form, LongTextField, longest, needed
from web.language import lazy_gettext as _l


class MatchForm(Form):
    """The decision that staff have looked at beside the appeal."""

    decision = wtforms.HiddenField()


class CloseForm(Form):
    """What was done, where it belongs to no decision on record."""

    why = LongTextField(
        _l("What did you do about it?"),
        [needed(_l("Write what you did about it")), longest(4000)],
        hint=_l("How you tried to reach the person, what they wanted, and who helps them now."),
        rows=5,
    )
