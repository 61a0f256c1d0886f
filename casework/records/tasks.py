"""What waits for somebody: one line for each thing on record that staff have to do next, and who has it.

A line is worked out from the record whenever that changes (casework/actions/keeping.py). Only who was given it, with
what note, is known here alone; and even that ends with the line, when the thing is done.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, delete
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from casework.records.base import Base
from casework.records.people import Customer, StaffMember
from casework.records.sealed import SealedText


class Task(Base):
    """One thing that waits. ``key``: its kind and the number of the row that it is about, such as ``complaint-12``."""

    __tablename__ = "task"
    __table_args__ = (
        Index("ix_task_holder_id_order_on", "holder_id", "order_on", "id"),
        Index("ix_task_order_on_id", "order_on", "id"),
        Index("ix_task_kind_from_on", "kind", "from_on"),
        Index("ix_task_team_id_holder_id", "team_id", "holder_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(60), unique=True)
    kind: Mapped[str] = mapped_column(String(30))  # of actions.waiting.SOURCES
    source_id: Mapped[int]
    ref: Mapped[str] = mapped_column(String(20))  # by which its page is found
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"), index=True)
    due_on: Mapped[date | None]  # the last day; None where no policy names one
    order_on: Mapped[date]  # the last day, or else two weeks after it began to wait
    from_on: Mapped[date]  # the first day on which it is shown
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))  # whose it is by the record itself
    assigned_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))  # to whom it was given
    holder_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))  # the second of these, else the first
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))  # of the team, and nobody's in it
    by_role: Mapped[bool] = mapped_column(default=False)  # only those may whose roles stand in ``TaskRole``
    not_for: Mapped[str] = mapped_column(Text, default="")  # who may not although they hold a role: ",3,17,"
    note: Mapped[str] = mapped_column(SealedText, default="")  # of whoever handed it over
    handed_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    handed_at: Mapped[datetime | None]

    customer: Mapped[Customer | None] = relationship()
    holder: Mapped[StaffMember | None] = relationship(foreign_keys=[holder_id])


class TaskRole(Base):
    """A role in which a task may be done, where not everybody may."""

    __tablename__ = "task_role"
    __table_args__ = (Index("ix_task_role_role", "role", "task_id"),)

    task_id: Mapped[int] = mapped_column(ForeignKey("task.id", ondelete="CASCADE"), primary_key=True)
    role: Mapped[str] = mapped_column(String(60), primary_key=True)


class Team(Base):
    """People who share their work. A task can be given to a team, and waits there for one of them."""

    __tablename__ = "team"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    created_at: Mapped[datetime]


class TeamMember(Base):
    """In which team a person works; nobody works in two."""

    __tablename__ = "team_member"

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), index=True)


class Absence(Base):
    """A person is away from one day to another, and somebody covers them or nobody does.

    Why is never asked: it could be their health.
    """

    __tablename__ = "staff_absence"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)
    form_key: Mapped[str] = mapped_column(String(40), unique=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date] = mapped_column(index=True)  # the last day away
    cover_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    recorded_at: Mapped[datetime]
    cancelled_on: Mapped[date | None]  # they were not away after all

    staff: Mapped[StaffMember] = relationship(foreign_keys=[staff_id])
    cover: Mapped[StaffMember | None] = relationship(foreign_keys=[cover_id])


class ClosedDay(Base):
    """A working day of England and Wales on which this landlord is closed."""

    __tablename__ = "closed_day"

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(unique=True)
    why: Mapped[str] = mapped_column(String(200))
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    recorded_at: Mapped[datetime]


def blank(session: Session, customer_id: int) -> None:
    """Nothing waits any more about an erased customer."""
    session.execute(delete(Task).where(Task.customer_id == customer_id))
