"""That somebody cannot bid for homes for a time: what stays, when it ends by itself, who hears an appeal."""

from __future__ import annotations

from letters.content import Block, Facts, Note, Paragraph, Section
from letters.kinds.decision import wording as decision
from letters.kinds.ineligible_status.data import IneligibleStatus
from letters.phrases import Phrases, phrases
from letters.sections import fairness, incidents, open_door, opening, rights
from translations import mark

TITLE = mark("You cannot bid for homes for a time")


def compose(data: IneligibleStatus, language: str) -> tuple[str, tuple[Section, ...]]:
    """Title and sections in the order of reading."""
    _ = phrases(language)
    sections = (
        opening.begin(
            _,
            data,
            [(_("Reference of this decision"), _.reference(data.reference))],
            _first_words(_, data),
        ),
        open_door.still_open(_, data.opened, data.contact),
        decision.decided(_, data),
        _dates(_, data),
        incidents.what_happened(_, data.incidents, data.behaviours),
        decision.why(_, data),
        decision.steps_tried(_, data),
        fairness.circumstances(_, data.circumstances),
        rights.appeal(_, data.appeal, data.contact),
        *rights.at_the_end(_, data),
    )
    return _.label(TITLE), sections


def _first_words(_: Phrases, data: IneligibleStatus) -> tuple[Block, ...]:
    scheme, last = _.own_words(data.scheme), _.date(data.last_day)
    return (
        Note(_("Until {date} you cannot bid for homes in this scheme: {scheme}.", date=last, scheme=scheme)),
        Paragraph(_("Nothing changes in how you contact us. Below you can read why, and how to appeal.")),
        Paragraph(_("If you have nowhere to live, ask your council for help. It must still look at what you need.")),
    )


def _dates(_: Phrases, data: IneligibleStatus) -> Section:
    """Part `dates`: when it ends by itself, and what can end it sooner."""
    starts = min(line.starts_on for line in data.restrictions)
    blocks: tuple[Block, ...] = (
        Facts(((_("Starts on"), (_.date(starts),)), (_("Last day"), (_.date(data.last_day),)))),
        Paragraph(_("It ends by itself after that day. No review makes it longer.")),
        Paragraph(_("It never starts before this letter has reached you in a form that you can read.")),
        Paragraph(_("Has something changed for you? Tell us, and we look at it again early.")),
    )
    return Section("dates", _("How long this lasts"), blocks)
