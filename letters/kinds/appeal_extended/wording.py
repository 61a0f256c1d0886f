"""That an answer takes longer: the new day first, then why, and where to go if that is not right."""

from __future__ import annotations

from letters.content import Block, Note, Paragraph, Section
from letters.kinds.appeal_extended.data import AppealExtended
from letters.kinds.appeal_received import wording as receipt
from letters.phrases import Phrases, phrases
from letters.sections import fairness, open_door, opening, restricted, rights
from translations import mark

TITLE = mark("Our answer to your appeal takes longer")


def compose(data: AppealExtended, language: str) -> tuple[str, tuple[Section, ...]]:
    """Title and sections; the new day of the answer stands in the first lines."""
    _ = phrases(language)
    sections = (
        opening.begin(
            _,
            data,
            receipt.references(_, data),
            _first_words(_, data),
        ),
        receipt.what_happened(_, data),
        open_door.still_open(_, data.opened, data.contact),
        receipt.decided(_, data),
        Section("why", _("Why this applies until then"), restricted.reasons(_, data.restrictions)),
        receipt.milder(_, receipt.asked(_)),
        fairness.circumstances(_, data.circumstances),
        restricted.dates(_, data.restrictions, data.reviewers, (), immediate=None),
        receipt.hearing(_, data),
        *rights.at_the_end(_, data),
    )
    return _.label(TITLE), sections


def _first_words(_: Phrases, data: AppealExtended) -> tuple[Block, ...]:
    new_day = (Note(_("We answer you by {date}.", date=_.date(data.due_on))),) if data.due_on else ()
    sorry = _(
        "We said that you would get it by {date}. We are sorry that you have to wait.", date=_.date(data.was_due_on)
    )
    return (*new_day, Paragraph(sorry), Paragraph(_("Why it takes longer:")), *_.quotes(data.reason))
