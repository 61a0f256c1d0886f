"""Two records of one person made one, and made two again where that was a mistake: whatever is going on meanwhile.

All that names the record that goes comes to name the one that is kept; nothing is copied and nothing is lost, so that
an appeal, a review or a decision goes on as it was. What was encrypted for the one is read with its own key.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from sqlalchemy import delete, select

from casework.actions import cases, naming, resealing, rows, sessions, text, watch
from casework.actions.importing import administrator
from casework.actions.work import NotFoundError, RefusedError, Work
from casework.records import customer_links, keys, preferences, search
from casework.records.administration import CustomerMerge, FormerName
from casework.records.base import new_ref
from casework.records.people import Customer

# What the record that is kept takes over where it has nothing there itself.
_FILLED: Final = ("email", "phone", "tenancy_ref", "address", "external_ref")
# And what it takes over where it says nothing but the usual: a letter that cannot be read is no letter.
_USUAL: Final[dict[str, Any]] = {
    "language": "en", "letter_format": "pdf", "format_options": {}, "preferred_channel": "letter",
}  # fmt: skip
_FILLED_NOTE, _NAME_NOTE = "customer.filled", "former_name.added"
_LEFT_NOTE: Final = "customer.left_on"  # when they had left before and after, as numbers of days; 0: they had not
_NOTES: Final = (_FILLED_NOTE, _NAME_NOTE, _LEFT_NOTE)


def merge(work: Work, kept_ref: str, gone_ref: str, why: str, form_key: str) -> str:
    """Make ``gone`` part of ``kept``; the same form sent twice is one merge. Returns its reference.

    RefusedError: "administrator_only", "same_record", "both_have_safe_contact" (which one is right, only a person can
    say), "one_has_died", "missing", "form_used"; "customer_merged" where one of them is part of another already.
    """
    person = administrator(work)
    known = rows.sent_before(work, CustomerMerge, form_key, kept_ref=kept_ref, gone_ref=gone_ref)
    if known is not None:
        return known
    kept, gone = _both(work, kept_ref, gone_ref)
    said = text.needed(why, "why")
    note: dict[str, Any] = {}
    _shut_out(work, kept, gone)
    _keep_name(work, kept, gone, note)
    note |= customer_links.move(work.session, gone.id, kept.id)
    keys.lend(work.session, gone.id, kept.id)
    gone.erased_at, gone.merged_into_id = work.now, kept.id
    gone.session_version += 1
    _fill(work, kept, gone, note)
    row = CustomerMerge(
        ref=new_ref("X"), form_key=form_key, kept_id=kept.id, gone_id=gone.id, kept_ref=kept.ref, gone_ref=gone.ref,
        why=said, moved=note, merged_by_id=person.id, merged_at=work.now,
    )  # fmt: skip
    work.session.add(row)
    work.session.flush()
    counts = {name: len(numbers) for name, numbers in note.items()}
    work.record("customers_merged", kept.ref, kept.id, gone=gone.ref, why=said, moved=counts)
    work.record("customer_merged_away", gone.ref, gone.id, kept=kept.ref, why=said)
    _settle(work, kept)
    return row.ref


def undo(work: Work, ref: str, why: str) -> str:
    """Make them two again: each has what it had, and with it what has come to hang from that since.

    Undoing it twice is undoing it once. Returns the reference. RefusedError: "administrator_only", "missing";
    "customer_merged" where the kept one became part of another: that is undone first.
    """
    person = administrator(work)
    row = work.session.scalar(select(CustomerMerge).where(CustomerMerge.ref == ref).with_for_update())
    if row is None:
        raise NotFoundError(ref)
    if row.undone_at is not None:
        return row.ref
    kept, gone = rows.lock(work, row.kept_id), work.session.get_one(Customer, row.gone_id, with_for_update=True)
    said = text.needed(why, "why")
    _empty_again(work, kept, gone, row.moved)
    gone.erased_at = gone.merged_into_id = None
    work.session.flush()
    moved = {name: list(numbers) for name, numbers in row.moved.items() if name not in _NOTES}
    customer_links.give_back(work.session, moved, kept.id, gone.id)
    resealing.for_themselves(work, kept.id, gone.id, row.merged_at)
    keys.lend(work.session, gone.id, None)
    kept.session_version += 1  # who signed in meanwhile saw what was the other's
    row.undone_why, row.undone_by_id, row.undone_at = said, person.id, work.now
    work.session.flush()
    _find(work, gone)
    work.record("merge_undone", kept.ref, kept.id, gone=gone.ref, why=said)
    work.record("customer_back", gone.ref, gone.id, kept=kept.ref, why=said)
    _settle(work, kept)
    _settle(work, gone)
    return row.ref


def _both(work: Work, kept_ref: str, gone_ref: str) -> tuple[Customer, Customer]:
    """The two, locked in one order whoever asks."""
    if kept_ref == gone_ref:
        raise RefusedError("same_record", field="other")
    found = {ref: rows.customer(work, ref) for ref in sorted((kept_ref, gone_ref))}
    kept, gone = found[kept_ref], found[gone_ref]
    if all(preferences.safe_contact(work.session, one.id) for one in (kept, gone)):
        raise RefusedError("both_have_safe_contact")
    if (kept.died_on is None) != (gone.died_on is None):
        raise RefusedError("one_has_died")
    return kept, gone


def _shut_out(work: Work, kept: Customer, gone: Customer) -> None:
    """Where one of them named safe ways, whoever came in by the other record, or holds its letters, does so no more."""
    for one, other in ((kept, gone), (gone, kept)):
        if preferences.safe_contact(work.session, one.id):
            sessions.end(work, other)
            sessions.end_letter_codes(work, other)
            safe = preferences.reach(work.session, one).codes_to
            naming.take_back_at(work, other, {other.email}.difference(safe))


def _number(day: date | None) -> int:
    return day.toordinal() if day else 0


def _fill(work: Work, kept: Customer, gone: Customer, note: dict[str, Any]) -> None:
    filled = [name for name in _FILLED if getattr(gone, name) and not getattr(kept, name)]
    filled += [name for name, usual in _USUAL.items() if getattr(kept, name) == usual != getattr(gone, name)]
    values = {name: getattr(gone, name) for name in filled}
    if "external_ref" in filled:  # nobody else may have it at the same time
        gone.external_ref = None
        work.session.flush()
    for name, value in values.items():
        setattr(kept, name, value)
    note[_FILLED_NOTE] = filled
    left = max(kept.left_on, gone.left_on) if kept.left_on and gone.left_on else None
    if kept.left_on != left:
        note[_LEFT_NOTE] = [_number(kept.left_on), _number(left)]
        kept.left_on = left
    work.session.flush()
    _find(work, kept)


def _empty_again(work: Work, kept: Customer, gone: Customer, note: dict[str, Any]) -> None:
    """What the kept record took over goes; what was changed in it since stays."""
    for name in note.get(_FILLED_NOTE, ()):
        if name == "external_ref":
            number, kept.external_ref = kept.external_ref, None
            work.session.flush()
            gone.external_ref = number
        elif getattr(kept, name) == getattr(gone, name):
            setattr(kept, name, _USUAL.get(name, [] if name == "address" else None))
    before, after = note.get(_LEFT_NOTE, (0, -1))
    if _number(kept.left_on) == after:
        kept.left_on = date.fromordinal(before)
    added = note.get(_NAME_NOTE, ())
    if added:
        work.session.execute(delete(FormerName).where(FormerName.id.in_(added)))
    work.session.flush()
    _find(work, kept)


def _keep_name(work: Work, kept: Customer, gone: Customer, note: dict[str, Any]) -> None:
    """The person is still found by the other name."""
    there = select(FormerName.id).where(FormerName.customer_id == kept.id, FormerName.name == gone.name)
    if gone.name.casefold() == kept.name.casefold() or work.session.scalar(there) is not None:
        return
    row = FormerName(customer_id=kept.id, name=gone.name, until=work.today)
    work.session.add(row)
    work.session.flush()
    note[_NAME_NOTE] = [row.id]


def _find(work: Work, person: Customer) -> None:
    search.put_again(work.session, person)


def _settle(work: Work, person: Customer) -> None:
    """What applies to one person is looked at together now, or apart again."""
    cases.settle(work, person.id)
    watch.look(work, person.id)
