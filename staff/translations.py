"""The translators' desk: letters whose words of staff wait for the reader's language, and the list of words."""

from __future__ import annotations

from dataclasses import dataclass

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from casework.actions import translating as actions
from casework.actions.work import RefusedError
from casework.records import translating as records
from casework.records.keys import ErasedError
from casework.records.letters import Letter
from casework.records.missing import NotFoundError
from casework.records.translating import Earlier, Passage
from casework.rules.copies import BOTH, DONE, WANTED, translate_by
from letters.phrases import ENGLISH
from staff.blueprint import READ_ONLY, bp, may_act
from staff.forms.letters import TermForm
from staff.forms.translations import TranslationForm, known_words, translation_form, words_in
from staff.looking import looked_at
from staff.refusals import refusals_on, refuse, says
from staff.showing import show
from translations import LANGUAGES
from web.access import me, staff_only
from web.database import act, pack, reading
from web.language import gettext as _

may_translate = staff_only(actions.TRANSLATOR)
may_see_translations = staff_only(actions.TRANSLATOR, also=READ_ONLY)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence on the page: its row, the English, what was written, and how others put it before."""

    passage: Passage
    english: str
    written: str
    earlier: tuple[Earlier, ...]


@bp.get("/translations")
@may_see_translations
def translations() -> ResponseReturnValue:
    """What somebody waits for first, then what could be translated, then what was done last."""
    session, chosen = reading(), request.args.get("language", "")
    chosen = chosen if chosen in LANGUAGES else ""
    return show(
        "staff/translations.html",
        wanted=records.jobs(session, WANTED, chosen),
        possible=records.jobs(session, (BOTH,), chosen),
        done=records.jobs(session, (DONE,), chosen, newest=True),
        chosen=chosen,
        others=[one for code, one in LANGUAGES.items() if code != ENGLISH],
        translate_by=translate_by,
    )


@bp.route("/translations/letters/<ref>", methods=["GET", "POST"])
@may_see_translations
def translation(ref: str) -> ResponseReturnValue:
    """Write the sentences of one letter, the English beside each."""
    letter, sentences = on_desk(ref)
    looked_at(letter.customer_id)
    form = form_of(sentences)
    writes = actions.TRANSLATOR in me().roles
    if writes and request.form.get("do", "save") == "save" and form.validate_on_submit():
        try:
            act(actions.write, ref, form.written(), form.seen.data or "")
        except RefusedError as error:
            refuse(form, error)
            form.seen.data = actions.seen_of([one.passage for one in on_desk(ref)[1]])
        else:
            flash(_("The translation is saved."), "success")
            return redirect(url_for(".translation", ref=ref), 303)
    return page(letter, sentences, form, writes=writes)


@bp.post("/translations/letters/<ref>/checked")
@may_translate
def translation_checked(ref: str) -> ResponseReturnValue:
    """Say that the whole translation is right."""
    try:
        act(actions.review, ref, request.form.get("seen", ""))
    except RefusedError as error:
        for message in says(error):
            flash(message, "error")
    else:
        flash(_("It is checked. What waited for it goes out."), "success")
    return redirect(url_for(".translation", ref=ref), 303)


@bp.route("/translations/words", methods=["GET", "POST"])
@may_see_translations
def translation_words() -> ResponseReturnValue:
    """The words on which the translators agreed."""
    form = TermForm()
    if actions.TRANSLATOR in me().roles and form.validate_on_submit():
        with refusals_on(form):
            act(actions.set_term, str(form.language.data), str(form.english.data), form["words"].data or "")
            return redirect(url_for(".translation_words"), 303)
    lists = {one: records.terms(reading(), code) for code, one in LANGUAGES.items() if code != ENGLISH}
    return show("staff/translation_words.html", form=form, lists=lists, writes=actions.TRANSLATOR in me().roles)


@bp.post("/letters/<ref>/translation")
@may_act
def letter_translation(ref: str) -> ResponseReturnValue:
    """The sender's choice: the customer asks for a translation, or a held letter goes as it is."""
    try:
        act(actions.send_as_it_is if request.form.get("do") == "send" else actions.ask, ref)
    except RefusedError as error:
        for message in says(error):
            flash(message, "error")
    except NotFoundError:
        flash(_("There is nothing to translate in this letter."), "error")
    else:
        flash(_("It is on record."), "success")
    return redirect(url_for(".letter", ref=ref), 303)


def on_desk(ref: str) -> tuple[Letter, list[Sentence]]:
    """A letter and its sentences in the language that was asked for last. NotFoundError for what nobody translates."""
    session = reading()
    letter = records.letter(session, ref)
    found = records.newest(session, letter.id)
    try:
        return letter, [
            Sentence(
                one,
                records.read(session, one, "english"),
                records.read(session, one, "words"),
                records.earlier(session, one),
            )
            for one in found
        ]
    except ErasedError as error:
        raise NotFoundError(ref) from error


def form_of(sentences: list[Sentence]) -> TranslationForm:
    """The boxes; an earlier translation that was chosen (`do=take-<sentence>-<number>`) stands in its box, unsaved."""
    seen = actions.seen_of([one.passage for one in sentences])
    passages = [(one.passage, one.english, one.written) for one in sentences]
    done = request.form.get("do", "").split("-")
    if request.method == "GET" or done[0] != "take" or len(done) != 3:
        return translation_form(passages, seen)
    sent: MultiDict[str, str] = MultiDict(request.form)
    offered = {f"{one.passage.id}-{n}": said.words for one in sentences for n, said in enumerate(one.earlier)}
    chosen = offered.get(f"{done[1]}-{done[2]}")
    if chosen:
        sent[f"p{done[1]}"] = chosen
    return translation_form(passages, seen, sent)


def page(letter: Letter, sentences: list[Sentence], form: TranslationForm, *, writes: bool) -> ResponseReturnValue:
    """The desk of one letter."""
    language = sentences[0].passage.language
    said = " ".join(one.english for one in sentences)
    ours = {one.english: one.words for one in records.terms(reading(), language)}
    every = {one.passage.state for one in sentences}
    writers = {one.passage.written_by_id for one in sentences}
    return show(
        "staff/translation.html",
        letter=letter,
        sentences=sentences,
        form=form,
        into=LANGUAGES[language],
        known=words_in(said, ours, known_words(pack(), language)),
        writes=writes,
        checks=writes and every == {"draft"} | (every & {"reviewed"}) and me().id not in writers,
        translate_by=translate_by,
    )
