"""Whether an incident counts as unacceptable: what was asked about it, and what the answers were."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.records.base import Base
from casework.records.cases import Incident
from casework.records.people import StaffMember


class Weighing(Base):
    """The answers as they stand now; what they were before is in the events. Codes of casework/rules/behaviour.py."""

    __tablename__ = "incident_weighing"

    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), unique=True)
    no_more_than: Mapped[list[str]]  # it was only this: anger, being firm, out of character
    circumstances: Mapped[list[str]]  # what goes on in the person's life; empty while nobody has asked
    effects: Mapped[list[str]]  # what the behaviour did
    how: Mapped[str] = mapped_column(Text)  # and how it did that
    persistence: Mapped[str] = mapped_column(String(40))
    cause: Mapped[str] = mapped_column(String(20))
    reminded: Mapped[bool]  # of the way to complain, and of the Ombudsman
    weighed_at: Mapped[datetime]
    weighed_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))

    incident: Mapped[Incident] = relationship(back_populates="weighing")
    weighed_by: Mapped[StaffMember] = relationship()
