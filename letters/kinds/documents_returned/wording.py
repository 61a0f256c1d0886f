"""With papers that are sent back: which, that a copy of each is kept, what in them was acted on, and why."""

from __future__ import annotations

from letters.content import Note, Paragraph, Section
from letters.kinds.documents_returned.data import DocumentsReturned
from letters.phrases import phrases
from letters.sections import open_door, opening, rights, turned_away
from translations import mark

TITLE = mark("Your papers come back to you")
PARTS: tuple[str, ...] = (
    "who", "what_happened", "decided", "why", "still_open", "appeal", "complain", "recorded", "help", "contact",
)  # fmt: skip


def compose(data: DocumentsReturned, language: str) -> tuple[str, tuple[Section, ...]]:
    """Title and sections in the order of reading."""
    _ = phrases(language)
    copied = _("On {date} we put a copy of each paper on your record. Nothing is lost.", date=_.date(data.copied_on))
    decided = (
        Paragraph(_("We send you back the papers that you sent us.")),
        Paragraph(copied),
        Paragraph(_("Whoever looks at your case or your appeal can read the copies.")),
        *turned_away.acted_on(_, data.found, data.done, data.contact),
    )
    sections = (
        opening.begin(
            _,
            data,
            [(_("Reference of what you sent us"), _.reference(data.reference))],
            (Note(_("Your papers come back to you. We keep a copy of each.")),),
        ),
        turned_away.what_came(_, data),
        Section("decided", _("What we did"), decided),
        turned_away.why(_, data.decision_reference, data.restriction),
        open_door.still_open(_, data.opened, data.contact),
        rights.appeal(_, data.appeal, data.contact),
        *rights.at_the_end(_, data),
    )
    return _.label(TITLE), sections
