"""`flask --app wsgi letters batch`: many letters into a folder, by several processes, with a bar that shows how far."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from web.commands.letters import CANNOT, letterhead_of, letters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from letters.batch import Order, Outcome

FAILED = "failed.tsv"


@letters.command(with_appcontext=False)
@click.option("--out", required=True, metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--orders", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="One a line, as JSON.")
@click.option("--sample", type=click.IntRange(1, 1_000_000), metavar="N", help="N invented letters, of every kind.")
@click.option("--landlord", metavar="KEY", help="A landlord's name, colour and addresses; invented ones if left out.")
@click.option("--processes", type=click.IntRange(1, 64), default=2, show_default=True)
def batch(out: Path, orders: Path | None, sample: int | None, landlord: str | None, processes: int) -> None:
    """Make many letters. Begun again, it makes what is missing; what is there stays as it is.

    An order is {"name", "kind", "language", "format", "data", "options"}; name is that of the file, without ending.
    Letters that cannot be made stand in failed.tsv, and the exit status is 1.
    """
    from concurrent.futures.process import BrokenProcessPool

    from letters import LetterError
    from letters.batch import run

    counts: Counter[str] = Counter()
    failed: list[Outcome] = []
    try:
        total, head = sum(1 for _order in _orders(orders, sample)), letterhead_of(landlord)
        with click.progressbar(length=total, label="Letters", file=sys.stderr, show_pos=True) as bar:

            def told(one: Outcome) -> None:
                counts[one.state] += 1
                if one.state == "failed":
                    failed.append(one)
                bar.update(1)

            run(_orders(orders, sample), out, head, processes, told)
    except (LetterError, OSError, ValueError) as fault:
        click.echo(" ".join(str(fault).split()), err=True)
        sys.exit(CANNOT)
    except BrokenProcessPool:
        click.echo("A process was ended from outside. Begin again: what is made stays.", err=True)
        sys.exit(1)
    _note(out / FAILED, failed)
    click.echo(f"{counts['made']} made, {counts['there']} there already, {counts['failed']} failed.")
    sys.exit(1 if failed else 0)


def _orders(file: Path | None, sample: int | None) -> Iterator[Order]:
    from letters.batch import read_orders, samples

    if (file is None) == (sample is None):
        raise ValueError("say either --orders FILE or --sample N")
    if file is None:
        yield from samples(sample or 0)
        return
    with file.open(encoding="utf-8") as lines:
        yield from read_orders(lines)


def _note(place: Path, failed: list[Outcome]) -> None:
    """The letters of the last run that could not be made, and why; no file where all could."""
    if failed:
        lines = sorted(f"{one.name}\t{one.why}\n" for one in failed)
        place.write_text("".join(lines), encoding="utf-8")
    else:
        place.unlink(missing_ok=True)
