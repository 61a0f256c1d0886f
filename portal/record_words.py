"""Words that only the pages about a customer's own record need: codes in, what the customer reads out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from casework.records.decisions import Restriction
from casework.rules.pack import Pack
from letters import words
from letters.words.codes import ROLES
from translations import mark
from web import role_words
from web.language import current_language
from web.language import gettext as _

VULNERABLE: Final[Mapping[str, str]] = {
    "none": mark("We found nothing that made it harder for you."),
    "present": mark("We found that some things are harder for you."),
    "contributes": mark("We found that this is part of why it happened."),
}
SUPPORTED: Final[Mapping[str, str]] = {
    "not_needed": mark("No help was needed."),
    "none": mark("Help is needed, and there is none yet."),
    "offered": mark("We offered help."),
    "made_no_difference": mark("There was help. It went on all the same."),
    "declined": mark("You said no to help."),
}
SCOPES: Final[Mapping[str, str]] = {
    "see": mark("see your arrangements"),
    "letters": mark("have copies of your letters"),
    "speak": mark("speak for you"),
    "appeal": mark("appeal for you"),
    "report": mark("report repairs and other things for you"),
}


def role(code: str) -> str:
    """Who somebody is at the landlord: never a name."""
    return role_words.role(code) if code in ROLES or code in role_words.OWN else _("One of our staff")


def roles(codes: Iterable[str]) -> str:
    """Several of them, each once."""
    return words.all_of([role(code) for code in dict.fromkeys(codes)], current_language())


def scopes(codes: Iterable[str]) -> list[str]:
    """What somebody may do for the customer."""
    return [_(SCOPES[code]) for code in codes if code in SCOPES]


def way(code: str) -> str:
    """How a contact was, "online" among them."""
    return _("Online") if code == "online" else words.channel(code, current_language())


def restricted(line: Restriction, pack: Pack) -> str:
    """The sentence of a restriction."""
    return words.restriction(line.kind, line.terms, current_language(), pack)


def in_zip(ref: str, name: str) -> str:
    """The name of a file that was sent, without what a folder or another system could misread."""
    plain = "".join(sign if sign.isalnum() or sign in "-_. " else "_" for sign in name).strip(". ")
    return f"files/{ref}-{plain or 'file'}"
