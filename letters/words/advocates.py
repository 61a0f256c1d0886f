"""Words for people who speak for customers: what they are, what they may do, and the papers that show it."""

from __future__ import annotations

from collections.abc import Mapping

from letters.words.speech import speech
from translations import mark

KINDS: Mapping[str, str] = {
    "advocate": mark("Advocate: someone you choose"),
    "attorney": mark("Attorney: you signed a power of attorney"),
    "deputy": mark("Deputy: a court named them"),
    "appointee": mark("Appointee: they look after your benefits"),
    "litigation_friend": mark("Litigation friend: they act for you in a court case"),
}
SCOPES: Mapping[str, str] = {
    "see": mark("See what applies to you"),
    "letters": mark("Get their own copies of your letters"),
    "speak": mark("Speak and write to us for you"),
    "appeal": mark("Appeal for you"),
    "report": mark("Report repairs and other things for you"),
}
PROOFS: Mapping[str, str] = {
    "agreed": mark("They said yes to us"),
    "lasting_power": mark("Lasting power of attorney, registered"),
    "enduring_power": mark("Enduring power of attorney, registered"),
    "court_order": mark("Court order"),
    "benefits_letter": mark("Letter from the benefits office"),
    "suitability_certificate": mark("Certificate of suitability"),
}


def _said(names: Mapping[str, str], code: str, language: str) -> str:
    return speech(language).gettext(names[code]) if code in names else code.replace("_", " ").capitalize()


def advocate_kind(code: str, language: str) -> str:
    """What somebody who speaks for a customer is: "Deputy: a court named them"."""
    return _said(KINDS, code, language)


def scope(code: str, language: str) -> str:
    """One thing that such a person may do, said to the customer: "Appeal for you"."""
    return _said(SCOPES, code, language)


def proof(code: str, language: str) -> str:
    """A paper that shows that somebody may speak for another: "Court order"."""
    return _said(PROOFS, code, language)
