"""What our letters always say, sentence by sentence: how it is put in a language, and who has checked that."""

from __future__ import annotations

from collections.abc import Sequence

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from casework.actions import wording as actions
from casework.actions.translating import TRANSLATOR
from casework.actions.work import RefusedError
from casework.records import wording as records
from letters.kinds import KINDS
from letters.phrases import ENGLISH
from letters.wording import OTHERS, Sentence, of_kind
from staff.blueprint import bp
from staff.refusals import says
from staff.showing import show
from staff.translations import may_see_translations, may_translate
from translations import LANGUAGES
from web.access import me
from web.database import act, reading
from web.language import gettext as _

INTO = {code: one for code, one in LANGUAGES.items() if code != ENGLISH}
GROUPS = (*(code for code, kind in KINDS.items() if kind.with_english), OTHERS)
AT_ONCE = 50  # sentences on a page


@bp.get("/translations/sentences")
@may_see_translations
def sentences() -> ResponseReturnValue:
    """How much of each kind of letter is checked, in one language."""
    chosen = request.args.get("language", next(iter(INTO)))
    if chosen not in INTO:
        abort(404)
    checked = records.checked(reading(), chosen)
    rows = [(group, of_kind(group, chosen)) for group in GROUPS]
    counts = [(group, len(said), sum(one.digest in checked for one in said)) for group, said in rows]
    return show("staff/sentences.html", into=INTO[chosen], others=INTO.values(), counts=counts)


@bp.get("/translations/sentences/<language>/<group>")
@may_see_translations
def sentences_of(language: str, group: str) -> ResponseReturnValue:
    """The sentences of one kind of letter: those that wait, and those that are checked."""
    return page(language, group)


@bp.post("/translations/sentences/<language>/<group>")
@may_translate
def sentences_checked(language: str, group: str) -> ResponseReturnValue:
    """Say of some sentences that they are right, or of one that it is not."""
    ticked, back = request.form.getlist("sentence"), request.form.get("back")
    try:
        if back:
            act(actions.take_back, language, back)
        else:
            act(actions.check, language, ticked)
    except RefusedError as error:
        for message in says(error):
            flash(message, "error")
        return page(language, group, ticked)
    flash(_("It is on record."), "success")
    return redirect(url_for(".sentences_of", language=language, group=group), 303)


def page(language: str, group: str, ticked: Sequence[str] = ()) -> ResponseReturnValue:
    """The sentences of a group. ``ticked``: digests that were ticked and could not be taken."""
    if language not in INTO or group not in GROUPS:
        abort(404)
    checks = records.checks(reading(), language)
    said: tuple[Sentence, ...] = of_kind(group, language)
    waiting = [one for one in said if one.digest not in checks]
    return show(
        "staff/sentences_of.html",
        into=INTO[language],
        group=group,
        waiting=waiting[:AT_ONCE],
        left=len(waiting),
        done=[(one, checks[one.digest]) for one in said if one.digest in checks],
        ticked=ticked,
        writes=TRANSLATOR in me().roles,
    )
