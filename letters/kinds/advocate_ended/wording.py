"""Somebody speaks for the customer no more: that first, then what is open, and how to choose another."""

from __future__ import annotations

from collections.abc import Mapping

from letters.content import Block, Note, Paragraph, Section
from letters.kinds.advocate_ended.data import AdvocateEnded
from letters.phrases import Phrases, phrases
from letters.sections import open_door, opening, rights
from translations import mark

TITLE = mark("Someone no longer speaks for you")
PARTS: tuple[str, ...] = ("who", "decided", "still_open", "complain", "recorded", "help", "contact")
BY: Mapping[str, str] = {
    "customer": mark("You ended it on {date}."),
    "advocate": mark("They ended it on {date}."),
    "staff": mark("We ended it on {date}."),
}
OTHERWISE = mark("It ended on {date}.")


def compose(data: AdvocateEnded, language: str) -> tuple[str, tuple[Section, ...]]:
    """Title and sections."""
    _ = phrases(language)
    name = data.name + (f", {data.organisation}" if data.organisation else "")
    sections = (
        opening.begin(
            _,
            data,
            (),
            (Note(_("{name} no longer speaks for you.", name=_.name(name))),),
            own_words=bool(data.why),
        ),
        Section("decided", _("What has changed"), _decided(_, data)),
        open_door.still_open(_, data.opened, data.contact),
        *rights.at_the_end(_, data),
    )
    return _.label(TITLE), sections


def _decided(_: Phrases, data: AdvocateEnded) -> tuple[Block, ...]:
    return (
        Paragraph(_(BY.get(data.ended_by, OTHERWISE), date=_.date(data.ended_on))),
        *_.quotes(data.why),
        Paragraph(_("You can choose someone else at any time. You can also do everything yourself.")),
    )
