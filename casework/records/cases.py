"""Incidents, and the cases that they open."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, String, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.records.base import Base
from casework.records.people import Customer, StaffMember
from casework.records.sealed import SealedText

if TYPE_CHECKING:  # files go with appeals too, which come after cases
    from casework.records.appeals import Evidence


class Incident(Base):
    """What happened, as a member of staff reported it, and what they did at once."""

    __tablename__ = "incident"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)
    form_key: Mapped[str] = mapped_column(String(40), unique=True)  # the same form sent twice is one incident
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("contact_case.id"), index=True)
    reported_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    happened_at: Mapped[datetime]
    channel: Mapped[str] = mapped_column(String(20))
    behaviour: Mapped[list[str]]  # categories of RULES 2
    examples: Mapped[list[str]] = mapped_column(default=list, server_default="[]")  # those of the policy that it was
    matters: Mapped[list[str]] = mapped_column(default=list, server_default="[]")  # what another policy deals with
    what_happened: Mapped[str] = mapped_column(SealedText)
    affected: Mapped[str] = mapped_column(String(20))  # staff contractor board_or_group_member
    serious: Mapped[bool] = mapped_column(default=False)
    immediate_risk: Mapped[bool] = mapped_column(default=False)
    told: Mapped[bool] = mapped_column(default=False)  # told that it is unacceptable, and why
    warned: Mapped[bool] = mapped_column(default=False)  # warned what would follow
    end_warned: Mapped[bool] = mapped_column(default=False, server_default=false())  # told that contact would end
    done_at_once: Mapped[str] = mapped_column(SealedText, default="", server_default="")  # what staff did on the spot
    ended_how: Mapped[str] = mapped_column(String(20))  # not_ended call_ended meeting_left asked_to_leave no_reply
    contact_ended_at: Mapped[datetime | None]
    place: Mapped[str] = mapped_column(String(200), default="", server_default="")  # where it was
    call_ref: Mapped[str] = mapped_column(String(80), default="", server_default="")  # of the telephone system
    letter_ref: Mapped[str | None] = mapped_column(String(20))  # which told the customer what was done at once
    recorded_at: Mapped[datetime]

    customer: Mapped[Customer] = relationship()
    reported_by: Mapped[StaffMember] = relationship()
    case: Mapped[Case | None] = relationship(back_populates="incidents")
    weighing: Mapped[Weighing | None] = relationship(back_populates="incident")
    evidence: Mapped[list[Evidence]] = relationship(
        "Evidence", back_populates="incident", order_by="Evidence.id"
    )  # what staff keep with it


class Weighing(Base):
    """Whether an incident counts as unacceptable: the answers as they stand now, earlier ones are in the events.

    Codes of casework/rules/behaviour.py.
    """

    __tablename__ = "incident_weighing"

    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), unique=True)
    no_more_than: Mapped[list[str]]  # it was only this: anger, being firm, out of character
    circumstances: Mapped[list[str]]  # what goes on in the person's life; empty while nobody has asked
    effects: Mapped[list[str]]  # what the behaviour did
    how: Mapped[str] = mapped_column(SealedText)  # and how it did that
    persistence: Mapped[str] = mapped_column(String(40))
    cause: Mapped[str] = mapped_column(String(20))
    reminded: Mapped[bool]  # of the way to complain, and of the Ombudsman
    weighed_at: Mapped[datetime]
    weighed_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))

    incident: Mapped[Incident] = relationship(back_populates="weighing")


class Warning(Base):
    """A warning given before any restriction, so that the customer has a chance to change."""

    __tablename__ = "warning"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("contact_case.id"), index=True)
    given_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    given_on: Mapped[date]
    how: Mapped[str] = mapped_column(String(20))  # in_person telephone letter email
    what_was_said: Mapped[str] = mapped_column(SealedText)
    about: Mapped[str] = mapped_column(String(20), default="contact", server_default="contact")  # calls writing contact
    asks_to_stop: Mapped[bool] = mapped_column(default=False, server_default=false())
    consequences: Mapped[list[str]] = mapped_column(default=list, server_default="[]")  # what may follow, as codes
    cites_agreement: Mapped[bool] = mapped_column(default=False, server_default=false())  # the tenancy's own words
    letter_ref: Mapped[str | None] = mapped_column(String(20))  # where it went out as a letter of ours

    case: Mapped[Case] = relationship(back_populates="warnings")
    given_by: Mapped[StaffMember] = relationship()


class Case(Base):
    """The landlord's look at one customer's behaviour, from the first incident to the end of what it decided."""

    __tablename__ = "contact_case"  # "case" is a word of SQL

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    stage: Mapped[str] = mapped_column(String(20))  # of casework.rules.stages
    opened_at: Mapped[datetime]
    context: Mapped[dict[str, Any]] = mapped_column(default=dict)  # out_of_character, legal_action: true or false
    assessed_on: Mapped[date | None]
    assessed_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    assessment: Mapped[str | None] = mapped_column(SealedText)
    vulnerability: Mapped[str] = mapped_column(String(20), default="none")  # none present contributes
    support: Mapped[str] = mapped_column(String(20), default="not_needed")  # codes of RULES 3
    assess_by: Mapped[date | None]  # after an act on the spot
    outcome: Mapped[str | None] = mapped_column(String(20))  # support warning nothing_more file
    outcome_why: Mapped[str] = mapped_column(SealedText, default="", server_default="")
    ended_on: Mapped[date | None]

    customer: Mapped[Customer] = relationship()
    owner: Mapped[StaffMember] = relationship(foreign_keys=[owner_id])
    incidents: Mapped[list[Incident]] = relationship(back_populates="case", order_by="Incident.happened_at")
    warnings: Mapped[list[Warning]] = relationship(back_populates="case", order_by="Warning.given_on")
