"""Repairs, dangers and safety checks, as staff write them down and deal with them."""

from __future__ import annotations

from datetime import date, datetime

from casework.actions.service_visits import Found
from casework.actions.services import Report
from casework.rules.calendar import LONDON
from staff.forms.agreements import ways
from staff.forms.decisions import ToCome
from staff.forms.incidents import NotLater
from web.customer_forms.services import CheckForm, DetailsForm, problems
from web.forms import Choice, ChoiceField, DateParts, Form, LongTextField, TextField, TimeField, longest, needed
from web.language import lazy_gettext as _l


class ReportForm(DetailsForm):
    """What a customer, or somebody for them, told staff."""

    about = ChoiceField(_l("What is wrong?"), [needed(_l("Choose what is wrong"))])
    danger = ChoiceField(
        _l("Could somebody be hurt or fall ill today?"),
        [needed(_l("Choose yes, no or not sure"))],
        choices=[Choice("yes", _l("Yes")), Choice("no", _l("No")), Choice("not_sure", _l("I am not sure"))],
    )
    how = ChoiceField(_l("How did it reach us?"), [needed(_l("Choose how it reached us"))])

    def with_ways(self) -> ReportForm:
        """Offer the problems and the ways, in the reader's language."""
        self.about.offer(problems())
        self.how.offer(ways())
        return self

    def told(self) -> Report:
        """What the action takes; call it after the form was found valid."""
        said, phone = str(self.what.data), self.phone.data or ""
        return Report(str(self.about.data), str(self.danger.data), said, phone=phone, how=str(self.how.data))


class CheckDueForm(CheckForm):
    """A check that is due, or that a customer asks staff for."""

    last_on = DateParts(
        _l("When was the last one?"),
        [NotLater()],
        hint=_l("The day by which the next one is due follows from it. You can leave this empty."),
    )
    how = ChoiceField(_l("How did it reach us?"), [needed(_l("Choose how it reached us"))])

    def with_ways(self) -> CheckDueForm:
        """Offer the checks and the ways, in the reader's language."""
        self.offered()
        self.how.offer(ways())
        return self


class OfferForm(Form):
    """A time at which somebody can come."""

    day = DateParts(_l("On which day?"), [needed(_l("Enter the day"))])
    starts = TimeField(_l("From when?"), [needed(_l("Enter the time from which"))])
    ends = TimeField(_l("Until when?"), [needed(_l("Enter the time until which"))])

    def times(self) -> tuple[datetime, datetime]:
        """From when to when, by the clock in England; call it after the form was found valid."""
        return moment(self.day.data, str(self.starts.data)), moment(self.day.data, str(self.ends.data))


class VisitedForm(Form):
    """How a visit went."""

    came = ChoiceField(
        _l("What happened?"),
        [needed(_l("Choose what happened"))],
        choices=[
            Choice("kept", _l("We came, and were let in")),
            Choice("no_access", _l("We came, and nobody opened")),
            Choice("missed", _l("We did not come")),
        ],
    )
    words = LongTextField(
        _l("Say more"),
        [needed(_l("Write what happened")), longest(4000)],
        hint=_l("Who came, what was done, and what is left to do."),
        rows=3,
    )


class FoundForm(Form):
    """What was found in the home, and what follows. It goes to the customer as it stands."""

    ended_on = DateParts(_l("On which day did we finish looking?"), [needed(_l("Enter the day")), NotLater()])
    danger = ChoiceField(
        _l("Is there a danger?"),
        [needed(_l("Choose yes or no"))],
        choices=[Choice("yes", _l("Yes")), Choice("no", _l("No"))],
    )
    found = LongTextField(
        _l("What did we find?"),
        [needed(_l("Write what we found")), longest(4000)],
        hint=_l("The customer will read this."),
        rows=4,
    )
    doing = LongTextField(
        _l("What do we do about it, and when?"),
        [needed(_l("Write what we do about it")), longest(4000)],
        hint=_l("The customer will read this."),
        rows=4,
    )

    def facts(self) -> Found:
        """What the action takes; call it after the form was found valid."""
        return Found(self.ended_on.data, self.danger.data == "yes", str(self.found.data), str(self.doing.data))


class LongerForm(Form):
    """A later day for a target of our own."""

    due_on = DateParts(_l("By when instead?"), [needed(_l("Enter the day")), ToCome()])
    why = LongTextField(
        _l("Why does the way in which we visit take longer?"),
        [needed(_l("Write why")), longest(4000)],
        hint=_l("The customer will read this."),
        rows=3,
    )


class FinishForm(Form):
    """The end of a request."""

    end = ChoiceField(
        _l("How does it end?"),
        [needed(_l("Choose how it ends"))],
        choices=[Choice("done", _l("The work is done")), Choice("closed", _l("There is nothing for us to do"))],
    )
    words = LongTextField(
        _l("What do we tell the customer?"), [needed(_l("Write what we tell the customer")), longest(4000)], rows=4
    )


class NoteForm(Form):
    """Something that was tried or arranged."""

    words = LongTextField(
        _l("What was tried or arranged?"),
        [needed(_l("Write what was tried or arranged")), longest(4000)],
        hint=_l("For example calls, keys, a second person for the visit, or another place to stay."),
        rows=3,
    )


class MatchForm(Form):
    """Whose home it is."""

    customer = TextField(
        _l("The customer's reference"),
        [needed(_l("Enter the customer's reference")), longest(20)],
        hint=_l("Find the customer first. The reference begins with C."),
    )


def moment(day: date, clock: str) -> datetime:
    """A time of day in England."""
    return datetime.fromisoformat(f"{day.isoformat()}T{clock}").replace(tzinfo=LONDON)
