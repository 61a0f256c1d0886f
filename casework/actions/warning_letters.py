"""A letter of warning: what was wrong, what has to change, what may follow. It restricts nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy import select

from casework.actions import case_letters, cases, letter_facts, letters, moves, rows, text
from casework.actions.work import RefusedError, Work
from casework.records.cases import Case, Warning
from casework.rules.before import ABOUT, WRITE_A_WARNING, on_the_spot
from casework.rules.pack import Pack
from letters import data
from letters.kinds.warning.data import WarningLetter
from letters.kinds.warning.wording import RESTRICTION

_HAS_A_HOME: Final = ("tenant", "leaseholder")


@dataclass(frozen=True)
class LetterFacts:
    """What a warning says. ``about``: a code of ``ABOUT``. ``consequences``: "restriction", or actions of the policy.

    ``cites_agreement``: it points to the person's agreement for their home, where the policy speaks of that.
    """

    change: str
    consequences: tuple[str, ...]
    about: str = "contact"
    asks_to_stop: bool = True
    cites_agreement: bool = False


def consequences(pack: Pack) -> tuple[str, ...]:
    """What may follow by this landlord's policy."""
    return (RESTRICTION, *pack.actions)


def may_cite(pack: Pack, customer_kind: str) -> bool:
    """Does the policy speak of the agreement for a home, and has this person one?"""
    return pack.rules["tenancy"].origin == "policy" and customer_kind in _HAS_A_HOME


def must_cite(pack: Pack, customer_kind: str) -> bool:
    """Calico 5.2: its letter of warning names the clause of the tenancy that was broken."""
    return may_cite(pack, customer_kind) and bool(pack.tenancy_clause) and WRITE_A_WARNING in on_the_spot(pack)


def send(work: Work, case_ref: str, facts: LetterFacts) -> str:
    """Write the warning, and send it. The same warning sent twice on a day is one. Returns the case's reference.

    RefusedError: "missing" (``field`` change or consequences), "unknown_code", "no_agreement", "case_is_ended".
    """
    giver = rows.acting_staff(work)
    case = cases.living(rows.taken(work, Case, case_ref))
    change = text.needed(facts.change, "change")
    _check(work, case, facts)
    same = select(Warning).where(Warning.case_id == case.id, Warning.given_on == work.today, Warning.how == "letter")
    if any(one.what_was_said == change for one in work.session.scalars(same)):
        return case.ref
    warning = Warning(
        case_id=case.id,
        given_by_id=giver.id,
        given_on=work.today,
        how="letter",
        what_was_said=change,
        about=facts.about,
        asks_to_stop=facts.asks_to_stop,
        consequences=[code for code in consequences(work.pack) if code in facts.consequences],
        cites_agreement=facts.cites_agreement or must_cite(work.pack, case.customer.kind),
    )
    work.session.add(warning)
    work.session.flush()
    moves.reach(work, case, "warning")
    warning.letter_ref = letters.send(
        work,
        "warning",
        case.customer,
        lambda person, code: _said(work, case, warning, person, code),
        case_id=case.id,
    )
    work.session.flush()
    work.record("warning_given", case.ref, case.customer_id, after=_as_payload(warning))
    return case.ref


def _as_payload(warning: Warning) -> dict[str, object]:
    return {
        "on": warning.given_on,
        "how": warning.how,
        "said": warning.what_was_said,
        "letter": warning.letter_ref,
        "consequences": warning.consequences,
        "cites_agreement": warning.cites_agreement,
    }


def _check(work: Work, case: Case, facts: LetterFacts) -> None:
    if facts.about not in ABOUT:
        raise RefusedError("unknown_code", field="about")
    if not set(facts.consequences) <= set(consequences(work.pack)):
        raise RefusedError("unknown_code", field="consequences")
    if not facts.consequences:
        raise RefusedError("missing", field="consequences")
    if facts.cites_agreement and not may_cite(work.pack, case.customer.kind):
        raise RefusedError("no_agreement", field="cites_agreement")


def _said(work: Work, case: Case, warning: Warning, person: data.Person, sign_in: data.SignIn | None) -> WarningLetter:
    pack = work.pack
    return WarningLetter(
        person=person,
        contact=letter_facts.contact(work),
        reference=case.ref,
        issued_on=work.today,
        incidents=letter_facts.incidents(case),
        behaviours=letter_facts.behaviours(case),
        change=warning.what_was_said,
        opened=letter_facts.still_open(work, case.customer),
        ombudsman=letter_facts.ombudsman(pack),
        recorded=data.Recorded(pack.contact.email),
        clause=case_letters.warning_clause(pack),
        asks_to_stop=warning.asks_to_stop,
        consequences=tuple(warning.consequences),
        agreement=warning.cites_agreement,
        agreement_clause=(pack.tenancy_clause or "") if warning.cites_agreement else "",
        support=case_letters.offered(work.session, case),
        sign_in=sign_in,
    )
