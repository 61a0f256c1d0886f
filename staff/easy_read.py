"""The words of Easy Read, block by block: who approved them in which language, and what nobody has checked yet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from casework.actions import easy_read as actions
from casework.actions.work import RefusedError
from casework.records import easy_read as records
from casework.records.easy_read import EasyReadApproval
from casework.rules.aftermath import manages
from letters.easy import blocks
from letters.easy.composing import has_language
from letters.easy.line import SAID, Line
from letters.easy.pictures import PICTURES
from letters.easy.words_always import ALWAYS
from letters.easy.words_kinds import LETTERS
from letters.easy.words_limits import LIMITS
from letters.formats.easy_read import picture
from letters.phrases import ENGLISH, phrases
from letters.words.restrictions import NAMES, restriction_name
from staff import places
from staff.blueprint import READ_ONLY, bp, may_act
from staff.refusals import says
from staff.showing import show
from translations import LANGUAGES, mark
from web.access import me, staff_only
from web.database import act, pack, reading
from web.language import current_language
from web.language import gettext as _
from web.shared import picture_address

_VALUE: Final = re.compile(r"\{\w+\}")
may_read_words = staff_only(also=(*READ_ONLY, "translator"))
SHELVES: Final[Mapping[str, tuple[str, Mapping[str, tuple[Line, ...]]]]] = {
    "always": (mark("What stands in most letters"), ALWAYS),
    "limits": (mark("What limits contact"), LIMITS),
    "letters": (mark("Each kind of letter"), LETTERS),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A block on the page. value: its code and what was read of it. name: of the restriction that it is about, or
    empty. approval: the last one, of the words as they are now or of others."""

    value: str
    code: str
    name: str
    lines: tuple[tuple[Markup, str], ...]
    approval: EasyReadApproval | None
    approved: bool


@bp.get("/easy-read")
@may_read_words
def easy_read() -> ResponseReturnValue:
    """One shelf of blocks in one language."""
    language, shelf = _chosen(request.args)
    return show(
        "staff/easy_read.html",
        shown=_blocks(shelf, language),
        shelf=shelf,
        shelves={code: _(title) for code, (title, _lines) in SHELVES.items()},
        into=LANGUAGES[language],
        spoken=[one for code, one in LANGUAGES.items() if has_language(code)],
        approves=manages(pack(), me().roles),
        back=url_for(".policy") if places.works_on_cases(me().roles) else places.home(me().roles),
    )


@bp.post("/easy-read")
@may_act
def easy_read_settled() -> ResponseReturnValue:
    """Approve the blocks that are ticked, or take that back."""
    language, shelf = _chosen(request.form)
    ticked = dict(one.rpartition(":")[::2] for one in request.form.getlist("block"))
    try:
        if request.form.get("do") == "take_back":
            act(actions.take_back, language, ticked.keys())
        else:
            act(actions.approve, language, ticked)
    except RefusedError as error:
        for message in says(error):
            flash(message, "error")
    else:
        if ticked:
            flash(_("It is on record."), "success")
        else:
            flash(_("Choose one"), "error")
    return redirect(url_for(".easy_read", language=language, shelf=shelf), 303)


def _chosen(given: Mapping[str, str]) -> tuple[str, str]:
    """The language and the shelf that were asked for; English and the first shelf where there are none such."""
    language, shelf = given.get("language", ENGLISH), given.get("shelf", "")
    there = language in LANGUAGES and has_language(language)
    return language if there else ENGLISH, shelf if shelf in SHELVES else next(iter(SHELVES))


def _blocks(shelf: str, language: str) -> list[Shown]:
    last, say = records.newest(reading(), language), phrases(language)
    shown = []
    for code in SHELVES[shelf][1]:
        digest, approval = blocks.digest(code, language), last.get(code)
        lines = tuple(
            (picture(line.picture, say.label(PICTURES[line.picture].alt), picture_address), _shown(line.words))
            for line in blocks.sentences(code, language)
        )
        stands = approval is not None and approval.taken_back_at is None and approval.digest == digest
        shown.append(Shown(f"{code}:{digest}", code, _name(code), lines, approval, stands))
    return shown


def _name(code: str) -> str:
    """The name of the restriction that a block is about."""
    kind = code.partition(".")[2]
    return restriction_name(kind, current_language()) if kind in NAMES else ""


def _shown(words: str) -> str:
    """A sentence with gaps where a letter puts its own values; empty for one that is written elsewhere."""
    return "" if words == SAID else _VALUE.sub("…", words)
