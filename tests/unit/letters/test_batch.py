"""A batch of letters: each is made once, whatever happens, and one that cannot be made takes no other with it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

import letters
from letters.batch import samples
from tests.unit.letters.examples import HEAD
from translations import LANGUAGES
from web.commands.batch import batch
from web.settings import ROOT

FORMATS = ("text", "html", "docx", "large_print")
MANY = 120


def command(folder: Path, orders: Path) -> list[str]:
    run = "from web.commands.batch import batch; batch()"  # without the whole application, which takes seconds
    return [sys.executable, "-c", run, "--out", str(folder), "--orders", str(orders)]


def ended(folder: Path, orders: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(folder, orders), cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*")}


def finished(folder: Path) -> int:
    return len(list(folder.glob("[!.]*")))


def has(folder: Path, least: int) -> bool:
    return finished(folder) >= least


def all_ended(processes: list[int]) -> bool:
    return not any(map(lives, processes))


def test_a_batch_that_is_killed_and_begun_again_has_each_letter_once(tmp_path: Path) -> None:
    orders, out = tmp_path / "orders", tmp_path / "out"
    names = [f"L-{number:03}" for number in range(MANY)]
    asked = {"kind": "appeal_extended", "language": "en"}
    lines = (json.dumps({**asked, "name": name, "format": FORMATS[place % 4]}) for place, name in enumerate(names))
    orders.write_text("\n".join(lines), encoding="utf-8")
    for least in (3, 12):
        killed = subprocess.Popen(command(out, orders), cwd=ROOT, stderr=subprocess.DEVNULL)
        wait_until(partial(has, out, least))
        children = below(killed.pid)
        killed.send_signal(signal.SIGKILL)
        assert killed.wait() == -signal.SIGKILL, "it ended before it could be killed"
        assert len(children) >= 2
        wait_until(partial(all_ended, children))
    before = finished(out)
    last = ended(out, orders)
    assert (last.returncode, last.stdout) == (0, f"{MANY - before} made, {before} there already, 0 failed.\n")
    made = files(out)
    assert sorted(name.rsplit(".", 1)[0] for name in made) == names
    assert all(made.values())


def wait_until(so: Callable[[], bool]) -> None:
    until = time.monotonic() + 120
    while not so():
        assert time.monotonic() < until
        time.sleep(0.005)


def test_a_sample_batch_has_every_kind_language_and_format_but_audio() -> None:
    mixed = list(samples(500))
    assert {order.kind for order in mixed} == set(letters.KINDS)
    assert {order.language for order in mixed} == set(LANGUAGES)
    assert {order.format for order in mixed} == letters.FORMATS.keys() - {"audio"}
    assert len({order.name for order in mixed}) == 500


def below(pid: int) -> list[int]:
    """The processes that a process started, and those that they started."""
    own = [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return own + [one for child in own for one in below(child)]


def lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_letter_that_cannot_be_made_takes_no_other_with_it(tmp_path: Path) -> None:
    sample = letters.written(letters.KINDS["appeal_extended"].sample())
    good = {"kind": "appeal_extended", "language": "en", "format": "text", "data": sample}
    orders = [
        {**good, "name": "first"},
        {**good, "name": "no-language", "language": "tlh"},
        {**good, "name": "no-format", "format": "papyrus"},
        {**good, "name": "no-data", "data": {}},
        {**good, "name": "large", "format": "large_print", "options": {"size": 24, "paper": "yellow"}},
    ]
    (tmp_path / "orders").write_text("\n".join(map(json.dumps, orders)), encoding="utf-8")
    out = tmp_path / "out"
    last = ended(out, tmp_path / "orders")
    assert (last.returncode, last.stdout) == (1, "2 made, 0 there already, 3 failed.\n")
    assert sorted(files(out)) == ["failed.tsv", "first.txt", "large.pdf"]
    failed = dict(line.split("\t") for line in (out / "failed.tsv").read_text().splitlines())
    assert list(failed) == ["no-data", "no-format", "no-language"]
    assert all(word in why for word, why in zip(("missing", "papyrus", "tlh"), failed.values(), strict=True))
    frozen = letters.freeze("appeal_extended", letters.KINDS["appeal_extended"].sample(), "en")
    assert files(out)["first.txt"] == letters.render(frozen.data, "text", HEAD).data


@pytest.mark.parametrize(
    "orders",
    [
        '{"name": "../out", "kind": "warning", "language": "en", "format": "pdf"}',
        '{"name": "a", "kind": "warning"}',
        "no json",
        '{"name": "a", "kind": "warning", "language": "en", "format": "pdf"}\n' * 2,
    ],
)
def test_orders_that_cannot_be_read_leave_nothing(tmp_path: Path, orders: str) -> None:
    (tmp_path / "orders").write_text(orders, encoding="utf-8")
    last = CliRunner().invoke(batch, ["--out", str(tmp_path / "out"), "--orders", str(tmp_path / "orders")])
    assert last.exit_code == 2
    assert last.stderr.startswith("line ")
    assert not (tmp_path / "out").exists()
