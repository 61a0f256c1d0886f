"""`flask --app wsgi letters …`: make any letter from a sample or from data, without a database."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from flask.cli import AppGroup

if TYPE_CHECKING:
    from letters import Letterhead

CANNOT = 2
SAMPLE_LETTERHEAD = {
    "landlord": "Example Homes",
    "accent": "#1d4e5f",
    "address": ("1 Open Door Lane", "Sampleton", "ZZ1 2ZZ"),
    "phone": "01632 960100",
    "email": "hello@example-homes.example",
    "website": "portal.example-homes.example",
}

letters = AppGroup("letters", help="Every kind of letter, in every language and format.")


@letters.command("list", with_appcontext=False)
def list_() -> None:
    """Print every kind with the languages and formats that it is made in."""
    from letters import FORMATS, KINDS
    from translations import LANGUAGES

    for kind in KINDS.values():
        formats = [code for code in kind.formats if FORMATS[code].kinds(kind.code)]
        click.echo(f"{kind.code}\t{' '.join(LANGUAGES)}\t{' '.join(formats)}")


@letters.command(with_appcontext=False)
@click.option("--kind", required=True, metavar="K", help="A kind of letter, as `letters list` names it.")
@click.option("--language", required=True, metavar="L", help="The reader's language, as `letters list` names it.")
@click.option("--format", "format_", required=True, metavar="F", help="A format, as `letters list` names it.")
@click.option("--sample", is_flag=True, help="Use invented data.")
@click.option("--data", metavar="FILE", help="Read the data from FILE (JSON; - for standard input).")
@click.option("--out", required=True, metavar="FILE", help="Where the letter goes; - for standard output.")
@click.option("--landlord", metavar="KEY", help="A landlord's name, colour and addresses; invented ones if left out.")
@click.option("--size", type=int, help="Points of large print: 18, 20, 24 or 28.")
@click.option("--paper", help="Paper of large print: white, cream or yellow.")
@click.option("--grade", type=int, help="Braille: 1 letter by letter, 2 contracted.")
@click.option("--cells", type=int, help="Braille cells in a line.")
@click.option("--lines", type=int, help="Braille lines on a page.")
def render(
    *,
    kind: str,
    language: str,
    format_: str,
    sample: bool,
    data: str | None,
    out: str,
    landlord: str | None,
    **chosen: Any,
) -> None:
    """Make one letter. Exit status 2, with one line and nothing written, where that is not possible."""
    from letters import LetterError, freeze
    from letters import render as rendered

    options = {name: value for name, value in chosen.items() if value is not None}
    try:
        head = letterhead_of(landlord)
        values = _data(kind, sample, data)
        if sample and landlord is not None:
            values = _in_the_name_of(head, values)
        frozen = freeze(kind, values, language)
        made = rendered(frozen.data, format_, head, **options)
        _write(out, made.data)
    except (LetterError, OSError, ValueError) as fault:
        click.echo(" ".join(str(fault).split()), err=True)
        sys.exit(CANNOT)


@letters.command(with_appcontext=False)
def lint() -> None:
    """Check what every kind says, by its sample, in every language. Exit status 1 where one could not go out."""
    from letters import KINDS, LetterIncomplete, freeze
    from letters import lint as found_in
    from translations import LANGUAGES

    refused = 0
    for kind in KINDS.values():
        for language in LANGUAGES:
            try:
                frozen = freeze(kind.code, kind.sample(), language)
            except LetterIncomplete as fault:
                refused += 1
                click.echo(f"stop\t{kind.code}\t{language}\t{fault}")
                continue
            for one in found_in(frozen):
                if one.language == language:  # the English after it has its own turn
                    click.echo("\t".join((one.severity, kind.code, language, one.code, one.part, one.about)).rstrip())
    sys.exit(1 if refused else 0)


@letters.command(with_appcontext=False)
@click.option("--kind", metavar="K", help="Only this kind of letter.")
@click.option("--language", metavar="L", help="Only this language.")
@click.option("--format", "format_", metavar="F", help="Only this format; sound takes seconds a letter.")
def prove(*, kind: str | None, language: str | None, format_: str | None) -> None:
    """Make every letter from its sample, and read it again: a line for each word that it says otherwise. Exit status 1
    where there is one, 2 where a letter cannot be made."""
    from letters import FORMATS, KINDS, LetterError, freeze, offered, same_words
    from letters import render as rendered
    from translations import LANGUAGES

    head, status = letterhead_of(None), 0
    asked = [
        code for code, known in ((kind, KINDS), (language, LANGUAGES), (format_, FORMATS)) if code and code not in known
    ]
    if asked:
        click.echo(f"there is no {asked[0]!r}: see `letters list`", err=True)
        sys.exit(CANNOT)
    for one, tongue in product([kind] if kind else KINDS, [language] if language else LANGUAGES):
        for made_as in offered(one, tongue):
            if made_as != (format_ or made_as):
                continue
            try:
                frozen = freeze(one, KINDS[one].sample(), tongue).data
                found = same_words(frozen, made_as, rendered(frozen, made_as, head).data, head)
            except LetterError as fault:
                click.echo(f"{one}\t{tongue}\t{made_as}\t{fault}")
                status = CANNOT
                continue
            for other in found:
                status = max(status, 1)
                click.echo("\t".join((one, tongue, made_as, other.code, other.part, " ".join(other.about.split()))))
    sys.exit(status)


def _data(kind: str, sample: bool, file: str | None) -> object:
    from letters import KINDS, UnreadableData, read

    if kind not in KINDS:
        raise UnreadableData(f"no kind of letter is called {kind!r}: there are {', '.join(KINDS)}")
    if sample == (file is not None):
        raise UnreadableData("say either --sample or --data FILE")
    if file is None:
        return KINDS[kind].sample()
    text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
    return read(KINDS[kind].data, json.loads(text))


def letterhead_of(landlord: str | None) -> Letterhead:
    from letters import Letterhead

    if landlord is None:
        return Letterhead(**SAMPLE_LETTERHEAD)  # type: ignore[arg-type]
    from casework.rules.pack import PackError, load_pack

    try:
        pack = load_pack(landlord)
    except PackError as fault:
        raise ValueError(str(fault)) from fault
    given = pack.contact
    return Letterhead(pack.name, pack.accent, given.address, given.phone, given.email, website="")


def _in_the_name_of(head: Letterhead, values: Any) -> object:
    """The sample as this landlord would send it."""
    if not hasattr(values, "contact"):
        return replace(values, landlord=head.landlord)
    contact = replace(values.contact, landlord=head.landlord, phone=head.phone, email=head.email, address=head.address)
    return replace(values, contact=contact)


def _write(out: str, data: bytes) -> None:
    """Write the letter whole or not at all."""
    if out == "-":
        sys.stdout.buffer.write(data)
        return
    target = Path(out)
    draft = target.with_name(f".{target.name}.new")
    try:
        draft.write_bytes(data)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
