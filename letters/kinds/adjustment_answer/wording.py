"""The letter about a reasonable adjustment: what we do first, then what we do not and why, and what can be done."""

from __future__ import annotations

from collections.abc import Mapping

from letters import words
from letters.content import Block, Bullets, Note, Paragraph, Section, Text
from letters.kinds.adjustment_answer.data import AdjustmentAnswer
from letters.kinds.adjustment_received.wording import asked
from letters.phrases import Phrases, phrases, text
from letters.sections import open_door, opening, rights
from translations import mark

TITLE = mark("Our answer about what we do differently for you")
PARTS: tuple[str, ...] = (
    "who", "what_happened", "decided", "why", "still_open", "complain", "recorded", "help", "contact",
)  # fmt: skip
OUTCOMES: Mapping[str, str] = {
    "agreed": mark("Yes. We do what you asked for."),
    "other_agreed": mark("We do some of it, or something else that helps."),
    "declined": mark("We are sorry. We cannot do what you asked for."),
    "goes_on": mark("We looked at it again. It goes on."),
    "ended": mark("This has ended. You can ask for it again at any time."),
    "put_right": mark("You told us that we did not do what we agreed. Here is our answer."),
}
OWN_WORDS = "own_words"


def compose(data: AdjustmentAnswer, language: str) -> tuple[str, tuple[Section, ...]]:
    """Title and sections; what came of it stands in the first lines."""
    _ = phrases(language)
    sections = (
        opening.begin(
            _,
            data,
            [(_("Reference"), _.reference(data.reference))],
            (Note(_(OUTCOMES[data.outcome])),),
        ),
        _told(_, data),
        Section("decided", _("What we do differently for you"), _decided(_, data)),
        Section("why", _("Why"), _why(_, data)),
        open_door.still_open(_, data.opened, data.contact),
        *rights.at_the_end(_, data),
    )
    return _.label(TITLE), sections


def _told(_: Phrases, data: AdjustmentAnswer) -> Section:
    """Part `what_happened`: what was asked, or what was not done and when; else what it is about."""
    if data.asked_on is None:
        return Section("what_happened", _("What it is about"), (_things(_, data),))
    said = asked(_, data.asked, data.asked_words, data.words_language)
    if data.outcome == "put_right":
        missed = Paragraph(_("This was not done on {date}:", date=_.date(data.asked_on)))
        return Section("what_happened", _("What you told us"), (missed, _things(_, data), *said))
    on = Paragraph(_("You asked for this on {date}:", date=_.date(data.asked_on)))
    return Section("what_happened", _("What you asked for"), (on, *said))


def _decided(_: Phrases, data: AdjustmentAnswer) -> tuple[Block, ...]:
    blocks: list[Block] = []
    if data.outcome == "ended":
        blocks.append(Paragraph(_("From today we no longer do this for you.")))
    elif data.things:
        blocks += [Paragraph(_("We have agreed to this:")), _things(_, data)]
        if data.review_on is not None:
            blocks.append(
                Paragraph(
                    _(
                        "We ask you by {date} whether it still helps. It goes on until then.",
                        date=_.date(data.review_on),
                    )
                )
            )
        blocks.append(Paragraph(_("If we do not do it, tell us. We put it right.")))
    if data.left_out:
        blocks += [Paragraph(_("This we do not do:")), Bullets(tuple(_left_out(_, data, one) for one in data.left_out))]
    if data.offered:
        blocks += [Paragraph(_("This is what we offer you instead:")), *_.quotes(data.offered)]
    return tuple(blocks)


def _why(_: Phrases, data: AdjustmentAnswer) -> tuple[Block, ...]:
    blocks: list[Block] = []
    if data.reason:
        blocks.append(Paragraph(text(words.adjustment_reason(data.reason, _.language))))
    blocks += _.quotes(data.answer)
    if data.outcome == "ended" and not data.answer:
        blocks.append(Paragraph(_("You told us that you do not need it any more.")))
    blocks.append(Paragraph(_("It must be as easy for you to deal with us as for anybody else.")))
    blocks.append(Paragraph(_("Where this is written: {clause}.", clause=_.name(data.clause))))
    if data.left_out:
        blocks.append(Paragraph(_("You can ask us to look at it again. Then somebody else decides.")))
    return tuple(blocks)


def _things(_: Phrases, data: AdjustmentAnswer) -> Bullets:
    return Bullets(
        tuple(
            text(words.adjustment(one.code, _.language)) if one.code else (_.own_words(one.words),)
            for one in data.things
        )
    )


def _left_out(_: Phrases, data: AdjustmentAnswer, code: str) -> Text:
    if code == OWN_WORDS:
        return (_.own_words(data.asked_words, data.words_language),)
    return text(words.adjustment(code, _.language))
