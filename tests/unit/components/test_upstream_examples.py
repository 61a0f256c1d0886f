"""Our macros give the HTML that GOV.UK Frontend's own examples give, wherever they take the same options.

Upstream proves its HTML with people and assistive technology; we take it over as it is.
"""

from __future__ import annotations

import json
import tarfile
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from types import SimpleNamespace
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest

from tests.unit.components.options import MACROS, UnsupportedError, draw
from web.assets import ARCHIVE, PACKAGE, VERSION
from web.pages import components, environment

# At least so many of upstream's examples are proved; fewer means that a macro lost an option.
PROVED_AT_LEAST = 310
UI: SimpleNamespace = components(environment("en"))


@cache
def examples() -> list[tuple[str, str, dict[str, Any], str]]:
    """Component, name, options and HTML of every example of the components that we draw."""
    found = []
    with tarfile.open(ARCHIVE) as files:
        for component in MACROS:
            file = files.extractfile(f"package/dist/govuk/components/{component}/fixtures.json")
            assert file is not None
            for example in json.load(file)["fixtures"]:
                found.append((component, example["name"], example["options"], example["html"]))
    return found


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "example" in metafunc.fixturenames:
        known = supported() if ARCHIVE.exists() else []
        metafunc.parametrize("example", known, ids=[f"{component}: {name}" for component, name, *_ in known])


@cache
def supported() -> list[tuple[str, str, dict[str, Any], str]]:
    return [example for example in examples() if not missing_option(example)]


def missing_option(example: tuple[str, str, dict[str, Any], str]) -> str:
    component, _, options, _ = example
    try:
        draw(UI, component, options)
    except UnsupportedError as option:
        return f"{component}: {option}"
    return ""


def shape(html: str) -> list[str]:
    """What a browser makes of it, leaving out what only upstream's script reads, and the spaces between elements."""
    root = html5lib.parseFragment(html, namespaceHTMLElements=False)
    return list(lines(root))


def lines(element: Element, depth: int = 0) -> Iterator[str]:
    for child in element:
        kept = {
            name: " ".join(sorted(value.split())) if name == "class" else " ".join(value.split())
            for name, value in child.attrib.items()
            if not name.startswith("data-")
        }
        if "class" in kept:
            kept["class"] = kept["class"].replace(" govuk-radios__conditional--hidden", "")
            kept["class"] = kept["class"].replace(" govuk-checkboxes__conditional--hidden", "")
        yield f"{'  ' * depth}<{child.tag} {sorted(kept.items())}>"
        if child.text and child.text.strip():
            yield "  " * (depth + 1) + " ".join(child.text.split())
        yield from lines(child, depth + 1)
        if child.tail and child.tail.strip():
            yield "  " * depth + " ".join(child.tail.split())


def test_our_macro_gives_the_html_of_the_upstream_example(example: tuple[str, str, dict[str, Any], str]) -> None:
    component, _, options, html = example
    assert shape(draw(UI, component, options)) == shape(html)


def test_enough_upstream_examples_are_proved(record_property: Callable[[str, object], None]) -> None:
    if not ARCHIVE.exists():
        pytest.skip(f"{PACKAGE} {VERSION} is not fetched: python -m web.assets")
    lacking = Counter(option for example in examples() if (option := missing_option(example)))
    record_property("left_out", dict(lacking))
    assert len(supported()) >= PROVED_AT_LEAST, lacking.most_common()
