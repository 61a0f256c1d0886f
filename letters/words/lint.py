"""Words on the faults of a policy, for its owner: `policy lint` and the staff page about the policy.

Conflicts and contradictions are said in the pack's own words, which are English.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from casework.rules.lint import Fault
from letters.words import restrictions, times
from letters.words.explain import SILENT
from letters.words.speech import speech
from translations import mark

TEXTS: Mapping[str, str] = {
    "unlawful": mark("The policy has “{kind}”. That is never lawful."),
    "out_of_date": mark("The policy is past the day on which it was to be looked at again, {day}."),
    "filled": mark("{silent} The floor fills this."),
    "not_exhaustive": mark(
        "The policy says that its list is open. Open Door knows only the kinds that stand in the pack."
    ),
    "valid_from": mark("The policy does not say from when it holds."),
}
PRODUCT: Mapping[str, str] = {
    "unlawful": mark("It cannot be used, by any page or command."),
    "out_of_date": mark("The policy is used as it stands, and this is shown until a newer one is loaded."),
    "no_date": mark("Nothing is assumed. Write the date into the pack when it is known."),
    "silent": mark("Nothing is assumed. Write the rule into the pack when there is one."),
    "filled": mark("The floor is used."),
    "not_exhaustive": mark("This is a limit of the product. A pack may add kinds of its own."),
    "contradiction": mark("The stricter reading is used until the policy is mended."),
}


def about(fault: Fault, language: str, pack: object | None = None) -> str:
    """What is wrong, as one sentence."""
    say = speech(language)
    if fault.kind in {"conflict", "contradiction"}:
        return fault.about
    if fault.kind == "unlawful":
        return say.gettext(TEXTS["unlawful"], kind=restrictions.restriction_name(fault.about, language, pack))
    if fault.kind == "out_of_date" and fault.day is not None:
        return say.gettext(TEXTS["out_of_date"], day=times.date(fault.day, language))
    if fault.kind == "not_exhaustive":
        return say.gettext(TEXTS["not_exhaustive"])
    silent = say.gettext(SILENT[fault.about] if fault.about in SILENT else TEXTS[fault.about])
    return say.gettext(TEXTS["filled"], silent=silent) if fault.filled_by else silent


def product(fault: Fault, language: str) -> str:
    """What Open Door does about it."""
    return fault.product or speech(language).gettext(PRODUCT["filled" if fault.filled_by else fault.kind])


def says(fault: Fault, language: str, pack: object | None = None) -> str:
    """The whole of it on one line: how grave, which, where, what, against what, and what the product does."""
    against = f" ({fault.law})" if fault.law else ""
    by = f" [{fault.filled_by}]" if fault.filled_by else ""
    return (
        f"{fault.severity}: {fault.id} [{fault.source}] {about(fault, language, pack)}{against} "
        f"{product(fault, language)}{by}"
    )


def as_json(fault: Fault, language: str, pack: object | None = None) -> dict[str, Any]:
    """The same as plain values."""
    return {
        "id": fault.id,
        "kind": fault.kind,
        "severity": fault.severity,
        "source": fault.source,
        "law": fault.law or None,
        "filled_by": fault.filled_by or None,
        "says": about(fault, language, pack),
        "product": product(fault, language),
    }
