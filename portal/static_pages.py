"""Pages for everybody. They need no database, so that they are there when little else is."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from flask import current_app

from casework.rules.explain import Line, explain, limits
from casework.rules.helplines import helplines, reaches
from casework.rules.pack import Pack
from casework.rules.retention import clocks
from letters.words import explain as words
from portal.blueprint import static_page
from portal.page import page
from portal.samples import samples
from web.access import london_today
from web.cookies import name_of
from web.films import films
from web.landlord import landlord
from web.language import current_language
from web.settings import settings


class Said(NamedTuple):
    """A line of the policy: its words, the things that it names, its source, and who gave it (see explain.Line)."""

    words: str
    things: tuple[str, ...]
    source: str
    origin: str


@static_page("/")
def home() -> str:
    return page("static/home.html", demo=settings().demo)


@static_page("/help")
def help_page() -> str:
    return page("static/help.html")


@static_page("/emergency")
def emergency() -> str:
    return page("static/emergency.html", helplines=helplines(london_today()))


@static_page("/without-us")
def without_us() -> str:
    return page("static/without_us.html", reaches=reaches(landlord(), london_today()))


@static_page("/policy")
def policy() -> str:
    pack = landlord()
    language = current_language()
    can, *cannot = said(limits(pack), pack, language)
    return page("static/policy.html", sections=policy_in_words(pack, language), can=can, cannot=cannot)


@static_page("/accessibility")
def accessibility() -> str:
    return page("static/accessibility.html", helplines=helplines(london_today()), films=films())


@static_page("/privacy")
def privacy() -> str:
    kept = {clock.kind: clock.months for clock in clocks()}
    return page(
        "static/privacy.html", helplines=helplines(london_today()), years=kept["case"] // 12, months=kept["incident"]
    )


@static_page("/cookies")
def cookies() -> str:
    return page("static/cookies.html", session_name=current_app.config["SESSION_COOKIE_NAME"], name_of=name_of)


@static_page("/formats")
def formats() -> str:
    return page("static/formats.html", formats=samples())


@static_page("/languages")
def languages_page() -> str:
    return page("static/languages.html")


def policy_in_words(pack: Pack, language: str) -> list[tuple[str, str, list[Said]]]:
    """The policy by headings: the code of each, its words, and its lines."""
    return [
        (heading, words.heading(heading, language), said(lines, pack, language))
        for heading, lines in groupby(explain(pack), key=lambda line: line.heading)
    ]


def said(lines: Iterable[Line], pack: Pack, language: str) -> list[Said]:
    """The lines of a policy in words."""
    return [Said(*words.in_parts(words.says(line, language, pack)), line.source, line.origin) for line in lines]
