"""What the person can do: appeal, complain, use rights over the record, get help, ask about the letter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from letters import words
from letters.content import Block, Bullets, Facts, Paragraph, Section, SignInCode, Text
from letters.data import AppealRoute, Contact, Ombudsman, Recorded, SignIn
from letters.errors import LetterIncomplete
from letters.phrases import Phrases
from translations import mark

AUDIENCES: Mapping[str, str] = {
    "staff": mark("our staff who need it for their work with you"),
    "contractors": mark("people who work in your home for us, only what they must do, not why"),
    "police": mark("the police"),
}

# Where to go after an appeal, by the codes of the packs.
STEPS: Mapping[str, str] = {
    "feedback_policy": mark("complain to us: we then answer under our complaints and feedback policy"),
    "ombudsman": mark("ask the {ombudsman}"),
}


class Answerable(Protocol):
    """What a letter is written from that somebody can answer to."""

    @property
    def contact(self) -> Contact: ...
    @property
    def ombudsman(self) -> Ombudsman: ...
    @property
    def recorded(self) -> Recorded: ...
    @property
    def sign_in(self) -> SignIn | None: ...


def at_the_end(_: Phrases, data: Answerable) -> tuple[Section, ...]:
    """How nearly every letter ends: complaining, the record, help, and whom to ask (parts `complain` to `contact`)."""
    return (
        complain(_, data.ombudsman, data.contact, council_of(data)),
        recorded(_, data.recorded),
        help_(_, data.contact),
        contact_details(_, data.contact, data.sign_in),
    )


def council_of(data: Answerable) -> Ombudsman | None:
    """Who hears complaints about a council's list of homes, in a letter that is about one."""
    route: AppealRoute | None = getattr(data, "appeal", None)  # of letters about a decision
    own: Ombudsman | None = getattr(data, "council", None)
    return own or (route.council if route else None)


def appeal(_: Phrases, route: AppealRoute, contact: Contact) -> Section:
    """Part `appeal`: how, by when, who hears it, how long it takes."""
    blocks: list[Block] = [
        Paragraph(
            _("If you do not agree, you can appeal. There is no last day: you can appeal for as long as this applies.")
        ),
        Paragraph(_("You need no form. You can:")),
        ways(_, contact),
    ]
    return Section("appeal", _("How to appeal"), (*blocks, *_who_hears(_, route)))


def ways(_: Phrases, contact: Contact) -> Bullets:
    """How to tell us something: each way that the person may choose from."""
    return Bullets(
        (
            _("telephone {phone}", phone=_.phone(contact.phone)),
            _("write to {email}, or to the address at the end of this letter", email=_.email(contact.email)),
            _("use {website}", website=_.link(contact.website)),
            _("tell any of our staff, or ask somebody to do it for you"),
        )
    )


def _who_hears(_: Phrases, route: AppealRoute) -> tuple[Block, ...]:
    if route.elsewhere:
        body = _.name(route.elsewhere)
        return (Paragraph(_("This body hears the appeal, not us: {body}. We send it there for you.", body=body)),)
    return (
        Paragraph(
            _(
                "Who hears it: {role}, or somebody more senior. It is a person who had no part in the decision.",
                role=words.role(route.hearer_role, _.language),
            )
        ),
        Paragraph(
            _.ngettext(
                "We answer within {count} working day, counted from the day after your appeal reaches us.",
                "We answer within {count} working days, counted from the day after your appeal reaches us.",
                route.working_days,
            )
        ),
        Paragraph(_("Where this is written: {clause}.", clause=_.name(route.clause))),
    )


def after(_: Phrases, route: AppealRoute, ombudsman: Ombudsman) -> tuple[Block, ...]:
    """Where the person can go after the answer to an appeal, and where that is written."""
    body = _.name(ombudsman.name)
    steps = tuple(_(STEPS[code], ombudsman=body) for code in route.next_steps if code in STEPS)
    if not steps:
        return ()
    blocks: list[Block] = [Paragraph(_("If you still do not agree after our answer, you can:")), Bullets(steps)]
    if route.next_clause:
        blocks.append(Paragraph(_("Where this is written: {clause}.", clause=_.name(route.next_clause))))
    return tuple(blocks)


def complain(_: Phrases, ombudsman: Ombudsman, contact: Contact, council: Ombudsman | None = None) -> Section:
    """Part `complain`: the complaints process, and the Ombudsman from its one dated record.

    ``council``: who hears complaints about a council's list of homes, in a letter that is about one.
    """
    blocks = (
        Paragraph(
            _("You can complain about us at any time, also about this letter. Tell any of our staff, in any way.")
        ),
        Paragraph(_("You can appeal and complain at the same time. Neither counts against you.")),
        Paragraph(
            _(
                "You can also ask the {ombudsman}. It is free and does not belong to {landlord}.",
                ombudsman=_.name(ombudsman.name),
                landlord=_.name(contact.landlord),
            )
        ),
        *reached(_, ombudsman),
        *(_about_a_list(_, council) if council else ()),
    )
    return Section("complain", _("How to complain"), blocks)


def _about_a_list(_: Phrases, council: Ombudsman) -> tuple[Block, ...]:
    asks = _("Is it about a council's list of homes? Then you can ask the {ombudsman}.", ombudsman=_.name(council.name))
    return Paragraph(asks), *reached(_, council)


def reached(_: Phrases, body: Ombudsman) -> tuple[Block, ...]:
    """How to reach a body outside the landlord, and when that was last checked."""
    rows: list[tuple[Text, Text]] = [
        (_("Telephone"), (_.phone(body.phone),)),
        (_("Website"), (_.link(body.website),)),
    ]
    if body.email:
        rows.append((_("Email"), (_.email(body.email),)))
    if body.address:
        rows.append((_("Address"), (_.address(body.address),)))
    return Facts(tuple(rows)), Paragraph(_("We last checked these details on {date}.", date=_.date(body.checked_on)))


def commissioner(_: Phrases, regulator: Ombudsman | None) -> tuple[Block, ...]:
    """Who hears complaints about personal data, from its one dated record. LetterIncomplete where none is given."""
    if regulator is None:
        raise LetterIncomplete("the letter says nothing of: complain (who hears complaints about personal data)")
    said = _(
        "If you do not agree, you can complain to the Information Commissioner: {website}, {phone}.",
        website=_.link(regulator.website),
        phone=_.phone(regulator.phone),
    )
    return (Paragraph(said),)


def recorded(_: Phrases, kept: Recorded) -> Section:
    """Part `recorded`: what is kept, who sees it, and the rights over it."""
    blocks: list[Block] = [
        Paragraph(_("We keep this letter, what led to it, and what you tell us about it.")),
    ]
    if kept.marker:
        blocks.append(
            Paragraph(
                _(
                    "We also keep a note that tells staff what to do before they contact or visit you. "
                    "It ends when this ends."
                )
            )
        )
    blocks += [
        Paragraph(_("Who can see it:")),
        Bullets(tuple(_(AUDIENCES.get(code, code)) for code in kept.audience)),
        Paragraph(
            _(
                "You can ask to see what we keep, have mistakes put right, and object to it. Write to {email}.",
                email=_.email(kept.email),
            )
        ),
    ]
    return Section("recorded", _("What we keep about this"), tuple(blocks))


def help_(_: Phrases, contact: Contact) -> Section:
    """Part `help`: somebody to help, another format, another language."""
    blocks = (
        Paragraph(
            _(
                "Would you like this letter in large print, as a web page, read to you, or in another way? "
                "It is free. Telephone {phone}.",
                phone=_.phone(contact.phone),
            )
        ),
        Paragraph(_("You can have it in these languages: {languages}. Ask us about others.", languages=_.languages())),
        Paragraph(_("A friend, a relative, a support worker or an advocate may read it with you and speak for you.")),
    )
    return Section("help", _("Help, other formats and languages"), blocks)


def contact_details(_: Phrases, contact: Contact, sign_in: SignIn | None) -> Section:
    """Part `contact`: whom to ask about this letter; with it the code that opens it on the web."""
    hours = _(
        "{days}, {opens} to {closes}",
        days=words.on_weekdays(contact.open_days, _.language),
        opens=words.time(contact.opens, _.language),
        closes=words.time(contact.closes, _.language),
    )
    rows: list[tuple[Text, Text]] = [
        (_("Ask for"), (_.name(contact.team or contact.landlord),)),
        (_("Telephone"), (_.phone(contact.phone),)),
        (_("When we answer"), hours),
        (_("Email"), (_.email(contact.email),)),
        (_("Address"), (_.address(contact.address),)),
        (_("Website"), (_.link(contact.website),)),
    ]
    blocks: list[Block] = [Facts(tuple(rows))]
    if sign_in is not None:
        blocks += _sign_in(_, sign_in)
    blocks.append(Paragraph(_("With kind regards, {landlord}", landlord=_.name(contact.landlord))))
    return Section("contact", _("Questions about this letter"), tuple(blocks))


def _sign_in(_: Phrases, sign_in: SignIn) -> tuple[Block, ...]:
    return (
        Paragraph(
            _(
                "You can read this letter on the web, in any of these formats and languages. Go to {address} and "
                "type this code and your date of birth:",
                address=_.link(sign_in.address),
            )
        ),
        *access_code(_, sign_in),
    )


def access_code(_: Phrases, sign_in: SignIn) -> tuple[Block, ...]:
    """The code of a letter, with the picture that opens the page where it is typed."""
    alt = _("A square picture code that opens our sign-in page. The same address is printed above it.")
    return (
        SignInCode((_.code(sign_in.code),), sign_in.address, "".join(span.text for span in alt)),
        Paragraph(
            _(
                "Please keep the code to yourself. With your mobile phone, point the camera at the square "
                "to open the page."
            )
        ),
    )
