"""The notice of visits by two people: that everything else goes on stands first, then why, until when, what to do."""

from __future__ import annotations

from letters.content import Block, Bullets, Heading, Note, Paragraph, Section
from letters.kinds.decision import wording as decision
from letters.kinds.visits_in_pairs.data import VisitsInPairs
from letters.phrases import Phrases, phrases
from letters.sections import fairness, incidents, open_door, opening, rights
from translations import mark

TITLE = mark("Two of us will come when we visit you")
WHY = mark("Why two people come")


def compose(data: VisitsInPairs, language: str) -> tuple[str, tuple[Section, ...]]:
    """Title and sections in the order of reading."""
    _ = phrases(language)
    sections = (
        opening.begin(
            _,
            data,
            [(_("Reference of this decision"), _.reference(data.reference))],
            _first_words(_),
        ),
        open_door.still_open(_, data.opened, data.contact),
        _decided(_, data),
        decision.dates(_, data),
        incidents.what_happened(_, data.incidents, data.behaviours),
        decision.why(_, data, WHY),
        decision.steps_tried(_, data),
        fairness.circumstances(_, data.circumstances),
        rights.appeal(_, data.appeal, data.contact),
        *rights.at_the_end(_, data),
    )
    return _.label(TITLE), sections


def _first_words(_: Phrases) -> tuple[Block, ...]:
    return (
        Note(_("We still come to you, for every visit, repair and check. Two people come instead of one.")),
        Paragraph(_("Nothing else changes in how you contact us. Below you can read why, and how to appeal.")),
    )


def _decided(_: Phrases, data: VisitsInPairs) -> Section:
    """The decision as it stands, and what it means at the door."""
    section = decision.decided(_, data)
    means = Bullets(
        (
            _("you need not do anything"),
            _("where there is danger in your home, we come as fast as before"),
            _("if a second person in your home is hard for you, tell us, and we look for another way"),
        )
    )
    return Section(section.part, section.title, (*section.blocks, Heading(_("What this means for you")), means))
