"""What a translation must keep before it may be shown: its text, its placeholders, its HTML tags, and plain digits."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from babel.messages.catalog import Catalog, Message

PERCENT = re.compile(r"%\((\w+)\)[sd]")
BRACE = re.compile(r"(?<!\{)\{(\w+)(?::[^{}]*)?\}(?!\})")
TAG = re.compile(r"<(/?[a-zA-Z][a-zA-Z0-9]*)\b[^>]*>")
# Dates, money and phone numbers have Western digits in each language: those of other scripts beside them confuse.
FOREIGN_DIGIT = re.compile(r"[^\D0-9]")
# A plural form may say "one day" or "two days" in a word of its own (Arabic has a dual).
COUNTS = {"num", "count", "n", "number"}


@dataclass(frozen=True)
class Fault:
    """One text that may not go out; `problem` is in English, for the person who runs the check."""

    language: str
    domain: str
    text: str
    problem: str

    def __str__(self) -> str:
        return f"{self.language}/{self.domain}: {self.problem}: {self.text!r}"


def placeholders(text: str) -> Counter[str]:
    """Each placeholder of a text, and how often it stands there (how often does not matter to the check)."""
    return Counter(f"%({name})s" for name in PERCENT.findall(text)) + Counter(
        f"{{{name}}}" for name in BRACE.findall(text)
    )


def tags(text: str) -> Counter[str]:
    """Each opening and closing HTML tag of a text, and how often it stands there."""
    return Counter(TAG.findall(text))


def faults(language: str, domain: str, wanted: Catalog, have: Catalog) -> Iterator[Fault]:
    """What keeps `have` from being a whole translation of the extracted texts in `wanted`."""
    for template in wanted:
        if not template.id:
            continue
        message = have.get(template.id, template.context)
        text = template.id if isinstance(template.id, str) else template.id[0]
        for problem in _problems(message, have.num_plurals):
            yield Fault(language, domain, text, problem)


def _problems(message: Message | None, plurals: int) -> Iterator[str]:
    if message is None:
        yield "missing"
        return
    if message.fuzzy:
        yield "fuzzy"
    forms = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
    sources = message.id if isinstance(message.id, (list, tuple)) else (message.id,)
    if not all(forms):
        yield "missing"
        return
    if message.pluralizable and len(forms) != plurals:
        yield f"has {len(forms)} plural forms, and needs {plurals}"
    for form in forms:
        yield from _lost(sources, str(form), may_drop_count=message.pluralizable)
        if FOREIGN_DIGIT.search(str(form)):
            yield "has digits of another script than 0 to 9"


def _lost(sources: tuple[str, ...] | list[str], form: str, *, may_drop_count: bool) -> Iterator[str]:
    known = set().union(*(placeholders(source) for source in sources))
    needed = set.intersection(*(set(placeholders(source)) for source in sources))
    if may_drop_count:
        needed = {name for name in needed if name.strip("%()s{}") not in COUNTS}
    used = set(placeholders(form))
    for name in sorted(needed - used):
        yield f"lost the placeholder {name}"
    for name in sorted(used - known):
        yield f"has a placeholder of its own {name}"
    if all(tags(form) != tags(source) for source in sources):
        yield "lost or changed an HTML tag"
