"""Easy Read of letters about what limits contact: decisions, plans, appeals, reviews, suspensions, warnings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from letters import words
from letters.content import Text
from letters.easy import parts
from letters.easy.shape import EasyBlock, EasyPart
from letters.easy.writer import Writer
from letters.kinds.appeal_extended.data import AppealExtended
from letters.kinds.appeal_not_accepted.data import AppealNotAccepted
from letters.kinds.appeal_outcome.data import Answer, AppealOutcome
from letters.kinds.appeal_received.data import AppealReceived
from letters.kinds.appeal_sent_on.data import AppealSentOn
from letters.kinds.decision.data import Decision
from letters.kinds.immediate_notice.data import ImmediateNotice
from letters.kinds.ineligible_status.data import IneligibleStatus
from letters.kinds.information_request.data import InformationRequest
from letters.kinds.intended.data import Intended
from letters.kinds.review_invitation.data import ReviewInvitation
from letters.kinds.review_outcome.data import ReviewOutcome
from letters.kinds.suspension.data import Suspension
from letters.kinds.verbal_warning.data import VerbalWarning
from letters.kinds.visits_in_pairs.data import VisitsInPairs
from letters.kinds.warning.data import WarningLetter
from letters.kinds.warning.wording import RESTRICTION
from letters.phrases import text
from letters.sections import restricted

Parts = tuple[EasyPart, ...]


def _decision(w: Writer, data: Decision) -> Parts:
    lead = w.block("decision.limits" if data.restrictions else "decision.actions")
    return _decided(w, data, lead, w._("What we decided"))


def _intended(w: Writer, data: Intended) -> Parts:
    if not data.given_up:
        return _decided(w, data, w.block("plan.planned"), w._("What we plan"))
    opened = parts.still_open(w, data.opened, data.contact)
    return parts.first(w, data, w.block("plan.given_up")), opened, *parts.rest(w, data)


def _decided(w: Writer, data: Decision, lead: EasyBlock, title: Text) -> Parts:
    return (
        parts.first(w, data, lead),
        parts.still_open(w, data.opened, data.contact),
        w.part(title, (*parts.limits(w, data.restrictions), *parts.actions(w, data.actions))),
        parts.dates(w, data.restrictions),
        parts.happened(w, data.incidents, data.behaviours),
        parts.tried(w, data.steps.told_on, data.steps.warned_on),
        parts.appeal(w, data.appeal, data.contact),
        *parts.rest(w, data),
    )


def _pairs(w: Writer, data: VisitsInPairs) -> Parts:
    return _decided(w, data, w.block("pairs.visit"), w._("What we decided"))


def _no_bidding(w: Writer, data: IneligibleStatus) -> Parts:
    stopped = w.block("bidding.stopped", scheme=w._.name(data.scheme), last=w._.date(data.last_day))
    return _decided(w, data, stopped, w._("What we decided"))


def _spoken(w: Writer, data: VerbalWarning) -> Parts:
    change = w.block("warning.change"), *((w.block("warning.support"),) if data.support else ())
    return (
        parts.first(w, data, w.block("spoken.warning", given=w._.date(data.given_on))),
        parts.happened(w, data.incidents, data.behaviours),
        w.part(w._("What has to change"), change),
        parts.still_open(w, data.opened, data.contact),
        *parts.rest(w, data),
    )


def _at_once(w: Writer, data: ImmediateNotice) -> Parts:
    assess = w._.date(data.assess_by) if data.assess_by else None
    return (
        parts.first(w, data, w.block("at_once.stopped")),
        parts.still_open(w, data.opened, data.contact),
        parts.happened(w, data.incidents, data.behaviours),
        w.part(w._("How we think about you"), (w.block("at_once.next", assess=assess),)),
        *parts.rest(w, data),
    )


def _asking(w: Writer, data: InformationRequest) -> Parts:
    return (
        parts.first(w, data, w.block("asking.more", answer=w._.date(data.answer_by))),
        parts.happened(w, data.incidents, data.behaviours),
        parts.still_open(w, data.opened, data.contact),
        *parts.rest(w, data),
    )


def _warning(w: Writer, data: WarningLetter) -> Parts:
    may_follow = (
        w.block("warning.restriction") if RESTRICTION in data.consequences else None,
        w.block("warning.actions") if set(data.consequences) - {RESTRICTION} else None,
        w.block("warning.clause", clause=w._.name(data.agreement_clause) if data.agreement_clause else None),
        w.block("warning.support") if data.support else None,
    )
    return (
        parts.first(w, data, w.block("warning.nothing")),
        parts.happened(w, data.incidents, data.behaviours),
        w.part(w._("What has to change"), (w.block("warning.change"), *(block for block in may_follow if block))),
        parts.still_open(w, data.opened, data.contact),
        *parts.rest(w, data),
    )


def _received(w: Writer, data: AppealReceived) -> Parts:
    received, due = w._.date(data.received_on), w._.date(data.due_on) if data.due_on else None
    return _waiting(w, data, w.block("received.appeal", received=received, due=due))


def _extended(w: Writer, data: AppealExtended) -> Parts:
    due = w._.date(data.due_on) if data.due_on else None
    return _waiting(w, data, w.block("extended.appeal", due=due))


def _sent_on(w: Writer, data: AppealSentOn) -> Parts:
    body = w._.name(data.appeal.elsewhere)
    return _waiting(w, data, w.block("sent_on.appeal", sent=w._.date(data.sent_on), body=body))


def _not_accepted(w: Writer, data: AppealNotAccepted) -> Parts:
    answered = w._.date(data.answered_on) if data.answered_on else None
    lead = w.block("not_again.appeal", received=w._.date(data.received_on), answered=answered)
    return (
        parts.first(w, data, lead),
        parts.still_open(w, data.opened, data.contact),
        w.part(w._("What applies now"), parts.limits(w, data.restrictions)),
        parts.dates(w, data.restrictions),
        *parts.rest(w, data),
    )


def _waiting(w: Writer, data: AppealReceived, lead: EasyBlock) -> Parts:
    """While an appeal is looked at."""
    title = w._("What we plan") if data.intended else w._("What applies until we answer")
    until = w.block("received.not_yet" if data.intended else "received.until")
    return (
        parts.first(w, data, lead),
        parts.still_open(w, data.opened, data.contact),
        w.part(title, (until, *parts.limits(w, data.restrictions))),
        parts.dates(w, data.restrictions),
        *parts.rest(w, data),
    )


def _outcome(w: Writer, data: AppealOutcome) -> Parts:
    lead = w.block(f"outcome.{data.outcome}"), w.block("outcome.heard", heard=w._.date(data.heard_on))
    return _looked_at(w, data, data.answers, lead, w.block("outcome.next"))


def _review(w: Writer, data: ReviewOutcome) -> Parts:
    return _looked_at(w, data, data.answers, (w.block(f"review.{data.outcome}", held=w._.date(data.held_on)),))


def _looked_at(w: Writer, data: Any, answers: Sequence[Answer], lead: Sequence[EasyBlock], *after: EasyBlock) -> Parts:
    in_force = tuple(one.restriction for one in answers if one.result in ("stands", "again", "changed"))
    return (
        parts.first(w, data, *lead),
        parts.still_open(w, data.opened, data.contact),
        w.part(w._("What we decided"), (*_results(w, answers), *after)),
        parts.dates(w, in_force),
        parts.appeal(w, data.appeal, data.contact),
        *parts.rest(w, data),
    )


def _results(w: Writer, answers: Sequence[Answer], *, clause: bool = True) -> tuple[EasyBlock, ...]:
    """What became of each restriction; those that go on are said once more."""
    blocks: list[EasyBlock] = []
    for one in answers:
        name = text(restricted.name_of(one.restriction, w._.language))
        blocks.append(w.block(f"result.{one.result}", name=name, date=w._.date(one.restriction.starts_on)))
        if one.result in ("stands", "again", "changed", "waits", "kept"):
            blocks += parts.limit(w, one.restriction, clause=clause)
    return tuple(blocks)


def _invitation(w: Writer, data: ReviewInvitation) -> Parts:
    code = "review.invitation" if data.due_on >= data.issued_on else "review.late"
    due = w._.date(data.due_on)
    lead = w.block(code, due=due, missed=due, reply=w._.date(data.reply_by))
    looked_at = *parts.limits(w, data.restrictions), *_results(w, data.paused, clause=False)
    return (
        parts.first(w, data, lead),
        parts.still_open(w, data.opened, data.contact),
        w.part(w._("What we look at"), looked_at),
        parts.appeal(w, data.appeal, data.contact),
        *parts.rest(w, data),
    )


def _suspension(w: Writer, data: Suspension) -> Parts:
    ways = words.all_of([words.channel(code, w._.language) for code in data.opened_now], w._.language)
    missed, until = (w._.date(day) if day else None for day in (data.missed_on, data.kept_until))
    return (
        parts.first(w, data, w.block(f"suspension.{data.why}", missed=missed, ways=ways, until=until)),
        parts.still_open(w, data.opened, data.contact),
        w.part(w._("What has changed"), _results(w, data.answers, clause=False)),
        parts.appeal(w, data.appeal, data.contact),
        *parts.rest(w, data),
    )


KINDS: Mapping[str, Callable[[Writer, Any], Parts]] = {
    "decision": _decision,
    "intended": _intended,
    "visits_in_pairs": _pairs,
    "ineligible_status": _no_bidding,
    "immediate_notice": _at_once,
    "information_request": _asking,
    "verbal_warning": _spoken,
    "warning": _warning,
    "appeal_received": _received,
    "appeal_extended": _extended,
    "appeal_sent_on": _sent_on,
    "appeal_not_accepted": _not_accepted,
    "appeal_outcome": _outcome,
    "review_invitation": _invitation,
    "review_outcome": _review,
    "suspension": _suspension,
}
