"""Coming in by the landlord's own sign-on: whom its word stands for here, and which roles its groups give them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from casework.actions import people, rows, staff_roles, text, tries
from casework.actions.sign_in import Someone, Tried
from casework.actions.work import SYSTEM, Actor, RefusedError, Work
from casework.records.people import StaffMember
from casework.records.staff_access import StaffIdentity


@dataclass(frozen=True)
class Said:
    """What the sign-on says of a person, once its signature was checked.

    ``email_proven``: the address may be taken as theirs. ``roles``: what its groups give here; None where the
    landlord lets groups give nothing.
    """

    issuer: str
    subject: str
    name: str
    email: str
    email_proven: bool
    roles: tuple[str, ...] | None


def come_in(work: Work, said: Said) -> Tried:
    """Sign a person in on the word of the landlord's sign-on; one who has a role by it is put on record.

    ``refused``: unknown_here (no account is theirs, and no group gives a role), unknown (they have left).
    """
    person = _known(work, said) or _by_address(work, said) or _newcomer(work, said)
    if person is None:
        return Tried(refused="unknown_here")
    if person.left_on is not None and person.left_on < work.today:
        return Tried(refused="unknown")
    if said.roles is not None:
        _same_roles(work, person, frozenset(said.roles))
    mark = tries.signed_in(work, Actor("staff", person.id), person.ref, "single_sign_on", person.session_version)
    return Tried(Someone("staff", person.id, person.session_version, mark))


def known_as(session: Session, said: Said) -> int | None:
    """The number of the person for whom this word stands, if we know them."""
    named = StaffIdentity.issuer == said.issuer, StaffIdentity.subject == said.subject
    return session.scalar(select(StaffIdentity.staff_id).where(*named))


def _known(work: Work, said: Said) -> StaffMember | None:
    number = known_as(work.session, said)
    return None if number is None else _locked(work, StaffMember.id == number)


def _by_address(work: Work, said: Said) -> StaffMember | None:
    """Somebody on record with this address, whom the sign-on never named before: from now on they are one person."""
    found = _locked(work, StaffMember.email == text.email(said.email)) if said.email_proven and said.email else None
    if found is None:
        return None
    named = select(StaffIdentity.id).where(StaffIdentity.staff_id == found.id, StaffIdentity.issuer == said.issuer)
    if work.session.scalar(named) is not None:
        return None  # the address went over to somebody else
    _link(work, found, said)
    return found


def _newcomer(work: Work, said: Said) -> StaffMember | None:
    if not said.roles or not said.email or "@" not in said.email:
        return None
    try:
        ref = people.register_staff(_as_system(work), people.StaffFacts(said.name or said.email, said.email, "", ()))
    except RefusedError:
        return None  # the address is somebody's, and the sign-on does not vouch for it
    person = staff_roles.locked(work, ref)
    _link(work, person, said)
    return person


def _link(work: Work, person: StaffMember, said: Said) -> None:
    row = StaffIdentity(staff_id=person.id, issuer=said.issuer, subject=said.subject, made_at=work.now)
    work.session.add(row)
    work.session.flush()
    _as_system(work).record("staff_known_to_sign_on", person.ref, issuer=said.issuer)


def _same_roles(work: Work, person: StaffMember, wanted: frozenset[str]) -> None:
    """Give what the groups give and take what they no longer do. What was given here stays as it is."""
    own, groups = _as_system(work), staff_roles.ELSEWHERE
    not_any_more = {held.role for held in person.roles} - wanted
    staff_roles.drop(own, person, not_any_more, (groups,))
    for role in sorted(wanted - set(rows.roles_of(person, work.today))):
        staff_roles.give(own, person, role, work.today, source=groups)


def _as_system(work: Work) -> Work:
    """Nobody has signed in yet: what the sign-on's word brings about is the portal's own act."""
    return replace(work, actor=SYSTEM)


def _locked(work: Work, condition: ColumnElement[bool]) -> StaffMember | None:
    ref = work.session.scalar(select(StaffMember.ref).where(condition))
    return None if ref is None else staff_roles.locked(work, ref)
