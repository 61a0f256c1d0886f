"""The invitation to a review: by when to answer stands in the first lines, then what is looked at."""

from __future__ import annotations

from letters.content import Block, Bullets, Note, Paragraph, Section
from letters.kinds.review_invitation.data import ReviewInvitation
from letters.phrases import Phrases, phrases
from letters.sections import fairness, open_door, opening, restricted, rights
from translations import mark

TITLE = mark("We look again at how you contact us: tell us how things are")


def compose(data: ReviewInvitation, language: str) -> tuple[str, tuple[Section, ...]]:
    """Title and sections; what the person may do comes first."""
    _ = phrases(language)
    sections = (
        opening.begin(
            _,
            data,
            [
                (_("Reference of the review"), _.reference(data.reference)),
                (_("Reference of the decision"), _.reference(data.decision_reference)),
            ],
            _first_words(_, data),
        ),
        _what_happened(_, data),
        open_door.still_open(_, data.opened, data.contact),
        _decided(_, data),
        _why(_, data),
        _milder(_),
        fairness.circumstances(_, data.circumstances),
        _dates(_, data),
        rights.appeal(_, data.appeal, data.contact),
        *rights.at_the_end(_, data),
    )
    return _.label(TITLE), sections


def _first_words(_: Phrases, data: ReviewInvitation) -> tuple[Block, ...]:
    ask = _("Please tell us how things are now, by {date}. You do not have to.", date=_.date(data.reply_by))
    day = _.date(data.due_on)
    if data.due_on >= data.issued_on:
        said = _("We will look again at what we decided, by {date}. It can end, change or go on.", date=day)
        return Paragraph(said), Note(ask)
    late = _("We had to look again at what we decided by {date}. We did not. We are sorry.", date=day)
    return Paragraph(late), Paragraph(_("We will still look again. It can end, change or go on.")), Note(ask)


def _what_happened(_: Phrases, data: ReviewInvitation) -> Section:
    blocks: list[Block] = []
    if data.asked.strip():
        blocks.append(Paragraph(_("You told us:")))
        blocks += _.quotes(data.asked, data.asked_language)
    blocks += [
        Paragraph(_("You can:")),
        Bullets(
            (
                _("telephone {phone}", phone=_.phone(data.contact.phone)),
                _("write to {email}, or to the address at the end of this letter", email=_.email(data.contact.email)),
                _("use {website}", website=_.link(data.contact.website)),
                _("tell any of our staff, or ask somebody to do it for you"),
            )
        ),
        Paragraph(_("Tell us what has changed, what was hard for you, and where we did not keep our word.")),
    ]
    return Section("what_happened", _("What you can tell us"), tuple(blocks))


def _decided(_: Phrases, data: ReviewInvitation) -> Section:
    blocks: list[Block] = []
    if data.restrictions:
        blocks.append(Paragraph(_("Nothing new has been decided. Until the review this is so:")))
        blocks += restricted.lines(_, data.restrictions)
    for answer in data.paused:
        blocks += restricted.became(_, answer.restriction, restricted.PAUSED[answer.result])
    return Section("decided", _("What we look at"), tuple(blocks))


def _why(_: Phrases, data: ReviewInvitation) -> Section:
    title = _("Why we decided this") if data.paused else _("Why this applies until then")
    everything = (*data.restrictions, *(answer.restriction for answer in data.paused))
    return Section("why", title, restricted.reasons(_, everything))


def _milder(_: Phrases) -> Section:
    asked = _("The people who review this ask for each part whether something less strict would be enough.")
    return Section("steps_tried", _("Whether something milder would do"), (Paragraph(asked),))


def _dates(_: Phrases, data: ReviewInvitation) -> Section:
    section = restricted.dates(_, data.restrictions, data.reviewers, (), immediate=None)
    calm = restricted.calm(_, data.calm_days, data.calm_clause)
    return Section(section.part, section.title, (*section.blocks, *calm))
