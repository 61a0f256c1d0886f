"""The forms about who speaks for a customer: naming them, a code to read out, and a word in private."""

from __future__ import annotations

from datetime import date
from typing import Any

import wtforms
from wtforms.validators import ValidationError

from casework.actions.acting_for import PORTAL
from casework.actions.forced import ForcedFacts
from casework.actions.naming import NamingFacts
from casework.rules import advocates as rules
from letters.words import advocates as words
from web.access import london_today
from web.forms import (
    Choice,
    ChoiceField,
    ChoicesField,
    DateParts,
    EmailField,
    Form,
    LongTextField,
    PhoneField,
    TextField,
    TickField,
    longest,
    needed,
)
from web.language import gettext as _
from web.language import lazy_gettext as _l

LONGEST_NAME = 200
KINDS = [Choice(code, _l(text)) for code, text in words.KINDS.items()]
SCOPES = [Choice(code, _l(text)) for code, text in words.SCOPES.items()]


def last_day(kind: str, ends_on: date | None) -> None:
    """ValidationError where an authority of that kind cannot end on that day."""
    if ends_on is None:
        return
    wrong = rules.against(kind, rules.KINDS[kind].scope, ends_on, london_today())
    if wrong == ("in_the_past", "ends_on"):
        raise ValidationError(_("Enter a day that is still to come"))
    if wrong == ("ends_too_late", "ends_on"):
        raise ValidationError(_("Enter a day within the next two years"))


def _scope() -> ChoicesField:
    asked = _l("Choose at least one thing that they may do")
    return ChoicesField(_l("What may they do?"), [needed(asked)], choices=SCOPES)


def _ends_on() -> DateParts:
    return DateParts(
        _l("Until which day?"),
        [needed(_l("Enter the last day"))],
        hint=_l("At most two years. You can end it sooner at any moment."),
    )


class OfferForm(Form):
    """What a customer lets somebody do, and until when."""

    form_key = wtforms.HiddenField()
    scope = _scope()
    ends_on = _ends_on()

    def validate_ends_on(self, field: DateParts) -> None:
        last_day("advocate", field.data)


class NamingForm(Form):
    """Who is to speak for a customer, what they may do, and until when."""

    form_key = wtforms.HiddenField()
    kind = ChoiceField(_l("Who are they?"), [needed(_l("Choose who they are"))], choices=KINDS)
    name = TextField(_l("Their full name"), [needed(_l("Enter their full name")), longest(LONGEST_NAME)])
    organisation = TextField(
        _l("Where they work, if they help you as part of their job"),
        [longest(LONGEST_NAME)],
        hint=_l("For example, an advice centre. You can leave this empty."),
    )
    everybody = TickField(_l("Anyone who works there may act for me"))
    email = EmailField(
        _l("Their email address"), [longest(254)], hint=_l("We ask them there. Without it, we ask them in another way.")
    )
    phone = PhoneField(_l("Their phone number"))
    scope = _scope()
    ends_on = _ends_on()

    def validate_ends_on(self, field: DateParts) -> None:
        last_day(self.kind.data or "advocate", field.data)

    def validate_scope(self, field: ChoicesField) -> None:
        kind = rules.KINDS.get(self.kind.data or "")
        if kind is not None and not set(field.data or ()) <= set(kind.scope):
            raise ValidationError(
                _("Someone of this kind may do less. Choose fewer things, or name them as your advocate")
            )

    def validate_everybody(self, field: TickField) -> None:
        if field.data and not (self.organisation.data or "").strip():
            raise ValidationError(_("Enter where they work"))

    def facts(self, **more: Any) -> NamingFacts:
        """What the action takes; call it after the form was found valid."""
        return NamingFacts(
            str(self.kind.data),
            str(self.name.data),
            tuple(self.scope.data or ()),
            self.ends_on.data,
            email=self.email.data or None,
            phone=self.phone.data or None,
            organisation=self.organisation.data or "",
            everybody=bool(self.everybody.data),
            **more,
        )


class ForcedForm(Form):
    """Somebody was forced on a customer."""

    form_key = wtforms.HiddenField()
    who = TextField(_l("Who is it?"), [needed(_l("Write who it is")), longest(LONGEST_NAME)])
    wanted = ChoiceField(
        _l("What should we do first?"),
        [needed(_l("Choose what we should do first"))],
        choices=[
            Choice("talk_first", _l("Talk with me alone first"), hint=_l("Nothing changes until then.")),
            Choice(
                "end", _l("End it"), hint=_l("They will notice that they can no longer act for you. We do not say why.")
            ),
        ],
    )
    reach = LongTextField(
        _l("How and when is it safe to reach you?"),
        [needed(_l("Write how and when it is safe to reach you")), longest(2000)],
        hint=_l("For example, a phone number and a time. We use no other way."),
        rows=3,
    )
    what = LongTextField(
        _l("What else should we know?"), [longest(10_000)], hint=_l("You can leave this empty."), rows=4
    )

    def facts(self, how: str = PORTAL) -> ForcedFacts:
        """What the action takes; call it after the form was found valid."""
        return ForcedFacts(str(self.who.data), str(self.wanted.data), str(self.reach.data), self.what.data or "", how)
