"""Every page fits whoever needs it large, narrow or in a wordier language.

At 320 px, at 200 % zoom and in English with every word longer by two fifths no page scrolls
sideways (tables do, in a region of their own), no button's words are cut, nothing lies on another.
Whoever has the page read out meets no barrier that axe finds.
"""

from pathlib import Path

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, ViewportSize

from tests.journeys.browsing import RULES, Person, sit_down
from tests.journeys.callers import Caller
from tests.journeys.server import Server
from tests.journeys.walking import ROLES, SHARED, every_page

pytestmark = [pytest.mark.slow, pytest.mark.browser]

LAYOUT = (Path(__file__).parent / "layout.js").read_text()
#: A desktop window of 1440 × 900 at 200 % is as wide as 720 px.
ZOOMED: ViewportSize = {"width": 720, "height": 450}
NARROWEST: ViewportSize = {"width": 320, "height": 640}
WAYS: dict[str, tuple[ViewportSize, ...]] = {
    "zh-CN": (NARROWEST, ZOOMED),
    "en": ({"width": 390, "height": 844}, {"width": 1440, "height": 900}),
}


#: A guarantor has no part in the demonstration and joins as its operator lets him.
GUARANTOR = "admin@guarantor.demo.zhirong.test"
WALKERS = (*ROLES, "broker@demo.zhirong.test", GUARANTOR)
#: In two halves: together they would be the last for minutes.
SEATED = [
    pytest.param(each, marks=pytest.mark.xdist_group(f"reach-{1 + n // 4}"))
    for n, each in enumerate(WALKERS)
]


async def _barriers(person: Person, path: str) -> list[str]:
    found = await Axe().run(person.page, options=RULES)
    return [
        f"{path}: {each['id']} {each['nodes'][0]['html'][:200]}"
        for each in found.response["violations"]
    ]


async def _fits(person: Person, path: str) -> list[str]:
    found = []
    language = await person.page.evaluate("document.documentElement.lang")
    for size in WAYS[language]:
        await person.page.set_viewport_size(size)
        await person.page.wait_for_timeout(120)  # Charts are drawn anew after the window's change.
        said = await person.page.evaluate(LAYOUT)
        found += [f"{path} at {size['width']} px in {language}: {each}" for each in said]
    return found


@pytest.mark.parametrize("email", SEATED)
async def test_every_page_fits(browser: Browser, server: Server, shots: Path, email: str) -> None:
    if email == GUARANTOR:
        with Caller(server, "operator@demo.zhirong.test") as operator:
            operator.settles("guarantor", email)
    person = await sit_down(browser, server, shots, email)
    await person.page.evaluate("localStorage['zr-longer'] = ''")
    pages, found = 0, []

    async for path in every_page(person, beside=SHARED):
        pages += 1
        found += await _barriers(person, path)
        found += await _fits(person, path)
        await person.page.locator(".zr-top button[lang]").click()
        await person.quiet()
        found += await _fits(person, path)

    assert found == []
    assert person.problems == []
    assert pages > 5
