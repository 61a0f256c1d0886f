"""A real browser, and each landlord's portal running for real, started once for each file of tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests import machine
from tests.browser import running
from tests.databases import Databases


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
    arguments.append("--disable-features=PreloadTopChromeWebUI")  # pages of the browser's own, made for each person
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=str(machine.chromium()), args=arguments)
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def portal_of(
    databases: Databases, database_engine: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], running.Running]]:
    """Starts a landlord's portal on first use; the same one for the rest of the file."""
    started: dict[str, tuple[running.Running, str]] = {}

    def start(landlord: str) -> running.Running:
        if landlord not in started:
            folder: Path = tmp_path_factory.mktemp(Path(landlord).stem)
            if database_engine == "sqlite":
                started[landlord] = running.start_stocked(databases, landlord, folder)
            else:
                url = databases.new(database_engine)
                started[landlord] = (running.start(landlord, url, folder), url)
        return started[landlord][0]

    yield start
    for portal, url in started.values():
        portal.stop()
        databases.drop(url)
