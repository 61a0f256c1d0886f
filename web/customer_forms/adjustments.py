"""The forms about reasonable adjustments: what would help, what was not done, and which call to record."""

from __future__ import annotations

import wtforms

from casework.actions.acting_for import PORTAL
from casework.actions.adjustments import LONGEST, WishFacts
from casework.actions.breaches import BreachFacts
from casework.actions.call_recordings import AHEAD, RecordingFacts
from casework.rules.adjustments import ADJUSTMENTS
from letters import words
from web.access import london_today
from web.customer_forms.days import Between, NotLater
from web.forms import Choice, ChoicesField, DateParts, Form, LongTextField, TextField, longest, needed
from web.language import current_language, gettext
from web.language import lazy_gettext as _l


def things() -> list[Choice]:
    """The plain list, in the reader's language."""
    return [Choice(code, words.adjustment(code, current_language())) for code in ADJUSTMENTS]


def how_of(form: Form) -> str:
    """In which way it reached staff, where staff fill the form in."""
    return str(form["how"].data) if "how" in form else PORTAL


class WishForm(Form):
    """What would help: from the list, in own words, or both."""

    form_key = wtforms.HiddenField()
    again = wtforms.HiddenField()  # reference of an answer that is to be looked at again, or nothing
    wanted = ChoicesField(_l("What would help you?"), hint=_l("Choose as many as you like."))
    own_words = LongTextField(
        _l("Is there anything else that would help?"),
        [longest(LONGEST)],
        hint=_l("Say it in your own words and in any language. You never have to name an illness."),
        rows=5,
    )

    def of_things(self) -> WishForm:
        """Offer the list; call it before the form is validated."""
        self.wanted.offer(things())
        return self

    def validate_wanted(self, field: ChoicesField) -> None:
        """One of the two is needed."""
        if not field.data and not (self.own_words.data or "").strip():
            raise wtforms.ValidationError(gettext("Choose what would help, or write it in your own words"))

    def facts(self) -> WishFacts:
        """What the action takes; call it after the form was found valid."""
        return WishFacts(tuple(self.wanted.data), self.own_words.data or "", how_of(self), self.again.data or "")


class NotDoneForm(Form):
    """When something agreed was not done, and what happened."""

    form_key = wtforms.HiddenField()
    happened_on = DateParts(
        _l("What day was it?"),
        [needed(_l("Enter the day on which it happened")), NotLater()],
        hint=_l("For example 27 3 2026"),
    )
    what_happened = LongTextField(
        _l("What happened?"),
        [needed(_l("Write what happened")), longest(LONGEST)],
        hint=_l("In your own words and in any language."),
        rows=6,
    )

    def facts(self) -> BreachFacts:
        """What the action takes; call it after the form was found valid."""
        return BreachFacts(self.happened_on.data, str(self.what_happened.data), how_of(self))


class RecordingForm(Form):
    """Which call somebody would like to record."""

    form_key = wtforms.HiddenField()
    call_on = DateParts(
        _l("What day is the call?"),
        [needed(_l("Enter the day of the call")), Between(lambda: (london_today(), london_today() + AHEAD))],
        hint=_l("For example 27 3 2026"),
    )
    about = TextField(_l("What is the call about?"), [longest(200)], hint=_l("You can leave this empty."))

    def facts(self) -> RecordingFacts:
        """What the action takes; call it after the form was found valid."""
        return RecordingFacts(self.call_on.data, self.about.data or "", how_of(self))
