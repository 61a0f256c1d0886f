"""A question to the customer: that nothing is decided stands first, then what is asked, why, by when and how."""

from __future__ import annotations

from dataclasses import replace

from letters.content import Block, Note, Paragraph, Section
from letters.kinds.information_request.data import InformationRequest
from letters.phrases import Phrases, phrases
from letters.sections import incidents, open_door, opening, rights
from translations import mark

TITLE = mark("Please tell us more")
# Nothing is decided: there is nothing to appeal against, no step that was tried, and no weighing of a decision yet.
PARTS = (
    "who",
    "what_happened",
    "decided",
    "why",
    "dates",
    "still_open",
    "complain",
    "recorded",
    "help",
    "contact",
)


def compose(data: InformationRequest, language: str) -> tuple[str, tuple[Section, ...]]:
    """Title and sections in the order of reading."""
    _ = phrases(language)
    sections = (
        opening.begin(
            _,
            data,
            [(_("Reference of this matter"), _.reference(data.reference))],
            _first_words(_),
        ),
        _asked(_, data),
        _dates(_, data),
        _why(_, data),
        incidents.what_happened(_, data.incidents, data.behaviours),
        open_door.still_open(_, data.opened, data.contact),
        *rights.at_the_end(_, data),
    )
    return _.label(TITLE), sections


def _first_words(_: Phrases) -> tuple[Block, ...]:
    return (
        Note(_("Nothing is decided, and nothing changes in how you contact us.")),
        Paragraph(_("We would like to hear from you first. Your answer helps us to be fair.")),
    )


def _asked(_: Phrases, data: InformationRequest) -> Section:
    contact = replace(data.contact, website=data.answer_at or data.contact.website)
    blocks: tuple[Block, ...] = (
        *_.quotes(data.asks),
        Paragraph(_("You need no form. You can:")),
        rights.ways(_, contact),
    )
    return Section("decided", _("What we ask you"), blocks)


def _dates(_: Phrases, data: InformationRequest) -> Section:
    blocks = (
        Paragraph(_("Please answer by {date}.", date=_.date(data.answer_by))),
        Paragraph(_("If you need longer, or help with the answer, tell us.")),
        Paragraph(_("You need not answer. We then go by what we know.")),
    )
    return Section("dates", _("By when"), blocks)


def _why(_: Phrases, data: InformationRequest) -> Section:
    blocks: tuple[Block, ...] = (
        *_.quotes(data.why),
        Paragraph(_("You do not have to say what your condition is.")),
        Paragraph(_("Our policy speaks of this: {clause}.", clause=_.name(data.clause))),
    )
    return Section("why", _("Why we ask"), blocks)
