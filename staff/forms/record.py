"""A customer's own account as staff write it down, and what staff answer to it."""

from __future__ import annotations

from dataclasses import replace

from casework.actions.accounts import LONGEST, AnswerFacts, CorrectionFacts
from staff.forms.agreements import ways
from web.customer_forms.record import CorrectionForm, ReplyForm
from web.forms import Choice, ChoiceField, Form, LongTextField, longest, needed
from web.language import lazy_gettext as _l


class TheirReplyForm(ReplyForm):
    """The same form, and how the customer's words reached us."""

    how = ChoiceField(_l("How did it reach us?"), [needed(_l("Choose how it reached us"))])

    def with_ways(self) -> TheirReplyForm:
        """Offer the ways, in the reader's language."""
        self.how.offer(ways())
        return self


class TheirCorrectionForm(CorrectionForm):
    """The same form, and how the customer's words reached us."""

    how = ChoiceField(_l("How did it reach us?"), [needed(_l("Choose how it reached us"))])

    def with_ways(self) -> TheirCorrectionForm:
        """Offer the ways, in the reader's language."""
        self.how.offer(ways())
        return self

    def facts(self, incident: str = "") -> CorrectionFacts:
        """What the action takes; call it after the form was found valid."""
        return replace(super().facts(incident), how=str(self.how.data))


class CorrectionAnswerForm(Form):
    """What came of what the customer asked us to put right."""

    outcome = ChoiceField(
        _l("Is the customer right?"),
        [needed(_l("Choose whether the customer is right"))],
        choices=[
            Choice("corrected", _l("Yes: it is put right")),
            Choice("partly", _l("In part: that part is put right")),
            Choice("kept", _l("No: it stays, and what they say stands beside it")),
        ],
    )
    now_reads = LongTextField(
        _l("How does the record read now?"),
        [longest(LONGEST)],
        hint=_l("Where something is put right. It stands with the record from now on."),
        rows=4,
    )
    words = LongTextField(
        _l("What do we answer, and why?"),
        [needed(_l("Write our answer")), longest(LONGEST)],
        hint=_l("The customer will read this."),
        rows=5,
    )

    def facts(self) -> AnswerFacts:
        """What the action takes; call it after the form was found valid."""
        return AnswerFacts(str(self.outcome.data), str(self.words.data), self.now_reads.data or "")
