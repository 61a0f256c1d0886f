"""How we reach a person: what was written down for them, so that they can say when it is wrong."""

from __future__ import annotations

from letters import words
from letters.content import Block, Facts, Note, Paragraph, Section, Text
from letters.kinds.preferences_noted.data import PreferencesNoted
from letters.phrases import Phrases, phrases, text
from letters.sections import opening, rights
from translations import mark

TITLE = mark("How we reach you")
PARTS: tuple[str, ...] = ("who", "decided", "help", "contact")


def compose(data: PreferencesNoted, language: str) -> tuple[str, tuple[Section, ...]]:
    """Title and sections."""
    _ = phrases(language)
    sections = (
        opening.begin(
            _,
            data,
            (),
            (Note(_("You told us how you would like us to reach you. We have written it down.")),),
            own_words=False,
        ),
        Section("decided", _("What we have written down"), _written_down(_, data)),
        rights.help_(_, data.contact),
        rights.contact_details(_, data.contact, data.sign_in),
    )
    return _.label(TITLE), sections


def _written_down(_: Phrases, data: PreferencesNoted) -> tuple[Block, ...]:
    rows: list[tuple[Text, Text]] = [
        (_("Language"), text(_.language_name(data.letter_language))),
        (_("Letters come as"), text(words.format_as(data.letter_format, data.format_options, _.language))),
    ]
    ways = (
        (_("Decisions"), data.decisions_by),
        (_("Appointments"), data.appointments_by),
        (_("Reminders"), data.reminders_by),
    )
    rows += [(label, text(words.way(code, _.language))) for label, code in ways if code]
    if data.interpreter:
        rows.append((_("Interpreter"), (_.own_words(data.interpreter),)))
    if data.sign_language:
        rows.append((_("British Sign Language"), _("Yes")))
    if data.relay_uk:
        rows.append((_("Relay UK"), _("Yes")))
    blocks: list[Block] = [Facts(tuple(rows))]
    if data.safe:
        blocks.append(Paragraph(_("We have also written down the way to reach you that is safe for you.")))
    blocks.append(Paragraph(_("Is this wrong? Telephone {phone}.", phone=_.phone(data.contact.phone))))
    return tuple(blocks)
