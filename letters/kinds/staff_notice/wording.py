"""Something with which a colleague comes in was changed: they hear of it, lest it was somebody else."""

from __future__ import annotations

from typing import Final

from letters.content import Paragraph, Section
from letters.kinds.staff_notice.data import StaffNotice
from letters.phrases import phrases
from translations import mark

TITLE = mark("Your sign-in was changed")
CHANGED: Final = {
    "password": mark("Your password for Open Door at {landlord} was changed."),
    "authenticator": mark("Another authenticator was connected to your account in Open Door at {landlord}."),
    "codes": mark("New recovery codes were made for your account in Open Door at {landlord}."),
    "code_used": mark("Somebody signed in to Open Door at {landlord} with one of your recovery codes."),
    "passkey": mark("A passkey was added to your account in Open Door at {landlord}."),
    "set_up": mark("How you sign in to Open Door at {landlord} was set up anew."),
}


def compose(data: StaffNotice, language: str) -> tuple[str, tuple[Section, ...]]:
    """Title and one section."""
    _ = phrases(language)
    said = (
        _(CHANGED[data.what], landlord=_.name(data.landlord)),
        _("Was it not you? Tell your administrator at once."),
    )
    return _.label(TITLE), (Section("message", (), tuple(Paragraph(text) for text in said)),)
