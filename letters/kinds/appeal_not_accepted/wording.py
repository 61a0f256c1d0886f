"""Why a repeated appeal is not heard, what would change that, and who else can look at it."""

from __future__ import annotations

from letters.content import Block, Note, Paragraph, Section
from letters.kinds.appeal_not_accepted.data import AppealNotAccepted
from letters.kinds.appeal_received import wording as receipt
from letters.phrases import Phrases, phrases
from letters.sections import fairness, open_door, opening, restricted, rights
from translations import mark

TITLE = mark("We do not look at your appeal again")


def compose(data: AppealNotAccepted, language: str) -> tuple[str, tuple[Section, ...]]:
    """Title and sections; why, and the next step, stand in the first lines."""
    _ = phrases(language)
    sections = (
        opening.begin(
            _,
            data,
            receipt.references(_, data),
            (
                Paragraph(_("Your appeal reached us on {date}. We have read it.", date=_.date(data.received_on))),
                Note(_("We answered an appeal about the same thing before, and this one tells us nothing new.")),
                Paragraph(
                    _("Other people can still look at it. Further down you find who they are, and how to reach them.")
                ),
            ),
        ),
        receipt.what_happened(_, data),
        _decided(_, data),
        Section("why", _("Why we do not look at it again"), (*_reason(_, data), *_still(_, data))),
        open_door.still_open(_, data.opened, data.contact),
        receipt.milder(_, _("At the next review we ask for each part whether something less strict would be enough.")),
        fairness.circumstances(_, data.circumstances),
        restricted.dates(_, data.restrictions, data.reviewers, (), immediate=None),
        _further(_, data),
        *rights.at_the_end(_, data),
    )
    return _.label(TITLE), sections


def _decided(_: Phrases, data: AppealNotAccepted) -> Section:
    blocks: list[Block] = []
    if data.answered_on is not None:
        blocks.append(
            Paragraph(
                _(
                    "We answered your appeal {reference} on {date}. That answer stands.",
                    reference=_.reference(data.answered_as),
                    date=_.date(data.answered_on),
                )
            )
        )
    blocks.append(Paragraph(_("This goes on as it is:")))
    return Section("decided", _("What applies now"), (*blocks, *restricted.lines(_, data.restrictions)))


def _reason(_: Phrases, data: AppealNotAccepted) -> tuple[Block, ...]:
    return (
        Paragraph(_("You appealed about the same thing before. You sent nothing new with this appeal.")),
        Paragraph(_("Where this is written: {clause}.", clause=_.name(data.clause))),
    )


def _still(_: Phrases, data: AppealNotAccepted) -> tuple[Block, ...]:
    return restricted.reasons(_, data.restrictions)


def _further(_: Phrases, data: AppealNotAccepted) -> Section:
    new = Paragraph(
        _("Do you have something new? New facts, papers, or a change in your life? Tell us, and we hear your appeal.")
    )
    after = rights.after(_, data.appeal, data.ombudsman)
    return Section(
        "appeal", _("If you do not agree"), (*after, new, *rights.appeal(_, data.appeal, data.contact).blocks)
    )
