"""The letter of warning: that nothing is restricted stands first, then what has to change and what may follow."""

from __future__ import annotations

from letters import words
from letters.content import Block, Bullets, Note, Paragraph, Section, Text
from letters.kinds.warning.data import WarningLetter
from letters.phrases import Phrases, phrases, text
from letters.sections import incidents, open_door, opening, rights
from translations import mark

TITLE = mark("A warning about how you contact us")
# A warning restricts nothing: it has no dates, no appeal and no weighing of a decision.
PARTS = (
    "who",
    "what_happened",
    "decided",
    "why",
    "steps_tried",
    "still_open",
    "complain",
    "recorded",
    "help",
    "contact",
)
RESTRICTION = "restriction"


def compose(data: WarningLetter, language: str) -> tuple[str, tuple[Section, ...]]:
    """Title and sections in the order of reading."""
    _ = phrases(language)
    sections = (
        opening.begin(
            _,
            data,
            [(_("Reference of this matter"), _.reference(data.reference))],
            _first_words(_),
        ),
        incidents.what_happened(_, data.incidents, data.behaviours),
        _what_has_to_change(_, data),
        _what_may_follow(_, data),
        help_for(_, data.support),
        open_door.still_open(_, data.opened, data.contact),
        *rights.at_the_end(_, data),
    )
    return _.label(TITLE), sections


def _first_words(_: Phrases) -> tuple[Block, ...]:
    return (
        Paragraph(_("This letter is a warning. It changes nothing in how you may contact us.")),
        Paragraph(_("We tell you what was wrong and what has to change, so that nothing more is needed.")),
    )


def _what_has_to_change(_: Phrases, data: WarningLetter) -> Section:
    blocks: list[Block] = []
    if data.asks_to_stop:
        blocks.append(Paragraph(_("This is not acceptable. We ask you to stop.")))
    blocks += _.quotes(data.change)
    return Section("decided", _("What has to change"), tuple(blocks))


def _what_may_follow(_: Phrases, data: WarningLetter) -> Section:
    blocks: list[Block] = []
    if data.consequences:
        blocks.append(Paragraph(_("If it goes on, this may follow:")))
        blocks.append(Bullets(tuple(_consequence(_, code) for code in data.consequences)))
        blocks.append(Paragraph(_("We look at your situation before we decide anything, and you could appeal.")))
    blocks.append(Paragraph(_("Our policy speaks of this: {clause}.", clause=_.name(data.clause))))
    if data.agreement:
        blocks.append(Note(_agreement(_, data)))
    return Section("why", _("Why we write, and what may follow"), tuple(blocks))


def _consequence(_: Phrases, code: str) -> Text:
    if code == RESTRICTION:
        return _("we may limit how you contact us, for a time")
    return text(words.action(code, _.language))


def _agreement(_: Phrases, data: WarningLetter) -> Text:
    said = _("Your agreement for your home says how you and we treat each other.")
    if data.agreement_clause:
        said = _.join(said, _("It speaks of this in clause {clause}.", clause=_.name(data.agreement_clause)))
    if set(data.consequences) - {RESTRICTION}:
        said = _.join(said, _("If this goes on, your home could be at risk. Only a court can end a tenancy."))
    return said


def help_for(_: Phrases, support: tuple[str, ...]) -> Section:
    """Part `steps_tried`: the help that was offered, in staff's words, and a question what would help."""
    blocks: list[Block] = []
    if support:
        blocks.append(Paragraph(_("We have offered you this help:")))
        blocks += [quote for item in support for quote in _.quotes(item)]
    asked = _("Is something in your life part of this? Tell us what would help. You need not name a condition.")
    return Section("steps_tried", _("Help for you"), (*blocks, Paragraph(asked)))
