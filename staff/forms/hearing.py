"""Giving an appeal to a hearer, a point in the customer's words, and an answer to each ground."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import wtforms
from wtforms.validators import StopValidation

from casework.actions.grounds import Ground, GroundAnswer
from casework.actions.hearings import Hearer
from letters import words
from staff.forms.appeals import HearingForm
from translations import mark
from web.forms import Choice, ChoiceField, Form, LongTextField, SelectField, longest, needed
from web.language import current_language, gettext
from web.language import lazy_gettext as _l

AGREED = {
    "accepted": mark("We agree with this."),
    "partly": mark("We agree with a part of this."),
    "not_accepted": mark("We do not agree with this."),
}


class AllocateForm(Form):
    """Who hears an appeal, of those who may."""

    seen = wtforms.HiddenField()  # who heard it when the page was opened
    hearer = SelectField(_l("Who hears it?"), [needed(_l("Choose who hears it"))])
    why = LongTextField(
        _l("Why is it given to somebody else?"),
        [longest(2000)],
        hint=_l("Only where somebody hears it already."),
        rows=2,
    )

    def among(self, hearers: Sequence[Hearer]) -> AllocateForm:
        """Offer those who may hear it, by name and role."""
        language = current_language()
        self.hearer.offer(
            Choice(one.staff.ref, f"{one.staff.name}, {words.role(one.role, language)}") for one in hearers
        )
        return self


class PointForm(Form):
    """One point in what the customer says, in the hearer's words."""

    words = LongTextField(
        _l("A point that the customer makes"),
        [needed(_l("Write the point as you understand it")), longest(2000)],
        hint=_l("It then gets an answer of its own. The customer reads both."),
        rows=2,
    )


class ReasonNeeded:
    """Each answer has its reasons."""

    def __call__(self, _form: Any, field: wtforms.Field) -> None:
        if not (field.data or "").strip():
            raise StopValidation(gettext("Write your reasons"))


class GroundsForm(HearingForm):
    """The answer to an appeal, with one for each ground. Made by ``with_grounds``."""

    grounds: Sequence[Ground] = ()

    def to_each(self) -> dict[str, GroundAnswer]:
        """What is said to each ground, by its key."""
        return {
            one.key: GroundAnswer(str(self[f"g{place}_answer"].data), str(self[f"g{place}_reasons"].data))
            for place, one in enumerate(self.grounds)
        }


def with_grounds(grounds: Sequence[Ground]) -> type[GroundsForm]:
    """The form for an answer that speaks to each ground, where there is more than one."""
    fields: dict[str, Any] = {"grounds": tuple(grounds) if len(grounds) > 1 else ()}
    for place, _ground in enumerate(fields["grounds"]):
        choices = [Choice(code, _l(text)) for code, text in AGREED.items()]
        fields[f"g{place}_answer"] = ChoiceField(
            _l("Point {number}: what do you say to it?", number=place + 1),
            [needed(_l("Choose what you say to each point"))],
            choices=choices,
        )
        fields[f"g{place}_reasons"] = LongTextField(
            _l("Point {number}: why?", number=place + 1), [ReasonNeeded(), longest(8000)], rows=3
        )
    return type("GroundsForm", (GroundsForm,), fields)
