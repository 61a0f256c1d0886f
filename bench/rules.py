"""The rules: 5,000 proposals a second of one core, read and judged, and a command line that answers within a second."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from casework.rules.check import check
from casework.rules.pack import landlord_keys, load_pack
from casework.rules.proposal import read_proposal
from tests.unit.rules.examples import hearing, imposing, reviewing

HOUSE = Path(__file__).resolve().parents[1]
PROPOSALS = 5_000


def run() -> list[tuple[str, float, str]]:
    """CPU seconds, each against the second that it may take."""
    return [
        ("5,000 proposals judged, against one second", _judged(), "at most 1"),
        ("cold `policy check`, CPU against one second", _cold(), "at most 1"),
    ]


def _judged() -> float:
    """All landlords in turn, to impose, to review and to hear an appeal."""
    packs = [load_pack(key) for key in landlord_keys()]
    asked = [(pack, make(pack.key)) for pack in packs for make in (imposing, imposing, reviewing, hearing)]
    rounds = PROPOSALS // len(asked)
    began = time.process_time()
    for _ in range(rounds):
        for pack, values in asked:
            check(pack, read_proposal(values, pack))
    return time.process_time() - began


def _cold() -> float:
    """One question from a new process, as a person types it."""
    key = landlord_keys()[0]
    words = [sys.executable, "-m", "flask", "--app", "wsgi", "policy", "check", "--landlord", key, "-"]
    before = os.times()
    subprocess.run(words, input=json.dumps(imposing(key)), text=True, capture_output=True, check=True, cwd=HOUSE)
    after = os.times()
    return after.children_user - before.children_user + after.children_system - before.children_system
