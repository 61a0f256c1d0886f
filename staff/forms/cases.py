"""The look at a person's circumstances, and a warning."""

from __future__ import annotations

from casework.actions.cases import WARNED_HOW, AssessmentFacts, WarningFacts
from casework.records.cases import Case
from casework.rules.vocabulary import SUPPORT, VULNERABILITY
from letters import words
from staff.forms.incidents import NotLater, choices
from translations import mark
from web.forms import Choice, ChoiceField, ChoicesField, DateParts, Form, LongTextField, TickField, longest, needed
from web.language import current_language
from web.language import lazy_gettext as _l

VULNERABLE = {
    "none": mark("We found none"),
    "present": mark("Yes, but it does not explain the behaviour"),
    "contributes": mark("Yes, and it is part of why this happened"),
}
SUPPORTED = {
    "not_needed": mark("No support is needed"),
    "none": mark("Support is needed, and none is in place yet"),
    "offered": mark("We have offered support, and wait for what comes of it"),
    "made_no_difference": mark("Support is in place, and the behaviour goes on"),
    "declined": mark("The customer said no to support"),
}
WARNED_ABOUT = {
    "calls": mark("Calls"),
    "writing": mark("Letters, emails or what is put online"),
    "contact": mark("Contact of every kind"),
}


class AssessmentForm(Form):
    """What is going on in this person's life, and what would help. It never asks for the name of a condition."""

    assessment = LongTextField(
        _l("What do we know about this person's circumstances?"),
        [needed(_l("Write what you found, and whom you asked")), longest(8000)],
        hint=_l("Whom you asked, what the record says, what the customer told us. Never ask for a diagnosis."),
        rows=8,
    )
    vulnerability = ChoiceField(
        _l("Is the person in a vulnerable situation?"),
        [needed(_l("Choose what you found"))],
        choices=choices(VULNERABILITY, VULNERABLE),
    )
    support = ChoiceField(
        _l("What about support?"),
        [needed(_l("Choose what fits"))],
        choices=choices(SUPPORT, SUPPORTED),
        hint=_l("An advocate, a support worker, a medical referral, another format or language."),
    )
    context = ChoicesField(
        _l("What else matters here?"),
        choices=[
            Choice("out_of_character", _l("This is not like the person: it was out of character")),
            Choice("legal_action", _l("Legal action is going on with this person")),
        ],
        hint=_l("Leave both empty if neither does."),
    )

    @staticmethod
    def typed(case: Case) -> dict[str, object]:
        """What is on record, to start from."""
        if case.assessed_on is None:
            return {}
        return {
            "assessment": case.assessment,
            "vulnerability": case.vulnerability,
            "support": case.support,
            "context": [code for code, holds in case.context.items() if holds],
        }

    def facts(self) -> AssessmentFacts:
        """What the action takes."""
        context = self.context.data or []
        return AssessmentFacts(
            assessment=str(self.assessment.data),
            vulnerability=str(self.vulnerability.data),
            support=str(self.support.data),
            out_of_character="out_of_character" in context,
            legal_action="legal_action" in context,
        )


class WarningForm(Form):
    """A warning, as it was given."""

    given_on = DateParts(
        _l("When was the warning given?"),
        [needed(_l("Enter the day of the warning")), NotLater()],
        hint=_l("For example 27 3 2026"),
    )
    how = ChoiceField(_l("How was it given?"), [needed(_l("Choose how it was given"))])
    what_was_said = LongTextField(
        _l("What was said?"),
        [needed(_l("Write what was said")), longest(4000)],
        hint=_l("Which behaviour has to change, what follows if it does not, and what help was offered."),
    )
    about = ChoiceField(
        _l("What was it about?"),
        [needed(_l("Choose what it was about"))],
        choices=choices(tuple(WARNED_ABOUT), WARNED_ABOUT),
    )
    asks_to_stop = TickField(_l("The customer was asked to stop"))

    def with_ways(self) -> WarningForm:
        """Offer the ways of giving a warning, in the reader's language."""
        self.how.offer(Choice(code, words.channel(code, current_language())) for code in WARNED_HOW)
        return self

    def facts(self) -> WarningFacts:
        """What the action takes."""
        assert self.given_on.data is not None  # noqa: S101  a valid form has a day
        return WarningFacts(
            self.given_on.data,
            str(self.how.data),
            str(self.what_was_said.data),
            about=str(self.about.data),
            asks_to_stop=bool(self.asks_to_stop.data),
        )
