"""The receipt for a reasonable adjustment: that we have it, and by when there is an answer."""

from __future__ import annotations

from letters import words
from letters.content import Block, Bullets, Note, Paragraph, Section
from letters.kinds.adjustment_received.data import AdjustmentReceived
from letters.phrases import Phrases, phrases, text
from letters.sections import open_door, opening, rights
from translations import mark

TITLE = mark("We have what you asked us to do differently")
PARTS: tuple[str, ...] = (
    "who", "what_happened", "decided", "still_open", "complain", "recorded", "help", "contact",
)  # fmt: skip


def compose(data: AdjustmentReceived, language: str) -> tuple[str, tuple[Section, ...]]:
    """Title and sections; the day of the answer stands in the first lines."""
    _ = phrases(language)
    received = _(
        "Thank you. You told us on {date} what would help you. You do not have to do anything now.",
        date=_.date(data.received_on),
    )
    sections = (
        opening.begin(
            _,
            data,
            [(_("Reference of what you asked for"), _.reference(data.reference))],
            (Paragraph(received), Note(_("We answer you by {date}.", date=_.date(data.due_on)))),
            own_words=False,
        ),
        Section("what_happened", _("What you asked for"), asked(_, data.wanted, data.own_words, data.words_language)),
        Section("decided", _("What happens next"), _next(_)),
        open_door.still_open(_, data.opened, data.contact),
        *rights.at_the_end(_, data),
    )
    return _.label(TITLE), sections


def asked(_: Phrases, wanted: tuple[str, ...], own_words: str, lang: str) -> tuple[Block, ...]:
    """What somebody asked for: from the list, and in their own words."""
    listed = Bullets(tuple(text(words.adjustment(code, _.language)) for code in wanted))
    return (*((listed,) if wanted else ()), *_.quotes(own_words, lang))


def _next(_: Phrases) -> tuple[Block, ...]:
    return (
        Paragraph(_("We read it, and write to you. If we cannot do something, we say why and what else we can do.")),
        Paragraph(_("You never have to name an illness.")),
    )
