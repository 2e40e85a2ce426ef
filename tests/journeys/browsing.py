"""A person at the browser: signs in, looks, clicks by the words on the screen."""

import logging
import re
import time
from collections import deque
from pathlib import Path
from typing import Any

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import (
    Browser,
    CDPSession,
    Page,
    Request,
    Response,
    ViewportSize,
    expect,
)
from playwright.async_api import Error as Failed
from playwright.async_api import TimeoutError as TookTooLong

from backend.kernel import clock
from tests.journeys.server import PASSWORD, Server

WIDE: ViewportSize = {"width": 1440, "height": 900}
NARROW: ViewportSize = {"width": 390, "height": 844}
#: What a pages' check must not find: every rule of WCAG 2.2 A and AA.
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],  # what passes is thousands of nodes, told for nobody
}
#: What a page shows while it works.
BUSY = ", ".join(
    (
        ".zr-skeleton:visible",
        ".ant-spin-spinning:visible",
        # A button under a dialog works until the dialog is answered.
        "body:not(:has(.ant-modal:visible)) .ant-btn-loading:visible",
    )
)
#: A click on a button at work is lost; whoever waits until it is done finds it in his way.
WAIT_FOR_BUTTONS = """
  const sheet = new CSSStyleSheet()
  sheet.replaceSync('.ant-btn-loading { pointer-events: none }')
  document.adoptedStyleSheets.push(sheet)
"""
#: Where whoever signs in comes to: the home of the kind of organisation, or a broker's sales.
HOME = re.compile("/[abcdeio](/sales)?$")
#: How often a page may turn out to be at work, and how often in a row it must not be.
PATIENCE, CLEAN = 320, 5
#: What Chromium draws in one piece, in pixels.
TALLEST = 12_000
#: How many of the last answers are told.
LAST = 30
#: Between two looks at a page, in milliseconds.
PAUSE = 60
#: The page has done all that it had to do at once.
IDLE = "() => new Promise((done) => requestIdleCallback(() => done(), { timeout: 2000 }))"

LOG = logging.getLogger(__name__)

#: Everybody who sat down in this test, for a last picture of what he saw.
PRESENT: list["Person"] = []

# As patient as everything else here: the machine may be busy.
expect.set_options(timeout=30_000)


class Person:
    """One signed-in browser window; `problems` holds what axe and the console found."""

    def __init__(self, page: Page, shots: Path, name: str) -> None:
        self.page, self.shots, self.name = page, shots, name
        self.problems: list[str] = []
        self.step = 0
        #: Of what a test says of this window's network; two would hide each other's words.
        self.network: CDPSession | None = None
        PRESENT.append(self)
        #: What the page has asked of the server and not been answered, and how much it ever asked.
        self.asked: set[Request] = set()
        self.begun = 0
        #: The last answers and addresses, told where the test fails.
        self.last: deque[str] = deque(maxlen=LAST)
        page.on("pageerror", lambda error: self.problems.append(f"{page.url}: {error}"))
        page.on("request", self._ask)
        page.on("requestfinished", self._answered)
        page.on("requestfailed", self._answered)
        page.on("response", self._heard)
        page.on("framenavigated", lambda frame: self._note(f"at {frame.url}"))

    def _note(self, what: str) -> None:
        self.last.append(f"{time.monotonic():.2f} {what}")

    def _ask(self, request: Request) -> None:
        # An upload takes as long as it takes, and may be meant to stand still.
        if "/api/v1/uploads" not in request.url:
            self.begun += 1
            self.asked.add(request)

    def _answered(self, request: Request) -> None:
        self.asked.discard(request)

    def _heard(self, response: Response) -> None:
        # Shown where the test fails.
        if "/api/v1" in response.url:
            self._note(f"{response.status} {response.request.method} {response.url}")
        if response.status >= 400:
            LOG.warning(
                "%s: %s %s: %s",
                self.name,
                response.request.method,
                response.url,
                response.status,
            )

    async def goto(self, path: str) -> None:
        await self.page.goto(path)
        await self.settled()

    async def until(self, expression: str, *, arg: Any = None) -> None:
        """Asked again and again from here: the pages' policy lets nobody evaluate words in them."""
        for _ in range(PATIENCE * 2):
            if await self.page.evaluate(expression, arg):
                return
            await self.page.wait_for_timeout(50)
        raise AssertionError(f"{self.page.url}: never {expression}")

    async def quiet(self) -> None:
        """As `settled`, for whoever only looks."""
        await self.settled(times=3)

    async def settled(self, *, times: int = CLEAN) -> None:
        """Nothing is being read, sent or drawn any more, so many times in a row."""
        clean = 0
        for _ in range(PATIENCE):
            begun = self.begun
            await self.page.wait_for_timeout(PAUSE)
            works = await self._works() or self.asked or self.begun != begun
            clean = 0 if works else clean + 1
            if clean == times:
                return

    async def _works(self) -> bool:
        try:
            await self.page.evaluate(IDLE)
            return bool(await self.page.locator(BUSY).count())
        except Failed as error:
            if "context was destroyed" in error.message:  # it is on its way to another page
                return True
            raise

    async def click(self, name: str | re.Pattern[str], *, role: Any = "button") -> None:
        await self.page.get_by_role(role, name=name).first.click()

    async def fill(self, label: str | re.Pattern[str], text: str) -> None:
        await self.page.get_by_label(label).first.fill(text)

    async def choose(self, label: str, option: str) -> None:
        """An entry of one of antd's selects, its list opened again where it moved or went away."""
        box = self.page.get_by_role("combobox", name=label, exact=True).last
        chosen = self.page.locator(".ant-select").filter(has=box).last
        entry = self.page.locator(".ant-select-item-option:visible").filter(has_text=option).first
        for attempt in range(4):
            try:
                await box.click(timeout=7_000)
                if await box.is_editable():
                    await box.fill(option)
                if attempt:  # a list that moves too fast for the mouse
                    await entry.dispatch_event("click", timeout=7_000)
                else:
                    await entry.click(timeout=5_000)
                await expect(chosen).to_contain_text(option, timeout=3_000)
            except (TookTooLong, AssertionError):
                if attempt == 3:
                    raise
            else:
                return

    async def date(self, label: str, day: str) -> None:
        """A day in one of antd's pickers, which takes it when its calendar has closed."""
        field = self.page.get_by_label(re.compile(f"^{label}")).last
        await field.fill(day)
        await field.press("Tab")
        await self.page.locator(".ant-picker-dropdown:visible").first.wait_for(state="hidden")

    async def bring(self, upload: Any, *, last: bool = False) -> None:
        """A file for the first or the last chooser on the page; waits until it is taken."""
        chooser = self.page.locator("input[type=file]")
        await (chooser.last if last else chooser.first).set_input_files(upload)
        await self.settled()

    async def today(self) -> str:
        return clock.today().isoformat()

    async def sees(self, text: str | re.Pattern[str]) -> None:
        await self.page.get_by_text(text).first.wait_for()

    async def picture(self, name: str) -> None:
        """All of the page. Chromium's own way narrows the window to nothing for a moment, and what
        hangs on its width is drawn anew."""
        window = self.page.viewport_size
        assert window is not None
        height = int(await self.page.evaluate("() => document.documentElement.scrollHeight"))
        whole = min(max(height, window["height"]), TALLEST)
        await self.page.set_viewport_size({"width": window["width"], "height": whole})
        await self.page.screenshot(path=self.shots / f"{name}.png")
        await self.page.set_viewport_size(window)

    async def looks(self, what: str, *, within: str | None = None) -> None:
        """A screenshot to be looked at, and axe's opinion of the page or a part of it."""
        await self.settled()
        # From the top: what lies half under the frame's bar when scrolled is no small target.
        await self.page.evaluate("() => scrollTo(0, 0)")
        self.step += 1
        await self.picture(f"{self.name}-{self.step:02d}-{what}")
        found = await Axe().run(self.page, context=within, options=RULES)
        self.problems += [
            f"{self.page.url} ({what}): {each['id']} {each['nodes'][0]['html'][:200]}"
            for each in found.response["violations"]
        ]


async def sit_down(
    browser: Browser, server: Server, shots: Path, email: str | None, *, narrow: bool = False
) -> Person:
    """A new window; signed in over the sign-in page when an address is given."""
    context = await browser.new_context(
        base_url=server.address,
        viewport=NARROW if narrow else WIDE,
        locale="zh-CN",
        reduced_motion="reduce",
        permissions=["clipboard-read", "clipboard-write"],
    )
    context.set_default_timeout(30_000)
    await context.add_init_script(WAIT_FOR_BUTTONS)
    person = Person(await context.new_page(), shots, (email or "public").split("@", 1)[0])
    if email is not None:
        await sign_in(person, email)
    return person


async def sign_in(person: Person, email: str, password: str = PASSWORD) -> None:
    await person.goto("/sign-in")
    await person.fill(re.compile("邮箱"), email)
    await person.page.locator("input[type=password]").fill(password)
    await person.page.locator("input[type=password]").press("Enter")
    await person.page.wait_for_url(HOME)
    await person.settled()
