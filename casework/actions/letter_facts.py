"""What a letter is written from: plain values, taken from the record and the landlord's policy."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from sqlalchemy import select

from casework.actions import appealed, before, grounds, proposals
from casework.actions.work import Work
from casework.records import fair_desk, own
from casework.records.appeals import Appeal
from casework.records.cases import Case, Incident, Warning
from casework.records.decisions import Decision, Restriction
from casework.records.people import Adjustment, Customer
from casework.rules.appeals import route as rule_of_route
from casework.rules.before import support_code
from casework.rules.calendar import day_of
from casework.rules.channels import usable_channels
from casework.rules.helplines import helplines
from casework.rules.lettings import council as council_of
from casework.rules.lettings import ends_by_itself, last_day
from casework.rules.markers import marker
from casework.rules.pack import Pack
from casework.rules.regulators import Ombudsman as Body
from casework.rules.reviews import calm as calm_of
from casework.rules.vocabulary import CHANNELS
from letters import data, words
from letters.kinds.appeal_outcome.data import Answer, AppealOutcome, Ground
from letters.kinds.appeal_received.data import AppealReceived
from letters.kinds.decision.data import Decision as DecisionLetter
from letters.kinds.decision.data import Steps
from letters.kinds.ineligible_status.data import IneligibleStatus
from letters.kinds.visits_in_pairs.data import VisitsInPairs

_STANDING: Final = ("in_force", "suspended")
_IN_PAIRS: Final = "visits_in_pairs"
_STATUS: Final = "ineligible_status"


def tells_of(work: Work, row: Decision) -> str:
    """The kind of letter that tells of a decision.

    One of its own where nothing changes but that two people visit, or that somebody cannot bid for homes.
    """
    kinds = {one.kind for one in appealed.restrictions(row)}
    if not kinds or appealed.actions(work.session, row):
        return "decision"
    if kinds == {_IN_PAIRS}:
        return _IN_PAIRS
    return _STATUS if all(ends_by_itself(work.pack, kind) for kind in kinds) else "decision"


def told(work: Work, row: Decision, person: data.Person, sign_in: data.SignIn | None) -> DecisionLetter:
    """What that letter is written from."""
    said, kind = decision(work, row, person, sign_in), tells_of(work, row)
    if kind == _IN_PAIRS:
        return VisitsInPairs(**vars(said))
    return _status(work, said) if kind == _STATUS else said


def _status(work: Work, said: DecisionLetter) -> IneligibleStatus:
    """A status in a lettings scheme: which, and until when."""
    lines = said.restrictions
    return IneligibleStatus(
        **vars(said),
        scheme=", ".join(str(one.terms["scheme"]) for one in lines),
        last_day=max(last_day(work.pack, one.kind, one.starts_on) or one.review_on for one in lines),
    )


def decision(work: Work, row: Decision, person: data.Person, sign_in: data.SignIn | None) -> DecisionLetter:
    """The letter that tells of a decision."""
    case, deciders = row.case, deciders_of(row)
    calm = calm_of(work.pack, work.today, work.today)
    warned = [*work.session.scalars(select(Warning.given_on).where(Warning.case_id == case.id))]
    warned += [day_of(one.happened_at) for one in case.incidents if one.warned]
    return DecisionLetter(
        person=person,
        contact=contact(work),
        reference=row.ref,
        issued_on=work.today,
        decided_on=max((day_of(one.signed_at) for one in proposals.counted(row)), default=work.today),
        incidents=incidents(case),
        behaviours=behaviours(case),
        restrictions=tuple(restriction(work.pack, one) for one in appealed.restrictions(row)),
        deciders=tuple(dict.fromkeys(deciders)),
        steps=Steps(
            told_on=min((day_of(one.happened_at) for one in case.incidents if one.told), default=None),
            warned_on=max(warned, default=None),
            not_warned_because=row.not_warned_because or "",
            support=support_code(case.support, before.offers(work.session, case)),
            tried=row.tried_first,
        ),
        circumstances=circumstances(work, row),
        opened=still_open(work, row.customer),
        appeal=route(work, row),
        ombudsman=ombudsman(work.pack),
        recorded=recorded(work.pack, row),
        actions=tuple(appealed.actions(work.session, row)),
        reviewers=reviewers(work.pack, deciders),
        tenancy_clause=(work.pack.tenancy_clause or "") if row.customer.kind == "tenant" else "",
        immediate=any(one.immediate_risk for one in case.incidents),
        calm_days=calm.needed if calm else 0,
        calm_clause=calm.source if calm else "",
        sign_in=sign_in,
    )


def appeal_received(work: Work, row: Appeal, person: data.Person, sign_in: data.SignIn | None) -> AppealReceived:
    """The receipt for an appeal."""
    decided = row.decision
    return AppealReceived(
        person=person,
        contact=contact(work),
        reference=row.ref,
        decision_reference=decided.ref,
        issued_on=work.today,
        received_on=row.received_on or day_of(row.submitted_at or work.now),
        due_on=row.due_on,
        points=_points(work, row),
        restrictions=tuple(restriction(work.pack, one) for one in appealed.restrictions(decided)),
        circumstances=circumstances(work, decided),
        opened=still_open(work, row.customer),
        appeal=route(work, decided),
        ombudsman=ombudsman(work.pack),
        recorded=recorded(work.pack, decided),
        points_language=row.customer.language,
        evidence=len(row.evidence),
        intended=decided.state == "announced",
        reviewers=reviewers(work.pack, deciders_of(decided)),
        sign_in=sign_in,
    )


def appeal_outcome(work: Work, row: Appeal, person: data.Person, sign_in: data.SignIn | None) -> AppealOutcome:
    """The answer to an appeal."""
    decided = row.decision
    return AppealOutcome(
        person=person,
        contact=contact(work),
        reference=row.ref,
        decision_reference=decided.ref,
        issued_on=work.today,
        received_on=row.received_on or day_of(row.submitted_at or work.now),
        heard_on=day_of(row.decided_at or work.now),
        points=_points(work, row),
        outcome=row.outcome or "",
        reasons=row.reasons or "",
        considered="",
        hearer_role=row.hearer_role or "",
        answers=_answers(work, row),
        circumstances=circumstances(work, decided),
        opened=still_open(work, row.customer),
        appeal=route(work, decided),
        ombudsman=ombudsman(work.pack),
        recorded=recorded(work.pack, decided),
        points_language=row.customer.language,
        reviewers=reviewers(work.pack, deciders_of(decided)),
        sign_in=sign_in,
        grounds=_grounds(work, row),
    )


def recorded(pack: Pack, row: Decision) -> data.Recorded:
    """What is kept about a decision, and who sees a note of it."""
    applying = [one for one in row.restrictions if one.state in _STANDING]
    notes = [note for note in (marker(pack, safety=one.safety) for one in applying) if note is not None]
    audience = dict.fromkeys(("staff", *(code for note in notes for code in note.audience)))
    return data.Recorded(pack.contact.email, marker=bool(notes), audience=tuple(audience))


def contact(work: Work) -> data.Contact:
    """How to reach the landlord, and where the portal is."""
    given = work.pack.contact
    first = given.hours[0]
    return data.Contact(
        landlord=work.pack.name,
        phone=given.phone,
        emergency_phone=given.emergency_phone,
        gas_phone=given.gas_phone,
        email=given.email,
        address=given.address,
        website=work.site,
        open_days=first.days,
        opens=first.opens,
        closes=first.closes,
    )


def restriction(pack: Pack, row: Restriction) -> data.Restriction:
    """A restriction with its dates, as a letter says it. ValueError while it has none."""
    kind = pack.kinds[row.kind]
    if row.starts_on is None or row.review_on is None:
        raise ValueError(f"{row.ref} has no dates to write into a letter")
    return data.Restriction(
        kind=row.kind,
        terms=row.terms,
        reason=row.reason,
        proportionality=row.proportionality,
        clause=kind.source or pack.floor["brought_in"].source,
        starts_on=row.starts_on,
        review_on=row.review_on,
        safety=row.safety,
        closes=in_order(kind.closes),
        own_name=kind.name or "",
        own_words=kind.says or "",
    )


def paused(pack: Pack, row: Restriction) -> Answer:
    """What does not bind at the moment, and whether two of the staff may still come together."""
    result = "instruction" if row.suspended_why in ("director_silent", "director_ended") else "suspended"
    return Answer(restriction(pack, row), result)


def _answers(work: Work, row: Appeal) -> tuple[Answer, ...]:
    """What became of each restriction that the appeal was against; what was replaced shows as what replaced it."""
    replaced = {one.position for one in row.decision.restrictions if one.appeal_id == row.id}
    answers: list[Answer] = []
    for one in row.decision.restrictions:
        if one.appeal_id == row.id:
            answers.append(Answer(restriction(work.pack, one), "changed"))
        elif one.state == "suspended":
            answers.append(paused(work.pack, one))
        elif one.state in appealed.STANDING:
            answers.append(Answer(restriction(work.pack, one), "stands"))
        elif one.position not in replaced and one.ended_on == work.today and one.starts_on is not None:
            answers.append(Answer(restriction(work.pack, one), "ended"))
    return tuple(answers)


def circumstances(work: Work, row: Decision) -> data.Circumstances:
    """How the person's life was considered when it was decided, and what was agreed with them."""
    agreed = work.session.scalars(
        select(Adjustment).where(Adjustment.customer_id == row.customer_id, Adjustment.ended_on.is_(None))
    ).all()
    customer, case = row.customer, row.case
    return data.Circumstances(
        considered=row.considered,
        vulnerability=case.vulnerability,
        adjustments=tuple(one.what for one in agreed if one.what),
        language=customer.language,
        formats=(customer.letter_format,),
        adjustment_codes=tuple(one.code for one in agreed if one.code),
        looked_at=case.assessed_on is not None,
        assess_by=None if case.assessed_on else case.assess_by,
    )


def incidents(case: Case) -> tuple[data.Incident, ...]:
    """What a case is about, in staff's words."""
    return as_told(case.incidents)


def as_told(found: Iterable[Incident]) -> tuple[data.Incident, ...]:
    """Incidents as a letter tells them."""
    return tuple(
        data.Incident(day_of(one.happened_at), one.what_happened, one.channel if one.channel in CHANNELS else "")
        for one in found
    )


def behaviours(case: Case) -> tuple[str, ...]:
    """What the policy calls it: codes, each once."""
    return tuple(dict.fromkeys(code for one in case.incidents for code in one.behaviour))


def still_open(work: Work, customer: Customer) -> data.Open:
    """The ways that are open to this person today, and that they can use."""
    applying = work.session.scalars(
        select(Restriction).where(Restriction.customer_id == customer.id, Restriction.state == "in_force")
    )
    cannot_use, advocate = own.situation(work.session, customer.id, work.today)
    opened = own.opened(work.session, customer.id)
    rules = [proposals.as_rule(one) for one in applying]
    return data.Open(in_order(usable_channels(work.pack, rules, advocate, cannot_use, opened)))


def route(work: Work, row: Decision) -> data.AppealRoute:
    """How an appeal against the decision goes, from the same rule that picks its hearer."""
    pack, rules = work.pack, work.pack.appeals
    goes = rule_of_route(pack, (*(one.kind for one in row.restrictions), *row.actions), deciders_of(row))
    return data.AppealRoute(
        hearer_role=goes.role or max(pack.roles, key=pack.rank),
        working_days=goes.working_days,
        clause=pack.rules["lettings"].source if goes.elsewhere else rules.days_source,
        elsewhere=words.role(goes.elsewhere, "en") if goes.elsewhere else "",
        next_steps=rules.next_steps,
        next_clause=rules.next_source,
        council=council(work, row),
    )


def deciders_of(row: Decision) -> list[str]:
    """The roles in which it was signed for."""
    return [one.role for one in proposals.counted(row) if one.agrees]


def reviewers(pack: Pack, deciders: Iterable[str]) -> tuple[str, ...]:
    """The roles that review: by most policies those that decided."""
    return tuple(dict.fromkeys(deciders)) if pack.review.by == "deciders" else (pack.review.by,)


def _points(work: Work, row: Appeal) -> tuple[str, ...]:
    """What they chose from the record, in their language, and what they wrote."""
    found = proposals.from_record([one.finding for one in fair_desk.appeals_points(work.session, row.id)])
    chosen = tuple(words.point(one, row.customer.language, work.pack) for one in found)
    return chosen + tuple(said for said in (row.grounds, row.wanted) if said.strip())


def _grounds(work: Work, row: Appeal) -> tuple[Ground, ...]:
    """Each ground that was answered on its own: a point of ours in the customer's language, the hearer's in English."""
    language = row.customer.language
    return tuple(
        Ground(
            says=words.point(one.point, language, work.pack) if one.point else one.words,
            language="en" if one.by_hearer else language,
            answer=one.answer,
            reasons=one.reasons,
        )
        for one in grounds.of(work.session, row)
        if one.answer is not None
    )


def ombudsman(pack: Pack) -> data.Ombudsman:
    """The one dated record of the Ombudsman."""
    return _body(pack.ombudsman)


def council(work: Work, about: Decision | None) -> data.Ombudsman | None:
    """Who hears complaints about a council's list of homes, where the decision is about one."""
    found = council_of(work.pack, (one.kind for one in about.restrictions), work.today) if about else None
    return _body(found) if found else None


def _body(known: Body) -> data.Ombudsman:
    return data.Ombudsman(known.name, known.phone, known.website, known.checked, known.address)


def commissioner(work: Work) -> data.Ombudsman:
    """Who hears complaints about personal data, from the one dated record."""
    known = helplines(work.today)["information_commissioner"]
    return data.Ombudsman(known.name, known.phone, known.website, known.checked)


def in_order(channels: Iterable[str]) -> tuple[str, ...]:
    """Channels in the order of the vocabulary."""
    given = set(channels)
    return tuple(channel for channel in CHANNELS if channel in given)
