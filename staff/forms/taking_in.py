"""Appeals on the side of staff: one that reached somebody by telephone or on paper, and what another body answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import wtforms

from casework.actions.taking_in import TakenIn
from casework.rules.finding import Finding
from casework.rules.pack import Pack
from casework.rules.points import key
from casework.rules.vocabulary import CHANNELS
from letters import words
from staff.forms.incidents import NotLater
from web.forms import Choice, ChoiceField, ChoicesField, DateParts, Form, LongTextField, TickField, longest, needed
from web.language import current_language
from web.language import lazy_gettext as _l


class TakeInForm(Form):
    """An appeal in the customer's words, and how it came. Made by ``take_in_form``, which offers the ways."""

    form_key = wtforms.HiddenField()
    decision = wtforms.HiddenField()
    how = ChoiceField(
        _l("How did it reach us?"),
        [needed(_l("Choose how it reached us"))],
        hint=_l("Every way counts, whatever is restricted."),
    )
    received_on = DateParts(
        _l("On which day?"),
        [needed(_l("Enter the day on which it reached us")), NotLater()],
        hint=_l("The answer is due so many working days after that day."),
    )
    grounds = LongTextField(
        _l("Why does the customer disagree?"),
        [needed(_l("Write what the customer says")), longest(10_000)],
        hint=_l("In their own words, in any language."),
        rows=8,
    )
    points = ChoicesField(_l("Does any of this apply?"), hint=_l("It stands on record. Read it out, and ask."))
    wanted = LongTextField(_l("What should happen instead?"), [longest(10_000)], rows=4)
    new_evidence = TickField(_l("There is something new"), hint=_l("New facts, papers, or a change in their life."))
    complaint_too = TickField(_l("It is a complaint too"), hint=_l("Ask the customer."))

    def facts(self) -> TakenIn:
        """What the action takes; call it after the form was found valid."""
        return TakenIn(
            how=str(self.how.data),
            received_on=self.received_on.data,
            grounds=str(self.grounds.data),
            wanted=self.wanted.data or "",
            new_evidence=bool(self.new_evidence.data),
            complaint_too=bool(self.complaint_too.data),
            points=tuple(self.points.data or ()),
        )


def take_in_form(offered: Sequence[Finding], pack: Pack, **given: Any) -> TakeInForm:
    """The form with every channel on offer, and the points of appeal that the record offers."""
    form = TakeInForm(**given)
    language = current_language()
    form.points.offer(Choice(key(one), words.point(one, language, pack), hint=one.source) for one in offered)
    form.how.offer(Choice(code, words.channel(code, current_language())) for code in CHANNELS)
    return form


class AnswerForm(Form):
    """What the body that hears an appeal has answered."""

    outcome = ChoiceField(
        _l("What did they answer?"),
        [needed(_l("Choose their answer"))],
        choices=[
            Choice("uphold", _l("The appeal is upheld"), hint=_l("What they heard ends today.")),
            Choice("dismiss", _l("The appeal is not upheld"), hint=_l("It stands as it is.")),
        ],
    )
    reasons = LongTextField(
        _l("Why?"),
        [needed(_l("Write their reasons")), longest(8000)],
        hint=_l("As they gave them. The customer will read this in the letter."),
        rows=6,
    )


class DeliveredForm(Form):
    """The day on which a copy of a letter reached its reader."""

    copy = ChoiceField(_l("Which copy?"), [needed(_l("Choose the copy"))])
    delivered_on = DateParts(
        _l("On which day did it come?"), [needed(_l("Enter the day on which it came")), NotLater()]
    )
