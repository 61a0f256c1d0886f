"""Does an incident count as unacceptable? Only what this landlord's policy makes of it is asked."""

from __future__ import annotations

from typing import Any

from casework.actions.weighing import Weighed, answers, reported
from casework.records.cases import Incident
from casework.rules.behaviour import CAUSE, NONE_KNOWN, PERSISTENCE, questions
from casework.rules.pack import Pack
from letters.words import policy_terms
from staff.forms.incidents import choices
from translations import mark
from web.forms import Choice, ChoiceField, ChoicesField, Form, LongTextField, longest
from web.language import current_language
from web.language import lazy_gettext as _l

GOING_ON = {
    "legal_action": mark("Legal action that may cost them their home"),
    "distress": mark("Distress or trouble"),
    NONE_KNOWN: mark("We asked or looked, and know of nothing"),
}
BEFORE = {
    "told_of_pending_action": mark("The customer was told what would be done"),
    "matter_acted_on": mark("The matter was acted on"),
    "neither": mark("Neither of these"),
}
HAD_CAUSE = {
    "without_cause": mark("No, there was none"),
    "with_cause": mark("Yes, for example because nobody had answered"),
}
# The fields in the order of the page, and the question of the rules that each is for.
FIELDS = {
    "no_more_than": "no_more_than",
    "circumstances": "circumstances",
    "effects": "effects",
    "how": "effects",
    "persistence": "persistence",
    "cause": "cause",
    "reminded": "reminded",
}


class WeighForm(Form):
    """The questions between an incident and the word "unacceptable". Each may be left open, and answered later."""

    no_more_than = ChoicesField(
        _l("Was it no more than this?"),
        hint=_l("These alone are not unacceptable. Leave all empty if it went further."),
    )
    circumstances = ChoicesField(
        _l("What is going on in this person's life?"),
        hint=_l("Leave all empty while nobody has asked. Never ask for a diagnosis."),
    )
    effects = ChoicesField(_l("What does the behaviour do?"), hint=_l("Leave all empty if it does none of this."))
    how = LongTextField(_l("How does it do that?"), [longest(4000)], rows=4)
    persistence = ChoiceField(_l("What was done about the matter before?"), choices=choices(PERSISTENCE, BEFORE))
    cause = ChoiceField(_l("Did the customer have cause to make contact again?"), choices=choices(CAUSE, HAD_CAUSE))
    reminded = ChoicesField(
        _l("What was the customer reminded of?"),
        choices=[Choice("yes", _l("How to complain, and the Housing Ombudsman"))],
    )

    def for_incident(self, pack: Pack, incident: Incident) -> WeighForm:
        """Leave only what has to be asked, with the answers that this landlord's policy knows."""
        rules, asked = pack.unacceptable, questions(pack, reported(incident))
        self.no_more_than.offer(_terms(rules.context.alone))
        self.circumstances.offer(choices((*rules.context.circumstances, NONE_KNOWN), GOING_ON))
        self.effects.offer(_terms(rules.threshold.effects))
        for name, question in FIELDS.items():
            if question not in asked:
                del self[name]
        return self

    @property
    def asked(self) -> list[Any]:
        """The fields that are left, in their order."""
        return [self[name] for name in FIELDS if name in self]

    @staticmethod
    def typed(incident: Incident) -> dict[str, object]:
        """What is on record, to start from."""
        given = answers(incident.weighing) if incident.weighing else {}
        return {**given, "reminded": ["yes"] if given.get("reminded") else []}

    def facts(self) -> Weighed:
        """What the action takes."""
        given: dict[str, Any] = {field.name: field.data for field in self.asked}
        return Weighed(
            no_more_than=tuple(given.get("no_more_than") or ()),
            circumstances=tuple(given.get("circumstances") or ()),
            effects=tuple(given.get("effects") or ()),
            how=given.get("how") or "",
            persistence=given.get("persistence") or "",
            cause=given.get("cause") or "",
            reminded=bool(given.get("reminded")),
        )


def _terms(codes: tuple[str, ...]) -> list[Choice]:
    """What a policy speaks of, as choices: each begins with a large letter."""
    named = [(code, policy_terms.named(policy_terms.CIRCUMSTANCES, code, current_language())) for code in codes]
    return [Choice(code, said[:1].upper() + said[1:]) for code, said in named]
