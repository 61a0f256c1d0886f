"""The gate that every translation passes, and the keeping of what translators wrote."""

from __future__ import annotations

import ast
import json
import re
from gettext import NullTranslations
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

import translations
from translations import DOMAINS, HERE, LANGUAGES, __main__, catalogue, mark, po_path, read_catalogue
from translations.gate import faults
from web.fold import LanguageEnvironment

ROOMS = ("portal", "staff", "web", "letters", "casework")
HIDDEN = re.compile(r"""\bf["'].*\b(_|n?gettext)\(""")  # perhaps


def of(language: str, **texts: str | tuple[str, ...]) -> Catalog:
    made = Catalog(locale=language)
    for text, words in texts.items():
        made.add(text, words)
    return made


def test_no_text_stands_where_the_catalogues_do_not_find_it() -> None:
    """Babel sees an f-string as one word before Python 3.12: a text inside it is said in English for ever."""
    written = (path.read_text() for room in ROOMS for path in (HERE.parent / room).rglob("*.py"))
    trees = (ast.parse(code) for code in written if HIDDEN.search(code))
    strings = (one for tree in trees for one in ast.walk(tree) if isinstance(one, ast.JoinedStr))
    calls = (one for string in strings for one in ast.walk(string) if isinstance(one, ast.Call))
    assert [said for one in calls if (said := ast.unparse(one)).startswith(("_(", "gettext(", "ngettext("))] == []


@pytest.mark.parametrize(
    ("text", "words", "problem"),
    [
        ("Sign in", "Mewngofnodi", None),
        ("Sign in", "", "missing"),
        ("Until {day}", "Tan {day}", None),
        ("Until {day}", "Tan hynny", "lost the placeholder {day}"),
        ("Until {day}", "Tan {dydd}", "lost the placeholder {day}"),
        ("Until %(day)s", "Tan %(day)s", None),
        ("Until %(day)s", "Tan hynny", "lost the placeholder %(day)s"),
        ("Call <strong>us</strong>", "Ffoniwch <strong>ni</strong>", None),
        ("Call <strong>us</strong>", "Ffoniwch ni", "lost or changed an HTML tag"),
        ('Read <a href="/x">this</a>', 'Darllenwch <a href="/cy">hyn</a>', None),
        ("{{not one}} 100%% sure", "100%% siwr", None),
        ("Call 999", "999 پر فون کریں", None),
        ("Call 999", "٩٩٩ پر فون کریں", "has digits of another script than 0 to 9"),
        ("Call 999", "৯৯৯ নম্বরে ফোন করুন", "has digits of another script than 0 to 9"),
    ],
)
def test_a_translation_keeps_what_it_must(text: str, words: str, problem: str | None) -> None:
    found = [fault.problem for fault in faults("cy", "portal", of("cy", **{text: ""}), of("cy", **{text: words}))]
    assert found[:1] == ([problem] if problem else [])


def test_a_text_without_a_translation_may_not_go_out() -> None:
    [fault] = faults("pl", "portal", of("pl", **{"Sign in": ""}), Catalog(locale="pl"))
    assert fault.problem == "missing"


def test_a_translation_that_is_only_guessed_may_not_go_out() -> None:
    have = of("pl", **{"Sign in": "Zaloguj się"})
    have["Sign in"].flags.add("fuzzy")
    assert [fault.problem for fault in faults("pl", "portal", of("pl", **{"Sign in": ""}), have)] == ["fuzzy"]


def test_every_plural_form_of_the_language_is_there() -> None:
    wanted, have = Catalog(locale="ar"), Catalog(locale="ar")
    wanted.add(("{number} day", "{number} days"), ("",) * 6)
    have.add(
        ("{number} day", "{number} days"),
        ("لا أيام", "يوم واحد", "يومان", "{number} أيام", "{number} يومًا", "{number} يوم"),
    )
    assert list(faults("ar", "portal", wanted, have)) == []
    have = Catalog(locale="ar")
    have.add(("{number} day", "{number} days"), ("{number} يوم", "", "", "", "", ""))
    assert [fault.problem for fault in faults("ar", "portal", wanted, have)] == ["missing"]


def test_each_language_names_itself_and_its_direction() -> None:
    own_names = "English Cymraeg Polski Română العربية اردو বাংলা ਪੰਜਾਬੀ Soomaali Українська 简体中文"
    assert [language.own_name for language in LANGUAGES.values()] == own_names.split()
    assert [code for code, language in LANGUAGES.items() if language.direction == "rtl"] == ["ar", "ur"]


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_a_language_has_the_catalogues_of_the_pages_that_are_in_it_and_no_other(language: str) -> None:
    there = {domain for domain in DOMAINS if po_path(language, domain).exists()}
    assert there == set(LANGUAGES[language].domains)


def test_a_text_that_nobody_translated_is_said_in_english() -> None:
    assert catalogue("pl").gettext("zzz no such text") == "zzz no such text"
    assert catalogue("en").gettext("Sign in") == mark("Sign in")


def test_a_language_that_we_do_not_have_is_an_error() -> None:
    with pytest.raises(KeyError):
        catalogue("xx")


@pytest.fixture
def catalogues(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A house of one template and one Welsh catalogue, apart from the real ones."""
    room = tmp_path / "portal" / "templates"
    room.mkdir(parents=True)
    (tmp_path / "web").mkdir()
    (room / "page.html").write_text('{{ _("Sign in") }} {{ ngettext("%(num)s day", "%(num)s days", 2) }}')
    monkeypatch.setattr(translations, "HERE", tmp_path)
    monkeypatch.setattr(__main__, "ROOT", tmp_path)
    monkeypatch.setattr(__main__, "SOURCES", {"portal": ("portal", "web")})
    return tmp_path


def test_texts_are_found_and_filled_from_a_translators_file(
    catalogues: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    __main__.missing("portal", "cy")
    waiting = json.loads(capsys.readouterr().out)
    assert set(waiting) == {"Sign in", "%(num)s day"}
    given = {"Sign in": "Mewngofnodi", "%(num)s day": [f"%(num)s {word}" for word in ("a", "b", "c", "d", "e", "f")]}
    given["%(num)s day"] = given["%(num)s day"][: len(waiting["%(num)s day"])]
    (catalogues / "words.json").write_text(json.dumps(given))
    __main__.fill("portal", "cy", catalogues / "words.json")
    assert list(faults("cy", "portal", __main__.extract("portal"), read_catalogue("cy", "portal"))) == []


def test_a_text_that_comes_back_has_its_translation_still(catalogues: Path) -> None:
    page = catalogues / "portal" / "templates" / "page.html"
    with_text, path = page.read_text(), translations.po_path("cy", "portal")
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_po(file, of("cy", **{"Sign in": "Mewngofnodi"}))
    page.write_text("nothing")
    __main__.update("cy", "portal")
    assert "#~ msgstr" in path.read_text()
    page.write_text(with_text)
    __main__.update("cy", "portal")
    message = read_catalogue("cy", "portal").get("Sign in")
    assert message is not None
    assert message.string == "Mewngofnodi"


class Shouting(NullTranslations):
    """A language in which everything is said louder."""

    def gettext(self, message: str) -> str:
        return {"Dear %(name)s": "DEAR <b>%(name)s</b>", "100%%": "100%%!"}.get(message, message.upper())


@pytest.mark.parametrize(
    ("template", "shown"),
    [
        ('{{ _("Sign in") }}', "SIGN IN"),
        ('{{ _("a <i>b</i>") }}', "A <I>B</I>"),
        ('{{ _("Dear %(name)s", name=who) }}', "DEAR <b>O&#39;Brien &amp; Sons</b>"),
        ('{{ _("100%%") }}', "100%!"),
        ("{% trans %}Sign in{% endtrans %}", "SIGN IN"),
        ("{% trans name=who %}Dear {{ name }}{% endtrans %}", "DEAR <b>O&#39;Brien &amp; Sons</b>"),
        ("{{ _(who) }}", "O&#39;BRIEN &amp; SONS"),
        ('{% set said = _("Sign in") %}{{ said ~ "!" }}', "SIGN IN!"),
    ],
)
def test_a_page_says_its_texts_in_its_language_and_escapes_their_values(template: str, shown: str) -> None:
    made = LanguageEnvironment(Shouting()).from_string(template)
    assert made.render(who="O'Brien & Sons") == shown


def test_a_text_without_values_costs_nothing_when_the_page_is_drawn() -> None:
    made = LanguageEnvironment(Shouting())
    assert "SIGN IN" in made.compile('{{ _("Sign in") }}', raw=True)
