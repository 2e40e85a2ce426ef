"""No page of anybody in the demonstration gives a value without range, method, day, valuer (X10).

Each role walks from its home along every link, a few pages of each kind, and opens their tabs.
"""

import re
from collections import Counter
from pathlib import Path

import pytest
from playwright.async_api import Browser

from tests.journeys.browsing import Person
from tests.journeys.server import Server
from tests.journeys.worth import never_a_point, sits_down

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.xdist_group("browser")]

#: Who walks, how many values he sees at least on all his pages together, and how many pages of a
#: kind that differ by a record he opens; of any other, one.
WALKERS = {
    "sme@demo.zhirong.test": (3, 3),
    "maker@bank.demo.zhirong.test": (5, 3),
    "appraiser@demo.zhirong.test": (1, 9),
    "district@demo.zhirong.test": (0, 3),
    "operator@demo.zhirong.test": (0, 3),
    "underwriter@insurer.demo.zhirong.test": (0, 3),
}
ONE = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d{4,}")
LINKS = "() => [...document.querySelectorAll('a[href^=\"/\"]')].map((each) => each.pathname)"


async def _values_of(person: Person, what: str) -> int:
    """Values on the page, tab by tab."""
    seen = await never_a_point(person, what)
    tabs = person.page.locator("main").get_by_role("tab")
    for n in range(1, await tabs.count()):
        await tabs.nth(n).click()
        await person.settled()
        seen += await never_a_point(person, f"{what} tab {n}")
    return seen


@pytest.mark.parametrize("email", WALKERS)
async def test_no_page_of_a_role_gives_a_bare_value(
    browser: Browser, server: Server, shots: Path, email: str
) -> None:
    person = await sits_down(browser, server, shots, email)
    least, of_a_kind = WALKERS[email]
    home = person.page.url.removeprefix(server.address)
    ahead, known, kinds, seen = [home], {home}, Counter[str](), 0

    while ahead:
        path = ahead.pop(0)
        await person.goto(path)
        seen += await _values_of(person, path)
        await person.goto(path)
        for link in await person.page.evaluate(LINKS):
            kind = ONE.sub("…", link)
            most = of_a_kind if kind != link else 1
            if link in known or not link.startswith(f"{home}/") or kinds[kind] >= most:
                continue
            kinds[kind] += 1
            known.add(link)
            ahead.append(link)

    assert person.problems == []
    assert len(known) > 5, known
    assert seen >= least
