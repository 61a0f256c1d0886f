"""How the person's life was considered."""

from __future__ import annotations

from datetime import date

from letters import words
from letters.content import Block, Bullets, Paragraph, Section
from letters.data import Circumstances
from letters.phrases import Phrases, text


def circumstances(_: Phrases, given: Circumstances) -> Section:
    """Part `circumstances`: disability, vulnerability, adjustments, language and formats."""
    blocks: list[Block] = [*(_found(_, given) if given.looked_at else still_to_do(_, given.assess_by))]
    blocks += _.quotes(given.considered)
    agreed = [text(words.adjustment(code, _.language)) for code in given.adjustment_codes]
    agreed += [(_.own_words(item),) for item in given.adjustments]
    if agreed:
        blocks.append(Paragraph(_("We keep to what we agreed with you:")))
        blocks.append(Bullets(tuple(agreed)))
    blocks.append(
        Paragraph(_("We write to you in this language: {language}.", language=_.language_name(given.language)))
    )
    if given.formats:
        formats = words.all_of([words.letter_format(code, _.language) for code in given.formats], _.language)
        blocks.append(Paragraph(_("You need our letters as: {formats}.", formats=formats)))
    blocks.append(
        Paragraph(_("If we have missed something, please tell us. You do not have to say what your condition is."))
    )
    return Section("circumstances", _("How we thought about you"), tuple(blocks))


def _found(_: Phrases, given: Circumstances) -> tuple[Block, ...]:
    looked = _(
        "Before we decided, we looked at your health, any disability, your age and what is going on in your life."
    )
    if given.vulnerability == "contributes":
        found = _("We found that something in your life plays a part in what happened.")
    elif given.vulnerability == "present":
        found = _("We found that some things may be harder for you than for others.")
    else:
        found = _("We know of nothing that makes what we decided harder for you than for others.")
    return Paragraph(looked), Paragraph(found)


def still_to_do(_: Phrases, by: date | None) -> tuple[Block, ...]:
    """That the person's life is looked at now, since safety could not wait for it; ``by``: until when, where that is
    set."""
    look = Paragraph(_("Now we look at your health, any disability, your age and what is going on in your life."))
    return (look, Paragraph(_("We do that by {date}.", date=_.date(by)))) if by else (look,)
