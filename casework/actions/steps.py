"""What is done in a case before a decision: enquiries, a report to the police, acts on the spot, a file's actions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select

from casework.actions import case_letters, cases, incidents, moves, oversight, rows, text
from casework.actions.work import RefusedError, Work
from casework.records.cases import Case, Incident
from casework.records.steps import Step
from casework.rules import before
from casework.rules.calendar import UnknownYearError
from casework.rules.stages import assessment_due

REFERENCE = 80  # characters


def enquire(work: Work, case_ref: str, code: str, found: str) -> str:
    """Tick off an enquiry that the policy lists, with what was found (One Vision Housing 3.2.2). Twice is once.

    RefusedError: "unknown_code" for one that the policy does not list, "missing", "case_is_ended".
    """
    person = rows.acting_staff(work)
    case = cases.living(rows.taken(work, Case, case_ref))
    if code not in before.enquiries(work.pack):
        raise RefusedError("unknown_code", field="code")
    step = Step(kind="enquiry", code=code, said=text.needed(found, "found"), done_on=work.today, done_by_id=person.id)
    if _kept(work, case, step):
        moves.reach(work, case, "enquiries")
        work.record("enquiry_made", case.ref, case.customer_id, code=code, after={"found": step.said})
    return case.ref


def enquire_all(work: Work, case_ref: str, found: Mapping[str, str]) -> str:
    """Tick off several enquiries at once: what was found, by the code of each. Returns the case's reference."""
    for code, words in found.items():
        enquire(work, case_ref, code, words)
    return case_ref


def report_to_police(work: Work, case_ref: str, reported_on: date, reference: str, said: str) -> str:
    """Put on record that the police were told, on which day and with what reference (Watford 5.2). Twice is once.

    RefusedError: "in_the_future", "missing", "case_is_ended".
    """
    person = rows.acting_staff(work)
    case = cases.living(rows.taken(work, Case, case_ref))
    if reported_on > work.today:
        raise RefusedError("in_the_future", field="reported_on")
    step = Step(
        kind="police",
        code="police_report",
        said=text.needed(said, "said"),
        reference=text.line(reference, "reference", REFERENCE),
        done_on=reported_on,
        done_by_id=person.id,
    )
    if _kept(work, case, step):
        after = {"on": step.done_on, "reference": step.reference, "said": step.said}
        work.record("police_told", case.ref, case.customer_id, after=after)
    return case.ref


def act_at_once(work: Work, incident_ref: str, codes: tuple[str, ...], said: str) -> str:
    """Put on record what was done on the spot, and open the case in which circumstances are looked at soon after.

    Watford 6.1, Octavia 3.3: staff act at once; RULES 6: the assessment follows within five working days. The customer
    is told why a contact was stopped. Returns the case's reference. RefusedError: "unknown_code" for what the policy
    does not name, "missing".
    """
    person = rows.acting_staff(work)
    incident = rows.taken(work, Incident, incident_ref)
    known = before.on_the_spot(work.pack)
    if not codes or not set(codes) <= set(known):
        raise RefusedError("unknown_code", field="codes")
    words = text.needed(said, "said")
    case = rows.taken(work, Case, incidents.open_case(work, incident_ref, at_once=True))
    steps = [
        Step(kind="act", code=code, said=words, done_on=work.today, done_by_id=person.id)
        for code in known
        if code in codes
    ]
    if any([_kept(work, case, step) for step in steps]):
        owe_assessment(work, case)
        after = {"codes": [step.code for step in steps], "said": words}
        work.record("acted_at_once", case.ref, case.customer_id, incident=incident.ref, after=after)
        work.session.flush()
        case_letters.send_notice(work, incident, codes, words)
    return case.ref


def start_action(work: Work, case_ref: str, code: str, why: str) -> str:
    """Start an action in the file of a serious matter (One Vision Housing 3.2.5, last point). Twice is once.

    No panel is asked; somebody of the rank that the floor names decides it. RefusedError: "not_a_file",
    "role_may_not_decide", "unknown_code" for an action that the policy does not have, "missing".
    """
    person = rows.acting_staff(work)
    case = cases.living(rows.taken(work, Case, case_ref))
    if case.stage != "file":
        raise RefusedError("not_a_file")
    if code not in work.pack.actions and code != "police_report":
        raise RefusedError("unknown_code", field="code")
    rank = work.pack.floor["decision"].table.count("rank")
    held = [role for role in rows.roles_of(person, work.today) if role in work.pack.roles]
    role = max(held, key=work.pack.rank, default="")
    if not role or work.pack.rank(role) < rank:
        raise RefusedError("role_may_not_decide")
    if any(one.reported_by_id == person.id for one in case.incidents):
        raise RefusedError("reporter_may_not_decide")
    step = Step(kind="action", code=code, said=text.needed(why, "why"), done_on=work.today, done_by_id=person.id)
    if _kept(work, case, step):
        work.record("file_action_started", case.ref, case.customer_id, code=code, why=step.said)
        oversight.started(work, case, code, role)
    return case.ref


def _kept(work: Work, case: Case, step: Step) -> bool:
    """Keep a step, or new words for the same one of that day; False where nothing is new."""
    same = select(Step).where(Step.case_id == case.id, Step.kind == step.kind, Step.code == step.code)
    if step.kind != "enquiry":  # an enquiry is made once; its words may be written anew on any day
        same = same.where(Step.done_on == step.done_on)
    known = work.session.scalar(same)
    step.reference = step.reference or ""
    if known is not None and (known.said, known.reference) == (step.said, step.reference):
        return False
    if known is not None:
        known.said, known.reference, known.done_by_id = step.said, step.reference, step.done_by_id
        known.recorded_at = work.now
    else:
        step.case_id, step.recorded_at = case.id, work.now
        work.session.add(step)
    work.session.flush()
    return True


def owe_assessment(work: Work, case: Case) -> None:
    """Somebody acted before circumstances were looked at: by when they are (RULES 6). A day that is set stays."""
    if case.assessed_on is None and case.assess_by is None:
        case.assess_by = _assess_by(work)


def _assess_by(work: Work) -> date:
    try:
        return assessment_due(work.pack, work.today)
    except UnknownYearError:  # nobody has said which days are holidays: then today rather than never
        return work.today
