"""A customer's own account as staff write it down, and what staff answer to it."""

from __future__ import annotations

from dataclasses import replace

from casework.actions.accounts import LONGEST, AnswerFacts, CorrectionFacts
from casework.actions.details import Details
from staff.forms.agreements import lines, ways
from staff.forms.incidents import NotLater
from web.customer_forms.record import CorrectionForm, ReplyForm
from web.forms import (
    Choice,
    ChoiceField,
    DateParts,
    EmailField,
    Form,
    LongTextField,
    PhoneField,
    TextField,
    longest,
    needed,
)
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


class DetailsForm(Form):
    """Who a customer is, and how to reach them, as it should be."""

    name = TextField(_l("Name"), [needed(_l("Enter the name")), longest(200)])
    date_of_birth = DateParts(_l("Date of birth"), [needed(_l("Enter the date of birth")), NotLater()])
    address = LongTextField(_l("Address"), [longest(1000)], hint=_l("One line each, the postcode last"), rows=4)
    email = EmailField(_l("Email"), [longest(254)])
    phone = PhoneField(_l("Telephone"))
    tenancy_ref = TextField(_l("Tenancy"), [longest(40)])

    def details(self) -> Details:
        """What the action takes; call it after the form was found valid."""
        return Details(
            str(self.name.data),
            self.date_of_birth.data,
            lines(self.address.data),
            self.email.data or None,
            self.phone.data or None,
            self.tenancy_ref.data or None,
        )


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
