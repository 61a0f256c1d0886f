"""The letters desk, the translators' desk and the policy page, as their people use them."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
from sqlalchemy import select, update

from casework.actions.letters import newest_of
from casework.actions.worker import Worker
from casework.records import desk
from casework.records.decisions import Decision
from casework.records.letters import Delivery, Letter
from letters import thaw
from letters.content import words_of
from tests.web.office import Office, open_office


def worked(office: Office) -> None:
    """The worker makes what waits."""
    Worker(office.town.database, office.town.pack, "http://127.0.0.1:8000", {}).run_once()


def letter_in(office: Office, language: str) -> str:
    with office.town.database.reading() as session:
        return session.scalars(select(Letter.ref).where(Letter.language == language).order_by(Letter.id)).first() or ""


def test_what_is_ready_becomes_one_pdf_that_is_there_until_it_is_posted(office: Office) -> None:
    office.town.decided("neighbour")
    worked(office)
    ref = letter_in(office, "en")
    desk = office.get("officer", "/staff/letters")
    assert ref in desk.main
    pack = office.done("officer", "/staff/letters/packs/new", {}, at="/staff/letters")
    answer = office.browser("officer").get(f"{pack}/pdf")
    printed = pypdfium2.PdfDocument(io.BytesIO(answer.data))
    texts = [page.get_textpage().get_text_range() for page in printed]
    assert ref in texts[0]  # the list
    assert "Nina Nextdoor" in texts[2]  # the cover
    assert "Nina Nextdoor" in texts[4]  # the letter, on a sheet of its own
    assert len(texts) % 2 == 0
    office.done("officer", pack, {})
    assert office.browser("officer").get(f"{pack}/pdf").status_code == 404
    assert "Sent" in office.get("officer", f"/staff/letters/{ref}").main
    assert ref in office.get("officer", "/staff/letters/desk/sent").main
    assert ref not in office.get("officer", "/staff/letters").main


def test_staff_open_a_letter_in_another_language_without_its_access_code(office: Office) -> None:
    office.town.decided("neighbour")
    ref = letter_in(office, "en")
    page = office.get("officer", f"/staff/letters/{ref}")
    assert "In another format or language" in page.main
    chosen = office.browser("officer").get(f"/staff/letters/{ref}/copy?format=text&language=pl").location
    said = office.browser("officer").get(chosen).get_data(as_text=True)
    assert "43 times in three days" in said
    with office.town.database.reading() as session:
        code = thaw(newest_of(session, desk.letter(session, ref)))
    [secret] = {
        span.text
        for block in code.contents[0].blocks
        for text in words_of(block)
        for span in text
        if span.kind == "code"
    }
    assert secret not in said
    sound = f"/staff/letters/{ref}/file/audio/en"
    assert "Make it" not in office.get("auditor", sound).main
    office.browser("officer").post(sound, data=office.get("officer", sound).form_data())
    worked(office)
    assert office.browser("officer").get(sound).mimetype == "audio/mpeg"


def test_a_letter_that_came_back_shows_what_comes_next(office: Office) -> None:
    office.town.decided("neighbour")
    worked(office)
    ref = letter_in(office, "en")
    path = f"/staff/letters/{ref}"
    office.done("officer", office.done("officer", "/staff/letters/packs/new", {}, at="/staff/letters"), {})
    with office.town.database.reading() as session:
        number = session.scalars(select(Delivery.id).join(Letter).where(Letter.ref == ref)).one()
    assert office.refused("officer", f"{path}/returned", {"copy": str(number)}).errors == ["Choose why it came back"]
    office.done("officer", f"{path}/returned", {"copy": str(number), "why": "gone_away"})
    page = office.get("officer", path)
    assert "What comes next?" in page.main
    assert ref in office.get("officer", "/staff/letters/desk/returned").main
    office.done("officer", page.links["Send it again"], {"format": "large_print"})
    assert "Sent again" in office.get("officer", path).main
    assert ref not in office.get("officer", "/staff/letters/desk/returned").main


def test_the_sender_holds_a_letter_and_the_translator_writes_beside_the_english(office: Office) -> None:
    town = office.town
    decision = town.draft(town.case())
    town.sign(decision)
    path = f"/staff/decisions/{decision}"
    assert "When does the letter go?" in office.get("officer", path).main
    office.done("officer", f"{path}/issue", {"translation": "first"}, at=path)
    worked(office)
    ref = letter_in(office, "ar")
    assert ref in office.get("officer", "/staff/letters/desk/translation").main
    assert office.get("resident", "/letters").html.count(ref) == 0
    desk = office.get("translator", "/staff/translations")
    page = office.get("translator", desk.links[ref])
    assert "43 times in three days" in page.main
    assert town.known["resident"].name not in page.main  # translators need the sentences alone
    boxes = [name for name in page.form_data() if name.startswith("p")]
    office.done("translator", desk.links[ref], dict.fromkeys(boxes, "جملة."))
    assert "Draft" in office.get("translator", desk.links[ref]).main
    office.done("officer", f"/staff/letters/{ref}/translation", {"do": "send"}, at=f"/staff/letters/{ref}")
    worked(office)
    assert "جملة." in office.get("resident", f"/letters/{ref}").main


def test_what_two_translators_write_at_once_is_not_lost(office: Office) -> None:
    office.town.decided()
    path = f"/staff/translations/letters/{letter_in(office, 'ar')}"
    form = office.get("translator", path).form_data()
    box = next(name for name in form if name.startswith("p"))
    first = office.browser("translator").post(path, data={**form, box: "أولا."})
    assert first.status_code == 303
    page = office.refused("translator", path, {**form, box: "ثانيا."})
    assert "Someone else wrote here while you were reading" in page.errors[0]
    assert "ثانيا." in page.html


def test_an_earlier_translation_is_taken_into_its_box_and_nothing_is_saved_yet(office: Office) -> None:
    office.town.decided()
    first = f"/staff/translations/letters/{letter_in(office, 'ar')}"
    boxes = [name for name in office.get("translator", first).form_data() if name.startswith("p")]
    office.done("translator", first, dict.fromkeys(boxes, "من قبل."))
    office.town.decided(form_key="form-2")
    with office.town.database.reading() as session:
        later = session.scalars(select(Letter.ref).where(Letter.language == "ar").order_by(Letter.id.desc())).first()
    second = f"/staff/translations/letters/{later}"
    page = office.get("translator", second)
    assert "Take this" in page.main
    values = [one.get("value") or "" for one in page.all("button")]
    take = next(one for one in values if one.startswith("take-"))
    answer = office.browser("translator").post(second, data={**page.form_data(), "do": take})
    assert answer.status_code == 200
    assert f'name="p{take.split("-")[1]}"' in answer.text
    assert "Not written yet" in office.get("translator", second).main


def test_the_words_of_the_translators_stand_beside_a_sentence_that_has_them(office: Office) -> None:
    office.town.decided()
    typed = {"language": "ar", "english": "Repair", "words": "تصليح"}
    office.done("translator", "/staff/translations/words", typed)
    page = office.get("translator", f"/staff/translations/letters/{letter_in(office, 'ar')}")
    assert "تصليح" in page.main


def test_an_auditor_reads_translations_and_writes_none(office: Office) -> None:
    office.town.decided()
    path = f"/staff/translations/letters/{letter_in(office, 'ar')}"
    page = office.get("auditor", path)
    assert "43 times" in page.main
    assert not list(page.all("textarea"))


def test_the_policy_page_names_what_is_wrong_and_what_each_rule_says(database_url: str, tmp_path: Path) -> None:
    with open_office(database_url, tmp_path, "octavia") as office:
        page = office.get("officer", "/staff/policy")
        assert "never lawful" in page.main
        assert "Octavia 4.4" in page.main
        assert page.main.index("Grave (") < page.main.index("To know (") < page.main.index("What each rule says")


def test_the_policy_page_lists_the_versions_that_decisions_were_made_under(office: Office) -> None:
    assert "Versions that decisions" not in office.get("officer", "/staff/policy").main
    earlier = office.town.decided()
    office.town.decided("neighbour", "form-2")
    with office.town.database.writing() as session:
        session.execute(update(Decision).where(Decision.ref == earlier).values(pack_version="2019-01"))
    page = office.get("officer", "/staff/policy").main
    listed = page[page.index("Versions that decisions") : page.index("What each rule says")]
    assert office.town.pack.version in listed
    assert "2019-01" in listed
