"""Something that a customer sent and that got no answer: what it was, what in it was acted on, and by what decision."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from letters import words
from letters.content import Block, Bullets, Facts, Heading, Paragraph, Section
from letters.data import Contact, Restriction, TurnedAway
from letters.phrases import Phrases, text
from letters.sections import restricted
from translations import mark

# What a member of staff may have found in it and passed on, by the codes of casework.rules.filing.
FOUND: Mapping[str, str] = {
    "hazard": mark("danger in a home"),
    "safeguarding": mark("harm to somebody"),
    "new_complaint": mark("a new complaint"),
    "essential_service": mark("a repair, a check, or something else that stays open to you"),
    "new_information": mark("something new, which we answer"),
}


def what_came(_: Phrases, data: TurnedAway) -> Section:
    """Part `what_happened`: when and how it came, and what it was."""
    channel = text(words.channel(data.channel, _.language))
    facts = Facts(((_("It came on"), (_.date(data.came_on),)), (_("How it came"), channel)))
    return Section("what_happened", _("What you sent us"), (facts, *_.quotes(data.what)))


def acted_on(_: Phrases, found: Collection[str], done: str, contact: Contact) -> tuple[Block, ...]:
    """What in it had to be acted on whatever else applies, and what was done about that."""
    missed = Paragraph(
        _("Did we miss something? Please tell us at once: telephone {phone}.", phone=_.phone(contact.phone))
    )
    named = tuple(_(FOUND[code]) for code in FOUND if code in found)
    if not named:
        nothing = _("We found nothing in it about danger, harm, a repair, a check or a new complaint.")
        return Paragraph(nothing), missed
    blocks: list[Block] = [Paragraph(_("We found this in it, and we act on it:")), Bullets(named)]
    return (*blocks, *_.quotes(done), missed)


def why(_: Phrases, reference: str, line: Restriction) -> Section:
    """Part `why`: the decision of which the customer was told, what it says, and the clause."""
    blocks = (
        Paragraph(_("We told you of this in our decision {reference}:", reference=_.reference(reference))),
        Heading(text(restricted.name_of(line, _.language))),
        Paragraph(restricted.sentence(_, line)),
        Paragraph(_("Our policy says that we may do this: {clause}.", clause=_.name(line.clause))),
    )
    return Section("why", _("Why"), blocks)
