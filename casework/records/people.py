"""Customers, their needs and advocates, and the landlord's staff."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.records.base import Base
from casework.records.sealed import SealedText


class Customer(Base):
    """A tenant, leaseholder, applicant or visitor. Arrangements belong to this person, never to an address."""

    __tablename__ = "customer"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)
    kind: Mapped[str] = mapped_column(String(20))  # a code of RULES: tenant leaseholder applicant visitor
    name: Mapped[str] = mapped_column(String(200), index=True)
    date_of_birth: Mapped[date]
    address: Mapped[list[str]]  # lines, the postcode last; empty for a person of no fixed address
    email: Mapped[str | None] = mapped_column(String(254), index=True)  # lower case
    phone: Mapped[str | None] = mapped_column(String(20), index=True)  # E.164
    tenancy_ref: Mapped[str | None] = mapped_column(String(40), index=True)  # the same for joint tenants
    language: Mapped[str] = mapped_column(String(8))
    letter_format: Mapped[str] = mapped_column(String(20))  # a code of letters.FORMATS
    format_options: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")  # see letters/options.py
    preferred_channel: Mapped[str] = mapped_column(String(20))  # how they like to hear from us
    session_version: Mapped[int] = mapped_column(default=1)  # one more signs them out everywhere
    created_at: Mapped[datetime]
    erased_at: Mapped[datetime | None]  # from then on nobody finds the record: erased, or part of another one
    merged_into_id: Mapped[int | None] = mapped_column(index=True)  # its number; a backup brings rows back one by one
    external_ref: Mapped[str | None] = mapped_column(String(60), unique=True)  # their number in the housing system
    died_on: Mapped[date | None]  # or the day on which we were told
    left_on: Mapped[date | None]  # the day since when they are no customer of ours

    adjustments: Mapped[list[Adjustment]] = relationship(back_populates="customer")
    authorities: Mapped[list[Authority]] = relationship(back_populates="customer")


class Adjustment(Base):
    """A reasonable adjustment as agreed. It never asks for, or holds, the name of a condition."""

    __tablename__ = "adjustment"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    code: Mapped[str | None] = mapped_column(String(20))  # of rules.adjustments.ADJUSTMENTS; None where words say it
    what: Mapped[str] = mapped_column(SealedText, default="")
    cannot_use: Mapped[str | None] = mapped_column(String(20))  # a channel that this person cannot use
    agreed_on: Mapped[date]
    agreed_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    review_on: Mapped[date]
    last_done_on: Mapped[date | None]  # when staff last noted that they kept to it
    ended_on: Mapped[date | None]
    ended_why: Mapped[str | None] = mapped_column(String(20))  # a code of rules.adjustments.ENDINGS
    ended_words: Mapped[str] = mapped_column(SealedText, default="")

    customer: Mapped[Customer] = relationship(back_populates="adjustments")
    agreed_by: Mapped[StaffMember | None] = relationship()


class Organisation(Base):
    """An advice centre, a law centre or a charity whose workers share the people they speak for."""

    __tablename__ = "advocate_organisation"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime]


class Advocate(Base):
    """A person who speaks for customers who let them."""

    __tablename__ = "advocate"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    organisation: Mapped[str | None] = mapped_column(String(200))  # as they call it
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("advocate_organisation.id"), index=True)
    email: Mapped[str | None] = mapped_column(String(254), index=True)
    phone: Mapped[str | None] = mapped_column(String(20), index=True)
    address: Mapped[list[str]] = mapped_column(default=list)
    language: Mapped[str] = mapped_column(String(8))
    letter_format: Mapped[str] = mapped_column(String(20))
    format_options: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    mail_as: Mapped[str] = mapped_column(String(10), default="file", server_default="file")  # file link
    session_version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]

    authorities: Mapped[list[Authority]] = relationship(back_populates="advocate")


class Authority(Base):
    """What a customer lets an advocate do, from when until when."""

    __tablename__ = "authority"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    advocate_id: Mapped[int] = mapped_column(ForeignKey("advocate.id"), index=True)
    # Where it was given to an organisation: whoever works there today may act, and no longer who has left.
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("advocate_organisation.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20), default="advocate", server_default="advocate")  # of rules.advocates
    scope: Mapped[list[str]]  # of: see letters speak appeal report
    given_how: Mapped[str] = mapped_column(String(20))  # portal phone letter_code witnessed proof, or own
    starts_on: Mapped[date]
    ends_on: Mapped[date]  # the last day
    ended_on: Mapped[date | None]  # ended before its time, by either side
    ended_by: Mapped[str | None] = mapped_column(String(20))  # customer advocate staff system
    ended_why: Mapped[str] = mapped_column(SealedText, default="", server_default="")  # staff's reason

    customer: Mapped[Customer] = relationship(back_populates="authorities")
    advocate: Mapped[Advocate] = relationship(back_populates="authorities")
    organisation: Mapped[Organisation | None] = relationship()


class StaffMember(Base):
    """A person who works for the landlord."""

    __tablename__ = "staff_member"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254), unique=True)  # lower case
    password_hash: Mapped[str] = mapped_column(String(200))  # argon2
    totp_secret: Mapped[bytes] = mapped_column(LargeBinary)  # encrypted with the data key
    totp_last_step: Mapped[int] = mapped_column(default=0)  # a code works once
    session_version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    left_on: Mapped[date | None]
    unlocked_at: Mapped[datetime | None]  # wrong tries before this moment are forgiven
    refused_until: Mapped[datetime | None]  # the last time that too many wrong tries were made in this name

    roles: Mapped[list[StaffRole]] = relationship(back_populates="staff", foreign_keys="StaffRole.staff_id")


class StaffRole(Base):
    """A role that a staff member holds: of the landlord's pack, or administrator, auditor, translator, contractor."""

    __tablename__ = "staff_role"
    __table_args__ = (UniqueConstraint("staff_id", "role", "starts_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    role: Mapped[str] = mapped_column(String(60))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]  # the last day
    source: Mapped[str] = mapped_column(String(20), default="here", server_default="here")  # here single_sign_on
    granted_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))  # nobody: a command, a group

    staff: Mapped[StaffMember] = relationship(back_populates="roles", foreign_keys=staff_id)
    granted_by: Mapped[StaffMember | None] = relationship(foreign_keys=granted_by_id)
