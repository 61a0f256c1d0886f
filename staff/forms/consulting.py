"""What a team said about a case, who tells the customer, legal advice."""

from __future__ import annotations

from datetime import date
from typing import Final

from casework.actions.consulting import TeamAsked
from casework.rules.consulting import OUTCOMES
from staff.forms.incidents import NotLater, choices
from translations import mark
from web.forms import ChoiceField, DateParts, Form, LongTextField, SelectField, TextField, longest, needed
from web.language import gettext as _
from web.language import lazy_gettext as _l

_WORDS: Final = {
    "not_needed": mark("No advice is needed"),
    "asked": mark("We asked for advice"),
    "advised": mark("We have the advice"),
}


class TeamAskedForm(Form):
    """Which team, and what it said."""

    team = TextField(_l("Which team was asked?"), [needed(_l("Enter the name")), longest(80)])
    asked_on = DateParts(
        _l("On which day?"), [needed(_l("Enter the day")), NotLater()], hint=_l("For example 27 3 2026")
    )
    said = LongTextField(_l("What did they say?"), [needed(_l("Write what they said")), longest(8000)], rows=5)

    def facts(self) -> TeamAsked:
        """What the action takes."""
        return TeamAsked(str(self.team.data), self.asked_on.data or date.max, str(self.said.data))


class TellerForm(Form):
    """One person."""

    staff = SelectField(_l("Who tells the customer?"), [needed(_l("Choose who it is"))])


class LegalForm(Form):
    """Whether a lawyer is asked."""

    outcome = ChoiceField(
        _l("Is a lawyer's advice needed?"), [needed(_l("Choose one of the answers"))], choices=choices(OUTCOMES, _WORDS)
    )
    said = LongTextField(_l("Why, or what was the advice?"), [needed(_l("Write why")), longest(8000)], rows=5)


def outcome_words(code: str) -> str:
    """What came of it."""
    return _(_WORDS[code])
