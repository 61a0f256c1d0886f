"""Many letters at once, in several processes: each becomes one file, however often the batch is killed and begun again.

A letter is written beside its place and moved there whole, so that what has its name is finished; a batch that is
begun again leaves it as it is. Typst holds the interpreter, so that only processes make letters side by side.
"""

from __future__ import annotations

import json
import os
import re
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, field
from multiprocessing import connection, get_context, parent_process
from pathlib import Path
from typing import Any, Final, Literal

from letters.composing import freeze, kind_of
from letters.errors import LetterError, UnreadableData
from letters.letterhead import Letterhead

# Letters that are handed to the processes and not made yet, for each process: none waits, and none fill the memory.
AHEAD: Final = 4
NAME = re.compile(r"[\w][\w.-]{0,100}", re.ASCII)
UNFINISHED: Final = ".unfinished"
SPOKEN: Final = "audio"  # takes a hundred times as long as the others: it is asked for by name
State = Literal["made", "there", "failed"]


@dataclass(frozen=True)
class Order:
    """One letter. name: of its file, without ending. data: its plain values; None for the sample of its kind."""

    name: str
    kind: str
    language: str
    format: str
    data: Mapping[str, Any] | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    number: int = 0  # of a sample: stands in its reference, so that no two are alike


@dataclass(frozen=True)
class Outcome:
    """What became of an order. ``there``: an earlier run made it; why: of one that failed, in a line."""

    name: str
    state: State
    why: str = ""


def read_orders(lines: Iterable[str]) -> Iterator[Order]:
    """Orders from lines of JSON; UnreadableData, with its number, for a line that is none or repeats a name."""
    names: set[str] = set()
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            order = Order(**json.loads(line))
        except (TypeError, ValueError) as fault:
            raise UnreadableData(f"line {number} is no order for a letter: {fault}") from fault
        if not isinstance(order.name, str) or not NAME.fullmatch(order.name):
            raise UnreadableData(f"line {number} names no file: {order.name!r}")
        if order.name in names:
            raise UnreadableData(f"line {number} repeats the name {order.name!r}")
        names.add(order.name)
        yield order


def samples(count: int) -> Iterator[Order]:
    """So many different letters of all kinds, languages and formats but audio, mixed."""
    from letters.kinds import KINDS
    from letters.rendering import offered
    from translations import LANGUAGES

    kinds, languages = list(KINDS), list(LANGUAGES)
    for number in range(count):
        kind, language = kinds[number % len(kinds)], languages[number % len(languages)]
        formats = [code for code in offered(kind, language) if code != SPOKEN]
        made_as = formats[(number // len(kinds)) % len(formats)]
        yield Order(f"{number:05}-{kind}-{language}-{made_as}", kind, language, made_as, number=number)


def run(
    orders: Iterable[Order], folder: Path, head: Letterhead, processes: int, told: Callable[[Outcome], object]
) -> None:
    """Make every letter that is not there yet; ``told`` hears of each as it is done, in no order.

    BrokenProcessPool where a process was killed: what is made stays, and the batch may be begun again.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _clear(folder)
    pool = ProcessPoolExecutor(processes, get_context("forkserver"), _begin, (folder, head))
    pending: set[Future[Outcome]] = set()
    try:
        for order in orders:
            if len(pending) >= processes * AHEAD:
                pending = _collect(pending, told)
            pending.add(pool.submit(make, order))
        while pending:
            pending = _collect(pending, told)
    finally:
        pool.shutdown(cancel_futures=True)


def _collect(pending: set[Future[Outcome]], told: Callable[[Outcome], object]) -> set[Future[Outcome]]:
    done, rest = wait(pending, return_when=FIRST_COMPLETED)
    for one in done:
        told(one.result())
    return rest


def _clear(folder: Path) -> None:
    """What a killed process had begun to write."""
    for left in folder.glob(f".*{UNFINISHED}"):
        left.unlink(missing_ok=True)


_place: list[tuple[Path, Letterhead]] = []  # of a process of the batch: where its letters go, and on what


def _begin(folder: Path, head: Letterhead) -> None:
    _place[:] = [(folder, head)]
    threading.Thread(target=_end_with_the_batch, daemon=True).start()


def _end_with_the_batch() -> None:
    """A process whose batch was killed would wait for ever: it holds both ends of what its orders come through."""
    batch = parent_process()
    if batch is not None:
        connection.wait([batch.sentinel])
        os._exit(1)


def make(order: Order) -> Outcome:
    """Make one letter in this process; whatever is wrong with it, the others go on."""
    [(folder, head)] = _place
    try:
        return _make(order, folder, head)
    except LetterError as fault:
        return Outcome(order.name, "failed", " ".join(str(fault).split()))
    except Exception as fault:  # noqa: BLE001  one letter must not take the batch with it
        return Outcome(order.name, "failed", f"{type(fault).__name__}: {' '.join(str(fault).split())}")


def _make(order: Order, folder: Path, head: Letterhead) -> Outcome:
    from letters.rendering import FORMATS, render

    ending = FORMATS[order.format].filename_ext if order.format in FORMATS else ""
    target = folder / f"{order.name}.{ending}"
    if ending and target.exists():
        return Outcome(order.name, "there")
    frozen = freeze(order.kind, _data(order), order.language)
    made = render(frozen.data, order.format, head, **order.options)
    draft = folder / f".{target.name}.{os.getpid()}{UNFINISHED}"
    with draft.open("wb") as out:
        out.write(made.data)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(target)
    return Outcome(order.name, "made")


def _data(order: Order) -> object:
    from dataclasses import replace

    from letters.plain import read

    kind = kind_of(order.kind)
    if order.data is not None:
        return read(kind.data, order.data)
    sample = kind.sample()
    return replace(sample, reference=f"S-{order.number:06}") if hasattr(sample, "reference") else sample
