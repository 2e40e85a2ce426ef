"""The server with the demonstration and a real browser, shared by the journeys of a worker."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, async_playwright

from tests.conftest import _in_maintenance, _replace_database
from tests.journeys.browsing import PRESENT
from tests.journeys.server import ROOT, Server

CHROMIUM = shutil.which("chromium")
#: Chromium must not look for anything but our server.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=zh-CN",
]


@pytest.fixture(scope="session")
async def server(
    server_dsn: str, tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> AsyncIterator[Server]:
    """A running server with the demonstration."""
    name = f"journeys_{worker_id}_{tmp_path_factory.getbasetemp().name}".replace("-", "_")
    await _in_maintenance(
        server_dsn, f'DROP DATABASE IF EXISTS "{name}"', f'CREATE DATABASE "{name}"'
    )
    running = Server(
        home=tmp_path_factory.mktemp("home"), database_url=_replace_database(server_dsn, name)
    )
    running.start()
    yield running
    running.stop()
    await _in_maintenance(server_dsn, f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    """Debian's chromium, headless; without it or without the built web app the journeys skip."""
    if CHROMIUM is None:
        pytest.skip("chromium is not on this machine (Debian: apt install chromium)")
    if not (ROOT / "frontend" / "dist" / "index.html").exists():
        pytest.skip("the web app is not built (make test builds it)")
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield launched
        await launched.close()


@pytest.fixture(scope="session")
def shots() -> Path:
    """Where screenshots go, to be looked at."""
    folder = ROOT / "var" / "shots"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(autouse=True)
async def last_pictures(shots: Path) -> AsyncIterator[None]:
    """What everybody saw when the test ended, and their windows closed."""
    yield
    for person in PRESENT:
        await person.page.screenshot(path=shots / f"last-{person.name}.png", full_page=True)
        await person.page.context.close()
    PRESENT.clear()
