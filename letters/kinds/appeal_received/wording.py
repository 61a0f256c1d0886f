"""The receipt for an appeal: that we have it, when the answer comes, and what applies until then."""

from __future__ import annotations

from letters.content import Block, Note, Paragraph, Section, Span, Text
from letters.kinds.appeal_received.data import AppealReceived
from letters.phrases import Phrases, phrases
from letters.sections import fairness, open_door, opening, restricted, rights
from translations import mark

TITLE = mark("We have your appeal")


def compose(data: AppealReceived, language: str) -> tuple[str, tuple[Section, ...]]:
    """Title and sections; the day of the answer stands in the first lines."""
    _ = phrases(language)
    sections = (
        opening.begin(
            _,
            data,
            references(_, data),
            _first_words(_, data),
        ),
        what_happened(_, data),
        open_door.still_open(_, data.opened, data.contact),
        decided(_, data),
        Section("why", _("Why this applies until then"), restricted.reasons(_, data.restrictions)),
        milder(_, asked(_)),
        fairness.circumstances(_, data.circumstances),
        restricted.dates(_, data.restrictions, data.reviewers, (), immediate=None),
        hearing(_, data),
        *rights.at_the_end(_, data),
    )
    return _.label(TITLE), sections


def _first_words(_: Phrases, data: AppealReceived) -> tuple[Block, ...]:
    received = Paragraph(
        _(
            "Thank you. Your appeal reached us on {date}. You do not have to do anything now.",
            date=_.date(data.received_on),
        )
    )
    if data.due_on is None:
        return (received,)
    return received, Note(_("We answer you by {date}.", date=_.date(data.due_on)))


def references(_: Phrases, data: AppealReceived) -> list[tuple[Text, Span]]:
    """The references of an appeal and of what it is against."""
    return [
        (_("Reference of your appeal"), _.reference(data.reference)),
        (_("Reference of the decision"), _.reference(data.decision_reference)),
    ]


def what_happened(_: Phrases, data: AppealReceived) -> Section:
    """Part `what_happened`: what the person told us, in their own words."""
    blocks: list[Block] = [Paragraph(_("This is what we understood. If it is not right, tell us."))]
    for point in data.points:
        blocks += _.quotes(point, data.points_language)
    if data.evidence:
        blocks.append(
            Paragraph(_.ngettext("You sent {count} file with it.", "You sent {count} files with it.", data.evidence))
        )
    return Section("what_happened", _("What you told us"), tuple(blocks))


def decided(_: Phrases, data: AppealReceived) -> Section:
    """Part `decided`: what applies until the answer; of an intention that nothing does."""
    lines = restricted.lines(_, data.restrictions)
    if data.intended:
        plan = Paragraph(_("This is only a plan. It does not start while we look at your first appeal:"))
        return Section("decided", _("What we plan"), (plan, *lines))
    intro = Paragraph(_("Nothing new has been decided. Until you have our answer, this applies:"))
    return Section("decided", _("What applies until we answer"), (intro, *lines))


def milder(_: Phrases, said: Text) -> Section:
    """Part `steps_tried`: who asks whether less would be enough."""
    return Section("steps_tried", _("Whether something milder would do"), (Paragraph(said),))


def asked(_: Phrases) -> Text:
    """What the person who hears an appeal asks."""
    return _("The person who hears your appeal asks for each part whether something less strict would be enough.")


def hearing(_: Phrases, data: AppealReceived) -> Section:
    """Part `appeal`: how it goes on, and what can still be added."""
    section = rights.appeal(_, data.appeal, data.contact)
    more = Paragraph(_("You can add to your appeal, or take it back, until we answer. You can do it in these ways:"))
    hears = section.blocks[2:]
    return Section("appeal", _("How your appeal goes on"), (more, *hears, *_own_help(_)))


def _own_help(_: Phrases) -> tuple[Block, ...]:
    return (Paragraph(_("Somebody may help you with your appeal or speak for you.")),)
