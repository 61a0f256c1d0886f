"""That an appeal went to the body that hears it, what happens there, and what stays with us."""

from __future__ import annotations

from letters.content import Note, Paragraph, Section
from letters.kinds.appeal_received import wording as receipt
from letters.kinds.appeal_sent_on.data import AppealSentOn
from letters.phrases import Phrases, phrases
from letters.sections import fairness, open_door, opening, restricted, rights
from translations import mark

TITLE = mark("We have sent your appeal on")


def compose(data: AppealSentOn, language: str) -> tuple[str, tuple[Section, ...]]:
    """Title and sections; who hears the appeal stands in the first lines."""
    _ = phrases(language)
    body = _.name(data.appeal.elsewhere)
    sections = (
        opening.begin(
            _,
            data,
            receipt.references(_, data),
            (
                Note(_("We sent your appeal to the {body} on {date}.", body=body, date=_.date(data.sent_on))),
                Paragraph(_("The {body} hears it, not us. You do not have to do anything now.", body=body)),
            ),
        ),
        receipt.what_happened(_, data),
        open_door.still_open(_, data.opened, data.contact),
        receipt.decided(_, data),
        Section("why", _("Why this applies until then"), restricted.reasons(_, data.restrictions)),
        receipt.milder(_, _("The {body} looks at all of it again, and may change it or end it.", body=body)),
        fairness.circumstances(_, data.circumstances),
        restricted.dates(_, data.restrictions, data.reviewers, (), immediate=None),
        _hearing(_, data),
        *rights.at_the_end(_, data),
    )
    return _.label(TITLE), sections


def _hearing(_: Phrases, data: AppealSentOn) -> Section:
    body = _.name(data.appeal.elsewhere)
    blocks = (
        Paragraph(_("We sent all that you told us. If you have more, tell us, and we send it there too.")),
        Paragraph(_("When the {body} has answered, we write to you and do what it says.", body=body)),
        Paragraph(_("Where this is written: {clause}.", clause=_.name(data.appeal.clause))),
        Paragraph(_("Has your life changed? Tell us. That can end this too, without the {body}.", body=body)),
    )
    return Section("appeal", _("How your appeal goes on"), blocks)
