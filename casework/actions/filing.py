"""Reading and filing what a customer writes (Watford 5.5): told before, and nothing goes unread.

Before it is decided the customer is told that no more answers follow. From then on one person by name looks through
all that comes in, and whatever in it has to be acted on is passed on the same day.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import select

from casework.actions import acting_for, cases, letter_facts, letters, rows, text, turning_away
from casework.actions.turning_away import Came
from casework.actions.work import RefusedError, Work
from casework.records import filing
from casework.records.base import new_ref
from casework.records.cases import Case
from casework.records.filing import FiledItem, FiledReader
from casework.records.people import StaffMember
from casework.records.steps import Step
from casework.rules import filing as rules
from letters import data
from letters.kinds.last_answer.data import LastAnswer


def told_last_answer(work: Work, case_ref: str, on: date, how: str, said: str) -> str:
    """Tell the customer that no more answers follow on the matter, and put it on record. The same twice is once.

    ``how``: a channel; by letter, the letter is written and goes out today.

    RefusedError: "unknown_code" (``field`` how), "in_the_future" (on), "missing" (said).
    """
    person = rows.acting_staff(work)
    case = cases.living(rows.taken(work, Case, case_ref))
    if how not in acting_for.REACHED_BY:
        raise RefusedError("unknown_code", field="how")
    if on > work.today:
        raise RefusedError("in_the_future", field="on")
    on = work.today if how == "letter" else on
    words = text.needed(said, "said", 4_000)
    known = work.session.scalar(
        select(Step).where(Step.case_id == case.id, Step.kind == "told", Step.code == rules.LAST_ANSWER)
    )
    if known is not None and (known.done_on, known.reference, known.said) == (on, how, words):
        return case.ref
    step = known or Step(case_id=case.id, kind="told", code=rules.LAST_ANSWER)
    step.done_on, step.reference, step.said = on, how, words
    step.done_by_id, step.recorded_at = person.id, work.now
    work.session.add(step)
    work.session.flush()
    if how == "letter":
        _send(work, case, words)
    work.record("last_answer_told", case.ref, case.customer_id, on=on, how=how, said=words)
    return case.ref


def _send(work: Work, case: Case, said: str) -> None:
    """The letter, in the customer's language and format."""

    def facts(person: data.Person, code: data.SignIn | None) -> LastAnswer:
        return LastAnswer(
            person=person,
            contact=letter_facts.contact(work),
            reference=case.ref,
            issued_on=work.today,
            said=said,
            clause=work.pack.kinds[rules.READ_AND_FILE].source or work.pack.name,
            opened=letter_facts.still_open(work, case.customer),
            ombudsman=letter_facts.ombudsman(work.pack),
            recorded=data.Recorded(work.pack.contact.email),
            sign_in=code,
        )

    letters.send(work, "last_answer", case.customer, facts)


def name_reader(work: Work, customer_ref: str, staff_ref: str) -> str:
    """Name who reads all that comes in from a customer; whoever did until now no longer does. Twice is once.

    RefusedError: "unknown_code" (``field`` reader) for nobody who works here with a role of the policy.
    """
    namer = rows.acting_staff(work)
    customer = rows.customer(work, customer_ref)
    person = work.session.scalar(select(StaffMember).where(StaffMember.ref == staff_ref))
    gone = person is None or (person.left_on is not None and person.left_on < work.today)
    if person is None or gone or not set(rows.roles_of(person, work.today)) & set(work.pack.roles):
        raise RefusedError("unknown_code", field="reader")
    open_ones = select(FiledReader).where(FiledReader.customer_id == customer.id, FiledReader.ended_at.is_(None))
    before = work.session.scalars(open_ones).all()
    if [one.staff_id for one in before] == [person.id]:
        return customer.ref
    for one in before:
        one.ended_at = work.now
    named = FiledReader(customer_id=customer.id, staff_id=person.id, named_by_id=namer.id, named_at=work.now)
    work.session.add(named)
    work.session.flush()
    work.record("filed_reader_named", customer.ref, customer.id, reader=person.ref)
    return customer.ref


def came_in(work: Work, customer_ref: str, came: Came, form_key: str) -> str:
    """Write down something that came in; the same form twice is once. It waits for the named person. Its reference.

    RefusedError: "nobody_reads" where nobody is named, "unknown_code" (``field`` channel), "in_the_future",
    "missing" (what), "form_used".
    """
    person = rows.acting_staff(work)
    customer = rows.customer(work, customer_ref)
    known = rows.sent_before(work, FiledItem, form_key, customer_id=customer.id)
    if known is not None:
        return known
    if filing.reader(work.session, customer.id, work.today) is None:
        raise RefusedError("nobody_reads")
    if came.channel not in acting_for.REACHED_BY:
        raise RefusedError("unknown_code", field="channel")
    if came.received_on > work.today:
        raise RefusedError("in_the_future", field="received_on")
    row = FiledItem(
        ref=new_ref("J"),
        form_key=form_key,
        customer_id=customer.id,
        received_on=came.received_on,
        channel=came.channel,
        what=text.needed(came.what, "what", 8_000),
        logged_by_id=person.id,
        logged_at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    after = {"on": row.received_on, "channel": row.channel, "what": row.what}
    work.record("filed_item_came", row.ref, customer.id, after=after)
    return row.ref


def read(work: Work, item_ref: str, found: Collection[str], done: str, *, tell: bool = False) -> str:
    """The named person has read it: what was in it, and what was done about that. The same twice is once.

    ``tell``: the customer gets a receipt, where a decision says that letters are filed without an answer.
    RefusedError: "not_the_reader", "unknown_code" (``field`` found), "missing" (``field`` done, where anything was
    found), "filed_item_is_read" where somebody answered otherwise.
    """
    person = rows.acting_staff(work)
    item = rows.taken(work, FiledItem, item_ref)
    reader = filing.reader(work.session, item.customer_id, work.today)
    if reader is None or reader.staff_id != person.id:
        raise RefusedError("not_the_reader")
    if not rules.readable(found):
        raise RefusedError("unknown_code", field="found")
    codes = [code for code in rules.FOUND if code in found]
    words = text.lines(done, "done", 8_000) if codes == [rules.NOTHING] else text.needed(done, "done", 8_000)
    if item.read_at is not None:
        if (item.found, item.done) != (codes, words):
            raise RefusedError("filed_item_is_read")
        return item.ref
    item.found, item.done, item.read_by_id, item.read_at = codes, words, person.id, work.now
    work.session.flush()
    work.record("filed_item_read", item.ref, item.customer_id, found=codes, why=words)
    if tell:
        turning_away.tell_of_filing(work, item)
    return item.ref
