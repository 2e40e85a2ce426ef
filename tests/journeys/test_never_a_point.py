"""No page of anybody in the demonstration gives a value without range, method, day, valuer (X10).

Each role walks from its home along every link, a few pages of each kind, and opens their tabs.
"""

from pathlib import Path

import pytest
from playwright.async_api import Browser

from tests.journeys.browsing import Person
from tests.journeys.server import Server
from tests.journeys.walking import ROLES, every_page
from tests.journeys.worth import never_a_point, sits_down

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.xdist_group("values")]

#: Who walks, how many values he sees at least on all his pages together, and how many pages of a
#: kind that differ by a record he opens; of any other, one.
WALKERS = dict(zip(ROLES, ((3, 3), (5, 3), (1, 9), (0, 3), (0, 3), (0, 3)), strict=True))


async def _values_of(person: Person, what: str) -> int:
    """Values on the page, tab by tab."""
    seen = await never_a_point(person, what)
    tabs = person.page.locator("main").get_by_role("tab")
    for n in range(1, await tabs.count()):
        await tabs.nth(n).click()
        await person.quiet()
        seen += await never_a_point(person, f"{what} tab {n}")
    return seen


@pytest.mark.parametrize("email", WALKERS)
async def test_no_page_of_a_role_gives_a_bare_value(
    browser: Browser, server: Server, shots: Path, email: str
) -> None:
    person = await sits_down(browser, server, shots, email)
    least, of_a_kind = WALKERS[email]
    pages = seen = 0

    async for path in every_page(person, of_a_kind=of_a_kind):
        pages += 1
        seen += await _values_of(person, path)

    assert person.problems == []
    assert pages > 5
    assert seen >= least
