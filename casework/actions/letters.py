"""Letters that follow from an act: written, frozen and queued in the transaction of the act.

The customer gets a letter by post always, and by email or as a note by text too where they like that better, in the
format that they need, at the address that is safe for them. Advocates who may have the letters get copies of their
own, without the access code.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from typing import Final

from sqlalchemy.orm import Session

import letters
from casework.actions import clock, free_words, letter_facts, messages, sign_in
from casework.actions.work import RefusedError, Work
from casework.records import easy_read, keys, own, preferences, wording
from casework.records.appeals import Appeal
from casework.records.base import new_ref
from casework.records.decisions import Decision
from casework.records.letters import Delivery, Letter, LetterVersion
from casework.records.people import Advocate, Customer
from casework.rules.copies import BOTH, FIRST
from casework.rules.pack import Pack
from casework.rules.reaching import APPOINTMENTS, DECISIONS, REMINDERS
from letters import data, options
from letters.kinds.letter_ready.data import LetterReady
from letters.phrases import ENGLISH

Facts = Callable[[data.Person, data.SignIn | None], object]

# Formats for a screen; on paper they are the print that everybody gets, or what can be printed of it.
_ON_SCREEN: Final = ("html", "text", "docx")
_ON_PAPER: Final = ("pdf", "docx")
# Formats with which the standard print comes along: by post those that nobody else in the house can read, and Easy Read
# always, since it does not say all.
_WITH_PRINT: Final = {"letter": ("braille", "audio", "easy_read"), "email": ("easy_read",)}
SIGN_IN_PAGE: Final = "/sign-in/letter"
# What a kind of letter is to its reader, where it is not about a decision: each purpose has a way of its own.
_PURPOSES: Final = {"service_receipt": APPOINTMENTS, "review_invitation": REMINDERS}


def send_decision(work: Work, decision: Decision) -> None:
    """Tell of a decision that was just issued."""
    send(
        work,
        letter_facts.tells_of(work, decision),
        decision.customer,
        lambda person, code: letter_facts.told(work, decision, person, code),
        decision_id=decision.id,
    )


def send_appeal_received(work: Work, appeal: Appeal) -> None:
    """The receipt for an appeal."""
    send(
        work,
        "appeal_received",
        appeal.customer,
        lambda person, code: letter_facts.appeal_received(work, appeal, person, code),
        decision_id=appeal.decision_id,
        appeal_id=appeal.id,
    )


def send_appeal_outcome(work: Work, appeal: Appeal) -> None:
    """The answer to an appeal."""
    send(
        work,
        "appeal_outcome",
        appeal.customer,
        lambda person, code: letter_facts.appeal_outcome(work, appeal, person, code),
        decision_id=appeal.decision_id,
        appeal_id=appeal.id,
    )


def letterhead_of(pack: Pack, site: str) -> letters.Letterhead:
    """The head of letters as the policy makes it; letters go out on ``letterheads.in_use``. ``site``: the portal's."""
    given = pack.contact
    return letters.Letterhead(pack.name, pack.accent, given.address, given.phone, given.email, site)


def frozen_of(session: Session, letter: Letter, version: LetterVersion | None = None) -> bytes:
    """The frozen words of a letter as it was issued, or of a later version. keys.ErasedError after an erasure."""
    if version is None:
        return keys.decrypt(session, letter.customer_id, letter.content, f"letter {letter.ref}")
    return keys.decrypt(session, letter.customer_id, version.content, f"letter {letter.ref} {version.number}")


def newest_of(session: Session, letter: Letter) -> bytes:
    """The frozen words of the letter as its reader has them now."""
    return frozen_of(session, letter, letter.versions[-1] if letter.versions else None)


def make_version(work: Work, letter: Letter, frozen: letters.Frozen, why: str) -> LetterVersion:
    """Keep the same letter once more. ``why``: translated language address."""
    number = len(letter.versions) + 2
    version = LetterVersion(
        letter=letter,
        number=number,
        language=frozen.language,
        why=why,
        content=keys.encrypt(work.session, letter.customer_id, frozen.data, f"letter {letter.ref} {number}"),
        sha256=frozen.sha256,
        made_at=work.now,
    )
    work.session.add(version)
    work.session.flush()
    said = {"why": why, "language": frozen.language, "sha256": frozen.sha256}
    work.record("letter_version_made", letter.ref, letter.customer_id, **said)
    return version


def send(
    work: Work,
    kind: str,
    customer: Customer,
    facts: Facts,
    *,
    decision_id: int | None = None,
    appeal_id: int | None = None,
    case_id: int | None = None,
    copies_to: Collection[int] | None = None,
    on_paper: bool = False,
) -> str | None:
    """One letter to the customer, whose reference it returns, and one to each advocate who may have the letters.

    ``copies_to``: the only advocates (numbers) whom it concerns; left out, all of them.
    ``on_paper``: to the customer by post alone.

    None about a decision of which the customer is rightly not told, whatever becomes of it; and once they have died.
    RefusedError("letter_incomplete") as ``freeze``.
    """
    if customer.died_on is not None:
        return None
    if decision_id is not None and own.withheld(work.session.get_one(Decision, decision_id).notice):
        return None
    code = sign_in.new_letter_code()
    person = data.Person(customer.name, customer.ref, preferences.reach(work.session, customer).address)
    said = facts(person, data.SignIn(code, work.site + SIGN_IN_PAGE))
    about = {"decision_id": decision_id, "appeal_id": appeal_id, "case_id": case_id}
    letter = _keep(work, customer, freeze(work, kind, said, customer.language), about, said)
    sign_in.keep_letter_code(work, code, letter.id, customer.id)
    _to_customer(work, letter, customer, on_paper=on_paper)
    for advocate in _advocates(work, customer):
        if copies_to is not None and advocate.id not in copies_to:
            continue
        copy_for = data.Person(customer.name, customer.ref, (advocate.name, *advocate.address))
        theirs = facts(copy_for, None)
        copy = _keep(work, customer, freeze(work, kind, theirs, advocate.language), about, theirs)
        channel = "email" if advocate.email else "letter"
        _with_print(work, copy, ("advocate", advocate.id), advocate.letter_format, channel)
    return letter.ref


def file(work: Work, kind: str, customer: Customer, said: object, decision_id: int) -> str:
    """Keep a record for staff, in English, of which no copy is made for anybody. Its reference."""
    about = {"decision_id": decision_id, "appeal_id": None, "case_id": None}
    return _keep(work, customer, freeze(work, kind, said, ENGLISH), about, said).ref


def ready_words(
    work: Work, letter: Letter, way: tuple[str, str], reader: tuple[str, int], language: str, *, attached: bool = False
) -> messages.Words:
    """The mail or text that says that a letter has come, with its address: who opens it signs in first.

    Nothing in it is personal beyond the references. ``way``: channel and address.
    """
    client = f"/clients/{letter.customer.ref}" if reader[0] == "advocate" else ""
    there = f"{work.site}{client}/letters/{letter.ref}"
    content = letters.compose(
        "letter_ready", LetterReady(work.pack.name, there, work.pack.contact.phone, attached), language
    )
    return messages.worded("letter_ready", *way, content, reader)


def _with_print(work: Work, letter: Letter, reader: tuple[str, int], wanted: str, channel: str) -> None:
    """The copy that a reader needs, and the standard print where it has to come along."""
    first = deliver(work, letter, reader, wanted, channel)
    if first.format in _WITH_PRINT[channel]:
        deliver(work, letter, reader, _ON_PAPER[0], channel)


def _to_customer(work: Work, letter: Letter, customer: Customer, *, on_paper: bool) -> None:
    """The copies for the customer: by post unless that is not safe, and in the way that they like."""
    goes, reader = preferences.reach(work.session, customer), ("customer", customer.id)
    if goes.by_post:
        _with_print(work, letter, reader, customer.letter_format, "letter")
    if on_paper:
        return
    liked = preferences.liked(work.session, customer, _PURPOSES.get(letter.kind, DECISIONS))
    if not goes.by_post or (liked == "email" and goes.email):
        _with_print(work, letter, reader, customer.letter_format, "email")
    if letter.translation != FIRST:
        tell_by_text(work, letter, customer)


def tell_by_text(work: Work, letter: Letter, customer: Customer) -> None:
    """The note by text that a letter has come, to a customer who likes that, and lives."""
    if preferences.liked(work.session, customer, _PURPOSES.get(letter.kind, DECISIONS)) != "text":
        return
    goes = preferences.reach(work.session, customer)
    if not goes.phone or customer.died_on is not None:
        return
    words = ready_words(work, letter, ("text", goes.phone), ("customer", customer.id), customer.language)
    messages.queue(work, words, preferences.not_before(work.session, customer.id, work.now))


def freeze(work: Work, kind: str, said: object, language: str) -> letters.Frozen:
    """The words of a letter, which never change. They know whether a person has checked them in this language, and
    approved those of its Easy Read.

    RefusedError("letter_incomplete") where it would not say all that it must.
    """
    try:
        session = work.session
        approved, checked = easy_read.approved(session, language), wording.checked(session, language)
        return letters.freeze(kind, said, language, approved, checked)
    except letters.LetterIncomplete as fault:
        raise RefusedError("letter_incomplete", about=str(fault)) from fault


def _keep(work: Work, customer: Customer, frozen: letters.Frozen, about: dict[str, int | None], said: object) -> Letter:
    """The row of a letter; ``said``: what it was written from."""
    ref = new_ref("L")
    facts = json.dumps(letters.written(said), ensure_ascii=False).encode()
    letter = Letter(
        ref=ref,
        kind=frozen.kind,
        customer_id=customer.id,
        decision_id=about["decision_id"],
        appeal_id=about["appeal_id"],
        case_id=about["case_id"],
        language=frozen.language,
        content=keys.encrypt(work.session, customer.id, frozen.data, f"letter {ref}"),
        sha256=frozen.sha256,
        issued_at=work.now,
        facts=keys.encrypt(work.session, customer.id, facts, f"facts {ref}"),
    )
    work.session.add(letter)
    work.session.flush()
    waits = work.translation_first and not _at_risk(work, about["decision_id"])
    letter.translation = free_words.cut(work, letter, frozen, FIRST if waits else BOTH)
    letter.translation_at = work.now
    work.session.flush()
    said_of = {"kind": frozen.kind, "language": frozen.language, "sha256": frozen.sha256}
    work.record("letter_written", ref, customer.id, **said_of, translation=letter.translation)
    return letter


def _at_risk(work: Work, decision_id: int | None) -> bool:
    """Is somebody's safety at stake? Then the letter goes out at once, whatever is in English in it."""
    return decision_id is not None and clock.at_risk(work.session.get_one(Decision, decision_id))


def deliver(
    work: Work,
    letter: Letter,
    reader: tuple[str, int],
    wanted: str,
    channel: str,
    *,
    version: LetterVersion | None = None,
    again: str = "",
) -> Delivery:
    """Ask for one copy, in the format that the reader needs, on one way; a letter that is held is made later.

    It is made as the reader likes that format: how big, on which paper, in which braille.
    ``again``: what tells a copy that is sent once more from the first one.
    """
    made_as = _made_as(letter.kind, version.language if version else letter.language, wanted, channel)
    key = f"{letter.ref} {again}" if again else f"{letter.ref} {reader[0]} {reader[1]} {made_as} {channel}"
    delivery = Delivery(
        key=key,
        letter_id=letter.id,
        reader=reader[0],
        reader_id=reader[1],
        format=made_as,
        channel=channel,
        state="waiting",
        options=options.chosen(made_as, reader_of(work.session, *reader).format_options),
        version_id=version.id if version else None,
    )
    work.session.add(delivery)
    work.session.flush()
    if letter.translation != FIRST:
        make(work, delivery)
    return delivery


def _made_as(kind: str, language: str, wanted: str, channel: str) -> str:
    """The format of a copy: the one that is wanted where there is one in that language, and paper on paper."""
    there = letters.offered(kind, language)
    made_as = wanted if wanted in there else "html"
    if channel == "letter" and made_as in _ON_SCREEN:
        return next((code for code in _ON_PAPER if code in there), made_as)
    return made_as


def reader_of(session: Session, reader: str, reader_id: int) -> Customer | Advocate:
    """Whom a copy is for."""
    return session.get_one(Customer, reader_id) if reader == "customer" else session.get_one(Advocate, reader_id)


def make(work: Work, delivery: Delivery) -> None:
    """Have the worker make a copy."""
    work.ask_for("make_delivery", f"delivery {delivery.key}", delivery=delivery.id)


def still_theirs(work: Work, copy: Delivery) -> bool:
    """May the reader of a copy that waited have it today? Not once its customer has died, or let them speak no more."""
    customer = copy.letter.customer
    if copy.reader == "customer":
        return customer.died_on is None
    return customer.died_on is None and copy.reader_id in {one.id for one in _advocates(work, customer)}


def _advocates(work: Work, customer: Customer) -> list[Advocate]:
    """Who may have the letters today, each once."""
    whose = own.Reader(customer.id, customer.ref)
    found = own.advocates(work.session, whose, work.today)
    return list({advocate.id: advocate for advocate, given in found if "letters" in given.scope}.values())
