"""`python -m translations COMMAND`: keep the catalogues in step with the texts.

extract                    write the texts of each domain to translations/<domain>.pot
update                     bring every .po file up to date; no translation is dropped
check                      fail on a text that is missing, fuzzy, or lost a placeholder or a tag
missing DOMAIN LANGUAGE    print the texts that wait for a translator, as JSON
fill DOMAIN LANGUAGE FILE  take translations from such JSON ({text: translation, or [plural forms]})
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import write_po

from translations import DOMAINS, HERE, LANGUAGES, SOURCE_LANGUAGE, po_path, read_catalogue
from translations.gate import faults

ROOT = HERE.parent
SOURCES = {"letters": ("letters",), "portal": ("portal", "web"), "staff": ("staff",)}
KEYWORDS = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "lazy_gettext": None,
    "lazy_pgettext": ((1, "c"), 2),
    "lazy_ngettext": (1, 2),
    "_l": None,
    "mark": None,
}
TARGETS = [code for code in LANGUAGES if code != SOURCE_LANGUAGE]


def say(line: str) -> None:
    sys.stdout.write(line + "\n")


def extract(domain: str) -> Catalog:
    """Every text of a domain, as it stands in the source now."""
    with (HERE / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    found = Catalog(domain=domain, project="Open Door", charset="utf-8")
    for room in SOURCES[domain]:
        texts = extract_from_dir(
            ROOT / room,
            methods,
            options,
            keywords=KEYWORDS,
            comment_tags=("Translators:",),
            strip_comment_tags=True,
        )
        for filename, _line, message, comments, context in sorted(texts, key=lambda text: text[:2]):
            # No line numbers: they would change a file that nobody has translated anew.
            place = (f"{room}/{filename}", None)
            found.add(message, None, [place], auto_comments=comments, context=context)  # type: ignore[list-item]
    return found


def save(path: Path, texts: Catalog) -> None:
    """Write a catalogue whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    texts.project, texts.version, texts.fuzzy = "Open Door", "1", False
    texts.header_comment = f"# The words of Open Door: {texts.domain or path.stem}"
    draft = path.with_suffix(f".{os.getpid()}.new")
    with draft.open("wb") as file:
        write_po(file, texts, width=110, include_lineno=False, sort_by_file=False)
    draft.replace(path)


def update(language: str, domain: str) -> None:
    """Bring one .po file in step; a text that went away stays as obsolete until it returns."""
    wanted, have = extract(domain), read_catalogue(language, domain)
    for template in wanted:
        kept = have.obsolete.pop(have._key_for(template.id, template.context), None) if template.id else None
        if kept is not None:
            have.add(template.id, kept.string, context=template.context, user_comments=kept.user_comments)
    have.update(wanted, no_fuzzy_matching=True, update_creation_date=False)
    save(po_path(language, domain), have)


def check() -> int:
    found = [
        fault
        for domain in DOMAINS
        for wanted in [extract(domain)]
        for language in TARGETS
        if domain in LANGUAGES[language].domains
        for fault in faults(language, domain, wanted, read_catalogue(language, domain))
    ]
    for fault in found:
        say(str(fault))
    say(f"{len(found)} texts may not go out" if found else "Every text is translated")
    return 1 if found else 0


def _text(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _waiting(message: Message) -> bool:
    forms = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
    return bool(message.id) and (message.fuzzy or not all(forms))


def missing(domain: str, language: str) -> None:
    update(language, domain)
    have = read_catalogue(language, domain)
    waiting = [message for message in have if _waiting(message)]
    plurals = [""] * have.num_plurals
    texts = {
        (message.id if isinstance(message.id, str) else message.id[0]): plurals if message.pluralizable else ""
        for message in waiting
    }
    say(json.dumps(texts, ensure_ascii=False, indent=1))


def fill(domain: str, language: str, source: Path) -> None:
    """Write translations into the .po file; what the file leaves empty is left as it is."""
    update(language, domain)
    have = read_catalogue(language, domain)
    given = json.loads(source.read_text(encoding="utf-8"))
    taken = 0
    for message in list(have):
        words = given.pop(_text(message), None) if message.id else None
        if words and all(words):
            message.string = tuple(words) if message.pluralizable else words
            message.flags.discard("fuzzy")
            taken += 1
    save(po_path(language, domain), have)
    say(f"{language}/{domain}: {taken} texts taken, {len(given)} unknown")
    for text in given:
        say(f"  not a text of this domain: {text!r}")


def main(arguments: list[str]) -> int:
    match arguments:
        case ["extract"]:
            for domain in DOMAINS:
                save(HERE / f"{domain}.pot", extract(domain))
        case ["update"]:
            for language in TARGETS:
                for domain in LANGUAGES[language].domains:
                    update(language, domain)
        case ["check"]:
            return check()
        case ["missing", domain, language]:
            missing(domain, language)
        case ["fill", domain, language, source]:
            fill(domain, language, Path(source))
        case _:
            say(__doc__ or "")
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
