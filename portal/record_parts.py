"""The parts of a customer's record, in words: the pages of `/record` and the file to keep are drawn from the same.

A part that a new room brings is one line more in ``PARTS``. Names of staff, and what other people told us about
themselves, stand in none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Final

from flask_babel import LazyString
from sqlalchemy.orm import Session

from casework.records import (
    adjustments,
    advocates,
    aftermath,
    agreements,
    changes,
    complaints,
    fair_own,
    own,
    own_record,
    requests,
    review_lists,
)
from casework.records.appeals import Evidence
from casework.records.cases import Case
from casework.records.changes import ChangeOfCircumstances
from casework.records.complaints import Complaint
from casework.records.fairness import ConductConcern
from casework.records.missing import NotFoundError
from casework.records.own import Reader
from casework.records.steps import Question
from casework.rules.calendar import day_of, local
from letters import words
from portal import monitoring, record_asked, record_reaching
from portal import record_words as say
from portal.record_entries import FILE, US, YOU, Entries, Entry, Part, dated, facts
from portal.sent_files import opens
from translations import LANGUAGES
from web.landlord import landlord as _pack
from web.language import current_language
from web.language import gettext as _
from web.language import lazy_gettext as _l


def kept(session: Session, reader: Reader) -> tuple[Part, ...]:
    """The whole record of the customer who reads it."""
    return tuple(part(session, reader, code) for code in PARTS)


def part(session: Session, reader: Reader, code: str) -> Part:
    """One part of it. NotFoundError for a code that no part has."""
    if code not in PARTS:
        raise NotFoundError(code)
    title, entries = PARTS[code]
    return Part(code, str(title), entries(session, reader))


def details(session: Session, reader: Reader) -> Entries:
    person = own.customer(session, reader)
    language = current_language()
    own_name = LANGUAGES[person.language].own_name if person.language in LANGUAGES else person.language
    told = facts(
        (_("Name"), person.name, YOU),
        (_("Date of birth"), person.date_of_birth),
        (_("Address"), ", ".join(person.address), YOU),
        (_("Email"), person.email, YOU),
        (_("Phone"), words.phone(person.phone, language) if person.phone else None),
        (_("Tenancy"), person.tenancy_ref),
        (_("Language"), own_name),
        (_("Letters come as"), words.format_as(person.letter_format, person.format_options, language)),
        (_("Your reference"), person.ref),
        (_("On record since"), person.created_at),
    )
    return (Entry(_("Who you are"), told),)


def help_and_advocates(session: Session, reader: Reader) -> Entries:
    made = [
        Entry(
            one.what or (words.adjustment(one.code, current_language()) if one.code else ""),
            facts((_("Agreed on"), one.agreed_on), (_("Ended on"), one.ended_on)),
        )
        for one in adjustments.own_adjustments(session, reader)
    ]
    speak = [
        Entry(
            one.advocate.name,
            facts(
                (_("May"), words.all_of(say.scopes(one.scope), current_language())),
                (_("From"), one.starts_on),
                (_("Until"), one.ended_on or one.ends_on),
            ),
        )
        for one in advocates.own_authorities(session, reader.customer_id)
    ]
    return (*made, *speak)


def incidents(session: Session, reader: Reader) -> Entries:
    replies, put_right = own_record.own_replies(session, reader), own_record.own_corrections(session, reader)
    found = own_record.own_incidents(session, reader)
    after = aftermath.of_incidents(session, [one.id for one in found])
    entries = []
    for one in found:
        damage = after[one.id].damage
        sides = [(_("Your side"), said.words, YOU) for said in replies if said.incident_id == one.id]
        now = [(_("It now says"), each.now_reads, US) for each in put_right if each.incident_id == one.id]
        told = facts(
            (_("How"), say.way(one.channel)),
            (_("What we call it"), words.all_of([_kind(code) for code in one.behaviour], current_language())),
            (_("Where"), one.place, US),
            (_("What we wrote"), one.what_happened, US),
            (_("What we did at once"), one.done_at_once, US),
            (_("What was damaged"), damage.what if damage else None, US),
            *now,
            *sides,
        )
        entries.append(Entry(_moment(one.happened_at), told, href=f"/incidents/{one.ref}/reply"))
    return (*map(_question, own_record.own_questions(session, reader)), *entries)


def _question(one: Question) -> Entry:
    told = facts(
        (_("What we wrote"), one.asks, US), (_("Why we ask"), one.why, US), (_("Your answer"), one.answer, YOU)
    )
    return Entry(_("What we ask you"), told, href=f"/questions/{one.ref}")


def circumstances(session: Session, reader: Reader) -> Entries:
    return tuple(_looked_at(one) for one in own_record.own_cases(session, reader))


def _looked_at(case: Case) -> Entry:
    found = case.assessed_on is not None
    told = facts(
        (_("We looked at it on"), case.assessed_on or _("Not yet")),
        (_("What we found"), _(say.VULNERABLE[case.vulnerability]) if found else None),
        (_("Help"), _(say.SUPPORTED[case.support]) if found else None),
        (_("What we wrote"), case.assessment, US),
        *((_("We warned you on"), day) for day in own_record.warned_on(case)),
    )
    return Entry(_("Case {ref}", ref=case.ref), told)


def decisions(session: Session, reader: Reader) -> Entries:
    language, entries = current_language(), []
    for one in own.own_decisions(session, reader):
        lines = [
            (words.restriction_name(line.kind, language, _pack()), say.restricted(line, _pack()))
            for line in one.restrictions
        ]
        whys = [(_("Why"), line.reason, US) for line in one.restrictions]
        told = facts(
            *lines,
            *whys,
            (_("What we thought of"), one.considered, US),
            (_("Who decided"), say.roles(each.role for each in one.signatures if each.agrees)),
            (_("Since"), one.starts_on),
        )
        entries.append(Entry(dated(one.told_at, one.ref), told))
    return tuple(entries)


def appeals(session: Session, reader: Reader) -> Entries:
    entries = [
        Entry(
            dated(one.submitted_at or one.started_at, one.ref),
            facts(
                (_("Why you think it is wrong"), one.grounds, YOU),
                (_("What you would like to happen"), one.wanted, YOU),
                *((_added(later.said_at), later.words, YOU) for later in one.additions),
                (_("You get our answer by"), one.due_on if one.state in ("received", "hearing") else None),
                (_("Who hears it"), say.roles([one.hearer_role] if one.hearer_role else [])),
                (_("Our answer"), words.outcome(one.outcome, current_language()) if one.outcome else None),
                (_("Why"), one.reasons, US),
                *_files(reader, one.evidence),
            ),
            href=f"/appeals/{one.ref}",
        )
        for one in own.own_appeals(session, reader)
    ]
    return tuple(entries)


def reviews(session: Session, reader: Reader) -> Entries:
    entries = [
        Entry(
            dated(one.opened_at, one.ref),
            facts(
                (_("What you said"), one.reply, YOU),
                (_("What came of it"), words.outcome(one.outcome, current_language()) if one.outcome else None),
                (_("Why"), one.reason if one.state == "held" else None, US),
            ),
            href=f"/reviews/{one.ref}",
        )
        for one in review_lists.own_reviews(session, reader)
    ]
    return tuple(entries)


def told_us(session: Session, reader: Reader) -> Entries:
    """What the customer told us beside appeals: changes, concerns about staff, complaints, and what they asked."""
    asked = [
        Entry(
            dated(one.received_at, one.ref),
            facts((_("What do you need?"), one.what, YOU), (_("Our answer"), one.answer, US)),
            href=f"/requests/{one.ref}",
        )
        for one in requests.own_requests(session, reader)  # what was told in confidence lies in no file
    ]
    return (
        *(_changed(one, reader) for one in changes.own_changes(session, reader)),
        *map(_concerned, fair_own.own_concerns(session, reader)),
        *map(_complained, complaints.own_complaints(session, reader)),
        *asked,
    )


def _changed(one: ChangeOfCircumstances, reader: Reader) -> Entry:
    told = facts(
        (_("What has changed?"), one.what_changed, YOU),
        (_("What would you like to happen?"), one.wanted, YOU),
        (_("Our answer"), one.answer, US),
        *_files(reader, one.evidence),
    )
    return Entry(dated(one.received_at, one.ref), told, href=f"/changes/{one.ref}")


def _concerned(one: ConductConcern) -> Entry:
    told = facts(
        (_("What you told us about our staff"), one.what, YOU),
        (_("Who it was"), one.about_words, YOU),
        (_("Our answer"), one.found, US),
    )
    return Entry(dated(one.recorded_at, one.ref), told, href=f"/concerns/{one.ref}")


def corrections(session: Session, reader: Reader) -> Entries:
    entries = [
        Entry(
            dated(one.received_at, one.ref),
            facts(
                (_("What is wrong?"), one.wrong, YOU),
                (_("What should it say?"), one.right, YOU),
                (_("It now says"), one.now_reads, US),
                (_("Our answer"), one.answer, US),
            ),
            href=f"/record/corrections/{one.ref}",
        )
        for one in own_record.own_corrections(session, reader)
    ]
    return tuple(entries)


def _complained(one: Complaint) -> Entry:
    answers = [
        line
        for stage in one.stages
        for line in (
            (_("What is still wrong?"), stage.why, YOU),
            (_("What we understood"), stage.understood, US),
            (_("Why"), stage.reasons, US),
            (_("What we do to put it right"), stage.remedy, US),
            (_("What is still to be done"), stage.to_do, US),
        )
    ]
    told = facts((_("What went wrong?"), one.what, YOU), (_("What would put it right?"), one.wanted, YOU), *answers)
    return Entry(dated(one.recorded_at, one.ref), told, href=f"/complaints/{one.ref}")


def agreed(session: Session, reader: Reader) -> Entries:
    entries = [
        Entry(
            dated(one.offered_at, one.ref),
            facts(
                (_("What we promise"), "\n".join(one.promises_landlord), US),
                (_("What we ask you to promise"), "\n".join(one.promises_customer), US),
                (_("Why"), one.why, US),
                (_("What you said"), one.answer_words, YOU),
                (_("Why it is over"), one.ended_words, YOU if one.ended_why == "customer_left" else US),
            ),
            href=f"/agreements/{one.ref}",
        )
        for one in agreements.own_agreements(session, reader)
    ]
    broken = [
        Entry(
            dated(one.recorded_at, one.ref),
            facts((_("Which promise did we not keep?"), one.promise, US), (_("What happened"), one.what_happened, YOU)),
        )
        for one in agreements.own_broken(session, reader)
    ]
    return (*entries, *broken)


def letters(session: Session, reader: Reader) -> Entries:
    entries = [
        Entry(
            dated(one.issued_at, one.ref),
            facts((_("Letter"), words.letter_kind(one.kind, current_language()))),
            href=f"/letters/{one.ref}",
            file=f"letters/{one.ref}.html",
        )
        for one in own.own_letters(session, reader)
    ]
    return tuple(entries)


# Each part's address below /record, its title, and what stands in it.
PARTS: Final[Mapping[str, tuple[LazyString, Callable[[Session, Reader], Entries]]]] = {
    "details": (_l("Who you are"), details),
    "reached": (_l("How we reach you"), record_reaching.reached),
    "monitoring": (_l("About you, so that we treat everyone alike"), monitoring.told),
    "help": (_l("What we agreed, and who speaks for you"), help_and_advocates),
    "incidents": (_l("What we wrote about what happened"), incidents),
    "circumstances": (_l("How we looked at your life"), circumstances),
    "decisions": (_l("What we decided"), decisions),
    "appeals": (_l("Your appeals"), appeals),
    "reviews": (_l("When we looked at it again"), reviews),
    "agreements": (_l("Agreements"), agreed),
    "told": (_l("What you told us"), told_us),
    "corrections": (_l("What you asked us to put right"), corrections),
    "help-asked": (_l("What you asked us to do differently"), record_asked.help_asked),
    "services": (_l("Repairs and services"), record_asked.services_asked),
    "letters": (_l("Your letters"), letters),
}


def _files(reader: Reader, sent: Iterable[Evidence]) -> list[tuple[str, str, str]]:
    """The files that went with something, each under its name in the file to keep."""
    return [(_("Your file"), say.in_zip(one.ref, one.name), FILE) for one in sent if opens(reader, one)]


def _added(at: datetime) -> str:
    return _("Added on %(day)s") % {"day": words.date(day_of(at), current_language())}


def _kind(code: str) -> str:
    return words.behaviour(code, current_language())


def _moment(at: datetime) -> str:
    return words.date_time(local(at), current_language())
