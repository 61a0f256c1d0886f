"""Contact agreements and changes of circumstances, as staff write them down."""

from __future__ import annotations

from collections.abc import Sequence

import wtforms

from casework.actions.acting_for import REACHED_BY
from casework.actions.agreements import ImposeFacts, OfferFacts
from casework.actions.changes import ChangeFacts
from casework.actions.promises import BrokenFacts
from letters import words
from staff.forms.decisions import ToCome
from staff.forms.incidents import NotLater
from web.forms import Choice, ChoiceField, DateParts, FilesField, Form, LongTextField, longest, needed
from web.language import current_language
from web.language import lazy_gettext as _l

PROMISES = 2_000


def lines(text: object) -> tuple[str, ...]:
    """What was typed, one line each, without the empty ones."""
    return tuple(line.strip() for line in str(text or "").splitlines() if line.strip())


def ways() -> list[Choice]:
    """How a customer's word reaches staff."""
    return [Choice(code, words.by_channel(code, current_language())) for code in REACHED_BY]


class OfferForm(Form):
    """What each side would promise, and until when."""

    form_key = wtforms.HiddenField()
    case = wtforms.HiddenField()
    promises_landlord = LongTextField(
        _l("What do we promise?"),
        [needed(_l("Write what we promise")), longest(PROMISES)],
        hint=_l("One on each line. Only what we can keep: a promise that we break counts at the review."),
        rows=4,
    )
    promises_customer = LongTextField(
        _l("What do we ask the customer to promise?"),
        [needed(_l("Write what the customer would promise")), longest(PROMISES)],
        hint=_l("One on each line"),
        rows=4,
    )
    why = LongTextField(
        _l("Why do we ask?"),
        [needed(_l("Write why we ask")), longest(4000)],
        hint=_l("Which incidents led to it. The customer will read this."),
        rows=4,
    )
    answer_by = DateParts(
        _l("By when would we like an answer?"),
        [needed(_l("Enter the day by which we would like an answer")), ToCome()],
        hint=_l("Give the person time to think, and to ask somebody."),
    )
    review_on = DateParts(
        _l("When do we look at it again?"),
        [needed(_l("Enter the day on which it is looked at again")), ToCome()],
        hint=_l("At the latest on that day."),
    )

    def facts(self) -> OfferFacts:
        """What the action takes; call it after the form was found valid."""
        return OfferFacts(
            lines(self.promises_customer.data),
            lines(self.promises_landlord.data),
            str(self.why.data),
            self.answer_by.data,
            self.review_on.data,
        )


class ForThemForm(Form):
    """The customer's own answer, which reached staff in another way."""

    accepts = ChoiceField(
        _l("What did the customer say?"),
        [needed(_l("Choose what the customer said"))],
        choices=[Choice("yes", _l("They agree")), Choice("no", _l("They do not agree"))],
    )
    how = ChoiceField(_l("How did it reach us?"), [needed(_l("Choose how it reached us"))])
    words = LongTextField(_l("In their words"), [longest(4000)], hint=_l("You can leave this empty."), rows=3)

    def with_ways(self) -> ForThemForm:
        """Offer the ways, in the reader's language."""
        self.how.offer(ways())
        return self


class WhyForm(Form):
    """A reason."""

    why = LongTextField(_l("Why?"), [needed(_l("Write why")), longest(4000)], rows=4)


class ImposeForm(Form):
    """Why the promises are needed as a restriction."""

    form_key = wtforms.HiddenField()
    reason = LongTextField(
        _l("Why is this needed?"),
        [needed(_l("Write why this is needed")), longest(4000)],
        hint=_l("Which incidents show it. The customer will read this."),
        rows=4,
    )
    proportionality = LongTextField(
        _l("Why is nothing less enough?"),
        [needed(_l("Write why nothing less is enough")), longest(4000)],
        hint=_l("What a lesser restriction would not do. The customer will read this."),
        rows=4,
    )
    considered = LongTextField(
        _l("How did you think about disability, vulnerability and language?"),
        [longest(4000)],
        hint=_l("What you asked, what you found, and what you changed because of it."),
        rows=4,
    )
    review_on = DateParts(
        _l("When will this be reviewed?"),
        [needed(_l("Enter the day of the review")), ToCome()],
        hint=_l("At the latest on that day."),
    )

    def facts(self) -> ImposeFacts:
        """What the action takes; call it after the form was found valid."""
        return ImposeFacts(
            str(self.reason.data), str(self.proportionality.data), self.review_on.data, self.considered.data or ""
        )


class LookAgainForm(Form):
    """Whether an agreement goes on."""

    goes = ChoiceField(
        _l("What happens with the agreement?"),
        [needed(_l("Choose what happens"))],
        choices=[Choice("goes_on", _l("It goes on")), Choice("ends", _l("It ends"))],
    )
    reason = LongTextField(
        _l("Why?"),
        [needed(_l("Write why")), longest(4000)],
        hint=_l("Say too what we did about promises that we did not keep."),
        rows=4,
    )
    next_review_on = DateParts(_l("If it goes on: when do we look at it again?"), [ToCome()])


class BrokenForm(Form):
    """A promise that we did not keep."""

    form_key = wtforms.HiddenField()
    promise = ChoiceField(_l("Which promise did we not keep?"), [needed(_l("Choose the promise that we did not keep"))])
    happened_on = DateParts(
        _l("What day was it?"),
        [needed(_l("Enter the day on which it happened")), NotLater()],
        hint=_l("For example 27 3 2026"),
    )
    what_happened = LongTextField(_l("What happened?"), [needed(_l("Write what happened")), longest(4000)], rows=4)

    def about(self, promises: Sequence[str]) -> BrokenForm:
        """Offer the promises, each by its place."""
        self.promise.offer(Choice(str(place), promise) for place, promise in enumerate(promises))
        return self

    def facts(self, promises: Sequence[str]) -> BrokenFacts:
        """What the action takes; call it after the form was found valid."""
        return BrokenFacts(promises[int(str(self.promise.data))], self.happened_on.data, str(self.what_happened.data))


class ChangeForm(Form):
    """What a customer told staff of a change in their life."""

    form_key = wtforms.HiddenField()
    customer = wtforms.HiddenField()
    what_changed = LongTextField(
        _l("What has changed?"),
        [needed(_l("Write what has changed")), longest(10_000)],
        hint=_l("In their words. Never ask for a diagnosis."),
        rows=6,
    )
    wanted = LongTextField(_l("What would they like to happen?"), [longest(10_000)], rows=3)
    how = ChoiceField(_l("How did it reach us?"), [needed(_l("Choose how it reached us"))])
    files = FilesField(_l("Add a file"))

    def with_ways(self) -> ChangeForm:
        """Offer the ways, in the reader's language."""
        self.how.offer(ways())
        return self

    def facts(self) -> ChangeFacts:
        """What the action takes; call it after the form was found valid."""
        return ChangeFacts(str(self.what_changed.data), self.wanted.data or "", str(self.how.data))


class ChangeAnswerForm(Form):
    """What the customer is told of what came of it."""

    words = LongTextField(
        _l("What do we answer, and why?"),
        [needed(_l("Write our answer")), longest(8000)],
        hint=_l("The customer will read this. What came of it is taken from the record."),
        rows=6,
    )
