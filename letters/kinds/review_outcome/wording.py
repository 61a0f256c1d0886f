"""The outcome of a review: the answer first, then what applies now and why."""

from __future__ import annotations

from collections.abc import Mapping

from letters.content import Block, Note, Paragraph, Section
from letters.data import Restriction
from letters.kinds.appeal_outcome import wording as appeal_outcome
from letters.kinds.review_outcome.data import ReviewOutcome
from letters.phrases import Phrases, phrases
from letters.sections import fairness, open_door, opening, restricted, rights
from translations import mark

TITLE = mark("We have looked again at how you contact us")

RESULTS: Mapping[str, str] = {
    **appeal_outcome.RESULTS,
    "again": mark("This did not apply to you for a while. It applies again from {date}:"),
}
OUTCOMES: Mapping[str, str] = {
    "lift": mark("What limited you has ended."),
    "alter": mark("What we decided has changed."),
    "continue": mark("What we decided goes on."),
}


def compose(data: ReviewOutcome, language: str) -> tuple[str, tuple[Section, ...]]:
    """Title and sections; the outcome stands in the first lines."""
    _ = phrases(language)
    first = Note(_(OUTCOMES[data.outcome]))
    sections = (
        opening.begin(
            _,
            data,
            [
                (_("Reference of the review"), _.reference(data.reference)),
                (_("Reference of the decision"), _.reference(data.decision_reference)),
            ],
            (first,),
        ),
        open_door.still_open(_, data.opened, data.contact),
        _decided(_, data),
        restricted.dates(_, in_force(data), data.reviewers, (), immediate=None),
        _what_happened(_, data),
        Section("why", _("Why we decided this"), (*_.quotes(data.reason), *restricted.reasons(_, in_force(data)))),
        _milder(_),
        fairness.circumstances(_, data.circumstances),
        rights.appeal(_, data.appeal, data.contact),
        *rights.at_the_end(_, data),
    )
    return _.label(TITLE), sections


def in_force(data: ReviewOutcome) -> tuple[Restriction, ...]:
    """The restrictions that apply after the review."""
    return tuple(answer.restriction for answer in data.answers if answer.result != "ended")


def _decided(_: Phrases, data: ReviewOutcome) -> Section:
    said = _(
        "We looked at it on {date}. Who reviewed it: {roles}.", date=_.date(data.held_on), roles=_.roles(data.held_by)
    )
    blocks: list[Block] = [Paragraph(said)]
    for answer in data.answers:
        blocks += restricted.became(_, answer.restriction, RESULTS[answer.result])
    return Section("decided", _("What we decided"), tuple(blocks))


def _what_happened(_: Phrases, data: ReviewOutcome) -> Section:
    blocks: list[Block] = list(_.quotes(data.reply, data.reply_language))
    if not blocks:
        blocks = [
            Paragraph(
                _("We asked you how things are now. We had no answer from you, and that does not count against you.")
            )
        ]
    return Section("what_happened", _("What you told us"), tuple(blocks))


def _milder(_: Phrases) -> Section:
    asked = _("We asked for each part whether something less strict would be enough.")
    return Section("steps_tried", _("Whether something milder would do"), (Paragraph(asked),))
