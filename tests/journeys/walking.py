"""Every page of a role: from its home along every link, a few pages of each kind."""

import re
from collections import Counter
from collections.abc import AsyncIterator, Sequence

from tests.journeys.browsing import Person

#: Who walks, each in a kind of organisation of his own.
ROLES = (
    "sme@demo.zhirong.test",
    "maker@bank.demo.zhirong.test",
    "appraiser@demo.zhirong.test",
    "district@demo.zhirong.test",
    "operator@demo.zhirong.test",
    "underwriter@insurer.demo.zhirong.test",
)
#: What tells pages of one kind apart: a record, a firm's code, a month.
ONE = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\b[0-9A-Z]{18}\b|\b\d{4}-\d\d\b|\d{4,}")
#: What everybody signed in has beside the pages of his own area.
SHARED = ("/account", "/account/notifications", "/notifications", "/tasks", "/market")
LINKS = "() => [...document.querySelectorAll('a[href^=\"/\"]')].map((each) => each.pathname)"


async def every_page(
    person: Person, *, of_a_kind: int = 1, beside: Sequence[str] = ()
) -> AsyncIterator[str]:
    """Opens them one after the other; from each it goes on along the links of its own area."""
    home = "/" + person.page.url.split("/")[3]
    areas = tuple(f"{each}/" for each in (home, *beside))
    ahead, known, kinds = [home, *beside], {home, *beside}, Counter[str]()
    while ahead:
        path = ahead.pop(0)
        await person.page.goto(path)
        await person.quiet()
        links = await person.page.evaluate(LINKS)
        yield path
        for link in links:
            kind = ONE.sub("…", link)
            most = of_a_kind if kind != link else 1
            if link in known or not link.startswith(areas) or kinds[kind] >= most:
                continue
            kinds[kind] += 1
            known.add(link)
            ahead.append(link)
