"""The letters desk: what waits and for what, packs to print and post, what came back, and letters that go once more."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import Any, Final

from flask import Response, abort, flash, redirect, request, send_file, url_for
from flask.typing import ResponseReturnValue

from casework.actions import copies as actions
from casework.actions import printing
from casework.actions.work import RefusedError, Work
from casework.records import copies, desk, preferences
from casework.records.letters import Delivery, Letter, PrintPack
from casework.rules.calendar import local
from casework.rules.copies import translate_by
from letters import words
from letters.printing import Labels
from staff.blueprint import bp, may_act, may_read
from staff.drafting import key_of
from staff.forms.letters import (
    AgainForm,
    PostedForm,
    ReturnedForm,
    SettledForm,
    copy_choices,
    newest_language,
    why_words,
)
from staff.looking import looked_at
from staff.refusals import refusals_on, says
from staff.showing import show
from web.access import london_today
from web.database import act, acting, pack, reading
from web.language import current_language
from web.language import gettext as _
from web.settings import settings

SENT_SHOWN = timedelta(days=7)
IN_MEMORY: Final = 16 * 1024 * 1024  # bytes of a pack; sound is larger, and then lies in a file without a name


@bp.get("/letters", endpoint="letters_desk", defaults={"name": "ready"})
@bp.get("/letters/desk/<name>", endpoint="letters_desk")
@may_read
def letters_desk(name: str) -> ResponseReturnValue:
    """One of the lists, with how long the others are."""
    if name not in copies.LISTS:
        abort(404)
    session, since, asked = reading(), datetime.now(UTC) - SENT_SHOWN, request.args.get("sort", "issued")
    sort = asked.removeprefix("-") if asked.removeprefix("-") in copies.SORTS else "issued"
    counts, down = copies.counts(session, since), asked.startswith("-")
    pages = max(-(-counts[name] // copies.PAGE), 1)
    page = min(max(request.args.get("page", 1, int), 1), pages)
    rows = copies.listed(session, name, since, sort, down=down, page=page)
    why_not = unfit(rows) if name == "ready" else {}
    return show(
        "staff/letters_desk.html",
        name=name, counts=counts, rows=rows, sort=(sort, "desc" if down else "asc"), page=page,
        pages=pages, asked=asked, given_up=copies.given_up(session, rows),
        why_not=why_not, printable=any(one.pack_id is None and one.id not in why_not for one in rows),
        packs=copies.open_packs(session), why_words=why_words,
        form_key=secrets.token_hex(16), translate_by=translate_by,
    )  # fmt: skip


def unfit(rows: tuple[Delivery, ...]) -> dict[int, str]:
    """Why some of these copies go into no pack, by their numbers; a letter of today only where a safe way was named.

    The pack looks at every one again.
    """
    work = _work()
    oldest = min((one.letter.issued_at for one in rows), default=work.now)
    careful = preferences.named_since(reading(), {one.letter.customer_id for one in rows}, oldest)
    old = [one for one in rows if one.letter.customer_id in careful or local(one.letter.issued_at).date() < work.today]
    found = {one.id: actions.unfit_to_post(work, one) for one in old}
    waiting = dict.fromkeys(copies.waiting_for_format(reading(), rows), "format")
    return {number: why for number, why in found.items() if why} | waiting


@bp.post("/letters/packs/new")
@may_act
def print_pack_new() -> ResponseReturnValue:
    """Put what is ready into a pack."""
    key = request.form.get("form_key", "")
    if not key.isalnum() or len(key) > 40:
        abort(400)
    try:
        ref = act(actions.make_pack, key)
    except RefusedError as error:
        for message in says(error):
            flash(message, "error")
        return redirect(url_for(".letters_desk"), 303)
    return redirect(url_for(".print_pack", ref=ref), 303)


@bp.route("/letters/packs/<ref>", methods=["GET", "POST"])
@may_act
def print_pack(ref: str) -> ResponseReturnValue:
    """What is in a pack; once it is printed and posted, which letters went."""
    found = copies.pack(reading(), ref)
    in_it = printing.in_postal_order(_work(), found)
    form = PostedForm(data={"went": [str(one.id) for one in in_it]}).of(in_it)
    if form.validate_on_submit():
        with refusals_on(form):
            act(actions.note_posted, ref, {int(one) for one in form.went.data})
            flash(_("It is on record that they were posted."), "success")
            return redirect(url_for(".print_pack", ref=ref), 303)
    return show("staff/print_pack.html", pack=found, copies=in_it, form=form)


@bp.get("/letters/packs/<ref>/pdf")
@may_act
def print_pack_file(ref: str) -> Response:
    """The pack to print. Each letter in it counts as looked at."""
    found = _looked_into(ref)
    made = printing.pack_pdf(_work(), found, labels(ref), format_words, plain_envelope())
    return _file(BytesIO(made), "application/pdf", f"{ref}.pdf")


@bp.get("/letters/packs/<ref>/zip")
@may_act
def print_pack_files(ref: str) -> Response:
    """The same, with the table of what is in it, and braille and sound as files."""
    found = _looked_into(ref)
    out = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  closed when it was sent
    printing.pack_files(_work(), found, labels(ref), format_words, plain_envelope(), out=out)
    out.seek(0)
    return _file(out, "application/zip", f"{ref}.zip")


def _work() -> Work:
    return Work(reading(), acting(), pack(), datetime.now(UTC), settings().base_url)


def _looked_into(ref: str) -> PrintPack:
    """A pack, each letter in it looked at from now on."""
    found = copies.pack(reading(), ref)
    looked_at(*{one.letter.customer_id for one in copies.in_pack(reading(), found.id)})
    return found


def _file(data: Any, media_type: str, name: str) -> Response:
    answer = send_file(data, mimetype=media_type, as_attachment=True, download_name=name)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.route("/letters/<ref>/returned", methods=["GET", "POST"])
@may_act
def letter_returned(ref: str) -> ResponseReturnValue:
    """Note that a copy came back."""
    found, form = desk.letter(reading(), ref), ReturnedForm(data={"returned_on": london_today()})
    looked_at(found.customer_id)
    form.copy.offer(copy_choices(one for one in found.deliveries if one.state in ("sent", "delivered")))
    if form.validate_on_submit() and form.returned_on.data is not None:
        with refusals_on(form):
            act(actions.note_returned, ref, int(str(form.copy.data)), form.returned_on.data, str(form.why.data))
            flash(_("It is on record. Now see what comes next."), "success")
            return redirect(url_for(".letter", ref=ref), 303)
    return show("staff/letter_returned.html", form=form, letter=found)


@bp.route("/letters/<ref>/settled", methods=["GET", "POST"])
@may_act
def letter_settled(ref: str) -> ResponseReturnValue:
    """Say what was done about a copy that came back."""
    found, form = desk.letter(reading(), ref), SettledForm()
    looked_at(found.customer_id)
    form.copy.offer(copy_choices(one for one in found.deliveries if one.state == "returned" and not one.next_step))
    if form.validate_on_submit():
        with refusals_on(form):
            act(actions.settle, ref, int(str(form.copy.data)), str(form.how.data), str(form.words.data))
            flash(_("It is on record."), "success")
            return redirect(url_for(".letter", ref=ref), 303)
    return show("staff/letter_settled.html", form=form, letter=found)


@bp.route("/letters/<ref>/again", methods=["GET", "POST"])
@may_act
def letter_again(ref: str) -> ResponseReturnValue:
    """Send the letter once more, in another format or language, or to the address of today."""
    found = desk.letter(reading(), ref)
    looked_at(found.customer_id)
    if not found.deliveries:  # a record for staff alone
        abort(404)
    form = AgainForm(data={"form_key": secrets.token_hex(16), **as_now(found)}).of(found)
    if form.validate_on_submit():
        with refusals_on(form):
            act(actions.send_again, ref, form.facts(), key_of(form))
            flash(_("The copy is being made."), "success")
            return redirect(url_for(".letter", ref=ref), 303)
    return show("staff/letter_again.html", form=form, letter=found)


def as_now(letter: Letter) -> dict[str, str]:
    """What a further copy would be like the last one."""
    last = letter.deliveries[-1]
    return {"format": last.format, "language": newest_language(letter), "channel": last.channel}


def format_words(code: str, chosen: dict[str, Any]) -> str:
    """A format in the reader's language, with how the customer likes it."""
    return words.format_as(code, chosen, current_language())


def plain_envelope() -> str:
    """What the cover of a letter says to somebody whose post another may see."""
    return _("Plain envelope: nothing on it says who sent it.")


def labels(ref: str) -> Labels:
    """The words on the sheets of a pack."""
    return Labels(
        language=current_language(),
        title=_("Letters to post, {ref}", ref=ref),
        both_sides=_("Print this on both sides. Each letter begins on a new sheet, behind its cover."),
        not_in_the_envelope=_("This sheet does not go into the envelope."),
        number=_("Number"),
        reference=_("Letter"),
        format=_("Format"),
        pages=_("Pages"),
        file=_("File"),
        head=("", _("Letter"), _("To"), _("Format"), _("Pages")),
        manifest=(
            _("Number"),
            _("Letter"),
            _("Name"),
            _("Address"),
            _("Postcode"),
            _("Format"),
            _("Pages"),
            _("File"),
            _("Note"),
        ),
    )
