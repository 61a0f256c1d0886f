"""What staff wrote in a letter that is in another language: found sentence by sentence, and put into that language.

A frozen letter is never changed. What is made here is the same letter once more, and differs in nothing else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from letters.composing import Frozen, thaw
from letters.phrases import ENGLISH, phrases
from letters.sections.opening import OWN_WORDS
from translations import LANGUAGES, mark

TRANSLATED: Final = mark("Our translators put into your language what our staff wrote.")
UNCHECKED: Final = mark("Nobody has checked these passages yet.")

# A sentence ends where a full stop or the like is followed by a space and a new beginning; not after a short form.
_SHORT: Final = "".join(rf"(?<!\b{one}\.)" for one in ("Mr", "Mrs", "Ms", "Dr", "No", "St"))
_BETWEEN: Final = re.compile(rf"(?<=[.!?…]){_SHORT}\s+(?=[\"'“‘(]?[A-Z0-9])")


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text of staff, without the spaces around them."""
    return tuple(part for part in (one.strip() for one in _BETWEEN.split(text)) if part)


def passages(frozen: Frozen) -> tuple[str, ...]:
    """The English sentences of staff in the reader's content, each once, as they come; none in an English letter."""
    if frozen.language == ENGLISH:
        return ()
    content = json.loads(frozen.data)["contents"][0]
    return tuple(dict.fromkeys(one for span, _ in _english(content) for one in sentences(span["text"])))


def translated(frozen: Frozen, words: Mapping[str, str], *, reviewed: bool) -> Frozen:
    """The letter with these sentences in the reader's language; what is not among them stays English.

    Where nothing stays English the opening says that it was translated. ``reviewed``: a second person has checked it.
    """
    values = json.loads(frozen.data)
    content, whole = values["contents"][0], True
    for span, marked in tuple(_english(content)):
        said = [words.get(one, "") for one in sentences(span["text"])]
        if not all(said):
            whole = False
            continue
        span["text"] = LANGUAGES[frozen.language].between.join(said)
        if marked is span:
            del span["lang"]
        else:
            marked["lang"] = frozen.language
    if whole:
        _say_so(content, frozen.language, reviewed=reviewed)
    return _frozen(values)


def addressed(frozen: Frozen, lines: Sequence[str]) -> Frozen:
    """The letter to another address. ``lines``: as on an envelope, below the name."""
    values = json.loads(frozen.data)
    for block in (block for content in values["contents"] for block in _blocks(content)):
        if block["type"] == "addressee":
            block["lines"] = [block["lines"][0], *([{"kind": "address", "text": line}] for line in lines)]
    return _frozen(values)


def address_of(frozen: Frozen) -> tuple[str, ...]:
    """Name and address as they stand in the window of the envelope; empty in a letter without one."""
    for block in frozen.contents[0].blocks:
        if block.type == "addressee":
            return tuple("".join(span.text for span in line) for line in block.lines)
    return ()


def _english(content: Any) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Each run of English words of staff, and the part of the letter on which its language stands."""
    for block in _blocks(content):
        if block["type"] == "quote":
            if block["lang"] == ENGLISH:
                yield from ((span, block) for span in block["text"])
        else:
            yield from ((span, span) for span in _spans(block) if span.get("lang") == ENGLISH)


def _spans(value: Any) -> Iterator[dict[str, Any]]:
    """Every plain run of text inside a block, in the order of reading."""
    if isinstance(value, dict) and value.get("kind") == "text":
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _spans(inner)


def _blocks(content: Any) -> Iterator[dict[str, Any]]:
    for section in content["sections"]:
        yield from section["blocks"]


def _say_so(content: Any, language: str, *, reviewed: bool) -> None:
    """Instead of saying that staff's words are in English; beside what the opening says, where it says that not."""
    say = phrases(language)
    told = LANGUAGES[language].between.join(map(say.label, (TRANSLATED,) if reviewed else (TRANSLATED, UNCHECKED)))
    opening = content["sections"][0]["blocks"]
    for span in (span for block in opening for span in _spans(block)):
        if span["text"].strip() == say.label(OWN_WORDS):
            span["text"] = told
            return
    opening.append({"type": "note", "text": [{"kind": "text", "text": told}]})


def _frozen(values: Any) -> Frozen:
    return thaw(json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode())
