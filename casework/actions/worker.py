"""The worker: makes the letters, hands over mails and texts, has files scanned, and clears away what has had its time.

Each job is claimed in one transaction, worked on outside any, and finished in another together with its result, so
that a worker can be killed at any moment: what it had claimed is done by the next one when the lease ends.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

import letters
from casework.actions import (
    bundles,
    clock,
    equality,
    evidence,
    hand_overs,
    leases,
    letterheads,
    messages,
    night,
    on_demand,
    parked,
    post_codes,
    rows,
    sessions,
    tries,
)
from casework.actions.carriers import AddressRefusedError, Carrier
from casework.actions.erasure import NOTE_ERASED
from casework.actions.letters import frozen_of, ready_words, still_theirs
from casework.actions.retention import NOTE_HOLD
from casework.actions.scanners import Scanner
from casework.actions.work import SYSTEM, Work
from casework.records import apart, files, outbox, preferences, retention, troubles
from casework.records import parked as parked_jobs
from casework.records.database import Database
from casework.records.letters import Delivery, Letter
from casework.records.outbox import Job
from casework.records.people import Advocate, Customer
from casework.records.signin import EndedSession, OneTimeLink, SignInCode
from casework.rules.copies import STOPPED
from casework.rules.pack import Pack

log = logging.getLogger(__name__)

# Written in the transaction that marks the job as done.
Result = Callable[[Work], None]

_LONGEST_STEP: Final = timedelta(hours=1)  # of what is done by the calendar: the chain of events is read in one


class NothingCarriesError(Exception):
    """No carrier is set for this kind of message."""


@dataclass(frozen=True)
class Worker:
    """What a worker works with. ``carriers``: by channel, email and text; what has none waits, and is complained of.

    ``purges``: what else is cleared away once a day, given the session and the moment. ``scanner``: looks through the
    files that people send; without one they stay in quarantine. ``housing``: takes markers; without it staff load them.
    ``alive``: told before each step how long it may take at most, so that whoever watches knows a worker that hangs.
    """

    database: Database
    pack: Pack
    site: str  # the portal's address
    carriers: Mapping[str, Carrier]
    purges: tuple[Callable[[Session, datetime], object], ...] = ()
    scanner: Scanner | None = None
    housing: hand_overs.HousingSystem | None = None
    folder: Path | None = None  # where something is kept on this machine, whose disk may run full
    clock: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))
    stopped: Callable[[], bool] = field(default=lambda: False)  # true: end after the job in hand
    alive: Callable[[timedelta], None] = field(default=lambda _within: None)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of job that can be done here."""
        scans = (evidence.SCAN,) if self.scanner else ()
        takes = (hand_overs.HAND_OVER,) if self.housing else ()
        sends = (f"send_{channel}" for channel in self.carriers)
        return ("make_delivery", on_demand.MAKE, "post_code", NOTE_ERASED, NOTE_HOLD, *scans, *takes, *sends)

    def run_once(self) -> int:
        """Do all that waits now; returns how many jobs were done."""
        done = 0
        while not self.stopped() and (job := self._claim()) is not None:
            done += self._do(job)
        return done

    def night(self) -> int:
        """What the calendar brings about for everyone to whom anything applies; returns how many they are.

        Meant for each night; done more often, a missed review or a closed door is noticed the sooner.
        """
        return night.run(self.database, self._step)

    def tidy(self) -> None:
        """Once a day: clear away what has had its time, count a month that is over, check the chain of events.

        What waits in vain is complained of.
        """
        self.alive(_LONGEST_STEP)
        now = self.clock()
        with self.database.writing() as session:
            tries.purge(session, now)
            messages.purge(session, now)
            session.execute(delete(EndedSession).where(EndedSession.expires_at < now))
            for table, kept in ((SignInCode, sessions.LINK_WORKS), (OneTimeLink, tries.KEPT_FOR)):
                session.execute(delete(table).where(table.expires_at < now - kept))
            for purge in self.purges:
                purge(session, now)
            work = self._step(session)
            on_demand.clear(work)
            parked.note(work)  # what was given up before there was a list of it
        with self.database.writing() as session:
            equality.close_months(self._step(session))
        bundles.run(self.database, self._step)
        self.complain()

    def complain(self) -> None:
        """Say in the log how much cannot go out, and why: numbers only, nothing personal."""
        by_staff = {evidence.SCAN, hand_overs.HAND_OVER} - set(self.kinds)
        with self.database.reading() as session:
            open_jobs = select(Job.kind, func.count()).where(Job.done_at.is_(None)).group_by(Job.kind)
            for kind, count in session.execute(open_jobs.where(Job.kind.not_in((*self.kinds, *by_staff)))):
                log.error("%s jobs of the kind %s wait: nothing is set that could do them", count, kind)
            for kind, count in parked_jobs.count_open(session).items():
                log.error("%s jobs of the kind %s were given up after %s tries", count, kind, outbox.MOST_TRIES)
            wrong = troubles.found(session.connection(), self.clock(), by_staff=by_staff, folder=self.folder)
        for one in wrong:
            log.error("trouble: %s, %s waiting, since %s", one.what, one.count, one.since.isoformat(timespec="seconds"))

    def _step(self, session: Session) -> Work:
        """What the calendar brings about next, in a transaction of its own."""
        self.alive(_LONGEST_STEP)
        return Work(session, SYSTEM, self.pack, self.clock(), self.site)

    def _claim(self) -> Job | None:
        self.alive(leases.LONGEST)
        now = self.clock()
        with self.database.reading() as session:
            if not outbox.waiting(session, now, self.kinds):
                return None
        with self.database.writing() as session:
            if outbox.give_up_lost(session, now):
                parked.note(Work(session, SYSTEM, self.pack, now, self.site))
            return outbox.claim(session, now, self.kinds)

    def _do(self, job: Job) -> bool:
        """Work on a claimed job. A fault of whatever kind is written down, and the job is tried again later."""
        token = job.tries
        try:
            with leases.kept(self.database, job, self.clock):
                result = self._work_on(job)
            with self.database.writing() as session:
                if not outbox.finish(session, job.id, token, self.clock()):
                    raise _OvertakenError
                result(Work(session, SYSTEM, self.pack, self.clock(), self.site))
        except _OvertakenError:
            return False
        except _TooEarlyError as early:
            with self.database.writing() as session:
                outbox.put_off(session, job, early.until)
            return False
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as fault:  # noqa: BLE001  a panic of Typst is no Exception; who dies of one makes no other
            log.error("job %s (%s), try %s: %s", job.id, job.kind, token, type(fault).__name__)
            in_vain = isinstance(fault, AddressRefusedError)
            with self.database.writing() as session:
                if outbox.fail(session, job, type(fault).__name__, self.clock(), for_good=in_vain):
                    parked.note(Work(session, SYSTEM, self.pack, self.clock(), self.site))
            return False
        return True

    def _work_on(self, job: Job) -> Result:
        if job.kind == "make_delivery":
            return self._make_delivery(job.payload["delivery"])
        if job.kind == evidence.SCAN and self.scanner:
            return self._scan(self.scanner, job.payload["evidence"])
        if job.kind == hand_overs.HAND_OVER and self.housing:
            return self._hand_over(self.housing, job.payload["markers"])
        if job.kind == on_demand.MAKE:
            return self._make_asked(job.payload["copy"])
        if job.kind in (NOTE_ERASED, NOTE_HOLD):
            return self._note(job)
        message: int = job.payload["message"]
        return (lambda work: post_codes.write(work, message)) if job.kind == "post_code" else self._send(message)

    def _make_delivery(self, delivery_id: int) -> Result:
        with self.database.reading() as session:
            delivery = session.get_one(Delivery, delivery_id)
            if delivery.letter.customer.erased_at is not None:
                return _nothing
            frozen = frozen_of(session, delivery.letter, delivery.version)
            made_as, options = delivery.format, delivery.options
            head = letterheads.in_use(session, self.pack, self.site)
        today = Work(session, SYSTEM, self.pack, self.clock()).today  # the day on which this copy goes out
        made = letters.proved(frozen, made_as, head, sent_on=today, **options)
        mails = self.carriers.get("email")
        attach = mails is None or mails.takes(made.media_type, len(made.data))

        def keep(work: Work) -> None:
            _keep_file(work, delivery_id, made, attach=attach)

        return keep

    def _make_asked(self, copy_id: int) -> Result:
        with self.database.reading() as session:
            return on_demand.make(Work(session, SYSTEM, self.pack, self.clock(), self.site), copy_id)

    def _scan(self, scanner: Scanner, evidence_id: int) -> Result:
        with self.database.reading() as session:
            data = evidence.to_scan(session, evidence_id)
        if data is None:
            return _nothing
        found = scanner.scan(data)
        return lambda work: evidence.note_scan(work, evidence_id, found)

    def _hand_over(self, housing: hand_overs.HousingSystem, file_id: int) -> Result:
        with self.database.reading() as session:
            reading = Work(session, SYSTEM, self.pack, self.clock(), self.site)
            file = hand_overs.to_hand_over(reading, file_id)
        if file is None:
            return _nothing
        housing.put(*file)
        return lambda work: hand_overs.note_taken(work, file_id)

    def _note(self, job: Job) -> Result:
        with self.database.reading() as session:
            if job.kind == NOTE_ERASED:
                apart.ERASED.note(session, job.payload["refs"])
            else:
                apart.HOLDS.note(session, apart.of_hold(retention.hold(session, job.payload["hold"])))
        return _nothing

    def _send(self, message_id: int) -> Result:
        now = self.clock()
        with self.database.reading() as session:
            if (until := messages.not_before(session, message_id, now)) > now:
                raise _TooEarlyError(until)
            outgoing = messages.outgoing(session, message_id)
        if outgoing is None:
            return lambda work: messages.note_sent(work.session, message_id, work.now)
        carrier = self.carriers.get(outgoing.channel)
        if carrier is None:
            raise NothingCarriesError(outgoing.channel)
        carrier.send(outgoing)

        return lambda work: note_gone_out(work, message_id, outgoing.delivery)


class _OvertakenError(Exception):
    """Another worker has the job now: everything of this try is rolled back."""


class _TooEarlyError(Exception):
    """It waited beyond the hours that are safe for whom it is for: it goes out in the next ones."""

    def __init__(self, until: datetime) -> None:
        super().__init__()
        self.until = until


def _nothing(_work: Work) -> None:
    """The person was erased, or somebody did it, or took the file back meanwhile: there is nothing to do."""


def _keep_file(work: Work, delivery_id: int, made: letters.Rendered, *, attach: bool) -> None:
    """Store the finished copy; if it goes by email, ask for the mail that brings it, or says where it is."""
    delivery = _locked(work, delivery_id)
    letter = delivery.letter
    if letter.customer.erased_at is not None or delivery.state != "waiting":
        return
    if not still_theirs(work, delivery):
        delivery.state = STOPPED
        return
    delivery.stored_as = files.put(work.session, letter.customer_id, made.data)
    delivery.sha256, delivery.words_sha256 = hashlib.sha256(made.data).hexdigest(), made.words_sha256
    delivery.state, delivery.ready_at = "ready", work.now
    to, goes_at = _email_of(work, delivery) if delivery.channel == "email" else (None, work.now)
    if to is not None:
        name = f"{letter.ref}.{made.filename_ext}"
        attachment = messages.Attachment(delivery.stored_as, letter.customer_id, name, made.media_type)
        brings_it = attach and _mail_as(work, delivery) == preferences.FILE
        messages.queue(work, _letter_ready(work, delivery, to, attachment if brings_it else None), goes_at)
    work.session.flush()
    work.record("letter_made", letter.ref, letter.customer_id, format=delivery.format, channel=delivery.channel)


def note_gone_out(work: Work, message_id: int, delivery_id: int) -> None:
    """A message was handed over, and is on its way. So is the copy of a letter that it is (``delivery_id`` 0: none)."""
    delivery = _locked(work, delivery_id) if delivery_id else None
    messages.note_sent(work.session, message_id, work.now)
    if delivery is None or delivery.state != "ready":
        return
    clock.goes_out(work, delivery.letter)
    delivery.state, delivery.sent_at = "sent", work.now
    work.session.flush()
    said = {"format": delivery.format, "delivery": delivery.id}
    work.record("letter_mailed", delivery.letter.ref, delivery.letter.customer_id, **said)


def _locked(work: Work, delivery_id: int) -> Delivery:
    """A copy as it stands now, its customer's lock held: people may stop it, send it back or erase it meanwhile."""
    owner = select(Letter.customer_id).join(Delivery).where(Delivery.id == delivery_id)
    rows.lock_all(work, work.session.scalars(owner).all())
    return work.session.get_one(Delivery, delivery_id)


def _mail_as(work: Work, delivery: Delivery) -> str:
    """What a mail brings its reader: the file, or a link to it."""
    if delivery.reader == "customer":
        kept = preferences.preference(work.session, delivery.reader_id)
        return kept.mail_as if kept else preferences.FILE
    return work.session.get_one(Advocate, delivery.reader_id).mail_as


def _email_of(work: Work, delivery: Delivery) -> tuple[str | None, datetime]:
    """Where the mail goes, and from when on: to a customer at the address and in the hours that are safe for them."""
    if delivery.reader == "customer":
        person = work.session.get_one(Customer, delivery.reader_id)
        at = preferences.not_before(work.session, person.id, work.now)
        return preferences.reach(work.session, person).email, at
    return work.session.get_one(Advocate, delivery.reader_id).email, work.now


def _letter_ready(work: Work, delivery: Delivery, to: str, attachment: messages.Attachment | None) -> messages.Words:
    language = delivery.version.language if delivery.version else delivery.letter.language
    reader, with_file = (delivery.reader, delivery.reader_id), attachment is not None
    said = ready_words(work, delivery.letter, ("email", to), reader, language, attached=with_file)
    return replace(said, attachment=attachment, delivery=delivery.id)
