"""Hearing an appeal: what comes of it for each restriction, and for each thing that was done beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import wtforms
from wtforms.validators import StopValidation

from casework.actions.decisions import RestrictionFacts
from casework.actions.hearings import Change
from casework.records.decisions import Restriction
from casework.rules.pack import Pack
from letters import words
from staff.forms.terms import as_typed, read_terms, term_fields, term_names
from translations import mark
from web.forms import Choice, ChoiceField, Form, LongTextField, SelectField, longest, needed
from web.language import current_language, gettext
from web.language import lazy_gettext as _l

WHAT = {"stands": mark("It stands"), "ends": mark("It ends"), "changes": mark("It changes")}


class ForChanging:
    """Needed only where the appeal is upheld in part: each restriction then has an answer of its own."""

    def __call__(self, form: Any, field: wtforms.Field) -> None:
        if form.outcome.data == form.varying and not field.data:
            raise StopValidation(gettext("Choose what happens to this restriction"))


class HearingForm(Form):
    """The answer to an appeal. Made by ``hearing_form``, which adds the fields of each restriction."""

    restrictions: Sequence[Restriction] = ()
    actions: Sequence[str] = ()
    changes: Mapping[int, str]
    pack: Pack
    varying = "vary"  # the outcome that asks about each restriction

    outcome = ChoiceField(
        _l("What is your answer?"),
        [needed(_l("Choose your answer"))],
        choices=[
            Choice("uphold", _l("The appeal is upheld"), hint=_l("All these restrictions end today.")),
            Choice(
                "vary",
                _l("The appeal is upheld in part"),
                hint=_l("You choose what happens to each restriction."),
            ),
            Choice("dismiss", _l("The appeal is not upheld"), hint=_l("All these restrictions stand as they are.")),
        ],
    )
    reasons = LongTextField(
        _l("Why?"),
        [needed(_l("Write your reasons")), longest(8000)],
        hint=_l("Answer each point that the customer makes. They will read this in the letter."),
        rows=8,
    )

    def of(self, place: int) -> list[Any]:
        """The fields with the new terms of one restriction, where it is to change."""
        if place not in self.changes:
            return []
        names = [*term_names(self.pack, self.pack.kinds[self.changes[place]]), "reason", "proportionality"]
        return [self[f"x{place}_{name}"] for name in names]

    def answers(self) -> dict[str, Change]:
        """What happens to each restriction, by its reference; empty unless the appeal is upheld in part."""
        if self.outcome.data != self.varying:
            return {}
        found = {row.ref: self._answer(place) for place, row in enumerate(self.restrictions)}
        return found | {code: _end(str(self[f"a_{code}"].data)) for code in self.actions}

    def _answer(self, place: int) -> Change:
        if place not in self.changes:
            return _end(str(self[f"x{place}_what"].data))
        kind, prefix = self.pack.kinds[self.changes[place]], f"x{place}_"
        return RestrictionFacts(
            kind=kind.code,
            terms=read_terms(kind, self, prefix),
            reason=self[f"{prefix}reason"].data or "",
            proportionality=self[f"{prefix}proportionality"].data or "",
        )


Asked = TypeVar("Asked", bound=HearingForm)


def _end(answer: str) -> Change:
    return "ends" if answer == "ends" else "stands"


def hearing_form(
    pack: Pack,
    restrictions: Sequence[Restriction],
    actions: Sequence[str],
    changes: Mapping[int, str],
    base: type[Asked] = HearingForm,
    **given: Any,
) -> Asked:
    """The form for these; ``changes``: the kind that each restriction to be changed becomes, by place.

    ``base``: the form that asks for the outcome itself.
    """
    language = current_language()
    kinds = [Choice(code, words.restriction_name(code, language)) for code in pack.kinds_in_policy]
    fields: dict[str, Any] = {}
    for place, _row in enumerate(restrictions):
        prefix = f"x{place}_"
        what = [(code, _l(text)) for code, text in WHAT.items()]
        fields[f"{prefix}what"] = ChoiceField(_l("What happens to it?"), [ForChanging()], choices=what)
        if place in changes:
            fields[f"{prefix}kind"] = SelectField(_l("What does it become?"), choices=kinds)
            fields.update(term_fields(pack, pack.kinds[changes[place]], prefix))
            fields[f"{prefix}reason"] = LongTextField(_l("Why is this needed?"), [longest(4000)], rows=3)
            fields[f"{prefix}proportionality"] = LongTextField(
                _l("Why is nothing less enough?"), [longest(4000)], rows=3
            )
    for code in actions:
        what = [(answer, _l(WHAT[answer])) for answer in ("stands", "ends")]
        fields[f"a_{code}"] = ChoiceField(words.action(code, language), [ForChanging()], choices=what)
    form: Asked = type(base.__name__, (base,), fields)(**given)
    form.restrictions, form.actions, form.changes, form.pack = tuple(restrictions), tuple(actions), changes, pack
    return form


def prefilled(pack: Pack, row: Restriction, place: int, kind: str) -> dict[str, Any]:
    """What stands in the fields of a restriction when it is first chosen for change: what it says now."""
    prefix = f"x{place}_"
    terms = as_typed(pack.kinds[kind], row.terms, prefix) if kind == row.kind else {}
    return {
        f"{prefix}kind": kind,
        f"{prefix}reason": row.reason,
        f"{prefix}proportionality": row.proportionality,
        **terms,
    }
