"""Telling the landlord that something has changed, and following what comes of it."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from casework.actions import changes as actions
from casework.records import changes as records
from casework.records.own import Reader
from portal import form_keys
from portal.blueprint import own_page
from portal.change_forms import ChangeForm
from portal.page import onto, page
from web.database import act, reading


@own_page("/changes", "speak")
def change_list(reader: Reader) -> str:
    return page("changes/list.html", changes=records.own_changes(reading(), reader), reader=reader)


@own_page("/changes/new", "speak", ("GET", "POST"))
def change_new(reader: Reader) -> ResponseReturnValue:
    form = ChangeForm(data={"form_key": form_keys.fresh()})
    if form.validate_on_submit():
        ref = act(actions.tell, reader.customer_ref, form.facts(), form_keys.of(form.form_key))
        return onto(".change", ref=ref)
    return page("changes/new.html", form=form, reader=reader)


@own_page("/changes/<ref>", "speak")
def change(reader: Reader, ref: str) -> str:
    return page("changes/change.html", change=records.own_change(reading(), reader, ref), reader=reader)
