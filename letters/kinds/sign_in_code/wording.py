"""A one-time code, in as few words as a text message can hold; it says nothing of why the person signs in."""

from __future__ import annotations

from letters.content import Block, Paragraph, Section, Span
from letters.kinds.sign_in_code.data import SignInCodeMessage
from letters.phrases import phrases
from translations import mark

TITLE = mark("Your sign-in code")


def compose(data: SignInCodeMessage, language: str) -> tuple[str, tuple[Section, ...]]:
    """Title and one section; the code stands in the first line, where a lock screen shows it."""
    _ = phrases(language)
    blocks: list[Block] = [
        Paragraph(
            _(
                "{code} is your code to sign in to {landlord}.",
                code=_.code(data.code),
                landlord=_.name(data.landlord),
            )
        ),
        Paragraph(
            _.ngettext(
                "It works for {count} minute. Give it to nobody: we never ask you for it.",
                "It works for {count} minutes. Give it to nobody: we never ask you for it.",
                data.minutes,
            )
        ),
        Paragraph(_("Did you not ask for a code? Telephone {phone}.", phone=_.phone(data.phone))),
    ]
    if data.stop:
        whole = Span("link", data.stop, data.stop)  # with its scheme: a mail is plain text, and this must be a link
        stop = _("Was it not you? Sign everybody out here: {address}", address=whole)
        blocks.append(Paragraph(stop))
    return _.label(TITLE), (Section("message", (), tuple(blocks)),)
