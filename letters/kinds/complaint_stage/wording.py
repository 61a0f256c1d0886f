"""A step of a complaint: what it means for the person first, then what they said, what we say, and what comes next."""

from __future__ import annotations

from collections.abc import Mapping

from letters.content import Block, Note, Paragraph, Section, Text
from letters.kinds.complaint_stage.data import Answer, ComplaintStage
from letters.phrases import Phrases, phrases
from letters.sections import open_door, opening, rights
from translations import mark

TITLES: Mapping[str, str] = {
    "received": mark("We have your complaint"),
    "acknowledged": mark("What we understood of your complaint"),
    "extended": mark("We need more time for your complaint"),
    "answered": mark("Our answer to your complaint"),
}
PARTS: tuple[str, ...] = (
    "who", "what_happened", "decided", "next", "still_open", "complain", "recorded", "help", "contact",
)  # fmt: skip
OUTCOMES: Mapping[str, str] = {
    "upheld": mark("You are right. We are sorry."),
    "partly_upheld": mark("You are right in part. We are sorry for that."),
    "not_upheld": mark("We do not think that we did wrong here."),
}
LAST = 2


def compose(data: ComplaintStage, language: str) -> tuple[str, tuple[Section, ...]]:
    """Title and sections."""
    _ = phrases(language)
    staff_wrote = data.step != "received"
    sections = (
        opening.begin(
            _,
            data,
            [(_("Reference of your complaint"), _.reference(data.reference))],
            (Note(_first(_, data)), Paragraph(_("This is stage {number} of two.", number=data.number))),
            own_words=staff_wrote,
        ),
        _told(_, data),
        *(_answered(_, data.answer) if data.answer else (_when(_, data),)),
        _next(_, data),
        open_door.still_open(_, data.opened, data.contact),
        *rights.at_the_end(_, data),
    )
    return _.label(TITLES[data.step]), sections


def _first(_: Phrases, data: ComplaintStage) -> Text:
    if data.answer is not None:
        return _(OUTCOMES[data.answer.outcome])
    return _("We answer you by {date}.", date=_.date(data.due_on))


def _told(_: Phrases, data: ComplaintStage) -> Section:
    """Part `what_happened`: their words, and what we understood."""
    blocks: list[Block] = [Paragraph(_("You told us this on {date}:", date=_.date(data.received_on)))]
    blocks += _.quotes(data.what, data.words_language)
    if data.understood:
        blocks.append(Paragraph(_("This is what we understood. If it is not right, tell us.")))
        blocks += _.quotes(data.understood)
    return Section("what_happened", _("What you told us"), tuple(blocks))


def _when(_: Phrases, data: ComplaintStage) -> Section:
    """Part `decided` before there is an answer: by when, and why later."""
    blocks: list[Block] = []
    if data.step == "received":
        blocks.append(Paragraph(_("By {date} we tell you what we understood.", date=_.date(data.acknowledge_by))))
    if data.first_due_on is not None:
        blocks.append(Paragraph(_("The day was {date}. We need longer, because:", date=_.date(data.first_due_on))))
        blocks += _.quotes(data.extended_why)
    blocks.append(Paragraph(_("We answer you by {date}.", date=_.date(data.due_on))))
    blocks.append(Paragraph(_("What you asked us for goes on meanwhile. A complaint never holds it up.")))
    return Section("decided", _("When you hear from us"), tuple(blocks))


def _answered(_: Phrases, answer: Answer) -> tuple[Section, ...]:
    """Part `decided` of an answer, under headings of its own: nothing that the Code asks is blank (see data.Answer)."""
    return (
        Section("decided", _("What we decided"), (Paragraph(_(OUTCOMES[answer.outcome])),)),
        Section("decided", _("Why"), _.quotes(answer.reasons)),
        Section("decided", _("What we do to put it right"), _.quotes(answer.remedy)),
        Section("decided", _("What is still to be done"), _.quotes(answer.to_do)),
    )


def _next(_: Phrases, data: ComplaintStage) -> Section:
    """Part `next`: how to go on; a stage has no last day, and needs no reason."""
    body = _.name(data.ombudsman.name)
    blocks: tuple[Block, ...]
    if data.answer is not None and data.number < LAST:
        blocks = (
            Paragraph(_("If you do not agree, ask for stage 2. You need not say why, and there is no last day.")),
            Paragraph(_("Somebody who did not answer you before looks at everything again.")),
        )
    elif data.answer is not None:
        blocks = (
            Paragraph(_("This was our last answer. If you do not agree, you can ask the {ombudsman}.", ombudsman=body)),
        )
    else:
        blocks = (Paragraph(_("You can ask the {ombudsman} for help at any time, also now.", ombudsman=body)),)
    return Section("next", _("If you do not agree"), blocks)
