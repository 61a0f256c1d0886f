"""The outcome of an appeal: the answer first, then what applies now and why."""

from __future__ import annotations

from collections.abc import Mapping

from letters import words
from letters.content import Block, Heading, Note, Paragraph, Section, Text
from letters.data import Restriction
from letters.kinds.appeal_outcome.data import AppealOutcome
from letters.phrases import Phrases, phrases, strong, text
from letters.sections import fairness, open_door, opening, restricted, rights
from translations import LANGUAGES, mark

TITLE = mark("The answer to your appeal")

RESULTS: Mapping[str, str] = {
    **restricted.PAUSED,
    "stands": mark("This stays as it is:"),
    "changed": mark("This has changed. From now on:"),
    "ended": mark("This has ended and does not apply to you any more:"),
}

GROUNDS: Mapping[str, str] = {
    "accepted": mark("We agree with this."),
    "partly": mark("We agree with a part of this."),
    "not_accepted": mark("We do not agree with this."),
}


def compose(data: AppealOutcome, language: str) -> tuple[str, tuple[Section, ...]]:
    """Title and sections; the answer stands in the first lines."""
    _ = phrases(language)
    sections = (
        opening.begin(
            _,
            data,
            [
                (_("Reference of your appeal"), _.reference(data.reference)),
                (_("Reference of the decision"), _.reference(data.decision_reference)),
            ],
            _first_words(_, data),
        ),
        open_door.still_open(_, data.opened, data.contact),
        _decided(_, data),
        _dates(_, data),
        _what_happened(_, data),
        _why(_, data),
        Section(
            "steps_tried",
            _("Whether something milder would do"),
            (
                Paragraph(_("We asked for each part whether something less strict would be enough.")),
                *_.quotes(data.considered),
            ),
        ),
        fairness.circumstances(_, data.circumstances),
        _further(_, data),
        *rights.at_the_end(_, data),
    )
    return _.label(TITLE), sections


def _first_words(_: Phrases, data: AppealOutcome) -> tuple[Block, ...]:
    return (
        Paragraph(_("Thank you for your appeal. We have looked at it with care.")),
        Note((*strong(words.outcome(data.outcome, _.language)), *text(LANGUAGES[_.language].stop.strip()))),
    )


def _decided(_: Phrases, data: AppealOutcome) -> Section:
    blocks: list[Block] = [Paragraph(_heard(_, data))]
    for answer in data.answers:
        blocks += restricted.became(_, answer.restriction, RESULTS[answer.result])
    return Section("decided", _("What we decided"), tuple(blocks))


def _heard(_: Phrases, data: AppealOutcome) -> Text:
    heard_on, role = _.date(data.heard_on), words.role(data.hearer_role, _.language)
    if data.appeal.elsewhere:
        return _("The {body} answered your appeal on {date}. We do what it says.", body=role, date=heard_on)
    return _(
        "Your appeal was heard on {date} by a person who had no part in the decision: {role}.",
        date=heard_on,
        role=role,
    )


def in_force(data: AppealOutcome) -> tuple[Restriction, ...]:
    """The restrictions that apply after the appeal."""
    return tuple(answer.restriction for answer in data.answers if answer.result in ("stands", "changed"))


def _dates(_: Phrases, data: AppealOutcome) -> Section:
    return restricted.dates(_, in_force(data), data.reviewers, data.would_help, immediate=None)


def _what_happened(_: Phrases, data: AppealOutcome) -> Section:
    blocks: list[Block] = [
        Paragraph(_("Your appeal reached us on {date}. You told us:", date=_.date(data.received_on)))
    ]
    for point in data.points:
        blocks += _.quotes(point, data.points_language)
    return Section("what_happened", _("What you told us"), tuple(blocks))


def _why(_: Phrases, data: AppealOutcome) -> Section:
    blocks: list[Block] = [*_.quotes(data.reasons)]
    for ground in data.grounds:
        blocks += [Paragraph(_("You told us:")), *_.quotes(ground.says, ground.language)]
        blocks += [Paragraph(strong(_.label(GROUNDS[ground.answer]))), *_.quotes(ground.reasons)]
    blocks += restricted.reasons(_, [answer.restriction for answer in data.answers if answer.result != "ended"])
    for answer in data.answers:
        if answer.result == "ended" and answer.restriction.reason.strip():
            blocks.append(Heading(text(restricted.name_of(answer.restriction, _.language))))
            blocks += _.quotes(answer.restriction.reason)
    return Section("why", _("Why we decided this"), tuple(blocks))


def _further(_: Phrases, data: AppealOutcome) -> Section:
    again: Text = _("If you have something new to tell us, or your life has changed, you can ask us to look again.")
    section = rights.appeal(_, data.appeal, data.contact)
    after = rights.after(_, data.appeal, data.ombudsman)
    return Section("appeal", _("If you do not agree"), (*after, Paragraph(again), *section.blocks))
