"""The forms of a complaint: what is wrong, and stage 2."""

from __future__ import annotations

import wtforms

from casework.actions.acting_for import PORTAL
from casework.actions.complaints import ComplaintFacts
from web.forms import Form, LongTextField, longest, needed
from web.language import lazy_gettext as _l

LONGEST_TEXT = 10_000


class ComplaintForm(Form):
    """What is wrong, and what would put it right (Complaint Handling Code 5.6)."""

    form_key = wtforms.HiddenField()
    decision = wtforms.HiddenField()  # the reference of the decision that it is about, or nothing
    what = LongTextField(
        _l("What went wrong?"),
        [needed(_l("Write what went wrong")), longest(LONGEST_TEXT)],
        hint=_l("Say it in your own words and in any language."),
        rows=8,
    )
    wanted = LongTextField(
        _l("What would put it right?"),
        [longest(LONGEST_TEXT)],
        hint=_l("You can leave this empty."),
        rows=4,
    )

    def facts(self) -> ComplaintFacts:
        """What the action takes; call it after the form was found valid."""
        how = self["how"].data if "how" in self else PORTAL
        day = self["received_on"].data if "received_on" in self else None
        return ComplaintFacts(str(self.what.data), self.wanted.data or "", self.decision.data or "", how, day)


class StageTwoForm(Form):
    """Asking for stage 2. A text may go with it; none is needed (Code 6.12)."""

    why = LongTextField(
        _l("What is still wrong?"),
        [longest(LONGEST_TEXT)],
        hint=_l("You can leave this empty."),
        rows=4,
    )
