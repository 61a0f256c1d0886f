"""Complaints and requests, as staff write them down for somebody, and answer them."""

from __future__ import annotations

from collections.abc import Sequence

from casework.actions.complaints import NEW, AnswerFacts
from casework.rules.complaints import OUTCOMES
from staff.forms.agreements import ways
from staff.forms.incidents import NotLater, choices
from translations import mark
from web.customer_forms.complaints import ComplaintForm, StageTwoForm
from web.customer_forms.requests import HarmForm, RequestForm
from web.forms import Choice, ChoiceField, DateParts, Form, LongTextField, SelectField, longest, needed
from web.language import lazy_gettext as _l

OUTCOME_WORDS = {
    "upheld": mark("The customer is right"),
    "partly_upheld": mark("The customer is right in part"),
    "not_upheld": mark("We do not think that we did wrong"),
}


def how_field() -> ChoiceField:
    """How it reached staff; each form gets one of its own."""
    return ChoiceField(_l("How did it reach us?"), [needed(_l("Choose how it reached us"))])


class TakenDownForm(ComplaintForm):
    """A complaint that reached staff in another way."""

    received_on = DateParts(
        _l("When did they first tell any of us?"),
        [needed(_l("Enter the day")), NotLater()],
        hint=_l("For example 27 3 2026"),
    )
    how = how_field()

    def with_ways(self) -> TakenDownForm:
        """Offer the ways, in the reader's language."""
        self.how.offer(ways())
        return self


class StageTwoForThemForm(StageTwoForm):
    """The customer asks for stage 2, and told staff."""

    how = how_field()

    def with_ways(self) -> StageTwoForThemForm:
        """Offer the ways, in the reader's language."""
        self.how.offer(ways())
        return self


class AcknowledgeForm(Form):
    """What we understood."""

    understood = LongTextField(
        _l("What do we understand?"),
        [needed(_l("Write what we understand")), longest(8_000)],
        hint=_l("Each point of the complaint, and what the customer would like. They read this and can put it right."),
        rows=8,
    )
    same_as = SelectField(
        _l("Is it about the same thing as an earlier complaint?"),
        hint=_l("It is answered all the same. Whoever answers reads both."),
    )

    def of_earlier(self, refs: Sequence[str]) -> AcknowledgeForm:
        """Ask about earlier complaints, where there are some."""
        if refs:
            self.same_as.offer([Choice(NEW, _l("No, it is about something else")), *(Choice(ref, ref) for ref in refs)])
        else:
            del self.same_as
        return self


class ExtendForm(Form):
    """Why the answer comes later, and by when."""

    until = DateParts(_l("By which day do we answer?"), [needed(_l("Enter the day"))], hint=_l("For example 27 3 2026"))
    why = LongTextField(
        _l("Why do we need longer?"),
        [needed(_l("Write why we need longer")), longest(4_000)],
        hint=_l("The customer reads this, with how to reach the Ombudsman."),
        rows=4,
    )


class AnswerForm(Form):
    """All that an answer says (Complaint Handling Code 6.9)."""

    outcome = ChoiceField(
        _l("What do you decide?"),
        [needed(_l("Choose what you decide"))],
        choices=choices(OUTCOMES, OUTCOME_WORDS),
    )
    reasons = LongTextField(_l("Why?"), [needed(_l("Write why")), longest(8_000)], rows=6)
    remedy = LongTextField(
        _l("What do we do to put it right?"),
        [needed(_l("Write what we do to put it right")), longest(8_000)],
        hint=_l("If nothing, say so and why."),
        rows=4,
    )
    to_do = LongTextField(
        _l("What is still to be done, and by when?"),
        [needed(_l("Write what is still to be done")), longest(8_000)],
        hint=_l("If nothing is left, say so."),
        rows=3,
    )

    def facts(self) -> AnswerFacts:
        """What the action takes; call it after the form was found valid."""
        return AnswerFacts(str(self.outcome.data), str(self.reasons.data), str(self.remedy.data), str(self.to_do.data))


class RequestForThemForm(RequestForm):
    """What somebody asks, written down by staff."""

    how = how_field()


class HarmForThemForm(HarmForm):
    """What somebody told in confidence, written down by staff."""

    how = how_field()


class RequestAnswerForm(Form):
    """The answer to what somebody asked; of what was told in confidence, what was done."""

    words = LongTextField(_l("Our answer"), [needed(_l("Write the answer")), longest(8_000)], rows=6)


class DoneForm(Form):
    """What was done about something that was told in confidence."""

    words = LongTextField(
        _l("What did we do?"),
        [needed(_l("Write what we did")), longest(8_000)],
        hint=_l("This goes to nobody. It stands on record for those who may read this page."),
        rows=6,
    )
