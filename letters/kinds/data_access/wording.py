"""With a customer's own record: what is in it, why it is kept and who sees it, and their rights (UK GDPR 13 to 22)."""

from __future__ import annotations

from letters.content import Block, Bullets, Note, Paragraph, Section
from letters.kinds.data_access.data import DataAccess
from letters.phrases import Phrases, phrases
from letters.sections import open_door, opening, rights
from translations import mark

TITLE = mark("A copy of what we keep about you")
PARTS: tuple[str, ...] = ("who", "decided", "why", "recorded", "still_open", "complain", "help", "contact")


def compose(data: DataAccess, language: str) -> tuple[str, tuple[Section, ...]]:
    """Title and sections in the order of reading."""
    _ = phrases(language)
    sections = (
        opening.begin(
            _,
            data,
            [(_("Reference of the copy"), _.reference(data.reference))],
            (Note(_("You asked what we keep about you. Here is a copy of it. It is free.")),),
            own_words=False,
        ),
        Section("decided", _("What is in it"), _inside(_, data)),
        Section("why", _("Why we keep it"), _why(_, data)),
        _rights(_, data),
        open_door.still_open(_, data.opened, data.contact),
        _complain(_, data),
        rights.help_(_, data.contact),
        rights.contact_details(_, data.contact, data.sign_in),
    )
    return _.label(TITLE), sections


def _inside(_: Phrases, data: DataAccess) -> tuple[Block, ...]:
    things = (
        _("what you told us, and what our staff wrote about you"),
        _("our letters to you, our decisions and your appeals"),
        _("what you need from us, and who speaks for you"),
        _("when our staff opened your record"),
    )
    return (
        Paragraph(_("The copy was made on {date}. It holds:", date=_.date(data.made_on))),
        Bullets(things),
        Paragraph(_("The law asks us to leave out what is about other people. Some of that may be missing.")),
        Paragraph(
            _(
                "The copy comes separately from this letter. Has it not reached you? Telephone {phone}.",
                phone=_.phone(data.contact.phone),
            )
        ),
    )


def _why(_: Phrases, data: DataAccess) -> tuple[Block, ...]:
    return (
        Paragraph(_("We need it to do our work as your landlord, and to show that we were fair.")),
        Paragraph(_("It came from you, from our staff, and from others who told us of something.")),
        Paragraph(_("A person decides about you, never a computer alone.")),
        Paragraph(_("Here you can read how long we keep each thing: {website}.", website=_.link(data.privacy))),
    )


def _rights(_: Phrases, data: DataAccess) -> Section:
    """Part `recorded`: who sees it, and what the person can ask."""
    section = rights.recorded(_, data.recorded)
    more = _("You can also ask us to delete something, or to stop using it. We answer within a month.")
    return Section(section.part, section.title, (*section.blocks, Paragraph(more)))


def _complain(_: Phrases, data: DataAccess) -> Section:
    section = rights.complain(_, data.ombudsman, data.contact)
    return Section(section.part, section.title, (*rights.commissioner(_, data.regulator), *section.blocks))
