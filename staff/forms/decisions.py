"""Proposing restrictions: the reasons and terms of each, and what is said of the decision as a whole.

The form is made for the restrictions that are on the page: each has its kind in a hidden field `r0_kind`, `r1_kind`
and so on, so that one more can be added, or one taken away, without JavaScript and without losing what was typed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import wtforms
from wtforms.validators import StopValidation

from casework.actions.decisions import DecisionFacts, RestrictionFacts
from casework.records.decisions import Decision
from casework.rules.pack import Pack
from letters import words
from staff.forms.terms import as_typed, read_terms, term_fields, term_names
from web.access import london_today
from web.forms import Choice, ChoicesField, DateParts, Form, LongTextField, longest
from web.language import current_language, gettext
from web.language import lazy_gettext as _l

MOST_RESTRICTIONS = 12
TEXTS = ("action_reason", "considered", "tried_first", "not_warned_because", "longer_period", "withheld")


class ToCome:
    """A day that is still to come."""

    def __call__(self, form: Any, field: wtforms.Field) -> None:
        if field.data and field.data <= london_today():
            raise StopValidation(gettext("Enter a day that is still to come"))


class DecisionForm(Form):
    """One proposal. Made by ``decision_form``, which adds the fields of each restriction."""

    kinds: Sequence[str] = ()
    pack: Pack

    form_key = wtforms.HiddenField()
    seen = wtforms.HiddenField()  # which text the person started from, to notice that another changed it

    def restrictions(self) -> list[tuple[int, str, list[Any], list[Any]]]:
        """(number, kind, fields of its terms, reason and proportionality) for each restriction on the page."""
        return [
            (
                place,
                kind,
                [self[f"r{place}_{name}"] for name in term_names(self.pack, self.pack.kinds[kind])],
                [self[f"r{place}_reason"], self[f"r{place}_proportionality"]],
            )
            for place, kind in enumerate(self.kinds)
        ]

    def facts(self) -> DecisionFacts:
        """What the action takes; call it after the form was found valid."""
        return DecisionFacts(
            restrictions=tuple(
                RestrictionFacts(
                    kind=kind,
                    terms=read_terms(self.pack.kinds[kind], self, f"r{place}_"),
                    reason=self[f"r{place}_reason"].data or "",
                    proportionality=self[f"r{place}_proportionality"].data or "",
                )
                for place, kind in enumerate(self.kinds)
            ),
            **self._of_the_whole(),
        )

    def _of_the_whole(self) -> dict[str, Any]:
        return {
            "actions": tuple(self._given("actions") or ()),
            "review_on": self._given("review_on"),
            "starts_on": self._given("starts_on"),
            **{name: self._given(name) or "" for name in TEXTS},
        }

    def _given(self, name: str) -> Any:
        return self[name].data if name in self else None


def decision_form(pack: Pack, kinds: Sequence[str], **given: Any) -> DecisionForm:
    """The form for these restrictions. ``given`` goes to the form: `data` to start from, `formdata` as it was sent."""
    fields: dict[str, Any] = {}
    for place, code in enumerate(kinds):
        prefix = f"r{place}_"
        fields.update(term_fields(pack, pack.kinds[code], prefix))
        fields[f"{prefix}reason"] = LongTextField(
            _l("Why is this needed?"),
            [longest(4000)],
            hint=_l("Which incidents show it. The customer will read this."),
            rows=4,
        )
        fields[f"{prefix}proportionality"] = LongTextField(
            _l("Why is nothing less enough?"),
            [longest(4000)],
            hint=_l("What a lesser restriction would not do. The customer will read this."),
            rows=4,
        )
    fields.update(_whole(pack, kinds))
    form: DecisionForm = type("DecisionForm", (DecisionForm,), fields)(**given)
    form.kinds, form.pack = tuple(kinds), pack
    return form


def _whole(pack: Pack, kinds: Sequence[str]) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "tried_first": LongTextField(
            _l("What did you try first?"), [longest(4000)], hint=_l("Or why nothing less would do."), rows=4
        ),
        "considered": LongTextField(
            _l("How did you think about disability, vulnerability and language?"),
            [longest(4000)],
            hint=_l("What you asked, what you found, and what you changed because of it."),
            rows=4,
        ),
        "not_warned_because": LongTextField(
            _l("If the customer was not warned first: why not?"),
            [longest(2000)],
            hint=_l("Leave this empty if the customer was warned."),
            rows=2,
        ),
    }
    fields.update(_actions(pack))
    fields["starts_on"] = DateParts(
        _l("If it should start later: on which day?"),
        [ToCome()],
        hint=_l("Leave this empty to start as soon as the letter has come. What starts later can be announced first.")
        if pack.appeals.intended
        else _l("Leave this empty to start as soon as the letter has come."),
    )
    fields["review_on"] = DateParts(
        _l("When will this be reviewed?"), [ToCome()], hint=_l("At the latest on that day.")
    )
    return fields | _exceptions(pack, kinds)


def _actions(pack: Pack) -> dict[str, Any]:
    """What this landlord's policy has beside restrictions."""
    fields: dict[str, Any] = {}
    if pack.actions:
        language = current_language()
        fields["actions"] = ChoicesField(
            _l("What else is done?"),
            choices=[
                Choice(code, words.action(code, language), hint=pack.actions[code].source) for code in pack.actions
            ],
            hint=_l("Recorded beside the restrictions. Leave all empty if nothing."),
        )
        fields["action_reason"] = LongTextField(_l("Why is that done?"), [longest(4000)], rows=3)
    return fields


def _exceptions(pack: Pack, kinds: Sequence[str]) -> dict[str, Any]:
    """What is out of the ordinary, asked only where this landlord's policy knows it."""
    fields: dict[str, Any] = {}
    if pack.review.longer_by:
        fields["longer_period"] = LongTextField(
            _l("If that is later than usual: why?"),
            [longest(2000)],
            hint=_l("It has to be approved too. Leave this empty for the usual time."),
            rows=2,
        )
    if set(kinds) & set(pack.notice.withheld_for):
        fields["withheld"] = LongTextField(
            _l("If the customer must not be told: why not?"),
            [longest(4000)],
            hint=_l(
                "Only in exceptional cases, with a full justification that has to be signed off. Else leave this empty."
            ),
            rows=3,
        )
    return fields


def typed(decision: Decision, pack: Pack) -> dict[str, Any]:
    """A draft on record as what stands in the form."""
    found: dict[str, Any] = {
        "tried_first": decision.tried_first,
        "considered": decision.considered,
        "not_warned_because": decision.not_warned_because,
        "actions": decision.actions,
        "action_reason": decision.action_reason,
        "starts_on": decision.starts_on,
        "review_on": decision.review_on,
        "longer_period": (decision.longer_period or {}).get("reason", ""),
        "withheld": ((decision.notice or {}).get("withheld") or {}).get("justification", ""),
    }
    for place, restriction in enumerate(decision.restrictions):
        prefix = f"r{place}_"
        found |= as_typed(pack.kinds[restriction.kind], restriction.terms, prefix)
        found |= {f"{prefix}reason": restriction.reason, f"{prefix}proportionality": restriction.proportionality}
    return found
