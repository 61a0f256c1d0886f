"""What every action is given: the transaction, who acts, the landlord's pack, and what time it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy.orm import Session

from casework.records import events, keys, outbox
from casework.records.missing import NotFoundError
from casework.rules.calendar import day_of
from casework.rules.finding import Finding
from casework.rules.pack import Pack

__all__ = ["SYSTEM", "Actor", "NotFoundError", "RefusedError", "Work"]


class RefusedError(Exception):
    """The rules, or the state of things, do not allow it. ``findings`` or ``code`` say why; nothing was written."""

    def __init__(self, code: str, findings: tuple[Finding, ...] = (), **params: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.findings = findings
        self.params = params


@dataclass(frozen=True)
class Actor:
    """Who acts: a customer, an advocate, a member of staff, or the system itself (``id`` 0)."""

    kind: str  # customer advocate staff system
    id: int
    roles: tuple[str, ...] = ()


SYSTEM = Actor("system", 0)


@dataclass(frozen=True)
class Work:
    """One act in one transaction. Actions take it first; whoever made it commits when they return."""

    session: Session
    actor: Actor
    pack: Pack
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    site: str = "http://127.0.0.1:8000"  # the portal's address, as letters print it
    # The sender's choice: letters of this act wait until the words of staff in them are in the reader's language.
    translation_first: bool = False
    staff_url: str = ""  # the back office's address, where it has one of its own

    def __post_init__(self) -> None:
        object.__setattr__(self, "pack", self.pack.on(self.today))  # whom letters name is reached as on that day
        self.session.info["work"] = self  # for what follows every change: the work list (casework/actions/keeping.py)

    @property
    def staff_site(self) -> str:
        """The address of the back office, for links that its people get and for their passkeys."""
        return self.staff_url or self.site

    @property
    def today(self) -> date:
        """The day in England, on which every date of a decision is reckoned."""
        return day_of(self.now)

    def record(self, name: str, subject: str, person_id: int = keys.NOBODY, **payload: Any) -> None:
        """Write the event of this act, in the past tense, in the same transaction. ``payload``: why, before, after."""
        events.append(
            self.session,
            at=self.now,
            actor=(self.actor.kind, self.actor.id),
            name=name,
            subject=subject,
            person_id=person_id,
            payload=payload,
        )

    def ask_for(self, kind: str, key: str, **payload: Any) -> None:
        """Queue work that follows from this act, once for each key, in the same transaction."""
        outbox.enqueue(self.session, kind, key, payload, self.now)
