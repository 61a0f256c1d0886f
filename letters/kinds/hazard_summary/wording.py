"""The summary of an investigation: what we found first, then what we do and by when."""

from __future__ import annotations

from letters import words
from letters.content import Block, Bullets, Note, Paragraph, Section
from letters.kinds.hazard_summary.data import HazardSummary
from letters.kinds.service_receipt.wording import PARTS, target_line
from letters.phrases import Phrases, phrases
from letters.sections import open_door, opening, rights
from translations import mark

__all__ = ["PARTS", "TITLE", "compose"]

TITLE = mark("What we found in your home")


def compose(data: HazardSummary, language: str) -> tuple[str, tuple[Section, ...]]:
    """Title and sections."""
    _ = phrases(language)
    first = _("There is a danger. We are putting it right.") if data.danger else _("We found no danger.")
    sections = (
        opening.begin(
            _,
            data,
            [(_("Reference"), _.reference(data.reference))],
            (Note(first),),
        ),
        Section("what_happened", _(TITLE), _found(_, data)),
        Section("decided", _("What happens now"), _happens(_, data)),
        open_door.still_open(_, data.opened, data.contact),
        *rights.at_the_end(_, data),
    )
    return _.label(TITLE), sections


def _found(_: Phrases, data: HazardSummary) -> tuple[Block, ...]:
    about = words.about(data.about, _.language)
    told = _("You told us this on {date}: {about}.", date=_.date(data.received_on), about=about)
    looked = Paragraph(_("We looked into it by {date}. This is what we found:", date=_.date(data.looked_on)))
    return (Paragraph(told), looked, *_.quotes(data.found))


def _happens(_: Phrases, data: HazardSummary) -> tuple[Block, ...]:
    does = _.quotes(data.doing)
    if not data.targets:
        return does
    safe = Paragraph(
        _("If your home cannot be made safe in time, we offer you another place to stay. You do not pay for it.")
    )
    return (*does, Bullets(tuple(target_line(_, one) for one in data.targets)), safe)
