"""How the demo's staff share their work: a team, who took what, who is away next week, a day on which we are closed."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from casework.actions import absences, assigning, teams
from casework.actions.absences import AbsenceFacts
from casework.actions.assigning import Receiver
from casework.records.tasks import Task
from casework.rules.calendar import working_days_after
from web.demo.teller import Teller


def tell(teller: Teller) -> None:
    """One thing of each."""
    team = teller.act("decider", 3, teams.create, "Sampletown North")
    for key in ("officer", "decider"):
        teller.act("decider", 3, teams.join, teller.known[key].ref, team)
    waiting = {kind: key for kind, key in teller.session.execute(select(Task.kind, Task.key).order_by(Task.id.desc()))}
    if "complaint" in waiting:
        teller.act("officer", 0.5, assigning.take, [waiting["complaint"]])
    if "adjustment" in waiting:
        to = Receiver(teller.known["officer"].ref)
        note = "She is best reached in the afternoon."
        teller.act("decider", 0.5, assigning.hand_over, [(waiting["adjustment"], 0)], to, note)
    first = working_days_after(teller.day(0), 5)
    away = AbsenceFacts(teller.known["decider"].ref, first, first + timedelta(days=4), teller.known["hearer"].ref)
    teller.act("decider", 1, absences.record, away, "demo absence")
    teller.act("decider", 1, teams.close, working_days_after(teller.day(0), 12), "The office moves to Market Row")
