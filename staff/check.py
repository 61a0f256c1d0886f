"""Check before you contact (One Vision Housing 4.1): how somebody may be contacted, what they need, what to offer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from casework.records import check_desk, desk, search
from casework.records.check_desk import Limit, Seen
from casework.rules import markers
from casework.rules.channels import CHANNELS, usable_channels
from casework.rules.markers import Instruction
from casework.rules.offering import Person, offers
from casework.rules.pack import Pack
from casework.rules.proposal import Restriction
from casework.rules.reaching import Reach, Ways, reach
from staff.blueprint import bp, may_read
from staff.looking import looked_at
from staff.showing import show
from web.access import london_today
from web.database import connection, pack, reading
from web.forms.text import one_line
from web.kept import page_about


@dataclass(frozen=True, slots=True)
class Line:
    """One person, as a line says it. ``limits``: what binds them today; ``to_come``: what begins later."""

    person: Seen
    reach: Reach
    ways: tuple[str, ...]
    limits: tuple[Limit, ...]
    to_come: tuple[Limit, ...]
    visits: tuple[Instruction, ...]
    offers: tuple[str, ...]


@bp.get("/check")
@may_read
def check() -> ResponseReturnValue:
    """One box for all that a caller may say. A few people are shown at once, each of them a look at their record."""
    text = one_line(request.args.get("q", ""))[:100]
    ids = search.find(connection(), text)
    if not 0 < len(ids) <= check_desk.FEW:
        found = desk.find_customers(reading(), text) if ids else ()
        return show("staff/check.html", text=text, lines=(), found=found, most=search.MOST_FOUND)
    return page_about(ids[0], lambda: found_few(text, ids)) if len(ids) == 1 else found_few(text, ids)


def found_few(text: str, ids: Sequence[int]) -> str:
    """The page with a line for each of a few people."""
    today = london_today()
    lines = [line(pack(), one, today) for one in check_desk.people(connection(), ids, today)]
    looked_at(*(one.person.id for one in lines))
    return show("staff/check.html", text=text, lines=lines, found=())


@bp.get("/customers")
@may_read
def customers() -> ResponseReturnValue:
    """The same box under the address of all customers; a whole reference opens its customer at once."""
    text = one_line(request.args.get("q", ""))[:100]
    found = desk.find_customers(reading(), text) if text else ()
    if len(found) == 1 and text.upper() == found[0].ref:
        return redirect(url_for(".customer", ref=found[0].ref))
    return redirect(url_for(".check", q=text or None))


def line(policy: Pack, person: Seen, today: date) -> Line:
    """What the rules say of one person today."""
    binding = tuple(one for one in person.limits if markers.applies(one.held, today))
    restrictions = tuple(Restriction(one.kind, one.terms, "", "") for one in binding)
    usable = usable_channels(policy, restrictions, bool(person.speakers), person.cannot_use, person.opened)
    told = (markers.instruction(policy, one.held, today) for one in person.limits)
    safe = person.safe
    named = Ways(tuple(safe.address), safe.email, safe.phone) if safe else Ways()
    on_record = Ways(tuple(person.address), person.email, person.phone)
    return Line(
        person,
        reach(on_record, named, safe.never if safe else ()),
        tuple(channel for channel in CHANNELS if channel in usable),
        binding,
        tuple(one for one in person.limits if one.held.starts_on is not None and one.held.starts_on > today),
        markers.of_visit(one for one in told if one is not None),
        offers(helped(person, usable, limited=bool(binding))),
    )


def helped(person: Seen, usable: frozenset[str], *, limited: bool) -> Person:
    """A person as the rules about offers take them."""
    return Person(
        likes=person.preferred_channel,
        usable=usable,
        limited=limited,
        language=person.language,
        interpreter=bool(person.interpreter),
        sign_language=person.sign_language,
        relay=person.relay_uk,
        spoken_for=bool(person.speakers),
        needs_known=bool(person.needs),
    )
