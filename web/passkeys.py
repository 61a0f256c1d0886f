"""Passkeys between a page and its answer: the challenge lies in the session from when the page is drawn."""

from __future__ import annotations

import time
from typing import Final

import wtforms
from flask import Response, make_response, session

from casework.actions import passkeys
from casework.actions.passkeys import Answer
from web.delivery import POLICY_WITH_SCRIPTS
from web.forms import Form
from web.settings import settings

_LASTS: Final = 10 * 60  # seconds that a page may stay open


class PasskeyForm(Form):
    """What a device answered; the script fills it in."""

    passkey = wtforms.HiddenField()


def possible() -> bool:
    """Whether a passkey can be made and used at this portal's address."""
    return passkeys.possible(settings().staff_site)


def new_challenge() -> str:
    """A challenge for the page that is drawn now; the one of an earlier page ends."""
    challenge = passkeys.new_challenge()
    session["challenge"] = [challenge, int(time.time())]
    return challenge


def options_to_use() -> str:
    """What the script of a page is told, to ask for any passkey of this portal (JSON); "" where there can be none."""
    return passkeys.options_to_use(settings().staff_site, new_challenge()) if possible() else ""


def answer(form: PasskeyForm) -> Answer | None:
    """What the device answered to the challenge of this session; None where there is none, or it is old."""
    challenge, at = session.pop("challenge", ("", 0))
    return Answer(challenge, form.passkey.data or "") if challenge and time.time() - at <= _LASTS else None


def with_script(page: str) -> Response:
    """The page, and leave for its script: a stranger's pages have none otherwise."""
    drawn = make_response(page)
    drawn.headers["Content-Security-Policy"] = POLICY_WITH_SCRIPTS
    return drawn
