"""The forms about contact agreements: yes or no, leaving, and a promise that the landlord did not keep."""

from __future__ import annotations

from collections.abc import Sequence

import wtforms

from casework.actions.promises import BrokenFacts
from web.customer_forms.days import NotLater
from web.forms import Choice, ChoiceField, DateParts, Form, LongTextField, longest, needed
from web.language import lazy_gettext as _l

LONGEST_TEXT = 4_000


class AnswerForm(Form):
    """Whether they agree. A no needs no reason."""

    accepts = ChoiceField(
        _l("Do you agree to this?"),
        choices=[
            Choice("yes", _l("Yes, I agree"), hint=_l("You can leave the agreement at any time.")),
            Choice("no", _l("No, I do not agree")),
        ],
        validators=[needed(_l("Choose yes or no"))],
    )
    words = LongTextField(
        _l("Is there anything you would like to say?"),
        hint=_l("For example: what you would promise instead. You can leave this empty."),
        rows=4,
        validators=[longest(LONGEST_TEXT)],
    )


class LeaveForm(Form):
    """Why they leave, if they like to say."""

    words = LongTextField(
        _l("Would you like to tell us why?"),
        hint=_l("You can leave this empty."),
        rows=4,
        validators=[longest(LONGEST_TEXT)],
    )


class BrokenForm(Form):
    """Which promise, when, and what happened."""

    form_key = wtforms.HiddenField()
    promise = ChoiceField(
        _l("Which promise did we not keep?"), validators=[needed(_l("Choose the promise that we did not keep"))]
    )
    happened_on = DateParts(
        _l("What day was it?"),
        [needed(_l("Enter the day on which it happened")), NotLater()],
        hint=_l("For example 27 3 2026"),
    )
    what_happened = LongTextField(
        _l("What happened?"),
        [needed(_l("Write what happened")), longest(LONGEST_TEXT)],
        hint=_l("In your own words and in any language."),
        rows=6,
    )

    def about(self, promises: Sequence[str]) -> BrokenForm:
        """Offer the landlord's promises, each by its place."""
        self.promise.offer(Choice(str(place), promise) for place, promise in enumerate(promises))
        return self

    def facts(self, promises: Sequence[str]) -> BrokenFacts:
        """What the action takes; call it after the form was found valid."""
        return BrokenFacts(promises[int(str(self.promise.data))], self.happened_on.data, str(self.what_happened.data))
