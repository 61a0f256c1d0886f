"""Bundles and audit: what is handed out proves itself, others are taken out of it, and everything is on record."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from sqlalchemy import delete, select, text, update

import letters
from casework.actions import bundles as actions
from casework.actions import consulting, erasure
from casework.actions.letters import frozen_of, letterhead_of
from casework.actions.work import SYSTEM, Work
from casework.records import files
from casework.records.audit import ChainCheck
from casework.records.bundles import Bundle
from casework.records.events import Event
from casework.records.letters import Delivery, Letter
from casework.records.signin import LetterCode
from letters.content import words_of
from letters.reading_back import found_in
from tests.web.office import Office
from web.access import london_today

AT = "/staff/bundles"
MANAGER = "decider"


def rows(office: Office, table: type) -> list[Any]:
    with office.town.database.reading() as session:
        return list(session.scalars(select(table).order_by(table.id)))  # type: ignore[attr-defined]


def with_copies(office: Office) -> None:
    """A case with a decision and an appeal; each copy of a letter finished, as the worker leaves it, long ago."""
    office.town.appealed(office.town.decided())
    with office.town.database.writing() as session:
        session.execute(update(LetterCode).values(ended_at=office.town.now))
        for letter in session.scalars(select(Letter)):
            for copy in letter.deliveries:
                copy.stored_as = files.put(session, letter.customer_id, f"{letter.ref} as {copy.format}".encode())
                copy.state = "sent"


def taken(office: Office, ref: str) -> zipfile.ZipFile:
    answer = office.force(MANAGER, f"{AT}/{ref}/take", {})
    assert answer.mimetype == "application/zip", answer.status
    return zipfile.ZipFile(io.BytesIO(answer.data))


def made(office: Office) -> tuple[Bundle, zipfile.ZipFile]:
    office.done(MANAGER, f"{AT}/new", {"kind": "ombudsman", "about": office.town.ref("resident")})
    [row] = rows(office, Bundle)
    return row, taken(office, row.ref)


def checked(folder: Path, fingerprint: str) -> tuple[int, str]:
    """The checker, run by Python alone."""
    run = [sys.executable, "-I", "-S", "check.py", fingerprint]
    done = subprocess.run(run, cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def change(name: str, how: Callable[[Any], object]) -> Callable[[Path], object]:
    def apply(folder: Path) -> None:
        value = json.loads((folder / name).read_text())
        how(value)
        (folder / name).write_text(json.dumps(value))

    return apply


def exchange(events: list[Any]) -> None:
    events[0], events[1] = events[1], events[0]


def test_one_act_makes_the_whole_bundle_and_its_checker_finds_every_change(office: Office, tmp_path: Path) -> None:
    with_copies(office)
    row, packed = made(office)
    names = set(packed.namelist())
    assert {"index.pdf", "events.json", "manifest.json", "check.py"} <= names
    for letter in rows(office, Letter):
        sent = [name for name in names if name.startswith(f"letters/{letter.ref}/")]
        assert sent
        assert all(packed.read(name).startswith(letter.ref.encode()) for name in sent)
    pdf = pypdfium2.PdfDocument(packed.read("index.pdf"))
    words = "".join(page.get_textpage().get_text_range() for page in pdf)
    assert "Contents" in words
    assert "Nobody came, so I had to call." in words
    assert "43 calls in three days" in words
    assert "One hour a week is enough" in words
    assert office.town.pack.version in words
    assert list(pdf.get_toc())
    cases: list[tuple[Callable[[Path], object], str]] = [
        (lambda _folder: None, "Nothing was changed."),
        (change("events.json", lambda events: events[2].update(name="nothing")), "(nothing): changed"),
        (change("events.json", lambda events: events.pop(1)), "removed"),
        (change("events.json", exchange), "moved to another place"),
        (change("events.json", lambda events: events[0].update(content="{}")), "its content was changed"),
        (lambda folder: (folder / "index.pdf").write_bytes(b"other"), "index.pdf: changed"),
        (lambda folder: (folder / "index.pdf").unlink(), "index.pdf: removed"),
        (lambda folder: (folder / "more.txt").write_text("x"), "more.txt: added"),
        (change("manifest.json", lambda listed: listed.update(about="other")), "not the one of this fingerprint"),
    ]
    for number, (apply, says) in enumerate(cases):
        folder = tmp_path / str(number)
        packed.extractall(folder)
        apply(folder)
        code, said = checked(folder, row.fingerprint)
        assert says in said, said
        assert code == (0 if number == 0 else 1)


def code_in(frozen: letters.Frozen) -> str:
    [code] = {span.text for content in frozen.contents for block in content.blocks for text in words_of(block)
              for span in text if span.kind == "code"}  # fmt: skip
    return squeezed(code)


def squeezed(said: str) -> str:
    return "".join(sign for sign in said if sign.isalnum()).casefold()


def sent_as(office: Office, made_as: str) -> tuple[letters.Frozen, bytes]:
    """The decision's letter, and the one copy that was sent of it, in this format."""
    town = office.town
    town.decided()
    with town.database.writing() as session:
        letter = session.scalars(select(Letter).where(Letter.kind == "decision").order_by(Letter.id)).first()
        assert letter is not None
        frozen = letters.thaw(frozen_of(session, letter))
        data = letters.render(frozen.data, made_as, letterhead_of(town.pack, "")).data
        first, *others = letter.deliveries
        first.format, first.options, first.state = made_as, {}, "sent"
        first.stored_as = files.put(session, letter.customer_id, data)
        session.execute(delete(Delivery).where(Delivery.id.in_([one.id for one in others])))
    return frozen, data


@pytest.mark.parametrize("made_as", letters.offered("decision", "ar"))
def test_no_copy_in_a_bundle_holds_a_code_with_which_somebody_could_sign_in(office: Office, made_as: str) -> None:
    head = letterhead_of(office.town.pack, "")
    frozen, sent = sent_as(office, made_as)
    code = code_in(frozen)
    assert code in squeezed(found_in(sent, made_as, frozen, head))
    _row, packed = made(office)
    [name] = [name for name in packed.namelist() if name.startswith("letters/")]
    read_as = "text" if name.endswith(".txt") else made_as
    assert (read_as == made_as) == (made_as != "audio")
    said = squeezed(found_in(packed.read(name), read_as, frozen, head))
    assert code not in said
    assert squeezed(head.landlord) in said
    paper = pypdfium2.PdfDocument(packed.read("index.pdf"))
    assert "without the code" in " ".join(paper[0].get_textpage().get_text_range().split())
    with office.town.database.writing() as session:
        session.execute(update(LetterCode).values(expires_at=office.town.now - timedelta(days=1)))
    assert handed_later(office) == sent


def handed_later(office: Office) -> bytes:
    office.done(MANAGER, f"{AT}/new", {"kind": "ombudsman", "about": office.town.ref("resident")})
    packed = taken(office, rows(office, Bundle)[-1].ref)
    [name] = [name for name in packed.namelist() if name.startswith("letters/")]
    return packed.read(name)


def test_the_customers_pack_holds_no_code_with_which_somebody_could_sign_in(office: Office) -> None:
    frozen, _sent = sent_as(office, "html")
    office.done(MANAGER, f"{AT}/customers/{office.town.ref('resident')}", {"read": "y"})
    packed = taken(office, rows(office, Bundle)[0].ref)
    pages = [squeezed(packed.read(name).decode()) for name in packed.namelist() if name.startswith("letters/")]
    assert pages
    assert not [page for page in pages if code_in(frozen) in page]


def test_legal_advice_is_in_the_list_of_acts_and_not_in_the_bundle(office: Office) -> None:
    case = office.town.case()
    office.town.act("officer", consulting.check_legal, case, "advised", "The lawyers say that it is libel.")
    _row, packed = made(office)
    acts = {one["name"]: one for one in json.loads(packed.read("events.json"))}
    assert acts["legal_advice_considered"]["content"] is None
    assert acts["incident_recorded"]["content"]
    assert not [name for name in packed.namelist() if b"libel" in packed.read(name)]


def test_the_customers_pack_holds_no_words_about_others_that_a_person_took_out(office: Office) -> None:
    town = office.town
    town.incident(what_happened="Joan Smith of 14 Mill Lane heard it, and so did bibi.")
    at = f"{AT}/customers/{town.ref('resident')}"
    page = office.get(MANAGER, at)
    assert "Joan Smith" in page.main
    assert "Tick that you have read it" in " ".join(office.refused(MANAGER, at, {"more": "bibi"}).errors)
    typed = {"proposed": ["Joan Smith", "14 Mill Lane"], "more": "bibi", "read": "y"}
    office.done(MANAGER, at, typed)
    [row] = rows(office, Bundle)
    held = taken(office, row.ref).read("index.html").decode()
    told = [one.ref for one in rows(office, Letter) if one.kind == "data_access"]  # the customer's, an advocate's
    taken(office, row.ref)
    assert [one.ref for one in rows(office, Letter) if one.kind == "data_access"] == told
    assert told[0] in office.get(MANAGER, AT).main
    assert "heard it, and so did" in held
    assert not [word for word in ("Joan", "Mill Lane", "bibi") if word in held]


def test_what_came_in_while_it_was_read_is_read_first(office: Office) -> None:
    at = f"{AT}/customers/{office.town.ref('resident')}"
    typed = {**office.get(MANAGER, at).form_data(), "read": "y"}
    office.town.incident(what_happened="Joan Smith heard it.")
    answer = office.force(MANAGER, at, typed)
    assert "changed while you were reading" in answer.text
    assert rows(office, Bundle) == []


def test_a_bundle_is_kept_once_taken_on_record_and_gone_after_its_time(office: Office, tmp_path: Path) -> None:
    town = office.town
    ref = town.ref("resident")
    handed = actions.Made("subject_access", ref, None, b"all about Amina", taken_out=("Joan",))
    one = town.act(MANAGER, actions.keep, handed, "form1")
    assert town.act(MANAGER, actions.keep, handed, "form1") == one
    assert town.act(MANAGER, actions.take, one) == b"all about Amina"
    [row] = rows(office, Bundle)
    stored = str(row.stored_as)
    place = next(path for path in tmp_path.rglob(stored))
    assert b"Amina" not in place.read_bytes()

    def run(days: int) -> None:
        now = town.now + timedelta(days=days)
        actions.run(town.database, lambda session: Work(session, SYSTEM, town.pack, now))

    run(29)
    assert place.exists()
    run(30)
    assert not place.exists()
    [row] = rows(office, Bundle)
    assert row.stored_as is None
    with town.database.reading() as session:
        acts = session.scalars(select(Event.name).where(Event.subject == one).order_by(Event.number))
        assert list(acts) == ["bundle_made", "bundle_taken", "bundle_deleted"]


def test_erasing_a_person_takes_their_bundles_too(office: Office, tmp_path: Path) -> None:
    town = office.town
    town.act(MANAGER, actions.keep, actions.Made("subject_access", town.ref("resident"), None, b"x"), "form1")
    stored = str(rows(office, Bundle)[0].stored_as)
    town.act("administrator", erasure.erase_customer, town.ref("resident"))
    assert not list(tmp_path.rglob(stored))
    assert rows(office, Bundle)[0].stored_as is None


def test_only_managers_make_and_take_bundles_and_auditors_see_them(office: Office) -> None:
    assert office.browser("officer").get(AT).status_code == 403
    assert office.browser("officer").get(f"{AT}/new").status_code == 403
    page = office.get("auditor", AT)
    assert "Make a bundle" not in page.main
    customer = f"/staff/customers/{office.town.ref('resident')}"
    assert "Make a bundle" in office.get(MANAGER, customer).main
    assert "Make a bundle" not in office.get("officer", customer).main


def test_every_act_and_look_is_found_by_who_what_when_and_about(office: Office) -> None:
    case = office.town.case()
    ref = office.town.ref("resident")
    office.get("officer", f"/staff/customers/{ref}")
    page = office.get("auditor", f"/staff/audit?subject={case}")
    assert ">case opened</span>" in page.html
    assert ">incident recorded</span>" not in page.html
    assert "case opened" in office.get("administrator", f"/staff/audit?subject={ref}&what=case_opened").main
    assert "Nothing was found" in office.get("auditor", "/staff/audit?last=1/1/2020&first=2019-01-01").main
    assert "Nothing was found" in office.get("auditor", "/staff/audit?who=nobody.of.this.name").main
    name = office.town.known["officer"].name
    looks = office.get("auditor", f"/staff/audit?of=looks&who={name}&first={london_today()}")
    assert ref in looks.main
    assert "Enter a day like" in office.get("auditor", "/staff/audit?first=yesterday").main
    sheet = office.browser("auditor").get(f"/staff/audit/csv?subject={case}")
    lines = list(csv.reader(io.StringIO(sheet.data.decode("utf-8-sig"))))
    assert lines[-1][4:6] == ["case_opened", case]
    assert office.browser("officer").get("/staff/audit").status_code == 403


@pytest.mark.parametrize("path", ["audit?before=²", "administration/tasks?after=²", f"area?page={'9' * 30}"])
def test_a_number_that_no_page_wrote_is_answered_by_a_page(office: Office, path: str) -> None:
    office.get("auditor", f"/staff/{path}")


def test_pages_of_the_audit_hold_each_act_once(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.town.decided()
    monkeypatch.setattr("casework.records.audit.acts.__defaults__", (None, 5))
    monkeypatch.setattr("casework.records.audit.A_PAGE", 5)
    found: list[int] = []
    path: str | None = "/staff/audit"
    while path:
        page = office.get("auditor", path)
        found += [int(row.split(",")[0]) for row in numbers(page)]
        path = next((one.get("href") for one in page.all("a") if "before=" in (one.get("href") or "")), "")
    with office.town.database.reading() as session:
        assert found == list(session.scalars(select(Event.number).order_by(Event.number.desc())))


def numbers(page: Any) -> list[str]:
    return ["".join(row.itertext()) for row in page.all("th") if row.get("scope") == "row"]


def test_the_audit_names_the_event_that_the_night_found_changed(office: Office) -> None:
    town = office.town
    town.case()

    def work_of(session: Any) -> Work:
        return Work(session, SYSTEM, town.pack, town.now)

    assert "was not checked yet" in office.get("auditor", "/staff/audit").main
    assert actions.check_chain(town.database, work_of) == 0
    assert "All acts are as they were written" in office.get("auditor", "/staff/audit").main
    sqlite = town.database.engine.dialect.name == "sqlite"
    off = "DROP TRIGGER event_is_never_changed" if sqlite else "ALTER TABLE event DISABLE TRIGGER event_is_kept"
    with town.database.engine.begin() as connection:
        connection.execute(text(off))
        connection.execute(text("UPDATE event SET name = 'nothing' WHERE number = 2"))
    assert actions.check_chain(town.database, work_of) >= 1
    assert rows(office, ChainCheck)[-1].faults[0] == {"number": 2, "says": "was changed"}
    page = office.get("auditor", "/staff/audit").main
    assert "not as it was written" in page
    assert "Event 2" in page
