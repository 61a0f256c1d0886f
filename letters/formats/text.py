"""The letter as plain text, for mail, text messages and whoever wants nothing else."""

from __future__ import annotations

from letters.composing import Frozen
from letters.content import (
    Addressee,
    Block,
    Bullets,
    Content,
    Facts,
    Heading,
    Note,
    SignInCode,
    Table,
    Text,
)
from letters.formats.wordml import isolated
from letters.letterhead import Letterhead


def text(frozen: Frozen, letterhead: Letterhead) -> str:
    """The whole letter; lines are as long as their paragraphs, so that every device breaks them its own way."""
    if not frozen.contents[0].sections[0].title and len(frozen.contents[0].sections) == 1:
        return message(frozen.contents[0])
    lines = (letterhead.landlord, *letterhead.address, letterhead.phone, letterhead.email, letterhead.website)
    parts = ["\n".join(line for line in lines if line)]
    for place, content in enumerate(frozen.contents):
        if place:
            parts += ["* * *", content.labels["english_follows"]]
        parts += whole(content)
    return "\n\n".join(part for part in parts if part) + "\n"


def message(content: Content) -> str:
    """A content of one untitled section, such as a one-time code, with nothing around it."""
    return "\n".join(shown(block, content) for block in content.blocks) + "\n"


def whole(content: Content) -> list[str]:
    """The title and every section, headings underlined."""
    first, *others = content.sections
    split = next((place for place, block in enumerate(first.blocks) if isinstance(block, Facts)), 0)
    parts = [shown(block, content) for block in first.blocks[:split]]
    parts.append(underlined(content.title, "="))
    parts += [shown(block, content) for block in first.blocks[split:]]
    for section in others:
        parts.append(underlined(runs(section.title, content), "-"))
        parts += [shown(block, content) for block in section.blocks]
    return parts


def underlined(words: str, stroke: str) -> str:
    return f"{words}\n{stroke * min(len(words), 60)}"


def shown(block: Block, content: Content) -> str:  # noqa: PLR0911  one return a block
    match block:
        case Heading(text):
            return runs(text, content)
        case Note(text):
            return f"> {runs(text, content)}"
        case Bullets(items):
            return "\n".join(f"- {runs(item, content)}" for item in items)
        case Facts(rows):
            return "\n".join(f"{runs(label, content)}: {runs(value, content)}" for label, value in rows)
        case Table(caption, head, rows):
            named = f"{runs(caption, content)} ({': '.join(runs(cell, content) for cell in head)})"
            return "\n".join([named, *(f"- {': '.join(runs(cell, content) for cell in row)}" for row in rows)])
        case Addressee(lines):
            return "\n".join(runs(line, content) for line in lines)
        case SignInCode(code):
            return runs(code, content)
        case _:
            return runs(block.text, content)


def runs(text: Text, content: Content) -> str:
    """Spans as one line; in a right-to-left letter typed values stand between Unicode isolates."""
    if content.direction == "rtl":
        return "".join(isolated(span) for span in text)
    return "".join(span.text for span in text)
