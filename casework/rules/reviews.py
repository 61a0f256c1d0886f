"""By when restrictions are reviewed, when the customer is asked beforehand, and what brings a review forward."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from casework.rules.calendar import ONE_DAY, last_open_day, months_after, working_days_after
from casework.rules.finding import Finding
from casework.rules.pack import Pack
from casework.rules.proposal import LongerPeriod, Restriction

CALM = "acceptable_behaviour"
# What may be considered where the behaviour went on during a measure (Calico 8).
FURTHER = ("none", "another_measure", "community_safety", "legal_action")


@dataclass(frozen=True, slots=True)
class LastDay:
    """The last day on which a review is in time, how many calendar months that is, and who says so."""

    day: date
    months: int
    source: str
    from_floor: bool


def last_day(pack: Pack, kinds: Sequence[str], on: date) -> LastDay:
    """The last day for a review of these kinds, imposed or last reviewed on the day `on`.

    A kind with a period of its own (ineligible status: twelve months) has it only where it stands alone.
    """
    own = [pack.kinds[kind].review_months for kind in kinds]
    months = [each for each in own if each is not None]
    if months and len(months) == len(own):
        source = pack.kinds[kinds[0]].source or pack.review.source
        return LastDay(months_after(on, min(months)), min(months), source, pack.review.period_from_floor)
    review = pack.review
    return LastDay(months_after(on, review.months), review.months, review.source, review.period_from_floor)


def date_findings(
    pack: Pack,
    restrictions: Sequence[Restriction],
    on: date,
    review_on: date | None,
    longer: LongerPeriod | None,
) -> Iterator[Finding]:
    """Is there a date, and is it in time? Says so where the floor set the period."""
    last = last_day(pack, [restriction.kind for restriction in restrictions], on)
    if review_on is None:
        yield Finding("review_missing", "stop", last.source, None, {"last_day": last.day.isoformat()})
    elif review_on > last.day and not _longer_is_approved(pack, longer):
        yield Finding(
            "review_too_late",
            "stop",
            last.source,
            None,
            {
                "months": last.months,
                "last_day": last.day.isoformat(),
                "review_on": review_on.isoformat(),
                "may_be_longer": int(bool(pack.review.longer_by)),
                "roles": pack.review.longer_by,
            },
        )
    if last.from_floor:
        yield Finding("floor_applied", "warn", last.source, None, {"rule": "review.period", "months": last.months})


def _longer_is_approved(pack: Pack, longer: LongerPeriod | None) -> bool:
    """A later review needs a reason, and the approval of someone whom the policy names for it."""
    if longer is None or longer.reason is None or not longer.reason.strip():
        return False
    return longer.approved_by.role in pack.review.longer_by


@dataclass(frozen=True, slots=True)
class Early:
    """A review before its time: by when it is held, who says so, and whether the policy itself names the reason."""

    due_on: date
    source: str
    in_policy: bool


@dataclass(frozen=True, slots=True)
class Calm:
    """How far acceptable behaviour has come towards a review: days without an incident, those needed, who says so."""

    days: int
    needed: int
    source: str

    @property
    def reached(self) -> bool:
        """True once it has been long enough."""
        return self.days >= self.needed


def invite_on(pack: Pack, review_on: date) -> date:
    """The day from which the customer is invited to a review that is due on `review_on`."""
    return review_on - timedelta(days=pack.floor["review.invitation"].table.count("days_before"))


def reply_by(pack: Pack, sent_on: date, due_on: date) -> date:
    """The last day for an answer to an invitation, counted from the day on which its letter counts as delivered.

    The working day before the review, where that comes first and leaves enough time: else nobody is hurried.
    """
    table = pack.floor["review.invitation"].table
    delivered = working_days_after(sent_on, pack.floor["delivery"].table.count("working_days"))
    usual = working_days_after(delivered, table.count("reply_working_days"))
    enough = working_days_after(delivered, table.count("reply_at_least"))
    return last_open_day(due_on - ONE_DAY, ()) if enough < due_on <= usual else usual


def early(pack: Pack, why: str, asked_on: date) -> Early:
    """A review that is asked for: anybody may ask at any time; a reason that the policy names is its own clause."""
    floor, rule = pack.floor["early_review"], pack.rules["review.early"]
    in_policy = why in rule.table.texts("reasons", ())
    due_on = working_days_after(asked_on, floor.table.count("working_days"))
    return Early(due_on, rule.source if in_policy else floor.source, in_policy)


def calm(pack: Pack, since: date, today: date) -> Calm | None:
    """How long behaviour has been acceptable `since` the last incident; None where the policy does not count it."""
    rule = pack.rules["review.early"]
    if CALM not in rule.table.texts("reasons", ()):
        return None
    needed = rule.table.count("calm_days", pack.floor["early_review"].table.count("calm_days"))
    return Calm(max(0, (today - since).days), needed, rule.source)


def further_missing(pack: Pack, went_on: bool, further: str | None, why: str) -> tuple[Finding, ...]:
    """Where it went on during the measure, a review says what else was considered: by the policy, or as a reminder."""
    if not went_on or (further in FURTHER and why.strip()):
        return ()
    review = pack.review
    return (Finding("further_not_considered", "stop" if review.asks_further else "warn", review.source),)
