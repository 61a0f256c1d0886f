"""Reasonable adjustments, as staff write them down and answer them."""

from __future__ import annotations

from collections.abc import Sequence

from casework.actions.adjustments import LONGEST, AnswerFacts
from casework.actions.call_recordings import ConsentFacts
from casework.rules.adjustments import ADJUSTMENTS, OWN_WORDS, REASONS
from casework.rules.vocabulary import DIRECT_CHANNELS
from letters import words
from staff.forms.agreements import lines, ways
from staff.forms.decisions import ToCome
from web.customer_forms.adjustments import NotDoneForm, RecordingForm, WishForm
from web.customer_forms.days import NotLater
from web.forms import Choice, ChoiceField, ChoicesField, DateParts, Form, LongTextField, longest, needed
from web.language import current_language, gettext
from web.language import lazy_gettext as _l


def _how() -> ChoiceField:
    return ChoiceField(_l("How did it reach us?"), [needed(_l("Choose how it reached us"))])


class AskedForm(WishForm):
    """What a customer asked for in another way than here."""

    how = _how()

    def with_ways(self) -> AskedForm:
        """Offer the list and the ways, in the reader's language."""
        self.of_things()
        self.how.offer(ways())
        return self


class ToldNotDoneForm(NotDoneForm):
    """What a customer told staff was not done."""

    how = _how()

    def with_ways(self) -> ToldNotDoneForm:
        """Offer the ways, in the reader's language."""
        self.how.offer(ways())
        return self


class AnswerForm(Form):
    """What is agreed, what else, and why not the rest."""

    agreed = ChoicesField(_l("What do we agree to?"), hint=_l("Take away what we cannot do."))
    put_as = LongTextField(
        _l("How should staff read what they wrote?"),
        [longest(LONGEST)],
        hint=_l("What to do, without the name of an illness. Empty: as they wrote it."),
        rows=2,
    )
    also = ChoicesField(_l("What else did you agree with them?"))
    instead = LongTextField(
        _l("Anything else that we agree to, in your words"), [longest(LONGEST)], hint=_l("One on each line"), rows=3
    )
    review_on = DateParts(
        _l("When do we ask whether it still helps?"),
        [needed(_l("Enter the day on which it is looked at again")), ToCome()],
        hint=_l("At the latest on that day. Until then it goes on."),
    )
    reason = ChoiceField(_l("If we do not agree to all of it: why not?"))
    words = LongTextField(
        _l("Our answer in your words"),
        [longest(LONGEST)],
        hint=_l("The customer will read this. What it costs us is never a reason."),
        rows=4,
    )
    offered = LongTextField(_l("If we agree to nothing: what did you offer instead?"), [longest(LONGEST)], rows=3)

    def about(self, asked: Sequence[str]) -> AnswerForm:
        """Offer what was asked for, the rest of the list, and the reasons."""
        language = current_language()
        self.agreed.offer(
            Choice(code, gettext("What they wrote") if code == OWN_WORDS else words.adjustment(code, language))
            for code in asked
        )
        rest = [code for code in ADJUSTMENTS if code not in asked]
        self.also.offer(Choice(code, words.adjustment(code, language)) for code in rest)
        self.reason.offer(Choice(code, words.adjustment_reason(code, language)) for code in REASONS)
        if OWN_WORDS not in asked:
            del self.put_as
        return self

    def facts(self) -> AnswerFacts:
        """What the action takes; call it after the form was found valid."""
        return AnswerFacts(
            agreed=tuple(self.agreed.data),
            review_on=self.review_on.data,
            put_as=(self["put_as"].data or "") if "put_as" in self else "",
            also=tuple(self.also.data),
            instead=lines(self.instead.data),
            reason=self.reason.data or "",
            words=self.words.data or "",
            offered=self.offered.data or "",
        )


class LookAgainForm(Form):
    """That an adjustment goes on after it was looked at with the customer."""

    words = LongTextField(
        _l("What did the customer say?"),
        [needed(_l("Write what the customer said")), longest(LONGEST)],
        hint=_l("Ask whether it still helps, and whether we did it. The customer will read this."),
        rows=4,
    )
    next_review_on = DateParts(
        _l("When do we ask again?"), [needed(_l("Enter the day on which it is looked at again")), ToCome()]
    )


class EndForm(Form):
    """Why an adjustment ends."""

    why = ChoiceField(
        _l("Why does it end?"),
        [needed(_l("Choose why it ends"))],
        choices=[
            Choice("customer_wants_it", _l("The customer does not need it any more")),
            Choice("other_agreed", _l("Something else is done instead")),
            Choice("not_needed", _l("We think that it is not needed any more")),
        ],
    )
    words = LongTextField(
        _l("Our reasons"),
        [longest(LONGEST)],
        hint=_l("The customer will read this. You can leave it empty where the customer wants it."),
        rows=4,
    )


class DoneForm(Form):
    """On which day staff kept to it."""

    on = DateParts(_l("What day was it?"), [needed(_l("Enter the day")), NotLater()], hint=_l("For example 27 3 2026"))


class PutRightForm(Form):
    """What was found about something that was not done."""

    words = LongTextField(
        _l("What did you find, and what do we do now?"),
        [needed(_l("Write our answer")), longest(LONGEST)],
        hint=_l("The customer will read this. If it was our mistake, say sorry."),
        rows=6,
    )


class ConsentForm(Form):
    """Yes or no to a call that somebody asks to record."""

    agrees = ChoiceField(
        _l("Do we agree?"),
        [needed(_l("Choose yes or no"))],
        choices=[
            Choice("yes", _l("Yes")),
            Choice("no", _l("No"), hint=_l("First ask whether they need it, for example to remember.")),
        ],
    )
    why = LongTextField(_l("If no: why not?"), [longest(LONGEST)], hint=_l("The customer will read this."), rows=3)
    other_ways = ChoicesField(_l("If no: which other ways did you offer?"))

    def with_channels(self) -> ConsentForm:
        """Offer the ways to deal with us, in the reader's language."""
        language = current_language()
        self.other_ways.offer(Choice(code, words.channel(code, language)) for code in DIRECT_CHANNELS)
        return self

    def consent(self) -> ConsentFacts:
        """What the action takes; call it after the form was found valid."""
        return ConsentFacts(self.agrees.data == "yes", self.why.data or "", tuple(self.other_ways.data))


class RecordedCallForm(ConsentForm, RecordingForm):
    """That somebody asked in a call to record it, and what we said."""

    how = _how()

    def with_ways(self) -> RecordedCallForm:
        """Offer the channels and the ways, in the reader's language."""
        self.with_channels()
        self.how.offer(ways())
        return self
