"""Telling the landlord how somebody who works there behaved, and following what comes of it."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from casework.actions import concerns as actions
from casework.actions.concerns import ConcernFacts
from casework.records import fair_own as records
from casework.records.own import Reader
from portal import form_keys
from portal.blueprint import own_page
from portal.concern_forms import ConcernForm
from portal.page import onto, page
from web.database import act, reading


@own_page("/concerns", "report", keep=True)
def concern_list(reader: Reader) -> str:
    return page("concerns/list.html", concerns=records.own_concerns(reading(), reader))


@own_page("/concerns/new", "report", ("GET", "POST"))
def concern_new(reader: Reader) -> ResponseReturnValue:
    form = ConcernForm(data={"form_key": form_keys.fresh()})
    if form.validate_on_submit():
        facts = ConcernFacts(str(form.what.data), form.about_words.data or "")
        ref = act(actions.raise_concern, reader.customer_ref, facts, form_keys.of(form.form_key))
        return onto(".concern", ref=ref)
    return page("concerns/new.html", form=form)


@own_page("/concerns/<ref>", "report", keep=True)
def concern(reader: Reader, ref: str) -> str:
    return page("concerns/concern.html", concern=records.own_concern(reading(), reader, ref), reader=reader)
