"""The form for an appeal's answer: a restriction that is to change asks for its new terms in a step of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import request
from werkzeug.datastructures import MultiDict

from casework.actions import appealed, grounds
from casework.actions.work import RefusedError
from casework.records.appeals import Appeal
from casework.records.decisions import Restriction
from staff.forms.appeals import Asked, HearingForm, hearing_form, prefilled
from staff.forms.hearing import GroundsForm, with_grounds
from web import held_forms
from web.database import pack, reading


def answer_form(appeal: Appeal) -> GroundsForm:
    """The form with the fields that what was typed asks for; new fields start with what applies now."""
    rows = appealed.restrictions(appeal.decision)
    base = with_grounds(grounds.of(reading(), appeal))
    return changing_form(rows, appealed.actions(reading(), appeal.decision), base)


def changing_form(rows: Sequence[Restriction], actions: Sequence[str], base: type[Asked], **start: Any) -> Asked:
    """A form on which each of these restrictions may stand, end or change; ``start``: what stands in it at first."""
    typed = request.form if request.method == "POST" else held_forms.formdata(None)
    if not typed:
        return hearing_form(pack(), rows, actions, {}, base, formdata=None, **start)
    changes: dict[int, str] = {}
    sent: MultiDict[str, Any] = MultiDict(typed)
    for place, row in enumerate(rows):
        if sent.get("outcome") == base.varying and sent.get(f"x{place}_what") == "changes":
            chosen = sent.get(f"x{place}_kind")
            kind = changes[place] = chosen if chosen in pack().kinds_in_policy else row.kind
            if f"{place}:{kind}" not in sent.getlist("shown"):
                for name, value in prefilled(pack(), row, place, kind).items():
                    sent.setlistdefault(name, list(value) if isinstance(value, list) else [str(value)])
    return hearing_form(pack(), rows, actions, changes, base, formdata=sent)


def needs_terms(form: HearingForm) -> bool:
    """True where a restriction is to change whose new terms the person has not seen yet."""
    return any(f"{place}:{kind}" not in request.form.getlist("shown") for place, kind in form.changes.items())


def put_on_fields(form: HearingForm, error: RefusedError) -> RefusedError:
    """The action names a restriction by its reference; the page by its place."""
    ref, point, name = str(error.params.get("field", "")).partition(".")
    places = {row.ref: place for place, row in enumerate(form.restrictions)}
    if point and ref in places:
        error.params["field"] = f"x{places[ref]}_{name}"
    return error
