"""`flask --app wsgi policy …`: ask the rules from outside (RULES 1)."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from flask.cli import AppGroup

if TYPE_CHECKING:
    from casework.rules.finding import Answer
    from casework.rules.pack import Pack

UNREADABLE = 2

policy = AppGroup("policy", help="What a landlord's policy allows, says and leaves out.")
landlord = click.option(
    "--landlord", required=True, metavar="KEY", help="The landlord's key, or the path of a pack of your own."
)


class UnreadableError(Exception):
    """What was given cannot be read; the message is one line for standard error."""


@policy.command(with_appcontext=False)
@landlord
@click.argument("file")
@click.pass_context
def check(context: click.Context, landlord: str, file: str) -> None:
    """Judge a proposal, or a list of them, in FILE (JSON; - for standard input).

    Exit status: 0 allowed, 1 not allowed, 2 cannot be read.
    """
    try:
        pack = _pack(landlord)
        answers, said = _judge(pack, _read(file))
    except UnreadableError as error:
        click.echo(error, err=True)
        context.exit(UNREADABLE)
    click.echo(json.dumps(said, indent=2))
    context.exit(0 if all(answer.allowed for answer in answers) else 1)


@policy.command(with_appcontext=False)
@landlord
@click.pass_context
def explain(context: click.Context, landlord: str) -> None:
    """Print the policy in plain words, every line with its source."""
    from casework.rules.explain import explain as lines_of
    from letters.words import explain as words

    pack = _pack_or_exit(context, landlord)
    for line in lines_of(pack):
        click.echo(f"{words.says(line, 'en', pack)} [{line.source}]")


@policy.command(with_appcontext=False)
@landlord
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="The day to judge dates by; today if left out.")
@click.pass_context
def lint(context: click.Context, landlord: str, as_json: bool, today: Any) -> None:
    """Print where the policy conflicts with the law, is silent, out of date, or contradicts itself."""
    from casework.rules.lint import lint as faults_of
    from letters.words import lint as words

    pack = _pack_or_exit(context, landlord)
    day = today.date() if today else date.today()  # noqa: DTZ011 - the landlord's own calendar day
    faults = faults_of(pack, day)
    if as_json:
        click.echo(json.dumps([words.as_json(fault, "en", pack) for fault in faults], indent=2))
        return
    for fault in faults:
        click.echo(words.says(fault, "en", pack))


def _pack_or_exit(context: click.Context, landlord: str) -> Pack:
    try:
        return _pack(landlord)
    except UnreadableError as error:
        click.echo(error, err=True)
        context.exit(UNREADABLE)


def _pack(landlord: str) -> Pack:
    from casework.rules.pack import PackError, load_pack

    try:
        return load_pack(landlord)
    except PackError as error:
        raise UnreadableError(_one_line(f"landlord: {error}")) from error


def _read(file: str) -> Any:
    """The JSON of a file, or of standard input for `-`. A field given twice cannot be read: which one would count?"""
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return json.loads(data.decode("utf-8-sig"), object_pairs_hook=_each_once, parse_constant=_no_constant)
    except (OSError, ValueError, RecursionError) as error:
        raise UnreadableError(_one_line(f"FILE cannot be read: {error}")) from error


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        twice = next(key for place, (key, _) in enumerate(pairs) if key in dict(pairs[:place]))
        raise ValueError(f"{twice} is given twice")
    return values


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not a number")


def _judge(pack: Pack, given: Any) -> tuple[list[Answer], Any]:
    """The answers, and what is printed: one object, or for a list one each in the same order."""
    from casework.rules.check import check as judge
    from casework.rules.proposal import UnreadableProposal, read_proposal

    proposals = []
    for place, values in enumerate(given if isinstance(given, list) else [given]):
        try:
            proposals.append(read_proposal(values, pack))
        except UnreadableProposal as error:
            where = f"proposal {place + 1}, " if isinstance(given, list) else ""
            raise UnreadableError(_one_line(f"{where}{error}")) from error
    answers = [judge(pack, proposal) for proposal in proposals]
    said = [_as_json(answer, pack) for answer in answers]
    return answers, said if isinstance(given, list) else said[0]


def _as_json(answer: Answer, pack: Pack) -> dict[str, Any]:
    from letters.words import findings

    return {
        "allowed": answer.allowed,
        "due_on": answer.due_on.isoformat() if answer.due_on else None,
        "findings": [
            {
                "code": finding.code,
                "severity": finding.severity,
                "source": finding.source,
                "says": findings.says(finding, "en", pack),
            }
            for finding in answer.findings
        ],
    }


def _one_line(text: str) -> str:
    """A message with nothing in it that breaks the line, or that a terminal would obey."""
    return "".join(letter if letter.isprintable() else " " for letter in text)
