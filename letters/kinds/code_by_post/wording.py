"""A code to sign in by post: the code first, then what to do when nobody asked for it."""

from __future__ import annotations

from letters.content import Block, Note, Paragraph, Section
from letters.kinds.code_by_post.data import CodeByPost
from letters.phrases import Phrases, phrases
from letters.sections import opening, rights
from translations import mark

TITLE = mark("Your sign-in code")
PARTS: tuple[str, ...] = ("who", "sign_in", "help", "contact")


def compose(data: CodeByPost, language: str) -> tuple[str, tuple[Section, ...]]:
    """Title and sections."""
    _ = phrases(language)
    sections = (
        opening.begin(
            _,
            data,
            (),
            (Note(_("Here is the code to sign in that you asked for.")),),
            own_words=False,
        ),
        Section("sign_in", _("How to sign in"), _how(_, data)),
        rights.help_(_, data.contact),
        rights.contact_details(_, data.contact, None),
    )
    return _.label(TITLE), sections


def _how(_: Phrases, data: CodeByPost) -> tuple[Block, ...]:
    blocks: list[Block] = []
    if data.sign_in is not None:
        go = _("Go to {address} and type this code and your date of birth:", address=_.link(data.sign_in.address))
        blocks += [Paragraph(go), *rights.access_code(_, data.sign_in)]
    blocks.append(
        Paragraph(
            _(
                "Did you not ask for a code? Nobody can use it without your date of birth. Please telephone {phone}.",
                phone=_.phone(data.contact.phone),
            )
        )
    )
    return tuple(blocks)
