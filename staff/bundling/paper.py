"""The paper of a bundle: an index of its files, what happened, what was decided and why, clocks, the policy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from casework.records.case_story import CaseFile, clocks, timeline
from casework.records.complaints import Complaint
from casework.records.decisions import Decision
from casework.records.people import Customer
from casework.records.reviews import Review
from casework.rules.calendar import local
from casework.rules.explain import explain
from letters import words
from letters.tables import Paper, Section, Table
from letters.words import explain as rule_words
from staff import story_words
from staff.bundling import appealed, complained
from staff.bundling.copies import Copy, copy_state
from web.access import london_today
from web.database import pack
from web.language import current_language
from web.language import gettext as _
from web.role_words import role

Words = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Given:
    """What the paper is drawn from. ``acts``: how many acts of the chain lie beside it."""

    customer: Customer
    files: Sequence[CaseFile]
    complaints: Sequence[Complaint]
    copies: Sequence[Copy]
    acts: int


def paper(given: Given) -> Paper:
    """The whole of it, in the language of the Ombudsman, which is that of this request meanwhile."""
    refs = ", ".join((*(one.case.ref for one in given.files), *(one.ref for one in given.complaints)))
    made = words.date(london_today(), current_language())
    return Paper(
        title=_("Record for the Ombudsman: {ref}", ref=given.customer.ref),
        landlord=pack().name,
        language=current_language(),
        intro=_(
            "About {name}. Cases and complaints: {refs}. Made on {day} from what was on record that day.",
            name=given.customer.name, refs=refs, day=made,
        ),
        sections=tuple(_sections(given)),
        labels={"page": _("Page {page} of {pages}", page="{page}", pages="{pages}")},
        contents=_("Contents"),
    )  # fmt: skip


def _sections(given: Given) -> Iterator[Section]:
    yield Section(_("Files in this bundle"), "", (_index(given),))
    for file in given.files:
        name = _("Case {ref}", ref=file.case.ref)
        happened, clocks = _("What happened"), _("Clocks")
        yield Section(f"{name}: {happened}", "", (_chronology(file),), _told(file))
        for decision in sorted(file.decisions, key=lambda one: one.id):
            yield Section(_("Decision {ref}", ref=decision.ref), "", _signed(decision), _decided(decision))
        for appeal in file.appeals:
            yield appealed.section(appeal)
        for review in file.reviews:
            yield Section(_("Review {ref}", ref=review.ref), "", (), _reviewed(review))
        yield Section(f"{name}: {clocks}", "", (_clocks(file),))
    yield from map(complained.section, given.complaints)
    yield Section(_("Our policy, clause by clause"), _version(given.files), (_clauses(),))


def _index(given: Given) -> Table:
    rows = [
        (
            one.name,
            words.letter_kind(one.letter.kind, current_language()),
            words.letter_format(one.delivery.format, current_language()),
            copy_state(one),
        )
        for one in given.copies
    ]
    beside = [
        ("events.json", _("Acts on record: {count}", count=given.acts), "", ""),
        ("manifest.json", _("List of all files"), "", ""),
        ("check.py", _("Says whether anything was changed"), "", ""),
    ]
    head = (_("File"), _("What"), _("Format"), _("State"))
    return Table("files", _("Letters as they were sent, and the proof"), head, tuple([*rows, *beside]))


def _chronology(file: CaseFile) -> Table:
    lines = [story_words.line(one) for one in timeline(file)]
    rows = tuple(
        (f"{one.text}: {one.detail}" if one.detail else one.text, _when(one.at, timed=one.timed), one.who)
        for one in lines
    )
    return Table("chronology", _("In the order of time"), (_("What"), _("When"), _("Who")), rows)


def _told(file: CaseFile) -> Words:
    """What was written when it happened, by both sides, and what was found about the person's circumstances."""
    found = []
    for incident in file.case.incidents:
        which = _("Incident {ref}", ref=incident.ref)
        named = f"{which}, {_when(incident.happened_at)}"
        found += [(named, incident.what_happened), (_("What was done at once"), incident.done_at_once)]
        found += [(_("How the customer saw it"), one.words) for one in file.replies if one.incident_id == incident.id]
    warning = _("Warning")
    found += [
        (f"{warning}, {words.date(one.given_on, current_language())}", one.what_was_said) for one in file.case.warnings
    ]
    return _there([*found, (_("The person's circumstances"), file.case.assessment or "")])


def _decided(decision: Decision) -> Words:
    language, found = current_language(), []
    for one in decision.restrictions:
        found += [
            (
                words.restriction_name(one.kind, language, pack()),
                words.restriction(one.kind, one.terms, language, pack()),
            ),
            (_("Why"), one.reason),
            (_("Why not less"), one.proportionality),
        ]
    found += [
        (_("What was thought of"), decision.considered),
        (_("What was tried first"), decision.tried_first),
        (_("Why there was no warning"), decision.not_warned_because or ""),
        (_("Policy version"), decision.pack_version),
    ]
    return _there(found)


def _signed(decision: Decision) -> tuple[Table, ...]:
    rows = tuple(
        (
            one.staff.name,
            role(one.role),
            _("Yes") if one.agrees else _("No") + (f": {one.dissent}" if one.dissent else ""),
            _when(one.signed_at),
        )
        for one in decision.signatures
    )
    return (Table("signed", _("Signatures"), (_("Who"), _("Role"), _("Agrees"), _("When")), rows),) if rows else ()


def _reviewed(review: Review) -> Words:
    outcome = words.outcome(review.outcome, current_language()) if review.outcome else ""
    return _there([(_("What the customer said"), review.reply), (_("Outcome"), outcome), (_("Why"), review.reason)])


def _clocks(file: CaseFile) -> Table:
    language, today = current_language(), london_today()
    rows = []
    for one in clocks(file):
        late = one.due_on < (one.done_on or today)
        done = words.date(one.done_on, language) if one.done_on else _("Not yet")
        what = f"{story_words.due_words(one)} ({one.ref})"
        rows.append((what, words.date(one.due_on, language), done, _("Late") if late else _("In time")))
    return Table("clocks", _("What is and was due"), (_("What"), _("Due"), _("Done"), _("State")), tuple(rows))


def _version(files: Iterable[CaseFile]) -> str:
    """Which version holds, and which ones the decisions were made under."""
    made = sorted({one.pack_version for file in files for one in file.decisions})
    said = _("{policy}. Version in force: {version}.", policy=pack().policy, version=pack().version)
    under = _("Decided under: {versions}.", versions=", ".join(made))
    return f"{said} {under}" if made else said


def _clauses() -> Table:
    language = current_language()
    rows = tuple((rule_words.says(line, language, pack()), line.source) for line in explain(pack()))
    return Table("clauses", _("What the policy says"), (_("Rule"), _("Clause")), rows)


def _there(found: Iterable[tuple[str, str]]) -> Words:
    return tuple((name, said) for name, said in found if said)


def _when(at: datetime, *, timed: bool = True) -> str:
    language = current_language()
    return words.date_time(local(at), language) if timed else words.date(local(at).date(), language)
