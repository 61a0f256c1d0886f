"""What applies to a customer: what stays open first, then each restriction with its why, who and until when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby
from operator import attrgetter

from flask import current_app
from markupsafe import Markup

from casework.records import own
from casework.records.decisions import Decision
from casework.records.own import Arrangement, Arrangements, Reader
from casework.rules import lettings
from casework.rules.appeals import Route, route
from casework.rules.calendar import day_of
from casework.rules.channels import CHANNELS, usable_channels
from casework.rules.pack import Pack
from casework.rules.proposal import Restriction
from casework.rules.reviews import Calm, calm
from letters import words
from portal.blueprint import own_page
from portal.page import fragment, page
from web.access import london_today
from web.database import connection, reading
from web.landlord import landlord
from web.language import current_language

DECISION = attrgetter("decision_ref")
LIMITING = ("who", "when", "where")  # the dimensions of a restriction that leave a way open, within limits
MOST_KEPT = 2000  # lines; some 400 bytes each
# The services that people need most often; the others stand behind a line that opens.
FIRST = ("emergency_repair", "repair", "hazard", "safety_check", "safeguarding", "new_complaint")


@dataclass(frozen=True, slots=True)
class DecisionInForce:
    """The restrictions of one decision, with what they share."""

    number: int  # on the page
    ref: str
    made_on: date
    starts_on: date
    review_on: date | None
    decided_by: str
    lines: Sequence[Arrangement]
    clauses: str  # where the landlord's policy allows it
    route: Route
    who_hears: Markup
    appeal_ref: str | None
    appeal_state: str | None
    appeal_due_on: date | None
    actions: tuple[str, ...]
    calm: Calm | None  # how far good behaviour has come towards an early review, where the policy counts it
    calm_days: int  # without a new incident
    ends_on: date | None  # the last day of what ends by itself

    @property
    def planned(self) -> bool:
        """Announced as intended: it does not apply yet."""
        return self.lines[0].state == "proposed"


@own_page("/arrangements", "see", keep=True)
def arrangements(reader: Reader) -> str:
    today, pack = london_today(), landlord()
    found = own.arrangements(connection(), reader.customer_id, today, reader.advocate_id)
    return page(
        "arrangements/show.html",
        open_card=open_card(usable(pack, found), limited(pack, found)),
        decisions=decisions_in_force(pack, found.restrictions, today),
        said_of=partial(said_of, pack, current_language(), today, lines_kept()),
        opened=found.opened,
        pack=pack,
        base="" if reader.advocate_id is None else f"/clients/{reader.customer_ref}",
        may_tell="speak" in reader.scope,
    )


@own_page("/arrangements/card", "see")
def arrangements_card(reader: Reader) -> str:
    """The same on one short page, to print or to keep on the phone."""
    pack, session = landlord(), reading()
    found = own.arrangements(connection(), reader.customer_id, london_today(), reader.advocate_id)
    return page(
        "arrangements/card.html",
        person=own.customer(session, reader),
        channels=usable(pack, found),
        lines=[one for one in found.restrictions if one.state == "in_force"],
        speakers=[
            advocate for advocate, given in own.advocates(session, reader, london_today()) if "speak" in given.scope
        ],
        today=london_today(),
        pack=pack,
        reader=reader,
    )


@own_page("/arrangements/ended", "see", keep=True)
def arrangements_ended(reader: Reader) -> str:
    decisions = own.own_decisions(reading(), reader)
    ended = [line for decision in decisions for line in decision.restrictions if line.state == "ended"]
    return page("arrangements/ended.html", ended=ended, decided_by=deciders_of, pack=landlord(), reader=reader)


def usable(pack: Pack, found: Arrangements) -> tuple[str, ...]:
    """The ways of contact that are open to this person and that they can use, in the order of the vocabulary.

    A restriction that is announced already counts: what we call open must still be open tomorrow.
    """
    restrictions = [Restriction(one.kind, one.terms) for one in found.restrictions if one.state == "in_force"]
    ways = usable_channels(pack, restrictions, found.advocate, found.cannot_use, found.opened)
    return tuple(channel for channel in CHANNELS if channel in ways)


def limited(pack: Pack, found: Arrangements) -> bool:
    """Whether an open way has limits of time, person or place, which the page must not keep quiet about."""
    in_force = (pack.kinds.get(one.kind) for one in found.restrictions if one.state == "in_force")
    return any(kind is not None and kind.dimension in LIMITING for kind in in_force)


def decisions_in_force(pack: Pack, restrictions: Iterable[Arrangement], today: date) -> list[DecisionInForce]:
    """The restrictions by decision, in the order in which they were decided."""
    made: list[DecisionInForce] = []
    for ref, group in groupby(restrictions, key=DECISION):
        lines = tuple(group)
        first, since = lines[0], calm_since(lines)
        made.append(
            DecisionInForce(
                len(made) + 1, ref, day_of(first.issued_at), first.starts_on, first.review_on,
                roles_of(first.decided_by), lines, clauses_of(pack, lines),
                *appeals_go(pack, (*(line.kind for line in lines), *first.actions), first.decided_by),
                first.appeal_ref, first.appeal_state, first.appeal_due_on, first.actions,
                calm(pack, since, today), max(0, (today - since).days), ends_by_itself(pack, lines),
            )
        )  # fmt: skip
    return made


def ends_by_itself(pack: Pack, lines: Sequence[Arrangement]) -> date | None:
    """The last day of a status in a lettings scheme that stands alone (One Vision Housing 3.7.1)."""
    days = [lettings.last_day(pack, line.kind, line.starts_on) for line in lines if line.kind in pack.kinds]
    ends = [day for day in days if day is not None]
    return max(ends) if ends and len(ends) == len(lines) else None


def calm_since(lines: Iterable[Arrangement]) -> date:
    """From when good behaviour counts: the last incident, the start, or the last review, whichever is the latest."""
    days = [day for line in lines for day in (line.starts_on, line.reviewed_on) if day is not None]
    return max(*days, *(day_of(line.last_incident) for line in lines if line.last_incident is not None), date.min)


def deciders_of(decision: Decision) -> str:
    """The roles of those who agreed to a decision."""
    agreed = [one for one in decision.signatures if one.agrees and one.content_hash == decision.content_hash]
    return roles_of(one.role for one in agreed)


def roles_of(codes: Iterable[str]) -> str:
    """The roles of those who decided, each once. Their names are not told."""
    language = current_language()
    return words.all_of([words.role(code, language) for code in dict.fromkeys(codes)], language)


def clauses_of(pack: Pack, lines: Iterable[Arrangement]) -> str:
    """The clauses of the policy from which the restrictions come, each once."""
    sources = (pack.kinds[line.kind].source for line in lines if line.kind in pack.kinds)
    return ", ".join(dict.fromkeys(source for source in sources if source))


def open_card(channels: tuple[str, ...], limited: bool) -> Markup:
    """The card "what stays open". It depends on the language and the ways alone, so each is drawn once and kept."""
    kept: dict[tuple[object, ...], Markup] = current_app.extensions.setdefault("portal_open_cards", {})
    key = (current_language(), channels, limited)
    if key not in kept:
        pack = landlord()
        more = [service for service in pack.essential_services if service not in FIRST]
        kept[key] = fragment(
            "arrangements/open.html", channels=channels, limited=limited, first=FIRST, more=more, pack=pack
        )
    return kept[key]


def lines_kept() -> dict[tuple[object, ...], Markup]:
    """What restrictions say, as it was drawn before."""
    kept: dict[tuple[object, ...], Markup] = current_app.extensions.setdefault("portal_lines", {})
    return kept


def said_of(
    pack: Pack, language: str, today: date, kept: dict[tuple[object, ...], Markup], line: Arrangement
) -> Markup:
    """What a restriction says, in the reader's language. Many people's say the same: each is drawn once and kept.

    One with words that staff added is drawn anew: they are about one person.
    """
    starts_on = line.starts_on if line.starts_on > today else None
    key = (language, line.kind, repr(line.terms), line.state, line.suspended_why, line.decide_by, starts_on)
    if (found := kept.get(key)) is not None:
        return found
    drawn = fragment("arrangements/line.html", line=line, pack=pack, today=today)
    if not line.terms.get("also") and len(kept) < MOST_KEPT:
        kept[key] = drawn
    return drawn


def appeals_go(pack: Pack, of: tuple[str, ...], decided_by: tuple[str, ...]) -> tuple[Route, Markup]:
    """Where an appeal against these kinds and actions goes, and the words for it in the reader's language.

    Kept in the same way as the card.
    """
    kept: dict[tuple[object, ...], tuple[Route, Markup]] = current_app.extensions.setdefault("portal_appeals_go", {})
    key = (current_language(), of, decided_by)
    if key not in kept:
        goes = route(pack, of, decided_by)
        kept[key] = goes, fragment("arrangements/who_hears.html", route=goes)
    return kept[key]
