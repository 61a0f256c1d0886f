"""One style sheet for both directions, with nothing in it that belongs to GOV.UK alone."""

from __future__ import annotations

import pytest

from casework.rules.colours import mixed
from web.assets import ARCHIVE, SHEET, components, member, wanted
from web.landlord import Style
from web.stylesheet import Rule, logical, parse, text, turned


@pytest.mark.parametrize(
    ("physical", "logically"),
    [
        ("margin-left:5px", ["margin-inline-start:5px"]),
        ("padding-right:1em", ["padding-inline-end:1em"]),
        ("border-left-color:inherit", ["border-inline-start-color:inherit"]),
        ("left:0", ["inset-inline-start:0"]),
        ("text-align:right", ["text-align:end"]),
        ("text-align:center", ["text-align:center"]),
        ("float:left!important", ["float:inline-start!important"]),
        ("padding:10px 20px 10px 0", ["padding-block:10px 10px", "padding-inline:0 20px"]),
        ("margin:0 auto", ["margin:0 auto"]),
        ("padding:max(1px, 2px) 3px 4px 3px", ["padding:max(1px, 2px) 3px 4px 3px"]),
        ("--left:1px", ["--left:1px"]),
        ("border-width:0 0 5px 5px", ["border-width:0 0 5px 5px"]),
    ],
)
def test_sides_are_named_by_the_direction_of_writing(physical: str, logically: list[str]) -> None:
    assert turned(physical) == logically


def test_a_sheet_is_read_and_written_the_same() -> None:
    css = '@media (min-width:40em){.a,.b:not(.c){color:red;background:url("x;y{z}")}}.d{margin:0}'
    assert text(parse("/* note */" + css)) == css


def test_a_sheet_that_is_cut_short_is_refused() -> None:
    with pytest.raises(ValueError, match="ends within a rule"):
        parse("@media print{.a{color:red}")


@pytest.mark.parametrize(
    ("selector", "kept"),
    [
        (".govuk-button:hover", True),
        (".govuk-form-group--error .govuk-input", True),
        (".govuk-header__logo", False),
        (".govuk-radios .govuk-cookie-banner", False),
        (".govuk-frontend-supported .govuk-radios__conditional--hidden", False),
        (".govuk-button--inverse", False),
        ("html", True),
        (r".govuk-\!-margin-top-3", True),
        (r".govuk-\!-static-padding-9", False),
    ],
)
def test_only_what_our_pages_can_hold_is_kept(selector: str, kept: bool) -> None:
    assert wanted(selector) is kept


@pytest.mark.skipif(not ARCHIVE.exists(), reason="GOV.UK Frontend is not fetched: python -m web.assets")
def test_the_built_sheet_has_no_side_and_nothing_of_gov_uk() -> None:
    built = components(member(ARCHIVE, SHEET).decode())
    sides = [declaration for rule in _all(parse(built)) for declaration in rule if turned(declaration) != [declaration]]
    assert sides == []
    for name in ("GDS Transport", "@font-face", "crown", "url("):
        assert name not in built
    assert text(logical(parse(built))) == built


def _all(rules: list[Rule]) -> list[list[str]]:
    return [rule.declarations for rule in rules] + [inner for rule in rules for inner in _all(rule.rules)]


@pytest.mark.parametrize("accent", ["#14467a", "#6b1d5c", "#0f5132"])
def test_a_landlords_sheet_has_shades_of_its_accent_and_a_name_that_changes_with_it(accent: str) -> None:
    style = Style.of(accent)
    assert f"--od-accent:{accent};" in style.css
    assert style.name != Style.of("#000000").name
    assert mixed(accent, "#ffffff", 0) == accent
    assert mixed(accent, "#ffffff", 1) == "#ffffff"
