"""The last answer on a matter: which one it is, what is still read and answered, and where else to go."""

from __future__ import annotations

from letters.content import Note, Paragraph, Section
from letters.kinds.last_answer.data import LastAnswer
from letters.phrases import phrases
from letters.sections import open_door, opening, rights
from translations import mark

TITLE = mark("Our last answer on a matter")
PARTS: tuple[str, ...] = ("who", "why", "decided", "still_open", "complain", "recorded", "help", "contact")


def compose(data: LastAnswer, language: str) -> tuple[str, tuple[Section, ...]]:
    """Title and sections."""
    _ = phrases(language)
    sections = (
        opening.begin(
            _,
            data,
            [(_("Reference of the case"), _.reference(data.reference))],
            (Note(_("We have answered you on this matter. We will send no more answers about it.")),),
        ),
        Section("why", _("Which matter, and why"), _.quotes(data.said)),
        Section(
            "decided",
            _("What this means"),
            (
                Paragraph(_("If you write about it again, we may read that and keep it, and not answer.")),
                Paragraph(_("A person whom we name reads all that you send.")),
                Paragraph(
                    _(
                        "We still answer what is new. We still act on repairs, on danger, on harm to anybody and on a "
                        "new complaint."
                    )
                ),
                Paragraph(_("Nothing else changes with this letter.")),
                Paragraph(_("Where this is written: {clause}.", clause=_.name(data.clause))),
            ),
        ),
        open_door.still_open(_, data.opened, data.contact),
        *rights.at_the_end(_, data),
    )
    return _.label(TITLE), sections
