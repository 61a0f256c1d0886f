"""The parts of Easy Read that several kinds of letter share, written from the same data as the full letter."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from letters import words
from letters.content import Text
from letters.data import AppealRoute, Contact, Incident, Ombudsman, Open, Recorded, Restriction
from letters.easy.blocks import BLOCKS
from letters.easy.shape import EasyBlock, EasyPart
from letters.easy.writer import Writer
from letters.sections import restricted
from letters.sections.open_door import EMERGENCY
from letters.sections.rights import council_of

_SERVICES = {
    "emergency_repair": "emergency",
    "hazard": "emergency",
    "repair": "repair",
    "safety_check": "safety_check",
    "safeguarding": "safeguarding",
    "report_harm": "safeguarding",
    "rent": "rent",
    "advocate": "advocate",
    "representative": "representative",
    "adjustment": "adjustment",
}
_SAID_ELSEWHERE = ("new_complaint", "ombudsman", "appeal")
_THROUGH_OTHERS = frozenset({"email", "letter"})
_IN_PERSON = frozenset({"in_person"})


def first(w: Writer, data: Any, *lead: EasyBlock) -> EasyPart:
    """Whom it is for, from whom, what it is about; then what Easy Read is."""
    _, person = w._, data.person
    start = w.block(
        "start.letter",
        name=_.name(person.name),
        landlord=_.name(data.contact.landlord),
        date=_.date(data.issued_on),
        reference=_.reference(getattr(data, "reference", "") or person.reference),
    )
    return w.part((), (start, *lead, w.block("start.easy_read")))


def still_open(w: Writer, opened: Open, contact: Contact) -> EasyPart:
    """The ways that are open, then the services that nothing closes."""
    _ = w._
    values = {
        "phone": _.phone(contact.phone),
        "email": _.email(contact.email),
        "address": _.address(contact.address),
        "website": _.link(contact.website),
        "emergency": _.phone(contact.emergency_phone),
        "gas": _.phone(contact.gas_phone) if contact.gas_phone else None,
        "danger": _.phone(EMERGENCY),
    }
    ways = [f"open.{code}" for code in (*opened.channels, "portal") if f"open.{code}" in BLOCKS]
    named = [_SERVICES.get(code, "more") for code in opened.services if code not in _SAID_ELSEWHERE]
    services = [f"service.{code}" for code in sorted(set(named), key=[*_SERVICES.values(), "more"].index)]
    blocks = (w.block(code, **values) for code in ("open.always", *ways, *services))
    return w.part(_("What stays open to you"), blocks)


def limit(w: Writer, line: Restriction, *, clause: bool = True) -> tuple[EasyBlock, ...]:
    """One restriction in sentences of its own, and the `clause` that it comes from."""
    code = _code_of(line)
    said = words_of(w, line) if _is_said(code) else None
    also = w.block("limits.also") if str(line.terms.get("also") or "").strip() and said is None else None
    rule = w.block("limits.clause", clause=w._.name(line.clause)) if clause else None
    return tuple(block for block in (w.block(code, said=said), also, rule) if block)


def words_of(w: Writer, line: Restriction) -> Text:
    """The restriction as the full letter says it, where that is one short sentence."""
    return restricted.sentence(w._, line)


def _is_said(code: str) -> bool:
    return any("{said}" in line.words for line in BLOCKS[code])


def _code_of(line: Restriction) -> str:
    """The block for a restriction: what it closes at this landlord decides, where that is less than elsewhere."""
    closes = frozenset(line.closes)
    if line.kind == "third_party_only" and closes == _THROUGH_OTHERS:
        return "limit.writing_through_others"
    if line.kind == "no_personal_contact" and closes == _IN_PERSON:
        return "limit.not_in_person"
    code = f"limit.{line.kind}"
    return code if code in BLOCKS else "limit.other"


def limits(w: Writer, restrictions: Sequence[Restriction]) -> tuple[EasyBlock, ...]:
    """Each restriction."""
    return tuple(block for line in restrictions for block in limit(w, line))


def dates(w: Writer, restrictions: Sequence[Restriction]) -> EasyPart:
    """When it starts, when it is looked at again, and what happens when that is late."""
    title = w._("How long this lasts")
    if not restrictions:
        return w.part(title, (w.block("dates.none"),))
    starts, review = (min(getattr(one, name) for one in restrictions) for name in ("starts_on", "review_on"))
    late = (
        w.block("dates.late") if any(not one.safety for one in restrictions) else None,
        w.block("dates.late_safety") if any(one.safety for one in restrictions) else None,
    )
    start = w.block("dates.start", starts=w._.date(starts), review=w._.date(review))
    return w.part(title, (start, w.block("dates.review"), *(block for block in late if block)))


def happened(w: Writer, incidents: Sequence[Incident], behaviours: Sequence[str]) -> EasyPart:
    """What it was, and on which days. What staff wrote of it is in the full letter."""
    _ = w._
    called = (f"happened.{code}" for code in behaviours)
    days = dict.fromkeys(one.on for one in incidents)
    return w.part(
        _("What happened"),
        (
            *(w.block(code) for code in called if code in BLOCKS),
            *(w.block("happened.on", date=_.date(day)) for day in days),
            w.block("happened.yours"),
        ),
    )


def tried(w: Writer, told_on: datetime.date | None, warned_on: datetime.date | None) -> EasyPart:
    """What was said before, and how the person's life was thought of."""
    _ = w._
    before = w.block(
        "tried.before",
        told=_.date(told_on) if told_on else None,
        warned=_.date(warned_on) if warned_on else None,
    )
    return w.part(_("What we tried first"), (before, w.block("thought.of_you")))


def actions(w: Writer, codes: Sequence[str]) -> tuple[EasyBlock, ...]:
    """What else is done, and where to get advice about it."""
    known = tuple(w.block(f"action.{code}") for code in codes if f"action.{code}" in BLOCKS)
    return (*known, w.block("action.advice")) if codes else ()


def appeal(w: Writer, route: AppealRoute, contact: Contact) -> EasyPart:
    """How to appeal, and who hears it."""
    _ = w._
    how = w.block("appeal.how", phone=_.phone(contact.phone))
    if route.elsewhere:
        return w.part(_("How to appeal"), (how, w.block("appeal.elsewhere", body=_.name(route.elsewhere))))
    said = _.ngettext(
        "We answer within {count} working day, counted from the day after your appeal reaches us.",
        "We answer within {count} working days, counted from the day after your appeal reaches us.",
        route.working_days,
    )
    return w.part(_("How to appeal"), (how, w.block("appeal.hearer", said=said)))


def complain(w: Writer, data: Any) -> EasyPart:
    """The complaint, and each Ombudsman that may hear it."""
    bodies = {"complain.how": data.ombudsman, "complain.council": council_of(data)}
    asked = tuple(_ask(w, code, body) for code, body in bodies.items() if body)
    return w.part(w._("How to complain"), asked)


def _ask(w: Writer, code: str, body: Ombudsman) -> EasyBlock:
    _ = w._
    return w.block(code, ombudsman=_.name(body.name), phone=_.phone(body.phone), website=_.link(body.website))


def kept(w: Writer, recorded: Recorded) -> EasyPart:
    """What is kept, and how to see it."""
    letter = w.block("keep.letter", email=w._.email(recorded.email))
    return w.part(w._("What we keep about this"), (letter, *((w.block("keep.note"),) if recorded.marker else ())))


def help_(w: Writer, data: Any) -> EasyPart:
    """Another way to have the letter, whom to ask, and the code that opens it on the web."""
    _, contact = w._, data.contact
    phone = _.phone(contact.phone)
    hours = _(
        "{days}, {opens} to {closes}",
        days=words.on_weekdays(contact.open_days, _.language),
        opens=words.time(contact.opens, _.language),
        closes=words.time(contact.closes, _.language),
    )
    blocks = [
        w.block("help.ways", phone=phone),
        w.block("contact.us", phone=phone, hours=hours, email=_.email(contact.email)),
    ]
    if data.sign_in is not None:
        at = data.sign_in
        blocks.append(w.block("contact.code", code=_.code(at.code), address=_.link(at.address)))
    return w.part(_("Help, other formats and languages"), blocks)


def rest(w: Writer, data: Any) -> tuple[EasyPart, ...]:
    """What ends nearly every letter."""
    return complain(w, data), kept(w, data.recorded), help_(w, data)
