"""The forms about a customer's own record: their reply to an incident, and what they ask us to put right."""

from __future__ import annotations

import wtforms

from casework.actions.accounts import LONGEST, CorrectionFacts
from web.forms import Choice, ChoiceField, Form, LongTextField, longest, needed
from web.language import lazy_gettext as _l

PARTS = (
    Choice("details", _l("My name, address, phone or other details")),
    Choice("incident", _l("What staff wrote about something that happened")),
    Choice("decision", _l("A decision")),
    Choice("letter", _l("A letter")),
    Choice("other", _l("Something else")),
)


class ReplyForm(Form):
    """How the customer saw what happened."""

    form_key = wtforms.HiddenField()
    words = LongTextField(
        _l("How did you see it?"),
        [needed(_l("Write how you saw it")), longest(LONGEST)],
        hint=_l("Say it in your own words and in any language."),
        rows=8,
    )


class CorrectionForm(Form):
    """What is wrong in the record, and what it should say."""

    form_key = wtforms.HiddenField()
    part = ChoiceField(_l("What is it about?"), [needed(_l("Choose what it is about"))], choices=PARTS)
    wrong = LongTextField(
        _l("What is wrong?"),
        [needed(_l("Write what is wrong")), longest(LONGEST)],
        hint=_l("Say it in your own words and in any language."),
        rows=5,
    )
    right = LongTextField(_l("What should it say?"), [longest(LONGEST)], hint=_l("You can leave this empty."), rows=3)

    def facts(self, incident: str = "") -> CorrectionFacts:
        """What the action takes; call it after the form was found valid."""
        part = "incident" if incident else str(self.part.data)
        return CorrectionFacts(part, str(self.wrong.data), self.right.data or "", incident)
