"""Telling the landlord that something has changed, and following what comes of it."""

from __future__ import annotations

from collections.abc import Callable

from flask import url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from casework.actions import changes as actions
from casework.actions import evidence
from casework.records import changes as records
from casework.records.own import Reader
from portal import form_keys
from portal.blueprint import own_page
from portal.change_forms import ChangeFilesForm, ChangeForm
from portal.page import onto, page
from portal.sent_files import opened, opens
from web.database import act, reading
from web.forms import Upload
from web.uploads import keep_each


@own_page("/changes", "speak", keep=True)
def change_list(reader: Reader) -> str:
    return page("changes/list.html", changes=records.own_changes(reading(), reader))


@own_page("/changes/new", "speak", ("GET", "POST"))
def change_new(reader: Reader) -> ResponseReturnValue:
    form = ChangeForm(data={"form_key": form_keys.fresh()})
    if form.validate_on_submit():
        ref = act(actions.tell, reader.customer_ref, form.facts(), form_keys.of(form.form_key))
        if keep_each(form, to_change(ref)):
            return onto(".change", ref=ref)
    return page("changes/new.html", form=form)


@own_page("/changes/<ref>", "speak", ("GET", "POST"))
def change(reader: Reader, ref: str) -> ResponseReturnValue:
    """What was told, and what came of it; until then files can be added."""
    found, form = records.own_change(reading(), reader, ref), ChangeFilesForm()
    if found.state == "received" and form.validate_on_submit() and keep_each(form, to_change(ref)):
        return onto(".change", ref=ref)
    return page(
        "changes/change.html",
        change=found,
        form=form,
        reader=reader,
        opens=lambda sent: opens(reader, sent),
        file_at=lambda sent: url_for(".change_file", ref=ref, file=sent.ref),
    )


@own_page("/changes/<ref>/evidence/<file>", "speak")
def change_file(reader: Reader, ref: str, file: str) -> Response:
    """A file that was sent with it."""
    return opened(reader, records.own_change_file(reading(), reader, ref, file))


def to_change(ref: str) -> Callable[[Upload], str]:
    """Keeps a file with this change of circumstances."""
    return lambda file: act(evidence.attach_to_change, ref, file.filename, file.content, file.media_type)
