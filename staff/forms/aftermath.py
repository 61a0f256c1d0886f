"""What goes with an incident or a case: a recording without asking, damage, help for colleagues, a risk assessment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import wtforms

from casework.actions.aftermath import AssessmentFacts, DamageFacts, RecordingFacts
from casework.records.people import StaffMember
from casework.rules.aftermath import AT_RISK, HELP, MOMENTS
from casework.rules.vocabulary import DIRECT_CHANNELS
from letters import words
from staff.aftermath_words import HELPS, MOMENT, RISKED
from staff.forms.decisions import ToCome
from web.forms import (
    Choice,
    ChoiceField,
    ChoicesField,
    DateParts,
    Form,
    LongTextField,
    NumberField,
    SelectField,
    longest,
    needed,
)
from web.language import current_language
from web.language import lazy_gettext as _l

MOST_POUNDS = 1_000_000
WE_DID = [
    Choice("challenged", _l("We asked them to stop")),
    Choice("end_warned", _l("We warned that we would end the contact")),
    Choice("gave_reason", _l("They gave a reason"), hint=_l("For example that they cannot remember calls")),
]


class RecordingFields:
    """What was done about a recording without asking; on the form of an incident, and on its own."""

    recording_steps = ChoicesField(_l("What happened then?"), choices=WE_DID)
    other_ways = ChoicesField(_l("Which other ways did you offer?"), hint=_l("Needed where we ended the contact."))
    manager = SelectField(_l("Which manager did you tell?"), hint=_l("Leave it empty if you told nobody yet."))

    def offer_recording(self, managers: Sequence[StaffMember]) -> None:
        """Offer the ways, and the managers who may be told."""
        language = current_language()
        self.other_ways.offer(Choice(code, words.channel(code, language)) for code in DIRECT_CHANNELS)
        self.manager.offer(Choice(one.ref, one.name) for one in managers)

    def recording_facts(self) -> RecordingFacts:
        """What the action takes."""
        steps = self.recording_steps.data or ()
        return RecordingFacts(
            challenged="challenged" in steps,
            end_warned="end_warned" in steps,
            gave_reason="gave_reason" in steps,
            other_ways=tuple(self.other_ways.data or ()),
            manager_ref=self.manager.data or "",
        )


class DamageFields:
    """What was damaged; on the form of an incident, and on its own."""

    damage = LongTextField(_l("What was damaged?"), [longest(2000)], rows=2)
    cost = NumberField(
        _l("What will it cost, about, in pounds?"), hint=_l("Leave it empty if nobody knows yet."), most=MOST_POUNDS
    )

    def damage_facts(self) -> DamageFacts:
        """What the action takes."""
        return DamageFacts(self.damage.data or "", None if self.cost.data is None else self.cost.data * 100)


class RecordingForm(RecordingFields, Form):
    """A recording without asking, on a page of its own. ``seen``: what stood there when it was opened."""

    seen = wtforms.HiddenField()


class DamageForm(DamageFields, Form):
    """Damage, on a page of its own. ``seen`` as above."""

    seen = wtforms.HiddenField()


class HelpForm(Form):
    """Help that was offered to a colleague."""

    colleague = SelectField(_l("To whom?"), hint=_l("Leave it empty for somebody who does not work here."))
    kinds = ChoicesField(
        _l("What was offered?"),
        [needed(_l("Choose what was offered"))],
        choices=[Choice(code, _l(HELPS[code])) for code in HELP],
    )


class RiskForm(Form):
    """What could happen at a contact, and what we do about it."""

    form_key = wtforms.HiddenField()
    moment = ChoiceField(
        _l("When was this looked at?"),
        [needed(_l("Choose when it was looked at"))],
        choices=[Choice(code, _l(MOMENT[code])) for code in MOMENTS],
    )
    at_risk = ChoicesField(
        _l("Who could come to harm?"),
        [needed(_l("Choose who could come to harm"))],
        choices=[Choice(code, _l(RISKED[code])) for code in AT_RISK],
    )
    hazards = LongTextField(_l("What could happen?"), [needed(_l("Write what could happen")), longest(4000)], rows=3)
    measures = LongTextField(
        _l("What do we do so that it does not?"),
        [needed(_l("Write what we do")), longest(4000)],
        hint=_l("What limits the customer is a restriction: propose it, do not write it here."),
        rows=3,
    )
    review_on = DateParts(_l("By when is this looked at again?"), [needed(_l("Enter the day")), ToCome()])

    def facts(self) -> AssessmentFacts:
        """What the action takes; call it after the form was found valid."""
        day: Any = self.review_on.data
        return AssessmentFacts(
            str(self.moment.data), tuple(self.at_risk.data), str(self.hazards.data), str(self.measures.data), day
        )
