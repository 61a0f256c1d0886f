"""A thousand mixed letters in two processes: whether the memory stays as it is, and how long that takes."""

import subprocess
import sys
import time
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory

from web.settings import ROOT

MANY, PROCESSES = 1000, 2
WARM, LAST = (
    0.3,
    0.8,
)  # shares of the batch: all kinds and fonts have been met by the first, and what follows the second


def run() -> list[tuple[str, float, str]]:
    """Memory of all the processes of the batch in its last fifth, to that when they were warm; letters a second."""
    with TemporaryDirectory() as folder:
        began = time.monotonic()
        words = ["--sample", str(MANY), "--processes", str(PROCESSES), "--out", folder]
        batch = subprocess.Popen(
            [sys.executable, "-m", "flask", "--app", "wsgi", "letters", "batch", *words],
            cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        warm: list[int] = []
        last: list[int] = []
        while batch.poll() is None:
            made = sum(1 for _file in Path(folder).iterdir()) / MANY
            if WARM < made <= WARM + 0.2:
                warm.append(memory(batch.pid))
            elif made > LAST:
                last.append(memory(batch.pid))
            time.sleep(0.2)
        seconds = time.monotonic() - began
    if batch.returncode:
        raise RuntimeError(f"the batch ended with {batch.returncode}")
    return [
        (f"Batch of {MANY} letters: memory at its end to that when warm", mean(last) / mean(warm), "at most 1.15"),
        (f"Batch of {MANY} letters: letters a second", MANY / seconds, "as it comes"),
    ]


def memory(pid: int) -> int:
    """Pages of memory that a process and all that it started hold now."""
    try:
        own = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:  # it has ended
        return 0
    return own + sum(memory(int(child)) for child in children)
