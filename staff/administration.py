"""Administration: records brought in, two made one, how long things are kept, and a proof of what was deleted."""

from __future__ import annotations

import secrets

from flask import Response, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from casework.actions import importing, merging, retention
from casework.actions.erasure import erase_customer
from casework.actions.work import RefusedError
from casework.records import administration as records
from casework.records import preferences
from casework.records import retention as keeping
from casework.records.people import Customer
from casework.rules import imports
from casework.rules.retention import clocks
from staff import administration_words as say
from staff.blueprint import READ_ONLY, bp, may_act
from staff.drafting import key_of
from staff.forms.administration import KINDS, EraseForm, HoldForm, ImportForm, MergeForm, TaskForm, WhyForm
from staff.looking import looked_at
from staff.refusals import refusals_on, refuse, says
from staff.showing import show
from web.access import london_today, me, staff_only
from web.database import act, pack, reading
from web.forms import Form
from web.language import gettext as _
from web.proof import proved_lately

may_see = staff_only(importing.ADMINISTRATOR, also=READ_ONLY)
may_manage = staff_only(importing.ADMINISTRATOR)
may_see_tasks = staff_only(also=(*READ_ONLY, importing.ADMINISTRATOR))


@bp.get("/administration")
@may_see
def administration() -> ResponseReturnValue:
    """What was brought in, what it lacks, records made one, holds, and what the next night deletes."""
    session = reading()
    return page(
        "administration",
        imports=records.batches(session),
        kinds=KINDS,
        tasks=records.count_open_tasks(session),
        merges=records.merges(session),
        holds=keeping.holds(session),
        deletions=keeping.deletions(session)[:10],
    )


@bp.route("/administration/imports/new", methods=["GET", "POST"])
@may_manage
def import_new() -> ResponseReturnValue:
    """Bring a file: it is looked through, and nothing of it is on record yet."""
    form = ImportForm(data={"form_key": secrets.token_hex(16)})
    if form.validate_on_submit():
        file = form.file.data
        try:
            ref = act(importing.check, str(form.kind.data), file.filename, file.content, key_of(form))
        except RefusedError as error:
            error.params.setdefault("field", "file")
            refuse(form, error)
        else:
            return redirect(url_for(".import_file", ref=ref), 303)
    return page("import_new", form=form, shapes=imports.SHAPES, kinds=KINDS)


@bp.get("/administration/imports/example/<kind>/download")
@may_manage
def import_example(kind: str) -> ResponseReturnValue:
    """A file to be filled in."""
    if kind not in imports.KINDS:
        abort(404)
    answer = Response(imports.example(kind), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{kind}.csv"'
    return answer


@bp.get("/administration/imports/<ref>")
@may_see
def import_file(ref: str) -> ResponseReturnValue:
    """What would be taken in, and what is wrong with which line; afterwards, what was."""
    found = records.batch(reading(), ref)
    lines = importing.preview(reading(), found) if manages() else ()
    columns = [name for name in imports.SHAPES[found.kind].columns if any(line[name] for line in lines)]
    left = records.count_open_tasks(reading(), found.id)
    return page("import_file", batch=found, lines=lines, columns=columns, kinds=KINDS, left=left)


@bp.post("/administration/imports/<ref>/<what>")
@may_manage
def import_settle(ref: str, what: str) -> ResponseReturnValue:
    """Take the whole file in, or let go of it."""
    if what not in ("take", "discard"):
        abort(404)
    if Form().validate_on_submit():
        try:
            act(importing.take_in if what == "take" else importing.discard, ref)
        except RefusedError as error:
            flash(says(error)[0], "error")
        else:
            flash(_("It is taken in.") if what == "take" else _("The file is gone."), "success")
    return redirect(url_for(".import_file", ref=ref), 303)


@bp.get("/administration/tasks")
@may_see_tasks
def import_tasks() -> ResponseReturnValue:
    """What brought-in records still lack."""
    after = request.args.get("after", "0")
    found = records.open_tasks(reading(), int(after) if after.isdecimal() and len(after) < 10 else 0)
    return page("import_tasks", tasks=found, count=records.count_open_tasks(reading()), most=records.MOST_SHOWN)


@bp.route("/administration/tasks/<ref>", methods=["GET", "POST"])
@may_act
def import_task(ref: str) -> ResponseReturnValue:
    """Say what was done about one thing."""
    found, form = records.task(reading(), ref), TaskForm()
    if form.validate_on_submit():
        with refusals_on(form):
            act(importing.finish_task, ref, str(form.words.data))
            flash(_("It is on record."), "success")
            return redirect(url_for(".import_tasks"), 303)
    return page("import_task", form=form, task=found)


@bp.route("/administration/merges/new", methods=["GET", "POST"])
@may_manage
@proved_lately()
def merge_new() -> ResponseReturnValue:
    """Compare two records, and make them one."""
    start = {name: request.args.get(name, "") for name in ("kept", "other")}
    form = MergeForm(data={"form_key": secrets.token_hex(16), **start})
    both = [named(form.kept.data or ""), named(form.other.data or "")]
    if form.validate_on_submit() and (kept := there(form, "kept")) and (other := there(form, "other")):
        with refusals_on(form):
            ref = act(merging.merge, kept.ref, other.ref, str(form.why.data), key_of(form))
            return redirect(url_for(".merge", ref=ref), 303)
    looked_at(*(one.id for one in both if one is not None))
    safe = [one is not None and preferences.safe_contact(reading(), one.id) is not None for one in both]
    return page("merge_new", form=form, both=both, safe=safe)


@bp.get("/administration/merges/<ref>")
@may_see
def merge(ref: str) -> ResponseReturnValue:
    """Two records that were made one."""
    return page("merge", merge=records.merge(reading(), ref))


@bp.route("/administration/merges/<ref>/undo", methods=["GET", "POST"])
@may_manage
@proved_lately()
def merge_undo(ref: str) -> ResponseReturnValue:
    """Make them two again."""
    found, form = records.merge(reading(), ref), WhyForm()
    if form.validate_on_submit():
        with refusals_on(form):
            act(merging.undo, ref, str(form.why.data))
            flash(_("They are two records again."), "success")
            return redirect(url_for(".merge", ref=ref), 303)
    return page("merge_undo", form=form, merge=found)


@bp.route("/administration/holds/new", methods=["GET", "POST"])
@may_manage
def hold_new() -> ResponseReturnValue:
    """Keep everything about a customer until somebody says otherwise."""
    form = HoldForm(data={"form_key": secrets.token_hex(16), "customer": request.args.get("customer", "")})
    if form.validate_on_submit() and (whose := there(form, "customer")):
        with refusals_on(form):
            act(retention.place_hold, whose.ref, str(form.why.data), key_of(form))
            flash(_("Nothing about this person is deleted from now on."), "success")
            return redirect(url_for(".administration"), 303)
    return page("hold_new", form=form)


@bp.route("/administration/holds/<ref>/lift", methods=["GET", "POST"])
@may_manage
def hold_lift(ref: str) -> ResponseReturnValue:
    """A hold is over."""
    found, form = keeping.hold(reading(), ref), WhyForm()
    if form.validate_on_submit():
        with refusals_on(form):
            act(retention.lift_hold, ref, str(form.why.data))
            return redirect(url_for(".administration"), 303)
    return page("hold_lift", form=form, hold=found)


@bp.get("/administration/retention")
@may_see
def retention_clocks() -> ResponseReturnValue:
    """How long what is kept, by which rule, and how much of it the next night deletes."""
    over = retention.count_due(reading(), london_today())
    return page("retention", clocks=clocks(), over=over, deletions=keeping.deletions(reading()))


@bp.get("/administration/deletions/<ref>")
@may_see
def deletion(ref: str) -> ResponseReturnValue:
    """A proof of deletion, looked at again now."""
    found = keeping.deletion(reading(), ref)
    return page("deletion", proof=found, left=retention.still_there(reading(), found))


@bp.route("/administration/erasures/new", methods=["GET", "POST"])
@may_manage
@proved_lately()
def erasure_new() -> ResponseReturnValue:
    """Erase a person's record for good (UK GDPR article 17)."""
    form = EraseForm(data={"customer": request.args.get("customer", "")})
    if form.validate_on_submit() and (whose := there(form, "customer")):
        with refusals_on(form):
            act(erase_customer, whose.ref)
            flash(_("Everything about this person is erased."), "success")
            return redirect(url_for(".administration"), 303)
    return page("erasure_new", form=form)


def named(typed: str) -> Customer | None:
    """The customer with this reference, or this number in the housing system."""
    return records.by_number(reading(), typed.strip()) if typed.strip() else None


def there(form: Form, field: str) -> Customer | None:
    """The customer whom a field names; the form says so where there is nobody."""
    found = named(form[field].data or "")
    if found is None:
        form.add_error(field, _("There is no such customer on record. Check the reference."))
    return found


def manages() -> bool:
    """True for an administrator; an auditor reads."""
    return importing.ADMINISTRATOR in me().roles


def page(name: str, **context: object) -> str:
    """A page of administration, with its words."""
    works = bool({*pack().roles, *READ_ONLY} & {*me().roles})
    return show(f"staff/administration/{name}.html", manages=manages(), works=works, say_so=say, **context)
