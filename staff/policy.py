"""The policy page of staff: what is wrong with it, which version holds, and what each rule says, with its clause."""

from __future__ import annotations

from itertools import groupby

from flask.typing import ResponseReturnValue

from casework.records.decisions import versions_decided_under
from casework.rules.explain import explain
from casework.rules.lint import lint
from letters.words import explain as rule_words
from letters.words import lint as fault_words
from staff.blueprint import bp, may_read
from staff.showing import show
from web.access import london_today
from web.database import pack, reading
from web.language import current_language

GRAVE_FIRST = ("high", "medium", "low")


@bp.get("/policy")
@may_read
def policy() -> ResponseReturnValue:
    """Faults by how grave they are, then the version and its dates, then the policy line by line."""
    language, today = current_language(), london_today()
    found = lint(pack(), today)
    return show(
        "staff/policy.html",
        pack=pack(),
        versions=versions_decided_under(reading()),
        past_review=pack().past_its_own_review(today),
        faults=[(grave, [one for one in found if one.severity == grave]) for grave in GRAVE_FIRST],
        about=lambda fault: fault_words.about(fault, language, pack()),
        product=lambda fault: fault_words.product(fault, language),
        parts=[
            (rule_words.heading(heading, language), list(lines))
            for heading, lines in groupby(explain(pack()), key=lambda line: line.heading)
        ],
        says=lambda line: rule_words.says(line, language, pack()),
    )
