"""Concerns about staff, what a customer stood up for themselves with, and risks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import wtforms

from casework.actions.concerns import ConcernFacts
from casework.actions.risks import RiskFromFacts, RiskToFacts
from casework.records.cases import Incident
from casework.records.people import StaffMember
from casework.rules.fairness import CONCERN_OUTCOMES
from casework.rules.risks import RISKS_FROM, RISKS_TO
from letters import words
from staff.fair_words import A_RISK, AT_RISK, MATTERS, OUTCOMES
from staff.forms.incidents import NotLater, choices
from web.forms import Choice, ChoiceField, DateParts, Form, LongTextField, SelectField, TextField, longest, needed
from web.language import current_language
from web.language import lazy_gettext as _l


class ConcernForm(Form):
    """What the customer says about a member of staff, written down by staff."""

    form_key = wtforms.HiddenField()
    customer = wtforms.HiddenField()
    case = wtforms.HiddenField()
    incident = wtforms.HiddenField()
    raised_on = DateParts(
        _l("When did they tell us?"), [needed(_l("Enter the day")), NotLater()], hint=_l("For example 27 3 2026")
    )
    what = LongTextField(
        _l("What do they say happened?"),
        [needed(_l("Write what they say")), longest(8000)],
        hint=_l("In their own words. Whether it is true is looked into later, by someone else."),
        rows=8,
    )
    about_words = TextField(_l("Who was it, as they say it?"), [longest(200)])
    about = SelectField(_l("Who was it, if you know?"), hint=_l("Leave it empty if you do not know."))

    def facts(self) -> ConcernFacts:
        """What the action takes."""
        return ConcernFacts(
            what=str(self.what.data),
            about_words=self.about_words.data or "",
            raised_on=self.raised_on.data,
            case_ref=self.case.data or "",
            incident_ref=self.incident.data or "",
            about_ref=self.about.data or "",
        )


class NameForm(Form):
    """Who it was."""

    about = SelectField(_l("Who is it about?"), [needed(_l("Choose who it is about"))])


class CloseForm(Form):
    """The answer to a concern."""

    outcome = ChoiceField(
        _l("What did you find?"), [needed(_l("Choose what you found"))], choices=choices(CONCERN_OUTCOMES, OUTCOMES)
    )
    found = LongTextField(
        _l("What did you look at, and why do you say so?"),
        [needed(_l("Write what you looked at and found")), longest(8000)],
        hint=_l("The customer reads this."),
        rows=8,
    )


class MatterForm(Form):
    """A complaint, a claim or a referral."""

    form_key = wtforms.HiddenField()
    customer = wtforms.HiddenField()
    kind = ChoiceField(_l("What was it?"), [needed(_l("Choose what it was"))])
    came_on = DateParts(
        _l("On which day did it come?"), [needed(_l("Enter the day")), NotLater()], hint=_l("For example 27 3 2026")
    )
    known_as = TextField(_l("Its reference, if there is one"), [longest(60)])

    def of_kinds(self, kinds: Sequence[str]) -> MatterForm:
        """Offer the kinds that the rules know."""
        self.kind.offer([Choice(code, _l(MATTERS[code])) for code in kinds if code in MATTERS])
        return self


class RetaliationForm(Form):
    """Is this a payback for a complaint?"""

    answer = LongTextField(
        _l("Why would this be proposed without it?"),
        [needed(_l("Write your answer")), longest(4000)],
        hint=_l("Whoever decides reads it, and whoever hears an appeal. Say what happened before, with dates."),
        rows=6,
    )


class TestForm(Form):
    """A notice that is kept back, looked at again."""

    __test__ = False  # no test of ours, whatever its name

    outcome = ChoiceField(
        _l("What do you decide?"),
        [needed(_l("Choose what you decide"))],
        choices=[
            Choice("keep", _l("The customer is still not told")),
            Choice(
                "tell", _l("The customer is told now"), hint=_l("It shows in their portal, and the letter goes out.")
            ),
        ],
    )
    reason = LongTextField(_l("Why?"), [needed(_l("Write why")), longest(4000)], rows=5)
    until = DateParts(
        _l("If not told: by when is it looked at again?"), hint=_l("Leave it empty for the next review, the last day.")
    )


class RiskToForm(Form):
    """A person in danger."""

    form_key = wtforms.HiddenField()
    customer = wtforms.HiddenField()
    code = ChoiceField(
        _l("What danger is this person in?"), [needed(_l("Choose the danger"))], choices=choices(RISKS_TO, AT_RISK)
    )
    keep_safe = LongTextField(
        _l("What do we do to keep them safe?"),
        [needed(_l("Write what we do")), longest(2000)],
        hint=_l("For example a safe telephone number, and what we must never do."),
    )
    review_on = DateParts(_l("By when is this looked at again?"), [needed(_l("Enter the day"))])

    def facts(self) -> RiskToFacts:
        """What the action takes."""
        return RiskToFacts(str(self.code.data), str(self.keep_safe.data), self.review_on.data or date.max)


class RiskFromForm(Form):
    """A danger from a person."""

    form_key = wtforms.HiddenField()
    customer = wtforms.HiddenField()
    code = ChoiceField(
        _l("What was the danger?"), [needed(_l("Choose the danger"))], choices=choices(RISKS_FROM, A_RISK)
    )
    incident = ChoiceField(_l("In which incident?"), [needed(_l("Choose the incident"))])
    seen = LongTextField(
        _l("What was seen?"), [needed(_l("Write what was seen")), longest(2000)], hint=_l("The customer may read this.")
    )
    review_on = DateParts(_l("By when is this looked at again?"), [needed(_l("Enter the day"))])

    def of_incidents(self, incidents: Sequence[Incident]) -> RiskFromForm:
        """Offer the incidents on record."""
        language = current_language()
        self.incident.offer([Choice(one.ref, words.date_time(one.happened_at, language)) for one in incidents])
        return self

    def facts(self) -> RiskFromFacts:
        """What the action takes."""
        day = self.review_on.data or date.max
        return RiskFromFacts(str(self.code.data), str(self.incident.data), str(self.seen.data), day)


class EndForm(Form):
    """A risk is over."""

    why = LongTextField(_l("Why is it over?"), [needed(_l("Write why")), longest(2000)], rows=4)


def people(staff: Sequence[StaffMember]) -> list[Choice]:
    """Members of staff to choose from."""
    return [Choice(one.ref, one.name) for one in staff]
