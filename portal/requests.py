"""Asking about an essential service in a few words, and telling us in confidence of harm or danger.

What is told in confidence is in no list, and its words show on no page again: somebody else may hold the telephone.
"""

from __future__ import annotations

from flask import abort
from flask.typing import ResponseReturnValue

from casework.actions import requests as actions
from casework.records import own
from casework.records import requests as records
from casework.records.own import Reader
from casework.rules.helplines import reach
from casework.rules.requests import ASKED, HARM
from portal import form_keys
from portal.blueprint import own_page
from portal.page import onto, page
from web.access import london_today
from web.customer_forms.requests import HarmForm, RequestForm
from web.database import act, reading
from web.landlord import landlord


@own_page("/requests", "report", keep=True)
def asked_list(reader: Reader) -> str:
    return page("requests/list.html", asked=records.own_requests(reading(), reader), services=ASKED)


@own_page("/requests/new/<service>", "report", ("GET", "POST"))
def asked_new(reader: Reader, service: str) -> ResponseReturnValue:
    if service not in ASKED:
        abort(404)
    form = RequestForm(data={"form_key": form_keys.fresh()})
    if form.validate_on_submit():
        ref = act(actions.ask, reader.customer_ref, form.facts(service), form_keys.of(form.form_key))
        return onto(".asked", ref=ref)
    return page("requests/new.html", form=form, service=service, reader=reader)


@own_page("/requests/<ref>", "report", keep=True)
def asked(reader: Reader, ref: str) -> ResponseReturnValue:
    found = records.own_request(reading(), reader, ref)
    if found.in_confidence:
        return onto(".safeguarding_told", ref=ref)
    return page("requests/asked.html", asked=found, reader=reader)


@own_page("/safeguarding", "report", keep=True)
def safeguarding(reader: Reader) -> str:
    """Who to call first, then what to tell us about."""
    others = reach(landlord(), "report_harm", london_today()).others
    return page("safeguarding/start.html", kinds=HARM, others=others, reader=reader)


@own_page("/safeguarding/<about>", "report", ("GET", "POST"))
def safeguarding_new(reader: Reader, about: str) -> ResponseReturnValue:
    if about not in HARM:
        abort(404)
    form = HarmForm(data={"form_key": form_keys.fresh()})
    if reader.advocate_id is not None or not own.advocates(reading(), reader, london_today()):
        del form.advocate_may_see
    if form.validate_on_submit():
        ref = act(actions.ask, reader.customer_ref, form.facts(about), form_keys.of(form.form_key))
        return onto(".safeguarding_told", ref=ref)
    return page("safeguarding/new.html", form=form, about=about, reader=reader)


@own_page("/safeguarding/told/<ref>", "report", keep=True)
def safeguarding_told(reader: Reader, ref: str) -> ResponseReturnValue:
    """That we have it, and when we call; nothing of what was told."""
    found = records.own_request(reading(), reader, ref)
    if not found.in_confidence:
        return onto(".asked", ref=ref)
    return page("safeguarding/told.html", told=found, reader=reader)
