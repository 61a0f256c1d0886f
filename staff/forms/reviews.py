"""Reviews: what should come of one, what the customer said, and a director's decision where one was missed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from wtforms.validators import Optional

from casework.actions.reviewing import Outcome, ReviewFacts
from casework.rules.pack import Pack
from letters import words
from staff.forms.appeals import HearingForm
from staff.forms.decisions import ToCome
from translations import mark
from web.forms import Choice, ChoiceField, DateParts, Form, LongTextField, longest, needed
from web.language import current_language
from web.language import lazy_gettext as _l

HINTS: Mapping[str, str] = {
    "lift": mark("All these restrictions end today."),
    "alter": mark("You choose what happens to each restriction."),
    "continue": mark("All these restrictions go on as they are."),
}

FURTHER: Mapping[str, str] = {
    "none": mark("Nothing else is needed"),
    "another_measure": mark("Another restriction"),
    "community_safety": mark("A referral about safety in the community"),
    "legal_action": mark("Legal action"),
}


class ReviewForm(HearingForm):
    """What should come of a review. Made by ``hearing_form``, which adds the fields of each restriction."""

    varying = "alter"

    outcome = ChoiceField(_l("What should come of it?"), [needed(_l("Choose what should come of it"))])
    reasons = LongTextField(
        _l("Why?"),
        [needed(_l("Write your reasons")), longest(8000)],
        hint=_l("Answer what the customer says. They will read this in the letter."),
        rows=8,
    )
    next_review_on = DateParts(
        _l("When will this be reviewed again?"), [ToCome()], hint=_l("Leave this empty if everything ends.")
    )

    further = ChoiceField(
        _l("It went on meanwhile. What else was considered?"),
        [Optional()],
        choices=[Choice(code, _l(text)) for code, text in FURTHER.items()],
    )
    further_why = LongTextField(_l("Why that, or why not?"), [longest(8000)], rows=3)

    def for_policy(self, pack: Pack, went_on: bool) -> None:
        """Offer the outcomes that the landlord's policy has; ask what else was considered only where it went on."""
        language = current_language()
        if not went_on:
            del self.further, self.further_why
        self.outcome.offer(
            Choice(code, words.outcome(code, language), hint=_l(HINTS[code])) for code in pack.review.outcomes
        )

    def facts(self) -> ReviewFacts:
        """What the action takes; call it after the form was found valid."""
        outcome = cast("Outcome", self.outcome.data)
        asked = "further" in self
        return ReviewFacts(
            outcome,
            str(self.reasons.data),
            self.next_review_on.data,
            self.answers(),
            further=(self.further.data or "") if asked else "",
            further_why=(self.further_why.data or "") if asked else "",
        )


class ReplyForm(Form):
    """What the customer told a member of staff."""

    reply = LongTextField(
        _l("What does the customer say about how things are now?"),
        [needed(_l("Write what they said")), longest(8000)],
        hint=_l("In their own words."),
        rows=4,
    )


class DirectorForm(Form):
    """A director decides whether what protects somebody stays until the review is held."""

    keeps = ChoiceField(
        _l("Does it stay until the review is held?"),
        [needed(_l("Choose whether it stays"))],
        choices=[Choice("yes", _l("Yes, it stays")), Choice("no", _l("No, it stops now"))],
    )
    until = DateParts(_l("Until which day, at the latest?"), hint=_l("Leave this empty if it stops now."))
    why = LongTextField(_l("Why?"), [needed(_l("Write your reasons")), longest(8000)], rows=4)
