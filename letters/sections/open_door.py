"""What stays open: the ways to reach us, and every essential service with how to use it."""

from __future__ import annotations

from collections.abc import Callable

from letters import words
from letters.content import Bullets, Note, Paragraph, Section, Span, Table, Text
from letters.data import Contact, Open
from letters.phrases import Phrases, strong, text
from translations import LANGUAGES

EMERGENCY = "999"


def still_open(_: Phrases, opened: Open, contact: Contact) -> Section:
    """Part `still_open`: channels first, then a table of the services that no restriction touches."""
    blocks = (
        Note(_("Your home, your safety and your right to complain are not touched by anything in this letter.")),
        Paragraph(_("You can reach us in these ways:")),
        Bullets(tuple(_channel(_, code, contact) for code in (*opened.channels, "portal"))),
        Paragraph(
            _("For the things in this table you may also telephone, write or come to us, whatever else applies:")
        ),
        Table(
            caption=_("What you can always do"),
            head=(_("What you need"), _("How to do it")),
            rows=_rows(_, opened, contact),
        ),
    )
    return Section("still_open", _("What stays open to you"), blocks)


def _channel(_: Phrases, code: str, contact: Contact) -> Text:
    details: dict[str, Callable[[], Span]] = {
        "telephone": lambda: _.phone(contact.phone),
        "email": lambda: _.email(contact.email),
        "letter": lambda: _.address(contact.address),
        "in_person": lambda: _.address(contact.address),
    }
    if code == "portal":
        return _("On our website, day and night: {website}", website=_.link(contact.website))
    name = words.channel(code, _.language)
    if code not in details:
        return strong(name)
    return (*strong(name), *text(LANGUAGES[_.language].colon), details[code]())


def _rows(_: Phrases, opened: Open, contact: Contact) -> tuple[tuple[Text, ...], ...]:
    """One row for services that are reached alike; a service that is not among `opened` is left out."""
    rows = []
    for services, how in _ways(_, contact):
        named = [words.service(code, _.language) for code in services if code in opened.services]
        if named:
            rows.append((text(LANGUAGES[_.language].stop.join(named)), how))
    return tuple(rows)


def _ways(_: Phrases, contact: Contact) -> tuple[tuple[tuple[str, ...], Text], ...]:
    phone, website, email = _.phone(contact.phone), _.link(contact.website), _.email(contact.email)
    emergency = _.phone(contact.emergency_phone)
    danger = Span("phone", EMERGENCY, EMERGENCY)
    at_once = _("Telephone {phone}, day and night.", phone=emergency)
    if contact.gas_phone:
        at_once = _.join(at_once, _("If you smell gas, telephone {phone}.", phone=_.phone(contact.gas_phone)))
    call_or_web = _("Telephone {phone}, or use {website}.", phone=phone, website=website)
    return (
        (("emergency_repair", "hazard"), at_once),
        (("repair",), call_or_web),
        (
            ("safety_check",),
            _("We still come for every check. To change the day, telephone {phone}.", phone=phone),
        ),
        (("new_complaint",), _("Tell any of our staff in any way, or use {website}.", website=website)),
        (("ombudsman",), _("At any time. Further down in this letter you find how to reach them.")),
        (
            ("safeguarding", "report_harm"),
            _(
                "If someone is in danger now, telephone {danger}. If not, telephone us: {phone}.",
                danger=danger,
                phone=phone,
            ),
        ),
        (("rent",), _("Pay as you do now. To ask about it, telephone {phone}.", phone=phone)),
        (("advocate",), _("Tell us in any way whom you choose. It is your choice.")),
        (("representative",), _("At any time. They may write to us or telephone us for you.")),
        (
            ("appeal", "adjustment"),
            _("In any way that suits you: say it, write it, or use {website}.", website=website),
        ),
        (("data_rights", "information"), _("Write to {email}, or to our address.", email=email)),
        (("legal_notice",), _("Send them to our address: {address}.", address=_.address(contact.address))),
        (("housing_need",), call_or_web),
    )
