"""The server with the demonstration and a real browser, shared by the journeys of a worker."""

import logging
import shutil
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

import pytest
from playwright.async_api import Browser, async_playwright

from tests.journeys.browsing import PRESENT
from tests.journeys.server import ROOT, Server
from tests.once import Demonstration

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
#: Of what somebody saw when his test failed.
MOST_WORDS = 3000

LOG = logging.getLogger(__name__)


@dataclass
class Stage:
    """The server of the group whose turn it is."""

    demonstrated: Demonstration
    homes: pytest.TempPathFactory
    group: str = ""
    running: AsyncExitStack = field(default_factory=AsyncExitStack)
    server: Server | None = None

    async def of(self, group: str) -> Server:
        if self.server is None or self.group != group:
            await self.running.aclose()
            copy = self.demonstrated.copied(self.homes.mktemp("home"))
            self.server = await self.running.enter_async_context(copy)
            self.server.start()
            self.group = group
        return self.server


@pytest.fixture(scope="session")
async def stage(
    demonstrated: Demonstration, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Stage]:
    stage = Stage(demonstrated, tmp_path_factory)
    yield stage
    await stage.running.aclose()


@pytest.fixture
async def server(stage: Stage, request: pytest.FixtureRequest) -> Server:
    """A running server with the demonstration and what the tests of the group did before.

    Each group has its own: which groups a worker is given differs from run to run.
    """
    group = request.node.get_closest_marker("xdist_group")
    assert group is not None, "a journey on the shared server belongs to a group"
    return await stage.of(group.args[0])


@pytest.fixture
async def own_server(demonstrated: Demonstration, tmp_path: Path) -> AsyncIterator[Server]:
    """A server of the test's own with the demonstration, to be told more and started."""
    async with demonstrated.copied(tmp_path / "home") as server:
        yield server


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
async def last_pictures() -> AsyncIterator[None]:
    """What everybody saw when the test ended, in words too, and their windows closed."""
    yield
    for person in PRESENT:
        words = await person.page.locator("body").inner_text()
        LOG.warning("%s at last: %s\n%s", person.name, person.page.url, words[:MOST_WORDS])
        LOG.warning("%s heard, by %.2f:\n%s", person.name, monotonic(), "\n".join(person.last))
        await person.picture(f"last-{person.name}")
        await person.page.context.close()
    PRESENT.clear()
