"""Cuts a style sheet down to what we use, and turns it so that one file serves both directions of writing.

GOV.UK Frontend names sides physically (left, right), which leaves Arabic and Urdu pages wrong. Each such
declaration becomes its logical twin (inline-start, inline-end): left-to-right pages stay as they were, and
right-to-left pages are mirrored. Arrows and triangles are drawn with borders and cannot be turned this way;
`static/open-door.css` mirrors those by hand.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

SIDES = {"left": "inline-start", "right": "inline-end"}
PHYSICAL = re.compile(r"^(margin|padding|border)-(left|right)(-color|-width|-style)?$")
ENDS = {"left": "start", "right": "end"}
KEYWORDS = {"text-align": ENDS, "justify-content": ENDS, "float": SIDES}
FOUR_SIDES = ("margin", "padding")
# Rules for browsers that cannot show our pages anyway.
OLD_BROWSERS = re.compile(r"\\0|(?<!not \()-ms-|-moz-document")


@dataclass
class Rule:
    """A selector list, or `@media` and its like, with declarations or with rules inside."""

    head: str
    declarations: list[str] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)

    def __str__(self) -> str:
        inside = ";".join(self.declarations) + "".join(str(rule) for rule in self.rules)
        return f"{self.head}{{{inside}}}" if inside else ""


def split(text: str, at: str) -> list[str]:
    """Cut at a character, except within brackets and quotation marks."""
    parts, depth, quote, start = [], 0, "", 0
    for place, character in enumerate(text):
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
        elif character in "([":
            depth += 1
        elif character in ")]":
            depth -= 1
        elif character == at and not depth:
            parts.append(text[start:place].strip())
            start = place + 1
    parts.append(text[start:].strip())
    return [part for part in parts if part]


def parse(css: str) -> list[Rule]:
    """Read a style sheet without its comments and `@charset`. ValueError if it is cut short."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    top = Rule("")
    open_rules, start, quote = [top], 0, ""
    for place, character in enumerate(css):
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
        elif character == "{":
            rule = Rule(" ".join(split(css[start:place], ";")[-1].split()))
            open_rules[-1].rules.append(rule)
            open_rules.append(rule)
            start = place + 1
        elif character == "}":
            open_rules.pop().declarations += split(css[start:place], ";")
            start = place + 1
    if open_rules != [top]:
        msg = "the style sheet ends within a rule"
        raise ValueError(msg)
    return top.rules


def keep(rules: list[Rule], wanted: Callable[[str], bool]) -> list[Rule]:
    """The rules whose selectors are wanted; fonts and rules for old browsers go."""
    kept = []
    for rule in rules:
        if rule.head == "@font-face" or OLD_BROWSERS.search(rule.head):
            continue
        if rule.head.startswith("@"):
            kept.append(Rule(rule.head, rule.declarations, keep(rule.rules, wanted)))
            continue
        selectors = [selector for selector in split(rule.head, ",") if wanted(selector)]
        if selectors:
            kept.append(Rule(",".join(selectors), rule.declarations))
    return kept


def logical(rules: list[Rule]) -> list[Rule]:
    """The same rules with every side named by the direction of writing."""
    return [
        Rule(rule.head, [new for old in rule.declarations for new in turned(old)], logical(rule.rules))
        for rule in rules
    ]


def turned(declaration: str) -> list[str]:
    """One declaration as its logical twins; two where a shorthand names four different sides."""
    name, _, value = (part.strip() for part in declaration.partition(":"))
    if match := PHYSICAL.match(name):
        return [f"{match[1]}-{SIDES[match[2]]}{match[3] or ''}:{value}"]
    if name in SIDES:
        return [f"inset-{SIDES[name]}:{value}"]
    plain, important = re.sub(r"\s*!important$", "", value), "!important" if "!important" in value else ""
    if name in KEYWORDS and plain in SIDES:
        return [f"{name}:{KEYWORDS[name][plain]}{important}"]
    parts = split(plain, " ")
    if name in FOUR_SIDES and len(parts) == 4 and parts[1] != parts[3]:
        top, right, bottom, left = parts
        return [f"{name}-block:{top} {bottom}{important}", f"{name}-inline:{left} {right}{important}"]
    return [declaration]


def text(rules: list[Rule]) -> str:
    """The style sheet, without a space too many."""
    return "".join(str(rule) for rule in rules)
