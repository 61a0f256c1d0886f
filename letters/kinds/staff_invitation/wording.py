"""A colleague is invited, or sets up signing in anew; nothing here tells what Open Door holds."""

from __future__ import annotations

from letters.content import Paragraph, Section, Span
from letters.kinds.staff_invitation.data import StaffInvitationMessage
from letters.phrases import phrases
from translations import mark

TITLE = mark("Set up how you sign in")


def compose(data: StaffInvitationMessage, language: str) -> tuple[str, tuple[Section, ...]]:
    """Title and one section."""
    _ = phrases(language)
    whole = Span("link", data.link, data.link)  # with its scheme: a mail is plain text, and this must be a link
    about = (
        _("You asked to set up anew how you sign in to Open Door at {landlord}.", landlord=_.name(data.landlord))
        if data.again
        else _("You have an account in Open Door at {landlord}.", landlord=_.name(data.landlord))
    )
    said = (
        _("Hello {name}.", name=_.name(data.name)),
        about,
        _("Choose your password and connect your authenticator app here: {address}", address=whole),
        _.ngettext("The link works once, for {count} day.", "The link works once, for {count} days.", data.days),
        _("You did not expect this? Do not follow the link. Tell your administrator."),
    )
    return _.label(TITLE), (Section("message", (), tuple(Paragraph(text) for text in said)),)
