"""Draws a page: one Jinja environment per language, each template compiled once with its texts in place."""

from __future__ import annotations

from functools import cache, lru_cache, partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple, cast
from urllib.parse import quote

from flask import Request, current_app, get_flashed_messages, request, url_for
from jinja2 import ChoiceLoader, FileSystemLoader, PrefixLoader, Template
from markupsafe import Markup

from letters import words
from translations import LANGUAGES, catalogue
from web import drawing, frames
from web.assets import manifest
from web.films import film_for, has_captions
from web.fold import LanguageEnvironment, attributes
from web.health import away
from web.landlord import landlord, style
from web.language import OF_STAFF, current_language, languages_here, not_here
from web.people import current_person
from web.role_words import role
from web.settings import settings
from web.signing import browser_key, form_token

HERE = Path(__file__).parent
ROOT = HERE.parent
ROOMS = ("portal", "staff")
MOST_ADDRESSES = 20_000  # some 300 bytes each
STANDING = ("always_open", "away", "copy", "footer", "head", "languages", "not_here", "of_staff", "owner", "session")
# Words that a template may use as a filter: one code or value in, words out.
FILTERS = (
    "action adjustment advocate_kind behaviour by_channel channel customer_kind date date_time letter_format "
    "letter_kind money outcome proof restriction_name scope service time weekday"
)


class Shell(NamedTuple):
    """What the shell draws around a page: who reads it, the mistakes in its form, the parts that always stand,
    what is away while it is read (see web.health), its film (see web.films), and the choice of its languages."""

    person: Any | None
    faults: list[dict[str, str]]
    parts: dict[str, Markup]
    away: str
    film: str | None
    languages: Markup


def render(template: str, **context: Any) -> str:
    """A page in the reader's language. `portal/x.html` is `portal/templates/x.html`; the main form is called `form`."""
    language = current_language()
    return draw(environment(language).get_template(template), language, context)


def draw(template: Template, language: str, context: dict[str, Any]) -> str:
    """A page from its template, with what the shell needs to know beside what the page itself is given."""
    shell = Shell(
        current_person(),
        drawing.mistakes(context.get("form")),
        standing(language),
        away(),
        film_for(context.get("letter_kind")),
        languages_of(language),
    )
    return template.render({"request": request, "landlord": landlord(), "shell": shell, **context})


@cache
def environment(language: str) -> LanguageEnvironment:
    """The environment in which the templates of one language are compiled and kept."""
    rooms = {room: FileSystemLoader(ROOT / room / "templates") for room in ROOMS}
    made = LanguageEnvironment(
        catalogue(language),
        loader=ChoiceLoader([FileSystemLoader(HERE / "templates"), PrefixLoader(rooms)]),
        auto_reload=False,
        cache_size=-1,
    )
    bound = {name: partial(getattr(words, name), language=language) for name in words.__all__ if name != "dialled"}
    made.filters.update({name: bound[name] for name in FILTERS.split()})
    made.filters.update(
        phone=partial(phone, language=language),
        attributes=attributes,
        dialled=lru_cache(4096)(words.dialled),
        role=role,
    )
    made.globals.update(
        url_for=address,
        asset=asset,
        csrf_token=form_token,
        browser_key=browser_key,
        current_person=current_person,
        get_flashed_messages=get_flashed_messages,
        language=LANGUAGES[language],
        languages=LANGUAGES,
        languages_of_staff=OF_STAFF,
        landlord_style=lambda: style().address,
        language_links=language_links,
        control=drawing.control,
        choice_items=drawing.items,
        date_boxes=drawing.date_boxes,
        has_captions=has_captions,
        described=drawing.described,
        sends_files=drawing.sends_files,
        words=SimpleNamespace(**bound),
    )
    made.globals["ui"] = components(made)
    frames.install(made, language_links)
    return made


def components(made: LanguageEnvironment) -> SimpleNamespace:
    """Every macro of templates/components under its own name, so that no template needs to import one."""
    macros: dict[str, Any] = {}
    made.globals["ui"] = found = SimpleNamespace()
    for path in sorted((HERE / "templates" / "components").glob("*.html")):
        macros.update(vars(made.get_template(f"components/{path.name}").module))
    for name, macro in macros.items():
        if not name.startswith("_"):
            setattr(found, name, macro)
    return found


@lru_cache(4096)
def phone(number: str, language: str) -> Markup:
    """A phone number that stays in one piece and in its own order, also in a right-to-left line."""
    return Markup('<bdi dir="ltr">{}</bdi>').format(words.phone(number, language))


def address(endpoint: str, **values: Any) -> str:
    """Flask's `url_for` for templates. It takes some 15 microseconds, and a page has twenty links: kept once made.

    A client's pages lead to pages of the same client (see portal/blueprint.py), so that is part of what is kept.
    """
    asked: Request = cast("Any", request)._get_current_object()  # once, and not at each of its names
    client = (asked.view_args or {}).get("client")
    room = asked.blueprint if endpoint.startswith(".") else ""
    key = (room, endpoint, client, asked.script_root, *values.items())
    kept: dict[tuple[object, ...], str] = current_app.extensions.setdefault("addresses", {})
    found = kept.get(key)
    if found is None:
        if len(kept) >= MOST_ADDRESSES:
            kept.clear()
        found = kept[key] = url_for(endpoint, **values)
    return found


def asset(name: str) -> str:
    """The address of a built file by its plain name, such as `open-door.css`."""
    return f"/static/{manifest()[name]}"


def standing(language: str) -> dict[str, Markup]:
    """The parts of a page that are the same for every reader of a language: drawn once, and kept with the portal."""
    kept: dict[str, dict[str, Markup]] = current_app.extensions.setdefault("standing_parts", {})
    if language not in kept:
        made = environment(language)
        values = {"landlord": landlord(), "idle_minutes": int(settings().session_idle.total_seconds()) // 60}
        kept[language] = {
            name: Markup(made.get_template(f"standing/{name}.html").render(values).strip())  # noqa: S704
            for name in STANDING
        }
    return kept[language]


def languages_of(language: str) -> Markup:
    """The choice of the languages of this page; where the reader's is not among them, that stands there in it."""
    if languages_here() is LANGUAGES:
        return standing(language)["languages"]
    missed = not_here()
    return standing(language)["of_staff"] + (standing(missed)["not_here"] if missed else "")


def language_links(links: Markup) -> Markup:
    """The links that show this page in another language and lead back to it."""
    return links.replace("NEXT", quote(request.full_path.rstrip("?"), safe="/"))
