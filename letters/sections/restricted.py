"""What was decided, line by line, why, and until when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import SimpleNamespace

from letters import words
from letters.content import OWN, Block, Bullets, Facts, Heading, Note, Paragraph, Section, Span, Text
from letters.data import Restriction
from letters.errors import LetterIncomplete
from letters.phrases import ENGLISH, Phrases, text
from letters.words.restrictions import own_words
from translations import mark

# What does not bind at the moment, by what is left of it.
PAUSED: Mapping[str, str] = {
    "suspended": mark("This does not apply to you until we have looked at it again:"),
    "instruction": mark("This does not bind you any more. Two of our staff may still come together:"),
}


def name_of(line: Restriction, language: str) -> str:
    """The short name of the line's kind."""
    return words.restriction_name(line.kind, language, _pack(line))


def sentence(_: Phrases, line: Restriction) -> Text:
    """The restriction as a sentence; what staff wrote in it is marked as theirs, and as English."""
    said = words.restriction(line.kind, line.terms, _.language, _pack(line))
    lang = "" if _.language == ENGLISH else ENGLISH
    spans: list[Span] = []
    rest, named = said, line.terms.get("officer")  # a name is in no language: nobody translates it
    for written in own_words(line.kind, line.terms):
        before, found, rest = rest.partition(written)
        spans.append(Span("text", before))
        if found:
            spans.append(Span("name", written) if written == named else Span("text", written, OWN, lang))
    return tuple(span for span in (*spans, Span("text", rest)) if span.text)


def _pack(line: Restriction) -> object | None:
    """What words.restriction asks of a pack, for this one kind."""
    if not (line.closes or line.own_words):
        return None
    kind = SimpleNamespace(closes=line.closes or None, says=line.own_words, name=line.own_name)
    return SimpleNamespace(kinds={line.kind: kind})


def lines(_: Phrases, restrictions: Sequence[Restriction]) -> tuple[Block, ...]:
    """Each restriction: its name, its sentence, its dates."""
    blocks: list[Block] = []
    for number, line in enumerate(restrictions, start=1):
        heading = f"{number}. {name_of(line, _.language)}" if len(restrictions) > 1 else name_of(line, _.language)
        blocks += [
            Heading(text(heading)),
            Paragraph(sentence(_, line)),
            Facts(((_("Starts on"), (_.date(line.starts_on),)), (_("Review by"), (_.date(line.review_on),)))),
        ]
    return tuple(blocks)


def became(_: Phrases, line: Restriction, result: str) -> tuple[Block, ...]:
    """One restriction with what became of it, in a sentence that ends on it; its {date}: the first day."""
    said = Paragraph(_(result, date=_.date(line.starts_on)))
    return Heading(text(name_of(line, _.language))), said, Paragraph(sentence(_, line))


def reasons(_: Phrases, restrictions: Sequence[Restriction]) -> tuple[Block, ...]:
    """For each restriction why it was decided, why that is fair, and by which clause.

    LetterIncomplete where one of the three is blank: nobody is restricted without them.
    """
    blocks: list[Block] = []
    for line in restrictions:
        for field in ("reason", "proportionality", "clause"):
            if not getattr(line, field).strip():
                raise LetterIncomplete(f"the letter says nothing of: why ({line.kind} has no {field})")
        blocks += [
            Heading(text(name_of(line, _.language))),
            Paragraph(_("Our reason:")),
            *_.quotes(line.reason),
            Paragraph(_("Why this is no more than is needed:")),
            *_.quotes(line.proportionality),
            Paragraph(_("Our policy says that we may do this: {clause}.", clause=_.name(line.clause))),
        ]
    return tuple(blocks)


def actions(_: Phrases, codes: Sequence[str], tenancy_clause: str) -> tuple[Block, ...]:
    """What else is done, and that the tenancy may be at risk; nothing where nothing else is done."""
    if not codes:
        return ()
    blocks: list[Block] = [
        Heading(_("What else we are doing")),
        Bullets(tuple(text(words.action(code, _.language)) for code in codes)),
    ]
    warning = _("Please take this seriously. If this behaviour goes on, your tenancy and your home could be at risk.")
    if tenancy_clause:
        warning = _.join(
            warning,
            _("Your tenancy agreement speaks of this in clause {clause}.", clause=_.name(tenancy_clause)),
        )
    advice = _("Only a court can end a tenancy. You can get free advice, for example from a law centre or a council.")
    return (*blocks, Note(_.join(warning, advice)))


def dates(
    _: Phrases,
    restrictions: Sequence[Restriction],
    reviewers: Sequence[str],
    would_help: Sequence[str],
    immediate: bool | None,
) -> Section:
    """Part `dates`: start, review, who reviews, what happens if nobody does, and what would help.

    `immediate` says whether safety needs it at once; None where what applies began before this letter.
    """
    title = _("How long this lasts")
    if not restrictions:
        return Section("dates", title, (Paragraph(_("Nothing in this letter limits how you contact us.")),))
    starts = min(line.starts_on for line in restrictions)
    review = min(line.review_on for line in restrictions)
    rows: list[tuple[Text, Text]] = [(_("Starts on"), (_.date(starts),)), (_("Review by"), (_.date(review),))]
    if reviewers:
        rows.append((_("Who reviews it"), text(_.roles(reviewers))))
    blocks: list[Block] = [Facts(tuple(rows))]
    if immediate:
        blocks.append(Paragraph(_("This starts at once, because somebody's safety needs it.")))
    elif immediate is False:
        blocks.append(Paragraph(_("It never starts before this letter has reached you in a form that you can read.")))
    return Section("dates", title, (*blocks, *_review(_, restrictions), *_sooner(_, would_help)))


def calm(_: Phrases, days: int, clause: str) -> tuple[Block, ...]:
    """After how many days of acceptable behaviour a review comes by itself; nothing where the policy does not say."""
    if not days:
        return ()
    said = _.ngettext(
        "After {count} day with no new incident we look at it again by ourselves. This is written in {clause}.",
        "After {count} days with no new incident we look at it again by ourselves. This is written in {clause}.",
        days,
        clause=_.name(clause),
    )
    return (Paragraph(said),)


def _review(_: Phrases, restrictions: Sequence[Restriction]) -> tuple[Block, ...]:
    """That the person is heard before a review, and what a missed review does."""
    blocks = [Paragraph(_("Before the review we write to you, so that you can tell us how things are now."))]
    if any(not line.safety for line in restrictions):
        blocks.append(Paragraph(_("If we miss the review, what we decided stops until we have done it.")))
    if any(line.safety for line in restrictions):
        safety = _("Where somebody's safety needs it, a director must decide within two working days instead.")
        blocks.append(Paragraph(safety))
    return tuple(blocks)


def _sooner(_: Phrases, would_help: Sequence[str]) -> tuple[Block, ...]:
    """What would help to end it sooner: staff's words, or what helps everybody."""
    intro = Paragraph(_("What would help to end this sooner:"))
    if would_help:
        return (intro, *(quote for item in would_help for quote in _.quotes(item)))
    usual = (
        _("calm and polite contact with our staff"),
        _("telling us what makes contact hard for you, so that we can help"),
        _("telling us when something in your life has changed"),
    )
    return intro, Bullets(usual)
