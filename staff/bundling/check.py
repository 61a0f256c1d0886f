"""Checks this bundle: says which file or which act was changed, removed, added or moved.

It needs Python 3 and nothing else, and no network. Unpack the bundle, and run in its folder:

    python3 check.py FINGERPRINT

FINGERPRINT is the one that came with the bundle, on another way. Without it a bundle that was made anew as a whole
cannot be told from this one. Exit status: 0 when nothing was changed, 1 otherwise.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

COVERED = ("number", "at", "actor", "actor_id", "name", "subject", "person_id", "commitment", "previous")


def check(folder: Path, fingerprint: str = "") -> list[str]:
    """All that is wrong with the bundle in this folder, in words."""
    listed = folder / "manifest.json"
    if not listed.is_file():
        return ["manifest.json is missing: nothing can be checked"]
    if fingerprint and sha256(listed.read_bytes()) != "".join(fingerprint.split()).lower():
        return ["manifest.json is not the one of this fingerprint"]
    manifest = json.loads(listed.read_text(encoding="utf-8"))
    return [*check_files(folder, manifest["files"]), *check_events(folder, manifest["events"])]


def check_files(folder: Path, expected: dict[str, str]) -> list[str]:
    """Files that are gone, are other than they were, or were not there."""
    there = {one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file()}
    found = []
    for name in sorted(expected):
        if name not in there:
            found.append(name + ": removed")
        elif sha256((folder / name).read_bytes()) != expected[name]:
            found.append(name + ": changed")
    own = {"manifest.json", *(name for name in there if name.startswith("__pycache__"))}
    return found + [name + ": added" for name in sorted(there - set(expected) - own)]


def check_events(folder: Path, expected: list[list[Any]]) -> list[str]:
    """Acts that are gone, are other than they were, were added, or stand in another place."""
    try:
        events = json.loads((folder / "events.json").read_text(encoding="utf-8"))
        numbers = [event["number"] for event in events]
    except (OSError, ValueError, KeyError, TypeError):
        return ["events.json cannot be read"]
    hashes = {number: given for number, given in expected}
    found = [f"event {number}: removed" for number in hashes if number not in numbers]
    found += [f"event {number}: added" for number in numbers if number not in hashes]
    before = None
    for event in events:
        name = f"event {event['number']} ({event.get('name')})"
        if before and before["number"] >= event["number"]:
            found.append(name + ": moved to another place")
        if event["number"] in hashes:
            found += [f"{name}: {wrong}" for wrong in wrong_with(event, hashes[event["number"]], before)]
        before = event
    return found


def wrong_with(event: dict[str, Any], expected: str, before: dict[str, Any] | None) -> Iterator[str]:
    """What is wrong with one act."""
    covered = {name: event.get(name) for name in COVERED}
    if event.get("hash") != expected or sha256(canonical(covered)) != expected:
        yield "changed"
    content = event.get("content")
    if content is not None and sha256(content.encode("utf-8")) != event.get("commitment"):
        yield "its content was changed"
    if before and before["number"] == event["number"] - 1 and before.get("hash") != event.get("previous"):
        yield "does not follow the act before it"


def canonical(value: dict[str, Any]) -> bytes:
    """The bytes over which an act's hash is made."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode("utf-8")


def sha256(data: bytes) -> str:
    """The hash by which everything here is compared."""
    return hashlib.sha256(data).hexdigest()


if __name__ == "__main__":
    faults = check(Path(__file__).resolve().parent, " ".join(sys.argv[1:]))
    for fault in faults:
        sys.stdout.write(fault + "\n")
    if not faults:
        sys.stdout.write("Nothing was changed.\n")
        if len(sys.argv) < 2:
            sys.stdout.write("Give the fingerprint too, to know that it is the bundle that was handed out.\n")
    sys.exit(1 if faults else 0)
