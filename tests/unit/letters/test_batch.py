"""A batch of letters: each is made once, whatever happens, and one that cannot be made takes no other with it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

import letters
from letters.batch import samples
from tests.unit.letters.examples import HEAD
from web.commands.batch import batch
from web.settings import ROOT

MANY = 30


def command(folder: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "flask", "--app", "wsgi", "letters", "batch", "--out", str(folder), *more]


def ended(folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(folder, *more), cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*")}


def test_a_batch_that_is_killed_and_begun_again_has_each_letter_once(tmp_path: Path) -> None:
    asked = ("--sample", str(MANY))
    for least in (5, 12):
        killed = subprocess.Popen(command(tmp_path, *asked), cwd=ROOT, stderr=subprocess.DEVNULL)
        until = time.monotonic() + 120
        while len(list(tmp_path.glob("[!.]*"))) < least and time.monotonic() < until:
            time.sleep(0.005)
        killed.send_signal(signal.SIGKILL)
        assert killed.wait() == -signal.SIGKILL, "it ended before it could be killed"
    before = len(list(tmp_path.glob("[!.]*")))
    last = ended(tmp_path, *asked)
    assert last.returncode == 0, last.stderr
    assert before >= 12
    there = int(last.stdout.split(" made, ")[1].split()[0])
    assert before <= there < MANY
    made = files(tmp_path)
    assert sorted(name.rsplit(".", 1)[0] for name in made) == sorted(order.name for order in samples(MANY))
    assert all(made.values())


def test_the_processes_of_a_killed_batch_end_by_themselves(tmp_path: Path) -> None:
    killed = subprocess.Popen(command(tmp_path, "--sample", "500"), cwd=ROOT, stderr=subprocess.DEVNULL)
    while not list(tmp_path.glob("[!.]*")):
        time.sleep(0.01)
    children = below(killed.pid)
    killed.kill()
    killed.wait()
    until = time.monotonic() + 20
    while any(map(lives, children)) and time.monotonic() < until:
        time.sleep(0.05)
    assert len(children) >= 2
    assert not any(map(lives, children))


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
    last = ended(out, "--orders", str(tmp_path / "orders"))
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
