"""A signature under a proposal: each person in a session of their own."""

from __future__ import annotations

from collections.abc import Sequence

import wtforms
from wtforms.validators import StopValidation

from casework.rules.pack import Pack
from letters import words
from web.forms import Choice, ChoiceField, Form, LongTextField, TickField, longest, needed
from web.language import current_language, gettext
from web.language import lazy_gettext as _l


class Explained:
    """Who disagrees says why."""

    def __call__(self, form: SignForm, field: wtforms.Field) -> None:
        if form.agrees.data == "no" and not (field.data or "").strip():
            raise StopValidation(gettext("Write why you do not agree: it is kept with the decision"))


class SignForm(Form):
    """Yes or no to exactly the text that stands on the page."""

    seen = wtforms.HiddenField()  # the text that the person has read
    role = ChoiceField(_l("In which role do you sign?"), [needed(_l("Choose the role in which you sign"))])
    agrees = ChoiceField(
        _l("Do you agree with this proposal?"),
        [needed(_l("Choose whether you agree"))],
        choices=[Choice("yes", _l("Yes, I agree")), Choice("no", _l("No, I do not agree"))],
    )
    dissent = LongTextField(
        _l("If you do not agree: why?"), [Explained(), longest(4000)], hint=_l("It is kept with the decision."), rows=3
    )
    represents = TickField(
        _l("I sign as a team representative"), hint=_l("For the person who holds this role. The record says so.")
    )

    def for_roles(self, roles: Sequence[str]) -> SignForm:
        """Offer the roles of the landlord's policy that this person holds; a single one is chosen already."""
        language = current_language()
        self.role.offer(Choice(code, words.role(code, language)) for code in roles)
        if len(roles) == 1 and not self.role.data:
            self.role.data = roles[0]
        return self


def stand_ins(pack: Pack) -> bool:
    """True where the landlord's policy lets a team send a representative."""
    return bool(pack.rules["decision"].table.values.get("stand_ins", False))


class WithdrawForm(Form):
    """Giving a proposal up."""

    why = LongTextField(
        _l("Why is this proposal given up?"),
        [needed(_l("Write why")), longest(2000)],
        hint=_l("It stays on record."),
        rows=4,
    )
