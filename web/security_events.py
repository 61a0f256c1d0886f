"""Security events: each try to come in and how it ended, each refusal. A line in the log, a number for Prometheus.

A line holds nothing personal: the door, what became of the try, and ``from``, a keyed hash of the network that is
another one each day. So many tries from one place are seen as such, and no place can be read out of it. Whose door it
was stands in the record of acts once a limit has shut it (``sign_in_refused``), and whoever came in (``signed_in``).

    {"says": "sign-in", "door": "password", "became": "wrong", "from": "3f0c9a1e", …}
    {"says": "refused", "page": "staff.case", "status": 403, "who": "staff", "from": "3f0c9a1e", …}
"""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import Final, Protocol, TypeVar

from flask import Flask, Response, request

from casework.actions import tries
from web import metrics
from web.database import database
from web.people import current_person

log = logging.getLogger("open_door.security")

# What a person who plays by the pages never sees: without the right, with a forged form, at a shut door, too much.
_REFUSALS: Final = frozenset({400, 403, 404, 405, 413, 429})
_ASKED_WHETHER_STILL_HERE: Final = "shared.still_here"
_ORIGIN: Final = 8  # letters of the hash: enough to tell places apart on one day


class Outcome(Protocol):
    """What became of a try: ``refused`` says why it did not work, "" where it did; ``until``: a limit shut the door."""

    @property
    def refused(self) -> str: ...
    @property
    def until(self) -> datetime | None: ...


Tried = TypeVar("Tried", bound=Outcome)


def tried(door: str, outcome: Tried) -> Tried:
    """Note a try at a door (code who letter post password totp …), and hand its outcome on."""
    came(door, "locked" if outcome.until is not None else outcome.refused or "right")
    return outcome


def came(door: str, became: str) -> None:
    """Note a try whose outcome is known by a word: right wrong locked, or why it was refused."""
    log.info("sign-in", extra={"facts": {"door": door, "became": became, "from": origin()}})
    metrics.count_security(door, became)


def note(answer: Response) -> Response:
    """Note an answer that refuses. Addresses that nobody has are the noise of the net: only of those signed in."""
    if answer.status_code in _REFUSALS and request.endpoint not in (None, _ASKED_WHETHER_STILL_HERE):
        who = current_person()
        if who is not None or answer.status_code != 404:
            kind, status = ("nobody" if who is None else who.kind), answer.status_code
            facts = {"page": request.endpoint, "status": status, "who": kind, "from": origin()}
            log.info("refused", extra={"facts": facts})
            metrics.count_security("page", str(status))
    return answer


def origin() -> str:
    """The network of this request, as nobody can read it, and as it cannot be followed from one day to the next."""
    today, network = f"{datetime.now(UTC):%Y-%m-%d}", tries.network(request.remote_addr)
    return database().keyring.keyed_hash("origin of a request", today, network)[:_ORIGIN]


def init_app(app: Flask) -> None:
    app.after_request(note)
