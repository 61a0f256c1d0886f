"""How the landlord's people come in, beside password and authenticator: codes on paper, passkeys, single sign-on."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String, UniqueConstraint, func, or_, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship, selectinload

from casework.records.base import Base
from casework.records.missing import NotFoundError
from casework.records.people import StaffMember, StaffRole


class RecoveryCode(Base):
    """One of the ten codes with which a person comes in who has lost their authenticator. It works once."""

    __tablename__ = "recovery_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    batch: Mapped[str] = mapped_column(String(64))  # which form made it, hashed: sent twice it shows the same codes
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Passkey(Base):
    """A key in a person's device, which asks for their finger, face or PIN: two proofs in one."""

    __tablename__ = "passkey"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    name: Mapped[str] = mapped_column(String(100))  # how its owner tells it from their others
    credential_id: Mapped[str] = mapped_column(String(1400), unique=True)  # base64url, at most 1,023 bytes of it
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(BigInteger, default=0)
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    staff: Mapped[StaffMember] = relationship()


class StaffInvitation(Base):
    """A mailed link by which a person sets their own password and authenticator, the first time or anew."""

    __tablename__ = "staff_invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    form_key: Mapped[str] = mapped_column(String(40), unique=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))  # nobody: a command
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    staff: Mapped[StaffMember] = relationship(foreign_keys=staff_id)


class StaffIdentity(Base):
    """Who a person is to the landlord's single sign-on: its address, and its own name for them."""

    __tablename__ = "staff_identity"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    issuer: Mapped[str] = mapped_column(String(255))
    subject: Mapped[str] = mapped_column(String(255))
    made_at: Mapped[datetime]


def passkeys_of(session: Session, staff_id: int) -> tuple[Passkey, ...]:
    """The passkeys that a person can use, the oldest first."""
    chosen = select(Passkey).where(Passkey.staff_id == staff_id, Passkey.ended_at.is_(None))
    return tuple(session.scalars(chosen.order_by(Passkey.id)))


def codes_left(session: Session, staff_id: int) -> int:
    """How many of a person's recovery codes are unused."""
    chosen = select(func.count()).where(RecoveryCode.staff_id == staff_id, RecoveryCode.used_at.is_(None))
    return session.scalar(chosen) or 0


def signs_on_elsewhere(session: Session, staff_id: int) -> bool:
    """Whether the landlord's single sign-on knows this person."""
    return session.scalar(select(StaffIdentity.id).where(StaffIdentity.staff_id == staff_id).limit(1)) is not None


def colleagues(session: Session, today: date, *, gone: bool = False) -> tuple[StaffMember, ...]:
    """Everybody who works here, by name; or those who have left, the last first."""
    has_left = StaffMember.left_on < today
    chosen = select(StaffMember).options(selectinload(StaffMember.roles))
    if gone:
        return tuple(session.scalars(chosen.where(has_left).order_by(StaffMember.left_on.desc(), StaffMember.id)))
    here = or_(StaffMember.left_on.is_(None), ~has_left)
    return tuple(session.scalars(chosen.where(here).order_by(func.lower(StaffMember.name), StaffMember.id)))


def colleague(session: Session, ref: str) -> StaffMember:
    """One of them, with every role they hold, held or will hold. NotFoundError when there is none."""
    chosen = select(StaffMember).where(StaffMember.ref == ref)
    options = selectinload(StaffMember.roles).options(joinedload(StaffRole.granted_by))
    found = session.scalar(chosen.options(options))
    if found is None:
        raise NotFoundError(ref)
    return found


def invited(session: Session, now: datetime) -> dict[int, datetime]:
    """Whose link waits to be followed, and until when it works."""
    chosen = select(StaffInvitation.staff_id, func.max(StaffInvitation.expires_at))
    open_now = StaffInvitation.used_at.is_(None), StaffInvitation.expires_at > now
    return {number: until for number, until in session.execute(chosen.where(*open_now).group_by("staff_id"))}
